"""What was said and what became of it as a file for spreadsheets: for everybody, no addresses."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.figures import CommentFigure
from kit.sheets import Table


def table(voices: Iterable[CommentFigure]) -> Table:
    """A line a comment, as everybody reads it: what is not shown stays a notice."""
    head = [
        _("Version"), _("Passage"), _("Heading"), _("Themes"), _("Said on"), _("Name or pseudonym"),
        _("Workshop"), _("How many said it"), _("What was said"), _("What became of it"),
        _("Passed on to"), _("Deferred until"), _("Why"), _("Answered on"),
    ]  # fmt: skip
    return Table(_("Comments and answers"), head, (line(voice) for voice in voices))


def line(voice: CommentFigure) -> list[Any]:
    """One comment."""
    until = voice.until or (f"version {voice.until_number}" if voice.until_number else None)
    answered = timezone.localdate(voice.answered_at) if voice.answered_at else None
    meeting = voice.meeting
    return [
        voice.number, voice.place, voice.heading, ", ".join(voice.themes),
        meeting.held_on if meeting else timezone.localdate(voice.at), voice.public_name,
        meeting.title if meeting else "", meeting.people if meeting else 1, voice.text,
        voice.label, voice.whom, until, voice.reason, answered,
    ]  # fmt: skip
