"""The public figures of one neighbourhood, each with its question, its year, its source and its place among others."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from drawing.strip import Strip
from kit.access import Standing
from kit.sheets import Table
from measurement.figures.spread import Spread, publication, spreads
from measurement.figures.themes import by_theme
from measurement.figures.trust import DisputeFigure, beside_figure, disputes_in_place
from measurement.measured import measured
from measurement.models import Indicator, Measurement, State
from measurement.words import Quantity, counted, plain
from sites.figures import NeighbourhoodFigure, neighbourhood_figure
from sites.models import Neighbourhood


@dataclass(frozen=True, slots=True)
class ProfileLine:
    """One figure of the neighbourhood, or in words why there is none."""

    code: str
    name: str
    question: str
    value: str
    unit: str
    when: str
    source: str
    caution: str
    theme: str
    absence: str = ""
    beside: str = ""
    strip: Strip | None = None
    is_local: bool = False
    # The value as a number and its unit as the catalogue words it, for a file.
    number: Decimal | None = None
    counted_in: str = ""
    # Who contests it, with the answer.
    dispute: str = ""

    @property
    def half(self) -> tuple[str, ...]:
        """Below what a quarter of the others lie, their middle, above what a quarter lie; or nothing."""
        found = self.strip.half if self.strip else None
        return tuple(plain(Decimal(value), self.counted_in) for value in found or ())


@dataclass(frozen=True, slots=True)
class ProfileFigure:
    """A neighbourhood in public figures, by theme. `lacking` names the figures that no place has yet."""

    place: NeighbourhoodFigure
    themes: tuple[tuple[str, str, tuple[ProfileLine, ...]], ...]
    lacking: tuple[str, ...]

    @property
    def known(self) -> int:
        """How many figures have a value here."""
        return sum(bool(line.value) for _key, _name, lines in self.themes for line in lines)


def profile_sheet(figure: ProfileFigure) -> Table:
    """The same figures as a file: a row each, with its source and what is to be known of it."""
    head = (
        _("Code"), _("Theme"), _("Figure"), _("Question"), _("Value"), _("Unit"), _("Vintage"),
        _("Source"), _("Among others"), _("With caution"), _("Disputes"),
    )  # fmt: skip
    rows = [
        (
            line.code, name, line.name, line.question, line.number, line.counted_in, line.when,
            line.source, line.beside or line.absence, line.caution, line.dispute,
        )
        for _key, name, lines in figure.themes
        for line in lines
    ]  # fmt: skip
    return Table(figure.place.code, head, rows)


def profile(place: Neighbourhood, standing: Standing) -> ProfileFigure:
    """What the sources publish of a neighbourhood; the same number of queries whatever they publish."""
    common = Indicator.objects.filter(site=None, level=Indicator.Level.NEIGHBOURHOOD)
    indicators = [found.spoken() for found in common.order_by("position", "code")]
    rows = Measurement.objects.current().filter(neighbourhood=place, indicator__in=indicators)
    last = {row.indicator_id: row for row in rows.in_order()}
    rules = measured(last.values(), indicators)
    near = spreads(indicators, place)
    published = {key[0] for key in near}
    disputes = disputes_in_place(place, indicators, standing)
    lines = [
        replace(
            line(
                rules.under(last[found.pk], found) if found.pk in last else found,
                last.get(found.pk),
                near,
            ),
            dispute=beside_line(last.get(found.pk), disputes.get(found.pk, ())),
        )
        for found in indicators
        if found.pk in published or found.pk in last
    ]
    return ProfileFigure(
        neighbourhood_figure(place, standing),
        tuple((key, name, tuple(group)) for key, name, group in by_theme(lines)),
        tuple(found.name for found in indicators if found.pk not in published | last.keys()),
    )


def beside_line(row: Measurement | None, said: Iterable[DisputeFigure]) -> str:
    """What prints beside a figure: open disputes, and those of its last period with the answer."""
    ends_on = row.ends_on if row else None
    return beside_figure([one for one in said if one.is_open or one.ends_on == ends_on])


def line(found: Indicator, row: Measurement | None, near: dict[tuple, Spread]) -> ProfileLine:
    """One figure: its value and its place among the others of the same publication."""
    period = row.period if row else None
    facts: dict[str, Any] = {
        "code": found.code, "name": found.name, "question": found.question,
        "source": found.source, "caution": found.caution, "theme": found.theme,
        "when": capfirst(period.label if period else found.vintage or _("period not stated")),
    }  # fmt: skip
    if row is None:
        return ProfileLine(
            value="",
            unit="",
            absence=_("The source gives no value for this neighbourhood."),
            **facts,
        )
    if found.hides(row):
        said = _("Too few people to publish the value.")
        if found.in_family:
            said = capfirst(str(Quantity.of(found, row)))
        return ProfileLine(value="", unit="", absence=said, **facts)
    if row.value is None:
        return ProfileLine(value="", unit="", absence=absence(row), **facts)
    spread = near.get(publication(row))
    return ProfileLine(
        number=Decimal(f"{row.value.normalize():f}"),
        counted_in=found.unit,
        value=plain(row.value, found.unit),
        unit=counted(found.unit, row.value),
        beside=spread.words(row.value, found.unit)
        if spread
        else _("Nothing stands beside it: too few places have a value in the same publication."),
        strip=Strip(
            found.name, row.value, found.unit, half=(spread.low, spread.middle, spread.high)
        )
        if spread
        else None,
        **facts,
    )


def absence(row: Measurement) -> str:
    """Why there is no value: no measure, secrecy, not produced, not applicable; and what was noted of it."""
    words = {
        State.MISSING: _("No value."),
        State.SUPPRESSED: _("Statistical secrecy: too few people to publish."),
        State.NOT_PRODUCED: _("Not produced by the source."),
        State.NOT_APPLICABLE: _("Does not apply here."),
    }
    if row.state == State.MISSING and row.note:
        return row.note
    return " ".join(filter(None, (words[State(row.state)], row.note)))
