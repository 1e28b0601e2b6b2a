"""Where each site's common agenda stands: version in hand, who is awaited, the horizon."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Subquery, UUIDField
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agenda.models import Endorsement, Version, Wording
from agenda.models.versions import Section
from governance.figures import SeatFigure, triads
from kit import clock
from kit.reads import Given, compiled
from kit.templatetags.kit import day
from sites.models import Site

State = Version.State


@dataclass(frozen=True, slots=True)
class SeatAnswer:
    """What one seat answered to a version; `kind` is empty while its answer is awaited."""

    seat: str
    label: str
    holder: str = ""
    vacant: bool = False
    vacant_since: date | None = None
    kind: str = ""
    kind_label: str = ""
    reason: str = ""
    person: str = ""
    person_id: Any = None
    at: datetime | None = None
    sha256: str = ""

    @property
    def agrees(self) -> bool:
        """True for a consent, with or without a reservation."""
        return self.kind in Endorsement.AGREES

    @property
    def missing(self) -> bool:
        """True while nothing was answered under the mandate of today."""
        return not self.kind


@dataclass(frozen=True, slots=True)
class AgendaState:
    """A site's common agenda on a day.

    `number`, `state` and the dates are those of the version in hand, or of the adopted one
    where nobody works on another. The horizon is the adopted one's, else the latest that is
    public. `seats` are filled while a version awaits endorsement.
    """

    site_id: Any
    number: int | None = None
    state: str = ""
    state_label: str = ""
    since: date | None = None
    closes_on: date | None = None
    days_left: int | None = None
    adopted_number: int | None = None
    adopted_on: date | None = None
    horizon: str = ""
    horizon_number: int | None = None
    seats: tuple[SeatAnswer, ...] = ()

    @property
    def is_open(self) -> bool:
        """True while comments are taken."""
        return self.state == State.OPEN and self.days_left is not None and self.days_left >= 0

    @property
    def awaiting(self) -> tuple[SeatAnswer, ...]:
        """The seats whose consent is missing, vacant ones included."""
        return tuple(seat for seat in self.seats if not seat.agrees)


type Seats = Mapping[Any, tuple[SeatFigure, SeatFigure, SeatFigure]]


def agenda_state(
    sites: Iterable[Site], on: date | None = None, seats: Seats | None = None
) -> dict[Any, AgendaState]:
    """The state of each site's agenda, in at most three queries whatever their number.

    Two where the caller knows the `seats` already, one while no text awaits endorsement.
    """
    today = on or clock.today()
    chosen = list(sites)
    found: dict[Any, list[Version]] = {site.pk: [] for site in chosen}
    for version in versions_at(sites=list(found)):
        found[version.site_id].append(version)
    sent = [v for versions in found.values() for v in versions if v.state == State.ENDORSING]
    answers = answers_of(sent, chosen, today, seats)
    return {key: state_figure(key, versions, answers, today) for key, versions in found.items()}


@compiled
def versions_at() -> Any:
    """The versions of some sites, the latest first, each with the words of its horizon."""
    words: Any = Wording.objects.filter(version=OuterRef("pk"), section=Section.HORIZON)
    return (
        Version.objects.filter(site__pk__among=Given("sites", UUIDField()))
        .exclude(state=State.SET_ASIDE)
        .defer("content")
        .annotate(horizon=Subquery(words.order_by("position").values("text")[:1]))
        .order_by("-number")
    )


def state_of(site: Site, on: date | None = None, seats: Seats | None = None) -> AgendaState:
    """The state of one site's agenda."""
    return agenda_state([site], on, seats)[site.pk]


def horizon_version(versions: list[Version]) -> Version | None:
    """The version whose horizon is shown: the adopted one, else the latest that is public."""
    adopted = next((v for v in versions if v.state == State.ADOPTED), None)
    return adopted or next((v for v in versions if v.sha256), None)


def state_figure(
    key: Any,
    versions: list[Version],
    answers: dict[Any, tuple[SeatAnswer, ...]],
    today: date,
) -> AgendaState:
    """One site's state from its versions, newest first."""
    shown: Any = horizon_version(versions)
    adopted = next((v for v in versions if v.state == State.ADOPTED), None)
    current = next((v for v in versions if v.state in Version.IN_HAND), adopted)
    about_text = {
        "adopted_number": adopted.number if adopted else None,
        "adopted_on": adopted.adopted_on if adopted else None,
        "horizon": (shown.horizon or "") if shown else "",
        "horizon_number": shown.number if shown else None,
    }
    if current is None:
        return AgendaState(site_id=key, **about_text)  # type: ignore[arg-type]
    is_open = current.state == State.OPEN and current.closes_on
    return AgendaState(
        site_id=key,
        number=current.number,
        state=current.state,
        state_label=str(current.get_state_display()),
        since=current.since,
        closes_on=current.closes_on,
        days_left=(current.closes_on - today).days if is_open and current.closes_on else None,
        seats=answers.get(current.pk, ()),
        **about_text,  # type: ignore[arg-type]
    )


def seat_answers(version: Version, on: date | None = None) -> tuple[SeatAnswer, ...]:
    """The three seats and what each answered to a version, always in their order."""
    return answers_of([version], [version.site], on or clock.today())[version.pk]


def answers_of(
    versions: Sequence[Version],
    sites: Sequence[Site],
    today: date,
    seats: Seats | None = None,
) -> dict[Any, tuple[SeatAnswer, ...]]:
    """By version, its three seats' answers; an answer of a mandate that ended counts no more."""
    if not versions:
        return {}
    latest: dict[tuple[Any, str], Endorsement] = {}
    for answer in endorsements_of(versions=[version.pk for version in versions]):
        latest[answer.version_id, answer.seat] = answer
    wanted = {version.site_id for version in versions}
    known = seats or triads([site for site in sites if site.pk in wanted], today)
    return {
        version.pk: tuple(
            seat_answer(seat, latest.get((version.pk, seat.seat)), version, today)
            for seat in known[version.site_id]
        )
        for version in versions
    }


@compiled
def endorsements_of() -> Any:
    """What seats said of some versions, in the order in which they said it."""
    given = Endorsement.objects.filter(version__pk__among=Given("versions", UUIDField()))
    return given.select_related("mandate", "person").order_by("number")


def seat_answer(
    seat: SeatFigure, answer: Endorsement | None, version: Version, today: date
) -> SeatAnswer:
    """One seat's answer. Of an adopted version it stays for ever, whoever sits there now."""
    known = {
        "seat": seat.seat,
        "label": seat.label,
        "holder": seat.holder,
        "vacant": seat.vacant,
        "vacant_since": seat.vacant_since,
    }
    settled = version.state in (State.ADOPTED, State.SUPERSEDED)
    if answer is None or not (settled or answer.mandate.holds_on(today)):
        return SeatAnswer(**known)  # type: ignore[arg-type]
    return SeatAnswer(
        **known,  # type: ignore[arg-type]
        kind=answer.kind,
        kind_label=str(answer.get_kind_display()),
        reason=answer.reason,
        person=answer.name or str(answer.person),
        person_id=answer.person_id,
        at=answer.at,
        sha256=answer.sha256,
    )


@dataclass(frozen=True, slots=True)
class Step:
    """One of the five steps of a version; `state` is done, now, to-come or skipped."""

    name: str
    state: str
    note: str = ""


def steps(version: Version, seats: tuple[SeatAnswer, ...] = ()) -> tuple[Step, ...]:
    """The five steps of a version. A text rewritten after a consultation has been through it.

    One that was sent straight to the seats says that it skipped the consultation.
    """
    names = (
        _("in writing"),
        _("open to comments"),
        _("taken up again"),
        _("awaiting endorsement"),
        _("adopted"),
    )
    after_voices = bool(version.based_on and version.based_on.state == State.REWORKING)
    here = {
        State.WRITING: 2 if after_voices else 0,
        State.OPEN: 1,
        State.REWORKING: 2,
        State.ENDORSING: 3,
        State.SET_ASIDE: 2,
    }.get(State(version.state), 5 if version.adopted_on else 2)
    notes = step_notes(version, here, seats)
    states = ["done" if n < here else "now" if n == here else "to-come" for n in range(5)]
    if version.opened_on is None and here > 1:
        came_by(version, states, notes)
    return tuple(
        Step(capfirst(name), *rest) for name, *rest in zip(names, states, notes, strict=True)
    )


def came_by(version: Version, states: list[str], notes: list[str]) -> None:
    """What a version that was never open owes to those before it, since the last adopted one."""
    earlier = version.site.versions.filter(number__lt=version.number).exclude(state=State.SET_ASIDE)
    heard = reworked = False
    rows = earlier.order_by("-number").values_list(
        "number", "opened_on", "reworked_on", "adopted_on"
    )
    for number, opened_on, reworked_on, adopted_on in rows:
        if adopted_on or heard:
            break
        reworked = reworked or reworked_on is not None
        if opened_on:
            heard = True
            notes[1] = _("version %(number)s") % {"number": number}
    for n, came in ((1, heard), (2, reworked or version.reworked_on is not None)):
        if not came and states[n] == "done":
            states[n], notes[n] = "skipped", _("not this time")


def step_notes(version: Version, here: int, seats: tuple[SeatAnswer, ...]) -> list[str]:
    """Under each step its date, or the time left, or who is awaited."""
    notes = [_("from %(day)s") % {"day": day(version.started_on)}, "", "", "", ""]
    if version.closes_on and here == 1:
        left = (version.closes_on - clock.today()).days
        notes[1] = ngettext("%(days)s day left", "%(days)s days left", left) % {"days": left}
        notes[2] = _("after %(day)s") % {"day": day(version.closes_on)}
    elif version.closes_on:
        notes[1] = _("until %(day)s") % {"day": day(version.closes_on)}
    if version.reworked_on:
        notes[2] = _("from %(day)s") % {"day": day(version.reworked_on)}
    missing = [seat.label for seat in seats if not seat.agrees]
    if here == 3 and missing:
        notes[3] = _("awaited: %(seats)s") % {"seats": ", ".join(missing)}
    elif version.sent_on:
        notes[3] = _("from %(day)s") % {"day": day(version.sent_on)}
    else:
        notes[3] = _("three seats")
    if version.adopted_on:
        notes[4] = day(version.adopted_on)
    return notes
