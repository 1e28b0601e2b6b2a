"""The figures of all sites as tables and as open data."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kit.sheets import Table
from measurement.periods import in_a_cell
from measurement.together.asking import Asked
from measurement.together.lines import Line, Together
from measurement.together.pages import Page

COVERED = (
    "sites_expected", "sites_complete", "sites_partial", "places_expected", "observed",
    "suppressed", "not_produced", "not_applicable", "missing", "unreported",
)  # fmt: skip


def coverage_heads() -> list[str]:
    """The heads of what a figure rests on."""
    return [
        _("Sites that could report"), _("Sites that are complete"), _("Sites with a part"),
        _("Places"), _("Places with a value"), _("Under secrecy"), _("Not produced"),
        _("Not applicable"), _("No measure"), _("Nothing given yet"),
    ]  # fmt: skip


def coverage_cells(line: Line) -> list[int]:
    return [getattr(line.coverage, name) for name in COVERED]


def list_table(found: Together, asked: Asked) -> Table:
    """A figure a row, in the order of the catalogue."""
    head = [
        _("Code"), _("Indicator"), _("Theme"), _("Unit"), _("Period"), _("All sites together"), _("Spread"),
        _("Refused because"), _("Partial"), *coverage_heads(), _("Contested values"), _("of them not answered"),
    ]  # fmt: skip
    rows: Any = (
        [
            line.code, line.name.words, line.theme_words, line.unit, in_a_cell(line.period), line.shown, line.spread,
            line.refusal or line.never, _("yes") if line.is_partial else _("no"), *coverage_cells(line),
            line.disputed.all, line.disputed.open,
        ]
        for line in found.lines
    )  # fmt: skip
    return Table(_("Figures of all sites"), head, rows, asked.instant)


def page_table(found: Page, asked: Asked) -> Table:
    """A place a row, by name; a count too small to publish has no number."""
    head = [
        _("Site"), pgettext("of a value", "Place"), _("Phase"), _("Period"), _("Value"), _("Numerator"), _("Denominator"),
        _("Unit"), _("What became of it"), _("Note"), _("Contested"),
    ]  # fmt: skip
    rows: Any = (
        [
            ", ".join(name for name, _slug in place.sites), place.name, ", ".join(place.phases),
            in_a_cell(found.line.period), bare(place.value), bare(place.numerator), bare(place.denominator), place.unit,
            place.shown if place.value is None else place.standing_words, place.note, place.contested,
        ]
        for place in found.places
    )  # fmt: skip
    return Table(found.line.name.words, head, rows, asked.instant)


def plain(value: Decimal | None) -> str | None:
    """A number that loses nothing on its way."""
    return None if value is None else f"{value.normalize():f}"


def bare(value: Decimal | None) -> Decimal | None:
    """A number without noughts that its source did not print."""
    return None if value is None else Decimal(str(plain(value)))


def line_data(line: Line) -> dict[str, Any]:
    """A line as open data."""
    return {
        "code": line.code, "name": line.name.words, "unit": line.unit, "period": in_a_cell(line.period),
        "together": line.shown or None, "spread": line.spread or None,
        "refused": line.refusal or line.never or None, "partial": line.is_partial,
        "coverage": {name: getattr(line.coverage, name) for name in COVERED},
        "contested": line.disputed.all, "contested_open": line.disputed.open,
    }  # fmt: skip


def list_data(found: Together, asked: Asked) -> dict[str, Any]:
    """All lines, with the quarter and the day on which they were read."""
    return {
        "quarter": asked.quarter.stored(),
        "as_shown_on": asked.shown_on.isoformat(),
        "figures": [line_data(line) for line in found.lines],
    }


def page_data(found: Page, asked: Asked) -> dict[str, Any]:
    """One figure with every place, and its exact value as a fraction of whole numbers."""
    return {
        "as_shown_on": asked.shown_on.isoformat(),
        "figure": line_data(found.line) | {"exact": found.exact or None},
        "rule": found.rule,
        "caveats": list(found.caveats),
        "refusals": list(found.refusals),
        "rests_on": dict(found.basis),
        "by_phase": [
            {"phase": one.name, "sites": one.sites, "together": one.shown} for one in found.phases
        ],
        "places": [
            {
                "sites": [slug for _name, slug in place.sites], "place": place.name, "state": place.state,
                "value": plain(place.value), "unit": place.unit, "numerator": plain(place.numerator),
                "denominator": plain(place.denominator), "note": place.note or None,
            }
            for place in found.places
        ],
    }  # fmt: skip
