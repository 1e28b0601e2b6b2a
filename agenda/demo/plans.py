"""What the pilot sites say of their activities beyond who leads them: days, means, notes, links, ties.

By the title of the activity; people and their words are invented.
"""

from dataclasses import dataclass
from datetime import date

from agenda.demo.story import Day

D = date


@dataclass(frozen=True, slots=True)
class Life:
    """What is said of an activity. `notes` without words say: still on course.

    `about` is the heading of the passage of the version in force that it carries out; `helps`
    the activities that it makes stronger, by title, each with how.
    """

    begins: Day | None = None
    partners: tuple[str, ...] = ()
    description: str = ""
    people: str = ""
    money: str = ""
    places: str = ""
    evidence: tuple[str, ...] = ()
    about: str = ""
    notes: tuple[tuple[Day, str], ...] = ()
    helps: tuple[tuple[str, str], ...] = ()


HAZEBROUCK = {
    "Rouvrir le local de la rue Foch": Life(
        begins=D(2025, 9, 8), partners=("Centre social Les Glycines", "Bailleur"),
        description="Remettre aux normes le local fermé depuis 2021 : électricité, sanitaires, une porte assez large.",
        people="Les services techniques de la ville, six semaines", money="38 000 €, ville et Caf", places="14 rue Foch",
        evidence=("Photos de la réouverture https://demo.example/hazebrouck/local-rue-foch",),
        about="Après l'école",
        notes=((D(2026, 2, 10), "La commission de sécurité est passée : une porte à changer."), (D(2026, 6, 15), "**Ouvert.** Soixante personnes à l'inauguration.")),
        helps=(("Accueil des enfants de 16 h 30 à 18 h 30", "L'accueil a enfin un lieu à lui."), ("Le mercredi choisi par les jeunes", "Le local est libre le mercredi.")),
    ),
    "Former dix parents à l’accueil": Life(
        begins=D(2025, 11, 10), partners=("Ville d’Hazebrouck",), description="Quatre samedis de formation, avec garde d'enfants.",
        people="Une formatrice, deux animatrices", money="3 200 €", places="Centre social Les Glycines", about="Après l'école",
        notes=((D(2026, 4, 3), "Onze parents formés au lieu de dix. Deux ont déménagé depuis."),),
        helps=(("Accueil des enfants de 16 h 30 à 18 h 30", "Les parents formés tiennent l'accueil à tour de rôle."),),
    ),
    "Partager la clé de la salle du fond": Life(about="La salle du fond", places="Accueil des Glycines"),
    "Éclairer le passage des écoles": Life(
        begins=D(2026, 1, 12), money="11 400 €", about="Le passage des écoles",
        evidence=("Arrêté de voirie https://demo.example/hazebrouck/passage-des-ecoles",),
    ),
    "Accueil des enfants de 16 h 30 à 18 h 30": Life(
        begins=D(2026, 1, 8), partners=("École Pasteur", "Ville d’Hazebrouck", "Parents de la rue Foch"),
        description="Deux adultes accueillent les enfants chaque soir d'école : le goûter, les devoirs, un jeu.\n\nC'est gratuit, sans inscription.",
        people="Deux adultes chaque soir, neuf parents en relais", money="16 000 € par an, Caf et ville", places="Local de la rue Foch",
        evidence=("Feuilles de présence du trimestre https://demo.example/hazebrouck/presences",), about="Après l'école",
        notes=((D(2026, 3, 27), "Quarante enfants certains soirs. Il manque des chaises basses."), (D(2026, 10, 2), "L'école appelle quand un enfant ne vient pas. Cela marche depuis la rentrée.")),
        helps=(("Permanence emploi au pied des tours", "Les parents peuvent venir à la permanence pendant l'accueil."),),
    ),
    "Permanence emploi au pied des tours": Life(
        begins=D(2026, 3, 3), partners=("France Travail",), people="Une conseillère, un mardi sur deux", places="Hall B, résidence Foch",
        about="La permanence emploi", notes=((D(2026, 7, 7), "Vingt-six personnes reçues depuis mars, neuf en formation."), (-12, "")),
    ),
    "Le mercredi choisi par les jeunes": Life(
        begins=D(2026, 9, 9), about="Le mercredi", places="Local de la rue Foch",
        notes=((D(2026, 10, 28), "Ils ont choisi : danse, cuisine, et un tournoi de cartes."),),
        helps=(("Danse et cuisine le mercredi", "C'est là que les jeunes l'ont choisie."),),
    ),
    "Danse et cuisine le mercredi": Life(begins=D(2026, 10, 14), people="Un danseur, une cuisinière", about="Le mercredi"),
    "Chiffres des pannes d’ascenseur chaque trimestre": Life(begins=D(2026, 7, 1), partners=("Amicale des locataires",)),
    "Jardin partagé derrière la résidence Foch": Life(
        begins=D(2026, 4, 11), partners=("Bailleur", "Centre social Les Glycines"), description="Douze parcelles et un carré commun.",
        people="Une trentaine de voisins, le samedi", places="Derrière la résidence Foch",
        notes=((D(2026, 6, 20), "Douze parcelles retournées. L'eau manque."), (D(2026, 10, 8), "L'étude des sols est commandée par le bailleur.")),
    ),
    "Ouvrir un atelier vélo place Pasteur": Life(begins=30, partners=("Ville d’Hazebrouck",), money="6 000 €, en attente de réponse", places="Place Pasteur"),
    "Minibus du dimanche": Life(begins=90, helps=(("Cours de français du soir", "Le minibus ramène celles qui habitent loin."),)),
}  # fmt: skip
LE_TEIL = {
    "Caravane des droits au marché": Life(
        begins=D(2026, 11, 5), partners=("Ville du Teil", "Maison France Services"), people="Deux médiatrices, le jeudi matin",
        places="Place du marché", about="La caravane des droits", notes=((-5, "Troisième jeudi : vingt-deux personnes, dont neuf pour un dossier de logement."),),
        helps=(("Point public sur les travaux d’après séisme", "La caravane annonce le point public à chaque étal."),),
    ),
    "Baliser le chemin du Rhône": Life(begins=60, partners=("Les marcheurs du Teil",), about="Le chemin du Rhône", money="Bois et peinture, 900 €"),
}  # fmt: skip
MONTELIMAR = {
    "Liste des vingt entreprises": Life(
        begins=D(2026, 9, 14), partners=("Collège du quartier", "Ville de Montélimar"), people="Une conseillère, le mardi après-midi",
        notes=((D(2026, 10, 13), "Quatorze entreprises ont dit oui, dont un laboratoire et deux garages."), (-7, "")),
        helps=(("Médiathèque ouverte le lundi", "Les élèves y écrivent leur lettre de stage."),),
    ),
    "Soirées sur la place": Life(
        begins=D(2026, 5, 11), places="Place du quartier Nocaze", people="Six jeunes et deux voisins", money="4 500 €, ville et association",
        evidence=("Photos de la dernière soirée https://demo.example/montelimar/soirees",),
        notes=((D(2026, 7, 2), "Quatre-vingts personnes le jeudi. La musique s'arrête à 22 heures."),),
    ),
}  # fmt: skip
PONT_DE_CLAIX = {
    "Tournée des paliers": Life(
        begins=D(2025, 4, 7), partners=("Centre de santé",), people="Deux médiatrices", about="La tournée des paliers",
        notes=((D(2025, 9, 12), "Cent huit paliers visités."),), helps=(("Cuisine du mardi", "Les médiatrices invitent sur le palier."),),
    ),
    "Cuisine du mardi": Life(begins=D(2025, 3, 4), places="Maison des habitants", about="La cuisine du mardi", notes=((-20, "Trente couverts chaque mardi."),)),
}  # fmt: skip
SAINT_ETIENNE = {
    "Atelier partagé": Life(
        begins=D(2026, 1, 19), places="Ancienne passementerie", about="L'atelier partagé", notes=((D(2026, 6, 30), "Ouvert quatre jours par semaine."), (-8, "")),
        helps=(("Emprunt des machines", "On apprend à s'en servir à l'atelier avant d'emprunter."),),
    ),
    "Emprunt des machines": Life(begins=D(2026, 9, 7), partners=("Amicale laïque des Trois Collines",), about="L'atelier partagé"),
}  # fmt: skip
CHATEAU_THIERRY = {
    "Dix permis par an": Life(
        begins=D(2025, 9, 1), money="12 000 € par an", about="Le permis d'abord", notes=((D(2026, 9, 14), "Huit permis obtenus la première année."), (-15, "")),
        evidence=("Bilan de la première année https://demo.example/chateau-thierry/permis",),
    ),
    "Liste des coups de main": Life(begins=D(2025, 6, 16), about="Un toit, un voisin", helps=(("Visite des logements vides", "Ceux de la liste connaissent les logements."),)),
    "Visite des logements vides": Life(begins=D(2025, 10, 6), partners=("Bailleur",), about="Un toit, un voisin"),
}  # fmt: skip
CONDE = {
    "Scène des voisins": Life(begins=D(2025, 5, 12), about="La scène des voisins", notes=((D(2026, 7, 4), "Quatre rues, six cents personnes en tout."), (-30, ""))),
    "Jardins ouverts": Life(begins=D(2025, 6, 1), about="Les jardins ouverts", helps=(("Scène des voisins", "Deux jardins accueillent la scène."),)),
}  # fmt: skip
LIEVIN = {
    "Trois boucles balisées": Life(begins=D(2025, 9, 1), about="Courir à tout âge", notes=((D(2026, 4, 20), "La troisième boucle est ouverte."),)),
    "Cent diagnostics par an": Life(begins=D(2026, 1, 12), people="Un technicien de la ville", money="24 000 € par an", about="Maisons chaudes", notes=((-18, "Soixante-quatorze diagnostics faits."),)),
}  # fmt: skip
KOUNGOU = {
    "Dix maisons du soir": Life(
        begins=D(2024, 1, 15), people="Vingt foundis", places="Dix maisons du quartier"
    )
}

LIVES = (
    HAZEBROUCK
    | LE_TEIL
    | MONTELIMAR
    | PONT_DE_CLAIX
    | SAINT_ETIENNE
    | CHATEAU_THIERRY
    | CONDE
    | LIEVIN
    | KOUNGOU
)
