"""The names under which machines of the local network find this one."""

import ipaddress
import socket

import psutil


def own_names() -> list[str]:
    """`localhost`, the host's name with and without `.local`, and its addresses outside loopback and link-local."""
    host = socket.gethostname().split(".")[0].lower()
    names = ["localhost", "127.0.0.1", host, f"{host}.local", *own_addresses()]
    return list(dict.fromkeys(name for name in names if name))


def own_addresses() -> list[str]:
    """IPv4 first: that is what people type."""
    found = [_plain(entry.address) for entries in psutil.net_if_addrs().values() for entry in entries if _counts(entry)]
    return sorted(found, key=lambda text: (":" in text, text))


def _counts(entry: object) -> bool:
    if getattr(entry, "family", None) not in (socket.AF_INET, socket.AF_INET6):
        return False
    address = ipaddress.ip_address(_plain(str(getattr(entry, "address", ""))))
    return not (address.is_loopback or address.is_link_local)


def _plain(address: str) -> str:
    return address.split("%")[0]
