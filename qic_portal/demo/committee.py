"""The invented year of the steering committee: three meetings held, one to come, decisions to review."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from django.db import transaction

from accounts.models import User
from qic_portal.demo.when import as_of
from sites.models import Site
from steering import actions
from steering.models import CommitteeDecision, CommitteeMeeting

AGENCY, NETWORK = (
    "Agence nationale de la cohésion des territoires",
    "Réseau des centres de ressources",
)
ALWAYS = (
    (AGENCY, "Maud Ferrand"),
    (NETWORK, ""),
    ("Ministère chargé de la ville", ""),
    ("Consortium des accompagnateurs", "Colette Martin"),
)


@dataclass(frozen=True)
class Said:
    """What was said of a decision on a day."""

    on: date
    outcome: str
    note: str
    next_on: date | None = None


@dataclass(frozen=True)
class Decided:
    """A decision, its follow-up, and what was said of it after."""

    title: str
    wording: str
    carried_by: str
    review_on: date
    due_on: date | None = None
    sites: tuple[str, ...] = ()
    for_support: bool = False
    for_sites: bool = False
    replaces: str = ""
    said: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Met:
    """A meeting of the committee."""

    title: str
    on: date
    points: tuple[str, ...]
    minutes: str = ""
    place: str = "Paris, et en visioconférence"
    for_support: bool = False
    excused: tuple[tuple[str, str], ...] = ()
    decisions: tuple[Decided, ...] = field(default_factory=tuple)


D = date
MEETINGS = (
    Met(
        "Comité de pilotage de printemps", D(2026, 3, 10),
        ("Où en sont les neuf sites", "Les douze journées de co-formation", "Calendrier de la vague 3"),
        minutes=(
            "Le tour des sites montre **trois manières de manquer d’appui** : un siège vacant, une structure d’appui sans temps, "
            "un centre de ressources qui n’existe pas.\n\n"
            "Le comité ne compare pas les sites entre eux. Il demande à chacun ce qui l’aiderait."
        ),
        for_support=True,
        excused=(("Région Sud", ""),),
        decisions=(
            Decided(
                "Douze journées pour chaque site, sans date limite",
                "Les journées de co-formation qui n’ont pas été tenues pendant la vague 1 restent dues. Le site choisit quand.",
                AGENCY, D(2026, 9, 22), for_support=True,
                said=(Said(D(2026, 9, 22), "done", "C’est écrit dans la convention du consortium."),),
            ),
            Decided(
                "Une visite avant toute invitation",
                "Aucun territoire n’est invité sans qu’une personne de l’équipe nationale y soit allée.",
                AGENCY, D(2026, 9, 22), due_on=D(2026, 6, 30),
                said=(Said(D(2026, 9, 22), "goes_on", "Tenu pour tous sauf un, où la visite a suivi.", D(2027, 3, 9)),),
            ),
        ),
    ),
    Met(
        "Comité de pilotage d’été", D(2026, 6, 16),
        ("Sites en pause", "Appui où il n’y a pas de centre de ressources", "Rencontre nationale"),
        minutes=(
            "À Koungou, la reconstruction passe d’abord. Le comité ne presse pas : il veut que quelqu’un reste joignable.\n\n"
            "- Une personne d’un autre centre peut tenir ce rôle à distance.\n"
            "- Elle a besoin d’un droit sur le portail, daté, et d’un mandat clair."
        ),
        for_support=True,
        decisions=(
            Decided(
                "Un relais pour Koungou",
                "En attendant un centre de ressources à Mayotte, l’animation d’Auvergne-Rhône-Alpes reste l’interlocutrice de la triade de Koungou.",
                NETWORK, D(2026, 11, 16), sites=("koungou",), for_support=True, for_sites=True,
            ),
            Decided(
                "Deux rencontres nationales par an",
                "Une rencontre au printemps, une à l’automne, chacune dans un site.",
                AGENCY, D(2026, 11, 24), due_on=D(2026, 11, 15), for_support=True,
            ),
        ),
    ),
    Met(
        "Comité de pilotage d’automne", D(2026, 9, 22),
        ("Relecture des décisions", "Sièges vacants depuis plus de trente jours", "Budget 2027"),
        minutes="Le comité relit ses décisions avant d’en prendre de nouvelles. La question du budget est reportée à décembre.",
        excused=(("Ministère chargé de la ville", ""),),
        decisions=(
            Decided(
                "Une rencontre nationale par an",
                "Une seule rencontre, à l’automne, et une demi-journée en ligne au printemps : les triades manquent de temps.",
                AGENCY, D(2027, 3, 9), due_on=D(2027, 10, 15), for_support=True,
                replaces="Deux rencontres nationales par an",
            ),
            Decided(
                "Appeler la préfecture dès le premier mois de vacance",
                "Quand le siège de l’État est vacant depuis trente jours, l’équipe nationale appelle la préfecture, sans attendre la triade.",
                AGENCY, D(2026, 11, 23), due_on=D(2026, 10, 31), sites=("koungou", "le-teil"), for_sites=True,
            ),
        ),
    ),
    Met(
        "Comité de pilotage d’hiver", D(2026, 12, 8),
        ("Décisions à revoir", "Budget 2027", "Sites de la vague 3 : ce que disent les premières visites"),
        for_support=True,
    ),
)  # fmt: skip


@transaction.atomic
def fill(*, by: User) -> None:
    """The year of the committee, once."""
    if CommitteeMeeting.objects.exists():
        return
    later: list[tuple[date, CommitteeDecision, Said]] = []
    for met in MEETINGS:
        with as_of(met.on - timedelta(days=30)):
            meeting = plan(met, by)
        if not met.minutes:
            continue
        with as_of(met.on):
            actions.hold_meeting(meeting, present=ALWAYS, excused=met.excused, by=by)
            actions.keep_minutes(
                meeting,
                text=met.minutes,
                for_support=met.for_support,
                seen=actions.mark_of(""),
                by=by,
            )
            for word in met.decisions:
                decision = decide(meeting, word, by)
                later += [(said.on, decision, said) for said in word.said]
    for on, decision, said in sorted(later, key=lambda one: one[0]):
        with as_of(on):
            actions.review(
                decision, outcome=said.outcome, note=said.note, next_on=said.next_on, by=by
            )


def plan(met: Met, by: User) -> CommitteeMeeting:
    return actions.plan_meeting(
        title=met.title,
        on=met.on,
        begins_at=time(14),
        place=met.place,
        points=met.points,
        for_support=met.for_support,
        by=by,
    )


def decide(meeting: CommitteeMeeting, word: Decided, by: User) -> CommitteeDecision:
    earlier = CommitteeDecision.objects.filter(title=word.replaces).first()
    facts: dict[str, Any] = {
        name: getattr(word, name)
        for name in ("title", "wording", "carried_by", "review_on", "due_on", "for_support", "for_sites")
    }  # fmt: skip
    sites = list(Site.objects.filter(slug__in=word.sites).order_by("slug"))
    return actions.decide(meeting, sites=sites, replaces=earlier, by=by, **facts)
