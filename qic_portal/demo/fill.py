"""Puts the demonstration set in place, through the same actions as everybody's work."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from accounts.models import User
from agenda import demo as agendas
from community import actions as community
from community import demo as talks
from governance import actions as governance
from governance.foreseen import Asked
from governance.models import Mandate, Membership, Seat
from measurement import demo as figures
from measurement import demo_headlines as first_figures
from measurement import demo_learning as learning
from measurement import demo_official as official
from measurement import demo_sources as extracts
from measurement import demo_ties as ties
from measurement import demo_trust as locks
from measurement.actions import compute_figures
from qic_portal.demo import (
    board,
    collective,
    committee,
    life,
    passing,
    requests,
    rounds,
    single_sites,
)
from qic_portal.demo.collectives import COLLECTIVES
from qic_portal.demo.people import DOMAIN, PASSWORD, RESIDENTS, TEAMS, Seated
from qic_portal.demo.when import as_of, on
from readiness.actions import publish_rubrics
from readiness.texts import read_all
from reports import actions as reports
from sites.models import ResourceCentre, Site

# Who talks in the forums of the demonstration.
SPEAKERS = [
    f"{account}@{DOMAIN}"
    for account in ("community.hazebrouck", "crpv.aura", "municipality.le-teil", "state.lievin")
]
SEATS = ("state", "municipality", "community")


def fill(say: Callable[[str], None]) -> None:
    """People, seats and roles of the nine pilot sites; a second run changes nothing."""
    sealed = make_password(PASSWORD)
    maud = person("national", "Maud Ferrand", sealed)
    give_role("national", maud)
    crpv(sealed)
    coach = person("coach", "Colette Martin", sealed)
    for number, name in enumerate(RESIDENTS, start=1):
        person(f"resident{number}", name, sealed)
    publish_rubrics(read_all())
    community.ensure_forums()
    for slug, team in TEAMS.items():
        site = Site.objects.get(slug=slug)
        life.live(site, by=maud)
        for seat in SEATS:
            take_seat(site, seat, getattr(team, seat), sealed, by=maud)
        partner = person(f"partner.{slug}", team.partner, sealed)
        give_role("partner", partner, site=site, organisation=team.partner_organisation)
        if slug in {"hazebrouck", "saint-etienne", "le-teil"}:
            give_role("coach", coach, site=site)
        # What is measured after a review comes after it: it looks at what was known that day.
        figures.fill(site, as_of, until=learning.begins_on(site))
        agendas.fill(site, agendas.STORIES[slug])
        tie(site)
        learning.fill(site, as_of)
        figures.fill(site, as_of)
        # After the reviews that were held: a figure that left its range since is for the next one.
        extracts.fill(site, locks.holder(site, "community"), as_of)
        first_figures.fill(site, as_of)
        wall(site)
        collective.fill(site, COLLECTIVES[slug], coach=coach, staff=maud)
        rounds.fill(site, rounds.STORIES.get(slug, ()), staff=maud)
        passing.fill(site)
        say(f"  {site.name}: triad and partner")
    requests.fill(by=maud)
    single_sites.fill(by=maud)
    committee.fill(by=maud)
    keep_figures(maud)
    talks.fill(User.objects.filter(email__in=SPEAKERS).order_by("email"), as_of)
    board.fill(by=maud)
    compute_figures()


def keep_figures(maud: User) -> None:
    """What the national team did about the figures of all sites: locks, breaks, promotion, files."""
    locks.lock(maud, as_of)
    locks.cut(maud, as_of)
    first_figures.promote(maud)
    official.fill(maud)


def wall(site: Site) -> None:
    """« You said, we did » of the last consultation that is over, on paper, asked for once."""
    over = site.versions.filter(opened_on__isnull=False).exclude(state="open")
    version = over.select_related("site").order_by("-number").first()
    if version is not None and not site.answers_papers.exists():
        by = site.mandates.in_force().get(seat="community", deputy=False).person
        reports.ask_answers_paper(version, by=by, language="fr")


def tie(site: Site) -> None:
    """The indicators are tied to the plan, each on its day."""
    by = site.mandates.in_force().get(seat="community", deputy=False).person
    for tied in ties.due(site):
        with as_of(tied.on):
            ties.write(site, tied, by=by)


def crpv(sealed: str) -> None:
    """The facilitators of two regions."""
    for account, name, region in (
        ("crpv.aura", "Rose Lemaire", "84"),
        ("crpv.hdf", "Antoine Dubrulle", "32"),
    ):
        centre = ResourceCentre.objects.filter(regions=region).order_by("code").first()
        give_role("facilitator", person(account, name, sealed), centre=centre)


def person(account: str, name: str, sealed: str) -> User:
    """An account of the demonstration, with its address confirmed."""
    user, new = User.objects.get_or_create(
        email=f"{account}@{DOMAIN}", defaults={"name": name, "password": sealed}
    )
    if new:
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def take_seat(site: Site, seat: str, who: Seated, sealed: str, *, by: User) -> None:
    """The seat's history: who held it before, who holds it now, who stands in."""
    holder = person(f"{seat}.{site.slug}", who.name, sealed)
    if Mandate.objects.filter(site=site, seat=seat, person=holder).exists():
        return
    since, until = on(who.since), on(who.until) if who.until else None
    expected = on(who.expected) if who.expected else None
    if who.before:
        former = person(f"former.{seat}.{site.slug}", who.before, sealed)
        with as_of(date(2022, 4, 4)):
            begin(site, seat, former, who, date(2022, 4, 4), by=by)
        last = on(who.gone) if who.gone else min(since - timedelta(days=7), date(2026, 11, 1))
        with as_of(last):
            mandate = Mandate.objects.get(site=site, seat=seat, person=former)
            governance.end_mandate(mandate, by=by, on=last, reason="Départ vers un autre poste")
    with as_of(since):
        begin(site, seat, holder, who, since, ends_on=until, expected_on=expected, by=by)
        if who.deputy:
            deputy = person(f"deputy.{seat}.{site.slug}", who.deputy, sealed)
            standing_in = replace(who, function=who.deputy_function)
            begin(site, seat, deputy, standing_in, since, ends_on=until, deputy=True, by=by)
    if who.follows and until:
        coming = person(f"next.{seat}.{site.slug}", who.follows, sealed)
        pass_on(site, Seat(seat), coming, who, until, by=holder)


def pass_on(site: Site, seat: Seat, who: User, facts: Seated, last: date, *, by: User) -> None:
    """Who follows is named by who leaves, as on the page of the succession."""
    asked = Asked(
        last_day=last,
        email=who.email,
        starts_on=last + timedelta(days=1),
        function=facts.function,
        organisation=facts.organisation,
    )
    mark = governance.foresee(site, seat, asked).mark
    governance.pass_on(site, seat, asked, by=by, mark=mark)


def begin(site: Site, seat: str, who: User, facts: Seated, since: date, **more: Any) -> None:
    governance.begin_mandate(
        site,
        seat=seat,
        person=who,
        starts_on=since,
        function=facts.function,
        organisation=facts.organisation,
        **more,
    )


def give_role(kind: str, who: User, **place: Any) -> None:
    """A role without a seat, once."""
    found = Membership.objects.filter(kind=kind, person=who)
    if "site" in place:
        found = found.filter(site=place["site"])
    if not found.exists():
        first = date(2022, 1, 10)
        with as_of(first):
            governance.begin_membership(kind=kind, person=who, starts_on=first, by=None, **place)
