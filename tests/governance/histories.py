"""Random histories of a triad: a model of who sits where, and people who act as time goes by.

The model is kept apart from the portal: plain spans of days. Each act goes through the portal's
own action, behind the rule of its own page; what the portal allows, the model must allow too.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from accounts.models import User
from accounts.roles import Role
from agenda import actions as agenda
from agenda.models import Endorsement, Outcome
from governance import actions
from governance.foreseen import Asked
from governance.models import HANDOVER, Commitment, HandoverLetter, Invitation, Mandate, Seat
from governance.standing import standing_of
from journal.models import Entry
from kit import clock
from kit.access import rule_for
from kit.states import Refusal
from sites.models import Site

ONE_DAY = timedelta(days=1)
NEVER = date.max - HANDOVER
SEATS = [seat.value for seat in Seat]


@dataclass(frozen=True, slots=True)
class Term:
    """Somebody in a place, from a first day to a last."""

    person: Any
    seat: str
    deputy: bool
    first: date
    last: date = NEVER

    def on(self, day: date) -> bool:
        return self.first <= day <= self.last

    def meets(self, other: "Term") -> bool:
        """True when both hold on some day."""
        return self.first <= other.last and other.first <= self.last

    def excludes(self, other: "Term") -> bool:
        """True when both cannot be: one place with two people, or one person with two places."""
        same_place = (self.seat, self.deputy) == (other.seat, other.deputy)
        return self.meets(other) and (same_place or self.person == other.person)

    def role(self, day: date) -> Role | None:
        """What it gives on a day."""
        if day < self.first:
            return Role.COMING
        if day <= self.last:
            return Role.DEPUTY if self.deputy else Role(self.seat)
        return Role.HANDING_OVER if day <= self.last + HANDOVER else None


@dataclass
class History:
    """One random life of a site's triad, and what everybody did in it."""

    site: Site
    people: list[User]
    team: User
    version: Any
    dice: random.Random
    set_day: Callable[[date], None]
    terms: list[Term] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    acts: dict[tuple[str, Any], Any] = field(default_factory=dict)
    passed: dict[Seat, Any] = field(default_factory=lambda: {seat: [] for seat in Seat})
    looked_at: dict[Any, Any] = field(default_factory=dict)

    def live(self, steps: int) -> Iterator[str]:
        """Step by step: an act that was possible, or one that was refused."""
        kinds = (
            self.appoint, self.invite, self.invite, self.accept, self.end, self.pass_on,
            self.pass_on, self.take_back, self.leave_vacant, self.expect, self.promise, self.answer, self.endorse,
            self.write, self.wait, self.wait,
        )  # fmt: skip
        for _step in range(steps):
            kind = self.dice.choice(kinds)
            try:
                word = kind() or ""
            except Refusal as refusal:
                word = f"refused: {refusal}"
            self.done.append(f"{clock.today()} {kind.__name__} {word}")
            yield kind.__name__ if not word.startswith("refused") else "refused"

    def day(self, least: int = -20, most: int = 60) -> date:
        return clock.today() + timedelta(days=self.dice.randint(least, most))

    def may(self, person: User, route: str) -> bool:
        """Whether the door of a page lets somebody in now, by their standing."""
        return rule_for(route)(standing_of(person, self.site))

    def allowed(self, route: str) -> User | None:
        """Somebody whom the door of a page lets in now."""
        everybody = (*self.people, self.team)
        asked = self.dice.sample(everybody, len(everybody))
        return next((person for person in asked if self.may(person, route)), None)

    def wait(self) -> str:
        self.set_day(clock.today() + timedelta(days=self.dice.choice((1, 2, 7, 20, 31, 45))))
        return ""

    def appoint(self) -> str:
        first = self.day()
        last = self.dice.choice((None, None, first + timedelta(days=self.dice.randint(-2, 90))))
        return self.seat(
            Term(
                self.dice.choice(self.people),
                self.dice.choice(SEATS),
                self.dice.random() < 0.3,
                first,
                last or NEVER,
            ),
            lambda term: actions.begin_mandate(
                self.site,
                seat=term.seat,
                person=term.person,
                starts_on=term.first,
                ends_on=last,
                deputy=term.deputy,
                by=self.team,
            ),
        )

    def seat(self, term: Term, act: Callable[[Term], Any]) -> str:
        """Somebody takes a place: possible exactly where the model says so."""
        possible = term.last >= term.first and not any(term.excludes(t) for t in self.terms)
        try:
            act(term)
        except Refusal:
            assert not possible, f"{term} was refused"
            raise
        assert possible, f"{term} was accepted"
        self.terms.append(term)
        return f"{term.person}: {term.seat}{' (deputy)' * term.deputy} from {term.first}"

    def invite(self) -> str:
        person, by = self.dice.choice(self.people), self.allowed("governance:invitation-send")
        place = {"seat": self.dice.choice(SEATS), "deputy": self.dice.random() < 0.3}
        first = self.day(-5, 30)
        term = Term(person, place["seat"], place["deputy"], max(first, clock.today()))
        possible = not any(term.excludes(t) for t in self.terms)
        actions.invite(self.site, email=person.email, starts_on=first, by=by, **place)
        assert possible, f"{term} was offered"
        return f"{person}: {term.seat} from {first}"

    def accept(self) -> str:
        sent = sorted(Invitation.objects.filter(accepted_at=None), key=lambda i: i.email + i.seat)
        if not sent:
            return "nothing"
        invitation = self.dice.choice(sent)
        if not invitation.is_open:
            raise Refusal("too late")
        person = next(p for p in self.people if p.email == invitation.email)
        first = max(invitation.starts_on, clock.today())
        return self.seat(
            Term(person, invitation.seat, invitation.deputy, first),
            lambda _term: actions.accept_invitation(invitation, by=person),
        )

    def end(self) -> str:
        deputies = [t for t in self.terms if t.deputy]
        if not deputies:
            return "nobody"
        term, last = self.dice.choice(deputies), self.day(-40, 40)
        by = self.allowed("governance:mandate-end")
        actions.end_mandate(self.row(term), by=by or self.team, on=last)
        self.change(term, last)
        return f"{term.person} on {last}"

    def row(self, term: Term) -> Mandate:
        return self.site.mandates.get(person=term.person, starts_on=term.first)

    def change(self, term: Term, last: date) -> None:
        self.terms[self.terms.index(term)] = replace(term, last=last)

    def leave_vacant(self) -> str:
        return self.pass_on(vacant=True)

    def pass_on(self, *, vacant: bool = False) -> str:
        """A succession, as its page does it: foreseen, then confirmed with the mark that was shown."""
        seat, today = Seat(self.dice.choice(SEATS)), clock.today()
        by = self.allowed(f"governance:succession-{seat.value}")
        leaver = next((t for t in self.of_seat(seat) if t.on(today)), None)
        last = self.day(-10, 40) if leaver else None
        follower = None if vacant else self.dice.choice(self.people)
        first = (last or today) + timedelta(days=self.dice.choice((0, 1, 1, 1, 12)))
        named = {"email": follower.email, "starts_on": first} if follower else {}
        asked = Asked(last_day=last, reason="Mutation", **named)
        plan = actions.foresee(self.site, seat, asked)
        actions.pass_on(self.site, seat, asked, by=by, mark=plan.mark)
        before = list(self.terms)
        if leaver:
            self.change(leaver, last)
        for deputy in [t for t in self.terms if t.deputy and t.person == follower]:
            if deputy.on(first - ONE_DAY):
                self.change(deputy, min(deputy.last, first - ONE_DAY))
        if follower:
            self.terms.append(Term(follower, seat.value, deputy=False, first=first))
        self.passed[seat].append((before, list(self.terms)))
        return f"{seat.value}: {leaver and leaver.person} until {last}, {follower} from {first}"

    def take_back(self) -> str:
        """The seat's last succession undone: each place that it changed is as it was before."""
        seats = [seat for seat in Seat if self.passed[seat]]
        if not seats:
            return "nothing"
        seat = self.dice.choice(seats)
        by = self.allowed(f"governance:succession-{seat.value}")
        last = self.site.successions.filter(seat=seat, taken_back_on=None).latest("created_at")
        actions.take_back(last, by=by)
        before, after = self.passed[seat].pop()
        gone, back = set(after) - set(before), set(before) - set(after)
        still = {t.first: t for t in self.terms if t in gone and t.seat == seat}
        self.terms = [t for t in self.terms if t not in gone]
        self.terms += [t for t in back if not t.deputy or t.first in still]
        return f"{seat.value}: {len(gone)} away, {len(back)} again"

    def of_seat(self, seat: str) -> list[Term]:
        return [t for t in self.terms if t.seat == seat and not t.deputy]

    def expect(self) -> str:
        if not self.terms:
            return "nobody"
        term, by = self.dice.choice(self.terms), self.allowed("governance:mandate-expect")
        actions.expect_end(self.row(term), by=by or self.team, on=self.day(-20, 200))
        return str(term.person)

    def promise(self) -> str:
        by = self.allowed("governance:commitment-make")
        if by is None:
            return "nobody"
        mandate = standing_of(by, self.site).facts["mandate"]
        actions.make_commitment(self.site, by=by, seat=mandate.seat, text=f"N° {len(self.done)}")
        return str(by)

    def answer(self) -> str:
        by = self.allowed("agenda:comment-answer")
        if by is None or by == self.team:
            return "nobody"
        comment = self.dice.choice(list(self.site.comments.in_order()))
        reason = f"Parce que {len(self.done)}"
        agenda.give_outcome(comment, kind="not_retained", reason=reason, by=by)
        return str(by)

    def endorse(self) -> str:
        by = self.allowed("agenda:endorsement-give")
        if by is None:
            return "nobody"
        agenda.endorse(self.version, by=by, kind="reservation", reason=f"Sauf {len(self.done)}")
        return str(by)

    def write(self) -> str:
        by = self.allowed("overview:letter-write")
        if by is None:
            return "nobody"
        mandates = standing_of(by, self.site).facts["letters"]
        mandate = mandates[self.dice.choice(sorted(mandates))]
        actions.write_handover_letter(mandate, by=by, text=f"Appelez {len(self.done)}.")
        return str(by)

    def moved(self) -> list[User]:
        """Whose places have changed, or whose day has come, since they were last looked at."""
        now = {
            p: {(t, t.role(clock.today())) for t in self.terms if t.person == p}
            for p in self.people
        }
        found = [p for p in self.people if self.looked_at.get(p) != now[p]]
        self.looked_at = now
        return found

    def authors(self) -> dict[tuple[str, Any], Any]:
        """Who did each thing that was ever done here, as the portal keeps it."""
        site = self.site
        kinds = (
            ("entry", Entry.objects.filter(site=site.slug), ("by_id", "by_name")),
            ("outcome", Outcome.objects.filter(comment__site=site), ("by",)),
            ("endorsement", Endorsement.objects.filter(version__site=site), ("person",)),
            ("promise", Commitment.objects.filter(site=site), ("made_by",)),
            ("letter", HandoverLetter.objects.filter(mandate__site=site), ("by",)),
        )
        return {
            (kind, row[0]): row[1:]
            for kind, rows, author in kinds
            for row in rows.order_by("pk").values_list("pk", *author)
        }
