"""Short words for figures, sites and observations, and the form of a golden case."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from measurement.engine.aggregate import Aggregate, Question, aggregate
from measurement.engine.assess import Series, assess
from measurement.engine.definitions import Definition, Direction, Level, Nature, ValueType
from measurement.engine.observations import Item, Observation, Release, Span, State
from measurement.engine.places import Link, Site
from measurement.engine.sentence import Says, sentence
from measurement.engine.viewers import READER

CENSUS = Release("Insee, RP", 2021, 2024)
FILOSOFI = Release("Insee, Filosofi", 2021, 2024)
CNAF = Release("Cnaf", 2024, 2024)
RPLS = Release("SDES, RPLS", 2024, 2024)
# Codes of no real neighbourhood.
CODES = [f"QN099{n:02}M" for n in range(1, 100)]


def year(number: int) -> Span:
    return Span(date(number, 1, 1), date(number, 12, 31))


def quarter(of_year: int, number: int) -> Span:
    ends = {1: (3, 31), 2: (6, 30), 3: (9, 30), 4: (12, 31)}
    return Span(date(of_year, number * 3 - 2, 1), date(of_year, *ends[number]))


def day(*parts: int) -> Span:
    return Span(date(*parts), date(*parts))


def d(text: Any) -> Decimal:
    return Decimal(str(text))


def defined(kind: ValueType, **more: Any) -> Definition:
    if "noise" in more:
        more["noise"] = d(more["noise"])
    return Definition(code="xxx-01", value_type=kind, **more)


COUNT = defined(ValueType.COUNT, direction=Direction.CONTEXT)
EVENTS = defined(ValueType.COUNT, nature=Nature.FLOW)
MEETINGS = defined(ValueType.COUNT, nature=Nature.FLOW, level=Level.SITE)
SHARE = defined(ValueType.RATIO, multiplier=100, unit="%", ceiling=Decimal(100))
RATE = defined(ValueType.RATE, unit="%", direction=Direction.LOWER)
MEDIAN = defined(ValueType.QUANTILE, unit="€")
LEVELS = defined(ValueType.ORDINAL, level=Level.SITE)
MONEY = defined(ValueType.AMOUNT, unit="€", nature=Nature.FLOW, level=Level.SITE)
PEOPLE = defined(ValueType.DISTINCT, nature=Nature.FLOW, level=Level.SITE)
STATUS = defined(ValueType.STATUS, level=Level.SITE)
GAP = defined(ValueType.GAP, unit="points")


def site(key: str, *codes: str) -> Site:
    return Site(key, tuple(Link(code) for code in codes))


def sites(count: int) -> tuple[Site, ...]:
    """So many sites of one neighbourhood each."""
    return tuple(site(f"s{n}", CODES[n]) for n in range(count))


def saw(place: str, value: Any = None, span: Span | None = None, **more: Any) -> Observation:
    """A value, with `of=(3, 4)` a ratio, with `state=` alone an absence."""
    if of := more.pop("of", None):
        more["numerator"], more["denominator"] = (d(part) for part in of)
    if keys := more.pop("keys", None):
        more["items"] = tuple(Item(*k) if isinstance(k, tuple) else Item(k) for k in keys)
    value = None if value is None else d(value)
    return Observation(place, span or year(2024), value, **more)


def nothing(place: str, state: State = State.MISSING, **more: Any) -> Observation:
    return saw(place, state=state, **more)


def each(values: list[Any], **more: Any) -> list[Observation]:
    """One value for each of the first neighbourhoods; None is no row at all."""
    return [saw(CODES[n], value, **more) for n, value in enumerate(values) if value is not None]


def ask(definition: Definition, where: Any, rows: list[Observation], **more: Any) -> Aggregate:
    """The aggregate over sites (or so many sites of one neighbourhood each)."""
    wanted = more.pop("wanted", None)
    places = sites(where) if isinstance(where, int) else tuple(where)
    facts = {"span": year(2024), "viewer": READER, **more}
    return aggregate(Question(definition, places, **facts), rows, wanted=wanted)


def why(found: Any) -> Any:
    """The key of a refusal, None where there is none."""
    return found.refusal.why if found.refusal else None


def caveats(found: Any) -> set[Any]:
    return {beware.caveat for beware in found.caveats}


def pct(top: int, bottom: int) -> Fraction:
    return Fraction(100 * top, bottom)


@dataclass(frozen=True)
class Golden:
    """A defect that somebody's figures had, where measurement.md names it, and what is right."""

    section: str
    name: str
    found: Callable[[], Any]
    right: Any


def series(definition: Definition, *rows: Observation, **more: Any) -> Series:
    return Series(definition, rows, **more)


def verdict(definition: Definition, *rows: Observation, **more: Any) -> Any:
    """The verdict, with the reason where there is one."""
    found = assess(series(definition, *rows, **more))
    return (found.verdict, found.refusal.why) if found.refusal else found.verdict


def clauses(definition: Definition, *rows: Observation, **more: Any) -> list[Says]:
    """The keys of the sentence, in order."""
    return [part.says for part in sentence(definition, assess(series(definition, *rows, **more)))]


def vintages(source: str, *of: tuple[int, Any], **more: Any) -> list[Observation]:
    """One value for each vintage of a source, in the edition of 2024."""
    return [saw("n", value, year(y), release=Release(source, y, 2024), **more) for y, value in of]
