"""What the portal knows when it reads a file: indicators, places, locks, the values that stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.roles import Role
from kit import clock
from kit.states import Refusal
from measurement.engine.numbers import Expected
from measurement.exact import expected_of
from measurement.incoming.cells import state_words
from measurement.incoming.places import Places
from measurement.incoming.spans import read_day, span_in
from measurement.measured import FEW
from measurement.models import Definition, Indicator, Measurement, Reason, Release
from measurement.periods import Period
from measurement.rhythm import counted_among, fitted
from measurement.windows import Doors
from sites.imports.reading import read_csv
from sites.insets import DATA
from sites.models import Site
from sites.spelling import plain

CHUNK = 4000
CATALOGUE, PUBLIC_FILE = "indicateurs_communs.csv", "qpv_indicateurs.csv"

type Key = tuple[Any, Any, str | None, str | None, date | None, date | None]


@dataclass(frozen=True, slots=True)
class Standing:
    """A value that stands already, or what says that none does since its file was taken back."""

    pk: Any
    value: Decimal | None
    state: str
    numerator: Decimal | None
    denominator: Decimal | None
    release_id: Any
    reason_code: str = ""
    # The role of who entered it; empty for what no person did.
    role: str = ""
    brought: Any = None
    brought_at: Any = None

    @property
    def stands(self) -> bool:
        """False where a first value was taken back with its file."""
        return self.reason_code != Reason.UNDONE

    @property
    def is_national(self) -> bool:
        """True for what the national team entered, by hand or with a file of its own."""
        return self.role == Role.NATIONAL or (self.brought is not None and self.brought_at is None)

    def says(self, reading: Any) -> bool:
        """True when a reading says the same; one that names no publication contradicts none."""
        mine = (self.value, self.state, self.numerator, self.denominator)
        same = mine == (reading.value, reading.state, reading.numerator, reading.denominator)
        return self.stands and same and reading.release_id in {None, self.release_id}


class Known:
    """Looked up once for a file; each answer is kept, because thousands of rows ask the same."""

    def __init__(self, site: Site | None) -> None:
        self.site, self.today = site, clock.today()
        self.places, self.doors, self.states = Places(site), Doors(), state_words()
        self.indicators = indicators_for(site)
        self.releases = {plain(release_key(row)): row for row in Release.objects.order_by("id")}
        self.common: dict[str, Indicator] = {}
        self.own: dict[tuple[Any, str], Indicator] = {}
        for one in self.indicators:
            for word in (plain(one.name), plain(one.code)):
                if one.site_id is None:
                    self.common[word] = one
                else:
                    self.own[one.site_id, word] = one
        self.spans: dict[tuple[Any, str, str], Period | str] = {}
        self.defined: dict[tuple[Any, Period | None], tuple[Indicator, Expected]] = {}
        self.versions: dict[Any, list[Definition]] = {}
        self.shut: dict[tuple[Any, str, date], str] = {}

    def indicator(self, text: str, site_id: Any) -> Indicator:
        """The indicator that a cell names by its code or name: common, or of the site of the row."""
        if not text.strip():
            raise Refusal(_("Say of which indicator the value is: the cell is empty."))
        word = plain(text)
        found = self.own.get((site_id, word)) or self.common.get(word)
        if found is None:
            raise Refusal(_("“%(name)s” is no indicator that is known here.") % {"name": text[:60]})
        return found

    def release(self, text: str) -> Release | None:
        """The publication that a cell names; None for an empty one."""
        if not text:
            return None
        found = self.releases.get(plain(text))
        if found is None:
            raise Refusal(
                _("“%(name)s” is no publication that is known here.") % {"name": text[:60]}
            )
        return found

    def span(self, found: Indicator, text: str, until: str = "") -> Period:
        """The period that a cell names, or that two cells bound, in the rhythm that held for it.

        A day stands for the period in which it lies.
        """
        key = (found.pk, text, until)
        if key not in self.spans:
            try:
                span = span_between(text, until) if until else span_in(text, found)
                self.spans[key] = fitted(self.counted(found, span), span)
            except Refusal as refusal:
                self.spans[key] = str(refusal)
        kept = self.spans[key]
        if isinstance(kept, str):
            raise Refusal(kept)
        return kept

    def under(self, found: Indicator, period: Period | None) -> tuple[Indicator, Expected]:
        """The indicator as it was defined for that period, and what its values can be."""
        key = (found.pk, period if found.version > 1 else None)
        if key not in self.defined:
            then = self.counted(found, period) if period else found
            self.defined[key] = then, expected_of(then)
        return self.defined[key]

    def counted(self, found: Indicator, span: Period | date) -> Indicator:
        """The indicator as a value of that span, or of that day, is counted: as one that is typed."""
        if found.version == 1:
            return found
        if found.pk not in self.versions:
            self.versions[found.pk] = list(found.definitions.order_by("number"))
        days = span if isinstance(span, Period) else Period(span, span)
        return counted_among(found, days, self.versions[found.pk])

    def why_shut(self, site_id: Any, found: Indicator, period: Period) -> str:
        """Why nothing may be written for the period at the site; empty where it may."""
        key = (site_id, found.periodicity, period.starts_on)
        if key not in self.shut:
            self.shut[key] = self.doors.shut(site_id, found.periodicity, period)
        return self.shut[key]


def release_key(row: Release) -> str:
    """As a file names a publication: « filosofi 2021 », with the geography where it says one."""
    return " ".join(str(word) for word in (row.source, row.vintage, row.generation) if word)


def indicators_for(site: Site | None) -> list[Indicator]:
    """Those that a file may name: the common ones and the site's own; for the national team all."""
    if site:
        return list(Indicator.objects.at(site))
    found = Indicator.objects.exclude(status=Indicator.Status.DRAFT)
    return list(found.order_by("position", "code", "id"))


def span_between(since: str, until: str) -> Period:
    """The days between two of them."""
    first, last = read_day(since), read_day(until)
    if first is None or last is None or first > last:
        raise Refusal(_("“%(first)s” and “%(last)s” bound no period.") % {"first": since[:20], "last": until[:20]})  # fmt: skip
    return Period(first, last)


def standing_values(site: Site | None, keys: Iterable[Key]) -> dict[Key, Standing]:
    """What stands already where a file says something, by indicator, place and period."""
    wanted = set(keys)
    indicators = list({key[0] for key in wanted})
    rows = Measurement.objects.tips().filter(indicator__in=indicators).order_by()
    if site:
        codes, contracts = ({key[n] for key in wanted if key[n]} for n in (2, 3))
        where = Q(site=site) | Q(neighbourhood__in=codes) | Q(contract__in=contracts)
        rows = rows.filter(where)
    days = {key[4] for key in wanted}
    if None not in days:
        rows = rows.filter(starts_on__in=list(days))
    fields = (
        "indicator_id", "site_id", "neighbourhood_id", "contract_id", "starts_on", "ends_on",
        "pk", "value", "state", "numerator", "denominator", "release_id",
        "reason_code", "entered_role", "brought_id", "brought__site_id",
    )  # fmt: skip
    return {
        row[:6]: Standing(*row[6:])
        for row in rows.values_list(*fields).iterator(CHUNK)
        if row[:6] in wanted
    }


LAST = """
SELECT asked.place, found.value, found.ends_on
FROM unnest(%s::int[], %s::uuid[], %s::uuid[], %s::date[]) AS asked (place, indicator, site, first)
CROSS JOIN LATERAL (
    SELECT m.value, m.ends_on
    FROM measurement_measurement m JOIN measurement_indicator i ON i.id = m.indicator_id
    WHERE m.indicator_id = asked.indicator AND m.site_id = asked.site
      AND m.ends_on < asked.first AND m.value IS NOT NULL AND (%s OR NOT {few} AND NOT i.in_family)
      AND NOT EXISTS (SELECT FROM measurement_measurement r WHERE r.replaces_id = m.id)
    ORDER BY m.ends_on DESC LIMIT 16
) AS found
"""


def last_values(keys: list[Key], *, inside: bool) -> Mapping[int, list[tuple[date, Decimal]]]:
    """The values that stand last before each of these at a site, with their last days, by its place.

    What tells of few people, or is of a family of figures, is compared with for the people of the
    site alone.
    """
    asked = [(n, k[0], k[1], k[4]) for n, k in enumerate(keys) if k[1] is not None and k[4]]
    found: dict[int, list[tuple[date, Decimal]]] = {}
    if not asked:
        return found
    with connection.cursor() as cursor:
        columns = [list(column) for column in zip(*asked, strict=True)]
        cursor.execute(LAST.format(few=FEW), [*columns, inside])
        for place, value, ends_on in cursor.fetchall():
            found.setdefault(place, []).append((ends_on, value))
    return found


def official_heads() -> Mapping[str, str]:
    """Heads of the public file of neighbourhoods, and the code of the indicator of each."""
    rows = read_csv(DATA / CATALOGUE, ["code", "fichier", "colonne"])
    return {
        r.text("colonne"): r.text("code")
        for r in rows
        if r.cells["fichier"] == PUBLIC_FILE and "|" not in r.cells["colonne"]
    }
