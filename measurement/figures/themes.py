"""The order in which figures are read: who lives here, from what, with which rights, and so on."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Coded(Protocol):
    """Anything with the code of an indicator."""

    @property
    def code(self) -> str: ...

    @property
    def is_local(self) -> bool: ...


THEMES: tuple[tuple[str, str | Promise, tuple[str, ...]], ...] = (
    ("own", _("What the site follows"), ()),
    ("people", _("Who lives here"), ("pop", "men")),
    ("income", _("Income"), ("rev",)),
    ("rights", _("Access to rights"), ("dro",)),
    ("employment", _("Employment"), ("emp",)),
    ("education", _("Education"), ("edu",)),
    ("housing", _("Housing"), ("log",)),
    ("economy", _("Economic life"), ("eco",)),
    ("together", _("Working together"), ("col", "par", "gov", "bkb", "app", "mob")),
    ("means", _("Means of the State"), ("moy",)),
    ("other", _("Other figures"), ()),
)


def theme_of(found: Coded) -> str:
    """The theme of a common figure by the letters of its code."""
    if found.is_local:
        return "own"
    letters = found.code[:3]
    return next((key for key, _name, known in THEMES if letters in known), "other")


def by_theme[T: Coded](found: Iterable[T]) -> list[tuple[str, str, Sequence[T]]]:
    """The figures by theme, in the order of the themes and inside them in their own."""
    rows = list(found)
    groups = [
        (key, str(name), [r for r in rows if theme_of(r) == key]) for key, name, _known in THEMES
    ]
    return [group for group in groups if group[2]]
