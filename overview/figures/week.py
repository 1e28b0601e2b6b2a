"""What changed at the sites in a week, told by the journal and the mandates; nobody types it in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.models import Mandate
from journal.models import Entry
from kit import clock
from kit.access import Standing
from kit.templatetags.kit import day
from overview.addresses import at_site
from overview.figures.seats import NAMES
from overview.weeks import Week
from sites.models import Sight, Site

# More lines of one chapter are counted, not written out.
MOST_LINES = 60


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that happened: where, what, when, and the page where it is seen."""

    where: str
    what: str
    on: date
    url: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """The things of one kind that happened, the first of them written out; `total` counts all."""

    key: str
    title: str
    told: tuple[Told, ...]
    total: int

    @property
    def more(self) -> int:
        """How many are only counted."""
        return self.total - len(self.told)


# Each chapter: its title, the events that it tells, the page of a site where they are seen.
CHAPTERS: dict[str, tuple[Promise, tuple[str, ...], str]] = {
    "stages": (
        gettext_lazy("Stages"),
        ("sites.site_opened", "sites.stage_changed"),
        "sites:life-page",
    ),
    "seats": (gettext_lazy("Seats"), (), "governance:triad-page"),
    "agendas": (
        gettext_lazy("Common agendas"),
        (
            "agenda.consultation_opened",
            "agenda.consultation_closed",
            "agenda.sent_for_endorsement",
            "agenda.version_adopted",
        ),
        "agenda:agenda-page",
    ),
    "reports": (
        gettext_lazy("Reports"),
        ("reports.edition_published", "reports.report_closed"),
        "reports:site-reports",
    ),
    "committee": (
        gettext_lazy("Steering committee"),
        (
            "steering.meeting_held",
            "steering.decision_recorded",
            "steering.decision_replaced",
            "steering.decision_reviewed",
        ),
        "",
    ),
    "requests": (
        gettext_lazy("Requests to take part"),
        ("sites.interest_expressed", "sites.interest_accepted", "sites.interest_closed"),
        "",
    ),
}
# Pages of what happens at no site, by the event's first word.
ELSEWHERE = {"steering": "steering:committee-page", "sites": "sites:interest-list"}
# Events by which it becomes known that a seat is or will be empty.
SEAT_NEWS = (
    "governance.mandate_ended", "governance.end_expected", "governance.seat_left_vacant",
    "governance.successor_invited",
)  # fmt: skip

# What is noted of a mandate, and its day: told when that day lies before the week.
WRITTEN_LATE = {
    "governance.mandate_begun": "starts_on",
    "governance.mandate_ended": "ends_on",
    "governance.seat_passed_on": "ends_on",
    "governance.successor_invited": "ends_on",
    "governance.seat_left_vacant": "ends_on",
}
# Told whatever its day: what a letter said before holds no more.
TAKEN_BACK = "governance.succession_taken_back"


def chapters(standing: Standing, week: Week) -> tuple[Chapter, ...]:
    """What changed in a week, by kind and by day; kinds of which nothing happened are left out."""
    names = dict(Site.objects.within(Sight.of(standing)).order_by().values_list("slug", "name"))
    found: dict[str, list[Told]] = {key: [] for key in CHAPTERS}
    chapter_of = {kind: key for key, (_t, kinds, _r) in CHAPTERS.items() for kind in kinds}
    for entry in entries(week, chapter_of):
        if not entry.site or entry.site in names:
            key = chapter_of[entry.kind]
            found[key].append(told(entry, names, CHAPTERS[key][2]))
    found["seats"] = sorted(seats(week, names), key=lambda one: (one.on, one.where))
    return tuple(
        Chapter(key, str(CHAPTERS[key][0]), tuple(lines[:MOST_LINES]), len(lines))
        for key, lines in found.items()
        if lines
    )


def entries(week: Week, kinds: Iterable[str]) -> Any:
    """The journal's entries of a week, of some kinds, in the order in which they were written."""
    inside = Entry.objects.filter(at__gte=week.begins, at__lt=week.ends, kind__in=list(kinds))
    return inside.order_by("at", "site", "position")


def told(entry: Entry, names: dict[str, str], route: str) -> Told:
    """An entry as a line: who did what, and where to see it."""
    if entry.site:
        url = at_site(route, entry.site)
    else:
        url = reverse(ELSEWHERE[entry.kind.partition(".")[0]])
    if entry.about_kind == "CommitteeDecision":
        url = reverse("steering:decision-page", kwargs={"decision": entry.about_id})
    what = f"{entry.who} {entry.sentence}".rstrip(".")
    return Told(names.get(entry.site, ""), what, timezone.localdate(entry.at), url)


def seats(week: Week, names: dict[str, str]) -> Iterator[Told]:
    """The mandates that began or ended in the week, and what it wrote down of others.

    Whoever has the last day today holds the seat until the evening and has not left yet.
    """
    span, today = (week.monday, week.last_day), clock.today()
    rows = Mandate.objects.filter(
        Q(starts_on__range=span) | Q(ends_on__range=span), deputy=False, site__slug__in=names
    )
    for row in rows.select_related("site", "person").order_by("starts_on", "site__slug"):
        facts = {"name": row.person, "seat": NAMES[row.seat]}
        url = at_site("governance:triad-page", row.site)
        if span[0] <= row.starts_on <= span[1]:
            what = _("%(name)s holds the seat “%(seat)s” from %(day)s")
            yield Told(row.site.name, what % (facts | {"day": day(row.starts_on)}), row.starts_on, url)  # fmt: skip
        if row.ends_on and span[0] <= row.ends_on <= span[1] and row.ends_on < today:
            what = _("%(name)s has left the seat “%(seat)s”, last day %(day)s")
            yield Told(row.site.name, what % (facts | {"day": day(row.ends_on)}), row.ends_on, url)
    for entry in written(week):
        if entry.site in names:
            yield told(entry, names, "governance:triad-page")


def written(week: Week) -> Iterator[Entry]:
    """What the week wrote down of the seats of before, deputies apart, and what it took back."""
    deputies = Mandate.objects.filter(deputy=True).values(key=Cast("pk", CharField()))
    rows = entries(week, (*WRITTEN_LATE, TAKEN_BACK))
    for entry in rows.exclude(about_kind="Mandate", about_id__in=deputies):
        said = entry.facts.get(WRITTEN_LATE.get(entry.kind, "")) or ""
        if entry.kind == TAKEN_BACK or said < week.monday.isoformat():
            yield entry
