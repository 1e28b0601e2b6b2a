"""Official figures into the portal: what is new is added, what differs becomes a correction."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from kit.states import Refusal
from measurement.actions.readings import Reading, fitting
from measurement.actions.releases import tell_release
from measurement.catalogue.columns import NEEDED, line_of
from measurement.catalogue.loading import Planned, bring_in, planned
from measurement.catalogue.releases import COLUMNS, RELEASES, release_of
from measurement.instants import writing
from measurement.models import Indicator, Measurement, Reason, Release, State
from sites.imports.copying import copy_in
from sites.imports.neighbourhoods import QPV
from sites.imports.reading import BadFile, Row, RowRefused, read_csv
from sites.imports.report import Progress, Report, silent
from sites.imports.table import Parsed, one_import_at_a_time, parse, remember, why
from sites.models import CityContract, Neighbourhood

CATALOGUE = "indicateurs_communs.csv"
# Of which vintage a column of a file is that does not tell years itself.
VINTAGE = "millesime_fichier"
VALUE, NUMERATOR, DENOMINATOR = "value", "numerator", "denominator"


def import_catalogue(folder: Path, progress: Progress = silent) -> Report:
    """The common indicators as data/indicateurs_communs.csv words them.

    What is counted otherwise than the portal says becomes a new version, with a break in the series.
    """
    report = Report("indicators")
    try:
        rows = read_catalogue(folder)
        with transaction.atomic():
            one_import_at_a_time()
            lines = [found.columns["line"] for found in parse(rows, defined, report)]
            plans = planned(lines)
            report.refused += [(one.lines[0].line, one.refusal) for one in plans if one.refusal]
            if not report.refused:
                bring_in(plans, why=_("new edition of the file"))
                tally(plans, report)
                remember(report)
    except BadFile as fault:
        report.unreadable = str(fault)
    except Refusal as refusal:
        report.unreadable = str(refusal)
    return report


def import_releases(folder: Path, progress: Progress = silent) -> Report:
    """The publications of sources as data/publications_statistiques.csv names them."""
    report = Report("releases")
    try:
        with transaction.atomic():
            one_import_at_a_time()
            for found in parse(list(read_csv(folder / RELEASES, COLUMNS)), release_of, report):
                save_release(found, report)
            if report.refused:
                transaction.set_rollback(True)
            else:
                remember(report)
    except (BadFile, DatabaseError) as fault:
        report.unreadable = why(fault)
    return report


def save_release(found: Parsed, report: Report) -> None:
    """One publication: new, told otherwise, or the same."""
    _release, what = tell_release(found.columns)
    report.added += what == "new"
    report.changed += what == "changed"
    report.unchanged += what == "same"


def read_catalogue(folder: Path) -> list[Row]:
    return list(read_csv(folder / CATALOGUE, [*NEEDED, "fichier", "colonne", VINTAGE]))


def defined(row: Row) -> Parsed:
    line = line_of(row)
    return Parsed((line.code, line.number), {"line": line})


def tally(plans: list[Planned], report: Report) -> None:
    """How many indicators are new, different, the same."""
    for one in plans:
        report.added += one.what == "new"
        report.changed += one.what in {"words", "version"}
        report.unchanged += one.what == "same"


@dataclass(frozen=True)
class Source:
    """A file with one place a row and one indicator a column; `year` names the column of the year."""

    name: str
    file: str
    place: str
    pattern: str
    known: Callable[[], Iterable[str]]
    year: str = ""


QPV_FILE = Source(
    "qpv_values",
    "qpv_indicateurs.csv",
    "neighbourhood_id",
    QPV,
    lambda: Neighbourhood.objects.values_list("pk", flat=True),
)
CONTRACT_FILE = Source(
    "contract_values",
    "contrats_de_ville_series_2020_2023.csv",
    "contract_id",
    "CV[0-9]{3}",
    lambda: CityContract.objects.values_list("pk", flat=True),
    year="annee",
)


def import_values(source: Source, folder: Path, progress: Progress = silent) -> Report:
    """All of the file or nothing. An empty cell is kept as a missing value: each cell is accounted for."""
    report = Report(source.name)
    try:
        columns = columns_of(source, folder)
        heads = dict.fromkeys(["code", *filter(None, [source.year]), *(c.head for c in columns)])
        rows = list(read_csv(folder / source.file, list(heads)))
        with transaction.atomic():
            one_import_at_a_time()
            at = writing()
            indicators = followed(columns)
            parsed = parse(rows, values_builder(source, columns, indicators), report)
            if not report.refused:
                vintages = {column.code: column.vintage for column in columns}
                write_values(Found(source, indicators, vintages, parsed, at), report, progress)
                remember(report)
    except BadFile as fault:
        report.unreadable = str(fault)
    return report


@dataclass(frozen=True)
class Column:
    """Which number of which indicator a column is, and of which vintage where the rows do not say it."""

    head: str
    code: str
    number: str
    vintage: int | None


def columns_of(source: Source, folder: Path) -> list[Column]:
    """The columns of a file, as the catalogue says for this file; of a ratio both of its numbers."""
    found: list[Column] = []
    for row in read_catalogue(folder):
        if row.text("fichier", empty=True) != source.file:
            continue
        heads = row.text("colonne").split("|")
        numbers = (NUMERATOR, DENOMINATOR) if len(heads) > 1 else (VALUE,)
        vintage = row.whole(VINTAGE, most=2100)
        for head, number in zip(heads, numbers, strict=False):
            found.append(Column(head, row.text("code"), number, vintage))
    return found


def followed(columns: Iterable[Column]) -> dict[str, Indicator]:
    """The indicators of these columns, all of which the catalogue has."""
    codes = {column.code for column in columns}
    indicators = {i.code: i for i in Indicator.objects.filter(site=None, code__in=codes)}
    if missing := codes - indicators.keys():
        raise BadFile(
            _("these indicators are not in the catalogue yet: {codes}").format(
                codes=", ".join(sorted(missing))
            )
        )
    return indicators


def values_builder(
    source: Source, columns: Iterable[Column], indicators: Mapping[str, Indicator]
) -> Callable[[Row], Parsed]:
    known = set(source.known())
    groups: dict[str, list[Column]] = {}
    for column in columns:
        groups.setdefault(column.code, []).append(column)

    def build(row: Row) -> Parsed:
        row.code("code", source.pattern)
        place = row.known("code", known)
        year = row.whole(source.year) if source.year else None
        if year is not None and not 1990 <= year <= 2100:
            raise RowRefused(_("“{year}” is not a year").format(year=year))
        values = {
            code: reading_of(indicators[code], {c.number: value_in(row, c.head) for c in group})
            for code, group in groups.items()
        }
        return Parsed((place, year), values)

    return build


def value_in(row: Row, column: str) -> Decimal | None:
    value = row.decimal(column)
    if value is not None and not 0 <= value < 10**12:
        raise RowRefused(_("“{column}” is out of range").format(column=column))
    return value


def reading_of(indicator: Indicator, numbers: Mapping[str, Decimal | None]) -> Reading:
    """What the cells of a row say of an indicator: a value, the two numbers of a ratio, or nothing."""
    if all(number is None for number in numbers.values()):
        silent_cell = _("No value in the file, which does not say why.")
        return Reading(None, indicator.source, State.MISSING, silent_cell)
    reading = Reading(
        numbers.get(VALUE), indicator.source,
        numerator=numbers.get(NUMERATOR), denominator=numbers.get(DENOMINATOR),
    )  # fmt: skip
    if VALUE in numbers:
        return reading
    try:
        return fitting(indicator, reading)
    except Refusal as refusal:
        raise RowRefused(str(refusal)) from refusal


@dataclass(frozen=True)
class Found:
    """What was read of a file and when, with the vintages of its indicators where the rows do not say them."""

    source: Source
    indicators: Mapping[str, Indicator]
    vintages: Mapping[str, int | None]
    parsed: list[Parsed]
    at: datetime


def write_values(found: Found, report: Report, progress: Progress) -> None:
    """Adds first values and corrections in bulk; a row is added, changed or unchanged as a whole.

    A value stands for the year of its row, else for the vintage of its column: two vintages stand
    beside each other. Where neither is known its days are not stated.
    """
    source, indicators = found.source, found.indicators
    there, known = current_values(source, indicators), releases_known()
    new: list[Measurement] = []
    for row in found.parsed:
        place, told = row.key
        made = []
        for code, reading in row.columns.items():
            year = told or found.vintages[code]
            release = known.get((indicators[code].source_code, year))
            cell = Cell(indicators[code], place, year, reading, release)
            if written := differing(source, cell, there):
                made.append(written)
        added = any(m.replaces_id is None for m in made)
        report.added += added
        report.changed += bool(made) and not added
        report.unchanged += not made
        new.extend(made)
    for value in new:
        value.entered_at = found.at
    copy_in(Measurement, new, progress)


type Numbers = tuple[Decimal | None, Decimal | None, Decimal | None]
type Known = dict[tuple[Any, str, date | None], tuple[Any, Numbers | None, Any]]


def releases_known() -> dict[tuple[str, int | None], Release]:
    """What was published, by source and vintage; of two editions of one vintage, the newer places."""
    rows = Release.objects.filter(produced=True).order_by(F("generation").asc(nulls_first=True))
    return {(row.source, row.vintage): row for row in rows}


def current_values(source: Source, indicators: Mapping[str, Indicator]) -> Known:
    """What a file would say again or correct; what was taken back with its file says nothing now."""
    rows = (
        Measurement.objects.tips()
        .filter(indicator__in=indicators.values())
        .values_list(
            "indicator_id", source.place, "starts_on", "pk", "release_id", "reason_code",
            "value", "numerator", "denominator",
        )
    )  # fmt: skip
    return {
        (indicator, place, first): (pk, None if why == Reason.UNDONE else tuple(numbers), release)
        for indicator, place, first, pk, release, why, *numbers in rows
    }


@dataclass(frozen=True)
class Cell:
    """What a file says of one indicator: where, when, and out of which publication."""

    indicator: Indicator
    place: str
    year: int | None
    reading: Reading
    release: Release | None

    @property
    def numbers(self) -> Numbers:
        """The value with the two numbers of a ratio."""
        return self.reading.value, self.reading.numerator, self.reading.denominator


def differing(source: Source, cell: Cell, there: Known) -> Measurement | None:
    """The row to add for one cell, or none when the portal already says the same.

    The same value out of another publication is another row: it stands for another vintage.
    """
    indicator, reading, year = cell.indicator, cell.reading, cell.year
    first = date(year, 1, 1) if year else None
    before = there.get((indicator.pk, cell.place, first))
    same = before is not None and before[1] == cell.numbers
    if before is not None and same and same_release(cell, before[2]):
        return None
    return Measurement(
        indicator=indicator,
        version=indicator.version,
        **{source.place: cell.place},
        starts_on=first,
        ends_on=date(year, 12, 31) if year else None,
        value=reading.value,
        numerator=reading.numerator,
        denominator=reading.denominator,
        per=None if reading.numerator is None else indicator.per,
        state=reading.state,
        release=cell.release,
        provenance=indicator.source,
        source_file=source.file,
        note=reading.note,
        replaces_id=before[0] if before else None,
        **(why_again(renamed=same) if before else {}),
    )


def why_again(*, renamed: bool) -> dict[str, str]:
    """Why a value takes the place of another one: it is another, or only its publication is named."""
    if renamed:
        return {"reason": _("the publication of the value is named"), "reason_code": Reason.OTHER}
    return {"reason": _("new edition of the file"), "reason_code": Reason.SOURCE_REVISED}


def same_release(cell: Cell, before: Any) -> bool:
    """True where the file tells no other publication than the one that is known."""
    return cell.release is None or cell.release.pk == before


IMPORTS: dict[str, Callable[[Path, Progress], Report]] = {
    "indicators": import_catalogue,
    "releases": import_releases,
    "qpv_values": partial(import_values, QPV_FILE),
    "contract_values": partial(import_values, CONTRACT_FILE),
}
