"""Acts of writing: what each one touched is kept, so that it can be undone by another."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Max, UUIDField
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agenda.models import Act, Descent, Passage, Version, Wording, WordingHistory
from agenda.models.versions import Section
from kit import clock
from kit.reads import Given, compiled
from kit.states import Refusal
from kit.writes import insert, update
from sites.models import Site

WORDS = ("section", "strategy", "heading", "text", "plain_text", "themes", "answers_to_id")
RANK = {section.value: place for place, section in enumerate(Section)}
# The activities of a strategy stand with it, before the next strategy.
RANK[Section.ACTIVITY.value] = RANK[Section.STRATEGY.value]


class Conflict(Refusal):
    """Somebody else saved the passage meanwhile; `theirs` is what now stands there (None: removed)."""

    def __init__(self, theirs: Wording | None) -> None:
        self.theirs = theirs
        super().__init__(
            _("Somebody saved this passage while you were writing. Nothing of yours is lost.")
            if theirs
            else _("Somebody removed this passage while you were writing. Your text is below.")
        )


@compiled
def version_held() -> Any:
    return Version.objects.locked().filter(pk=Given("version", UUIDField()))


@compiled
def wording_held() -> Any:
    one = {name: Given(name, UUIDField()) for name in ("version", "passage")}
    return Wording.objects.locked().filter(**one)


@compiled
def both_held() -> Any:
    # The version first: whoever holds a passage has its version already.
    one = {name: Given(name, UUIDField()) for name in ("version", "passage")}
    held = Wording.objects.select_for_update(of=("version", "self"), no_key=True)
    return held.filter(**one).select_related("version")


def locked(version: Version) -> Version:
    """The version as it is now, held until the transaction ends; of the site that it never leaves."""
    site = version.site
    (found,) = version_held(version=version.pk)
    found.site = site
    return found


def moving(version: Version) -> Version:
    """The version as it is now, held with its site: one version of a site moves after the other.

    Whatever begins a version or changes the state of one takes the site first, then the version.
    """
    site = Site.objects.locked().get(pk=version.site_id)
    found = locked(version)
    found.site = site
    return found


def refuse_beside_endorsing(version: Version) -> None:
    """Refuses to bring a version forward while the seats are asked about another one."""
    asked = version.site.versions.filter(state=Version.State.ENDORSING).exclude(pk=version.pk)
    other = asked.first()
    if other is not None:
        raise Refusal(
            _("Version %(number)s awaits endorsement: this one goes on afterwards.")
            % {"number": other.number}
        )


def writable(version: Version) -> Version:
    """The version, locked, if its text may still change."""
    found = locked(version)
    refuse_frozen(found)
    return found


def refuse_frozen(version: Version) -> None:
    """Refuses to write in a version whose text does not change any more."""
    if not version.is_writable:
        raise Refusal(
            _("Version %(number)s is no longer in writing: its text does not change any more.")
            % {"number": version.number}
        )


def words_of(wording: Any) -> dict[str, Any]:
    """The fields that a wording says."""
    return {name: getattr(wording, name) for name in WORDS}


def kept(wording: Wording, change: str, by: User | None) -> WordingHistory:
    """The wording as the history keeps it."""
    return WordingHistory(
        version_id=wording.version_id,
        passage_id=wording.passage_id,
        position=wording.position,
        revision=wording.revision,
        change=change,
        by=by,
        **words_of(wording),
    )


def keep(wording: Wording, change: str, by: User) -> None:
    """Counts the change, signs it, saves it and keeps it in the history."""
    wording.revision += 1
    wording.edited_by, wording.edited_at = by, clock.now()
    update(wording, *WORDS, "position", "revision", "edited_by", "edited_at")
    insert(kept(wording, change, by))


def current(version: Version, passage: Any, revision: int | None = None) -> Wording:
    """The passage as it now stands, locked; a conflict when it is gone or has another revision."""
    found = next(iter(wording_held(version=version.pk, passage=passage)), None)
    if found is None or (revision is not None and found.revision != revision):
        raise Conflict(found)
    found.version = version
    return found


def current_in(version: Version, passage: Any) -> Wording:
    """The passage as it now stands, locked with its version, in one question to the database.

    Refused when the text may not change any more; a conflict when the passage is gone.
    """
    found: Wording | None = next(iter(both_held(version=version.pk, passage=passage)), None)
    if found is None:
        return current(writable(version), passage)
    found.version.site = version.site
    refuse_frozen(found.version)
    return found


def is_new(wording: Wording) -> bool:
    """True for a wording that was never saved."""
    return wording.created_at is None


class Line:
    """The passages of a version in writing, in reading order, held for one transaction.

    Parts follow each other in their fixed order; within a part a passage stands behind
    another, or first.
    """

    def __init__(self, version: Version) -> None:
        self.version = version
        self.wordings = list(version.wordings.locked().order_by("position"))

    def find(self, passage: Any) -> Wording | None:
        """The passage in this line; None when it is not in the text."""
        return next((w for w in self.wordings if w.passage_id == passage), None)

    def part(self, section: str, strategy: str) -> list[Wording]:
        """The passages of one part."""
        return [w for w in self.wordings if (w.section, w.strategy) == (section, strategy)]

    def behind(self, wording: Wording) -> Wording | None:
        """The passage after which this one stands in its part; None where it is the first."""
        peers = self.part(wording.section, wording.strategy)
        place = next(n for n, w in enumerate(peers) if w.passage_id == wording.passage_id)
        return peers[place - 1] if place else None

    def whole(self, section: str, strategy: str) -> list[Wording]:
        """The passages of a part and what stands with it: of a strategy its activities too."""
        return [
            w for w in self.wordings if (RANK[w.section], w.strategy) == (RANK[section], strategy)
        ]

    def end_of(self, section: str, strategy: str) -> int:
        """Where a passage goes at the end of its part; a new part follows those before it.

        The activities of a strategy follow its own passages.
        """
        same = self.part(section, strategy)
        whole = self.whole(section, strategy)
        if same or (whole and section == Section.ACTIVITY):
            return self.wordings.index((same or whole)[-1]) + 1
        if whole:
            return self.wordings.index(whole[0])
        return sum(RANK[w.section] <= RANK[section] for w in self.wordings)

    def below(self, wording: Wording) -> Wording | None:
        """The passage right before this one, in whatever part; None at the top of the text."""
        place = self.wordings.index(wording)
        return self.wordings[place - 1] if place else None

    def begin_below(self, section: str, strategy: str, below: Any) -> int | None:
        """Where a part that was emptied begins again: after the part of a passage, if that fits."""
        if self.whole(section, strategy):
            return None
        ahead = self.find(below) if below else None
        if below and (ahead is None or RANK[ahead.section] > RANK[section]):
            return None
        whole = self.whole(ahead.section, ahead.strategy) if ahead else ()
        place = self.wordings.index(whole[-1]) + 1 if whole else 0
        following = self.wordings[place : place + 1]
        return None if following and RANK[following[0].section] < RANK[section] else place

    def insert(
        self, wording: Wording, behind: Any, *, first: bool = False, place: int | None = None
    ) -> None:
        """Puts a passage behind another of its part, or first in it, else at its end.

        `place` is where its part begins when nothing else is in it.
        """
        peers = self.part(wording.section, wording.strategy)
        before = next((w for w in peers if w.passage_id == behind), None)
        if before is not None:
            place = self.wordings.index(before) + 1
        elif first and peers:
            place = self.wordings.index(peers[0])
        elif peers or place is None:
            place = self.end_of(wording.section, wording.strategy)
        self.wordings.insert(place, wording)

    def settle(self) -> None:
        """Numbers the places anew and saves those that changed."""
        changed = []
        for place, wording in enumerate(self.wordings, 1):
            if wording.position != place:
                wording.position = place
                changed.append(wording)
        Wording.objects.bulk_update([w for w in changed if not is_new(w)], ["position"])


def touch(
    wording: Wording, *, before: int | None, after: int | None, line: Line | None = None
) -> dict[str, Any]:
    """How an act remembers one passage; with its place, when the act may change that."""
    found: dict[str, Any] = {"passage": str(wording.passage_id), "before": before, "after": after}
    if line is not None and before is not None:
        for name, ahead in (("behind", line.behind(wording)), ("below", line.below(wording))):
            found[name] = str(ahead.passage_id) if ahead else None
    return found


def enact(
    version: Version,
    kind: str,
    touched: Iterable[dict[str, Any]],
    *,
    by: User | None,
    undoes: Act | None = None,
) -> Act:
    """Writes the act down under the next number; the version is locked by the caller."""
    act = Act(version=version, kind=kind, touched=list(touched), undoes=undoes, by=by)
    insert(act, next_of=("number", "version"))
    return act


def descend(act: Act, kind: str, *, source: Any, target: Any) -> None:
    """Records that a passage came out of another, or went into one."""
    Descent.objects.create(act=act, kind=kind, source_id=source, target_id=target)


def next_revision(version: Version, passage: Any) -> int:
    """The revision with which a passage that was out of the text comes back."""
    kept_so_far = WordingHistory.objects.filter(version=version, passage=passage)
    return (kept_so_far.aggregate(n=Max("revision"))["n"] or 0) + 1


def take_out(line: Line, wording: Wording, change: str, *, by: User) -> None:
    """Removes a passage from the line; its last words are kept."""
    wording.revision += 1
    insert(kept(wording, change, by))
    line.wordings.remove(wording)
    wording.delete()


def place(line: Line, wording: Wording, *, by: User, change: str = "restored") -> None:
    """Saves a passage where it stands in the line, which is numbered anew."""
    if is_new(wording):
        wording.revision += 1
        wording.position = line.wordings.index(wording) + 1
        wording.edited_by, wording.edited_at = by, clock.now()
        line.settle()
        insert(wording)
        insert(kept(wording, change, by))
    else:
        line.settle()
        keep(wording, change, by)


def write(
    line: Line,
    changes: Sequence[tuple[Wording, str]],
    gone: Sequence[tuple[Wording, str]] = (),
    *,
    by: User,
) -> None:
    """Saves passages where they stand in the line, and takes others out; few queries for any number.

    Each comes with the word for its change; those taken out stand in the line no more.
    """
    new = [wording for wording, _change in changes if is_new(wording)]
    stored = {wording.pk: wording for wording, _change in changes if not is_new(wording)}
    for wording, _change in (*changes, *gone):
        wording.revision += 1
        wording.edited_by, wording.edited_at = by, clock.now()
    for place, wording in enumerate(line.wordings, 1):
        if wording.position != place:
            wording.position = place
            if not is_new(wording):
                stored[wording.pk] = wording
    history = [kept(wording, change, by) for wording, change in (*gone, *changes)]
    if gone:
        line.version.wordings.filter(pk__in=[wording.pk for wording, _change in gone]).delete()
    fields = [*WORDS, "position", "revision", "edited_by", "edited_at"]
    if stored:
        Wording.objects.bulk_update(stored.values(), fields, batch_size=200)
    Wording.objects.bulk_create(new)
    WordingHistory.objects.bulk_create(history)


def new_passage(version: Version, once: str) -> tuple[Any, bool]:
    """The id that a form gives to a new passage, and whether it is in the text already."""
    key = uuid.uuid5(version.pk, once or uuid.uuid4().hex)
    if version.wordings.filter(passage_id=key).exists():
        return key, True
    if Passage.objects.filter(pk=key).exists():  # an old form, sent again after a removal
        key = uuid.uuid4()
    Passage.objects.create(pk=key, site=version.site)
    return key, False
