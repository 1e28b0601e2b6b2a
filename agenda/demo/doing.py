"""The activities of a story: planned, moved, told about, tied, linked."""

from datetime import date

from agenda import actions
from agenda.demo.days import as_of, holder, on
from agenda.demo.plans import LIVES, Life
from agenda.demo.story import Deed
from agenda.models import Activity, Version, Wording
from sites.models import Site


def do(site: Site, deed: Deed) -> None:
    """One activity through its states, told about on the way, tied to what it carries out."""
    life = LIVES.get(deed.title, Life())
    (state, first, _why), *later = deed.steps
    begins = None if life.begins is None else on(life.begins)
    due = None if deed.due is None else on(deed.due)
    with as_of(on(first)):
        activity = actions.plan_activity(
            site,
            by=holder(site),
            title=deed.title,
            lead=deed.lead,
            strategy=deed.strategy,
            partners=life.partners,
            begins_on=begins,
            due_on=due,
            description=life.description,
            people=life.people,
            money=life.money,
            places=life.places,
            evidence=life.evidence,
            state=state,
            once=deed.title,
        )
    for after, day, why in later:
        with as_of(on(day)):
            actions.move_activity(activity, to=after, by=holder(site), reason=why)
    for day, text in life.notes:
        note_down(activity, on(day), text)
    if life.about:
        pin_to(activity, life.about, on(later[-1][1] if later else first))


def note_down(activity: Activity, day: date, text: str) -> None:
    """A progress note, or one click that it goes on."""
    with as_of(day, 17):
        by = holder(activity.site)
        if text:
            actions.note_progress(activity, by=by, text=text, once=text)
        else:
            actions.confirm_course(activity, by=by)


def pin_to(activity: Activity, heading: str, day: date) -> None:
    """Tied to a passage of the version in force, once that was adopted."""
    wording = Wording.objects.select_related("version").get(
        version__site=activity.site_id, version__state=Version.State.ADOPTED, heading=heading
    )
    with as_of(max(day, wording.version.adopted_on or day), 18):
        actions.tie_activity(activity, wording, by=holder(activity.site))


def link_deeds(site: Site, deeds: tuple[Deed, ...]) -> None:
    """What makes what stronger, once all of it is in the plan."""
    known = {activity.title: activity for activity in site.activities.all()}
    for deed in deeds:
        for title, why in LIVES.get(deed.title, Life()).helps:
            with as_of(on(-25), 11):
                source, target = known[deed.title], known[title]
                actions.link_activities(source, target, by=holder(site), why=why)
