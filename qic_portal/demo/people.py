"""Invented people of the demonstration. Sites are real; none of these persons exists."""

from dataclasses import dataclass
from datetime import date

from qic_portal.demo.when import Day

DOMAIN = "demo.example"
PASSWORD = "demo"  # noqa: S105 - printed by bin/up on purpose, refused in production


@dataclass(frozen=True, slots=True)
class Seated:
    """Somebody in a seat: since when, until when if known (`expected`: a warning only).

    `before` held it until `gone`, a week before where no day is said; `follows` takes it the
    day after `until`. Deputies have a work of their own, which fits a woman and a man alike.
    """

    name: str
    function: str
    organisation: str
    since: Day
    until: Day | None = None
    expected: Day | None = None
    before: str = ""
    gone: Day | None = None
    deputy: str = ""
    deputy_function: str = "Responsable de projet"
    follows: str = ""


@dataclass(frozen=True, slots=True)
class Team:
    """The triad of a site and a partner."""

    state: Seated
    municipality: Seated
    community: Seated
    partner: str
    partner_organisation: str


HE = ("Gérard", "Vincent", "Philippe", "Arnaud")


def delegate(name: str, county: str, since: Day, **more: object) -> Seated:
    """A prefect's delegate of a department."""
    word = "Délégué" if name.split(maxsplit=1)[0] in HE else "Déléguée"
    return Seated(name, f"{word} du préfet", f"Préfecture {county}", since, **more)  # type: ignore[arg-type]


D = date
TEAMS: dict[str, Team] = {
    "le-teil": Team(
        delegate("Céline Noguera", "de l’Ardèche", D(2026, 9, 11)),
        Seated("Roland Tissier", "Adjoint à la vie des quartiers", "Ville du Teil", D(2024, 3, 4)),
        Seated("Laure Orsini", "Directrice", "Centre social Le Fil du Rhône", D(2023, 1, 16)),
        "Yanis Merle",
        "Régie de quartier Les Deux Rives",
    ),
    "montelimar": Team(
        delegate("Claire Nivelle", "de la Drôme", D(2025, 2, 3)),
        Seated("Daniel Vasseur", "Adjoint à la politique de la ville", "Ville de Montélimar", D(2023, 5, 9)),
        Seated("Estelle Sauvan", "Présidente", "Association Nocaze en commun", D(2022, 11, 21)),
        "Mélanie Rey",
        "Mission locale Portes de Provence",
    ),
    "pont-de-claix": Team(
        delegate("Gérard Blanc", "de l’Isère", D(2024, 9, 2), expected=27, deputy="Agathe Morel"),
        Seated("Yasmina Arbaoui", "Adjointe aux solidarités", "Ville du Pont-de-Claix", D(2022, 4, 12)),
        Seated("Thomas Cordier", "Directeur", "Maison des habitants Îles de Mars", D(2021, 12, 6)),
        "Inès Gaillard",
        "Bailleur Alpes Habitat",
    ),
    "saint-etienne": Team(
        delegate("Rachel Dumont", "de la Loire", D(2025, 6, 16)),
        Seated("Louis Berthet", "Conseiller délégué aux quartiers Sud-Est", "Ville de Saint-Étienne", D(2023, 9, 4)),
        Seated("Myriam Kaci", "Directrice", "Amicale laïque des Trois Collines", D(2022, 1, 10), 66, deputy="Gaël Tissot", follows="Farida Chelbi"),
        "Bastien Faure",
        "École de design du quartier",
    ),
    "chateau-thierry": Team(
        delegate("Pauline Marchand", "de l’Aisne", D(2024, 11, 4)),
        Seated("Sylvain Lefort", "Adjoint à la cohésion sociale", "Ville de Château-Thierry", D(2022, 10, 3)),
        Seated("Agnès Guérin", "Directrice", "Centre social La Rotonde", D(2023, 2, 1)),
        "Nicolas Pruvost",
        "Maison de l’emploi du sud de l’Aisne",
    ),
    "conde-sur-l-escaut": Team(
        delegate("Juliette Ramon", "du Nord", D(2024, 1, 8), until=24, deputy="Romain Caudron"),
        Seated("Mathieu Bouchain", "Adjoint au maire", "Ville de Condé-sur-l’Escaut", D(2023, 6, 5)),
        Seated("Fatou Diallo", "Présidente", "Association Les Voisins du Jard", D(2022, 9, 12)),
        "Corinne Wallart",
        "Collectif culture du Pays de Condé",
    ),
    "hazebrouck": Team(
        delegate("Vincent Delahaye", "du Nord", -14, before="Thierry Lemoine", gone=-15),
        Seated("Élise Vandamme", "Adjointe au maire à la cohésion sociale", "Ville d’Hazebrouck", D(2026, 5, 12), D(2027, 6, 30), deputy="Hugo Delattre"),
        Seated("Karim Belhadj", "Directeur", "Centre social Les Glycines", D(2022, 4, 4), deputy="Nadège Fournier"),
        "Sophie Lenoir",
        "Mission locale de Flandre intérieure",
    ),
    "lievin": Team(
        delegate("Philippe Mercier", "du Pas-de-Calais", D(2024, 5, 13), expected=80),
        Seated("Sandrine Delobelle", "Adjointe au logement", "Ville de Liévin", D(2026, 10, 26), before="Monique Carlier"),
        Seated("Nadia Kowalski", "Directrice", "Maison des Collines", D(2022, 6, 20)),
        "Olivier Hennart",
        "Club de course du bassin minier",
    ),
    "koungou": Team(
        delegate("Arnaud Pélissier", "de Mayotte", D(2023, 9, 1), until=-45),
        Seated("Zaïna Madi", "Adjointe à la jeunesse", "Ville de Koungou", D(2022, 3, 14)),
        Seated("Abdou Saïd", "Président", "Association Mlezi ya Koungou", D(2022, 3, 14)),
        "Rachida Ali",
        "Réseau des foundis",
    ),
}  # fmt: skip

RESIDENTS = ("Nora Amrani", "Yasmine Leroy", "Gilles Potier", "Sabrina Costa", "Mehdi Tahar")
