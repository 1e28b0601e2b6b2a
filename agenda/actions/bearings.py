"""What a passage bears on besides its words: an area's themes, the area that a strategy answers."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext_lazy as _

from agenda.models import Version, Wording
from agenda.models.versions import Section
from kit.states import Refusal


def bear(
    wording: Wording, version: Version, *, themes: Collection[str] | None, answers_to: Any
) -> None:
    """Writes both on a wording; None leaves what it says, an empty value takes it away.

    Only an area of change names themes, those of its site (or that it named already); only a
    passage of a strategy answers to an area, one of the same text.
    """
    if themes is not None and sorted(set(themes)) != wording.themes:
        known = {*version.site.themes.values_list("slug", flat=True), *wording.themes}
        if themes and (wording.section != Section.AREA or not known.issuperset(themes)):
            raise Refusal(_("An area of change names themes of this site."), "themes")
        wording.themes = sorted(set(themes))
    if answers_to is not None and (answers_to or None) != wording.answers_to_id:
        areas = version.wordings.filter(section=Section.AREA, passage=answers_to or None)
        if answers_to and (wording.section != Section.STRATEGY or not areas.exists()):
            raise Refusal(_("This area of change is not in the text any more."), "answers_to")
        wording.answers_to_id = answers_to or None


def loosen(wording: Wording) -> None:
    """Takes away what the part in which a passage now stands does not know."""
    if wording.section != Section.AREA:
        wording.themes = []
    if wording.section != Section.STRATEGY:
        wording.answers_to_id = None
