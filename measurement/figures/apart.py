"""The last value of each place by its name, of a figure whose places are not added up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.templatetags.kit import number
from measurement.figures.series import SeriesFigure
from measurement.reading import Kind, PointFigure
from measurement.words import quantity

# Beyond so many places a card tells how many there are and from what to what.
FEW_PLACES = 9


@dataclass(frozen=True, slots=True)
class PlaceValue:
    """A place with its last value, whose period is told where others have a later one; or why there is none."""

    name: str
    value: str
    absence: str = ""

    @property
    def words(self) -> str:
        """« Les Saules : 40 % », « Les Tilleuls : pas de valeur »."""
        return _("%(place)s: %(value)s") % {
            "place": self.name,
            "value": self.value or self.absence,
        }


def values_apart(parts: Sequence[SeriesFigure], unit: str) -> tuple[PlaceValue, ...]:
    """Each place in its order."""
    newest = newest_of(parts)
    return tuple(value_of(part, newest, unit) for part in parts)


def told_apart(parts: Sequence[SeriesFigure], unit: str) -> str:
    """The same in one line; of many places their ends alone, of those that have the newest period."""
    newest = newest_of(parts)
    if newest is None:
        return ""
    if len(parts) <= FEW_PLACES:
        return " · ".join(each.words for each in values_apart(parts, unit))
    last = [part.latest for part in parts]
    values = sorted(
        (p.value, p.unit or unit)
        for p in last
        if p is not None and p.value is not None and p.period == newest.period
    )
    facts = {
        "count": number(len(values)),
        "low": quantity(*values[0]),
        "high": quantity(*values[-1]),
    }
    words = ngettext(
        "%(count)s neighbourhood: %(low)s",
        "%(count)s neighbourhoods, from %(low)s to %(high)s",
        len(values),
    )
    return words % facts


def newest_of(parts: Sequence[SeriesFigure]) -> PointFigure | None:
    """The last of the places' last values."""
    last = [part.latest for part in parts]
    return max((p for p in last if p is not None), key=ends, default=None)


def ends(point: PointFigure) -> date:
    """The last day of its period; one that is not stated comes before all."""
    return point.ends_on or date.min


def value_of(part: SeriesFigure, newest: PointFigure | None, unit: str) -> PlaceValue:
    """A place as it is told beside the others."""
    last = part.latest
    if last is None or newest is None:
        return PlaceValue(part.name, "", absence_of(part))
    said = quantity(last.value or Decimal(0), last.unit or unit)
    if last.period != newest.period:
        said = _("%(value)s (%(period)s)") % {"value": said, "period": last.period}
    return PlaceValue(part.name, said)


def absence_of(part: SeriesFigure) -> str:
    """Why a place has no value that may be shown."""
    last = part.points[-1] if part.points else None
    if last is None or last.kind != Kind.HIDDEN:
        return _("no value")
    return last.why_hidden or _("statistical secrecy")
