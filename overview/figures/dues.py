"""What is due at one site beyond its line on the board: figures, activities, support, decisions, money."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import TRIAD, Role
from agenda.figures import ActivityFigure
from governance.figures import CommitmentFigure
from kit.templatetags.kit import day
from measurement.dues import DueFigure
from overview.figures.needs import NATIONAL, THE_TRIAD, Need
from overview.figures.rows import BoardRow
from partnership.figures import BackboneFigure, CircleSummary, SupportAhead, SupportSummary
from partnership.figures.backbone import HolderFigure
from partnership.figures.money import GrantFigure
from partnership.models import Grant
from sites.figures import Outdated

# A funder that has not answered, or has not paid, for so long is to be asked.
SILENCE, UNPAID = timedelta(days=90), timedelta(days=180)
WAITS = {
    "late": (
        gettext_lazy("“%(title)s” was due on %(day)s."),
        gettext_lazy("It was due on %(day)s."),
    ),
    "untouched": (
        gettext_lazy("Nobody has told of “%(title)s” since %(day)s."),
        gettext_lazy("No news since %(day)s."),
    ),
    "suspended": (
        gettext_lazy("“%(title)s” has been suspended since %(day)s."),
        gettext_lazy("Suspended since %(day)s: is it to be taken up again?"),
    ),
}
SUPPORTERS = TRIAD | {Role.COACH, Role.FACILITATOR, Role.NATIONAL}


def needs_of_begin(row: BoardRow) -> Iterator[Need]:
    """No version of the common agenda has been begun."""
    if row.agenda.number is None:
        yield Need(
            kind="agenda",
            icon="pencil",
            fact=_("No common agenda has been begun."),
            task=_("Begin the common agenda"),
            detail=_("Start with the horizon: what you wish to see in ten years."),
            who=str(THE_TRIAD),
            route="agenda:desk",
            since=row.watch.since,
        )


def needs_of_links(outdated: Iterable[Outdated]) -> Iterator[Need]:
    """Neighbourhoods that left the official list and that the site still names."""
    for place in outdated:
        facts = {"name": place.name, "year": place.left_in}
        fact = _("The site still names %(name)s, which left the list of %(year)s.") % facts
        yield Need(
            kind="links",
            icon="pin",
            fact=fact,
            task=_("Say which neighbourhood the site covers instead of %(name)s") % facts,
            detail=fact,
            who=str(NATIONAL),
            route="sites:link-list",
            since=date(place.left_in, 1, 1),
            turns=frozenset({Role.NATIONAL}),
        )


def needs_of_figures(dues: Iterable[DueFigure]) -> Iterator[Need]:
    """Values that people of the site enter themselves and that are due, one by one."""
    for due in dues:
        facts = {"name": due.name, "period": due.period, "day": day(due.due_on)}
        if due.late:
            yield Need(
                kind="figures",
                icon="curve",
                fact=_("“%(name)s”, %(period)s, has been due since %(day)s.") % facts,
                task=_("Give “%(name)s”, %(period)s") % facts,
                who=due.who,
                route="measurement:indicator-page",
                since=due.due_on,
                person=due.person,
                words=(("code", due.code),),
            )


def needs_of_activities(activities: Iterable[ActivityFigure]) -> Iterator[Need]:
    """Activities whose day has passed, that nobody has told of for long, or that are suspended for long.

    One word of its page, be it « still on course », and nobody is asked for sixty days.
    """
    for activity in activities:
        if activity.waits:
            facts = {
                "title": activity.title,
                "day": day(since_when(activity)),
            }
            fact, detail = WAITS[activity.waits]
            yield Need(
                kind="activity",
                icon="calendar",
                fact=fact % facts,
                task=_("Say where “%(title)s” stands") % facts,
                detail=detail % facts,
                who=activity.lead,
                route="agenda:activity-page",
                since=since_when(activity),
                words=(("activity", activity.id),),
            )


def since_when(activity: ActivityFigure) -> date | None:
    """The day since which somebody should say a word."""
    days = {"late": activity.due_on, "suspended": activity.since, "untouched": activity.touched_on}
    return days[activity.waits]


def needs_of_support(support: SupportSummary | SupportAhead) -> Iterator[Need]:
    """Support days that were asked for, and those whose day passed without a word of how it went."""
    for wish in support.asked:
        yield Need(
            kind="support",
            icon="hand",
            fact=_("The site has asked for support: %(title)s.") % {"title": wish.title},
            fact_detail=wish.need,
            task=_("Give a day to the support that was asked for: %(title)s")
            % {"title": wish.title},
            detail=wish.need,
            who=str(NATIONAL),
            route="partnership:support-list",
            since=wish.asked_on,
            turns=frozenset({Role.COACH, Role.FACILITATOR, Role.NATIONAL}),
        )
    for passed in support.unconfirmed:
        facts = {"title": passed.title, "day": day(passed.on)}
        yield Need(
            kind="support_day",
            icon="calendar",
            fact=_("Nobody has said how the support day of %(day)s went.") % facts,
            fact_detail=passed.title,
            task=_("Say how the support day of %(day)s went") % facts,
            detail=passed.title,
            who=passed.led_by or str(THE_TRIAD),
            route="partnership:support-hold",
            since=passed.on,
            turns=SUPPORTERS,
            words=(("support", passed.id),),
        )


def needs_of_circle(circle: CircleSummary) -> Iterator[Need]:
    """Decisions whose day of review has come."""
    for due in circle.due:
        facts = {"title": due.title, "day": day(due.due)}
        yield Need(
            kind="decision",
            icon="same",
            fact=_("The decision “%(title)s” was to be reviewed on %(day)s.") % facts,
            task=_("Review the decision “%(title)s”") % facts,
            who=str(THE_TRIAD),
            route="partnership:decision-page",
            since=due.due,
            words=(("decision", due.id),),
        )


def needs_of_backbone(figure: BackboneFigure, today: date) -> Iterator[Need]:
    """Functions of the backbone that lost their holder, and money that ends within six months."""
    for function in figure.functions:
        if function.vacant_since:
            yield unheld(function.words, function.former, function.vacant_since)
    for holder in figure.holders:
        if holder.money_ends_soon and holder.funded_until:
            yield unpaid(holder, holder.funded_until, today)


def unheld(function: str, former: str, since: date) -> Need:
    """Somebody left a function, and nobody followed."""
    facts = {"function": function, "name": former}
    return Need(
        kind="backbone",
        icon="people",
        fact=_("Nobody ensures “%(function)s” any more.") % facts,
        fact_detail=_("%(name)s did before.") % facts,
        task=_("Entrust “%(function)s” to somebody") % facts,
        detail=_("%(name)s did before.") % facts,
        who=str(THE_TRIAD),
        route="partnership:backbone-page",
        since=since,
    )


def unpaid(holder: HolderFigure, until: date, today: date) -> Need:
    """The money of a function ends soon, or has ended."""
    facts = {
        "function": holder.function_words,
        "name": holder.organisation,
        "day": day(until),
    }
    return Need(
        kind="backbone",
        icon="people",
        fact=_("“%(function)s” is paid until %(day)s only.") % facts,
        fact_detail=_("It is ensured by %(name)s.") % facts,
        task=_("Find what will pay “%(function)s” after %(day)s") % facts,
        detail=_("It is ensured by %(name)s.") % facts,
        who=holder.funded_by or str(THE_TRIAD),
        route="partnership:backbone-page",
        due=until if until >= today else None,
        since=until if until < today else None,
    )


def needs_of_grants(grants: Sequence[GrantFigure], today: date) -> Iterator[Need]:
    """Money that was asked three months ago without an answer, or granted six months ago and not paid."""
    for grant in grants:
        if not grant.own:
            continue
        facts = {"funder": grant.funder, "purpose": grant.purpose}
        asked = grant.state == Grant.State.ASKED and today - grant.asked_on >= SILENCE
        since = grant.paid_on or grant.decided_on or grant.asked_on
        unpaid = grant.state == Grant.State.GRANTED and today - since >= UNPAID
        if asked or unpaid:
            yield Need(
                kind="grant",
                icon="document",
                fact=_("%(funder)s has not answered the request for “%(purpose)s”.") % facts if asked else _("%(funder)s has granted “%(purpose)s” and not paid all of it.") % facts,
                task=_("Ask %(funder)s for an answer, and note it") % facts if asked else _("Note what %(funder)s has paid") % facts,
                detail=grant.purpose,
                who=grant.funder,
                route="partnership:grant-page",
                since=grant.asked_on if asked else since,
                words=(("grant", grant.id),),
            )  # fmt: skip


def needs_of_commitments(commitments: Iterable[CommitmentFigure]) -> Iterator[Need]:
    """What a seat has promised and the day of which has passed."""
    for promise in commitments:
        if promise.late and promise.due_on:
            facts = {"text": promise.text, "day": day(promise.due_on)}
            yield Need(
                kind="commitment",
                icon="bell",
                fact=_("“%(text)s” was promised for %(day)s.") % facts,
                task=_("Keep what was promised: %(text)s") % facts,
                detail=_("To %(name)s.") % {"name": promise.to_whom} if promise.to_whom else "",
                who=promise.carried_by,
                route="governance:commitment-list",
                since=promise.due_on,
                turns=frozenset({promise.seat}),
            )
