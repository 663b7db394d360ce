"""Frozen values as JSON and back: nothing is made from it but the values that are asked for.

What is read back is checked against the types of its class all the way down, so that a file
that is damaged, or that somebody else wrote, is refused and never trusted.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

Data = Any
"""What JSON can hold."""

_PLAIN = (str, int, bool, NoneType)


def encode(value: object) -> Data:
    """Return a value as data for JSON; a dataclass is its name and its fields, in order."""
    if isinstance(value, Enum):
        return value.value
    if type(value) in _PLAIN:
        return value
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [encode(each) for each in value]
    if isinstance(value, dict):
        return {str(key): encode(each) for key, each in value.items()}
    assert is_dataclass(value), value
    return [type(value).__name__, *(encode(getattr(value, each.name)) for each in fields(value))]


@cache
def decoder(kind: Any) -> Callable[[Data], Any]:
    """Return what reads data as a value of a type; it raises ValueError for any other data."""
    origin, arguments = get_origin(kind), get_args(kind)
    if kind in _PLAIN:
        return lambda data: data if type(data) is kind else _refuse()
    if kind is dt.date:
        return lambda data: dt.date.fromisoformat(data) if type(data) is str else _refuse()
    if origin in (Union, UnionType):
        return _choice(arguments)
    if origin is tuple and arguments[1:] == (...,):
        return _items(arguments[0])
    if origin is dict:
        return _entries(arguments[1])
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    return _fields(kind)


def _refuse() -> Any:
    raise ValueError


def _choice(kinds: tuple[Any, ...]) -> Callable[[Data], Any]:
    """Read one of several types: nothing, or a dataclass that is known by its name."""
    optional = NoneType in kinds
    others = [each for each in kinds if each is not NoneType]
    named = {str(each.__name__): decoder(each) for each in others if isinstance(each, type)}
    only = decoder(others[0]) if len(others) == 1 else None

    def read(data: Data) -> Any:
        if data is None and optional:
            return None
        if only:
            return only(data)
        if type(data) is not list or not data or type(data[0]) is not str or data[0] not in named:
            return _refuse()
        return named[data[0]](data)

    return read


def _items(kind: Any) -> Callable[[Data], Any]:
    item = decoder(kind)
    return lambda data: tuple([item(each) for each in data]) if type(data) is list else _refuse()


def _entries(kind: Any) -> Callable[[Data], Any]:
    value = decoder(kind)

    def read(data: Data) -> Any:
        if type(data) is not dict:
            return _refuse()
        return {key: value(each) for key, each in data.items()}

    return read


def _fields(kind: Any) -> Callable[[Data], Any]:
    hints = get_type_hints(kind)
    types = [hints[each.name] for each in fields(kind)]
    allowed = [_plain_types(each) for each in types]
    deep = [
        (at, decoder(each), NoneType in get_args(each))
        for at, each in enumerate(types)
        if allowed[at] is None
    ]
    name, length = kind.__name__, len(types) + 1
    # Whether plain fields are right depends on their types alone: looked at once for each set.
    seen: set[tuple[type, ...]] = set()

    def read(data: Data) -> Any:
        if type(data) is not list or len(data) != length or data[0] != name:
            return _refuse()
        values = data[1:]
        shape = tuple(map(type, values))
        if shape not in seen:
            if any(
                may is not None and its not in may for may, its in zip(allowed, shape, strict=True)
            ):
                return _refuse()
            seen.add(shape)
        for at, reader, optional in deep:
            if not (optional and values[at] is None):
                values[at] = reader(values[at])
        return kind(*values)

    return read


def _plain_types(kind: Any) -> frozenset[type] | None:
    """Return the types that a field's data may have, None where its data must be read."""
    kinds = get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)
    return frozenset(kinds) if all(each in _PLAIN for each in kinds) else None
