"""Frozen values as bytes and back: nothing is made from bytes but the values that are asked for.

What is read back is checked against the types of its class all the way down, so that what is
damaged, or what somebody else wrote, is refused and never trusted.
"""

import zlib
from collections.abc import Callable
from typing import Any

from msgspec import DecodeError, msgpack

_ENCODER = msgpack.Encoder()

encode: Callable[[object], bytes] = _ENCODER.encode
"""Writes a value: plain values, dataclasses and structs of them, the same for what is equal."""


def pack(value: object) -> bytes:
    """Return a value as few bytes."""
    return zlib.compress(encode(value), 1)


def decoder(kind: Any) -> Callable[[bytes], Any]:
    """Return what reads a value of a type from bytes; ValueError for all bytes that are none."""
    decode = msgpack.Decoder(kind).decode

    def read(written: bytes) -> Any:
        try:
            return decode(written)
        except (DecodeError, RecursionError) as error:
            raise ValueError(written[:20]) from error

    return read


def unpacker(kind: Any) -> Callable[[bytes], Any]:
    """Return what reads a value of a type from what `pack` made; ValueError for all other bytes."""
    decode = decoder(kind)

    def read(packed: bytes) -> Any:
        try:
            written = zlib.decompress(packed)
        except zlib.error as error:
            raise ValueError(packed[:20]) from error
        return decode(written)

    return read
