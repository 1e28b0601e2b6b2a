"""What is strong in a collective and what is missing, in sentences that follow from facts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit import clock
from kit.templatetags.kit import day, euros, number
from partnership.figures.backbone import BackboneFigure, backbone
from partnership.figures.circle import CircleSummary, circles
from partnership.figures.money import Money, money_of
from partnership.figures.network import NetworkSummary, networks
from partnership.figures.support import PROMISED_DAYS, SupportSummary, support_of
from sites.models import Site

RECENT = 365
LONG_PAID = 12


@dataclass(frozen=True, slots=True)
class Point:
    """A sentence with the page that it comes from, and where somebody may act on it.

    `act` and `see` are routes of the site; `words` are what the address of `act` needs besides,
    `task` is what is done there.
    """

    sentence: str
    see: str
    act: str = ""
    task: str = ""
    words: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class CollectiveFigure:
    """A collective in one page: what each of its parts is, what is strong, what is missing."""

    network: NetworkSummary
    backbone: BackboneFigure
    money: Money
    support: SupportSummary
    circle: CircleSummary

    @property
    def strong(self) -> tuple[Point, ...]:
        """What may be built on."""
        return (
            *strong_network(self.network),
            *strong_backbone(self.backbone),
            *strong_means(self.money, self.support),
            *strong_circle(self.circle),
        )

    @property
    def missing(self) -> tuple[Point, ...]:
        """What is to be sought, answered or looked at again."""
        return (
            *missing_partners(self.network),
            *missing_backbone(self.backbone),
            *missing_support(self.support),
            *missing_circle(self.circle),
        )


def collective(site: Site) -> CollectiveFigure:
    """One site's collective, in the same number of queries whatever it holds."""
    return CollectiveFigure(
        network=networks([site])[site.pk],
        backbone=backbone(site),
        money=money_of([site])[site.pk],
        support=support_of([site])[site.pk],
        circle=circles([site])[site.pk],
    )


def strong_network(network: NetworkSummary) -> Iterator[Point]:
    """Partners that came lately, and networks without a blind spot."""
    if network.total and not network.blind:
        yield Point(_("Every sector takes part."), "partner-list")
    elif network.total and not network.usual_blind:
        words = _("Companies, culture and small associations take part: sites usually lack them.")
        yield Point(words, "partner-list")
    if network.newest and (clock.today() - network.newest).days <= RECENT:
        words = _("The network grows: an organisation joined on %(day)s.")
        yield Point(words % {"day": day(network.newest)}, "partner-list")


def strong_backbone(figure: BackboneFigure) -> Iterator[Point]:
    """Functions that are all held, and time that is paid for long."""
    if not figure.vacant:
        yield Point(_("All six functions of the backbone are held."), "backbone-page")
    if figure.runway is not None and figure.runway >= LONG_PAID and not figure.unknown:
        words = _("The time of the backbone is paid for %(months)s months at least.")
        yield Point(words % {"months": figure.runway}, "backbone-page")


def strong_means(mine: Money, support: SupportSummary) -> Iterator[Point]:
    """Money that came thanks to the collective, and days of training that were held."""
    if mine.helped:
        words = _("The name of the collective helped to obtain %(amount)s.")
        yield Point(words % {"amount": euros(mine.helped)}, "grant-list")
    if support.done:
        facts = {"done": number(support.done), "whole": number(PROMISED_DAYS)}
        words = _("Days of co-training held: %(done)s of %(whole)s.")
        yield Point(words % facts, "support-list")


def strong_circle(circle: CircleSummary) -> Iterator[Point]:
    """Decisions that were taken, none of which waits for its review."""
    if circle.taken and not circle.due:
        words = ngettext(
            "%(count)s decision taken by consent, and none waits for its review.",
            "%(count)s decisions taken by consent, and none waits for its review.",
            circle.taken,
        )
        yield Point(words % {"count": circle.taken}, "decision-list")


def missing_partners(network: NetworkSummary) -> Iterator[Point]:
    """The sectors from which nobody comes, one sentence for all of them."""
    if not network.total:
        words = _("No partner is recorded yet.")
        yield Point(words, "partner-list", "partner-paste", _("Paste a list of partners"))
    elif network.blind:
        words = _("Nobody yet from these sectors: %(names)s.")
        names = ", ".join(network.blind)
        yield Point(words % {"names": names}, "partner-list", "partner-add", _("Add a partner"))


def missing_backbone(figure: BackboneFigure) -> Iterator[Point]:
    """Functions without a holder, and money that is certain for six months at most."""
    for function in figure.vacant:
        facts = {"function": function.words, "day": day(function.vacant_since)}
        said = _("Nobody ensures “%(function)s” since %(day)s.") if function.vacant_since else _("Nobody ensures “%(function)s” yet.")  # fmt: skip
        yield Point(
            said % facts, "backbone-page", "function-entrust", _("Entrust this function"),
            (("function", function.function),),
        )  # fmt: skip
    first = figure.first_end
    if first is not None and first.money_ends_soon:
        yield Point(
            figure.runway_sentence, "backbone-page", "grant-ask", _("Record a request for money")
        )


def missing_support(support: SupportSummary) -> Iterator[Point]:
    """Requests that wait for a day, and days of which nobody has said how they went."""
    for wish in support.asked:
        facts = {"title": wish.title, "day": day(wish.asked_on)}
        words = _("“%(title)s” was asked for on %(day)s and has no day yet.") % facts
        yield Point(words, "support-list", "support-plan", _("Set a day"), (("support", wish.id),))
    for passed in support.unconfirmed:
        facts = {"title": passed.title, "day": day(passed.on)}
        words = _("“%(title)s” was planned on %(day)s: nobody has said how it went.") % facts
        yield Point(
            words, "support-list", "support-hold", _("Say how it went"), (("support", passed.id),)
        )


def missing_circle(circle: CircleSummary) -> Iterator[Point]:
    """Decisions whose day of review has come, and objections that were not met."""
    for due in circle.due:
        facts = {"title": due.title, "day": day(due.due)}
        words = _("The decision “%(title)s” was to be reviewed on %(day)s.") % facts
        yield Point(
            words, "decision-list", "decision-review", _("Review this decision"),
            (("decision", due.id),),
        )  # fmt: skip
    if circle.open_objections:
        words = ngettext(
            "%(count)s objection waits for an answer.",
            "%(count)s objections wait for an answer.",
            circle.open_objections,
        )
        yield Point(words % {"count": circle.open_objections}, "decision-list")
