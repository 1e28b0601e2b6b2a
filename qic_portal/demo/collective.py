"""Plays the story of a collective through the same actions as everybody's work, each on its day."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import NAMESPACE_DNS, UUID, uuid5

from django.db import transaction

from accounts.models import User
from kit import clock
from partnership import actions
from partnership.actions import Entry, Facts
from partnership.models import Decision, Grant, SupportDay
from qic_portal.demo.collectives.story import Agreed, Collective, Day, Fund, Held, Help, Org
from qic_portal.demo.people import DOMAIN
from qic_portal.demo.when import as_of
from sites.models import Site
from sites.spelling import slug

ORDER = ("community", "municipality", "state")


@transaction.atomic
def fill(site: Site, story: Collective, *, coach: User, staff: User) -> None:
    """Writes a collective's story once, whole or not at all; one that has partners is left alone."""
    if site.partners.exists():
        return
    coached = coach.memberships.filter(site=site).exists()
    play = Play(site, clock.today(), keeper=coach if coached else staff)
    play.join(story)
    for held in sorted(story.backbone, key=lambda h: play.on(h.since)):
        play.hold(held)
    for fund in story.money:
        play.ask(fund)
    for number, day in enumerate(story.support):
        play.support(day, number)
    for number, agreed in enumerate(story.decisions):
        play.decide(agreed, number)


@dataclass(frozen=True, slots=True)
class Play:
    """One site's story, from today; `keeper` keeps its support days: its coach, or the national team."""

    site: Site
    today: date
    keeper: User

    def on(self, day: Day) -> date:
        """The date, or so many days from today."""
        return day if isinstance(day, date) else self.today + timedelta(days=day)

    def once(self, what: str, number: int) -> UUID:
        """The key of the form that wrote it, the same at each run."""
        return uuid5(NAMESPACE_DNS, f"{self.site.slug}.{what}-{number}.{DOMAIN}")

    def member(self) -> User:
        """Who of the triad is there on the day of the clock; the association first."""
        rows = self.site.mandates.in_force().filter(deputy=False).select_related("person")
        there = {mandate.seat: mandate.person for mandate in rows}
        return next(there[seat] for seat in ORDER if seat in there)

    def facts(self, org: Org) -> Facts:
        """What is known of a partner, its contact included."""
        address = f"{slug(org.contact).replace('-', '.')}@{DOMAIN}" if org.contact else ""
        return Facts(org.name, org.sector, self.on(org.joined), org.contact, address)

    def join(self, story: Collective) -> None:
        """The partners of the first day go in as a list, the later ones as they come; some leave."""
        listed = self.on(story.listed)
        first = [org for org in story.partners if self.on(org.joined) <= listed]
        entries = [Entry(number, self.facts(org)) for number, org in enumerate(first, start=1)]
        with as_of(listed):
            key = self.once("list", 0)
            actions.confirm_paste(self.site, entries, by=self.member(), once=key)
        for org in story.partners:
            if org not in first:
                with as_of(self.on(org.joined)):
                    actions.add_partner(self.site, self.facts(org), by=self.member())
            if org.left is not None:
                last = self.on(org.left)
                partner = self.site.partners.get(name=org.name)
                with as_of(last):
                    actions.leave(partner, by=self.member(), on=last, reason=org.why)

    def hold(self, held: Held) -> None:
        """A function is entrusted, and given up where that happened."""
        facts = actions.Held(
            organisation=held.organisation,
            fte=Decimal(held.fte),
            starts_on=self.on(held.since),
            post=held.post,
            funded_by=held.paid_by,
            funded_until=None if held.paid_until is None else self.on(held.paid_until),
        )
        with as_of(facts.starts_on):
            holder = actions.entrust(
                self.site, facts, function=held.function, beside=held.beside, by=self.member()
            )
        if held.until is not None:
            last = self.on(held.until)
            with as_of(last):
                actions.give_up(holder, by=self.member(), on=last, reason=held.why)

    def ask(self, fund: Fund) -> None:
        """A funder is asked; what it answered, paid, and whose parts are whose."""
        day = self.on(fund.asked_on)
        with as_of(day):
            grant = actions.ask_grant(
                self.site,
                funder=fund.funder,
                funder_kind=fund.kind,
                purpose=fund.purpose,
                asked=Decimal(fund.asked),
                asked_on=day,
                by=self.member(),
            )
        if fund.answered is not None:
            day = self.on(fund.answered)
            with as_of(day):
                answer(grant, fund, day, by=self.member())
        for amount, paid_on in fund.paid:
            day = self.on(paid_on)
            with as_of(day):
                actions.pay(grant, paid=Decimal(amount), on=day, by=self.member())
        if fund.corrected is not None:
            which, right, why, noticed = fund.corrected
            day = self.on(noticed)
            with as_of(day):
                actions.correct_amount(
                    grant.amounts.current().get(kind=which), Decimal(right),
                    reason=why, by=self.member(),
                )  # fmt: skip
        for other, amounts in fund.parts.items():
            asked, granted, paid = map(Decimal, amounts)
            site = Site.objects.get(slug=other)
            with as_of(day):
                actions.share(
                    grant, site=site, asked=asked, granted=granted, paid=paid, by=self.member()
                )

    def support(self, day: Help, number: int) -> None:
        """A support day from the request, where there was one, to how it went."""
        key = self.once("support", number)
        if day.asked is None:
            found = self.logged(day, key)
        else:
            with as_of(self.on(day.asked)):
                found = actions.ask_support(
                    self.site, kind=day.kind, title=day.title, need=day.need, by=self.member(), once=key
                )  # fmt: skip
            if day.on is None or day.planned is None:
                return
            with as_of(self.on(day.planned)):
                found = actions.plan_support(
                    found, on=self.on(day.on), days=Decimal(day.days), led_by=day.led_by,
                    promised=day.promised, by=self.keeper,
                )  # fmt: skip
        if day.planned is not None:
            self.go_on(found, day)

    def logged(self, day: Help, key: UUID) -> SupportDay:
        """A day that nobody asked for: planned ahead, or recorded when it is past."""
        past = day.planned is None
        with as_of(self.on((day.on if past else day.planned) or 0)):
            return actions.log_support(
                self.site, kind=day.kind, title=day.title, on=self.on(day.on or 0),
                days=Decimal(day.days), led_by=day.led_by, promised=day.promised,
                attendance=day.came if past else None, handouts=day.left if past else (),
                by=self.keeper, once=key,
            )  # fmt: skip

    def go_on(self, support: SupportDay, day: Help) -> None:
        """A planned day is cancelled, held, or still to come."""
        last = self.on(day.on or 0)
        with as_of(last):
            if day.cancelled:
                actions.cancel_support(support, reason=day.cancelled, by=self.keeper)
            elif day.held:
                actions.hold_support(
                    support, on=last, days=Decimal(day.days), attendance=day.came,
                    handouts=day.left, by=self.keeper,
                )  # fmt: skip

    def decide(self, agreed: Agreed, number: int) -> None:
        """A proposal with its objections, then the decision and its reviews, or set aside."""
        key = self.once("decision", number)
        with as_of(self.on(agreed.proposed)):
            decision = actions.propose(
                self.site, title=agreed.title, proposal=agreed.proposal, by=self.member(), once=key
            )
        for against in agreed.objections:
            with as_of(self.on(against.raised)):
                objection = actions.object_to(
                    decision, place=against.place, reason=against.reason, by=self.member()
                )
            if against.met_on is not None:
                with as_of(self.on(against.met_on)):
                    actions.meet_objection(objection, met=against.met, by=self.member())
        if agreed.aside_on is not None:
            with as_of(self.on(agreed.aside_on)):
                actions.set_aside(decision, reason=agreed.aside, by=self.member())
        if agreed.taken is not None and agreed.review_on is not None:
            self.take(decision, agreed, self.on(agreed.taken), self.on(agreed.review_on))

    def take(self, decision: Decision, agreed: Agreed, day: date, review_on: date) -> None:
        """The circle consents, and comes back to its decision when the day has come."""
        with as_of(day):
            decision = actions.take(
                decision,
                wording=agreed.wording or agreed.proposal,
                facilitator=agreed.facilitator,
                on=day,
                review_on=review_on,
                seats=agreed.seats,
                others=agreed.others,
                by=self.member(),
            )
            if agreed.public:
                actions.make_public(decision, by=self.member())
        for said in agreed.reviews:
            next_on = None if said.next_on is None else self.on(said.next_on)
            with as_of(self.on(said.on)):
                actions.review(
                    decision, outcome=said.outcome, note=said.note, next_on=next_on, by=self.member()
                )  # fmt: skip


def answer(grant: Grant, fund: Fund, day: date, *, by: User) -> None:
    """Yes, no, or the request is given up."""
    if fund.withdrawn:
        actions.withdraw_grant(grant, reason=fund.withdrawn, by=by)
    elif fund.refused:
        actions.refuse_grant(grant, on=day, reason=fund.refused, by=by)
    else:
        granted = Decimal(fund.granted)
        actions.grant_it(grant, granted=granted, on=day, label=fund.label, by=by)
