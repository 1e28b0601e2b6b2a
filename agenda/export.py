"""What was said and what became of it as a file for spreadsheets: for everybody, no addresses."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agenda.figures import CommentFigure, Whereabouts
from agenda.languages import LANGUAGES
from kit.sheets import Table

type Travels = Mapping[Any, tuple[Whereabouts, ...]]


def table(voices: Iterable[CommentFigure], travels: Travels) -> Table:
    """A line a comment, as everybody reads it: what is not shown stays a notice.

    `travels`: where the passage of each comment is in the later versions. « Joined with » holds the
    reference of another line.
    """
    head = [
        _("Reference"), _("Version"), _("Passage"), _("Heading"), _("Words quoted"), _("In later versions"),
        _("Themes"), _("Said on"), _("Name or pseudonym"), _("Workshop"), _("How many said it"),
        _("Language"), _("What was said"), _("Suggested wording"), _("Agreements"), _("Replies"),
        _("What became of it"), _("Joined with"), _("Passed on to"), _("Deferred until"), _("Why"),
        _("Answered on"),
    ]  # fmt: skip
    rows = (line(voice, travels.get(voice.id, ())) for voice in voices)
    return Table(_("Comments and answers"), head, rows)


def line(voice: CommentFigure, travels: tuple[Whereabouts, ...]) -> list[Any]:
    """One comment."""
    until = voice.until or (f"version {voice.until_number}" if voice.until_number else None)
    answered = timezone.localdate(voice.answered_at) if voice.answered_at else None
    meeting = voice.meeting
    return [
        voice.key, voice.number, voice.place, voice.heading, voice.quote,
        "; ".join(place_of(now) for now in travels), ", ".join(voice.themes),
        meeting.held_on if meeting else timezone.localdate(voice.at), voice.public_name,
        meeting.title if meeting else "", meeting.people if meeting else 1,
        LANGUAGES.get(voice.language, voice.language), voice.text, voice.suggestion,
        voice.agreements, voice.replies, voice.label,
        str(voice.merged_into) if voice.merged_into else "", voice.whom, until, voice.reason,
        answered,
    ]  # fmt: skip


def place_of(now: Whereabouts) -> str:
    """Where a passage is in one later version, in a few words."""
    if now.kind == "gone":
        return _("version %(number)s: gone") % {"number": now.number}
    places = ", ".join(str(spot.place) for spot in now.spots)
    said = [
        ngettext(
            "version %(number)s: passage %(places)s",
            "version %(number)s: passages %(places)s",
            len(now.spots),
        )
        % {"number": now.number, "places": places}
    ]
    if now.kind == "merged":
        said.append(_("joined to another"))
    elif now.kind == "reworded":
        said.append(_("rewritten"))
    if now.moved:
        said.append(_("moved"))
    if now.quote == "changed":
        said.append(_("the quoted words have changed"))
    return ", ".join(said)
