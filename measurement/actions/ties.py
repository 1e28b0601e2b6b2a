"""Indicators are tied to what they should show."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from agenda.models import Activity, Version
from journal.actions import record
from kit import clock
from kit.states import Refusal
from measurement import events
from measurement.models import (
    Indicator,
    IndicatorTie,
)
from sites.models import Site


@transaction.atomic
def tie_indicator(
    indicator: Indicator,
    *,
    site: Site,
    by: User | None,
    activity: Activity | None = None,
    strategy: str = "",
    why: str = "",
) -> IndicatorTie:
    """From now on the indicator shows what an activity, or a strategy of the adopted version, changes.

    The tie remembers that version. What is tied already stays as it is.
    """
    site = Site.objects.locked().get(pk=site.pk)
    adopted = site.versions.filter(state=Version.State.ADOPTED).first()
    if indicator.site_id not in (None, site.pk) or (activity and activity.site_id != site.pk):
        raise Refusal(_("This is not one of this site."))
    if strategy and not (adopted and adopted.wordings.filter(strategy=strategy).exists()):
        raise Refusal(_("This strategy is in no adopted version of the common agenda."))
    there = site.indicator_ties.current().filter(indicator=indicator, strategy=strategy)
    if known := there.filter(activity=activity).first():
        return known
    tie = IndicatorTie.objects.create(
        site=site, indicator=indicator, activity=activity, strategy=strategy, version=adopted,
        why=why.strip(), tied_name=str(by or ""),
    )  # fmt: skip
    number = adopted.number if adopted else None
    event = events.IndicatorTied(name=indicator.name, to=thing_of(tie), number=number)
    record(event, by=by, site=site, about=tie)
    return tie


@transaction.atomic
def untie_indicator(tie: IndicatorTie, *, reason: str, by: User | None) -> IndicatorTie:
    """The indicator shows this no longer; the tie stays readable, with both days and the reason."""
    tie = IndicatorTie.objects.locked().get(pk=tie.pk)
    if not reason.strip():
        raise Refusal(_("Say why: the reason is kept."))
    if tie.ended_on is not None:
        return tie
    tie.ended_on, tie.reason = clock.today(), reason.strip()
    tie.save(update_fields=["ended_on", "reason"])
    event = events.IndicatorUntied(name=tie.indicator.name, to=thing_of(tie), reason=tie.reason)
    record(event, by=by, site=tie.site, about=tie)
    return tie


def thing_of(tie: IndicatorTie) -> str:
    """The title of the activity, or the name of the strategy."""
    return tie.activity.title if tie.activity else tie.strategy
