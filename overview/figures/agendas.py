"""The common agenda, its voices and its plan, as page and paper show them."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agenda.figures import ActivityFigure, AgendaState, OutcomeFigure
from agenda.models import Comment, Outcome, Version
from kit.templatetags.kit import day
from overview.snapshot import (
    ActivityRow,
    AgendaFigures,
    AgendaVersion,
    Period,
    StrategyFigures,
    Tally,
    Voice,
    VoiceFigures,
)
from sites.models import Site

NO_STRATEGY = gettext_lazy("Other activities")
# The report's signs, by what became of a comment and by the state of an activity.
OUTCOME_SIGN = {"passed_on": "transmitted", "moderated": "withdrawn"}
ACTIVITY_SIGN = {
    "idea": "planned",
    "ready": "planned",
    "under_way": "running",
    "suspended": "suspended",
    "done": "done",
    "given_up": "dropped",
}
STANDING = {
    "writing": gettext_lazy("Version %(number)s has been in writing since %(day)s."),
    "open": gettext_lazy("Version %(number)s is open to comments until %(closes)s."),
    "reworking": gettext_lazy("Version %(number)s has been reworked with the comments since %(day)s."),
    "endorsing": gettext_lazy("Version %(number)s has awaited the endorsement of the three seats since %(day)s."),
    "adopted": gettext_lazy("Version %(number)s was adopted on %(day)s."),
}  # fmt: skip


def standing_of_agenda(state: AgendaState) -> str:
    """Where the agenda stands, in one sentence; empty before the first version."""
    if state.state not in STANDING:
        return ""
    return str(STANDING[state.state]) % {
        "number": state.number,
        "day": day(state.since),
        "closes": day(state.closes_on),
    }


def agenda_figures(site: Site, state: AgendaState) -> AgendaFigures:
    """The agenda with the list of its public versions."""
    versions = list(
        Version.objects.filter(site=site)
        .public()
        .defer("content")
        .annotate(passages=Count("wordings"))
        .order_by("number")
    )
    shown: Any = next((v for v in versions if v.number == state.horizon_number), None)
    return AgendaFigures(
        horizon=state.horizon,
        horizon_version=state.horizon_number,
        horizon_adopted_on=shown.adopted_on if shown else None,
        passages=shown.passages if shown else 0,
        versions=tuple(version(site, v) for v in versions),
        standing=standing_of_agenda(state),
    )


def version(site: Site, found: Version) -> AgendaVersion:
    superseded = found.state == Version.State.SUPERSEDED
    page = reverse("agenda:version-page", kwargs={"site": site.slug, "number": found.number})
    return AgendaVersion(
        number=found.number,
        state=found.state,
        state_text=str(found.get_state_display()),
        adopted_on=found.adopted_on,
        superseded_on=found.ended_on if superseded else None,
        sha256=found.sha256,
        address=f"{settings.BASE_URL}{page}",
    )


def voices_in(site: Site, period: Period) -> VoiceFigures:
    """What was said in the period and what has become of it; the sum of outcomes is `received`."""
    start, end = instants(period)
    made: Any = Comment.objects.filter(site=site, at__gte=start, at__lt=end)
    by_kind = made.with_outcome().order_by().values_list("outcome_kind")
    counted = dict(by_kind.annotate(n=Count("pk")))
    waiting = counted.pop(None, 0)
    answered = sum(counted.values())
    tallies = [Tally(sign(kind), str(label), counted.get(kind, 0)) for kind, label in Outcome.Kind.choices]  # fmt: skip
    tallies.append(Tally("awaiting", _("awaiting an answer"), waiting))
    return VoiceFigures(
        received=answered + waiting,
        answered=answered,
        sentence=voices_sentence(answered + waiting, answered, period),
        outcomes=tuple(t for t in tallies if t.count),
    )


def sign(kind: str) -> str:
    return OUTCOME_SIGN.get(kind, kind)


def instants(period: Period) -> tuple[datetime, datetime]:
    """From the first instant of the first day to the first after the last, in Paris."""
    start = datetime.combine(period.start, datetime.min.time())
    end = datetime.combine(period.end, datetime.max.time())
    return timezone.make_aware(start), timezone.make_aware(end)


def voices_sentence(received: int, answered: int, period: Period) -> str:
    if not received:
        return _("No comment was made in this period.")
    said = ngettext(
        "%(count)s comment from %(start)s to %(end)s.",
        "%(count)s comments from %(start)s to %(end)s.",
        received,
    ) % {"count": received, "start": day(period.start), "end": day(period.end)}
    return said + " " + ngettext(
        "%(count)s has had an answer.", "%(count)s have had an answer.", answered
    ) % {"count": answered}  # fmt: skip


def voice(outcome: OutcomeFigure) -> Voice:
    """A comment with its answer."""
    said_by = outcome.public_name
    if outcome.workshop:
        said_by = _("%(name)s, at a workshop") % {"name": said_by}
    passage = _("version %(number)s") % {"number": outcome.number}
    if outcome.place:
        passage = _("passage %(place)s, version %(number)s") % {"place": outcome.place, "number": outcome.number}  # fmt: skip
    return Voice(
        words=outcome.text,
        said_by=said_by,
        outcome=sign(outcome.kind),
        outcome_text=outcome.label,
        reason=outcome.reason,
        passage=passage,
        key=str(outcome.comment_id),
    )


def plan(activities: tuple[ActivityFigure, ...]) -> tuple[StrategyFigures, ...]:
    """The activities under their strategy, in the order in which strategies first appear."""
    found: dict[str, list[ActivityRow]] = {}
    for activity in activities:
        found.setdefault(activity.strategy or str(NO_STRATEGY), []).append(activity_row(activity))
    return tuple(StrategyFigures(name, "", tuple(rows)) for name, rows in found.items())


def activity_row(activity: ActivityFigure) -> ActivityRow:
    text = _("%(state)s since %(day)s") % {"state": activity.label, "day": day(activity.since)}
    text = text[:1].upper() + text[1:]
    return ActivityRow(
        name=activity.title,
        who=activity.lead,
        due=day(activity.due_on),
        state=ACTIVITY_SIGN.get(activity.state, activity.state),
        state_text=f"{text} : {activity.reason}" if activity.reason else text,
    )


def quarter_of(when: date) -> Period:
    """The quarter in which a day lies."""
    first = date(when.year, 3 * ((when.month - 1) // 3) + 1, 1)
    after = date(first.year + (first.month == 10), (first.month + 2) % 12 + 1, 1)
    return Period(first, date.fromordinal(after.toordinal() - 1))
