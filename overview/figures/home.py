"""The home page: where the sites are, what is open, three figures, what was adopted lately."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agenda.figures import OpenConsultation, ending_first, open_consultations
from agenda.models import Comment, Outcome, Version, Wording
from agenda.models.versions import Section
from kit import clock
from kit.reads import compiled
from kit.templatetags.kit import number, weekday
from overview.addresses import at_site
from overview.figures.movement import LISTED, Movement, movement

ADOPTED = 3
# The consultations that end first; the others stand on their own page.
OPEN = 6


@dataclass(frozen=True, slots=True)
class Consultation:
    """An open consultation in sentences, with the way to it."""

    title: str
    text: str
    note: str
    days_left: int
    url: str


@dataclass(frozen=True, slots=True)
class Adopted:
    """An adopted agenda, its horizon, and what a resident's words changed in it."""

    site: str
    slug: str
    site_url: str
    when: str
    horizon: str
    changed: str
    url: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure of the movement with its words."""

    value: int
    words: str


@dataclass(frozen=True, slots=True)
class Home:
    """All that the home page shows, in five queries."""

    movement: Movement
    consultations: tuple[Consultation, ...]
    open_in_all: int
    figures: tuple[Counted, ...]
    adopted: tuple[Adopted, ...]

    @property
    def where(self) -> str:
        """« 9 sites, 3 régions »: the heading over the map."""
        total, regions = self.movement.total, len(self.movement.regions)
        if not total:
            return _("The sites")
        sites = ngettext("%(count)s site", "%(count)s sites", total) % {"count": number(total)}
        there = ngettext("%(count)s region", "%(count)s regions", regions) % {"count": number(regions)}  # fmt: skip
        return f"{sites}, {there}"


def home() -> Home:
    """The home page's figures."""
    # Where every site is named with its consultation, no more can be open than sites are listed.
    still_open, open_in_all = ending_first(LISTED)
    moving = movement({found.site: found.closes_on for found in still_open})
    return Home(
        movement=moving,
        consultations=tuple(consultation(found) for found in still_open[:OPEN]),
        open_in_all=open_in_all,
        figures=counted(moving),
        adopted=latest_adopted(),
    )


def consultations() -> tuple[Consultation, ...]:
    """The consultations that are open today, those that end first on top."""
    return tuple(consultation(found) for found in open_consultations())


def consultation(found: OpenConsultation) -> Consultation:
    until = _("Version %(number)s of the common agenda, open until %(day)s.") % {
        "number": found.number,
        "day": weekday(found.closes_on),
    }
    said = ngettext(
        "%(count)s comment so far, on a text of %(passages)s passages.",
        "%(count)s comments so far, on a text of %(passages)s passages.",
        found.comments,
    ) % {"count": number(found.comments), "passages": found.passages}
    return Consultation(
        title=found.site_name,
        text=until,
        note=said if found.comments else _("Nobody has commented yet: yours would be the first."),
        days_left=found.days_left,
        url=at_site("agenda:consultation", found.site),
    )


def counted(moving: Movement) -> tuple[Counted, ...]:
    """Sites, comments made and comments answered at public sites; one query."""
    said = voices_at(clock.today())
    total, answered = (said[0].total, said[0].answered) if said else (0, 0)
    regions = len(moving.regions)
    waiting = total - answered
    return (
        Counted(
            moving.total,
            ngettext("site, in %(count)s region", "sites, in %(count)s regions", regions)
            % {"count": number(regions)},
        ),
        Counted(total, _("comments by residents, online and in workshops")),
        Counted(
            answered,
            _("have had an answer in writing; %(count)s still wait for it")
            % {"count": number(waiting)}
            if waiting
            else _("have had an answer in writing"),
        ),
    )


@compiled
def voices_at(today: date) -> Any:
    """All comments but those at sites that are not public, which are few: both are counted fast."""
    shown: Any = Q(site__public_since__lte=today)
    first = Outcome.objects.filter(number=1)
    hidden = Comment.objects.exclude(shown)
    return (
        Comment.objects.order_by()
        .values(everything=Value(1))
        .annotate(
            total=Count("*") - how_many(hidden),
            answered=how_many(first) - how_many(first.filter(comment__in=hidden.values("pk"))),
        )
    )


def how_many(rows: Any) -> Any:
    """The number of rows as part of another query."""
    counted = rows.order_by().values(together=Value(1)).annotate(n=Count("*"))
    return Coalesce(Subquery(counted.values("n")), 0)


def latest_adopted() -> tuple[Adopted, ...]:
    """The agendas adopted last at public sites; one query."""
    return tuple(adopted(row) for row in adopted_versions(clock.today()))


@compiled
def adopted_versions(today: date) -> Any:
    horizon: Any = Wording.objects.filter(version=OuterRef("pk"), section=Section.HORIZON)
    # A change that the text owes to a comment on an earlier version of the same site.
    changed: Any = Outcome.objects.filter(
        comment__site=OuterRef("site"),
        comment__version__number__lte=OuterRef("number"),
        kind__in=(Outcome.Kind.RETAINED, Outcome.Kind.PARTLY),
    ).exclude(reason="")
    return (
        Version.objects.filter(state=Version.State.ADOPTED, site__public_since__lte=today)
        .order_by("-adopted_on", "site__sort_name", "site__slug")
        .values(
            "number",
            "adopted_on",
            slug=F("site__slug"),
            name=F("site__name"),
            horizon=Subquery(horizon.order_by("position").values("text")[:1]),
            changed=Subquery(changed.order_by("-at", "pk").values("reason")[:1]),
        )[:ADOPTED]
    )


def adopted(row: Any) -> Adopted:
    when = _("Version %(number)s, adopted on %(day)s") % {
        "number": row.number,
        "day": weekday(row.adopted_on),
    }
    return Adopted(
        site=row.name,
        slug=row.slug,
        site_url=at_site("overview:site-page", row.slug),
        when=when,
        horizon=row.horizon or "",
        changed=row.changed or "",
        url=at_site("agenda:agenda-page", row.slug),
    )
