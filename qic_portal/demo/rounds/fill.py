"""Plays a site's rounds through the same actions as everybody's work, each on its day."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from accounts.models import User
from kit import clock
from qic_portal.demo.rounds.story import Day, Decided, Tour, Word
from qic_portal.demo.when import as_of
from readiness import actions
from readiness.actions import Answer, Support
from readiness.models import Dimension, Round
from sites.models import Site

UNKNOWN, NOTHING, NO_CONSENSUS = "?", ".", "-"
NO_WORD = Word("")


@transaction.atomic
def fill(site: Site, tours: tuple[Tour, ...], *, staff: User) -> None:
    """Writes a site's rounds once, whole or not at all; a site that has rounds is left alone."""
    if site.rounds.exists():
        return
    for tour in tours:
        Play(site, clock.today(), staff).hold(tour)


@dataclass(frozen=True, slots=True)
class Play:
    """One site's rounds, from today; `staff` is the national team."""

    site: Site
    today: date
    staff: User

    def on(self, day: Day) -> date:
        """The date, or so many days from today."""
        return day if isinstance(day, date) else self.today + timedelta(days=day)

    def person(self, place: str) -> User:
        """Who holds a seat on the day of the clock; the site's partner; the national team."""
        if place == "national":
            return self.staff
        if place == "partner":
            found = self.site.memberships.in_force().filter(kind="partner").select_related("person")
            return found.order_by("created_at")[0].person
        seats = self.site.mandates.in_force().filter(seat=place, deputy=False)
        return seats.select_related("person").get().person

    def hold(self, tour: Tour) -> None:
        """A round from its opening as far as it has come."""
        first = next(iter(tour.said))
        with as_of(self.on(tour.opened)):
            until, by = self.on(tour.until), self.person(first)
            found = actions.open_round(self.site, kind=tour.kind, rate_until=until, by=by)
        codes = list(
            Dimension.objects.filter(rubric=found.rubric_id)
            .order_by("position")
            .values_list("code", flat=True)
        )
        for number, (place, levels) in enumerate(tour.said.items(), start=1):
            with as_of(min(self.on(tour.opened) + timedelta(days=2 * number), self.today)):
                given = zip(codes, levels, strict=True)
                answers = {
                    code: answer(at, tour.words.get((place, code), NO_WORD)) for code, at in given
                }
                actions.rate(found, answers, by=self.person(place))
        if tour.met is not None:
            with as_of(self.on(tour.met)):
                self.meet(
                    found, tour, dict(zip(codes, tour.agreed, strict=True)), by=self.person(first)
                )
        for decided in tour.decisions:
            self.decide(found, decided)

    def meet(self, found: Round, tour: Tour, agreed: dict[str, str], *, by: User) -> None:
        """The meeting, as far as it has come; one that came to its end is concluded and shared."""
        actions.open_meeting(found, by=by)
        for code, level in agreed.items():
            if level != NOTHING:
                at = None if level == NO_CONSENSUS else int(level)
                note = tour.notes.get(code, "")
                actions.note_consensus(found, code, level=at, note=note, by=by, seen="")
        if not tour.facilitator:
            return
        actions.conclude(
            found,
            met_on=clock.today(),
            facilitator=tour.facilitator,
            seats=tour.seats,
            others=tour.others,
            by=by,
        )
        if tour.sharing != found.sharing:
            actions.share(found, sharing=tour.sharing, by=by)

    def decide(self, found: Round, decided: Decided) -> None:
        """What somebody decided from a round, on its day."""
        last = found.decisions.order_by("-decided_on", "-created_at").first()
        named = [Support(n.kind, n.what, n.provider, self.on(n.until)) for n in decided.supports]
        with as_of(self.on(decided.on)):
            by = self.person(decided.by)
            taken = actions.decide(
                found,
                outcome=decided.outcome,
                words=decided.words,
                supports=named,
                revisit_on=None if decided.revisit_on is None else self.on(decided.revisit_on),
                seen=str(last.pk) if last else "",
                by=by,
            )
        for wanted in decided.supports:
            days = self.site.support_days.filter(title=wanted.day, kind=wanted.kind)
            for day in days.newest()[:1]:
                support = taken.supports.get(what=wanted.what)
                actions.ask_for(support, by=by, day_id=day.pk)


def answer(level: str, word: Word) -> Answer:
    """A level as somebody gave it."""
    return Answer(
        level=int(level) if level.isdigit() else None,
        unknown=level == UNKNOWN,
        comment=word.comment,
        evidence=word.evidence,
    )
