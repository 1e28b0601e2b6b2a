"""Fills the database of the environment with two consultations and times saves; prints one line of JSON."""

import json
import os
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qic_portal.settings")
django.setup()

from django.db import connection, transaction

from accounts.models import User
from agenda import actions
from agenda.in_hand import wording_in_hand
from agenda.models import Wording
from bench.figures import ratio
from kit import clock
from sites.models import Site
from tests import make

PASSAGES, MANY, FEW, ROUNDS = 80, 1000, 10, 60
TEXT = (
    "De 16 h 30 à 18 h 30, deux adultes accueillent les enfants au local : le goûter, les devoirs, "
    "un jeu. C'est gratuit, sans inscription, et ouvert aux fratries."
)
# A thousand residents say a thousand things: the same words too often would be held back as spam.
WHO = (
    "Ma voisine",
    "Mon fils",
    "Le gardien",
    "Une maman de la classe",
    "Notre équipe de foot",
    "Le boulanger",
    "La référente du centre social",
    "Mon grand-père",
    "Une collègue",
    "Ma sœur",
)
SAYS = (
    "voudrait que le local ouvre",
    "pourrait aider aux devoirs",
    "ne trouve pas l'entrée",
    "a besoin d'une place pour la poussette",
    "propose de préparer le goûter",
    "demande un jeu calme",
    "viendrait avec les petits",
    "craint le bruit sous les fenêtres",
    "cherche un interprète",
    "tiendrait volontiers la caisse à livres",
)
WHEN = (
    "dès la rentrée", "le mercredi", "pendant les vacances", "après la cantine", "le samedi matin",
    "quand il pleut", "les jours de marché", "pendant le ramadan", "en hiver", "une fois par mois",
)  # fmt: skip


def main() -> None:
    person = User.objects.filter(email="bench@example.org").first() or make.person(
        "Bench", email="bench@example.org"
    )
    found = {
        "many": consultation("Mille remarques", MANY, person),
        "few": consultation("Dix remarques", FEW, person),
        "save": save_against_update(person),
    }
    print(json.dumps(found))


def consultation(name: str, comments: int, person: User) -> str:
    """A site whose version of 80 passages is open and has so many comments; its slug."""
    there = Site.objects.filter(name=name).first()
    if there is not None:
        return str(there.slug)
    with transaction.atomic():
        site = make.site(name)
        version = actions.start_version(site, by=person)
        passages = written(version, person)
        until = clock.today() + timedelta(days=60)
        version = actions.open_consultation(version, by=person, until=until)
        for number in range(comments):
            actions.comment(
                version,
                passage=passages[number % PASSAGES].passage,
                text=remark(number),
                public_name=f"Habitante {number}",
                once=str(number),
            )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return str(site.slug)


def remark(number: int) -> str:
    """What one of a thousand residents says, in words of their own."""
    few, tens, hundreds = number % 10, number // 10 % 10, number // 100
    return f"{WHO[hundreds]} {SAYS[tens]} {WHEN[few]}. On y pense quand on lit : « {TEXT} »"


def written(version: object, person: User) -> list[Wording]:
    """Eighty passages: the horizon, then ten strategies."""
    return [
        actions.add_passage(
            version,
            by=person,
            section="strategy" if number else "horizon",
            strategy=f"Axe {number // 8 + 1}" if number else "",
            heading=f"Passage {number + 1}",
            text=TEXT,
        )
        for number in range(PASSAGES)
    ]


def save_against_update(person: User) -> float:
    """A save with its version check, history, act and journal over a bare UPDATE of the same row.

    Both in a transaction of their own, on one connection, in turns.
    """
    site = Site.objects.filter(name="Un bureau").first()
    if site is None:
        site = make.site("Un bureau")
        written(actions.start_version(site, by=person), person)
    row = site.versions.get(state="writing").wordings.get(position=40)
    return ratio(lambda: save(row, person), lambda: update(row), rounds=ROUNDS)


def save(row: Wording, person: User) -> None:
    """What the page does once the form is clean: the row as the page reads it, then the action."""
    now = wording_in_hand(row.version, row.passage_id)
    assert now is not None
    actions.save_passage(
        now, by=person, revision=now.revision, heading=now.heading, text=f"{TEXT} {now.revision}"
    )


def update(row: Wording) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE agenda_wording SET text = %s || clock_timestamp() WHERE id = %s", [TEXT, row.pk]
        )


if __name__ == "__main__":
    main()
