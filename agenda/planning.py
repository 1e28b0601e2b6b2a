"""What is said of an activity, as values: the fields that people fill in, compared and brought together."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class ActivityFacts:
    """What people say of an activity. Its state and the passage it is tied to have ways of their own."""

    title: str
    lead: str
    partners: tuple[str, ...] = ()
    strategy: str = ""
    begins_on: date | None = None
    due_on: date | None = None
    description: str = ""
    people: str = ""
    money: str = ""
    places: str = ""
    evidence: tuple[str, ...] = ()

    @classmethod
    def of(cls, row: Any) -> "ActivityFacts":
        """What a row says."""
        return cls(**{name: value_of(getattr(row, name)) for name in NAMES})

    def values(self) -> dict[str, Any]:
        """Each field with what it says, in their order."""
        return {name: getattr(self, name) for name in NAMES}


NAMES = tuple(field.name for field in fields(ActivityFacts))
DAYS = ("begins_on", "due_on")
LABELS = {
    "title": _("What will be done"),
    "lead": _("Who leads it"),
    "partners": _("With whom"),
    "strategy": _("Strategy"),
    "begins_on": _("From when"),
    "due_on": _("By when"),
    "description": _("In a few sentences"),
    "people": _("People"),
    "money": _("Money"),
    "places": _("Places"),
    "evidence": _("What shows it"),
}


def value_of(value: Any) -> Any:
    """A value as facts hold it: what may be several things is a tuple."""
    return tuple(value) if isinstance(value, list) else value


def stored(value: Any) -> Any:
    """A value as the history holds it."""
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def read_back(name: str, value: Any) -> Any:
    """A value of the history as facts hold it."""
    if name in DAYS:
        return date.fromisoformat(value) if value else None
    return value_of(value)


def differing(before: ActivityFacts, after: ActivityFacts) -> tuple[str, ...]:
    """The fields in which two differ, in their order."""
    return tuple(name for name in NAMES if getattr(before, name) != getattr(after, name))


def taken_back(now: ActivityFacts, later: list[Mapping[str, Any]]) -> ActivityFacts:
    """What was said before the changes of `later`, which come the newest first."""
    said = now.values()
    for change in later:
        for name, (before, _after) in change.items():
            if name in said:
                said[name] = read_back(name, before)
    return ActivityFacts(**said)


@dataclass(frozen=True, slots=True)
class Brought:
    """Two corrections of the same activity brought together; `clashing` names what both changed."""

    facts: ActivityFacts
    clashing: tuple[str, ...]


def together(base: ActivityFacts, mine: ActivityFacts, theirs: ActivityFacts) -> Brought:
    """Mine where I changed something, theirs elsewhere; a field that both changed otherwise clashes."""
    changed = differing(base, mine)
    clashing = tuple(
        name
        for name in differing(mine, theirs)
        if name in changed and name in differing(base, theirs)
    )
    said = theirs.values() | {name: getattr(mine, name) for name in changed}
    return Brought(ActivityFacts(**said), clashing)
