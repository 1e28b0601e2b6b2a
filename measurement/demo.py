"""Figures of the nine pilot sites for the demonstration: invented, and said to be so."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from accounts.models import User
from measurement import actions, demo_files, demo_reviews, demo_together, demo_trust
from measurement.models import Indicator, Measurement, State
from measurement.periods import Period, of_length
from sites.models import Site

INVENTED = "valeurs inventées pour la démonstration"
QUARTERS = [(year, quarter) for year in (2024, 2025, 2026) for quarter in (1, 2, 3, 4)][3:11]


@dataclass(frozen=True)
class Story:
    """An indicator, its values from the end of 2024 to the summer of 2026, and where it is to go.

    `values` has one entry a quarter; None is a quarter without a measure, for the reason `gap`.
    Where there is one less, the last quarter is still to be given.
    `slip` is the value that was first entered for the quarter before the last, and why it was wrong.
    """

    name: str
    unit: str
    who: str
    values: tuple[int | None, ...]
    target: int = 0
    gap: str = ""
    slip: tuple[int, str] = (0, "")
    question: str = ""
    direction: str = Indicator.Direction.HIGHER
    definition: str = ""
    people: bool = field(default=True)
    # From which quarter on it counts otherwise, what, and why: the curve has a break there.
    recount: tuple[int, str, str] = (0, "", "")
    # What it counts, where that is not what happened in each quarter.
    counts: Mapping[str, Any] = field(default_factory=dict)
    # The name of what it is part of; where few would be left, the site withholds what would tell.
    part_of: str = ""


# The same person or organisation may come in several quarters; who is inscribed on a day is a state.
DIFFERENT = {"value_type": Indicator.ValueType.DISTINCT}
ON_A_DAY = {"nature": Indicator.Nature.STOCK}
SINCE_THE_START = {"accumulation": Indicator.Accumulation.RUNNING_TOTAL}

STORIES = {
    "hazebrouck": (
        Story("Enfants accompagnés après l’école", "enfants", "Les Glycines",
              (32, 34, 36, None, 45, 51, 57, 64), 80, "le local était en travaux",
              (59, "deux enfants comptés dans deux groupes"),
              "Combien d’enfants trouvent un adulte qui les attend après l’école ?",
              definition="Enfants de 6 à 11 ans présents au moins une fois par semaine dans le trimestre.",
              counts=DIFFERENT),
        Story("Habitants venus aux ateliers", "habitants", "Les Glycines",
              (9, 14, 12, 18, 21, 27, 31), 50, counts=DIFFERENT),
    ),
    "le-teil": (
        Story("Familles reçues à la maison des projets", "familles", "Maison des projets",
              (18, 22, 25, None, 31, 29, 36, 41), 60, "la maison était fermée après les orages",
              (34, "deux familles reçues deux fois"),
              question="Combien de familles ont été reçues à la maison des projets ?",
              definition="Familles reçues au moins une fois dans le trimestre, chacune comptée une fois.",
              counts=DIFFERENT),
        Story("Familles monoparentales reçues", "familles", "Maison des projets",
              (13, 15, 22, None, 20, 19, 24, 28), gap="la maison était fermée après les orages",
              question="Parmi les familles reçues, combien ont un seul parent ?",
              definition="Familles d’un seul parent, parmi celles qui ont été reçues dans le trimestre.",
              part_of="Familles reçues à la maison des projets"),
        Story("Familles arrivées dans l’année", "familles", "Maison des projets",
              (3, 9, 11, None, 12, 12, 14, 15), gap="la maison était fermée après les orages",
              question="Parmi les familles reçues, combien sont arrivées depuis moins d’un an ?",
              definition="Familles installées au Teil depuis moins d’un an, parmi celles qui ont été reçues.",
              part_of="Familles reçues à la maison des projets"),
    ),
    "montelimar": (
        Story("Jeunes accompagnés vers un premier emploi", "jeunes", "Mission locale",
              (12, 15, None, 16, 21, 19, 24, 26), 40, "l’accueil n’a pas tenu de registre",
              (25, "un jeune suivi par deux conseillers"),
              question="Combien de jeunes sont accompagnés vers un premier emploi ?",
              definition="Jeunes de moins de 26 ans suivis par la mission locale dans le trimestre.",
              counts=DIFFERENT),
    ),
    "pont-de-claix": (
        Story("Ateliers menés par des habitants", "ateliers", "Centre social",
              (2, 3, 3, 5, 4, 7, None, 8), 12, "les feuilles de présence ont été perdues",
              people=False,
              question="Combien d’ateliers les habitants mènent-ils eux-mêmes ?",
              definition="Ateliers du trimestre menés par une personne qui habite le quartier."),
    ),
    "saint-etienne": (
        Story("Personnes orientées vers leurs droits", "personnes", "Point d’accès aux droits",
              (45, 52, 49, 61, None, 70, 74, 83), 120, "permanence suspendue tout le trimestre",
              (78, "quatre personnes reçues deux fois"),
              question="Combien de personnes ont été orientées vers leurs droits ?",
              definition="Personnes reçues puis orientées vers un service, chacune comptée une fois dans le trimestre.",
              counts=DIFFERENT),
    ),
    "chateau-thierry": (
        Story("Associations actives au conseil de quartier", "associations", "Mairie",
              (5, 5, 6, None, 8, 8, 9, 9), 12, "le conseil ne s’est pas réuni",
              (10, "une association avait quitté le conseil"), people=False, counts=DIFFERENT,
              question="Combien d’associations font vivre le conseil de quartier ?",
              recount=(4, "Associations présentes à deux réunions au moins du conseil dans l’année.",
                       "une seule venue comptait, ce qui ne disait pas qui fait vivre le conseil")),
    ),
    "conde-sur-l-escaut": (
        Story("Logements dont la rénovation a commencé", "logements", "Bailleur et mairie",
              (0, 0, 14, 14, None, 32, 32, 46), 90, "le bailleur n’a pas transmis le chiffre",
              (30, "deux logements oubliés"), people=False, counts=SINCE_THE_START,
              question="Dans combien de logements la rénovation a-t-elle commencé ?",
              definition="Logements où les travaux ont commencé depuis le début du projet."),
    ),
    "lievin": (
        Story("Femmes inscrites aux cours de français", "femmes", "Centre social",
              (21, 24, None, 23, 27, 33, 30, 35), 45, "pas de cours faute de salle",
              (32, "deux inscriptions annulées"),
              question="Combien de femmes apprennent le français au centre social ?",
              definition="Femmes inscrites à un cours au dernier jour du trimestre.",
              counts=ON_A_DAY),
    ),
    "koungou": (
        Story("Enfants inscrits à l’aide aux devoirs", "enfants", "Association de parents",
              (28, 33, None, None, 20, 25, 27, 31), 60, "après le cyclone, l’école servait d’abri",
              (26, "un enfant parti en cours de trimestre"),
              question="Combien d’enfants sont inscrits à l’aide aux devoirs ?",
              definition="Enfants du CP à la 6e inscrits au dernier jour du trimestre.",
              counts=ON_A_DAY),
    ),
}  # fmt: skip


type AsOf = Callable[[date], AbstractContextManager[None]]


@transaction.atomic
def fill(site: Site, as_of: AsOf = lambda day: nullcontext(), *, until: date = date.max) -> int:
    """Gives a pilot site its invented figures, once; how many values were written.

    `as_of` sets the clock to a day, so that each value is entered when it would have been; those
    of days after `until` wait for the next call, so that a review of that day does not know them.
    """
    before = Measurement.objects.filter(site=site).count()
    mandate = site.mandates.filter(seat="community", deputy=False).order_by("-starts_on").first()
    author = mandate.person if mandate else None
    for story in STORIES.get(site.slug, ()):
        tell(site, story, author, as_of, until)
    demo_files.fill(site, author, as_of)
    demo_reviews.fill(site, author, as_of)
    demo_together.fill(site, author, as_of, until)
    if until == date.max:
        demo_trust.fill(site, as_of)
    return Measurement.objects.filter(site=site).count() - before


def tell(site: Site, story: Story, author: User | None, as_of: AsOf, until: date) -> None:
    """One indicator with its history up to a day, through the actions that people use; each value once."""
    found = site.indicators.filter(name=story.name).order_by("position").last()
    if found is None:
        with as_of(quarter(0).starts_on):
            found = choose(site, story, author)
    there = set(Measurement.objects.filter(indicator=found).values_list("starts_on", flat=True))
    for rank, value in enumerate(story.values):
        after = quarter(rank).ends_on + timedelta(days=6)
        if after > until or quarter(rank).starts_on in there:
            continue
        if rank and rank == story.recount[0]:
            with as_of(quarter(rank).starts_on + timedelta(days=20)):
                found = recount(site, found, story, author)
        Written(site, found, author, story).keep(rank, value, as_of)


def choose(site: Site, story: Story, author: User | None) -> Indicator:
    """The indicator and its target; a part counts in time as its whole, also as an earlier run made it."""
    whole = site.indicators.filter(code=slugify(story.part_of)).last() if story.part_of else None
    new = actions.NewIndicator(
        name=story.name,
        unit=story.unit,
        source=f"{story.who} ({INVENTED})",
        question=story.question,
        definition=story.definition,
        direction=story.direction,
        threshold=5 if story.people else 0,
        part_of=slugify(story.part_of),
        **story.counts,
    )
    if whole:
        rules = ("value_type", "nature", "accumulation")
        new = replace(new, **{name: getattr(whole, name) for name in rules})
    found = actions.choose_indicator(site, new, by=author)
    aim(site, found, story, author)
    return found


def aim(site: Site, found: Indicator, story: Story, author: User | None) -> None:
    """What the site wants to reach with it."""
    if story.target:
        actions.set_target(
            found,
            site=site,
            value=Decimal(story.target),
            due_on=date(2027, 12, 31),
            note="Cible inventée pour la démonstration",
            by=author,
        )


def recount(site: Site, found: Indicator, story: Story, author: User | None) -> Indicator:
    """The indicator under a new definition; the target is set again, for what now counts."""
    rank, definition, reason = story.recount
    change = actions.Change(
        found.version, {"definition": definition}, reason, quarter(rank).starts_on
    )
    new = actions.redefine(found, change, by=author)
    aim(site, new, story, author)
    return new


@dataclass(frozen=True)
class Written:
    """Who writes down which indicator of which site."""

    site: Site
    found: Indicator
    author: User | None
    story: Story

    @property
    def role(self) -> str:
        return "community" if self.author else ""

    def reading(self, value: int | None) -> actions.Reading:
        provenance = f"Feuilles de présence, {self.story.who} ({INVENTED})"
        if value is None:
            return actions.Reading(None, provenance, State.MISSING, self.story.gap)
        return actions.Reading(Decimal(value), provenance)

    def keep(self, rank: int, value: int | None, as_of: AsOf) -> None:
        """The value of one quarter, six days after its end; a slip is corrected five weeks later."""
        slip, _reason = self.story.slip
        slips = rank == len(self.story.values) - 2 and slip and value is not None
        after = quarter(rank).ends_on + timedelta(days=6)
        with as_of(after):
            first = self.enter(rank, slip if slips else value)
        if slips:
            with as_of(after + timedelta(days=37)):
                self.correct(first, value)

    def enter(self, rank: int, value: int | None) -> Measurement:
        return actions.enter_value(
            self.found, quarter(rank), self.reading(value),
            site=self.site, by=self.author, role=self.role,
        )  # fmt: skip

    def correct(self, first: Measurement, value: int | None) -> Measurement:
        return actions.correct_value(
            first, self.reading(value), reason=self.story.slip[1], by=self.author, role=self.role
        )


def quarter(rank: int) -> Period:
    """The quarter of the value at this rank."""
    year, number = QUARTERS[rank]
    return of_length(date(year, number * 3 - 2, 1), 3)
