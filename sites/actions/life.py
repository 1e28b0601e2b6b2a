"""A site goes through its stages, and the national team keeps notes of its informal talks."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from journal.actions import record
from kit import clock
from kit.states import Refusal
from kit.templatetags.kit import day
from sites import events
from sites.actions.links import refuse_taken_meanwhile
from sites.models import Site, StageChange, Talk

# A pause is looked at again within two years: beyond, it is a withdrawal that nobody says.
LONGEST_PAUSE = timedelta(days=731)


@dataclass(frozen=True)
class Shown:
    """What goes with a change of stage: what shows it, when to look again, where the site went."""

    evidence: str = ""
    link: str = ""
    look_again_on: date | None = None
    merged_into: Site | None = None


NOTHING_SHOWN = Shown()
UNCHECKED: Any = object()


@transaction.atomic
def change_stage(
    site: Site,
    to: Site.State,
    *,
    by: User | None,
    on: date,
    reason: str = "",
    shown: Shown = NOTHING_SHOWN,
    seen: Any = UNCHECKED,
) -> Site:
    """The site goes to another stage, forwards or back; days follow each other.

    A pause, an end and a step back say why; a pause says when to look again, a merger into
    which site. `seen` is the last change that the person had before their eyes: when
    somebody else has moved the site since, nothing is changed and the sentence says so.
    """
    site = Site.objects.locked().get(pk=site.pk)
    last = site.stage_changes.select_related("by").order_by("-on", "-created_at").first()
    if seen is not UNCHECKED:
        refuse_overtaken(site, last, seen)
    before, reason = site.current_stage, reason.strip()
    refuse_impossible_move(site, to, on, last.on if last else site.stage_since)
    refuse_unsaid(site, to, on, reason, shown)
    if before in Site.ENDS and to not in Site.ENDS:
        refuse_taken_meanwhile(site, on)
    # A pause that goes on keeps the day on which it began.
    since = site.stage_since if to == before else on
    site.move_to(
        to, stage_since=since, look_again_on=shown.look_again_on, merged_into=shown.merged_into
    )
    change = StageChange.objects.create(
        site=site,
        before=before,
        after=to,
        on=on,
        reason=reason,
        evidence=shown.evidence.strip(),
        link=shown.link,
        look_again_on=shown.look_again_on,
        merged_into=shown.merged_into,
        by=by,
    )
    record(told(change), by=by, site=site, about=change)
    return site


def told(change: StageChange) -> events.StageChanged:
    """The change as the journal keeps it."""
    return events.StageChanged(
        before=Site.State(change.before),
        after=Site.State(change.after),
        on=change.on,
        reason=change.reason,
        evidence=change.evidence,
        look_again_on=change.look_again_on,
        merged_into=change.merged_into.slug if change.merged_into else "",
    )


def refuse_overtaken(site: Site, last: StageChange | None, seen: Any) -> None:
    """Says who moved the site while this person was reading, and where it stands now."""
    if seen == (last.pk if last else None):
        return
    facts = {
        "who": str(last.by) if last and last.by else _("The portal"),
        "stage": site.current_stage.label,
    }
    raise Refusal(
        _(
            "%(who)s moved the site to the stage “%(stage)s” while this page was open. Nothing of "
            "yours was recorded: read where the site stands now, then confirm or go back."
        )
        % facts
    )


def refuse_impossible_move(site: Site, to: Site.State, on: date, since: date) -> None:
    """The table of moves, and days that follow each other."""
    if not site.can_move_to(to):
        stages = {"before": site.current_stage.label, "after": to.label}
        raise Refusal(
            _("From the stage “%(before)s” a site cannot go to “%(after)s” in one step.") % stages
        )
    if on > clock.today():
        raise Refusal(_("A change of stage cannot be dated in the future."))
    if to == site.current_stage and on == since:
        raise Refusal(_("The site was paused that very day: choose a later one to prolong it."))
    if on < since:
        raise Refusal(
            _("The last change of stage is of %(day)s: choose that day or a later one.")
            % {"day": day(since)}
        )


def refuse_unsaid(site: Site, to: Site.State, on: date, reason: str, shown: Shown) -> None:
    """What a pause, an end or a step back must say."""
    if not reason and (to in Site.NEED_A_REASON or site.goes_back_to(to)):
        raise Refusal(_("Say why: the reason of a pause, an end or a step back is kept."))
    if (to == Site.State.PAUSED) != (shown.look_again_on is not None):
        raise Refusal(_("A pause, and only a pause, has a day to look again."))
    if shown.look_again_on and not on < shown.look_again_on <= on + LONGEST_PAUSE:
        raise Refusal(_("The day to look again comes after the pause begins, within two years."))
    into = shown.merged_into
    if (to == Site.State.MERGED) != (into is not None):
        raise Refusal(_("A merger, and only a merger, names another site."))
    if into is not None and into.pk == site.pk:
        raise Refusal(_("A site cannot be merged into itself."))
    if into is not None and into.state in Site.ENDS:
        raise Refusal(_("%(site)s has itself ended: choose a site that goes on.") % {"site": into})


@transaction.atomic
def keep_note(site: Site, *, by: User, on: date, met: str, text: str) -> Talk:
    """The national team notes an informal talk; only its members will read it.

    The entry stands in the national journal, not in the site's: its people do not learn there
    that they were spoken of.
    """
    refuse_empty_note(on, met, text)
    talk = Talk.objects.create(site=site, on=on, met=met.strip(), text=text.strip(), by=by)
    record(events.TalkNoted(site=site.name, on=on), by=by, about=talk)
    return talk


@transaction.atomic
def correct_note(talk: Talk, *, by: User, on: date, met: str, text: str) -> Talk:
    """A note is corrected by a new one; the earlier wording stays readable behind it."""
    refuse_empty_note(on, met, text)
    talk = Talk.objects.locked().select_related("site").get(pk=talk.pk)
    if Talk.objects.filter(corrects=talk).exists():
        raise Refusal(
            _("This note has been corrected in the meantime. Correct the latest wording.")
        )
    new = Talk.objects.create(
        site=talk.site, on=on, met=met.strip(), text=text.strip(), by=by, corrects=talk
    )
    record(events.TalkCorrected(site=talk.site.name, on=on), by=by, about=new)
    return new


def refuse_empty_note(on: date, met: str, text: str) -> None:
    if not met.strip() or not text.strip():
        raise Refusal(_("Say whom you met and what was said."))
    if on > clock.today():
        raise Refusal(_("A talk cannot be dated in the future."))
