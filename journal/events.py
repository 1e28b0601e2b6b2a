"""What can happen: events are frozen facts with a sentence; each app declares its own."""

import typing
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, ClassVar, Protocol

from django.db.models import Choices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from accounts.letters import LetterKind
from kit.templatetags.kit import day, number

EVENTS: dict[str, type["Event"]] = {}


class Worded(Protocol):
    """A value that an entry keeps without words and that is worded when somebody reads it."""

    def stored(self) -> Any:
        """The value as JSON can hold it, the same whatever language its author reads."""

    @classmethod
    def worded(cls, stored: Any) -> str:
        """The value in the reader's language; a ValueError or the like for what it never stored."""


@dataclass(frozen=True)
class Event:
    """A fact of the domain, the same in every language.

    Fields are strings that somebody typed, whole numbers, decimals, days, booleans, members of
    a vocabulary (`seat: Seat`, kept as its key, said as its label) and values that word
    themselves (`Worded`). `sentence` completes « Karim Belhadj … » and may name the fields in
    braces. A `public` event is shown to everybody on the site's journal, another only inside
    the site; one that is `kept` only to the people who work at the site, not to those who follow
    it from outside. One that is `unnamed` is done by people without an account too, whose name may
    be hidden later and that history would never forget: it names none of them.
    """

    kind: ClassVar[str] = ""
    sentence: ClassVar[str | Promise] = ""
    public: ClassVar[bool] = True
    kept: ClassVar[bool] = False
    unnamed: ClassVar[bool] = False

    def __post_init__(self) -> None:
        """Refuses what a field does not say: above all a label where a key belongs."""
        for each in fields(self):
            value: Any = getattr(self, each.name)
            if not isinstance(value, typing.cast(type, each.type)):
                raise TypeError(f"{type(self).__name__}.{each.name} is no fact: {value!r}")

    def facts(self) -> dict[str, Any]:
        """The fields as JSON can hold them."""
        return {each.name: plain(getattr(self, each.name)) for each in fields(self)}


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
    """A fact as JSON can hold it: a vocabulary's key, days and decimals as text."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | Decimal):
        return str(value)
    return value.stored() if hasattr(value, "stored") else value


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
    """A fact as people say it: a day in full, a number with its separators, a key as its label.

    What its type does not know is shown as it stands: an entry of long ago may hold the word
    that its author read. What was not known is said in the words of its type, if it has some.
    """
    if value is None:
        named = (each.unstated for each in typing.get_args(kind) if hasattr(each, "unstated"))
        return str(next(named, "\N{EM DASH}"))
    for each in typing.get_args(kind) or (kind,):
        try:
            return worded(each, value)
        except (ValueError, LookupError, TypeError, ArithmeticError):
            continue
    return str(value)


def worded(kind: Any, value: Any) -> str:
    """The words of a stored value of a type; an error where the type has none for it."""
    if hasattr(kind, "worded"):
        return str(kind.worded(value))
    if isinstance(kind, type) and issubclass(kind, Choices):
        return str(kind(value).label)
    if kind is date:
        return day(date.fromisoformat(value))
    if kind is Decimal:
        return number(Decimal(value))
    raise TypeError(kind)


@event("journal.letters_wanted")
@dataclass(frozen=True)
class LettersWanted(Event):
    """Somebody wants letters that come by themselves."""

    sentence = gettext_lazy("asked for letters: {letters}")
    public = False
    letters: LetterKind


@event("journal.letters_stopped")
@dataclass(frozen=True)
class LettersStopped(Event):
    """Somebody wants them no more."""

    sentence = gettext_lazy("stopped letters: {letters}")
    public = False
    letters: LetterKind
