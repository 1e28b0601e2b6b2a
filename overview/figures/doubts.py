"""Figures that somebody contests or sent back, and reviews that are not closed, as things to do."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import ROLE_WORDS, TRIAD, Role
from kit.templatetags.kit import day
from measurement.models import Dispute
from measurement.waiting import HeldReview, OpenAppeal, OpenDispute, ReturnedValue, Waiting
from overview.figures.needs import NATIONAL, THE_TRIAD, Need


def needs_of_waiting(waiting: Waiting) -> Iterator[Need]:
    """A line for each figure that is contested, each appeal, each value sent back, each review left open."""
    contested: dict[tuple[str, str], list[OpenDispute]] = {}
    for dispute in waiting.disputes:  # a seat does not answer its own: those stand apart
        seat = dispute.voice if dispute.voice in TRIAD else ""
        contested.setdefault((dispute.code, seat), []).append(dispute)
    for same in contested.values():
        yield need_of_disputes(same)
    for appeal in waiting.appeals:
        yield need_of_appeal(appeal)
    for value in waiting.returned:
        yield need_of_returned(value)
    for review in waiting.reviews:
        yield need_of_review(review)


def need_of_disputes(same: list[OpenDispute]) -> Need:
    """Who contests a figure waits for another seat; the first one leads to its answer."""
    first = same[0]
    facts = {"name": first.name, "count": len(same), "voice": first.voice_words}
    return Need(
        kind="contest",
        icon="speech",
        fact=ngettext("“%(name)s” is contested and not answered.", "“%(name)s” is contested %(count)s times and not answered.", len(same)) % facts,
        task=ngettext("Answer who contests “%(name)s”", "Answer the %(count)s people who contest “%(name)s”", len(same)) % facts,
        detail=_("First contested by %(voice)s. It prints beside the figure until it is answered.") % facts,
        who=first.voice_words if first.voice != Dispute.Voice.RESIDENT else _("a resident"),
        route="measurement:dispute-answer",
        since=timezone.localtime(first.raised_at).date(),
        turns=frozenset(TRIAD - {first.voice}),
        words=(("dispute", first.id),),
    )  # fmt: skip


def need_of_appeal(appeal: OpenAppeal) -> Need:
    """Who contests a figure and whose words are hidden waits for another person's decision."""
    facts = {"name": appeal.name}
    return Need(
        kind="appeal",
        icon="person",
        fact=_("An appeal waits: the words of who contests “%(name)s” are hidden.") % facts,
        task=_("Decide on the appeal of who contests “%(name)s”") % facts,
        detail=_("Nobody else at the site can decide.")
        if appeal.alone
        else _("By another person than who hid the words."),
        who=str(NATIONAL if appeal.alone else THE_TRIAD),
        route="measurement:dispute-appeal-decide",
        since=timezone.localtime(appeal.at).date(),
        turns=frozenset({Role.NATIONAL.value}) if appeal.alone else TRIAD,
        words=(("appeal", appeal.id),),
    )


def need_of_returned(value: ReturnedValue) -> Need:
    """A value came back: whoever entered it, or else their seat, corrects it or says why it stands."""
    facts = {"name": value.name, "period": value.period, "seat": ROLE_WORDS[Role(value.seat)]}
    return Need(
        kind="returned",
        icon="curve",
        fact=_("“%(name)s”, %(period)s, was sent back.") % facts,
        task=_("Look again at “%(name)s”, %(period)s") % facts,
        detail=_("Sent back (%(seat)s): %(words)s") % (facts | {"words": value.words}),
        who=value.entered_name or str(THE_TRIAD),
        route="measurement:value-history",
        since=timezone.localtime(value.at).date(),
        turns=turns_of(value),
        person=value.entered_by,
        words=(("code", value.code), ("measurement", value.measurement_id)),
    )


def turns_of(value: ReturnedValue) -> frozenset[str]:
    """The seat that entered it; nobody else where a partner did, the triad where no one is known."""
    if value.entered_leg:
        return frozenset({value.entered_leg})
    return frozenset() if value.entered_by else TRIAD


def need_of_review(review: HeldReview) -> Need:
    """The collective met, and the review waits for its decisions to be closed."""
    facts = {"day": day(review.held_on)}
    return Need(
        kind="held_review",
        icon="calendar",
        fact=_("The learning review of %(day)s is held and not closed.") % facts,
        task=_("Close the learning review of %(day)s") % facts,
        detail=_("What it decided reaches residents once it is closed."),
        who=str(THE_TRIAD),
        route="measurement:cycle-page",
        since=review.held_on,
        words=(("cycle", review.id),),
    )
