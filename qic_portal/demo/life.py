"""The invented life of each demonstration site, from first contact to where it stands today."""

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from qic_portal.demo.when import as_of
from sites import actions
from sites.models import Site

S = Site.State
D = date


@dataclass(frozen=True, slots=True)
class Later:
    """What came after the usual stages."""

    stage: Site.State
    on: date
    reason: str
    evidence: str = ""
    look_again_on: date | None = None


USUAL = (S.EXPLORING, S.ASSESSED, S.INVITED, S.ENGAGED, S.ACTIVE)

# The day on which each of the usual stages began; expressed interest opens the site's life.
STEPS: dict[str, tuple[date, ...]] = {
    "le-teil": (D(2022, 3, 14), D(2022, 6, 7), D(2022, 9, 5), D(2026, 9, 11)),
    "montelimar": (D(2021, 11, 8), D(2022, 1, 24), D(2022, 3, 7), D(2022, 9, 26), D(2025, 11, 18)),
    "pont-de-claix": (D(2021, 4, 19), D(2021, 7, 5), D(2021, 9, 6), D(2021, 12, 6), D(2022, 6, 13)),
    "saint-etienne": (D(2021, 5, 3), D(2021, 9, 13), D(2021, 10, 18), D(2022, 1, 10), D(2025, 7, 1)),
    "chateau-thierry": (D(2021, 10, 4), D(2022, 2, 7), D(2022, 5, 2), D(2022, 10, 3), D(2025, 10, 18)),
    "conde-sur-l-escaut": (D(2021, 9, 20), D(2022, 1, 17), D(2022, 4, 11), D(2022, 9, 12), D(2025, 1, 5)),
    "hazebrouck": (D(2022, 1, 10), D(2022, 2, 14), D(2022, 4, 4), D(2022, 6, 13), D(2023, 1, 11)),
    "lievin": (D(2021, 11, 22), D(2022, 2, 21), D(2022, 4, 25), D(2022, 6, 20), D(2025, 2, 7)),
    "koungou": (D(2021, 6, 14), D(2021, 10, 11), D(2022, 1, 17), D(2022, 3, 14), D(2022, 11, 7)),
}  # fmt: skip
LATER: dict[str, tuple[Later, ...]] = {
    "pont-de-claix": (
        Later(
            S.AUTONOMOUS,
            D(2026, 7, 29),
            "La Maison des habitants porte la coordination, avec la ville et le bailleur.",
            "Convention de coordination signée pour trois ans, 0,8 équivalent temps plein.",
        ),
    ),
    "koungou": (
        Later(
            S.PAUSED,
            D(2024, 6, 10),
            "L’urgence humanitaire passe avant la démarche.",
            look_again_on=D(2025, 6, 2),
        ),
        Later(
            S.PAUSED,
            D(2025, 6, 5),
            "La reconstruction mobilise les équipes. Elles demandent une année encore.",
            look_again_on=D(2026, 6, 1),
        ),
        Later(
            S.PAUSED,
            D(2026, 6, 4),
            "L’urgence humanitaire passe avant la démarche. Nous regardons de nouveau en janvier 2027.",
            "Échange avec l’association Mlezi ya Koungou et la ville.",
            look_again_on=D(2027, 1, 11),
        ),
    ),
}
# What showed that the sites had come so far, stage by stage.
SHOWN = {
    S.EXPLORING: "Premier échange avec la ville et la préfecture, compte rendu d’une page.",
    S.ASSESSED: "Tour des trois préconditions avec les trois parties, avis partagés et écrits.",
    S.INVITED: "Lettre d’invitation de l’agence.",
    S.ENGAGED: "Trois sièges pourvus, lettre d’engagement signée par les trois parties.",
    S.ACTIVE: "Première feuille de route mise en écriture, premières actions menées ensemble.",
}
# Informal talks of the mobilisation, noted by the national team.
TALKS: dict[str, tuple[tuple[date, str, str], ...]] = {
    "le-teil": (
        (
            D(2022, 3, 8),
            "Cheffe de projet politique de la ville, ville du Teil",
            "Le séisme de 2019 a rapproché les services et les associations. La ville veut garder cet élan, mais craint une réunion de plus.",
        ),
        (
            D(2026, 7, 2),
            "Secrétariat général, préfecture de l’Ardèche",
            "La préfecture nomme une nouvelle déléguée en septembre. Elle est prête à s’engager dès son arrivée.",
        ),
    ),
    "hazebrouck": (
        (
            D(2021, 12, 14),
            "Directeur du centre social Les Glycines",
            "Les habitants se parlent peu d’un immeuble à l’autre. Le centre social connaît tout le monde et propose de tenir le siège associatif.",
        ),
    ),
    "koungou": (
        (
            D(2026, 9, 30),
            "Association Mlezi ya Koungou, par téléphone",
            "Les écoles fonctionnent de nouveau par rotation. L’association souhaite reprendre en janvier, si un délégué du préfet est nommé.",
        ),
    ),
}


def live(site: Site, *, by: User) -> None:
    """Takes a site that has only expressed interest through its invented life."""
    if site.current_stage != S.EXPRESSED:
        return
    for stage, day in zip(USUAL, STEPS[site.slug], strict=False):
        with as_of(day):
            shown = actions.Shown(evidence=SHOWN[stage])
            site = actions.change_stage(site, stage, by=by, on=day, shown=shown)
    for later in LATER.get(site.slug, ()):
        with as_of(later.on):
            shown = actions.Shown(evidence=later.evidence, look_again_on=later.look_again_on)
            site = actions.change_stage(
                site, later.stage, by=by, on=later.on, reason=later.reason, shown=shown
            )
    for day, met, text in TALKS.get(site.slug, ()):
        with as_of(day):
            actions.keep_note(site, by=by, on=day, met=met, text=text)
