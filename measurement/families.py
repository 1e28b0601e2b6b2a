"""What is withheld of figures that are parts of one another: looked for only where there are some.

The rule is the engine's (`measurement.engine.parts`, docs/adr/0046); here it is told what was
written about the same places and periods, in the order in which it was.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Q

from measurement.engine.parts import Cell, withheld
from measurement.engine.small import is_few
from measurement.models import Definition, Indicator, Measurement, State
from measurement.models.indicators import COMMON_CODE
from measurement.then import known_at

PLACE = ("site_id", "neighbourhood_id", "contract_id")
DAYS = ("starts_on", "ends_on")
COLUMNS = ("pk", "indicator_id", "version", "value", "state", "entered_at", "replaces_id")


@dataclass(frozen=True)
class Families:
    """The figures that are, or were, parts of one another, with all their definitions by an instant."""

    rules: Mapping[Any, Sequence[Definition]]

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
                if row.part_of and (whole := scope_of(row)) in by_code
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

    def members(self, keys: Iterable[Any], site: Any) -> set[Any]:
        """All figures of the families of some of them that there are at a place, with a number or not."""
        return {
            key for key in self.related(keys) if self.figures[key].site_id in {None, site}
        }  # fmt: skip

    def least(self, keys: Iterable[Any], by: datetime) -> int:
        """The strictest threshold that there was for some of them by an instant."""
        return max(
            row.threshold for key in keys for row in self.rules[key]
            if row.number == 1 or row.written_at <= by
        )  # fmt: skip

    def counts(self, row: Any) -> bool:
        """True for a value that was counted, by the definition that it was measured by."""
        kinds = {one.number: one.value_type for one in self.rules[row.indicator_id]}
        return kinds.get(row.version) in Indicator.COUNTED

    def rank(self, row: Any) -> tuple[Any, ...]:
        """In which order numbers are read: as they were written, a whole before its parts."""
        depth, above = 0, {row.indicator_id}
        while above and depth < len(self.rules):
            above = {whole for key in above for whole in self.wholes.get(key, ())}
            depth += bool(above)
        code, again = self.figures[row.indicator_id].code, row.replaces_id is not None
        return row.entered_at, depth, code, again, str(row.pk)


def scope_of(row: Definition) -> tuple[Any, str]:
    """The site and the code of what a figure is part of; a code says whether it is a common one."""
    common = re.fullmatch(COMMON_CODE, row.part_of)
    return (None if common else row.indicator.site_id), row.part_of


def withheld_of(
    rows: Sequence[Measurement], *, as_of: datetime | None = None, inside: bool = False
) -> frozenset[Any]:
    """Of the places and periods of some values of families, all that is withheld; two queries.

    From everybody outside the site, or from those inside; as it stood at an instant.
    """
    families = families_of({row.site_id for row in rows if row.site_id}, as_of)
    keys = families.related({row.indicator_id for row in rows} & families.rules.keys())
    groups: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    for row in beside(rows, keys, as_of):
        groups[tuple(getattr(row, name) for name in (*PLACE, *DAYS))].append(row)
    return frozenset[Any]().union(
        *(withheld_among(families, group, inside=inside) for group in groups.values())
    )


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


def beside(rows: Sequence[Measurement], keys: Iterable[Any], as_of: datetime | None) -> Any:
    """All that was ever written of some figures about the places and days of these values."""
    where = Q()
    for name in PLACE:
        if places := {getattr(row, name) for row in rows} - {None}:
            where |= Q(**{f"{name.removesuffix('_id')}__pk__among": list(places)})
    days = {row.starts_on for row in rows}
    begins = Q(starts_on__in=days - {None}) | (Q(starts_on=None) if None in days else Q())
    found = Measurement.objects.filter(where, begins, indicator__pk__among=list(keys))
    if as_of is not None:
        found = found.filter(entered_at__lte=as_of)
    return found.order_by().values_list(*COLUMNS, *PLACE, *DAYS, named=True)


def withheld_among(families: Families, group: Sequence[Any], *, inside: bool) -> frozenset[Any]:
    """What is withheld of the numbers of one place and period."""
    rows = [row for row in group if families.counts(row)]
    if not rows:
        return frozenset()
    figures = {row.indicator_id for row in rows}
    members = families.members(figures, rows[0].site_id)
    replaced = {row.replaces_id for row in rows}
    cells = [
        Cell(
            row.pk,
            row.indicator_id,
            row.value,
            below=least
            if is_few(row.value, least := families.least([row.indicator_id], by))
            else 0,
            least=families.least(members, by),
            secret=row.state == State.SUPPRESSED and row.pk not in replaced,
        )
        for row in sorted(rows, key=families.rank)
        for by in [row.entered_at]
    ]
    return withheld(families.parts(figures), cells, inside=inside)
