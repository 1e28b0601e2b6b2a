"""The columns of the catalogue as a file, and a row of it made clean."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from measurement.models import RULES, TRANSLATED, Indicator
from measurement.models.indicators import COMMON_CODE
from sites.imports.reading import Row, RowRefused

# Column of the file → field. English words stand beside the French ones, under the same name.
FRENCH = {
    "code": "code",
    "theme": "theme",
    "objet": "kind",
    "usage": "role",
    "etat": "status",
    "niveau": "level",
    "ordre": "position",
    "nom": "name",
    "question": "question",
    "definition": "definition",
    "unite": "unit",
    "type": "value_type",
    "sens": "direction",
    "plage_de": "band_low",
    "plage_a": "band_high",
    "temps": "nature",
    "cumul": "accumulation",
    "periodicite": "periodicity",
    "source": "source",
    "code_source": "source_code",
    "millesime": "vintage",
    "numerateur": "numerator_label",
    "denominateur": "denominator_label",
    "multiplicateur": "multiplier",
    "plafond": "ceiling",
    "valeur_min": "lower_bound",
    "valeur_max": "upper_bound",
    "bruit": "noise",
    "ecart_millesimes": "vintage_gap",
    "seuil": "threshold",
    "base_min": "least_base",
    "partie_de": "part_of",
    "decimales": "decimals",
    "precaution": "caution",
    "utilite": "information_use",
    "responsable": "steward",
}
COLUMNS: dict[str, str] = {}
for _column, _field in FRENCH.items():
    COLUMNS[_column] = _field
    if _field in TRANSLATED:
        COLUMNS[f"{_column}_en"] = f"{_field}_en"
# What says which version a row holds; without a number it is the one to be made.
VERSION, VALID_FROM, REASON = "version", "valable_depuis", "motif"
RETIRED_ON, RETIRED_WHY, REPLACED_BY, ORIGIN = (
    "retire_le", "motif_retrait", "remplace_par", "issu_de",
)  # fmt: skip
NEEDED = ("code", "nom", "unite", "type", "sens", "periodicite", "niveau", "source")
LONGEST_TEXT = 2000


@dataclass(frozen=True, slots=True)
class Line:
    """One row: a version of an indicator with the words of today.

    `number` is None in a file that somebody wrote by hand: what differs makes a new version.
    """

    line: int
    fields: dict[str, Any]
    number: int | None = None
    valid_from: date | None = None
    reason: str = ""
    retired_on: date | None = None
    retired_why: str = ""
    replaced_by: str = ""
    origin: str = ""

    @property
    def code(self) -> str:
        """Of which indicator it is."""
        found: str = self.fields["code"]
        return found

    @property
    def rules(self) -> dict[str, Any]:
        """What makes the version."""
        return {name: self.fields[name] for name in RULES}

    @property
    def words(self) -> dict[str, Any]:
        """What may be put better without a new one."""
        return {name: value for name, value in self.fields.items() if name not in (*RULES, "code")}


def line_of(row: Row) -> Line:
    """A row of the file, each cell read as its field wants it; a RowRefused says what is wrong."""
    for column in (*COLUMNS, VERSION, VALID_FROM, REASON, RETIRED_ON, RETIRED_WHY, REPLACED_BY,
                   ORIGIN):  # fmt: skip
        row.cells.setdefault(column, "")
    row.code("code", COMMON_CODE.strip("^$"))
    for column in NEEDED:
        row.text(column)
    return Line(
        line=row.line,
        fields={name: value_of(row, column, name) for column, name in COLUMNS.items()},
        number=row.whole(VERSION, most=9999) or None,
        valid_from=day_or_none(row, VALID_FROM),
        reason=row.text(REASON, empty=True),
        retired_on=day_or_none(row, RETIRED_ON),
        retired_why=row.text(RETIRED_WHY, empty=True),
        replaced_by=row.code(REPLACED_BY, COMMON_CODE.strip("^$"), empty=True),
        origin=row.text(ORIGIN, empty=True),
    )


def value_of(row: Row, column: str, name: str) -> Any:
    """What a cell says of a field; an empty cell is what the field is without a word."""
    field: Any = Indicator._meta.get_field(name)  # noqa: SLF001 - how the field is stored
    if field.choices:
        choices = {value: value for value, _words in field.flatchoices}
        return row.choice(column, choices) if row.cells[column].strip() else empty(field)
    if isinstance(field, models.DecimalField):
        value = row.decimal(column)
        return empty(field) if value is None else fitting(value, column, field)
    if isinstance(field, models.PositiveSmallIntegerField):
        whole = row.whole(column, most=32_767)
        return empty(field) if whole is None else whole
    return row.text(column, most=field.max_length or LONGEST_TEXT, empty=True)


def fitting(value: Decimal, column: str, field: Any) -> Decimal:
    """A number that the column of the table can hold, to the last decimal."""
    if value != round(value, field.decimal_places) or abs(value) >= 10 ** (
        field.max_digits - field.decimal_places
    ):
        raise RowRefused(_("“{column}” is out of range").format(column=column))
    return value


def empty(field: Any) -> Any:
    """What a field is when nobody said anything."""
    if field.has_default():
        return field.get_default()
    return None if field.null else ""


def day_or_none(row: Row, column: str) -> date | None:
    return row.day(column) if row.cells[column].strip() else None


def by_code(lines: Iterable[Line]) -> dict[str, list[Line]]:
    """The rows of each indicator, its versions in their order."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.code, []).append(line)
    return {code: sorted(rows, key=lambda r: r.number or 0) for code, rows in found.items()}
