"""Reshaping: passages change places, are split, merged and taken out, and keep their identity."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agenda import events
from agenda.actions.acts import (
    Conflict,
    Line,
    current,
    descend,
    enact,
    keep,
    new_passage,
    place,
    take_out,
    touch,
    writable,
)
from agenda.actions.bearings import loosen
from agenda.cutting import parted
from agenda.models import Act, Descent, Wording
from agenda.models.versions import TEXT_LENGTH, Section
from journal.actions import record
from kit.states import Refusal


@transaction.atomic
def move_passage(wording: Wording, *, by: User, up: bool) -> Wording:
    """Changes places with the passage before (or after) it in the same part."""
    line = Line(writable(wording.version))
    mine = line.find(wording.passage_id)
    if mine is None:
        raise Conflict(None)
    peers = line.part(mine.section, mine.strategy)
    here = peers.index(mine)
    to = here - 1 if up else here + 1
    if not 0 <= to < len(peers):
        raise Refusal(_("This passage is already at the end of its part."))
    ahead = to - 1 if up else to
    return put(line, mine, by=by, behind=peers[ahead].passage_id if ahead >= 0 else None)


@transaction.atomic
def put_passage(
    wording: Wording, *, by: User, section: str, strategy: str = "", behind: Any = None
) -> Wording:
    """Puts a passage behind another one of a part, or first in it; its words stay.

    It keeps its identity and all that was said about it, in whatever part it stands.
    """
    line = Line(writable(wording.version))
    mine = line.find(wording.passage_id)
    if mine is None:
        raise Conflict(None)
    strategy = strategy if Section(section).has_strategy else ""
    if Section(section).has_strategy and not strategy:
        raise Refusal(_("Name the strategy to which this passage belongs."))
    if behind == mine.passage_id:
        return mine
    ahead = line.find(behind) if behind else None
    if behind and (ahead is None or (ahead.section, ahead.strategy) != (section, strategy)):
        raise Refusal(_("The text has changed meanwhile: choose the place again."))
    return put(line, mine, by=by, behind=behind, section=section, strategy=strategy)


def put(line: Line, mine: Wording, *, by: User, behind: Any, **part: str) -> Wording:
    """Moves a passage in its line, with one act and one entry; where it stands already nothing is done."""
    ahead = line.behind(mine)
    here = (mine.section, mine.strategy, ahead.passage_id if ahead else None)
    there = (part.get("section", mine.section), part.get("strategy", mine.strategy), behind)
    if here == there:
        return mine
    before, touched = mine.position, touch(mine, before=mine.revision, after=None, line=line)
    line.wordings.remove(mine)
    mine.section, mine.strategy = there[:2]
    loosen(mine)
    line.insert(mine, behind, first=behind is None)
    line.settle()
    keep(mine, "moved", by)
    version = line.version
    enact(version, Act.Kind.MOVED, [touched | {"after": mine.revision}], by=by)
    fact = events.PassageMoved(
        number=version.number, heading=mine.heading, before=before, after=mine.position
    )
    record(fact, by=by, site=version.site, about=mine.passage)
    return mine


@transaction.atomic
def remove_passage(wording: Wording, *, by: User, revision: int) -> None:
    """Takes a passage out of the text; its words and all that was said about it are kept."""
    version = writable(wording.version)
    line = Line(version)
    mine = line.find(wording.passage_id)
    if mine is None:
        return
    if mine.revision != revision:
        raise Conflict(mine)
    touched = touch(mine, before=revision, after=None, line=line)
    take_out(line, mine, "removed", by=by)
    line.settle()
    enact(version, Act.Kind.REMOVED, [touched], by=by)
    fact = events.PassageRemoved(number=version.number, heading=mine.heading)
    record(fact, by=by, site=version.site, about=wording.passage)


@transaction.atomic
def split_passage(
    wording: Wording,
    *,
    by: User,
    revision: int,
    after: int,
    heading: str,
    plain_after: int | None = None,
    once: str = "",
) -> Wording:
    """Splits a passage in two after so many of its sentences; returns the new, second one.

    The first keeps the identity; the second is recorded as having come out of it, so that
    what was said about the whole is shown at both. No word is lost or changed. The plain text
    stays with the first unless it is split as well. The same form sent twice splits once.
    """
    version = writable(wording.version)
    key, known = new_passage(version, once)
    if known:
        return version.wordings.get(passage_id=key)
    first = current(version, wording.passage_id, revision)
    one, two = parted(first.text, after)
    if not one or not two:
        raise Refusal(_("Choose where the second passage begins: both need words."))
    plain, plain_two = first.plain_text, ""
    if plain_after is not None:
        plain, plain_two = parted(plain, plain_after)
    first.text, first.plain_text = one, plain
    keep(first, "split", by)
    second = insert_after(first, key, heading=heading, text=two, plain_text=plain_two, by=by)
    touched = [
        touch(first, before=revision, after=first.revision),
        touch(second, before=None, after=second.revision),
    ]
    act = enact(version, Act.Kind.SPLIT, touched, by=by)
    descend(act, Descent.Kind.SPLIT, source=first.passage_id, target=key)
    fact = events.PassageSplit(number=version.number, heading=first.heading, second=heading)
    record(fact, by=by, site=version.site, about=wording.passage)
    return second


def insert_after(first: Wording, key: Any, *, by: User, **words: str) -> Wording:
    """A new passage right behind another, in the same part."""
    line = Line(first.version)
    names = ("section", "strategy", "themes", "answers_to_id")
    part: dict[str, Any] = {name: getattr(first, name) for name in names}
    second = Wording(version=first.version, passage_id=key, revision=0, **part, **words)
    line.insert(second, first.passage_id)
    place(line, second, by=by, change="split")
    return second


@transaction.atomic
def merge_passages(
    wording: Wording, other: Wording, *, by: User, revision: int, other_revision: int, heading: str
) -> Wording:
    """Makes one passage of two; the one that stands first in the text keeps its identity.

    The words of the second follow those of the first, and the second is recorded as having
    gone into it: what was said about either is shown there.
    """
    version = writable(wording.version)
    line = Line(version)
    pair = [line.find(w.passage_id) for w in (wording, other)]
    for found, wanted in zip(pair, (revision, other_revision), strict=True):
        if found is None or found.revision != wanted:
            raise Conflict(found)
    first, second = sorted((w for w in pair if w), key=lambda w: w.position)
    if first.passage_id == second.passage_id:
        raise Refusal(_("Choose another passage to join to this one."))
    text = f"{first.text}\n\n{second.text}"
    plain = "\n\n".join(filter(None, (first.plain_text, second.plain_text)))
    if max(len(text), len(plain)) > TEXT_LENGTH:
        raise Refusal(_("Together they would be too long for one passage."))
    before = first.revision
    gone = touch(second, before=second.revision, after=None, line=line)
    absorbed = second.passage_id
    first.heading, first.text, first.plain_text = heading, text, plain
    if first.section == second.section:
        first.themes = sorted({*first.themes, *second.themes})
        first.answers_to_id = first.answers_to_id or second.answers_to_id
    keep(first, "merged", by)
    take_out(line, second, "merged", by=by)
    line.settle()
    followed = follow(line, absorbed, first, by=by)
    touched = [touch(first, before=before, after=first.revision), gone, *followed]
    act = enact(version, Act.Kind.MERGED, touched, by=by)
    descend(act, Descent.Kind.MERGED, source=absorbed, target=first.passage_id)
    fact = events.PassagesMerged(number=version.number, heading=heading, second=second.heading)
    record(fact, by=by, site=version.site, about=first.passage)
    return first


def follow(line: Line, absorbed: Any, into: Wording, *, by: User) -> list[dict[str, Any]]:
    """The strategies that answered to an area answer to the one that took it in."""
    touched = []
    for wording in line.wordings:
        if wording.answers_to_id == absorbed and into.section == Section.AREA:
            wording.answers_to_id = into.passage_id
            before = wording.revision
            keep(wording, "saved", by)
            touched.append(touch(wording, before=before, after=wording.revision))
    return touched
