"""What shows whether an activity or a strategy moves anything: told by the apps that measure and report.

The agenda knows no indicators and no reports. Whoever measures, and whoever prints, registers a
reader once, when the program starts; pages of the plan ask here and get words and addresses.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sites.models import Site


@dataclass(frozen=True, slots=True)
class Gauge:
    """An indicator that is tied to an activity or a strategy, with its last value in words.

    `number` is the version of the agenda that was in force when it was tied, None without one;
    `beside` what prints beside the value, where somebody contests it.
    """

    code: str
    name: str
    address: str
    value: str
    period: str
    why: str
    since: date
    number: int | None
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Gauges:
    """The indicators of a site by what they are tied to, and where ties are made."""

    activities: Mapping[Any, tuple[Gauge, ...]] = field(default_factory=dict)
    strategies: Mapping[str, tuple[Gauge, ...]] = field(default_factory=dict)
    address: str = ""

    def of(self, activity: Any) -> tuple[Gauge, ...]:
        """The indicators of one activity; none is « not tied yet »."""
        return self.activities.get(activity, ())

    def of_strategy(self, name: str) -> tuple[Gauge, ...]:
        """The indicators of one strategy."""
        return self.strategies.get(name, ())


type Reader = Callable[[Site], Gauges]
readers: list[Reader] = []


def register(reader: Reader) -> Reader:
    """Makes an app's reader known; there is one app that measures."""
    if reader not in readers:
        readers.append(reader)
    return reader


def gauges(site: Site) -> Gauges:
    """What is tied at a site, in a number of queries that does not grow with the ties."""
    return readers[0](site) if readers else Gauges()


@dataclass(frozen=True, slots=True)
class PrintedIn:
    """The latest final report that prints an indicator, and what it says there."""

    address: str
    quarter: str
    number: int
    shown: str


type Printed = Mapping[str, PrintedIn]
type PressReader = Callable[[Site], Printed]
presses: list[PressReader] = []


def register_press(reader: PressReader) -> PressReader:
    """Makes known who says which report prints what; there is one app that reports."""
    if reader not in presses:
        presses.append(reader)
    return reader


def printed(site: Site) -> Printed:
    """By name, and by code of a common indicator, the latest final report that prints it."""
    return presses[0](site) if presses else {}
