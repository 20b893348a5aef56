"""The names under which machines of the local network find this one."""

import contextlib
import fcntl
import ipaddress
import socket
import struct
from urllib.parse import urlsplit

SIOCGIFADDR = 0x8915


def own_names(public_url: str = "") -> list[str]:
    """`localhost`, the public name, the host's name with and without `.local`, and its addresses."""
    host = socket.gethostname().split(".")[0].lower()
    public = urlsplit(public_url).hostname or ""
    names = ["localhost", "127.0.0.1", public, host, f"{host}.local", *own_addresses()]
    return list(dict.fromkeys(name for name in names if name))


def own_addresses() -> list[str]:
    """The IPv4 address of every interface except loopback; the one towards the world first."""
    found = [_towards_the_world(), *(_of_interface(name) for _, name in socket.if_nameindex())]
    return [address for address in dict.fromkeys(found) if _counts(address)]


def _towards_the_world() -> str:
    """Connecting a datagram socket only asks the routing table: nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, contextlib.suppress(OSError):
        probe.connect(("192.0.2.1", 9))
        return str(probe.getsockname()[0])
    return ""


def _of_interface(name: str) -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, contextlib.suppress(OSError):
        answer = fcntl.ioctl(probe.fileno(), SIOCGIFADDR, struct.pack("256s", name.encode()[:15]))
        return socket.inet_ntoa(answer[20:24])
    return ""


def _counts(address: str) -> bool:
    if not address:
        return False
    parsed = ipaddress.ip_address(address)
    return not (parsed.is_loopback or parsed.is_link_local or parsed.is_unspecified)
