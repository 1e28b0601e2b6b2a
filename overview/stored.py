"""Frozen values to JSON and back, without loss and always in the same order."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeAliasType, get_args, get_origin, get_type_hints

READ: dict[Any, Callable[[Any], Any]] = {
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
    Decimal: Decimal,
    float: float,
}


def to_json(value: Any) -> Any:
    """The value in the types of JSON: a date as 2026-09-30, a decimal as text."""
    if is_dataclass(value):
        return {f.name: to_json(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple | list):
        return [to_json(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value


def from_json(kind: Any, data: Any) -> Any:
    """The value of this kind that `to_json` wrote; fields that it lacks take their default."""
    if isinstance(kind, TypeAliasType):
        kind = kind.__value__
    if isinstance(get_origin(kind), type) and issubclass(get_origin(kind), UnionType):
        kind = (
            next(k for k in get_args(kind) if k is not NoneType) if data is not None else NoneType
        )
    if data is None:
        return None
    if get_origin(kind) is tuple:
        return read_tuple(get_args(kind), data)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = hints_of(kind)
        return kind(**{k: from_json(hints[k], v) for k, v in data.items() if k in hints})  # type: ignore[operator]
    return READ[kind](data) if kind in READ else data


def read_tuple(kinds: tuple[Any, ...], data: list[Any]) -> tuple[Any, ...]:
    """A tuple of one kind repeated, or of one kind for each place."""
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(from_json(kinds[0], item) for item in data)
    return tuple(from_json(kind, item) for kind, item in zip(kinds, data, strict=True))


@cache
def hints_of(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def digest(data: Any) -> str:
    """The SHA-256 of the JSON data, whatever the order in which a database gives its keys."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
