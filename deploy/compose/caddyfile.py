"""The front door on the internet: certificates by ACME, each address to its room; what operators read stays inside."""

from deploy.compose.place import MEDIA_PORT, ROOM_PORT
from deploy.local.config import ROOMS
from deploy.local.parts.caddyfile import FRONT, ROUTES

YEAR = "public, max-age=31536000, immutable"
INSIDE = ("/metrics", "/healthz", *(f"/{room}/healthz" for room in (*ROOMS, "media")))


def caddyfile(domain: str, email: str) -> str:
    """`localhost` gets a certificate of Caddy's own; any public name a real one."""
    statics = "".join(_static(room) for room in ROOMS)
    pages = "".join(_pages(room, paths) for room, paths in ROUTES.items())
    account = f"\temail {email}\n" if email else ""
    return f"""{{
{account}	admin off
	servers {{
		timeouts {{
			read_header 10s
			idle 3m
		}}
	}}
}}

{domain} {{
	header Strict-Transport-Security max-age=31536000
	@inside path {" ".join(INSIDE)}
	handle @inside {{
		respond 404
	}}
	encode zstd gzip
	@static path /static/*
	header @static Cache-Control "{YEAR}"
{statics}{pages}{_room("", FRONT)}
	handle_errors 502 503 504 {{
		header Cache-Control no-store
		header Retry-After 5
		respond "Hệ thống đang bận trong giây lát, xin tải lại trang sau ít giây." 503
	}}
}}
"""


def _static(room: str) -> str:
    return f"\t@static_{room} path /static/*/{room}/*\n{_room(f'@static_{room}', room)}"


def _pages(room: str, paths: tuple[str, ...]) -> str:
    return f"\t@{room} path {' '.join(paths)}\n{_room(f'@{room}', room)}"


def _room(matcher: str, room: str) -> str:
    """A room that restarts is waited for; live pictures pass through at once."""
    return f"""	handle {matcher} {{
		reverse_proxy {room}:{MEDIA_PORT if room == "media" else ROOM_PORT} {{
			lb_try_duration 10s
			lb_try_interval 100ms
			flush_interval -1
		}}
	}}
"""
