"""One activity on its own page: what is said of it, where it comes from, how it went, what it reinforces."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any

from django.utils.translation import gettext as _

from agenda import codes
from agenda.figures.places import Places, Whereabouts
from agenda.figures.plan import ActivityFigure, figure_of, touched
from agenda.figures.texts import outline, text_of
from agenda.models import Activity, Version, Wording
from agenda.models.plan import LEAD_LENGTH
from agenda.planning import DAYS, LABELS, ActivityFacts, differing, read_back, stored
from kit import clock
from kit.templatetags.kit import day
from sites.models import Site


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows that something was done: some words and an address."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Tie:
    """The passage of an adopted version that an activity carries out, and where it is now.

    `now` is None while that version is in force; `renewable` when the passage is still there.
    """

    number: int
    place: int
    heading: str
    text: str
    now: Whereabouts | None = None

    @property
    def renewable(self) -> bool:
        """True when the version in force has the passage, in whatever words."""
        return self.now is not None and bool(self.now.spots)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a correction, in words; empty: nothing was said there."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing of an activity's life. `kind`: planned, moved, progress, on_course or corrected.

    `corrects` is the day of the note that this one corrects; `corrected`: a later one corrects it.
    """

    kind: str
    at: datetime
    by: str
    written_at: datetime
    label: str = ""
    text: str = ""
    on: date | None = None
    note_id: Any = None
    corrects: date | None = None
    corrected: bool = False
    changes: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkFigure:
    """Another activity that this one reinforces, or that reinforces it, and how."""

    id: Any
    activity_id: Any
    title: str
    label: str
    why: str


@dataclass(frozen=True, slots=True)
class ActivityPage:
    """All that an activity's page shows."""

    figure: ActivityFigure
    description: str
    people: str
    money: str
    places: str
    evidence: tuple[Evidence, ...]
    tie: Tie | None
    moments: tuple[Moment, ...]
    reinforces: tuple[LinkFigure, ...]
    reinforced_by: tuple[LinkFigure, ...]

    @property
    def alone(self) -> bool:
        """True when it is linked to no other activity."""
        return not self.reinforces and not self.reinforced_by


def activity_page(activity: Activity) -> ActivityPage:
    """An activity as its page shows it, in so many queries whatever its history."""
    row = touched(Activity.objects.filter(pk=activity.pk)).get()
    return ActivityPage(
        figure=figure_of(row, clock.today()),
        description=row.description,
        people=row.people,
        money=row.money,
        places=row.places,
        evidence=tuple(evidence_of(line) for line in row.evidence),
        tie=tie_of(row),
        moments=moments(row),
        reinforces=links(row.reinforces.select_related("target").order_by("at", "pk"), "target"),
        reinforced_by=links(
            row.reinforced_by.select_related("source").order_by("at", "pk"), "source"
        ),
    )


def evidence_of(line: str) -> Evidence:
    """A kept line: the address is its last word."""
    words, _space, address = line.rpartition(" ")
    return Evidence(words, address)


def links(rows: Any, end: str) -> tuple[LinkFigure, ...]:
    """Links as seen from one of their ends."""
    found = ((link, getattr(link, end)) for link in rows)
    return tuple(
        LinkFigure(link.pk, other.pk, other.title, str(other.get_state_display()), link.why)
        for link, other in found
    )


def in_force(site: Site | Any) -> Version | None:
    """The adopted version of a site."""
    return Version.objects.filter(site=site, state=Version.State.ADOPTED).first()


def tie_of(activity: Activity) -> Tie | None:
    """The passage to which it is pinned; where another version is in force, where it is there."""
    if activity.passage_id is None:
        return None
    then = Wording.objects.select_related("version").get(
        version=activity.version_id, passage=activity.passage_id
    )
    later = None if then.version.state == "adopted" else in_force(activity.site_id)
    return Tie(
        number=then.version.number,
        place=then.position,
        heading=then.heading,
        text=then.text,
        now=Places(later).of(then) if later else None,
    )


def moments(activity: Activity) -> tuple[Moment, ...]:
    """Steps, notes and corrections as one line, the newest first."""
    found = chain(steps_of(activity), notes_of(activity), corrections_of(activity))
    return tuple(sorted(found, key=lambda m: (m.at, m.written_at), reverse=True))


def steps_of(activity: Activity) -> list[Moment]:
    """The states it has been through, with their reasons."""
    rows = activity.moves.select_related("by").order_by("at")
    return [
        Moment(
            kind="moved" if row.before else "planned",
            at=row.at,
            by=str(row.by),
            written_at=row.created_at,
            label=str(row.get_after_display()),
            text=row.reason,
        )
        for row in rows
    ]


def notes_of(activity: Activity) -> list[Moment]:
    """What was told of it; a corrected note stays, and says so."""
    rows = list(activity.notes.select_related("by", "corrects").order_by("at"))
    corrected = {row.corrects_id for row in rows}
    return [
        Moment(
            kind=row.kind,
            at=row.at,
            by=str(row.by),
            written_at=row.created_at,
            text=row.text,
            on=row.on,
            note_id=row.pk,
            corrects=row.corrects.on if row.corrects else None,
            corrected=row.pk in corrected,
        )
        for row in rows
    ]


def corrections_of(activity: Activity) -> list[Moment]:
    """What was said of it otherwise before."""
    rows = activity.changes.select_related("by").order_by("at")
    return [
        Moment(
            kind="corrected",
            at=row.at,
            by=str(row.by),
            written_at=row.created_at,
            changes=tuple(
                FieldChange(label_of(name), said(name, before), said(name, after))
                for name, (before, after) in row.fields.items()
            ),
        )
        for row in rows
    ]


def label_of(name: str) -> str:
    """A field's name as people read it."""
    if name == "passage":
        return _("passage of the agenda")
    return str(LABELS[name])


def said(name: str, value: Any) -> str:
    """A field's value as people read it."""
    if name in DAYS:
        return day(read_back(name, value))
    if name == "passage":
        return (
            _("version %(number)s, “%(heading)s”")
            % dict(zip(("number", "heading"), value, strict=True))
            if value
            else ""
        )
    return ", ".join(value) if isinstance(value, list) else str(value)


def said_of(activity: Activity, name: str) -> str:
    """What an activity says in a field, as people read it."""
    return said(name, stored(getattr(activity, name)))


def tie_choices(version: Version) -> list[tuple[str, list[tuple[str, str]]]]:
    """The passages of a version by part of the text, to choose one."""
    return [
        (part.title, [(passage.key, passage.heading) for passage in part.passages])
        for part in outline(text_of(version))
    ]


def suggestions(site: Site) -> tuple[str, ...]:
    """Names to choose a lead from: those of the plan, of the seats and of the partners with an account."""
    rows = site.activities.values_list("lead", "partners")
    named = set(chain.from_iterable((lead, *partners) for lead, partners in rows))
    named |= set(site.mandates.in_force().values_list("organisation", flat=True))
    named |= set(site.memberships.in_force().values_list("organisation", flat=True))
    return tuple(sorted((name for name in named if name), key=str.casefold))


def organisation_of(site: Site, person: Any) -> str:
    """For whom a person acts at a site today; the site's own name where nobody said."""
    for places in (site.mandates, site.memberships):
        names = places.in_force().filter(person=person).exclude(organisation="")
        if found := names.values_list("organisation", flat=True).order_by("starts_on").first():
            return str(found)[:LEAD_LENGTH]
    return site.name[:LEAD_LENGTH]


def changed_fields(before: ActivityFacts, after: ActivityFacts) -> tuple[FieldChange, ...]:
    """The fields in which two differ, as people read them."""
    old, new = before.values(), after.values()
    return tuple(
        FieldChange(label_of(name), said(name, stored(old[name])), said(name, stored(new[name])))
        for name in differing(before, after)
    )


def sheet_done(site: Site, once: str, numbers: Iterable[int]) -> bool:
    """Whether new activities of this very file are in the plan already: a double click."""
    keys = [codes.keyed("sheet", once, number) for number in numbers]
    return site.activities.filter(once__in=keys).exists()
