"""The values of a site as open files, with what each column and each indicator means."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from kit.sheets import Table
from measurement.figures.trust import disputes_at
from measurement.incoming.cells import LANGUAGES
from measurement.incoming.known import release_key
from measurement.measured import Measured, measured
from measurement.models import Definition, Indicator, Measurement, State
from measurement.words import Quantity
from sites.models import Site
from sites.spelling import plain


def columns() -> dict[str, str]:
    """The heads of the file, each with its meaning; an import knows them again."""
    return {
        _("place or code"): _("slug of the site, or code of the neighbourhood or city contract"),
        _("indicator"): _("code of the indicator"),
        _("name of the indicator"): _("its name; told for readers"),
        _("period"): _("its name; told for readers"),
        _("first day"): _("first day of the period; empty where the source does not say it"),
        _("last day"): _("last day of the period"),
        _("value"): _("the value; empty where there is none or where it is too small to publish"),
        _("unit"): _("what is counted; told for readers"),
        _("numerator"): _("the part, where the value is a ratio"),
        _("denominator"): _("out of how many, where the value is a ratio"),
        _("state of the value"): _("what stands behind the value or its absence"),
        _("precision"): _("the step in which the source prints its values"),
        _("release"): _("publication of the source: its code and vintage"),
        _("provenance"): _("where the value comes from"),
        _("note"): _("a word on it; why there is no value"),
        _("version of the definition"): _("version of the definition under which it was measured"),
        _("contested"): _("who contests the value and what was answered; told for readers"),
    }


def is_own(heads: Iterable[str]) -> bool:
    """True of the heads of a file that the portal gave out, in either language."""
    found = [plain(head) for head in heads]
    for language in LANGUAGES:
        with override(language):
            if found == [plain(head) for head in columns()]:
                return True
    return False


def values_at(site: Site) -> list[Measurement]:
    """The values that stand at a site: its own, its neighbourhoods', its city contract's."""
    where = Q(site=site) | Q(neighbourhood__in=[place.pk for place in site.neighbourhoods_on()])
    if site.city_contract_id:
        where |= Q(contract=site.city_contract_id)
    shown = list(Indicator.objects.at(site))
    rows = Measurement.objects.current().filter(where, indicator__in=shown)
    rows = rows.select_related("indicator", "neighbourhood", "release", "site")
    rank = {one.pk: place for place, one in enumerate(shown)}
    return sorted(rows.in_order(), key=lambda r: (rank[r.indicator_id], place_of(r)))


def place_of(row: Measurement) -> str:
    """The slug or code under which a file names a place."""
    return str(row.neighbourhood_id or row.contract_id or (row.site.slug if row.site else ""))


def cells(row: Measurement, rules: Measured, *, inside: bool) -> list[Any]:
    """One value, by the definition that it was measured by.

    What the reader cannot see on a page is not in the file either: neither a small count nor any
    of the numbers of a share of few people, nor what is withheld of a family of figures.
    """
    found = rules.under(row)
    hidden = row.pk in found.withheld if inside else found.hides(row)
    state = str(Quantity.of(found, row)) if hidden else str(State(row.state).label)
    period = row.period
    return [
        place_of(row), found.code, found.name, period.bare if period else "",
        row.starts_on, row.ends_on, None if hidden else bare(row.value), found.unit,
        None if hidden else bare(row.numerator), None if hidden else bare(row.denominator), state, bare(row.precision),
        release_key(row.release) if row.release else "", row.provenance, row.note, row.version,
    ]  # fmt: skip


def contested(site: Site, rows: Sequence[Measurement]) -> dict[Any, str]:
    """By value, what prints beside it: who contests it, with the answer; one query."""
    told: dict[Any, list[str]] = {}
    for key, disputes in disputes_at(site, {row.indicator for row in rows}).items():
        for one in disputes:
            told.setdefault((key, one.ends_on, one.place), []).append(one.sentence)
    found = {}
    for row in rows:
        place = row.neighbourhood.name if row.neighbourhood else ""
        found[row.pk] = " ".join(told.get((row.indicator_id, row.ends_on, place), ()))
    return found


def bare(value: Any) -> Any:
    """A number without the zeros that only the table adds; a whole one without decimals."""
    if value is None:
        return None
    return int(value) if value == int(value) else value.normalize()


def values_table(site: Site, *, inside: bool) -> Table:
    """All values of a site as a sheet; `inside`: for the people who enter them."""
    found = values_at(site)
    said, rules = contested(site, found), measured(found, inside=inside)
    rows = [[*cells(row, rules, inside=inside), said[row.pk]] for row in found]
    at = max((row.entered_at for row in found), default=None)
    return Table(_("values"), list(columns()), rows, at)


def dictionary_rows(site: Site) -> list[list[Any]]:
    """What the columns, the states and each version of each indicator mean."""
    rows: list[list[Any]] = [
        [_("column"), head, what, "", "", ""] for head, what in columns().items()
    ]
    rows += [[_("state of the value"), str(s.label), meaning_of(s), "", "", ""] for s in State]
    shown = list(Indicator.objects.at(site))
    versions: dict[Any, list[Definition]] = {}
    for version in Definition.objects.filter(indicator__in=shown).order_by("number"):
        versions.setdefault(version.indicator_id, []).append(version)
    for one in shown:
        rows += [
            [_("indicator"), one.code, defined(one, v), v.unit, v.number, v.valid_from]
            for v in versions.get(one.pk, [])
        ]
    return rows


def defined(one: Indicator, version: Definition) -> str:
    """The name and what is counted, and the code of what it is part of."""
    said = f"{one.name}. {version.definition}" if version.definition else one.name
    part = _("Part of: %(code)s.") % {"code": version.part_of} if version.part_of else ""
    return f"{said} {part}".rstrip()


def meaning_of(state: State) -> str:
    """What a state says of a value."""
    return {
        State.OBSERVED: _("a value that was measured; zero is one"),
        State.PROVISIONAL: _("a value that its source may still change"),
        State.ESTIMATED: _("a value that was estimated; its note says how"),
        State.MISSING: _("nobody measured it, or it was withdrawn; the note says why"),
        State.SUPPRESSED: _("there is a value, which statistical secrecy keeps back"),
        State.NOT_PRODUCED: _("its source did not produce it"),
        State.NOT_APPLICABLE: _("it cannot be, for example a share of nothing"),
    }[state]


def dictionary(site: Site) -> Table:
    """The data dictionary as a sheet."""
    head = [_("what"), _("word"), _("meaning"), _("unit"), _("version"), _("from")]
    return Table(_("dictionary"), head, dictionary_rows(site))


def document(site: Site, *, inside: bool) -> dict[str, Any]:
    """Values and dictionary in one JSON file, with its licence."""
    table, words = values_table(site, inside=inside), dictionary(site)
    return {
        "licence": "Licence Ouverte 2.0",
        "site": site.slug,
        "dictionary": objects(words.head, words.rows),
        "values": objects(table.head, table.rows),
    }


def objects(head: Iterable[str], rows: Iterable[Iterable[Any]]) -> list[dict[str, Any]]:
    """Rows by the names of their columns; a number keeps all its decimals as text."""
    return [
        {name: told(value) for name, value in zip(head, row, strict=True)} for row in rows
    ]  # fmt: skip


def told(value: Any) -> Any:
    """A cell as JSON holds it."""
    return value if value is None or isinstance(value, int) else str(value)
