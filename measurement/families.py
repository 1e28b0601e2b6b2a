"""What is withheld of figures that are parts of one another: looked for only where there are some.

The rule is the engine's (`measurement.engine.parts`, docs/adr/0046); here it is told what was
written about the same places and periods, in the order in which it was.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import pairwise
from operator import attrgetter
from typing import Any

from django.db.models import Q

from measurement.engine.parts import FEWEST, Cell, withheld
from measurement.engine.small import is_few
from measurement.models import Definition, Indicator, Measurement, State
from measurement.models.indicators import COMMON_CODE
from measurement.then import known_at

PLACE = ("site_id", "neighbourhood_id", "contract_id")
DAYS = ("starts_on", "ends_on")
PLACE_OF, DAYS_OF = attrgetter(*PLACE), attrgetter(*DAYS)
COLUMNS = (
    "pk", "indicator_id", "version", "value", "numerator", "denominator", "state", "entered_at",
    "replaces_id",
)  # fmt: skip


@dataclass(frozen=True)
class Families:
    """The figures that are, or were, parts of one another, with all their definitions by an instant."""

    rules: Mapping[Any, Sequence[Definition]]
    known: dict[Any, tuple[tuple[Any, Any], ...]] = field(default_factory=dict)

    @cached_property
    def figures(self) -> dict[Any, Indicator]:
        """By their key."""
        return {key: rows[0].indicator for key, rows in self.rules.items()}

    @cached_property
    def wholes(self) -> dict[Any, frozenset[Any]]:
        """What each of them is or ever was part of: a common one, or one of its own site."""
        by_code = {(one.site_id, one.code): key for key, one in self.figures.items()}
        return {
            key: frozenset(
                by_code[whole] for row in rows
                if row.part_of and (whole := scope_of(row.part_of, row.indicator.site_id)) in by_code
            )
            for key, rows in self.rules.items()
        }  # fmt: skip

    def related(self, keys: Iterable[Any]) -> set[Any]:
        """All figures of the families of some of them."""
        near: dict[Any, set[Any]] = defaultdict(set)
        for part, wholes in self.wholes.items():
            for whole in wholes:
                near[part].add(whole)
                near[whole].add(part)
        found, new = set[Any](), {*keys}
        while new:
            found |= new
            new = set[Any]().union(*(near[key] for key in new)) - found
        return found

    def parts(self, present: Iterable[Any]) -> dict[Any, list[Any]]:
        """The parts of each whole, as far as they matter for the figures that have a number."""
        found, new = dict[Any, list[Any]](), {*present}
        seen = set[Any]()
        while new:
            seen |= new
            for part in new:
                for whole in self.wholes.get(part, ()):
                    found.setdefault(whole, []).append(part)
            new = {whole for part in new for whole in self.wholes.get(part, ())} - seen
        return found

    def members(self, keys: frozenset[Any], site: Any) -> tuple[Any, ...]:
        """All figures of the families of some of them that there are at a place, with a number or not."""
        there = self.known.get(keys)
        if there is None:
            there = self.known[keys] = tuple((key, self.figures[key].site_id) for key in self.related(keys))  # fmt: skip
        return tuple(key for key, owner in there if owner is None or owner == site)

    def least(self, key: Any, by: datetime) -> int:
        """The strictest threshold that a figure had by an instant, by its first definition at the latest."""
        first, *others = self.rules[key]
        return max([first.threshold, *(row.threshold for row in others if row.written_at <= by)])

    @cached_property
    def enough(self) -> int:
        """As many as are enough people by any of these definitions."""
        return max(FEWEST, *(row.threshold for of in self.rules.values() for row in of))

    def is_plain(self, rows: Sequence[Any]) -> bool:
        """True where nothing can be worked out: of a place and period each figure has one number, of enough people.

        Whatever parts are taken away from their whole, nobody or enough people are left. All of a
        country's sites are looked at: of most of them no more has to be asked.
        """
        numbers = {row.indicator_id: row.value for row in rows}
        if len(numbers) < len(rows) or not all(
            row.value is not None
            and row.value >= self.enough
            and self.kinds.get((row.indicator_id, row.version)) in Indicator.COUNTED
            for row in rows
        ):
            return False
        rests = dict(numbers)
        for key, number in numbers.items():
            for whole in self.wholes[key]:
                if whole not in rests:
                    return len(rows) == 1
                rests[whole] -= number
        return all(rest == 0 or rest >= self.enough for rest in rests.values())

    def numbers(self, row: Any) -> list[tuple[Any, Any]]:
        """What a value counts, by figure; a share counts all of them, and those of them who are meant.

        A number is None where there is none, or where its source keeps it back.
        """
        key, kind = row.indicator_id, self.kinds.get((row.indicator_id, row.version))
        if kind in Indicator.COUNTED:
            return [(key, row.value)]
        if kind != Indicator.ValueType.RATIO:
            return []
        wholes = sorted(self.wholes.get(key, ()), key=str) if row.numerator is not None else []
        return [*((whole, row.denominator) for whole in wholes), (key, row.numerator)]

    @cached_property
    def kinds(self) -> dict[tuple[Any, int], str]:
        """What each version of a figure counts."""
        return {(key, one.number): one.value_type for key, of in self.rules.items() for one in of}

    @cached_property
    def running(self) -> frozenset[Any]:
        """Those that add each period to the one before, or ever did."""
        total = Indicator.Accumulation.RUNNING_TOTAL
        return frozenset(
            key for key, of in self.rules.items() if any(one.accumulation == total for one in of)
        )

    @cached_property
    def depths(self) -> dict[Any, int]:
        """How many figures stand one above the other over each of them."""
        found = dict[Any, int]()
        for key in self.rules:
            depth, above = 0, {key}
            while above and depth < len(self.rules):
                above = {whole for one in above for whole in self.wholes.get(one, ())}
                depth += bool(above)
            found[key] = depth
        return found

    def rank(self, row: Any) -> tuple[Any, ...]:
        """In which order numbers are read: as they were written, a whole before its parts."""
        key, again = row.indicator_id, row.replaces_id is not None
        return row.entered_at, self.depths[key], self.figures[key].code, again, str(row.pk)


def scope_of(code: str, site: Any) -> tuple[Any, str]:
    """The site and the code of what a figure of a site is part of; a code says whether it is a common one."""
    return (None if re.fullmatch(COMMON_CODE, code) else site), code


def withheld_of(
    rows: Sequence[Measurement], *, as_of: datetime | None = None, inside: bool = False
) -> frozenset[Any]:
    """Of the places and periods of some values of families, all that is withheld; two queries.

    From everybody outside the site, or from those inside; as it stood at an instant.
    """
    families = families_of({row.site_id for row in rows if row.site_id}, as_of)
    keys = families.related({row.indicator_id for row in rows} & families.rules.keys())
    written_beside = beside(rows, keys, families.running & keys, as_of)
    found = set[Any]()
    for written in grouped(written_beside, PLACE_OF):
        for group in grouped(written, DAYS_OF):
            if not families.is_plain(group):
                found |= withheld_among(families, group, inside=inside)
        totals = [row for row in written if row.indicator_id in families.running]
        for group in grouped(totals, attrgetter("indicator_id")):
            found |= withheld_over_time(families, group, inside=inside)
    return frozenset(found)


def grouped(rows: Iterable[Any], by: Callable[[Any], Any]) -> Iterable[list[Any]]:
    """The rows that share what they are grouped by."""
    groups: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        groups[by(row)].append(row)
    return groups.values()


def withheld_everywhere(indicators: Iterable[Indicator], rows: Any) -> frozenset[Any]:
    """What is withheld among these values of many places; nothing is asked where no figure is of a family."""
    keys = [one.pk for one in indicators if one.in_family]
    return withheld_of(list(rows.filter(indicator__in=keys))) if keys else frozenset()


def families_of(sites: Iterable[Any], as_of: datetime | None) -> Families:
    """The families of common figures and of those of some sites; one query."""
    where = Q(indicator__site=None)
    if keys := list(sites):
        where |= Q(indicator__site__pk__among=keys)
    found = Definition.objects.filter(where, indicator__in_family=True)
    if as_of is not None:
        found = found.filter(known_at(as_of))
    rules: dict[Any, list[Definition]] = defaultdict(list)
    for row in found.select_related("indicator").order_by("number"):
        rules[row.indicator_id].append(row)
    return Families(dict(rules))


def beside(
    rows: Sequence[Measurement], keys: Iterable[Any], running: Iterable[Any], as_of: datetime | None
) -> Any:
    """All that was ever written of some figures about the places of these values, and about their days.

    Of running totals, about all days.
    """
    where = Q()
    for name in PLACE:
        if places := {getattr(row, name) for row in rows} - {None}:
            where |= Q(**{f"{name.removesuffix('_id')}__pk__among": list(places)})
    days = {row.starts_on for row in rows}
    begins = Q(starts_on__in=days - {None}) | (Q(starts_on=None) if None in days else Q())
    if totals := list(running):
        begins |= Q(indicator__pk__among=totals)
    found = Measurement.objects.filter(where, begins, indicator__pk__among=list(keys))
    if as_of is not None:
        found = found.filter(entered_at__lte=as_of)
    return found.order_by().values_list(*COLUMNS, *PLACE, *DAYS, named=True)


def withheld_among(families: Families, rows: Sequence[Any], *, inside: bool) -> frozenset[Any]:
    """What is withheld of the numbers of one place and period."""
    figures = frozenset(row.indicator_id for row in rows)
    members = families.members(figures, rows[0].site_id)
    written = [
        (row, figure, number, members)
        for row in sorted(rows, key=families.rank) for figure, number in families.numbers(row)
    ]  # fmt: skip
    return told_apart(families, written, families.parts(figures), inside=inside)


def withheld_over_time(families: Families, rows: Sequence[Any], *, inside: bool) -> frozenset[Any]:
    """What is withheld of a running total at a place: each period is a part of the next one."""
    ends = sorted({row.ends_on for row in rows if row.ends_on})
    parts = {later: (sooner,) for sooner, later in pairwise([*ends, None])}
    totals = [row for row in rows if row.ends_on and row.numerator is None]
    # Of what is written at once the last period is read first, as a whole before its parts.
    totals.sort(key=lambda row: row.ends_on, reverse=True)
    totals.sort(key=lambda row: (row.entered_at, row.replaces_id is not None))
    written = [(row, row.ends_on, row.value, (row.indicator_id,)) for row in totals]
    return told_apart(families, written, parts, inside=inside)


def told_apart(
    families: Families,
    written: Iterable[tuple[Any, Any, Any, Iterable[Any]]],
    parts: Mapping[Any, Sequence[Any]],
    *,
    inside: bool,
) -> frozenset[Any]:
    """The values that are withheld, of rows in their order, with what each counts and who is of its family."""
    rows = list(written)
    replaced = {row.replaces_id for row, *_what in rows}
    cells = list[Cell]()
    for row, figure, number, members in rows:
        least = families.least(row.indicator_id, row.entered_at)
        cells.append(
            Cell(
                (row.pk, figure), figure, number,
                below=least if is_few(number, least) else 0,
                least=max(families.least(key, row.entered_at) for key in members),
                secret=row.state == State.SUPPRESSED and row.pk not in replaced,
            )
        )  # fmt: skip
    return frozenset(pk for pk, _figure in withheld(parts, cells, inside=inside))
