"""What waits for a person's decision at a site, and how comments were moderated there so far."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from statistics import median
from typing import Any

from django.db.models import Count, Min, Q

from accounts.models import User
from agenda.models import Appeal, Ground, Moderation, NotShown, Report, ToModerate
from governance.models import Mandate
from kit import clock
from sites.models import Site

Why = ToModerate.Why
# So many working days may pass before what waits for being read is a thing to do of its own.
READ_WITHIN = 2


@dataclass(frozen=True, slots=True)
class Reported:
    """One report, without who made it."""

    ground: str
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Case:
    """A comment or a reply that waits for a decision, whole, for who decides.

    `kind` is « comment » or « reply » and `key` its id; `number` of the version; `appeal` its
    author's words, with the id of the appeal; `not_by` who may not decide on it.
    """

    kind: str
    key: Any
    text: str
    public_name: str
    number: int
    why: str
    label: str
    at: datetime
    late: bool
    reports: tuple[Reported, ...] = ()
    appeal: str = ""
    appeal_id: Any = None
    not_by: Any = None
    not_by_name: str = ""


@dataclass(frozen=True, slots=True)
class ToDecide:
    """What is due now: comments to read or reported, appeals; each with since when.

    `national`: the appeals that nobody at the site can decide.
    """

    comments: int = 0
    comments_since: datetime | None = None
    appeals: int = 0
    appeals_since: datetime | None = None
    national: int = 0


def working_day_before(today: date, days: int) -> date:
    """The day so many working days before today; Saturday and Sunday are none."""
    found = today
    while days:
        found -= timedelta(days=1)
        days -= found.weekday() < 5
    return found


def late_before() -> datetime:
    """What has waited for being read since before this instant has waited too long."""
    return clock.begins(working_day_before(clock.today(), READ_WITHIN) + timedelta(days=1))


def deciders(site: Site, hid_by: Any) -> list[User]:
    """Who may decide on an appeal at a site: its seat holders and deputies but who hid.

    Nobody: then the national team decides.
    """
    mandates = Mandate.objects.filter(site=site).in_force().exclude(person=hid_by)
    people = {m.person_id: m.person for m in mandates.select_related("person")}
    return sorted(people.values(), key=str)


def left_to_nation(site: Site) -> Any:
    """The appeals at a site that nobody there can decide: where who hid stands alone."""
    waiting = ToModerate.objects.filter(site=site, why=Why.APPEAL)
    hid = waiting.order_by().values_list("not_by", flat=True).distinct()
    alone = [person for person in hid if not deciders(site, person)]
    return waiting.filter(not_by__in=alone)


def to_decide(site: Site) -> ToDecide:
    """What waits at a site; reports and appeals are due at once, reading within two working days."""
    rows = ToModerate.objects.filter(site=site).order_by().values("why", "not_by")
    waits = list(rows.annotate(n=Count("pk"), since=Min("at")))
    until = late_before()
    late = ToModerate.objects.filter(site=site, why=Why.HELD, at__lt=until)
    due = [row for row in waits if row["why"] == Why.REPORT]
    held = [row for row in waits if row["why"] == Why.HELD and row["since"] < until]
    due += [row | {"n": late.count()} for row in held]
    asked = [row for row in waits if row["why"] == Why.APPEAL]
    return ToDecide(
        comments=sum(row["n"] for row in due),
        comments_since=min((row["since"] for row in due), default=None),
        appeals=sum(row["n"] for row in asked),
        appeals_since=min((row["since"] for row in asked), default=None),
        national=sum(row["n"] for row in asked if not deciders(site, row["not_by"])),
    )


def cases(rows: Any) -> tuple[Case, ...]:
    """What waits, in the order of the given rows, with the reports and appeals; three queries."""
    more = ("comment__version", "reply__comment__version", "not_by")
    found = list(rows.select_related(*more))
    comments = [row.comment_id for row in found if row.comment_id]
    replies = [row.reply_id for row in found if row.reply_id]
    reports: dict[Any, list[Reported]] = {}
    told = Report.objects.filter(Q(comment__in=comments) | Q(reply__in=replies))
    since = {row.comment_id or row.reply_id: row.at for row in found}
    for one in told.order_by("at", "pk"):
        key = one.comment_id or one.reply_id
        if one.at >= since[key]:
            reported = Reported(str(one.get_ground_display()), one.words, one.at)
            reports.setdefault(key, []).append(reported)
    asked = Appeal.objects.filter(
        Q(decision__comment__in=comments) | Q(decision__reply__in=replies), decided=None
    )
    appeals = {a.decision.comment_id or a.decision.reply_id: a for a in asked.select_related("decision")}  # fmt: skip
    return tuple(case_of(row, reports, appeals) for row in found)


def case_of(row: Any, reports: dict[Any, list[Reported]], appeals: dict[Any, Appeal]) -> Case:
    """One line of what waits."""
    said = row.comment or row.reply
    version = row.comment.version if row.comment else row.reply.comment.version
    appeal = appeals.get(said.pk)
    return Case(
        kind="comment" if row.comment else "reply",
        key=said.pk,
        text=said.text,
        public_name=said.public_name,
        number=version.number,
        why=row.why,
        label=str(row.get_why_display()),
        at=row.at,
        late=row.at < late_before(),
        reports=tuple(reports.get(said.pk, ())),
        appeal=appeal.words if appeal else "",
        appeal_id=appeal.pk if appeal else None,
        not_by=row.not_by_id,
        not_by_name=str(row.not_by) if row.not_by else "",
    )


def reports_of(said: Any) -> tuple[Reported, ...]:
    """All that was reported about a comment or a reply, the latest first."""
    rows = said.reports.order_by("-at", "pk")
    return tuple(Reported(str(r.get_ground_display()), r.words, r.at) for r in rows)


def appeal_at(site: Site, key: Any) -> Appeal | None:
    """An appeal at a site, with the decision that it is against; None at another site."""
    here = Q(decision__comment__site=site) | Q(decision__reply__site=site)
    return Appeal.objects.filter(here, pk=key).select_related("decision__by").first()


@dataclass(frozen=True, slots=True)
class Practice:
    """How comments were moderated at a site so far, in numbers without names.

    `grounds`: how many are hidden now, by ground. `median_days`: between a first report and what
    a person decided; None while nobody has. `appeals`: made, shown again, stayed hidden, open.
    """

    reads_first: bool | None
    said: int
    held: int
    withdrawn: int
    grounds: tuple[tuple[str, int], ...]
    reported: int
    waiting: int
    median_days: int | None
    appeals: int
    overturned: int
    upheld: int

    @property
    def hidden(self) -> int:
        """How many are hidden now."""
        return sum(count for _ground, count in self.grounds)

    @property
    def open_appeals(self) -> int:
        """How many appeals nobody has decided yet."""
        return self.appeals - self.overturned - self.upheld


def practice(site: Site) -> Practice:
    """The rule in force at a site and what was decided there; six queries."""
    opened = site.versions.filter(opened_on__isnull=False).order_by("-number")
    rule = opened.values_list("reads_first", flat=True).first()
    counted = NotShown.objects.filter(site=site).order_by().values("kind", "ground")
    now = {(row["kind"], row["ground"]): row["n"] for row in counted.annotate(n=Count("pk"))}
    here = Q(comment__site=site) | Q(reply__site=site)
    decided = list(
        Moderation.objects.filter(here).exclude(kind="held").order_by("at")
        .values_list("comment", "reply", "at", "kind", "appeal")
    )  # fmt: skip
    reports = list(
        Report.objects.filter(site=site).order_by("at").values_list("comment", "reply", "at")
    )
    asked = Appeal.objects.filter(Q(decision__comment__site=site) | Q(decision__reply__site=site))
    results = Counter(kind for *_rest, kind, appeal in decided if appeal)
    return Practice(
        reads_first=rule,
        said=site.comments.count(),
        held=now.get(("held", ""), 0),
        withdrawn=now.get(("withdrawn", ""), 0),
        grounds=tuple((str(g.label), now.get(("hidden", g.value), 0)) for g in Ground),
        reported=len({(comment, reply) for comment, reply, _at in reports}),
        waiting=ToModerate.objects.filter(site=site).count(),
        median_days=median_of(delays(reports, decided)),
        appeals=asked.count(),
        overturned=results[Moderation.Kind.RESTORED],
        upheld=results[Moderation.Kind.UPHELD],
    )


def delays(reports: Iterable[Any], decided: Iterable[Any]) -> list[float]:
    """How many days each first report waited for the decision that came after it."""
    done: dict[Any, list[datetime]] = {}
    for comment, reply, at, *_rest in decided:
        done.setdefault((comment, reply), []).append(at)
    found: dict[Any, float] = {}
    for comment, reply, at in reports:
        after = next((then for then in done.get((comment, reply), ()) if then >= at), None)
        if after is not None:
            found.setdefault((comment, reply, after), (after - at) / timedelta(days=1))
    return list(found.values())


def median_of(values: list[float]) -> int | None:
    """The middle one in whole days, rounded up; None where there is none."""
    return ceil(median(values)) if values else None
