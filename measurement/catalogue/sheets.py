"""The catalogue as open files: a row a version, with the rules in words, and what each column means."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from kit.sheets import Table
from measurement import exact
from measurement.catalogue.columns import (
    COLUMNS,
    ORIGIN,
    REASON,
    REPLACED_BY,
    RETIRED_ON,
    RETIRED_WHY,
    VALID_FROM,
    VERSION,
)
from measurement.catalogue.former import label_of
from measurement.engine.combining import ACROSS_SITES
from measurement.engine.overtime import rule_over_time
from measurement.models import RULES, Definition, Indicator

# Told for readers and left out when the file comes back: they follow from the rules.
DERIVED = ("regle_entre_sites", "regle_dans_le_temps")
KEPT = (VERSION, VALID_FROM, REASON, RETIRED_ON, RETIRED_WHY, REPLACED_BY, ORIGIN)
HEAD = (*COLUMNS, *KEPT, *DERIVED)


def rows(found: Iterable[Indicator]) -> list[dict[str, Any]]:
    """A row for each version of each indicator, the words of today beside the rules of then."""
    indicators = list(found)
    versions: dict[Any, list[Definition]] = {}
    for row in Definition.objects.filter(indicator__in=indicators).order_by("number"):
        versions.setdefault(row.indicator_id, []).append(row)
    codes = dict(Indicator.objects.filter(site=None).order_by().values_list("pk", "code"))
    return [
        cells(one, row, codes[one.replaced_by_id] if one.replaced_by_id else "")
        for one in indicators
        for row in versions.get(one.pk, [])
    ]


def cells(one: Indicator, row: Definition, replaced_by: str) -> dict[str, Any]:
    """One version as the cells of a file."""
    told: dict[str, Any] = {
        column: getattr(row if name in RULES else one, name) for column, name in COLUMNS.items()
    }
    definition = exact.definition_of(one.defined_by(row))
    return told | {
        VERSION: row.number,
        VALID_FROM: row.valid_from,
        REASON: row.reason,
        RETIRED_ON: one.retired_on,
        RETIRED_WHY: one.retired_why,
        REPLACED_BY: replaced_by,
        ORIGIN: one.origin,
        DERIVED[0]: ACROSS_SITES[definition.value_type].value,
        DERIVED[1]: rule_over_time(definition).value,
    }


def table(found: Iterable[Indicator]) -> Table:
    """The catalogue as a sheet."""
    return Table(_("catalogue"), HEAD, [[row[c] for c in HEAD] for row in rows(found)])


def dictionary() -> Table:
    """What each column means and what may stand in it."""
    head = [_("Column"), _("Meaning"), _("Possible values"), _("A change makes a new version")]
    return Table(_("dictionary"), head, [meaning(column) for column in HEAD])


def meaning(column: str) -> list[str]:
    """One line of the dictionary."""
    kept = {
        VERSION: _("version of the definition"),
        VALID_FROM: _("for periods that begin from"),
        REASON: _("reason of this version"),
        RETIRED_ON: _("retired on"),
        RETIRED_WHY: _("why it is retired"),
        REPLACED_BY: _("code of the indicator that replaces it"),
        ORIGIN: _("site and code of the local indicator from which it comes"),
        DERIVED[0]: _("rule across sites, which follows from the kind of number"),
        DERIVED[1]: _("rule over time, which follows from the kind of number and from time"),
    }
    if column in kept:
        return [column, kept[column], "", _("no")]
    name = COLUMNS[column]
    field: Any = Indicator._meta.get_field(name)  # noqa: SLF001 - how the field is stored
    values = "; ".join(f"{value} ({words})" for value, words in field.flatchoices if value)
    return [column, label_of(name), values, _("yes") if name in RULES else _("no")]


def document(found: Iterable[Indicator]) -> dict[str, Any]:
    """The catalogue as JSON: rows, dictionary and licence in one file."""
    return {
        "licence": "Licence Ouverte 2.0",
        "columns": [
            {
                "name": name,
                "meaning": what,
                "values": values,
                "makes_a_version": name in COLUMNS and COLUMNS[name] in RULES,
            }
            for name, what, values, _says in dictionary().rows
        ],
        "rows": [{key: told(value) for key, value in row.items()} for row in rows(found)],
    }


def told(value: Any) -> Any:
    """A cell as JSON holds it; a number keeps all its decimals as text."""
    return value if value is None or isinstance(value, int) else str(value)
