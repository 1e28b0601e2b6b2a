"""Which figures each pilot site puts first, and what residents contest, for the demonstration: invented."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from accounts.models import User
from measurement import actions
from measurement.demo_trust import holder
from measurement.models import Dispute, Indicator, Measurement, State, indicators_at
from measurement.periods import period_of
from sites.models import Site

INVENTED = "valeurs inventées pour la démonstration"
type AsOf = Callable[[date], AbstractContextManager[None]]

CHOSEN_ON = date(2026, 11, 12)
APPEALED_ON, APPEAL_DECIDED_ON = date(2026, 11, 20), date(2026, 11, 23)
POVERTY = (
    "rev-01",
    "C’est ce que tout le reste devrait finir par changer. Nous savons qu’il bouge lentement.",
)
WORK = ("emp-01", "Le travail revient dans toutes les réunions d’habitants.")
# By site the code or the name of a figure, and why it comes first.
FIRST = {
    "hazebrouck": (
        ("Enfants accompagnés après l’école", "C’est notre promesse : un adulte pour chaque enfant."),
        ("Voisins qui tiennent l’accueil du soir", "Sans eux, l’accueil du soir ferme."),
        POVERTY,
        ("Enfants par adulte à l’accueil du soir", "Plus d’enfants ne doit pas vouloir dire moins d’attention."),
    ),
    "le-teil": (
        ("Familles reçues à la maison des projets", "Si les familles ne poussent pas la porte, rien ne suit."),
        POVERTY, WORK,
    ),
    "montelimar": (
        ("Jeunes accompagnés vers un premier emploi", "Le premier emploi est l’horizon de la feuille de route."),
        WORK, POVERTY,
    ),
    "pont-de-claix": (
        ("Ateliers menés par des habitants", "Les ateliers menés par des habitants sont ceux qui durent."),
        POVERTY, WORK,
    ),
    "saint-etienne": (
        ("Personnes orientées vers leurs droits", "Un droit que personne ne demande ne sert à rien."),
        ("Rendez-vous tenus à la permanence", "C’est le premier signe que la permanence trouve son public."),
        POVERTY, WORK,
    ),
    "chateau-thierry": (
        ("Associations actives au conseil de quartier", "Le conseil ne vit que par celles qui viennent."),
        POVERTY, WORK,
    ),
    "conde-sur-l-escaut": (
        ("Logements dont la rénovation a commencé", "C’est ce que les locataires attendent d’abord."),
        ("Enfants licenciés dans un club du quartier", "Le sport est la première porte ouverte aux enfants."),
        POVERTY,
    ),
    "lievin": (
        ("Femmes inscrites aux cours de français", "Tout commence par pouvoir parler."),
        POVERTY, WORK,
    ),
    "koungou": (
        ("Enfants inscrits à l’aide aux devoirs", "L’école est ce que les parents demandent en premier."),
        POVERTY,
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Contested:
    """What a resident contests about the first figure of a site, and what a seat answers."""

    name: str
    words: str
    on: date
    seat: str = ""
    outcome: str = ""
    answer: str = ""
    answered_on: date = date.max
    # The ground and the reason for which the words are not shown.
    hidden: tuple[str, str] = ("", "")
    # What its author says against that, the seat that decides, and its reason: they stay hidden.
    appeal: tuple[str, str, str] = ("", "", "")


CONTESTED = {
    "hazebrouck": Contested(
        "Sabrina, rue Foch",
        "Le mercredi il y a bien plus d’enfants que ça. On ne compte que ceux du soir ?",
        date(2026, 11, 14),
        "community", Dispute.Outcome.UPHELD,
        "Oui : seuls les soirs de classe sont comptés. Le chiffre reste, avec cette réserve. Le "
        "mercredi aura sa propre feuille à partir de janvier.",
        date(2026, 11, 19),
    ),
    "saint-etienne": Contested(
        "Un habitant du bâtiment B",
        "Je suis venu trois fois pour le même dossier. Est-ce que je compte pour trois personnes ?",
        date(2026, 11, 20),
    ),
    "montelimar": Contested(
        "Karl",
        "Demandez à M. Exemple, 4e étage, son fils n’a jamais eu d’emploi et il est dans votre liste.",
        date(2026, 11, 13),
        "municipality", Dispute.Outcome.NOT_FOLLOWED,
        "La liste est celle des jeunes accompagnés, pas seulement de ceux qui ont trouvé. Elle a été "
        "relue avec la mission locale : le compte est bon.",
        date(2026, 11, 18),
        ("personal", "Le message nomme une famille du quartier."),
        (
            "Tout l’immeuble est au courant, et ma question est sérieuse.",
            "state",
            "La question a sa réponse. Mais le message nomme une famille : ces mots restent masqués.",
        ),
    ),
}  # fmt: skip

# A yearly figure of which the source published nothing one year: the curve shows the gap.
LICENCES = {2021: 61, 2022: 64, 2023: None, 2024: 72, 2025: 79}
SILENT = "la fédération n’a rien publié par quartier cette année-là"


def fill(site: Site, as_of: AsOf) -> None:
    """Chooses, contests and answers, each on its day and once."""
    if site.slug == "conde-sur-l-escaut":
        follow_licences(site, as_of)
    with as_of(CHOSEN_ON):
        choose(site)
    told = CONTESTED.get(site.slug)
    if told and not site.disputes.filter(voice=Dispute.Voice.RESIDENT).exists():
        contest(site, told, as_of)


def follow_licences(site: Site, as_of: AsOf) -> None:
    """A figure that the source did not produce in 2023."""
    name = "Enfants licenciés dans un club du quartier"
    if site.indicators.filter(name=name).exists():
        return
    source = f"Clubs du quartier et fédération ({INVENTED})"
    with as_of(date(2026, 2, 10)):
        author = holder(site, "community")
        found = actions.choose_indicator(
            site,
            actions.NewIndicator(
                name=name, unit="enfants", source=source, periodicity=Indicator.Periodicity.YEAR,
                question="Combien d’enfants du quartier ont une licence dans un club ?",
                definition="Enfants de moins de 16 ans qui habitent le quartier et ont une licence.",
                threshold=5,
            ),
            by=author,
        )  # fmt: skip
        for year, value in LICENCES.items():
            reading = (
                actions.Reading(None, source, State.NOT_PRODUCED, SILENT)
                if value is None
                else actions.Reading(Decimal(value), source)
            )
            period = period_of(date(year, 6, 1), Indicator.Periodicity.YEAR)
            actions.enter_value(
                found, period, reading, site=site, by=author, role="community" if author else ""
            )


def choose(site: Site) -> None:
    """The first figures that the site does not have among them yet and may have."""
    by = holder(site, "state") or holder(site, "community")
    there = set(site.headlines.values_list("indicator", flat=True))
    for asked, why in FIRST.get(site.slug, ()):
        found = named(site, asked)
        if found is not None and found.pk not in there and found.question:
            actions.choose_headline(found, site=site, why=why, by=by)


def named(site: Site, asked: str) -> Indicator | None:
    """A common indicator by its code, or one of the site by its name."""
    known = indicators_at(site).in_use()
    found: Indicator | None = (
        known.filter(code=asked) | known.filter(site=site, name=asked)
    ).first()
    return found


def contest(site: Site, told: Contested, as_of: AsOf) -> None:
    """A resident contests the last value of the site's first figure; a seat answers, or not yet."""
    value = first_value(site)
    if value is None:
        return
    with as_of(told.on):
        said, _code = actions.dispute_value(
            value, site=site, by=None, words=told.words, public_name=told.name
        )
    if not told.seat:
        return
    with as_of(told.answered_on):
        by = holder(site, told.seat)
        if by is None:
            return
        answer(said, told, by)
    if told.appeal[0]:
        appeal(said, told, as_of)


def answer(said: Dispute, told: Contested, by: User) -> None:
    ground, reason = told.hidden
    if ground:
        actions.hide_words(said, ground=ground, reason=reason, by=by)
    actions.answer_dispute(said, outcome=told.outcome, answer=told.answer, by=by)


def appeal(said: Dispute, told: Contested, as_of: AsOf) -> None:
    """The author asks another person to decide, and another seat does."""
    words, seat, reason = told.appeal
    with as_of(APPEALED_ON):
        made = actions.appeal_words(said, words=words)
    with as_of(APPEAL_DECIDED_ON):
        by = holder(said.site, seat)
        if by is not None:
            actions.decide_words_appeal(made, shows=False, reason=reason, by=by)


def first_value(site: Site) -> Measurement | None:
    """The last value of the figure that the site puts first."""
    first = site.headlines.standing().order_by("rank").first()
    if first is None:
        return None
    rows = Measurement.objects.current().filter(site=site, indicator=first.indicator_id)
    return rows.order_by("-ends_on").first()


def promote(by: User) -> None:
    """What one site counted on its own is counted by all from now on: the common figure names its origin."""
    local = Indicator.objects.filter(
        site__slug="pont-de-claix", name="Ateliers menés par des habitants"
    ).first()
    if local is None or Indicator.objects.filter(derived_from=local).exists():
        return
    fields = {
        "code": "par-04",
        "theme": Indicator.Theme.PARTICIPATION,
        "source": "Chaque site, feuilles de présence",
        "question": "Combien d’ateliers les habitants mènent-ils eux-mêmes ?",
        "definition": "Ateliers du trimestre menés par une personne qui habite le quartier et n’y est pas payée pour cela.",
        "information_use": "Savoir si les habitants prennent la main, et où il faut une salle ou une formation.",
        "name_en": "Workshops led by residents",
        "unit_en": "workshops",
        "source_en": "Each site, attendance sheets",
        "question_en": "How many workshops do residents lead themselves?",
        "definition_en": "Workshops of the quarter led by somebody who lives in the neighbourhood and is not paid for it.",
        "information_use_en": "To know whether residents take the lead, and where a room or training is missing.",
    }
    actions.promote_indicator(local, fields, by=by)
