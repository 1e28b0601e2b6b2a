"""The order in which figures are read: who lives here, from what, with which rights, and so on."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from measurement.models import Indicator

OWN = "own"
# Themes that are named otherwise where residents read: as what they would ask.
PLAIN: dict[str, str | Promise] = {
    OWN: _("What the site follows"),
    Indicator.Theme.POPULATION: _("Who lives here"),
    Indicator.Theme.OTHER: _("Other figures"),
}


class Themed(Protocol):
    """Anything with the theme of an indicator."""

    @property
    def theme(self) -> str: ...

    @property
    def is_local(self) -> bool: ...


def theme_of(found: Themed) -> str:
    """What a site follows itself stands together, a common figure in its theme."""
    return OWN if found.is_local else found.theme


def by_theme[T: Themed](found: Iterable[T]) -> list[tuple[str, str, Sequence[T]]]:
    """The figures by theme, in the order of the themes and inside them in their own."""
    groups: dict[str, list[T]] = {OWN: [], **{theme: [] for theme in Indicator.Theme.values}}
    for row in found:
        groups[theme_of(row)].append(row)
    return [(key, name_of(key), rows) for key, rows in groups.items() if rows]


def name_of(theme: str) -> str:
    """As a heading says it."""
    return str(PLAIN.get(theme) or capfirst(str(Indicator.Theme(theme).label)))
