"""Unpacking within bounds: what is small on the wire may be endless once unpacked."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from legation.watch.addresses import FetchError

_STEP = 65536


def unpacked(parts: Iterable[bytes], encoding: str, limit: int) -> bytes:
    """The bytes of a body, unpacked as its ``Content-Encoding`` says; refused as soon as they are more than the limit.

    >>> import gzip
    >>> unpacked([gzip.compress(b"Bamako")], "gzip", 100)
    b'Bamako'
    >>> unpacked([gzip.compress(bytes(10_000_000))], "gzip", 1_000_000)
    Traceback (most recent call last):
    legation.watch.addresses.FetchError: more than 1 MB
    """
    codings = [coding.strip().lower() for coding in encoding.split(",") if coding.strip() not in ("", "identity")]
    if len(codings) > 1 or codings not in ([], ["gzip"], ["x-gzip"], ["deflate"]):
        raise FetchError("encoding", f'packed as "{encoding[:40]}", which was not asked for')
    body = bytearray()
    inflate = _Inflate(codings[0] == "deflate") if codings else None
    for part in parts:
        for some in inflate.of(part) if inflate else (part,):
            body += some
            if len(body) > limit:
                raise FetchError("too large", f"more than {limit / 1e6:.0f} MB")
    return bytes(body)


def gunzip(data: bytes, limit: int) -> bytes:
    """A gzip file (a packed sitemap), within the limit; what is no gzip file comes back as it is."""
    return unpacked([data], "gzip", limit) if data.startswith(b"\x1f\x8b") else data


class _Inflate:
    """Unpacks step by step, so that no step is larger than a little."""

    def __init__(self, deflate: bool) -> None:
        # Some servers send "deflate" raw and some in its envelope: the first byte tells.
        self._raw = deflate
        self._packed = zlib.decompressobj(47)

    def of(self, part: bytes) -> Iterable[bytes]:
        """The unpacked bytes of a part, a little at a time."""
        if self._raw and part:
            self._packed = zlib.decompressobj(47 if part[0] & 0x0F == 8 else -15)
            self._raw = False
        rest = part
        while rest:
            try:
                yield self._packed.decompress(rest, _STEP)
            except zlib.error as error:
                raise FetchError("encoding", "can't be unpacked: damaged, or not packed as it says") from error
            rest = self._packed.unconsumed_tail
            if self._packed.eof:  # a gzip file may have several members
                rest = self._packed.unused_data
                if rest:
                    self._packed = zlib.decompressobj(47)
