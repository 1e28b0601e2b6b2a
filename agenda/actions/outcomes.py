"""Answering: every comment has an outcome with a public reason, and its author is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agenda import events
from agenda.figures.tracing import changes_of, version_after
from agenda.models import Comment, Effect, NotShown, Outcome, Version, Wording
from journal.actions import record, write_letter
from kit import clock
from kit.states import Refusal
from sites.models import Site

UNREAD: dict[str, Any] = {
    "held": _("Read this comment first: show it or hide it. Then it gets its answer."),
    "hidden": _("This comment is hidden: that is its answer, until somebody shows it again."),
    "withdrawn": _("Its author has withdrawn this comment: it needs no answer."),
}


class Unread(Refusal):
    """A comment that is not shown gets no answer."""


class Answered(Refusal):
    """Somebody else answered the comment meanwhile; `theirs` is their answer."""

    def __init__(self, theirs: Outcome) -> None:
        self.theirs = theirs
        self.short = _("%(name)s answered meanwhile.") % {"name": theirs.by or _("Its author")}
        super().__init__(
            _("%(name)s answered meanwhile: see above. Send yours again to replace that answer.")
            % {"name": theirs.by or _("Its author")}
        )


@dataclass(frozen=True, slots=True)
class Details:
    """What some outcomes need: to whom, with which comment, until when, which passages changed."""

    whom: str = ""
    merged_into: Comment | None = None
    until: date | None = None
    until_number: int | None = None
    passages: tuple[UUID, ...] = ()

    def fields(self) -> dict[str, Any]:
        """As the outcome's row keeps them."""
        return {name: getattr(self, name) for name in KEPT_DETAILS}


KEPT_DETAILS = ("whom", "merged_into", "until", "until_number")
NO_DETAILS = Details()


@transaction.atomic
def give_outcome(
    comment: Comment,
    *,
    kind: str,
    by: User,
    reason: str = "",
    details: Details = NO_DETAILS,
    seen: int | None = None,
) -> Outcome:
    """Says what became of a comment. A later outcome replaces it and the first stays written.

    A reason is public and compulsory unless the comment is simply kept. The same answer sent
    twice is one. Whoever left an address gets a letter, refusals included. What is not shown
    gets no answer: moderation decides about it first. `seen` is the number of the answer that
    stood on the page; another one given meanwhile is shown first.
    """
    outcome, before = answered(comment, Answer(kind, reason, details, seen), by=by)
    if outcome is before:
        return outcome
    fact = events.OutcomeGiven(
        number=outcome.comment.version.number,
        outcome=Outcome.Kind(outcome.kind),
        kind_before=Outcome.Kind(before.kind) if before else None,
    )
    record(fact, by=by, site=outcome.comment.site, about=outcome.comment)
    return outcome


@dataclass(frozen=True, slots=True)
class Together:
    """What an answer to many comments did: who has it now, and who was left, each with why."""

    given: tuple[Comment, ...]
    left: tuple[tuple[Comment, str], ...]


@transaction.atomic
def give_outcomes(
    seen: Sequence[tuple[Comment, int]],
    *,
    kind: str,
    by: User,
    reason: str = "",
    details: Details = NO_DETAILS,
) -> Together:
    """Gives many comments of a site the same answer: each its own outcome and letter, one entry.

    With each comment goes the number of the answer that was seen (0: none): one that somebody
    else answered meanwhile, or that is no longer shown, is left as it is and listed.
    """
    given, left, new = [], [], 0
    for comment, number in sorted(seen, key=lambda pair: pair[0].pk):
        try:
            outcome, before = answered(comment, Answer(kind, reason, details, number), by=by)
        except Answered as refusal:
            left.append((comment, str(refusal.short)))
        except Unread as refusal:
            left.append((comment, str(refusal)))
        else:
            given.append(comment)
            new += outcome is not before
    if new:
        fact = events.OutcomesGiven(outcome=Outcome.Kind(kind), given=new, left=len(left))
        record(fact, by=by, site=given[0].site)
    return Together(tuple(given), tuple(left))


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody says became of a comment."""

    kind: str
    reason: str = ""
    details: Details = NO_DETAILS
    seen: int | None = None

    def repeats(self, before: Outcome | None) -> bool:
        """True when the comment has this very answer already."""
        if before is None or (before.kind, before.reason) != (self.kind, self.reason.strip()):
            return False
        same = all(getattr(before, k) == value for k, value in self.details.fields().items())
        known = set(before.effects.values_list("passage", flat=True))
        return same and (not self.details.passages or set(self.details.passages) == known)


def answered(comment: Comment, answer: Answer, *, by: User) -> tuple[Outcome, Outcome | None]:
    """Writes an answer and its letter; returns it and the one before (the same: nothing was new)."""
    hold_for(comment, answer)
    comment = Comment.objects.locked().select_related("site", "version").get(pk=comment.pk)
    kind, reason = Outcome.Kind(answer.kind), answer.reason.strip()
    if kind in Outcome.OF_MODERATION:
        raise Refusal(_("This is not an answer: hide the comment, or show it again."))
    if kind == Outcome.Kind.WITHDRAWN:
        raise Refusal(_("Only its author withdraws a comment, with the code that they were given."))
    if kind != Outcome.Kind.RETAINED and not reason:
        raise Refusal(_("Say why: the person who spoke will read it."))
    place = NotShown.objects.filter(comment=comment).values_list("kind", flat=True).first()
    if place is not None:
        raise Unread(UNREAD[place])
    before = comment.outcomes.select_related("by").order_by("-number").first()
    if before is not None and answer.repeats(before):
        return before, before
    if before is not None and answer.seen is not None and before.number != answer.seen:
        raise Answered(before)
    check_details(comment, kind, answer.details)
    version = changing(comment, kind, answer.details)
    outcome = write_outcome(comment, kind, reason=reason, by=by, **answer.details.fields())
    if version is not None:
        for passage in answer.details.passages:
            Effect.objects.create(outcome=outcome, version=version, passage_id=passage)
        check_words(comment, version)
    if before is None or not same_words(before, outcome):
        key = f"agenda-outcome-{outcome.pk}"
        write_to_author(comment, "emails/agenda/outcome_given.txt", key=key, outcome=outcome)
    return outcome, before


def hold_for(comment: Comment, answer: Answer) -> None:
    """Takes what an answer looks at, always before the comment: the site first, as all acts do.

    Joining looks at the answers of other comments; keeping looks at where the versions stand.
    """
    if answer.details.merged_into is not None or answer.kind in Outcome.OF_CHANGE:
        Site.objects.locked().get(pk=comment.site_id)


def same_words(before: Outcome, outcome: Outcome) -> bool:
    """True when only the passages that changed were named anew: no letter tells of that."""
    told = ("kind", "reason", *KEPT_DETAILS)
    return all(getattr(before, name) == getattr(outcome, name) for name in told)


def check_details(comment: Comment, kind: str, details: Details) -> None:
    """Each kind with what it needs, and with nothing of another kind."""
    other = details.merged_into
    if (kind == Outcome.Kind.PASSED_ON) != bool(details.whom):
        raise Refusal(_("Say to whom it was passed on."), "whom")
    if (kind == Outcome.Kind.MERGED) != (other is not None):
        raise Refusal(_("Choose the comment with which it is joined."), "merged_into")
    if other is not None:
        check_joining(comment, other)
    dated = (details.until is not None) + (details.until_number is not None)
    if dated != (kind == Outcome.Kind.DEFERRED):
        raise Refusal(_("Say until when: a day, or the number of a version."), "until")
    if details.until is not None and details.until <= clock.today():
        raise Refusal(_("Choose a day to come."), "until")
    if details.until_number is not None and details.until_number <= comment.version.number:
        raise Refusal(_("Choose a version to come."), "until_number")


def check_joining(comment: Comment, other: Comment) -> None:
    """A comment joins another one of its site, which does not itself lead back to it.

    Everybody reads the other one, or nobody would find the answer. The site is held: no other
    joining is written meanwhile, and nothing is hidden. The database refuses both too.
    """
    if other.site_id != comment.site_id:
        raise Refusal(_("Choose the comment with which it is joined."), "merged_into")
    if NotShown.objects.filter(comment=other).exists():
        raise Refusal(_("This comment is not shown now: choose another."), "merged_into")
    follow: Comment | None = other
    passed = set()
    while follow is not None and follow.pk not in passed:
        if follow.pk == comment.pk:
            raise Refusal(_("These two would lead to one another: choose another."), "merged_into")
        passed.add(follow.pk)
        last = follow.outcomes.order_by("-number").select_related("merged_into").first()
        follow = last.merged_into if last else None


def changing(comment: Comment, kind: str, details: Details) -> Version | None:
    """The later version whose passages a kept comment changed.

    They are compulsory while that version is written, and while it awaits endorsement: a promise
    that nobody asks for any more would be lost with its adoption.
    """
    version = version_after(comment)
    if kind not in Outcome.OF_CHANGE:
        if details.passages:
            raise Refusal(_("Only a kept comment changes passages."), "passages")
        return None
    if version is not None and version.is_writable and not details.passages:
        raise Refusal(_("Name at least one passage that it changed."), "passages")
    if not details.passages:
        refuse_promise(version or comment.version)
        return None
    known = Wording.objects.filter(version__in=[comment.version, version] if version else [])
    if version is None or set(details.passages) - set(known.values_list("passage", flat=True)):
        raise Refusal(_("This passage is not in the version that is being written."), "passages")
    return version


def refuse_promise(version: Version) -> None:
    """Refuses to keep a comment without words while the seats are asked about the text."""
    if version.state == Version.State.ENDORSING:
        raise Refusal(
            _(
                "Version %(number)s awaits endorsement: its words change no more. Name the words "
                "that this comment changed in it, or say that it is already in the text; it can "
                "be kept as soon as the next version is being written."
            )
            % {"number": version.number}
        )


def check_words(comment: Comment, version: Version) -> None:
    """Refuses passages of a text that changes no more, if not one word of them differs."""
    if version.is_writable:
        return
    if not any(change.differs for change in changes_of(comment, version)):
        raise Refusal(
            _(
                "Not a word of these passages differs in version %(number)s, which changes no "
                "more. Choose others, or keep the comment once the next version is being written."
            )
            % {"number": version.number},
            "passages",
        )


def write_outcome(
    comment: Comment, kind: str, *, reason: str, by: User | None, **details: Any
) -> Outcome:
    """Writes the next outcome of a comment that is locked; nobody gave the one of a withdrawal."""
    last = comment.outcomes.order_by("-number").values_list("number", flat=True).first()
    return Outcome.objects.create(
        comment=comment, number=(last or 0) + 1, kind=kind, reason=reason, by=by, **details
    )


def write_to_author(comment: Comment, letter: str, *, key: str, **facts: Any) -> None:
    """Writes to who left an address, in French: we do not know another language of theirs."""
    contact = getattr(comment, "contact", None)
    if contact is None:
        return
    path = reverse("agenda:comment-follow", kwargs={"site": comment.site.slug})
    page = reverse("agenda:comment-page", args=(comment.site.slug, comment.pk))
    context = {
        "comment": comment,
        "site": comment.site,
        "address": settings.BASE_URL + path,
        "page": settings.BASE_URL + page,
    }
    with translation.override(settings.LANGUAGE_CODE):
        text = render_to_string(letter, context | facts)
    subject, _blank, body = text.partition("\n")
    write_letter(to=contact.email, subject=subject.strip(), text=body.strip(), key=key)
