"""Where a change of an activity comes from: told by the app that holds the reviews.

The agenda knows no reviews. Whoever decides about the plan registers a reader once, when the
program starts; the page of an activity asks here and gets words and an address.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from agenda.models import Activity


@dataclass(frozen=True, slots=True)
class Origin:
    """A decision that changed an activity: what it did, when, in which words, and where it is read."""

    at: datetime
    label: str
    detail: str
    decision: str
    address: str


type Reader = Callable[[Activity], tuple[Origin, ...]]
readers: list[Reader] = []


def register(reader: Reader) -> Reader:
    """Makes an app's reader known."""
    if reader not in readers:
        readers.append(reader)
    return reader


def origins(activity: Activity) -> tuple[Origin, ...]:
    """The decisions that changed an activity, the latest first."""
    found = [origin for reader in readers for origin in reader(activity)]
    return tuple(sorted(found, key=lambda origin: origin.at, reverse=True))
