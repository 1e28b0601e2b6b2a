"""Writes the agendas version by version, all sites at once, in the order that the laws ask for.

The database refuses a comment on a version that is not open, an answer to one that was not sent, an
adoption without three seats. So each step is taken for every site before the next: the same order in
which people would do it, and nothing is switched off.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import transaction

from agenda import codes
from agenda.content import canonical, sha256
from agenda.events import NationalAgendasMade
from agenda.models import Comment, Endorsement, Outcome, Passage, Version, Wording, WordingHistory
from agenda.national import words
from agenda.national.courses import COURSES, WITHOUT_A_SEAT, Course, Round
from governance.models import Mandate, Seat
from governance.national import NOWHERE
from journal.actions import record
from kit import clock
from sites.imports.copying import copy_changes, copy_in
from sites.imports.table import one_import_at_a_time
from sites.models import Site
from sites.national import Made

State = Version.State
# Days between the seats' answers, and between two comments.
APART = timedelta(days=1)
SPREAD = 5


@dataclass(slots=True)
class Written:
    """One version of one site on its way."""

    each: Made
    told: Round
    version: Version
    holders: list[Mandate]
    before: "Written | None" = None
    wordings: list[Wording] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)

    def day(self, name: str) -> date | None:
        """The day on which something happened to it."""
        ago = getattr(self.told, name)
        late = self.each.number("agenda", SPREAD) if ago is not None and ago > 0 else 0
        return None if ago is None else clock.today() - timedelta(days=ago + late)

    def on(self, name: str, *, days_after: float = 0) -> datetime:
        """Ten in the morning, so many days after."""
        found = self.day(name)
        assert found is not None
        return datetime.combine(found, time(9), UTC) + timedelta(days=days_after)

    def sitting(self, day: date) -> dict[str, Mandate]:
        """Who held which seat that day."""
        return {mandate.seat: mandate for mandate in self.holders if mandate.holds_on(day)}


@transaction.atomic
def make_agendas(made: Sequence[Made]) -> tuple[int, int]:
    """Gives the sites of the set their agendas; how many sites new, how many of them have one.

    A site that has a version already is left alone.
    """
    one_import_at_a_time()
    holders: dict[Any, list[Mandate]] = {}
    # Nothing invented is ever attributed to somebody real.
    seated = Mandate.objects.filter(
        deputy=False, site__in=[each.site for each in made], person__email__endswith=NOWHERE
    )
    for mandate in seated.select_related("person").order_by("starts_on", "pk"):
        holders.setdefault(mandate.site_id, []).append(mandate)
    courses = {each.rank: course_of(each, holders.get(each.site.pk, [])) for each in made}
    wanted = [each for each in made if courses[each.rank]]
    there = set(Version.objects.order_by().values_list("site_id", flat=True).distinct())
    new = [each for each in wanted if each.site.pk not in there]
    written: dict[int, Written] = {}
    totals: Counter[str] = Counter()
    for number in range(max(map(len, courses.values()), default=0)):
        batch = [
            begin(each, courses[each.rank][number], number, written.get(each.rank), holders)
            for each in new
            if number < len(courses[each.rank])
        ]
        play(batch)
        written |= {one.each.rank: one for one in batch}
        totals += Counter(versions=len(batch), comments=sum(len(one.comments) for one in batch))
    if new:
        fact = NationalAgendasMade(
            sites=len(new), versions=totals["versions"], comments=totals["comments"]
        )
        record(fact, by=None)
    return len(new), len(wanted)


def course_of(each: Made, holders: Iterable[Mandate]) -> Course:
    """How far a site has come: as its stage allows, and no further than its seats."""
    courses = COURSES.get(Site.State(each.site.state), ())
    known = {mandate.seat for mandate in holders}
    if not courses or not known:
        return ()
    found = each.pick("course", courses)
    needs_all = any(told.answers for told in found)
    return each.pick("course", WITHOUT_A_SEAT) if needs_all and len(known) < len(Seat) else found


def begin(
    each: Made, told: Round, number: int, before: Written | None, holders: dict[Any, list[Mandate]]
) -> Written:
    """A version in writing, with its words."""
    version = Version(
        id=each.key("version", number),
        site=each.site,
        number=number + 1,
        based_on=before.version if before else None,
    )
    one = Written(each, told, version, holders[each.site.pk], before)
    version.started_on = one.day("began") or clock.today()
    said = words.PASSAGES if before is None else (*words.PASSAGES, words.ADDED)
    one.wordings = [
        Wording(
            id=each.key("wording", number, place),
            version=version,
            passage_id=each.key("passage", place),
            position=place,
            section=section,
            strategy=strategy,
            heading=heading,
            text=text.format(site=each.site.name),
            edited_at=one.on("began"),
        )
        for place, (section, strategy, heading, text) in enumerate(said, 1)
    ]
    return one


def play(batch: list[Written]) -> None:
    """From the first word to where each version stands."""
    write(batch)
    opened = [one for one in batch if one.told.opened is not None]
    for one in opened:
        content = canonical(one.version, one.wordings)
        one.version.content, one.version.sha256 = content, sha256(content)
    move(opened, State.OPEN, opened_on="opened", closes_on="closes")
    speak(opened)
    move(reached(opened, "reworked"), State.REWORKING, reworked_on="reworked")
    answer(opened)
    sent = reached(opened, "sent")
    move(sent, State.ENDORSING, sent_on="sent")
    endorse(sent)
    adopted = reached(sent, "adopted")
    # The version in force until then gives way.
    move([one.before for one in adopted if one.before], State.SUPERSEDED, ended_on="ended")
    move(adopted, State.ADOPTED, adopted_on="adopted")


def reached(batch: list[Written], step: str) -> list[Written]:
    return [one for one in batch if getattr(one.told, step) is not None]


def move(batch: list[Written], state: State, **days: str) -> None:
    """All of them to their next state, as the table of moves allows, with the days that belong to it."""
    for one in batch:
        assert one.version.can_move_to(state), (one.each.code, one.version.state, state)
        one.version.state = state
        for name, step in days.items():
            setattr(one.version, name, one.day(step))
    copy_changes(Version, [one.version for one in batch], ["state", "content", "sha256", *days])


def write(batch: list[Written]) -> None:
    """The versions with their passages and words, and each first save in the history."""
    copy_in(Version, [one.version for one in batch])
    known = {wording.passage_id for one in batch if one.before for wording in one.before.wordings}
    wordings = [wording for one in batch for wording in one.wordings]
    copy_in(
        Passage,
        [
            Passage(id=wording.passage_id, site=one.each.site)
            for one in batch
            for wording in one.wordings
            if wording.passage_id not in known
        ],
    )
    copy_in(Wording, wordings)
    fields = ("version", "passage_id", "position", "section", "strategy", "heading", "text")
    copy_in(
        WordingHistory,
        [
            WordingHistory(
                change="copied" if wording.passage_id in known else "added",
                at=wording.edited_at,
                **{name: getattr(wording, name) for name in fields},
            )
            for wording in wordings
        ],
    )


def speak(batch: list[Written]) -> None:
    """What residents say while a version is open, one after another."""
    for one in batch:
        one.comments = list(comments_on(one))
    copy_in(Comment, [comment for one in batch for comment in one.comments])


def comments_on(one: Written) -> Iterator[Comment]:
    until = min(one.day("closes") or clock.today(), clock.today())
    days = (until - (one.day("opened") or until)).days
    for place in range(one.told.comments):
        key = codes.keyed("charge", one.version.pk, place)
        name = f"{one.version.number}/{place}"
        # One in five is about the whole text.
        passage = one.wordings[one.each.number(name, len(one.wordings))].passage_id
        yield Comment(
            id=one.each.key("comment", one.version.number, place),
            site=one.each.site,
            version=one.version,
            passage_id=passage if place % 5 else None,
            public_name=one.each.pick(f"who/{name}", words.NAMES),
            text=one.each.pick(f"said/{name}", words.SAID),
            at=one.on("opened", days_after=place * days / max(one.told.comments, 1)),
            code_hash=codes.hash_of(codes.code_for(key)),
            once=key,
        )


def answer(batch: list[Written]) -> None:
    """What became of the first comments; the last ones wait."""
    copy_in(Outcome, [found for one in batch for found in outcomes_of(one)])


def outcomes_of(one: Written) -> Iterator[Outcome]:
    for place, comment in enumerate(one.comments[: one.told.comments - one.told.waiting]):
        kind, reason = one.each.pick(f"outcome/{one.version.number}/{place}", words.OUTCOMES)
        at = min(comment.at + timedelta(days=4), clock.now())
        by = next(iter(one.sitting(at.date()).values()), one.holders[-1])
        yield Outcome(
            id=one.each.key("outcome", one.version.number, place),
            comment=comment, number=1, kind=kind, reason=reason, by=by.person, at=at,
            whom=words.WHOM if kind == Outcome.Kind.PASSED_ON else "",
            until_number=one.version.number + 1 if kind == Outcome.Kind.DEFERRED else None,
        )  # fmt: skip


def endorse(batch: list[Written]) -> None:
    """The seats' answers, as far as they have answered; an empty seat has not."""
    copy_in(Endorsement, [found for one in batch for found in endorsements_of(one)])


def endorsements_of(one: Written) -> Iterator[Endorsement]:
    sent = one.day("sent")
    assert sent is not None
    sitting = one.sitting(sent + APART)
    for number, (seat, kind) in enumerate(zip(Seat, one.told.answers, strict=False), 1):
        if mandate := sitting.get(seat):
            yield Endorsement(
                id=one.each.key("endorsement", one.version.number, seat),
                version=one.version,
                number=number,
                seat=seat,
                mandate=mandate,
                person=mandate.person,
                kind=kind,
                reason=words.RESERVATION if kind != Endorsement.Kind.CONSENT else "",
                sha256=one.version.sha256,
                at=one.on("sent", days_after=number),
            )
