"""Figures of the pilot sites that come from publications, or whose sentence is not « up »: invented.

A perimeter that changed in mid-series, a protection that blurs, a range to stay in, a figure that
goes the wrong way, a count too small to publish: one a site, where it belongs to the site's story.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from accounts.models import User
from measurement import actions
from measurement.models import Indicator, Measurement, Release, State
from measurement.periods import MONTHS, Period, of_length
from sites.models import Site

INVENTED = "valeurs inventées pour la démonstration"
CAVEAT = "Extrait inventé pour la démonstration : aucune de ses valeurs n’est vraie."
CAVEAT_EN = "An extract made up for the demonstration: none of its values is true."
type AsOf = Callable[[date], AbstractContextManager[None]]
# A count, a part of a whole, or the words for why statistical secrecy keeps it.
type Told = int | tuple[int, int] | str


@dataclass(frozen=True)
class Extract:
    """What a producer gave the site year by year: about which edition of the neighbourhoods, how exact."""

    source: str
    title: str
    title_en: str
    producer: str
    editions: dict[int, int]
    noise: int = 0

    def release(self, vintage: int) -> Release:
        """One publication, brought in the way the file of publications is."""
        blurred = Release.Protection.PERTURBATION if self.noise else Release.Protection.NONE
        columns: dict[str, Any] = {
            "source": self.source, "vintage": vintage, "generation": self.editions[vintage],
            "title": self.title, "title_en": self.title_en, "producer": self.producer,
            "protection": blurred, "noise": Decimal(self.noise), "produced": True,
            "caveats": CAVEAT, "caveats_en": CAVEAT_EN,
        }  # fmt: skip
        return actions.tell_release(columns)[0]


@dataclass(frozen=True)
class Followed:
    """A figure of a site, from its first period on; `band` is the range in which it should stay."""

    name: str
    unit: str
    source: str
    question: str
    definition: str
    first: date
    values: tuple[Told, ...]
    every: str = Indicator.Periodicity.QUARTER
    more: dict[str, Any] = field(default_factory=dict)
    band: tuple[int, int] | None = None
    extract: Extract | None = None

    def periods(self) -> list[Period]:
        """The periods of the values, one after the other."""
        found = [of_length(self.first, MONTHS[self.every])]
        while len(found) < len(self.values):
            found.append(found[-1].next())
        return found


LOWER = {"direction": Indicator.Direction.LOWER}
STOCK = {"nature": Indicator.Nature.STOCK}

FOLLOWED = {
    "lievin": Followed(
        "Demandeurs d’emploi de nos quartiers en décembre", "personnes",
        f"France Travail, extrait pour le site ({INVENTED})",
        "Combien de personnes de nos quartiers cherchent un emploi ?",
        "Personnes inscrites en catégories A, B ou C au 31 décembre, à l’adresse dans le périmètre du quartier.",
        date(2021, 1, 1), (648, 631, 597, 604, 702), Indicator.Periodicity.YEAR,
        LOWER | STOCK | {"threshold": 5},
        extract=Extract(
            "extrait-emploi-lievin", "Extrait de France Travail pour le site de Liévin",
            "France Travail extract for the site of Liévin", "France Travail",
            {2021: 2015, 2022: 2015, 2023: 2015, 2024: 2015, 2025: 2024},
        ),
    ),
    "montelimar": Followed(
        "Jeunes inscrits à France Travail", "jeunes",
        f"France Travail, extrait pour le site ({INVENTED})",
        "Combien de jeunes du quartier cherchent un emploi ?",
        "Personnes de moins de 26 ans inscrites en catégories A, B ou C au dernier jour du trimestre.",
        date(2024, 10, 1), (131, 134, 129, 133, 130, 132, 128, 127), Indicator.Periodicity.QUARTER,
        LOWER | STOCK | {"threshold": 5},
        extract=Extract(
            "extrait-emploi-montelimar", "Extrait de France Travail pour le site de Montélimar",
            "France Travail extract for the site of Montélimar", "France Travail",
            {2024: 2024, 2025: 2024, 2026: 2024}, noise=5,
        ),
    ),
    "conde-sur-l-escaut": Followed(
        "Jours d’annonce avant les travaux", "jours", f"Bailleur et mairie ({INVENTED})",
        "Combien de jours avant les travaux chez lui un locataire en connaît-il la date ?",
        "Nombre médian de jours entre la lettre du bailleur et le premier jour des travaux, logements commencés dans le trimestre.",
        date(2025, 7, 1), (34, 31, 27, 24, 19),
        more={"value_type": Indicator.ValueType.QUANTILE},
    ),
    "hazebrouck": Followed(
        "Enfants par adulte à l’accueil du soir", "enfants par adulte", f"Les Glycines ({INVENTED})",
        "Chaque adulte a-t-il le temps de s’occuper de chaque enfant ?",
        "Enfants présents un soir ordinaire, rapportés aux adultes qui les accueillent ce soir-là.",
        date(2025, 7, 1), ((45, 8), (51, 7), (57, 8), (64, 9), (66, 10)),
        more={
            "value_type": Indicator.ValueType.RATIO, "nature": Indicator.Nature.STOCK,
            "numerator_label": "enfants présents un soir ordinaire",
            "denominator_label": "adultes qui les accueillent",
        },
        band=(4, 8),
    ),
    "saint-etienne": Followed(
        "Jours d’attente pour un rendez-vous", "jours", f"Point d’accès aux droits ({INVENTED})",
        "Combien de jours faut-il attendre un rendez-vous à la permanence ?",
        "Nombre médian de jours entre la demande et le rendez-vous. Au-dessous de deux jours la permanence tourne à vide.",
        date(2025, 7, 1), (5, 4, 4, 9, 13),
        more={"value_type": Indicator.ValueType.QUANTILE},
        band=(2, 10),
    ),
    "le-teil": Followed(
        "Familles encore relogées hors du quartier", "familles", f"Ville, service du logement ({INVENTED})",
        "Combien de familles attendent de rentrer chez elles ?",
        "Familles dont le logement est inhabitable et qui sont relogées ailleurs au dernier jour du semestre.",
        date(2024, 1, 1),
        (31, 24, 17, 9, "il en reste trop peu pour que le chiffre ne les désigne pas"),
        Indicator.Periodicity.HALF, LOWER | STOCK | {"threshold": 5},
    ),
}  # fmt: skip


def fill(site: Site, author: User | None, as_of: AsOf) -> None:
    """The figure of a site with its values, each entered after its period; once."""
    told = FOLLOWED.get(site.slug)
    if told is None or site.indicators.filter(name=told.name).exists():
        return
    periods = told.periods()
    with as_of(periods[0].starts_on):
        found = chosen(site, told, author)
    for period, value in zip(periods, told.values, strict=True):
        with as_of(period.ends_on + timedelta(days=9)):
            enter(Giver(site, found, told, author), period, value)


def chosen(site: Site, told: Followed, author: User | None) -> Indicator:
    """The indicator; one with a range to stay in has it before its first value."""
    new = actions.NewIndicator(
        name=told.name, unit=told.unit, source=told.source, periodicity=told.every,
        question=told.question, definition=told.definition,
        source_code=told.extract.source if told.extract else "", **told.more,
    )  # fmt: skip
    found = actions.choose_indicator(site, new, by=author)
    if told.band is None:
        return found
    low, high = map(Decimal, told.band)
    rules = {"direction": Indicator.Direction.BAND, "band_low": low, "band_high": high}
    change = actions.Change(
        found.version, rules, "trop peu est un mauvais signe, trop aussi", told.first
    )
    return actions.redefine(found, change, by=author)


@dataclass(frozen=True)
class Giver:
    """Who enters which figure of which site."""

    site: Site
    found: Indicator
    told: Followed
    person: User | None

    def reading(self, period: Period, value: Told) -> actions.Reading:
        """What was read off, with the publication where it comes out of one."""
        release = self.told.extract.release(period.ends_on.year) if self.told.extract else None
        if isinstance(value, str):
            return actions.Reading(None, self.told.source, State.SUPPRESSED, value)
        if isinstance(value, tuple):
            part, whole = map(Decimal, value)
            return actions.Reading(None, self.told.source, numerator=part, denominator=whole)
        return actions.Reading(Decimal(value), self.told.source, release=release)


def enter(giver: Giver, period: Period, value: Told) -> Measurement:
    """One value, through the action that people use."""
    return actions.enter_value(
        giver.found, period, giver.reading(period, value), site=giver.site, by=giver.person,
        role="community" if giver.person else "",
    )  # fmt: skip
