"""What stood in the words of an indicator before they were put better."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from measurement.models import Indicator

NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Former:
    """Some fields of an indicator as they were; kept without words, worded when somebody reads."""

    values: tuple[tuple[str, Any], ...]

    @classmethod
    def of(cls, found: Indicator, names: Iterable[str]) -> Self:
        """Those fields as they stand now."""
        return cls(tuple((name, getattr(found, name)) for name in names))

    def stored(self) -> dict[str, Any]:
        """By the field's name; a number as text."""
        return {n: str(v) if isinstance(v, Decimal) else v for n, v in self.values}

    @classmethod
    def worded(cls, stored: dict[str, Any]) -> str:
        """« nom : Population, précaution : — »."""
        return ", ".join(
            f"{label_of(name)}{NO_BREAK}: {said(name, value)}" for name, value in stored.items()
        )


def label_of(name: str) -> str:
    """A field's own words."""
    found: Any = Indicator._meta.get_field(name)  # noqa: SLF001 - the field's own words
    return str(found.verbose_name)


def said(name: str, value: Any) -> str:
    """A field's value as people read it."""
    found: Any = Indicator._meta.get_field(name)  # noqa: SLF001 - the field's own words
    if value in {"", None}:
        return "\N{EM DASH}"
    return str(dict(found.flatchoices).get(value, value))
