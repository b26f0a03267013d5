"""Which addresses may be connected to: public ones only, and the very address that was checked.

A name is looked up once; every address that it has is checked, and the connection goes to a checked address and not to
the name again. So neither a redirect nor a name that changes its address between check and use leads inside.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence

from legation.model import LegationError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Resolve = Callable[[str, int], Sequence[str]]
"""The addresses of a host for a port, in the order to be tried."""

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class FetchError(LegationError):
    """An address can't be fetched, or must not be; ``reason`` is one word to count by."""

    def __init__(self, reason: str, said: str) -> None:
        super().__init__(said)
        self.reason = reason


def look_up(host: str, port: int) -> tuple[str, ...]:
    """Ask the system for the addresses of a host."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError("unknown host", f"{host}: no such host, or no network") from error
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def embedded(address: Address) -> tuple[Address, ...]:
    """An address and the IPv4 addresses that it stands for, in the ways that IPv6 has of writing them.

    >>> [str(each) for each in embedded(ipaddress.ip_address("::ffff:10.0.0.1"))]
    ['::ffff:a00:1', '10.0.0.1']
    """
    if isinstance(address, ipaddress.IPv4Address):
        return (address,)
    found: list[Address] = [address]
    if address.ipv4_mapped:
        found.append(address.ipv4_mapped)
    if address.sixtofour:
        found.append(address.sixtofour)
    if address.teredo:
        found += address.teredo
    if address in _NAT64:
        found.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return tuple(found)


def is_public(address: str, allowed: Sequence[Network] = ()) -> bool:
    """Whether an address is one of the open net, or in a network that the user allows by name.

    >>> [is_public(each) for each in ("93.184.215.14", "127.0.0.1", "169.254.169.254", "::ffff:10.0.0.1", "fe80::1%eth0")]
    [True, False, False, False, False]
    >>> is_public("127.0.0.1", [ipaddress.ip_network("127.0.0.0/8")])
    True
    """
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return False
    if any(read in network for network in allowed):
        return True
    mapped = isinstance(read, ipaddress.IPv6Address) and read.ipv4_mapped is not None
    return all(each.is_global and not each.is_multicast for each in embedded(read)[1 if mapped else 0 :])


def checked(host: str, port: int, allowed: Sequence[Network], resolve: Resolve = look_up) -> tuple[str, ...]:
    """The addresses of a host that may be connected to; one that may not be refuses them all.

    >>> checked("news.example", 443, (), lambda host, port: ["93.184.215.14", "192.168.0.1"])
    Traceback (most recent call last):
    legation.watch.addresses.FetchError: news.example is at 192.168.0.1, a private address; allow its network if you mean it
    """
    found = tuple(resolve(host, port))
    for address in found:
        if not is_public(address, allowed):
            said = f"{host} is at {address}, a private address; allow its network if you mean it"
            raise FetchError("private address", said)
    if not found:
        raise FetchError("unknown host", f"{host}: no such host, or no network")
    return found
