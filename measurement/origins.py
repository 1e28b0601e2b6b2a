"""What a decision of a learning review did to the plan, in words, and on the page of the activity."""

from django.urls import reverse
from django.utils.translation import gettext as _

from agenda.models import Activity
from agenda.origins import Origin, register
from agenda.planning import LABELS
from measurement.models import PlanChange


def words_of_change(kind: str, words: str) -> str:
    """States and fields by their names; a note has its words on the activity's page."""
    if kind == PlanChange.Kind.MOVED:
        before, after = words.split(" ", maxsplit=1)
        return _("from “%(before)s” to “%(after)s”") % {
            "before": Activity.State(before).label,
            "after": Activity.State(after).label,
        }
    if kind == PlanChange.Kind.CORRECTED:
        return ", ".join(str(LABELS[name]) for name in words.split() if name in LABELS)
    return ""


@register
def decisions_behind(activity: Activity) -> tuple[Origin, ...]:
    """The changes of an activity that came from decisions of reviews; one query."""
    rows = PlanChange.objects.filter(activity=activity).select_related("adaptation__cycle")
    return tuple(
        Origin(
            at=row.at,
            label=str(row.get_kind_display()),
            detail=words_of_change(row.kind, row.words),
            decision=row.adaptation.text,
            address=reverse(
                "measurement:cycle-page",
                kwargs={"site": activity.site.slug, "cycle": row.adaptation.cycle_id},
            ),
        )
        for row in rows.order_by("at", "pk")
    )
