"""Learning reviews, act after act: all that can happen from the day to the lesson."""

from datetime import timedelta
from typing import Any

from community import actions as community
from kit import clock
from measurement import actions
from sites.models import Site

CAME = {"state": 1, "municipality": 1, "association": 2, "residents": 3}


def held(site: Site, by: Any, days_ago: int) -> Any:
    """A review is planned and held."""
    today = clock.today()
    cycle = actions.plan_cycle(site, actions.CyclePlan(today, "Colette Coach"), by=by)
    return actions.hold_cycle(cycle, held_on=today - timedelta(days=days_ago), counts=CAME, by=by)


def reviews_change_the_plan(site: Site, by: Any) -> None:
    """Planned, moved, called off, held, decided, applied, closed; told, learnt, shared; checked."""
    today, later = clock.today(), clock.today() + timedelta(days=60)
    spare = actions.plan_cycle(site, actions.CyclePlan(later, "Colette Coach"), by=by)
    spare = actions.change_plan_of_cycle(spare, actions.CyclePlan(today, "Colette Coach"), by=by)
    actions.call_off_cycle(spare, reason="Grève", by=by)
    cycle = held(site, by, 1)
    actions.count_attendance(cycle, CAME | {"culture": 2}, by=by)
    indicator = site.indicators.order_by("position", "code").first()
    actions.write_curve(cycle, indicator, {"causes": "L’école ferme."}, revision=0, by=by)
    change = actions.DecisionFacts(
        "adjust", "Ouvrir plus tard.", owner="community", due_on=later, expected="70 enfants"
    )
    actions.withdraw_adaptation(actions.decide_adaptation(cycle, change, by=by), by=by)
    decision = actions.decide_adaptation(cycle, change, by=by, indicator=indicator)
    actions.plan_from(decision, by=by, title="Ouvrir plus tard", lead="Centre social")
    actions.close_cycle(cycle, learned="On vient le soir.", by=by)
    told = actions.ReturnFacts("poster", today, "Affiche dans chaque hall.")
    actions.return_to_residents(cycle, told, by=by)
    community.ensure_forums()
    lesson = actions.keep_lesson(cycle, text="Un soir vaut deux matins.", by=by)
    actions.share_lesson(lesson, by=by)
    held(site, by, 0)
    actions.answer_adaptation(decision, state="done", outcome="Ouvert, 71 enfants.", by=by)
