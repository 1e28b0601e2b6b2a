"""Scenes of learning reviews, through our own actions."""

from datetime import timedelta
from typing import Any

from measurement import actions
from measurement.models import Indicator
from tests.conftest import TODAY
from tests.measurement.conftest import quarter, read

CAME = {"state": 1, "municipality": 2, "association": 3, "residents": 4}
LATER = TODAY + timedelta(days=90)
WORDS = {
    "causes": "La permanence ferme trop tôt.", "surprise": "Les pères viennent.",
    "contributions": "L’accueil du soir y fait.", "contrary": "L’hiver vide toutes les salles.",
    "confidence": "medium",
}  # fmt: skip


def falling(site: Any, by: Any, name: str = "Enfants accompagnés") -> Indicator:
    """An indicator of the site that went down where up is hoped for."""
    found = site.indicators.filter(name=name).first() or actions.choose_indicator(
        site, actions.NewIndicator(name=name, unit="enfants", source="Centre social"), by=by
    )
    for number, value in ((1, 40), (2, 31)):
        actions.enter_value(found, quarter(number, 2026), read(value), site=site, by=by)
    return found


def planned(site: Any, by: Any, **more: Any) -> Any:
    """A review planned for today."""
    plan = actions.CyclePlan(TODAY, "Rose Lemaire", "Centre social", "deux sièges au moins")
    return actions.plan_cycle(site, plan, by=by, **more)


def held(site: Any, by: Any, on: Any = TODAY) -> Any:
    """A review that is being held, with ten people."""
    return actions.hold_cycle(planned(site, by), held_on=on, counts=CAME, by=by)


def change(**more: Any) -> actions.DecisionFacts:
    """A decision to try something, with its owner, day and sign."""
    said = {
        "kind": "adjust", "text": "Ouvrir jusqu’à vingt heures.", "owner": "community",
        "due_on": LATER, "expected": "40 enfants au deuxième trimestre",
    }  # fmt: skip
    return actions.DecisionFacts(**said | more)


KEEP = actions.DecisionFacts(
    "keep", "Continuer ainsi.", "Un trimestre de travaux explique la baisse."
)


def closed(site: Any, by: Any, *facts: actions.DecisionFacts, on: Any = TODAY) -> Any:
    """A closed review that decided about the falling figure."""
    indicator = falling(site, by)
    cycle = held(site, by, on)
    for each in facts or (change(),):
        actions.decide_adaptation(cycle, each, by=by, indicator=indicator)
    return actions.close_cycle(cycle, learned="On vient le soir.", by=by)
