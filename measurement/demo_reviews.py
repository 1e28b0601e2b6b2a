"""Learning reviews of the pilot sites for the demonstration: invented, like all that is said there."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

from accounts.models import User
from measurement.actions import ReviewFacts, record_review
from sites.models import Site

D = date
COACH = "Colette Martin, accompagnatrice"
AURA = "Rose Lemaire, centre de ressources Auvergne-Rhône-Alpes"
HDF = "Antoine Dubrulle, centre de ressources Hauts-de-France"

REVIEWS: dict[str, tuple[ReviewFacts, ...]] = {
    "hazebrouck": (
        ReviewFacts(
            D(2025, 6, 12), COACH, 14, "les trois sièges, cinq partenaires, six habitants",
            "Continuer l’accueil du soir, et demander aux parents quels jours leur manquent.",
            "L’aide après l’école grandit depuis que le local est rouvert. Peu de pères viennent.",
        ),
    ),
    "montelimar": (
        ReviewFacts(
            D(2026, 9, 17), AURA, 16, "les trois sièges, huit partenaires, cinq jeunes",
            "Tenir le registre d’accueil chaque semaine. Inviter trois entreprises de la zone sud.",
            "Le trimestre sans registre nous a manqué au moment de décider.",
            D(2027, 6, 15),
        ),
    ),
    "pont-de-claix": (
        ReviewFacts(
            D(2025, 11, 6), AURA, 21, "les trois sièges, six partenaires, douze habitants",
            "Former quatre habitants à l’animation d’ateliers.",
            "Les ateliers menés par des habitants sont ceux qui durent.",
        ),
        ReviewFacts(
            D(2026, 11, 5), "Yasmina Arbaoui, siège de la commune", 24,
            "les trois sièges, sept partenaires, quatorze habitants",
            "La Maison des habitants convoque elle-même la prochaine revue. Elle écrit ce que le bailleur apporte.",
            "Huit ateliers ce trimestre, dont cinq sans salarié dans la salle.",
        ),
    ),
    "chateau-thierry": (
        ReviewFacts(
            D(2026, 9, 9), HDF, 12, "les trois sièges, quatre partenaires, cinq habitants",
            "Chercher une association sportive. Revoir avec la ville l’éclairage du passage.",
            "Le conseil de quartier perd des associations sans que nous sachions pourquoi : nous allons leur demander.",
        ),
    ),
    "conde-sur-l-escaut": (
        ReviewFacts(
            D(2026, 10, 2), HDF, 15, "les trois sièges, cinq partenaires, sept habitants",
            "Publier le calendrier des rénovations rue par rue. Préparer la succession de la déléguée du préfet.",
            "Quarante-six logements commencés sur quatre-vingt-dix. Les locataires apprennent les dates trop tard.",
        ),
    ),
    "lievin": (
        ReviewFacts(
            D(2025, 10, 14), HDF, 11, "les trois sièges, quatre partenaires, quatre habitantes",
            "Ouvrir un cours de français le samedi matin, avec une garde d’enfants.",
            "Quand la garde d’enfants manque, la moitié des inscrites ne vient pas.",
        ),
    ),
    "koungou": (
        ReviewFacts(
            D(2023, 11, 23), "Abdou Saïd, siège de l’association", 17,
            "les trois sièges, cinq partenaires, neuf habitants",
            "Ouvrir l’aide aux devoirs dans deux écoles de plus après la saison des pluies.",
            "Les familles demandent un repas avant l’aide aux devoirs.",
        ),
    ),
}  # fmt: skip


def fill(
    site: Site, author: User | None, as_of: Callable[[date], AbstractContextManager[None]]
) -> None:
    """The reviews of a pilot site, each recorded on its day; a second run changes nothing."""
    for facts in REVIEWS.get(site.slug, ()):
        if not site.learning_cycles.filter(held_on=facts.held_on).exists():
            with as_of(facts.held_on):
                record_review(site, facts, by=author)
