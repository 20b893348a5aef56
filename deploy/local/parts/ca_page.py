"""The page that helps to trust our authority: written once the authority stands, with its fingerprints."""

import hashlib
import ssl
from pathlib import Path
from string import Template

from deploy.local.config import StackConfig

PAGE = Path(__file__).with_name("pages") / "ca.html"
FINGERPRINTS = ("sha1", "sha256")  # what Windows asks about, and what browsers show


def folder_of(config: StackConfig) -> Path:
    """Where the front door finds the written page."""
    return config.run / "pages"


def authority_of(config: StackConfig) -> Path:
    return config.data / "caddy/pki/authorities/local"


def fingerprint(config: StackConfig, algorithm: str) -> str:
    """`CF EB A5 …`, as Windows spaces it. The authority must stand."""
    der = ssl.PEM_cert_to_DER_cert((authority_of(config) / "root.crt").read_text())
    return hashlib.new(algorithm, der).digest().hex(" ").upper()


def write_ca_page(config: StackConfig, release: str) -> bool:
    """Whether the authority stands; then the page is there. Safe to repeat."""
    if not (authority_of(config) / "root.crt").exists():
        return False
    folder_of(config).mkdir(exist_ok=True)
    known = {name: fingerprint(config, name) for name in FINGERPRINTS}
    page = Template(PAGE.read_text("utf-8")).substitute(known, static=f"/static/{release}")
    (folder_of(config) / "ca.html").write_text(page, "utf-8")
    return True
