"""What a room is told at its start: `DT_*`, read by `shared.settings`."""

from deploy.local.config import StackConfig
from deploy.local.keys import Keys
from deploy.local.parts.postgres import DATABASE


def room_env(config: StackConfig, keys: Keys, room: str, release: str = "dev") -> dict[str, str]:
    """Only the room's own passwords; the key that signs sign-in tokens goes to routing alone."""
    return {
        "DT_ROOM": room,
        "DT_DATABASE_URL": database_url(config, keys, room),
        "DT_NATS_URL": nats_url(config),
        "DT_NATS_USER": room,
        "DT_NATS_PASSWORD": keys.nats[room],
        "DT_S3_ENDPOINT": f"http://{config.hosts.s3}:{config.ports.s3}",
        "DT_S3_ACCESS_KEY": keys.s3_access[room],
        "DT_S3_SECRET_KEY": keys.s3_secret[room],
        "DT_S3_BUCKET": room,
        "DT_PUBLIC_URL": config.public_url,
        "DT_TOKEN_PUBLIC_KEY": keys.token_public_key,
        "DT_LINK_SECRET": keys.link_secret,
        "DT_DEMO": str(int(config.demo)),
        "DT_PRODUCTION": str(int(config.production)),
        "DT_RELEASE": release,
        "DT_SMTP_HOST": config.smtp_host or "127.0.0.1",
        "DT_SMTP_PORT": str(config.ports.smtp if config.sinks_mail else config.smtp_port),
        "DT_SMTP_USER": config.smtp_user,
        "DT_SMTP_PASSWORD": config.smtp_password,
        "DT_SMTP_STARTTLS": str(int(config.smtp_starttls)),
        "DT_MAIL_FROM": config.mail_from,
        "DT_LOG_FORMAT": config.log_format,
    } | _own(config, keys, room)


def _own(config: StackConfig, keys: Keys, room: str) -> dict[str, str]:
    """What one room alone is told."""
    match room:
        case "routing":
            return {"DT_TOKEN_PRIVATE_KEY": keys.token_private_key}
        case "meeting":
            return {
                "DT_MEDIA_URL": f"http://{config.hosts.media}:{config.ports.media}",
                "DT_RECORDER_URL": f"http://{config.hosts.recorder}:{config.ports.recorder}",
            }
        case _:
            return {}


def media_env(config: StackConfig, keys: Keys) -> dict[str, str]:
    """Picture and sound know neither tables nor bus: only who may come in, and the way out of a closed network."""
    return {
        "DT_LINK_SECRET": keys.link_secret,
        "DT_TOKEN_PUBLIC_KEY": keys.token_public_key,
        "DT_MEDIA_TAP_PORT": str(config.ports.media_tap),
        "DT_TURN_URLS": config.turn_urls,
        "DT_TURN_SECRET": config.turn_secret,
        "DT_LOG_FORMAT": config.log_format,
    }


def recorder_env(config: StackConfig, keys: Keys) -> dict[str, str]:
    """The meeting room's tables and files, the tap of picture and sound, and a disk; it never uses the bus."""
    return room_env(config, keys, "meeting") | {
        "DT_NATS_PASSWORD": "",
        "DT_MEDIA_TAP": f"{config.hosts.media}:{config.ports.media_tap}",
        "DT_RECORDER_SPOOL": str(config.spool),
        "DT_AAC": str(int(config.aac)),
    }


def database_url(config: StackConfig, keys: Keys, room: str) -> str:
    where = f"{config.hosts.postgres}:{config.ports.postgres}"
    return f"postgresql+asyncpg://{room}:{keys.postgres[room]}@{where}/{DATABASE}"


def nats_url(config: StackConfig) -> str:
    return f"nats://{config.hosts.nats}:{config.ports.nats}"
