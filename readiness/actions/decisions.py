"""What is decided of readiness, in words; and the support that a decision names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from journal.actions import record
from kit import clock
from kit.states import Refusal
from kit.templatetags.kit import day
from partnership import actions as partnership
from partnership.models import SupportDay
from readiness import events
from readiness.actions.common import in_hand
from readiness.figures.meetings import at_the_lowest
from readiness.figures.raters import author_of
from readiness.models import (
    DAYS,
    KINDS,
    Beyond,
    Kind,
    NamedSupport,
    ReadinessDecision,
    Round,
    Sharing,
)
from sites.models import Site
from sites.spelling import plain

Outcome = ReadinessDecision.Outcome
LOOKED_AT_AGAIN = timedelta(days=3 * 366)


@dataclass(frozen=True, slots=True)
class Support:
    """A support without which the site would not be ready: its kind, what, from whom, by when."""

    kind: str
    what: str
    provider: str
    until: date


@transaction.atomic
def decide(
    found: Round,
    *,
    outcome: str,
    words: str,
    by: User,
    supports: Sequence[Support] = (),
    revisit_on: date | None = None,
    seen: str = "",
) -> ReadinessDecision:
    """Somebody decides, in words, on a site's readiness; nothing is computed.

    A dimension at the lowest level forbids « ready » alone; « ready with named support » names
    each support, who gives it and by when. The national team decides with the triad once the
    round is shared with it. The same decision sent twice is taken once; a later one stands beside
    the earlier, whose key is `seen`: of two at the same time only one is taken.
    """
    found = in_hand(found, Round.State.CONCLUDED)
    role = author_of(found, by)
    if found.kind != Kind.PRECONDITIONS:
        raise Refusal(_("Readiness is decided after a round of the preconditions."))
    if not role or (role == "national" and found.sharing != Sharing.NATIONAL):
        raise Refusal(
            _("Decided by a seat holder, or by the national team once the site shares the round with it.")
        )  # fmt: skip
    named = tuple(supports) if outcome == Outcome.SUPPORTED else ()
    facts = complete(outcome, words.strip(), named, revisit_on) | {
        "by_id": by.pk,
        "decided_on": clock.today(),
    }
    last = found.decisions.order_by("-decided_on", "-created_at").first()
    if last is not None and same(last, facts, named):
        return last
    if (str(last.pk) if last else "") != seen:
        raise Refusal(
            _("Somebody else has recorded a decision in the meantime: read it, then record yours if it still stands.")
        )  # fmt: skip
    refuse_ready_at_the_lowest(found, outcome)
    decision = ReadinessDecision.objects.create(round=found, role=role, **facts)
    NamedSupport.objects.bulk_create(rows_of(decision, named, found.site))
    fact = events.ReadinessDecided(outcome=Outcome(outcome), revisit_on=decision.revisit_on)
    record(fact, by=by, site=found.site, about=decision)
    return decision


def complete(
    outcome: str, words: str, supports: Sequence[Support], revisit_on: date | None
) -> dict[str, object]:
    """What each outcome has to say, and nothing that belongs to another."""
    if not words:
        raise Refusal(_("Say the decision in words: what it rests on, and why."), "words")
    if outcome == Outcome.SUPPORTED and not supports:
        raise Refusal(
            _("Name the support without which the site would not be ready."), "support_1_kind"
        )
    for place, support in enumerate(supports, start=1):
        refuse_vague(support, place)
    if outcome == Outcome.NOT_YET and not within_three_years(revisit_on):
        raise Refusal(_("Say on which day you look again: within three years."), "revisit_on")
    return {
        "outcome": outcome,
        "words": words,
        "revisit_on": revisit_on if outcome == Outcome.NOT_YET else None,
    }


def refuse_vague(support: Support, place: int) -> None:
    """A support has a kind, words, a giver and a day ahead."""
    if support.kind not in dict(KINDS) or support.kind == Beyond.WORDS:
        raise Refusal(_("Choose the kind of support."), f"support_{place}_kind")
    if not support.what.strip():
        raise Refusal(_("Say what the support is."), f"support_{place}_what")
    if not support.provider.strip():
        raise Refusal(_("Say who gives this support."), f"support_{place}_provider")
    if not within_three_years(support.until):
        raise Refusal(_("Say by which day ahead: within three years."), f"support_{place}_until")


def within_three_years(on: date | None) -> bool:
    """A day ahead that is not too far."""
    return on is not None and clock.today() < on <= clock.today() + LOOKED_AT_AGAIN


def same(last: ReadinessDecision, facts: dict[str, object], named: Sequence[Support]) -> bool:
    """True when a decision says all that is said again."""
    if any(getattr(last, name) != value for name, value in facts.items()):
        return False
    kept = last.supports.values_list("kind", "what", "provider", "until")
    return set(kept) == {(s.kind, s.what, s.provider, s.until) for s in named}


def rows_of(
    decision: ReadinessDecision, named: Sequence[Support], site: Site
) -> list[NamedSupport]:
    """The named supports; who gives one is linked to the site's partner of that name."""
    partners = {plain(partner.name): partner for partner in site.partners.in_force()}
    return [
        NamedSupport(
            decision=decision,
            kind=support.kind,
            what=support.what,
            provider=support.provider,
            partner=partners.get(plain(support.provider)),
            until=support.until,
        )
        for support in dict.fromkeys(named)
    ]


def refuse_ready_at_the_lowest(found: Round, outcome: str) -> None:
    """« Ready » is not said while a dimension is at the lowest level."""
    lowest = at_the_lowest(found) if outcome == Outcome.READY else ()
    if lowest:
        raise Refusal(
            _("“Ready” cannot be decided while a dimension is at its lowest level: %(titles)s.")
            % {"titles": ", ".join(asked.title for asked in lowest)},
            "outcome",
        )


@transaction.atomic
def ask_for(
    named: NamedSupport, *, by: User | None, day_id: UUID | str | None = None
) -> SupportDay:
    """A support that a decision names gets its support day: asked for now, or one that there is.

    The request is read by all who read the site's support days; of the decision it says nothing.
    Sent twice it is asked for once; again only where the support day was cancelled.
    """
    named = NamedSupport.objects.locked().select_related("decision__round__site").get(pk=named.pk)
    if named.day is not None and named.day.state != SupportDay.State.CANCELLED:
        return named.day
    site = named.decision.round.site
    if named.kind not in DAYS:
        raise Refusal(_("This support is not given in support days."))
    if day_id is None:
        named.day = partnership.ask_support(
            site, kind=named.kind, title=named.what[:160], need=need_of(named), by=by,
            once=named.day_id or named.pk,
        )  # fmt: skip
        named.save(update_fields=["day"])
        return named.day
    there = SupportDay.objects.locked().filter(site=site, pk=day_id, kind=named.kind).first()
    if there is None or NamedSupport.objects.filter(day=there).exists():
        raise Refusal(
            _("This support day is not there, or answers another support already."), "day"
        )
    named.day = there
    named.save(update_fields=["day"])
    fact = events.SupportLinked(what=named.what[:160], title=there.title)
    record(fact, by=by, site=site, about=there)
    return there


def need_of(named: NamedSupport) -> str:
    """What a support day is asked for, as it is stored: in the language of the portal, whoever asks."""
    with translation.override(settings.LANGUAGE_CODE):
        facts = {"until": day(named.until), "giver": named.provider}
        return _("By %(until)s, from: %(giver)s.") % facts
