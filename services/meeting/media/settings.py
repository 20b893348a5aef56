"""What the media process is told. It knows no database and no bus."""

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class MediaSettings(BaseSettings):
    """From `DT_*` environment variables. `turn_urls`: by commas, such as `turns:turn.example.vn:443?transport=tcp`."""

    model_config = SettingsConfigDict(env_prefix="DT_", frozen=True)

    link_secret: SecretStr
    token_public_key: str = ""  # officers by their sign-in; without it, tokens of a page alone
    media_tap_host: str = "127.0.0.1"
    media_tap_port: int = 0
    turn_urls: str = ""
    turn_secret: SecretStr = SecretStr("")
    log_format: str = "json"
