"""What the indicators of the pilot sites should show: ties with their plans, on the day they were made."""

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from measurement import actions
from sites.models import Site


@dataclass(frozen=True)
class Tied:
    """An indicator by its name, and what it should show: the title of an activity, or a strategy."""

    name: str
    to: str
    why: str
    on: date


FIRST = "Enfants accompagnés après l’école"
TIES = {
    "hazebrouck": (
        Tied(FIRST, "Accueil des enfants de 16 h 30 à 18 h 30",
             "Plus d’enfants trouvent un adulte qui les attend.", date(2026, 6, 16)),
        Tied(FIRST, "Grandir ici", "L’axe tient sa promesse si ce nombre monte.", date(2026, 6, 16)),
        Tied("Habitants venus aux ateliers", "Danse et cuisine le mercredi",
             "Les ateliers attirent d’autres familles.", date(2026, 10, 15)),
    ),
    "le-teil": (
        Tied("Familles reçues à la maison des projets", "Caravane des droits au marché",
             "Qui est rencontré au marché vient ensuite à la maison des projets.", date(2026, 9, 8)),
    ),
    "montelimar": (
        Tied("Jeunes accompagnés vers un premier emploi", "Liste des vingt entreprises",
             "Chaque entreprise de la liste accueille un jeune.", date(2026, 9, 15)),
    ),
    "pont-de-claix": (
        Tied("Ateliers menés par des habitants", "Cuisine du mardi",
             "La cuisine est le premier de ces ateliers ; d’autres en naissent.", date(2026, 4, 7)),
    ),
    "saint-etienne": (
        Tied("Personnes orientées vers leurs droits", "Atelier partagé",
             "L’atelier oriente vers la permanence.", date(2026, 9, 22)),
    ),
    "chateau-thierry": (
        Tied("Associations actives au conseil de quartier", "Liste des coups de main",
             "Les associations qui prêtent la main viennent au conseil.", date(2026, 3, 10)),
    ),
    "koungou": (
        Tied("Enfants inscrits à l’aide aux devoirs", "Dix maisons du soir",
             "Chaque maison du soir accueille dix enfants.", date(2026, 9, 1)),
    ),
}  # fmt: skip


def due(site: Site) -> tuple[Tied, ...]:
    """The ties of a site that are not written yet."""
    ties = site.indicator_ties.select_related("indicator", "activity")
    known = {(tie.indicator.name, actions.thing_of(tie)) for tie in ties}
    return tuple(tied for tied in TIES.get(site.slug, ()) if (tied.name, tied.to) not in known)


def write(site: Site, tied: Tied, *, by: User | None) -> None:
    """One tie, through the action that people use."""
    found = site.indicators.get(name=tied.name)
    activity = site.activities.filter(title=tied.to).first()
    strategy = "" if activity else tied.to
    actions.tie_indicator(
        found, site=site, by=by, activity=activity, strategy=strategy, why=tied.why
    )
