"""What only the report says of a site, in words made from its facts."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agenda.figures import AgendaState
from governance.figures import SeatFigure
from journal.models import Entry
from kit.templatetags.kit import day
from measurement.dues import periods_due
from measurement.figures import learnt_within
from overview.figures.agendas import instants
from overview.figures.topics import subject
from overview.snapshot import (
    AgendaFigures,
    Change,
    Decision,
    Due,
    Period,
    StrategyFigures,
    VoiceFigures,
)
from partnership.figures import decisions
from sites.models import Site

CHANGES = 4
DUE = 3
#: A mandate that ends within so many days is announced among what comes next.
SOON = timedelta(days=180)
UNDER_WAY = {"running", "waiting"}


def caveat() -> str:
    """What must be said on every page of a demonstration: its people do not exist."""
    if not settings.QIC_DEMO:
        return ""
    return _("Demonstration: the people, what they say and what the site measures are invented.")


def changes_in(site: Site, period: Period) -> tuple[Change, ...]:
    """What happened in the period and everybody may read, the last of it, oldest first."""
    start, end = instants(period)
    entries = Entry.objects.of_site(site.slug).public().filter(at__gte=start, at__lt=end)
    latest = entries.order_by("-at", "-position")[:CHANGES]
    return tuple(change(entry) for entry in reversed(latest))


def learnt(site: Site, period: Period) -> dict[str, Any]:
    """What the learning reviews of the period taught, and what they say against their own readings."""
    found = learnt_within(site, period.start, period.end)
    against = (f"{name}{_(': ')}{words}" for name, words in found.contrary)
    return {"learned": " ".join(found.learned), "contradicts": " ".join(against)}


def decided(site: Site, period: Period) -> tuple[Decision, ...]:
    """The decisions of the period that everybody may read, oldest first, each with its objections."""
    taken = [
        (found.taken_on, found)
        for found in decisions(site, inside=False)
        if found.taken_on and period.start <= found.taken_on <= period.end
    ]
    return tuple(
        Decision(
            on,
            found.wording or found.proposal,
            " ".join(f"{o.place}{_(': ')}{o.reason} {o.met}".strip() for o in found.objections),
            day(found.review_on) if found.review_on else "",
        )
        for on, found in sorted(taken, key=lambda pair: (pair[0], pair[1].title))
    )


def awaited(site: Site, on: date) -> tuple[Due, ...]:
    """The values that the site has still to give on a day, soonest due first; it names nobody."""
    return tuple(
        Due(f"{due.name}, {due.period}", capfirst(day(due.due_on)), _("the site"))
        for due in periods_due([site], on)[site.pk]
    )


def change(entry: Entry) -> Change:
    """Who did what, under a word for what it is about."""
    return Change(
        subject(entry.kind), f"{entry.who} {entry.sentence.rstrip('.')}.", entry.at.date()
    )


def summary(
    agenda: AgendaFigures,
    seats: Sequence[SeatFigure],
    voices: VoiceFigures,
    plan: Iterable[StrategyFigures],
) -> str:
    """The quarter in three or four sentences, each from what is counted further on."""
    said = [
        agenda.standing or _("The common agenda has no version yet."),
        seats_sentence(seats),
        voices.sentence,
        plan_sentence([a.state for strategy in plan for a in strategy.activities]),
    ]
    return " ".join(sentence for sentence in said if sentence)


def seats_sentence(seats: Sequence[SeatFigure]) -> str:
    """Whether the triad is complete, else which seats are vacant."""
    vacant = [seat.label for seat in seats if not seat.holder]
    if not vacant:
        return _("The three seats of the triad are held.")
    return ngettext("Vacant seat: %(seats)s.", "Vacant seats: %(seats)s.", len(vacant)) % {
        "seats": ", ".join(vacant)
    }


def plan_sentence(states: Sequence[str]) -> str:
    """How many activities the plan has, and how many of them go on or are done."""
    if not states:
        return ""
    going = sum(state in UNDER_WAY for state in states)
    said = ngettext(
        "The plan has %(count)s activity", "The plan has %(count)s activities", len(states)
    ) % {"count": len(states)}
    if not going and "done" not in states:
        return f"{said}."
    done = states.count("done")
    facts = {
        "plan": said,
        "going": ngettext("%(count)s under way", "%(count)s under way", going) % {"count": going},
        "done": ngettext("%(count)s done", "%(count)s done", done) % {"count": done},
    }
    return _("%(plan)s: %(going)s, %(done)s.") % facts


def coming(state: AgendaState, seats: Iterable[SeatFigure], on: date) -> tuple[Due, ...]:
    """What the facts announce, soonest first: the end of comments, mandates that end soon."""
    found: list[tuple[date, str]] = []
    if state.is_open and state.closes_on:
        said = _("Comments on version %(number)s of the common agenda end.")
        found.append((state.closes_on, said % {"number": state.number}))
    found += [
        (seat.until, _("The mandate of %(holder)s ends (%(seat)s).") % {"holder": seat.holder, "seat": seat.label})
        for seat in seats
        if seat.until and on <= seat.until <= on + SOON
    ]  # fmt: skip
    return tuple(Due(what, capfirst(day(when))) for when, what in sorted(found)[:DUE])
