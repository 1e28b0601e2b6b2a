"""Who looks at values, who contests one, and a lock with an exception, for the demonstration: invented."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

from accounts.models import User
from measurement import actions
from measurement.models import Dispute, Indicator, Measurement, Validation
from measurement.periods import of_length
from sites.models import Site

type AsOf = Callable[[date], AbstractContextManager[None]]

SPRING = of_length(date(2026, 4, 1), 3)
DAYS = actions.WindowDays(
    date(2026, 4, 1), date(2026, 7, 31), date(2026, 10, 1),
    "les chiffres du printemps sont partis au comité national",
)  # fmt: skip
# What a seat says of the last value of the first indicator of a site, and on which day.
LOOKED_AT = {
    "hazebrouck": ("state", Validation.Kind.VALIDATED, "", date(2026, 10, 14)),
    "lievin": ("municipality", Validation.Kind.VALIDATED, "", date(2026, 10, 20)),
    "le-teil": (
        "municipality", Validation.Kind.RETURNED,
        "Les familles reçues en juillet manquent, le registre est à la mairie.", date(2026, 10, 19),
    ),
}  # fmt: skip


def fill(site: Site, as_of: AsOf) -> None:
    """What other people of the site said of its figures; once."""
    told = LOOKED_AT.get(site.slug)
    if told and (value := latest(site)):
        seat, kind, words, on = told
        with as_of(on):
            person = holder(site, seat)
            if person and not value.validations.exists():
                actions.validate_value(value, by=person, kind=kind, words=words)
    if site.slug == "hazebrouck":
        contest(site, as_of)


def contest(site: Site, as_of: AsOf) -> None:
    """The town contests the value of spring as it stands, and is answered."""
    value = Measurement.objects.current().filter(site=site, starts_on=SPRING.starts_on).first()
    if value is None or site.disputes.exists():
        return
    with as_of(date(2026, 9, 3)):
        town = holder(site, "municipality")
        if town is None:
            return
        told, _code = actions.dispute_value(
            value, site=site, by=town,
            words="Les enfants accueillis à l’école Ferdinand-Buisson ne sont pas comptés.",
        )  # fmt: skip
    with as_of(date(2026, 9, 21)):
        state = holder(site, "state")
        if state is None:
            return
        actions.answer_dispute(
            told, outcome=Dispute.Outcome.UPHELD, by=state,
            answer="C’est exact : l’école n’a ouvert son registre qu’en septembre. Le chiffre du "
            "printemps reste, avec cette réserve ; l’automne la comptera.",
        )  # fmt: skip


def lock(by: User, as_of: AsOf) -> None:
    """The quarter of spring is locked; Hazebrouck may still correct it, for a reason."""
    with as_of(date(2026, 3, 20)):
        window = actions.set_window("quarter", SPRING, DAYS, by=by)
    site = Site.objects.filter(slug="hazebrouck").first()
    if site:
        with as_of(date(2026, 10, 5)):
            actions.open_for(
                window, site=site, until=date(2026, 12, 31), by=by,
                reason="l’école Ferdinand-Buisson retrouve son registre du printemps",
            )  # fmt: skip


def cut(by: User, as_of: AsOf) -> None:
    """From 2025 on who receives the RSA is registered by right: job seekers are counted otherwise."""
    found = Indicator.objects.filter(site=None, code="emp-04").first()
    if found:
        with as_of(date(2026, 2, 3)):
            actions.record_break(
                found, kind="law", on=date(2025, 1, 1), by=by,
                words="Loi pour le plein emploi : les allocataires du RSA sont inscrits d’office à France Travail.",
            )  # fmt: skip


def latest(site: Site) -> Measurement | None:
    """The last value of what the site follows first."""
    first = site.indicators.order_by("position").first()
    return (
        Measurement.objects.current()
        .filter(indicator=first, site=site)
        .order_by("-ends_on")
        .first()
        if first
        else None
    )


def holder(site: Site, seat: str) -> User | None:
    """Who holds a seat on the day that the clock shows."""
    found = site.mandates.in_force().filter(seat=seat, deputy=False).first()
    return found.person if found else None
