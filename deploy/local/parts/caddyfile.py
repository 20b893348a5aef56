"""Writes the Caddyfile. Static files are served here, everything else by its room."""

from pathlib import Path

from deploy.local.addresses import own_names
from deploy.local.config import StackConfig
from deploy.local.parts.ca_page import authority_of, folder_of
from deploy.local.release import static_folders

PAGES = Path(__file__).with_name("pages")
ROUTES = {
    "routing": ("/routing", "/routing/*", "/dang-nhap", "/dang-nhap/*", "/dang-xuat", "/bat-dau*"),
    "meeting": ("/meeting", "/meeting/*"),
    "notify": ("/notify", "/notify/*"),
    "media": ("/media/*",),
    "recorder": ("/live/*",),  # what viewers fetch; `/recorder/*` is for the meeting room alone and leads nowhere here
}
FRONT = "intake"
YEAR = "public, max-age=31536000, immutable"


def caddyfile(config: StackConfig, release: str) -> str:
    return "\n".join(
        [
            _globals(config),
            f"(house) {{\n{_static(config, release)}\n{_authority(config)}\n{_rooms(config)}\n{_apology()}\n}}\n",
            f"http://:{config.ports.http} {{\n{_passwords_only_encrypted(config)}\timport house\n}}\n",
            f"{_secure_names(config)} {{\n\ttls internal\n\timport house\n}}\n",
        ]
    )


def _globals(config: StackConfig) -> str:
    """Trust stores stay untouched; nobody may change the door while it stands open."""
    return f"""{{
	admin off
	persist_config off
	auto_https disable_redirects
	skip_install_trust
	default_sni localhost
	storage file_system "{config.data / "caddy"}"
	http_port {config.ports.http}
	https_port {config.ports.https}
	pki {{
		ca local {{
			name "Doi Thoai"
		}}
	}}
	servers {{
		protocols h1 h2
		timeouts {{
			read_header 10s
			idle 3m
		}}
	}}
	log default {{
		level WARN
	}}
}}
"""


def _passwords_only_encrypted(config: StackConfig) -> str:
    """Whoever signs in from another machine does so over HTTPS; the public pages stay open to every telephone."""
    return f"""	@far {{
		not remote_ip 127.0.0.0/8 ::1
		path /dang-nhap /dang-nhap/* /bat-dau*
	}}
	redir @far https://{{host}}:{config.ports.https}{{uri}} 302
"""


def _secure_names(config: StackConfig) -> str:
    return ", ".join(f"https://{name}:{config.ports.https}" for name in own_names(config.public_url))


def _static(config: StackConfig, release: str) -> str:
    """Only the present release is kept for ever by browsers; an older page gets today's file, asked for anew."""
    folders = static_folders(config.repository)
    rooms = "\n".join(_static_room(room, folder) for room, folder in folders.items() if room != "shared")
    return f"""
	handle /caddy-health {{
		respond 200
	}}
	handle /metrics {{
		error 404
	}}
	handle /metrics {{
		respond 404
	}}
	handle /favicon.ico {{
		root * "{folders["shared"]}"
		rewrite * /mark.svg
		header Cache-Control "public, max-age=86400"
		file_server
	}}
	handle /static/* {{
		@fresh path /static/{release}/*
		header @fresh Cache-Control "{YEAR}"
		@stale not path /static/{release}/*
		header @stale Cache-Control no-cache
		header X-Content-Type-Options nosniff
		encode zstd gzip
		uri path_regexp ^/static/[^/]+ ""
{rooms}
		root * "{folders["shared"]}"
		file_server
	}}"""


def _static_room(room: str, folder: Path) -> str:
    return f"""		handle_path /{room}/* {{
			root * "{folder}"
			file_server
		}}"""


def _authority(config: StackConfig) -> str:
    return f"""
	handle /ca/doi-thoai.crt {{
		root * "{authority_of(config)}"
		rewrite * /root.crt
		header Content-Type application/x-x509-ca-cert
		header Content-Disposition "attachment; filename=doi-thoai.crt"
		file_server
	}}
	handle /ca {{
		root * "{folder_of(config)}"
		rewrite * /ca.html
		header Cache-Control no-cache
		file_server
	}}"""


def _rooms(config: StackConfig) -> str:
    blocks = [_room(config, room, f"@{room}", f"\t@{room} path {' '.join(paths)}\n") for room, paths in ROUTES.items()]
    return "\n".join([*blocks, _room(config, FRONT, "", "")])


def _room(config: StackConfig, room: str, matcher: str, definition: str) -> str:
    """A room that restarts is waited for; live pictures pass through at once."""
    return f"""{definition}	handle {matcher} {{
		reverse_proxy 127.0.0.1:{config.ports.of(room)} {{
			lb_try_duration 3s
			lb_try_interval 100ms
			flush_interval -1
		}}
	}}"""


def _apology() -> str:
    """A room that is away is *busy* (503), not a broken gateway; people get a page, programs a line."""
    return f"""
	handle_errors 404 {{
		header Cache-Control no-store
		respond "Không tìm thấy." 404
	}}
	handle_errors 502 503 504 {{
		header Cache-Control no-store
		header Retry-After 5
		@people header Accept *text/html*
		handle @people {{
			root * "{PAGES}"
			rewrite * /busy.html
			file_server {{
				status 503
			}}
		}}
		handle {{
			respond "Dịch vụ đang khởi động lại, vui lòng thử lại sau ít giây." 503
		}}
	}}"""
