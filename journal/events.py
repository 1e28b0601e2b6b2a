"""What can happen: events are frozen facts with a sentence; each app declares its own."""

import typing
from dataclasses import asdict, dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.utils.functional import Promise

from kit.templatetags.kit import day, number

EVENTS: dict[str, type["Event"]] = {}


@dataclass(frozen=True)
class Event:
    """A fact of the domain. Fields are strings, whole numbers, decimals, days or booleans.

    `sentence` completes « Karim Belhadj … » and may name the fields in braces. A `public`
    event is shown to everybody on the site's journal, another only inside the site.
    """

    kind: ClassVar[str] = ""
    sentence: ClassVar[str | Promise] = ""
    public: ClassVar[bool] = True

    def facts(self) -> dict[str, Any]:
        """The fields as JSON can hold them."""
        return {name: plain(value) for name, value in asdict(self).items()}


def event[E: type[Event]](kind: str) -> typing.Callable[[E], E]:
    """Gives an event class its lasting name (`app.past_participle`) and makes it readable."""

    def register(cls: E) -> E:
        if kind in EVENTS:
            raise TypeError(f"two events are called {kind}")
        cls.kind = kind
        EVENTS[kind] = cls
        return cls

    return register


def plain(value: Any) -> Any:
    """A fact as JSON can hold it: days and decimals as text."""
    return str(value) if isinstance(value, date | Decimal | Promise) else value


def sentence(kind: str, facts: dict[str, Any]) -> str:
    """The event's sentence in the reader's language, from the stored facts.

    A kind that the code no longer knows is shown by its bare name: history outlives code.
    """
    cls = EVENTS.get(kind)
    if cls is None:
        return kind
    types = {f.name: f.type for f in fields(cls)}
    said = {name: spoken(types.get(name), value) for name, value in facts.items()}
    return str(cls.sentence).format_map(Facts(said))


class Facts(dict[str, str]):
    """Facts for a sentence; one that an old entry lacks reads as an ellipsis."""

    def __missing__(self, key: str) -> str:
        return "\N{HORIZONTAL ELLIPSIS}"


def spoken(kind: Any, value: Any) -> str:
    """A fact as people say it: a day in full, a number with its separators."""
    if value is None:
        return "\N{EM DASH}"
    if "date" in str(kind) and isinstance(value, str) and value:
        return day(date.fromisoformat(value))
    if "Decimal" in str(kind):
        return number(Decimal(value))
    return str(value)
