"""The home page: where the sites are, what is open, three figures, what was adopted lately."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Count, Exists, F, OuterRef, Subquery, Value
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agenda.figures import OpenConsultation, ending_first
from agenda.models import Comment, Outcome, Version, Waiting, Wording
from agenda.models.versions import Section
from kit import clock
from kit.reads import compiled
from kit.templatetags.kit import number
from overview.figures.movement import LISTED, Movement, by_department, movement, total
from sites.models import Site

ADOPTED = 3
# The consultations that end first; the others stand on their own page.
OPEN = 6


@dataclass(frozen=True, slots=True)
class Adopted:
    """An adopted agenda, its horizon, and what a resident's words changed in it."""

    site: str
    slug: str
    number: int
    on: date
    horizon: str
    changed: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure of the movement with its words."""

    value: int
    words: str


@dataclass(frozen=True, slots=True)
class Home:
    """All that the home page shows, in five queries."""

    movement: Movement
    consultations: tuple[OpenConsultation, ...]
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
    spread = by_department()
    # Where every site is named with its consultation, no more can be open than sites are listed.
    most = LISTED if total(spread) <= LISTED else OPEN
    still_open, open_in_all = ending_first(most)
    moving = movement(spread, {found.site: found.closes_on for found in still_open})
    return Home(
        movement=moving,
        consultations=still_open[:OPEN],
        open_in_all=open_in_all,
        figures=counted(moving),
        adopted=latest_adopted(),
    )


def counted(moving: Movement) -> tuple[Counted, ...]:
    """Sites, comments made and comments answered at public sites; one query."""
    said: Counter[str] = Counter({row.what: row.n for row in voices_at(clock.today())})
    made = said["made"] - said["made out of sight"]
    waiting = said["waiting"] - said["waiting out of sight"]
    regions = len(moving.regions)
    answered = made - waiting
    return (
        Counted(
            moving.total,
            ngettext("site, in %(count)s region", "sites, in %(count)s regions", regions)
            % {"count": number(regions)},
        ),
        Counted(made, _("comments by residents, online and in workshops")),
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
    """Comments and those that wait, at all sites and at those that are not public, which are few."""
    hidden: Any = Site.objects.exclude(public_since__lte=today).values("pk")
    waits = Waiting.objects.all()
    counts = how_many("made", Comment.objects.all()).union(
        how_many("made out of sight", Comment.objects.filter(site__in=hidden)),
        how_many("waiting", waits),
        how_many("waiting out of sight", waits.filter(site__in=hidden)),
        all=True,
    )
    return counts.order_by()


def how_many(what: str, rows: Any) -> Any:
    """The number of rows under a name, none where there are no rows."""
    return rows.order_by().values(what=Value(what, CharField())).annotate(n=Count("*"))


def latest_adopted() -> tuple[Adopted, ...]:
    """The agendas adopted last at public sites; one query."""
    return tuple(
        Adopted(
            row.name, row.slug, row.number, row.adopted_on, row.horizon or "", row.changed or ""
        )
        for row in adopted_versions(clock.today())
    )


@compiled
def adopted_versions(today: date) -> Any:
    horizon: Any = Wording.objects.filter(version=OuterRef("pk"), section=Section.HORIZON)
    # A change that the text owes to a comment on an earlier version of the same site, as long as
    # no later answer replaces that one.
    later = Outcome.objects.filter(comment=OuterRef("comment"), number__gt=OuterRef("number"))
    changed: Any = Outcome.objects.filter(
        ~Exists(later),
        comment__site=OuterRef("site"),
        comment__version__number__lte=OuterRef("number"),
        comment__not_shown=None,
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
