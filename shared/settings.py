"""Where a room finds its neighbours. Built once in `app.py` and passed on; nobody imports a global."""

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Addresses and keys of one room, from `DT_*` environment variables.

    What an office may change (speaking time, windows, invitees) is data with a source, never a setting.
    """

    model_config = SettingsConfigDict(env_prefix="DT_", frozen=True)

    room: str
    database_url: SecretStr
    nats_url: str
    nats_user: str = ""
    nats_password: SecretStr = SecretStr("")
    s3_endpoint: str
    s3_access_key: str = ""
    s3_secret_key: SecretStr = SecretStr("")
    s3_bucket: str
    public_url: str = "http://127.0.0.1:8080"
    media_url: str = ""  # meeting only: the process of picture and sound; empty is none
    recorder_url: str = ""  # meeting only: the recorder; empty is none
    token_public_key: str
    token_private_key: SecretStr = SecretStr("")  # routing only: it alone signs
    link_secret: SecretStr
    demo: bool = False
    production: bool = False
    release: str = "dev"
    smtp_host: str = "127.0.0.1"
    smtp_port: int = 25
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_starttls: bool = False
    mail_from: str = "doithoai@localhost"
    log_format: str = "json"
