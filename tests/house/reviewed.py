"""Learning reviews, act after act: all that can happen from the day to the lesson."""

from datetime import timedelta
from typing import Any

from kit import clock
from measurement import actions
from measurement.models import Adaptation, Indicator, LearningCycle
from sites.models import Site
from tests import make

CAME = {"state": 1, "municipality": 1, "association": 2, "residents": 3}


def change() -> actions.DecisionFacts:
    """A decision to open later."""
    due_on = clock.today() + timedelta(days=60)
    return actions.DecisionFacts(
        "adjust", "Ouvrir plus tard.", owner="community", due_on=due_on, expected="70 enfants"
    )


def with_ties(made: Any) -> None:
    """The site's indicator shows what its activity changes."""
    by, activity = made.people["state"], made.site.activities.get(title="Ouvrir le soir")
    own = made.site.indicators.get()
    tied = actions.tie_indicator(own, site=made.site, activity=activity, by=by)
    made.things["measurement tie"] = tied.pk


def with_reviews(made: Any) -> None:
    """A review that is being held, with a decision, a return to residents and a lesson."""
    site, by, today = made.site, made.people["state"], clock.today()
    cycle = held(site, by, 1)
    indicator = site.indicators.order_by("position", "code").first()
    decision = actions.decide_adaptation(cycle, change(), by=by, indicator=indicator)
    told = actions.ReturnFacts("poster", today, "Affiche.", "", make.page_of_pdf(), "affiche.pdf")
    lesson = actions.keep_lesson(cycle, text="Un soir vaut deux matins.", by=by)
    made.things |= {
        "measurement cycle": cycle.pk,
        "measurement adaptation": decision.pk,
        "measurement told": actions.return_to_residents(cycle, told, by=by).pk,
        "measurement lesson": lesson.pk,
    }


def held(site: Site, by: Any, days_ago: int) -> LearningCycle:
    """A review is planned and held."""
    today = clock.today()
    cycle = actions.plan_cycle(site, actions.CyclePlan(today, "Colette Coach"), by=by)
    held_on = today - timedelta(days=days_ago)
    return actions.hold_cycle(cycle, held_on=held_on, counts=CAME, by=by)


def reviews_change_the_plan(told: Any) -> None:
    """The one that is held: counted, written, decided, applied, closed, shared; then others."""
    site, by = told.site, told.people["state"]
    today, later = clock.today(), clock.today() + timedelta(days=60)
    cycle = LearningCycle.objects.get(pk=told.things["measurement cycle"])
    decision = Adaptation.objects.get(pk=told.things["measurement adaptation"])
    actions.count_attendance(cycle, CAME | {"culture": 2}, seen=cycle.counted, by=by)
    indicator = site.indicators.order_by("position", "code").first()
    actions.write_curve(cycle, indicator, {"causes": "L’école ferme."}, revision=0, by=by)
    actions.withdraw_adaptation(
        actions.decide_adaptation(cycle, change(), by=by), why="Dit trop vite", by=by
    )
    actions.plan_from(decision, by=by, title="Ouvrir plus tard", lead="Centre social")
    actions.close_cycle(cycle, learned="On vient le soir.", by=by)
    actions.share_lesson(cycle.lessons.get(), by=by)
    spare = actions.plan_cycle(site, actions.CyclePlan(later, "Colette Coach"), by=by)
    spare = actions.change_plan_of_cycle(spare, actions.CyclePlan(today, "Colette Coach"), by=by)
    actions.call_off_cycle(spare, reason="Grève", by=by)
    other = Indicator.objects.get(code=told.things["measurement entry"])
    actions.pass_over_curve(held(site, by, 0), other, reason="Remis au printemps.", by=by)
    actions.answer_adaptation(decision, state="done", outcome="Ouvert, 71 enfants.", by=by)


def cut_of(indicator: Indicator) -> Any:
    """The key of a break in a common series."""
    facts = {"kind": "method", "on": clock.today(), "words": "Autre registre"}
    return actions.record_break(indicator, by=None, **facts).pk
