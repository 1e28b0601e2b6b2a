"""What a handover file says of the collective: decisions, money, support days."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.templatetags.kit import day, euros, number
from overview import stages
from overview.addresses import at_site
from overview.handover import Matter, Part
from partnership import figures
from partnership.models import Decision, Grant, SupportDay
from sites.models import Site

LAST, SHOWN = 5, 12
GOING = {Grant.State.ASKED, Grant.State.GRANTED}
AHEAD = {SupportDay.State.ASKED, SupportDay.State.PLANNED}

type Circle = Sequence[figures.DecisionFigure]


def reviews(site: Site, circle: Circle) -> Part:
    """Decisions with a day of review, the nearest first; those whose day has come are said so."""
    found = sorted(
        (d for d in circle if d.review_on), key=lambda d: (d.review_on or date.max, d.title)
    )
    late = sum(d.review_due for d in found)
    sentence = ngettext(
        "%(count)s decision has a day of review, %(late)s of them today or before.",
        "%(count)s decisions have a day of review, %(late)s of them today or before.",
        len(found),
    ) % {"count": len(found), "late": late}
    return Part(
        key="reviews",
        title=_("Reviews to hold"),
        sentence=sentence if found else _("No decision waits for its review."),
        total=len(found),
        matters=tuple(
            Matter(
                what=d.title,
                when=_("to be reviewed on %(day)s") % {"day": day(d.review_on)},
                note=_("The day has come.") if d.review_due else "",
                url=at_site("partnership:decision-page", site, decision=d.id),
                late=d.review_due,
            )
            for d in found[:SHOWN]
        ),
        url=at_site("partnership:decision-list", site),
    )


def decided(site: Site, circle: Circle) -> Part:
    """The last decisions of the collective, and the proposals that wait for consent."""
    taken = [d for d in circle if d.state == Decision.State.TAKEN]
    open_ones = [d for d in circle if d.state == Decision.State.PROPOSED]
    found = [*open_ones, *sorted(taken, key=lambda d: d.taken_on or date.min, reverse=True)]
    facts = {"taken": len(taken), "open": len(open_ones)}
    return Part(
        key="decisions",
        title=_("Last decisions of the collective"),
        sentence=_("Taken by consent so far: %(taken)s. Waiting for consent: %(open)s.") % facts
        if found
        else _("The collective has not taken a decision yet."),
        total=len(found),
        matters=tuple(
            Matter(
                what=d.title,
                who=_("facilitated by %(name)s") % {"name": d.facilitator} if d.facilitator else "",
                when=_("taken on %(day)s") % {"day": day(d.taken_on)}
                if d.taken_on
                else _("proposed on %(day)s") % {"day": day(d.proposed_on)},
                note=d.wording or d.proposal,
                url=at_site("partnership:decision-page", site, decision=d.id),
            )
            for d in found[:LAST]
        ),
        url=at_site("partnership:decision-list", site),
    )


def money_part(site: Site, today: date) -> Part:
    """Grants that were asked or granted and are not paid in full, and how long the backbone is paid."""
    going = [g for g in figures.money(site).grants if g.state in GOING]
    held = figures.backbone(site)
    sentence = ngettext(
        "%(count)s grant is in progress.", "%(count)s grants are in progress.", len(going)
    ) % {"count": len(going)}
    if not going:
        sentence = _("No grant is in progress.")
    return Part(
        key="money",
        title=_("Money and backbone"),
        sentence=f"{sentence} {runway(held, today)}",
        total=len(going),
        matters=tuple(
            Matter(
                what=grant.purpose,
                who=grant.funder,
                when=_("asked on %(day)s") % {"day": day(grant.asked_on)},
                note=amounts(grant.part.asked, grant.part.granted, grant.part.paid),
                url=at_site("partnership:grant-page", site, grant=grant.id),
            )
            for grant in going[:SHOWN]
        ),
        url=at_site("partnership:grant-list", site),
    )


def amounts(asked: Decimal, granted: Decimal, paid: Decimal) -> str:
    """The site's part in euros: three numbers that are not added up."""
    return _("Asked %(asked)s, granted %(granted)s, paid %(paid)s.") % {
        "asked": euros(asked),
        "granted": euros(granted),
        "paid": euros(paid),
    }


def runway(held: figures.BackboneFigure, today: date) -> str:
    """How long the first money of the backbone still lasts, and which functions nobody holds."""
    vacant = len(held.vacant)
    said = ngettext(
        "%(count)s of the six backbone functions has no holder.",
        "%(count)s of the six backbone functions have no holder.",
        vacant,
    ) % {"count": vacant}
    first = held.first_end
    if first is None or first.funded_until is None:
        return said if vacant else _("The six backbone functions are held.")
    facts = {"day": day(first.funded_until)}
    if first.funded_until < today:
        paid = _("The first money of the backbone ended on %(day)s.") % facts
    else:
        facts["time"] = stages.lasting(today, first.funded_until)
        paid = _("The backbone is paid until %(day)s, that is for %(time)s.") % facts
    return f"{paid} {said}" if vacant else paid


def support_part(site: Site) -> Part:
    """Support days that are asked or planned, and how many of the twelve were held."""
    summary = figures.support_of([site])[site.pk]
    ahead = [s for s in figures.support_days(site) if s.state in AHEAD]
    found = sorted(ahead, key=lambda s: (s.on or date.max, s.title))
    facts = {"done": number(summary.done), "promised": summary.promised_days, "count": len(found)}
    return Part(
        key="support",
        title=_("Support days"),
        sentence=_(
            "%(done)s of %(promised)s days of co-training were held. Asked or planned: %(count)s."
        )
        % facts,
        total=len(found),
        matters=tuple(
            Matter(
                what=f"{s.kind_words.capitalize()}: {s.title}"
                if not s.title.lower().startswith(s.kind_words.lower())
                else s.title,
                who=s.led_by,
                when=_("on %(day)s") % {"day": day(s.on)}
                if s.on
                else _("asked on %(day)s") % {"day": day(s.asked_on)},
                note=s.promised or s.need,
                late=s.overdue,
            )
            for s in found[:SHOWN]
        ),
        url=at_site("partnership:support-list", site),
    )
