"""Entering what was said in a workshop: a whole sheet at once, never as the people who spoke."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from agenda import codes, events
from agenda.actions.acts import locked
from agenda.models import Comment, Version, Workshop
from agenda.naming import made_name
from journal.actions import record
from kit import clock
from kit.states import Refusal
from kit.templatetags.kit import day

MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class Meeting:
    """When and where people met, and how many."""

    title: str
    held_on: date
    place: str
    people: int


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line of a sheet: the number printed beside the passage (none: the whole text), the words.

    Without a name the line goes by its own number; `people` said the same.
    """

    line: int
    number: int | None
    text: str
    name: str = ""
    people: int = 1


class LinesRefused(Refusal):
    """Some lines cannot be entered, so none is; `faults` says why, by line and field."""

    def __init__(self, faults: Mapping[tuple[int, str], str]) -> None:
        self.faults = faults
        super().__init__(_("Some lines are to be corrected: nothing was entered yet."))


@transaction.atomic
def enter_workshop(
    version: Version,
    meeting: Meeting,
    lines: Sequence[SheetLine],
    *,
    by: User,
    consent: bool,
    once: str,
) -> tuple[Workshop, tuple[tuple[Comment, str], ...]]:
    """Enters a sheet: all its lines or none; returns each comment with its own follow-up code.

    A sheet comes on paper, so it may come late: a workshop that was held within the dates of the
    consultation is entered while the version is open or being reworked, until the next one is
    sent. The lines are signed by who entered them. The same form sent twice is one sheet.
    """
    version = locked(version)
    key = codes.keyed("workshop", version.pk, once)
    keys = {each.line: codes.keyed(key, each.line, asdict(each)) for each in lines}
    known = Workshop.objects.filter(once=key).first()
    if known is not None:
        return known, known_lines(known, keys)
    if not consent:
        raise Refusal(_("Those who spoke must have agreed that their words are public."), "consent")
    check_meeting(version, meeting)
    passages = check_lines(version, meeting, lines)
    workshop = Workshop.objects.create(
        site=version.site, version=version, consent=True, once=key, by=by, **asdict(meeting)
    )
    said = Comment.objects.bulk_create(
        comment_of(workshop, each, passages.get(each.number or 0), keys[each.line])
        for each in lines
    )
    fact = events.WorkshopEntered(
        number=version.number,
        title=meeting.title,
        held_on=meeting.held_on,
        lines=len(said),
        people=meeting.people,
    )
    record(fact, by=by, site=version.site, about=workshop)
    return workshop, with_codes(said)


def comment_of(workshop: Workshop, each: SheetLine, passage: UUID | None, key: str) -> Comment:
    """A line as a comment of its own; comments are listed by time, so in the order of the sheet."""
    return Comment(
        site=workshop.site,
        version=workshop.version,
        passage_id=passage,
        public_name=each.name or made_name(each.line, workshop.held_on),
        text=each.text,
        source=Comment.Source.WORKSHOP,
        workshop=workshop,
        line=each.line,
        people=each.people,
        at=workshop.at + timedelta(microseconds=each.line),
        by=workshop.by,
        code_hash=codes.hash_of(codes.code_for(key)),
        once=key,
    )


def with_codes(said: Sequence[Comment]) -> tuple[tuple[Comment, str], ...]:
    """Each comment with its code, which follows from the form's key and is stored nowhere."""
    return tuple((comment, codes.code_for(comment.once)) for comment in said)


def known_lines(workshop: Workshop, keys: Mapping[int, str]) -> tuple[tuple[Comment, str], ...]:
    """The lines of a sheet that was entered a moment ago; other words are another sheet."""
    said = list(workshop.comments.order_by("line"))
    if {comment.line: comment.once for comment in said} != dict(keys):
        raise Refusal(
            _("This sheet has been entered already, with other words. Begin another sheet.")
        )
    return with_codes(said)


def check_meeting(version: Version, meeting: Meeting) -> None:
    """Refuses a workshop that was not held while this version took comments, or comes too late."""
    first, last = version.opened_on, version.closes_on
    if version.state not in Version.HEARS_WORKSHOPS or first is None or last is None:
        raise Refusal(_("This version no longer takes what was said in a workshop."))
    if not first <= meeting.held_on <= min(last, clock.today()):
        raise Refusal(
            _(
                "The consultation goes from %(first)s to %(last)s: the workshop took place within it."
            )
            % {"first": day(first), "last": day(last)},
            "held_on",
        )


def check_lines(version: Version, meeting: Meeting, lines: Sequence[SheetLine]) -> dict[int, UUID]:
    """The passages by the numbers printed on the sheet; refuses the lines that do not fit."""
    if not lines:
        raise Refusal(_("The sheet is empty: write at least one line."))
    if len(lines) > MOST_LINES:
        raise Refusal(
            _("At most %(most)s lines a sheet: enter the others as a second one.")
            % {"most": MOST_LINES}
        )
    passages = dict(version.wordings.values_list("position", "passage"))
    faults: dict[tuple[int, str], str] = {}
    for each in lines:
        if each.number is not None and each.number not in passages:
            faults[each.line, "number"] = _(
                "No passage has the number %(number)s: they go from 1 to %(last)s."
            ) % {"number": each.number, "last": max(passages)}
        if not 1 <= each.people <= meeting.people:
            faults[each.line, "people"] = _("Between 1 and %(most)s, who were there.") % {
                "most": meeting.people
            }
    if faults:
        raise LinesRefused(faults)
    return passages
