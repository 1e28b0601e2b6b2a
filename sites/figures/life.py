"""A site's life: the stages it went through, the time they take against what is expected, talks."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from django.db.models import Max, UUIDField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit import clock
from kit.access import Standing
from kit.lasting import days as in_days
from kit.lasting import lasting
from kit.reads import Given, compiled
from kit.templatetags.kit import day
from sites.models import (
    EXPECTED,
    MOBILISATION,
    MOBILISING,
    Expectation,
    Site,
    StageChange,
    Talk,
    mobilisations_begun,
)


@dataclass(frozen=True, slots=True)
class LifeStep:
    """One stage of a site's life: from `since` to `until` (None: it lasts), with its reason."""

    stage: Site.State
    words: str
    since: date
    until: date | None
    reason: str

    @property
    def is_current(self) -> bool:
        return self.until is None


def life_line(site: Site) -> tuple[LifeStep, ...]:
    """The stages that the site went through, oldest first; a pause that went on is one stage."""
    steps: list[LifeStep] = []
    for change in changes_at(site=site.pk):
        since = change.on
        if steps and change.before == change.after:
            since = steps.pop().since
        elif steps:
            steps[-1] = replace(steps[-1], until=change.on)
        stage = Site.State(change.after)
        steps.append(LifeStep(stage, str(stage.label), since, None, change.reason))
    return tuple(steps)


@compiled
def changes_at() -> Any:
    """The changes of a site's stage, the earliest first."""
    changes = StageChange.objects.filter(site=Given("site", UUIDField()))
    return changes.order_by("on", "created_at")


@dataclass(frozen=True, slots=True)
class StageRecord:
    """A change of stage as the national team reads it: what shows it, why, who."""

    words: str
    on: date
    days: int
    lasted: str
    is_current: bool
    reason: str
    evidence: str
    link: str
    look_again_on: date | None
    merged_into: str
    by: str


def history(site: Site, today: date | None = None) -> tuple[StageRecord, ...]:
    """The changes of stage, the latest first, each with the days that its stage lasted."""
    changes = list(
        StageChange.objects.filter(site=site)
        .select_related("by", "merged_into")
        .order_by("-on", "-created_at")
    )
    ends = [today or clock.today(), *(change.on for change in changes)]
    return tuple(
        StageRecord(
            words=str(Site.State(change.after).label),
            on=change.on,
            days=(end - change.on).days,
            lasted=lasting(change.on, end),
            is_current=place == 0,
            reason=change.reason,
            evidence=change.evidence,
            link=change.link,
            look_again_on=change.look_again_on,
            merged_into=change.merged_into.name if change.merged_into else "",
            by=str(change.by) if change.by else "",
        )
        for place, (change, end) in enumerate(zip(changes, ends, strict=False))
    )


def last_change(site: Site) -> UUID | None:
    """The change of stage that a form is read at; two people cannot both follow the same one."""
    rows = StageChange.objects.filter(site=site).order_by("-on", "-created_at")
    return rows.values_list("pk", flat=True).first()


class Pace(StrEnum):
    """How the time in a stage compares with what is expected; words, never a colour alone."""

    FREE = "free"
    ON_TIME = "on_time"
    LONGER = "longer"
    TOO_LONG = "too_long"
    RESTING = "resting"
    LOOK_AGAIN = "look_again"
    ENDED = "ended"


PACE_WORDS = {
    Pace.FREE: gettext_lazy("no expected time"),
    Pace.ON_TIME: gettext_lazy("within the expected time"),
    Pace.LONGER: gettext_lazy("longer than expected"),
    Pace.TOO_LONG: gettext_lazy("far too long: a call is due"),
    Pace.RESTING: gettext_lazy("paused, with a day to look again"),
    Pace.LOOK_AGAIN: gettext_lazy("paused, to be looked at again now"),
    Pace.ENDED: gettext_lazy("ended"),
}
ALERTS = frozenset({Pace.LONGER, Pace.TOO_LONG, Pace.LOOK_AGAIN})


@dataclass(frozen=True, slots=True)
class StageWatch:
    """The time a site has been in its stage against what is expected.

    `expected` and `alert_after` are 0 where nothing is expected. `mobilising` counts from the
    first contact of the present mobilisation, None once the site is engaged.
    """

    stage: Site.State
    since: date
    days: int
    expected: int
    alert_after: int
    mobilising_since: date | None
    mobilising: int | None
    look_again_on: date | None
    pace: Pace

    @property
    def stage_words(self) -> str:
        return str(self.stage.label)

    @property
    def words(self) -> str:
        """The watch in a sentence or two, with what was expected."""
        return watch_words(self)

    @property
    def pace_words(self) -> str:
        return str(PACE_WORDS[self.pace])

    @property
    def alerts(self) -> bool:
        """True when somebody should call the site."""
        return self.pace in ALERTS


def stage_watch(site: Site, today: date | None = None) -> StageWatch:
    """The watch of one site."""
    return watch_of([site], today)[site.pk]


def watch_of(sites: Collection[Site], today: date | None = None) -> dict[UUID, StageWatch]:
    """The watch of each site by its id, in one query whatever their number."""
    today = today or clock.today()
    begun = mobilisations([site for site in sites if site.state in MOBILISING])
    return {site.pk: watch(site, begun.get(site.pk), today) for site in sites}


def mobilisations(sites: Collection[Site]) -> Mapping[UUID, date]:
    """The day on which the present mobilisation of each site began: a pause or an end before it is over."""
    if not sites:
        return {}
    entered = mobilisations_begun().filter(site__in=sites)
    return dict(entered.order_by().values_list("site").annotate(began=Max("on")))


class InAStage(Protocol):
    """A site, or a row of a list that has these columns."""

    @property
    def state(self) -> str: ...
    @property
    def stage_since(self) -> date: ...
    @property
    def look_again_on(self) -> date | None: ...


def watch(site: InAStage, began: date | None, today: date) -> StageWatch:
    """The watch of a site whose present mobilisation `began` on that day."""
    stage = Site.State(site.state)
    days = (today - site.stage_since).days
    expected = EXPECTED.get(stage)
    since = (began or site.stage_since) if stage in MOBILISING else None
    mobilising = (today - since).days if since else None
    return StageWatch(
        stage=stage,
        since=site.stage_since,
        days=days,
        expected=expected.days if expected else 0,
        alert_after=(expected.alert or 0) if expected else 0,
        mobilising_since=since,
        mobilising=mobilising,
        look_again_on=site.look_again_on,
        pace=pace_of(site, days, mobilising, today),
    )


def pace_of(site: InAStage, days: int, mobilising: int | None, today: date) -> Pace:
    """The worse of the stage's own time and the whole mobilisation's."""
    if site.state in Site.ENDS:
        return Pace.ENDED
    if site.look_again_on is not None:
        return Pace.LOOK_AGAIN if site.look_again_on <= today else Pace.RESTING
    spent = [(days, EXPECTED.get(Site.State(site.state)))]
    if mobilising is not None:
        spent.append((mobilising, MOBILISATION))
    paces = [against(count, expected) for count, expected in spent if expected]
    return max(paces, key=[Pace.ON_TIME, Pace.LONGER, Pace.TOO_LONG].index, default=Pace.FREE)


def against(days: int, expected: Expectation) -> Pace:
    if expected.alert is not None and days > expected.alert:
        return Pace.TOO_LONG
    return Pace.LONGER if days > expected.days else Pace.ON_TIME


def watch_words(watch: StageWatch) -> str:
    """The watch in a sentence or two, with what was expected and when a call is due."""
    facts = {
        "days": in_days(watch.days),
        "expected": in_days(watch.expected),
        "whole": in_days(watch.mobilising or 0),
        "call": in_days(watch.alert_after),
        "planned": in_days(MOBILISATION.days),
        "call_in_all": in_days(MOBILISATION.alert or 0),
        "day": day(watch.look_again_on),
    }
    # Against nothing expected, time is said as people say it.
    if not watch.expected:
        facts["days"] = lasting(watch.since, watch.since + timedelta(days=watch.days))
    if watch.look_again_on:
        return _("Paused for %(days)s, to be looked at again on %(day)s.") % facts
    if watch.stage in Site.ENDS:
        return _("Ended %(days)s ago.") % facts
    if not watch.expected:
        return _("At this stage for %(days)s; no time is expected.") % facts
    said = _("At this stage for %(days)s, %(expected)s were expected.") % facts
    if watch.alert_after:
        said = (
            _(
                "At this stage for %(days)s, %(expected)s were expected; a call is due after %(call)s."
            )
            % facts
        )
    if watch.mobilising is None:
        return said
    whole = (
        _(
            "The whole mobilisation has lasted %(whole)s, %(planned)s were planned; a call is due "
            "after %(call_in_all)s."
        )
        % facts
    )
    return f"{said} {whole}"


@dataclass(frozen=True, slots=True)
class TalkNote:
    """The latest wording of a note of an informal talk, with those before it."""

    id: UUID
    on: date
    met: str
    text: str
    by: str
    before: tuple["TalkNote", ...] = ()


def talks_of(site: Site) -> tuple[TalkNote, ...]:
    """The informal talks about a site, the latest first; corrections stand over what they correct."""
    rows = list(
        Talk.objects.filter(site=site).select_related("by").order_by("-on", "-created_at", "pk")
    )
    by_id: dict[Any, Talk] = {row.pk: row for row in rows}
    corrected = {row.corrects_id for row in rows}
    return tuple(note(row, by_id) for row in rows if row.pk not in corrected)


def note(row: Talk, rows: Mapping[Any, Talk]) -> TalkNote:
    before = []
    earlier = rows.get(row.corrects_id)
    while earlier is not None:
        before.append(bare(earlier))
        earlier = rows.get(earlier.corrects_id)
    latest = bare(row)
    return TalkNote(latest.id, latest.on, latest.met, latest.text, latest.by, tuple(before))


def bare(row: Talk) -> TalkNote:
    return TalkNote(row.pk, row.on, row.met, row.text, str(row.by))


@dataclass(frozen=True, slots=True)
class Way:
    """A stage to which the site can go now."""

    stage: str
    words: str


@dataclass(frozen=True, slots=True)
class Ways:
    """Where the site can go: the next step, back on the path, off the path."""

    forward: tuple[Way, ...]
    back: tuple[Way, ...]
    off: tuple[Way, ...]


def ways(site: Site) -> Ways:
    """The table of moves from the present stage, in the order of a site's life."""
    open_now = [stage for stage in Site.State if site.can_move_to(stage)]
    here = Site.PATH.index(site.current_stage) if site.current_stage in Site.PATH else -1

    def named(stages: Collection[Site.State]) -> tuple[Way, ...]:
        return tuple(Way(stage.value, str(stage.label)) for stage in stages)

    on_path = [stage for stage in open_now if stage in Site.PATH]
    return Ways(
        forward=named([stage for stage in on_path if Site.PATH.index(stage) > here]),
        back=named([stage for stage in on_path if Site.PATH.index(stage) < here]),
        off=named([stage for stage in open_now if stage in Site.OFF_RAMPS]),
    )


def hosts_of(site: Site) -> tuple[tuple[str, str], ...]:
    """The sites of the region that this one may be merged into: those that go on."""
    rows = Site.objects.filter(region=site.region_id).exclude(pk=site.pk)
    going_on = rows.exclude(state__in=Site.ENDS).order_by("sort_name", "slug")
    return tuple(going_on.values_list("slug", "name"))


def site_called(slug: str) -> Site:
    """The site of that address; the caller has it from a list of real ones."""
    return Site.objects.get(slug=slug)


def sites_named(words: str, standing: Standing) -> list[Site]:
    """The sites in somebody's sight of this name or address; several when the name is not unique."""
    return list(Site.objects.visible_to(standing).named(words).order_by("slug")[:9])
