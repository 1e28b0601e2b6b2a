"""What may happen to an activity of the plan, act after act: a chapter of the story."""

from accounts.models import User
from agenda import actions as agenda
from agenda.actions.plan_sheets import PlanEntry, import_plan
from agenda.models import ActivityLink, Version
from agenda.planning import ActivityFacts
from sites.models import Site


def the_plan_lives(site: Site, version: Version, *, by: User) -> None:
    """An activity is tied, corrected, told about, untied from the text and from another, and ends."""
    link = ActivityLink.objects.get()
    activity = link.source
    agenda.tie_activity(activity, version.wordings.order_by("position").first(), by=by)
    agenda.tie_activity(activity, None, by=by)
    facts = ActivityFacts("Ouvrir trois soirs", "Centre social")
    agenda.correct_activity(activity, facts, by=by, revision=3)
    agenda.note_progress(activity, by=by, text="Deux soirs déjà.")
    agenda.confirm_course(activity, by=by)
    agenda.unlink_activities(link, by=by)
    entry = PlanEntry(2, None, 0, "", ActivityFacts("Bancs", "Ville"), "idea")
    import_plan(site, [entry], by=by, once="feuille")
    agenda.move_activity(activity, to="given_up", by=by, reason="Plus de lieu.")
