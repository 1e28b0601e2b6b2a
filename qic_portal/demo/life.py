"""The invented life of each demonstration site, from first contact to where it stands today."""

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from qic_portal.demo.notes import EVIDENCE, SHOWN, TALKS
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
    "le-teil": (D(2022, 3, 14), D(2022, 6, 7), D(2022, 9, 5)),
    "montelimar": (D(2021, 11, 8), D(2022, 1, 24), D(2022, 3, 7), D(2022, 9, 26), D(2025, 11, 18)),
    "pont-de-claix": (D(2021, 4, 19), D(2021, 7, 5), D(2021, 9, 6), D(2021, 12, 6), D(2022, 6, 13)),
    "saint-etienne": (D(2021, 5, 3), D(2021, 9, 13), D(2021, 10, 18), D(2022, 1, 10), D(2025, 7, 1)),
    "chateau-thierry": (D(2021, 10, 4), D(2022, 2, 7), D(2022, 5, 2), D(2022, 10, 3), D(2025, 10, 18)),
    "conde-sur-l-escaut": (D(2021, 9, 20), D(2022, 1, 17), D(2022, 4, 11), D(2022, 9, 12), D(2025, 1, 5)),
    "hazebrouck": (D(2022, 1, 10), D(2022, 2, 14), D(2022, 4, 4), D(2022, 6, 13), D(2023, 1, 11)),
    "lievin": (D(2021, 11, 22), D(2022, 2, 21), D(2022, 4, 25), D(2022, 6, 20), D(2025, 2, 7)),
    "koungou": (D(2021, 6, 14), D(2021, 10, 11), D(2022, 1, 17), D(2022, 3, 14), D(2022, 11, 7)),
    # Asked for by the town; its mobilisation lasts longer than planned.
    "cite-educative-de-lievin": (D(2026, 6, 16), D(2026, 9, 14)),
}  # fmt: skip
LATER: dict[str, tuple[Later, ...]] = {
    "le-teil": (
        Later(
            S.PAUSED,
            D(2023, 1, 30),
            "La ville est prise par les travaux d’après séisme et demande du temps.",
            "Échange avec le cabinet du maire.",
            look_again_on=D(2024, 2, 5),
        ),
        Later(
            S.PAUSED,
            D(2024, 2, 12),
            "Les travaux durent ; la ville préfère reprendre quand ils finiront.",
            look_again_on=D(2026, 2, 2),
        ),
        Later(
            S.EXPLORING,
            D(2026, 5, 18),
            "Les travaux finissent et la régie de quartier relance la ville.",
            "Réunion de reprise avec la ville, la régie et le centre social.",
        ),
        Later(
            S.ASSESSED,
            D(2026, 6, 22),
            "",
            "Avis écrits des trois parties : l’urgence est là, le temps du délégué reste à trouver.",
        ),
        Later(
            S.INVITED, D(2026, 7, 20), "", "Lettre d’invitation de l’agence, du 20 juillet 2026."
        ),
        Later(
            S.ENGAGED,
            D(2026, 9, 11),
            "",
            "Déléguée du préfet nommée : les trois sièges sont pourvus, lettre d’engagement signée.",
        ),
    ),
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


def live(site: Site, *, by: User) -> None:
    """Takes a site that has only expressed interest through its invented life; notes its talks."""
    lived = site.current_stage != S.EXPRESSED
    shown = EVIDENCE.get(site.slug, {})
    for stage, day in () if lived else zip(USUAL, STEPS[site.slug], strict=False):
        with as_of(day):
            evidence = actions.Shown(evidence=shown.get(stage, SHOWN[stage]))
            site = actions.change_stage(site, stage, by=by, on=day, shown=evidence)
    for later in () if lived else LATER.get(site.slug, ()):
        with as_of(later.on):
            evidence = actions.Shown(evidence=later.evidence, look_again_on=later.look_again_on)
            site = actions.change_stage(
                site, later.stage, by=by, on=later.on, reason=later.reason, shown=evidence
            )
    note_talks(site, by=by)


def note_talks(site: Site, *, by: User) -> None:
    """The talks that the national team noted, each once."""
    known = set(site.talks.values_list("on", "met"))
    for day, met, text in TALKS.get(site.slug, ()):
        if (day, met) not in known:
            with as_of(day):
                actions.keep_note(site, by=by, on=day, met=met, text=text)
