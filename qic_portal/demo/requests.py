"""Invented requests of territories: one waits for an answer, one was closed with a reason."""

from datetime import date

from accounts.models import User
from qic_portal.demo.people import DOMAIN
from qic_portal.demo.when import as_of
from sites import actions
from sites.models import Interest

ROMANS = actions.Asked(
    territory="Romans-sur-Isère",
    neighbourhoods="Quartiers Est, et le Centre Ancien si possible",
    party="municipality",
    organisation="Ville de Romans-sur-Isère, service politique de la ville",
    name="Maryse Charvet",
    email=f"maryse.charvet@{DOMAIN}",
    urgency=(
        "Les habitants ont tenu trois réunions cet automne, sans que personne ne les convoque. "
        "Ils demandent que l’on décide avec eux de ce que deviendra la place."
    ),
    leadership=(
        "La maison de quartier porte la parole des habitants. L’adjointe et le délégué du préfet "
        "se voient déjà chaque mois, mais sans l’association."
    ),
    resources=(
        "Un mi-temps de la ville pour six mois et la salle de la maison de quartier. "
        "Rien encore pour la suite."
    ),
)
VIERZON = actions.Asked(
    territory="Vierzon",
    neighbourhoods="Les quartiers du sud de la ville",
    party="community",
    organisation="Collectif Bourgneuf en vie",
    name="Joël Barreau",
    email=f"joel.barreau@{DOMAIN}",
    urgency="Le centre commercial a fermé en juin.",
    leadership="Notre collectif. Nous n’avons pas encore parlé à la mairie.",
    resources="Douze bénévoles.",
)
WHY = (
    "La démarche se mène à trois : l’État, la commune et une association. Parlez d’abord avec la "
    "mairie ; nous pouvons être là. Écrivez-nous de nouveau quand elle est partante."
)


def fill(*, by: User) -> None:
    """Both requests, once."""
    with as_of(date(2026, 9, 21)):
        closed = actions.express_interest(VIERZON, once="demo-vierzon")
    if closed.state == Interest.State.WAITING:
        with as_of(date(2026, 9, 29)):
            actions.close_interest(closed, by=by, reason=WHY)
    with as_of(date(2026, 11, 5)):
        actions.express_interest(ROMANS, once="demo-romans")
