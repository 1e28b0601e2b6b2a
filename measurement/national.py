"""The figures of a portal of national size: quarter by quarter, up to date or late, with their gaps.

Two indicators that all sites share, and two of each site's own. No value of it was ever measured.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid5

from django.db import transaction

from journal.actions import record
from kit import clock
from measurement.events import NationalFiguresMade
from measurement.instants import back_dating
from measurement.models import (
    Definition,
    Indicator,
    LearningCycle,
    Measurement,
    Reason,
    State,
    Target,
)
from measurement.periods import Period, latest
from sites.imports.copying import copy_cells, copy_in
from sites.imports.table import one_import_at_a_time
from sites.national import SPACE, Made

INVENTED = "Valeurs inventées pour les essais de charge"
COMMON = (
    ("nat-01", "Habitants accompagnés dans le trimestre", "habitants", 40),
    ("nat-02", "Rencontres ouvertes à tous dans le trimestre", "rencontres", 6),
)
OWN = (
    ("Enfants accompagnés après l’école", "enfants", 30),
    ("Jeunes accompagnés vers un premier emploi", "jeunes", 12),
    ("Personnes orientées vers leurs droits", "personnes", 45),
    ("Ateliers menés par des habitants", "ateliers", 4),
    ("Femmes inscrites aux cours de français", "femmes", 22),
    ("Associations actives au conseil de quartier", "associations", 7),
)
# How many of the latest quarters are not entered: most sites are up to date.
LATE = (0, 0, 0, 0, 1, 2)
# One value in so many is missing with its reason, one was corrected later.
GAPS, CORRECTIONS = 40, 60
CELLS = (
    "id", "created_at", "indicator", "version", "site", "starts_on", "ends_on", "value", "state",
    "provenance", "source_file", "note", "entered_name", "entered_role", "entered_at", "replaces", "reason",
    "reason_code", "entered_leg",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Followed:
    """An indicator at a site, the number around which its values lie, and how late it is."""

    each: Made
    indicator: Indicator
    around: int
    late: int


@transaction.atomic
def make_figures(made: Sequence[Made], quarters: int) -> tuple[int, int]:
    """Gives the sites of the set so many quarters of figures; how many values new, how many in all.

    A value that is there already stays, whoever entered it.
    """
    one_import_at_a_time()
    back_dating()
    periods = latest("quarter", before=clock.today(), count=quarters + 1)[:0:-1]
    followed = [*shared(made), *own(made)]
    indicators = {one.indicator.pk: one.indicator for one in followed}
    there = set(Indicator.objects.filter(pk__in=indicators).values_list("pk", flat=True))
    new_ones = [found for key, found in indicators.items() if key not in there]
    copy_in(Indicator, new_ones)
    copy_in(Definition, [first_of(found) for found in new_ones])
    known = set(
        Measurement.objects.filter(indicator__in=indicators)
        .order_by()
        .values_list("indicator_id", "site_id", "starts_on")
    )
    wanted = sum(max(0, len(periods) - one.late) for one in followed)
    new = copy_cells(Measurement, CELLS, first_values(followed, periods, known))
    copy_cells(Measurement, CELLS, corrections(followed, periods, known))
    look_back(made)
    aim(followed)
    if new:
        record(NationalFiguresMade(sites=len(made), values=new), by=None)
    return new, wanted


def shared(made: Sequence[Made]) -> Iterator[Followed]:
    """The indicators that all sites follow."""
    for place, (code, name, unit, around) in enumerate(COMMON):
        found = Indicator(
            id=uuid5(SPACE, code), code=code, position=900 + place, **fields(name, unit)
        )
        for each in made:
            yield Followed(each, found, around, each.pick(f"late/{code}", LATE))


def own(made: Sequence[Made]) -> Iterator[Followed]:
    """Two indicators of each site's own."""
    for each in made:
        first = each.number("own", len(OWN))
        for place in range(2):
            name, unit, around = OWN[(first + place) % len(OWN)]
            found = Indicator(
                id=each.key("indicator", place),
                site=each.site,
                code=f"charge-{place + 1}",
                position=place + 1,
                **fields(name, unit),
            )
            yield Followed(each, found, around, each.pick(f"late/{place}", LATE))


def first_of(found: Indicator) -> Definition:
    """The first version of its definition, as of the day on which the set is made."""
    return Definition(
        id=uuid5(SPACE, f"definition/{found.pk}"), indicator=found, number=1, name=found.name,
        valid_from=clock.today(), **found.rules(),
    )  # fmt: skip


def fields(name: str, unit: str) -> dict[str, Any]:
    return {
        "name": name,
        "question": f"Combien de {unit} ?",
        "definition": INVENTED,
        "information_use": INVENTED,
        "unit": unit,
        "value_type": Indicator.ValueType.COUNT,
        "direction": Indicator.Direction.HIGHER,
        "periodicity": Indicator.Periodicity.QUARTER,
        "level": Indicator.Level.SITE,
        "source": INVENTED,
    }


type Known = set[tuple[Any, Any, date | None]]


def due(
    followed: Sequence[Followed], periods: Sequence[Period], known: Known
) -> Iterator[tuple[Followed, Period, int]]:
    """What is to be written: each value's indicator, period and place in the row of quarters."""
    for one in followed:
        upto = len(periods) - one.late
        for place, period in enumerate(periods[:upto] if upto > 0 else ()):
            if (one.indicator.pk, one.each.site.pk, period.starts_on) not in known:
                yield one, period, place


def first_values(
    followed: Sequence[Followed], periods: Sequence[Period], known: Known
) -> Iterator[Sequence[Any]]:
    """The values as they were first entered, those that were wrong too."""
    for one, period, place in due(followed, periods, known):
        if is_missing(one, period):
            yield row(one, period, None, note="Pas de relevé ce trimestre.")
        else:
            yield row(one, period, value(one, place) + 3 * is_corrected(one, period))


def corrections(
    followed: Sequence[Followed], periods: Sequence[Period], known: Known
) -> Iterator[Sequence[Any]]:
    """What replaced the wrong ones."""
    for one, period, place in due(followed, periods, known):
        if is_corrected(one, period) and not is_missing(one, period):
            yield row(one, period, value(one, place), reason="Trois comptés deux fois.")


def value(one: Followed, place: int) -> int:
    """Around its number, slowly more, never below nought."""
    lot = one.each.number(f"value/{one.indicator.code}/{place}", one.around + 1)
    return one.around // 2 + place * one.around // 40 + lot


def is_missing(one: Followed, period: Period) -> bool:
    return one.each.number(f"gap/{one.indicator.code}/{period.starts_on}", GAPS) == 0


def is_corrected(one: Followed, period: Period) -> bool:
    return one.each.number(f"wrong/{one.indicator.code}/{period.starts_on}", CORRECTIONS) == 0


def row(
    one: Followed, period: Period, number: int | None, *, note: str = "", reason: str = ""
) -> Sequence[Any]:
    """The cells of one measurement; with a reason it is a correction."""
    first = one.each.key(one.indicator.code, period.starts_on)
    after = timedelta(days=50 if reason else 12)
    return (
        one.each.key(one.indicator.code, period.starts_on, "corrected") if reason else first,
        clock.now(), one.indicator.pk, 1, one.each.site.pk, period.starts_on, period.ends_on, number,
        State.MISSING.value if number is None else State.OBSERVED.value,
        INVENTED, "", note, "", "", datetime.combine(period.ends_on, time(9), UTC) + after,
        first if reason else None, reason, Reason.TYPO.value if reason else "", "",
    )  # fmt: skip


def aim(followed: Sequence[Followed]) -> None:
    """One site in two aims at something with the first of its own figures."""
    chosen = [
        one for one in followed
        if one.indicator.code == "charge-1" and one.each.number("target", 2)
    ]  # fmt: skip
    there = set(
        Target.objects.filter(indicator__in=[one.indicator.pk for one in chosen])
        .order_by()
        .values_list("indicator_id", flat=True)
    )
    year = clock.today().year
    copy_in(
        Target,
        [
            Target(
                id=one.each.key("target"), indicator=one.indicator, site=one.each.site,
                value=Decimal(2 * one.around), since=date(year, 1, 1), due_on=date(year + 1, 12, 31),
                note=INVENTED,
            )
            for one in chosen
            if one.indicator.pk not in there
        ],
    )  # fmt: skip


def look_back(made: Sequence[Made]) -> None:
    """The last learning review of most sites, a few weeks to two years ago."""
    there = set(LearningCycle.objects.order_by().values_list("site_id", flat=True).distinct())
    copy_in(
        LearningCycle,
        [
            LearningCycle(
                id=each.key("review"),
                site=each.site,
                state=LearningCycle.State.HELD,
                in_words=True,
                held_on=clock.today() - timedelta(days=20 + each.number("review", 700)),
                facilitator="Centre de ressources",
                people=6 + each.number("people", 12),
                attendance="La triade et des partenaires",
                learned="Les chiffres montent là où la permanence ouvre le soir.",
                decided="Ouvrir un soir de plus.",
            )
            for each in made
            if each.number("reviewed", 5) and each.site.pk not in there
        ],
    )
