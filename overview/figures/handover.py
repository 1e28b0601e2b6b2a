"""A seat's handover file: everything that passes on with it, from the facts of this moment."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import resolve
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agenda.figures import AgendaState, activities, comments_of, state_of
from drawing.lines import StepState
from governance.figures import SeatFigure, commitments, handover_address, handover_letters, triad
from governance.models import Seat
from kit import clock
from kit.access import Standing, rule_of
from kit.templatetags.kit import day
from measurement.dues import DueFigure
from overview import life, stages
from overview.addresses import at_site
from overview.figures import report
from overview.figures.contacts import contacts
from overview.figures.seats import NAMES
from overview.figures.site import identity
from overview.figures.todo import Todo, todo
from overview.figures.together import decided, money_part, reviews, support_part
from overview.handover import HandoverFile, Letter, Matter, Part
from partnership.figures import decisions
from sites.figures import in_days, life_line
from sites.links import with_links
from sites.models import Site
from sites.spelling import plain

SHOWN = 12
# The parts whose number stands in the summary.
COUNTED = {"commitments", "comments", "figures", "reviews", "money"}


def handover_file(site: Site, seat: Seat, *, outlines: bool = False) -> HandoverFile:
    """The file of one seat today; the outlines of the neighbourhoods only where they are drawn.

    It costs the same number of queries whatever the number of rows.
    """
    today = clock.today()
    with_links(site)
    seats = triad(site)
    here = next(found for found in seats if found.seat == seat)
    state = state_of(site, seats={site.pk: seats})
    circle = decisions(site, inside=True)
    as_held = Standing(place=site.slug, today=today, roles=frozenset({seat.value}))
    to_do = todo(site, as_held, everything=True)
    parts = (
        waiting(site, to_do),
        promised(site, seat, today),
        awaited(site, here, state),
        unanswered(site, today),
        led(site, here),
        due(site, to_do.dues),
        reviews(site, circle),
        decided(site, circle),
        money_part(site, today),
        support_part(site),
        stands(site, today),
        contacts(site, seat, seats, today),
    )
    return HandoverFile(
        site=identity(site, today, outlines=outlines),
        seat=seat.value,
        seat_name=str(NAMES[seat]),
        taken_on=today,
        people=tuple(people_of(here)),
        summary=summary(parts),
        letters=tuple(
            Letter(letter.by, timezone.localtime(letter.at).date(), letter.text)
            for letter in handover_letters(site, seat)
        ),
        parts=parts,
        address=f"{settings.BASE_URL}{handover_address(site, seat)}",
        caveat=report.caveat(),
    )


def people_of(seat: SeatFigure) -> Iterator[str]:
    """Who leaves, who holds the seat, who comes, who stands in: one sentence each."""
    if seat.vacant:
        yield f"{seat.words}{seat.more}"
        if seat.former and not seat.hands_over:
            yield _("Held before by %(name)s.") % {"name": seat.former}
    else:
        yield _("%(name)s holds the seat since %(day)s.") % {
            "name": seat.holder,
            "day": day(seat.since),
        }
        if seat.until:
            yield seat.alert_words or ends(seat)
    if seat.hands_over:
        who = {"name": seat.hands_over, "day": day(seat.hands_over_until)}
        yield _("%(name)s hands over until %(day)s.") % who
    if seat.next_holder:
        coming = {"name": seat.next_holder, "day": day(seat.next_from)}
        yield _("%(name)s takes the seat on %(day)s.") % coming
    if seat.deputy:
        yield seat.deputy_words


def ends(seat: SeatFigure) -> str:
    """A last day, or an expected one, that is not near."""
    if seat.firm:
        return _("The mandate runs until %(day)s.") % {"day": day(seat.until)}
    if seat.until and seat.until < clock.today():
        return _("The mandate was expected to end on %(day)s.") % {"day": day(seat.until)}
    return _("The mandate is expected to end on %(day)s.") % {"day": day(seat.until)}


def summary(parts: Sequence[Part]) -> str:
    """What is open, counted in one sentence from the parts themselves."""
    said = [
        open_words(part.key, part.total) for part in parts if part.key in COUNTED and part.total
    ]
    if not said:
        return _("Nothing is open in this seat today.")
    return _("Open today: %(list)s.") % {"list": ", ".join(said)}


def open_words(key: str, count: int) -> str:
    """« 3 engagements »: one kind of open matter, counted."""
    said = {
        "commitments": ngettext("%(count)s commitment", "%(count)s commitments", count),
        "comments": ngettext("%(count)s comment without an outcome", "%(count)s comments without an outcome", count),
        "figures": ngettext("%(count)s figure due", "%(count)s figures due", count),
        "reviews": ngettext("%(count)s decision to review", "%(count)s decisions to review", count),
        "money": ngettext("%(count)s grant in progress", "%(count)s grants in progress", count),
    }[key]  # fmt: skip
    return said % {"count": count}


def waiting(site: Site, found: Todo) -> Part:
    """The to-do list of the triad, this seat's own turn first."""
    sentence = ngettext(
        "%(count)s thing waits for the triad, %(mine)s of them for this seat.",
        "%(count)s things wait for the triad, %(mine)s of them for this seat.",
        found.total,
    ) % {"count": found.total, "mine": found.own}
    return Part(
        key="todo",
        title=_("What waits for the triad"),
        sentence=sentence if found.total else _("Nothing waits for the triad today."),
        total=found.total,
        matters=tuple(
            Matter(what=t.words, who=t.who, when=t.when, note=t.detail, url=t.url, mine=t.mine)
            for t in found.tasks[:SHOWN]
        ),
        url=at_site("overview:site-todo", site),
    )


def promised(site: Site, seat: Seat, today: date) -> Part:
    """What the seat has promised and not settled yet: to whom, since when, until when."""
    found = [c for c in commitments(site, seat) if c.is_open]
    late = sum(c.late for c in found)
    said = ngettext(
        "%(count)s commitment of this seat is open.",
        "%(count)s commitments of this seat are open.",
        len(found),
    ) % {"count": len(found)}
    if late:
        said += " " + ngettext(
            "The day of %(count)s has passed.", "The day of %(count)s has passed.", late
        ) % {"count": late}
    return Part(
        key="commitments",
        title=_("Commitments of this seat"),
        sentence=said if found else _("No commitment of this seat is open."),
        total=len(found),
        matters=tuple(
            Matter(
                what=c.text,
                who=c.to_whom,
                when=_("due on %(day)s") % {"day": day(c.due_on)} if c.due_on else "",
                note=_("Promised by %(name)s on %(day)s.")
                % {"name": c.made_by, "day": day(c.made_on)},
                late=c.late,
                mine=True,
            )
            for c in found[:SHOWN]
        ),
        url=at_site("governance:commitment-list", site),
    )


def awaited(site: Site, here: SeatFigure, state: AgendaState) -> Part:
    """The common agenda: where it stands, and whether a version awaits this very seat."""
    answers = [answer for answer in state.awaiting if answer.seat == here.seat]
    matters = tuple(
        Matter(
            what=_("Version %(number)s awaits the answer of this seat") % {"number": state.number}
            if not answer.kind
            else _("This seat objects to version %(number)s") % {"number": state.number},
            when=_("since %(day)s") % {"day": day(state.since)},
            note=answer.reason,
            url=at_site("agenda:endorsement", site),
            mine=True,
        )
        for answer in answers
    )
    return Part(
        key="agenda",
        title=_("The common agenda"),
        sentence=agenda_sentence(state),
        total=len(matters),
        matters=matters,
        url=at_site("agenda:agenda-page", site),
    )


def agenda_sentence(state: AgendaState) -> str:
    """Which version is in hand and which one is adopted."""
    if state.number is None:
        return _("No version of the common agenda has been begun.")
    said = _("Version %(number)s: %(state)s since %(day)s.") % {
        "number": state.number,
        "state": state.state_label,
        "day": day(state.since),
    }
    if state.adopted_number and state.adopted_number != state.number:
        adopted = {"number": state.adopted_number, "day": day(state.adopted_on)}
        said += " " + _("Version %(number)s was adopted on %(day)s.") % adopted
    return said


def unanswered(site: Site, today: date) -> Part:
    """Comments that have no outcome yet, what has waited longest first."""
    rows: Any = site.comments.waiting().order_by("at", "pk")
    total = rows.count()
    first = comments_of(rows[:SHOWN])
    waits = (today - timezone.localtime(first[0].at).date()).days if first else 0
    sentence = ngettext(
        "%(count)s comment awaits an answer, for %(days)s.",
        "%(count)s comments await an answer, the first for %(days)s.",
        total,
    ) % {"count": total, "days": in_days(waits)}
    return Part(
        key="comments",
        title=_("Comments without an outcome"),
        sentence=sentence if total else _("Every comment has its answer."),
        total=total,
        matters=tuple(
            Matter(
                what=_("“%(text)s”") % {"text": comment.text},
                who=comment.public_name,
                when=_("since %(day)s") % {"day": day(comment.at)},
                note=place_words(comment.place, comment.heading, comment.number),
            )
            for comment in first
        ),
        url=at_site("agenda:comment-list", site),
    )


def place_words(place: int | None, heading: str, number: int) -> str:
    """Which passage of which version a comment is about."""
    facts = {"place": place, "heading": heading, "number": number}
    if place:
        return _("Passage %(place)s, “%(heading)s”, version %(number)s.") % facts
    return _("About the whole text, version %(number)s.") % facts


def led(site: Site, here: SeatFigure) -> Part:
    """Activities that the seat's organisation leads or whose day has passed, whoever leads them."""
    ours = {plain(name) for name in (here.organisation, here.holder, here.former) if name}
    people = {plain(name) for name in (here.holder, here.former) if name}
    going = [a for a in activities(site) if a.state not in {"done", "given_up"}]
    found = [a for a in going if a.late or plain(a.lead) in ours]
    mine = sum(plain(a.lead) in ours for a in found)
    facts = {"count": len(found), "mine": mine, "late": sum(a.late for a in found)}
    return Part(
        key="activities",
        title=_("Activities to keep going"),
        sentence=_(
            "Led by this seat or its organisation: %(mine)s. Late, whoever leads them: %(late)s."
        )
        % facts
        if found
        else _("This seat leads no activity, and none is late."),
        total=len(found),
        matters=tuple(
            Matter(
                what=a.title,
                who=a.lead,
                when=_("due on %(day)s") % {"day": day(a.due_on)} if a.due_on else "",
                note=". ".join([a.label.capitalize(), *renamed(a.lead, people)]) + ".",
                late=a.late,
                mine=plain(a.lead) in ours,
            )
            for a in found[:SHOWN]
        ),
        url=at_site("agenda:plan-page", site),
    )


def renamed(lead: str, people: set[str]) -> Iterator[str]:
    """A lead that is a person does not follow the seat by itself: somebody says who leads now."""
    if plain(lead) in people:
        yield _("A person leads it: say who leads it now")


def due(site: Site, found: Sequence[DueFigure]) -> Part:
    """Values that the site enters itself and that are to be given now."""
    sentence = ngettext("%(count)s figure is due.", "%(count)s figures are due.", len(found))
    return Part(
        key="figures",
        title=_("Figures due"),
        sentence=sentence % {"count": len(found)} if found else _("No figure is due."),
        total=len(found),
        matters=tuple(
            Matter(
                what=figure.name,
                who=figure.who,
                when=_("due on %(day)s") % {"day": day(figure.due_on)},
                note=figure.period,
                url=at_site("measurement:indicator-page", site, code=figure.code),
                late=figure.late,
            )
            for figure in found[:SHOWN]
        ),
        url=at_site("measurement:indicator-list", site),
    )


def stands(site: Site, today: date) -> Part:
    """Where the site stands in its life, and the way that led there."""
    steps = [s for s in life.line_of(site, life_line(site), today) if s.state != StepState.TO_COME]
    following = stages.NEXT.get(site.state, "")
    words = stages.stage_words(site.state, site.stage_since, today)
    return Part(
        key="life",
        title=_("Where the site stands"),
        sentence=f"{words}. {following}".strip(),
        total=len(steps),
        matters=tuple(Matter(what=s.name, when=s.note) for s in reversed(steps[-SHOWN:])),
        url=at_site("overview:site-page", site),
    )


def doors_of(file: HandoverFile, standing: Standing) -> frozenset[str]:
    """Of the addresses in a file, those that this person may follow: who comes reads, and waits."""
    every = {part.url for part in file.parts} | {m.url for part in file.parts for m in part.matters}
    return frozenset(url for url in every if url and opens(url, standing))


def opens(url: str, standing: Standing) -> bool:
    """True when the rule of the address lets the person in."""
    rule = rule_of(resolve(url.partition("?")[0]).func)
    return rule is not None and rule(standing)
