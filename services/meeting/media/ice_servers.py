"""TURN with credentials that end: coturn's REST scheme, a name with its expiry and a MAC of it. Pure."""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

LIFETIME = timedelta(hours=12)  # longer than a session; coturn looks at each new allocation only
GUEST_LIFETIME = timedelta(hours=2)  # as long as a link to speak from home


@dataclass(frozen=True, slots=True)
class IceServer:
    """What a browser's `RTCPeerConnection` takes in `iceServers`."""

    urls: tuple[str, ...]
    username: str
    credential: str


def turn_servers(urls: tuple[str, ...], secret: str, name: str, until: datetime) -> tuple[IceServer, ...]:
    """The office's TURN for one person or point; none without setting.

    `secret` is coturn's `static-auth-secret`. `name` shows in coturn's log and must tell nobody's name.
    """
    if not urls or not secret:
        return ()
    username = f"{int(until.timestamp())}:{name}"
    mac = hmac.new(secret.encode(), username.encode(), hashlib.sha1).digest()
    return (IceServer(urls, username, base64.b64encode(mac).decode()),)
