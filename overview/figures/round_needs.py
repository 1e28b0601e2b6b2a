"""What the rounds of a site wait for: ratings, the meeting, its end, the decision, the support it names."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from accounts.roles import TRIAD, Role
from kit.access import Standing
from overview.figures.needs import THE_TRIAD, Need
from readiness.figures import Waiting
from readiness.models import Sharing
from readiness.rules import reads_consensus, reads_ratings

# The waits that tell whether something is decided.
DECIDED = frozenset({"decision", "support"})


def needs_of_rounds(waiting: Iterable[Waiting], standing: Standing) -> Iterator[Need]:
    """A line for each wait; that the seats have rated is known at the site alone.

    Whether something is decided, and what it names, goes as far as the site shares the round.
    """
    inside = reads_ratings(standing)
    waiting = [w for w in waiting if w.what not in DECIDED or reads_consensus(standing, w.sharing)]
    for wait in waiting:
        if wait.what == "rating":
            yield rating(wait, standing.person)
        elif wait.what == "support":
            yield support(wait)
        elif inside or not wait.inside:
            yield step(wait)


def rating(wait: Waiting, person: Any) -> Need:
    """A round that awaits this person's own ratings."""
    facts = {"words": wait.kind_words, "done": wait.answered, "total": wait.total}
    return Need(
        kind="rating",
        icon="pencil",
        fact=_("“%(words)s” awaits your ratings.") % facts,
        task=_("Rate alone: “%(words)s”") % facts,
        detail=_("%(done)s of %(total)s questions answered.") % facts,
        who=str(person),
        route="readiness:rating-page",
        due=wait.until,
        turns=frozenset(),
        person=person.pk,
        words=(("round_id", wait.round_id),),
    )


def step(wait: Waiting) -> Need:
    """The next step of a round, which the seats take together."""
    facts = {"words": wait.kind_words}
    said = {
        "meeting": (
            "people",
            _("“%(words)s”: the ratings are given, the meeting has not begun."),
            _("Begin the meeting: “%(words)s”"),
            _("What differs most comes first."),
        ),
        "conclusion": (
            "people",
            _("“%(words)s” is in its meeting."),
            _("Talk it over to the end: “%(words)s”"),
            _("Note what you agree on, then conclude the round."),
        ),
        "decision": (
            "check",
            _("“%(words)s” was talked over, and nothing is decided."),
            _("Decide on readiness, in words"),
            _("The round is concluded; nothing is computed, you decide."),
        ),
    }
    icon, fact, task, detail = said[wait.what]
    return Need(
        kind=wait.what if wait.what != "decision" else "readiness",
        icon=icon,
        fact=fact % facts,
        task=task % facts,
        detail=detail,
        who=str(THE_TRIAD),
        route="readiness:round-page",
        since=wait.since,
        turns=TRIAD | {Role.NATIONAL} if decided_with_the_nation(wait) else TRIAD,
        words=(("round_id", wait.round_id),),
    )


def decided_with_the_nation(wait: Waiting) -> bool:
    """True where the national team may decide: the site shares the round with it."""
    return wait.what == "decision" and wait.sharing == Sharing.NATIONAL


def support(wait: Waiting) -> Need:
    """A support that the decision names and nobody has asked for."""
    facts = {"what": wait.support, "giver": wait.giver}
    return Need(
        kind="named_support",
        icon="hand",
        fact=_("Nobody has asked for the support that the decision names: %(what)s.") % facts,
        task=_("Ask for the support that the decision names: %(what)s") % facts,
        detail=_("From: %(giver)s.") % facts,
        who=str(THE_TRIAD),
        route="readiness:named-ask",
        since=wait.since,
        words=(("round_id", wait.round_id), ("named", wait.named_id)),
    )
