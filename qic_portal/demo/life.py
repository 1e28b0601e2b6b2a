"""The invented life of each demonstration site, from first contact to where it stands today."""

from datetime import date

from accounts.models import User
from qic_portal.demo.when import as_of
from sites import actions
from sites.models import Site

S = Site.State
D = date
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
LATER = {
    "pont-de-claix": (S.AUTONOMOUS, D(2026, 7, 29), ""),
    "koungou": (
        S.PAUSED,
        D(2024, 6, 10),
        "L’urgence humanitaire passe avant la démarche. Nous regardons de nouveau en janvier 2027.",
    ),
}


def live(site: Site, *, by: User) -> None:
    """Takes a site that has only expressed interest through its invented life."""
    if site.current_stage != S.EXPRESSED:
        return
    for stage, day in zip(USUAL, STEPS[site.slug], strict=False):
        with as_of(day):
            site = actions.change_stage(site, stage, by=by, on=day)
    if site.slug in LATER:
        stage, day, reason = LATER[site.slug]
        with as_of(day):
            actions.change_stage(site, stage, by=by, on=day, reason=reason)
