"""A plan that comes back from a spreadsheet goes in whole, once, with one entry in the journal."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agenda import codes, events
from agenda.actions.activities import amend, retie
from agenda.actions.plan import new_activity, step
from agenda.models import Activity, Wording
from agenda.plan_sheet import AdoptedPassage
from agenda.planning import ActivityFacts
from journal.actions import record
from kit.states import Refusal
from sites.models import Site


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """One line that goes in: a new activity, or one that was at `revision` and in state `before`."""

    number: int
    activity_id: Any
    revision: int
    before: str
    facts: ActivityFacts
    state: str
    reason: str = ""
    # Whether the line says to which passage the activity is tied; None then means « to none ».
    ties: bool = False
    passage: AdoptedPassage | None = None

    @property
    def place(self) -> tuple[Any, Any]:
        """The version and the passage to which it is to be tied."""
        return (self.passage.version_id, self.passage.passage_id) if self.passage else (None, None)


@transaction.atomic
def import_plan(site: Site, entries: Sequence[PlanEntry], *, by: User, once: str) -> int:
    """New activities and changes of a file, all or none; the same form sent twice goes in once.

    Refused whole when an activity was changed since the lines were looked through.
    """
    site = Site.objects.locked().get(pk=site.pk)
    keys = {entry.number: codes.keyed("sheet", once, entry.number) for entry in entries}
    there = {a.pk: a for a in Activity.objects.locked().filter(site=site).select_related("site")}
    done = {activity.once for activity in there.values()}
    added = changed = 0
    for entry in entries:
        if entry.activity_id is None:
            if keys[entry.number] not in done:
                new_activity(
                    site, entry.facts, by=by, state=entry.state, reason=entry.reason,
                    key=keys[entry.number], tied_to=wording_of(entry),
                )  # fmt: skip
                added += 1
        else:
            changed += apply(there.get(entry.activity_id), entry, by=by)
    if added or changed:
        record(events.PlanImported(added=added, changed=changed), by=by, site=site)
    return added + changed


def wording_of(entry: PlanEntry) -> Wording | None:
    """The passage that a line names."""
    if entry.passage is None:
        return None
    version, passage = entry.place
    return Wording.objects.select_related("version").get(version=version, passage=passage)


def apply(activity: Activity | None, entry: PlanEntry, *, by: User) -> bool:
    """What a line changes of an activity that is there; nothing where it was done already."""
    if activity is None:
        raise Refusal(_("No activity of this site has this identifier."))
    ties = entry.ties and (activity.version_id, activity.passage_id) != entry.place
    if ActivityFacts.of(activity) == entry.facts and activity.state == entry.state and not ties:
        return False
    if (activity.revision, activity.state) != (entry.revision, entry.before):
        raise Refusal(
            _("“%(title)s” was changed meanwhile: look through the lines again.")
            % {"title": activity.title}
        )
    tied = retie(activity, wording_of(entry)) if ties else None
    amended = amend(activity, entry.facts, by=by, tied=tied) is not None
    moved = entry.state != activity.state and step(
        activity, to=entry.state, by=by, reason=entry.reason
    )
    return amended or moved
