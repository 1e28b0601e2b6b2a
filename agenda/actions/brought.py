"""A text that was looked through becomes passages: one act, one entry, undone at once."""

from collections import Counter
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from agenda import events
from agenda.actions.acts import Line, enact, touch, words_of, writable, write
from agenda.actions.bearings import loosen
from agenda.actions.bringing import absent_from, is_stale, lacks_choice, own
from agenda.bringing.joining import text_of
from agenda.bringing.matching import NEW
from agenda.bringing.weaving import moved, woven
from agenda.models import Act, Bringing, Passage, Version, Wording
from agenda.models.versions import Section
from journal.actions import record
from kit import clock
from kit.states import Refusal


class Unsettled(Refusal):
    """Some passages lack a choice, or two want to be one; `item` is the number of the first."""

    def __init__(self, numbers: list[int], sentence: Any = "") -> None:
        self.item = numbers[0]
        many = ngettext(
            "%(count)s passage still needs your choice.",
            "%(count)s passages still need your choice.",
            len(numbers),
        )
        super().__init__(sentence or many % {"count": len(numbers)})


@transaction.atomic
def bring_in(bringing: Bringing, *, by: User) -> Act | None:
    """All that was chosen becomes the text of the version, as one act that can be undone.

    Passages keep their ids and all that was said about them. Refused while a choice is missing,
    when somebody changed a passage since, or once the version is no longer in writing; what was
    chosen stays. Pressed twice it is done once. None where the text says nothing new.
    """
    found = own(bringing, by)
    if found.act_id is not None:  # pressed twice: the second one waited for the first
        return Act.objects.get(pk=found.act_id)
    version = writable(found.version)
    line = Line(version)
    check(found, {str(w.passage_id): w for w in line.wordings})
    change = Change(found, line)
    touched = change.touched()
    if not touched:
        found.delete()
        return None
    write(change.line, change.written, change.gone, by=by)
    now = {str(wording.passage_id): wording.revision for wording, _word in change.written}
    after = [entry | {"after": now.get(entry["passage"])} for entry in touched]
    act = enact(version, Act.Kind.IMPORTED, after, by=by)
    words = Counter(word for _wording, word in change.written)
    fact = events.TextBroughtIn(
        number=version.number,
        added=words["added"],
        changed=words["saved"] + words["moved"],
        removed=len(change.gone),
    )
    record(fact, by=by, site=version.site, about=act)
    finish(found, act)
    return act


def check(bringing: Bringing, there: dict[str, Wording]) -> None:
    """Refuses what is not settled, what two passages want to be, and what changed meanwhile."""
    going = [(n, item) for n, item in enumerate(bringing.items) if not item["out"]]
    if missing := [n for n, item in going if lacks_choice(item)]:
        raise Unsettled(missing)
    kept = [item["is"] for _n, item in going if item["is"] != NEW]
    if twice := [n for n, item in going if item["is"] != NEW and kept.count(item["is"]) > 1]:
        heading = there[bringing.items[twice[0]]["is"]].heading
        sentence = _("Two passages of the text cannot both be “%(heading)s”.")
        raise Unsettled(twice, sentence % {"heading": heading})
    if any(is_stale(bringing, key, there) for key in (*kept, *bringing.absent)):
        raise Refusal(_("The text has changed meanwhile: press again to see what changed."))


class Change:
    """What a text makes of a line: passages with new words, new ones, others that go."""

    def __init__(self, bringing: Bringing, line: Line) -> None:
        self.before = line
        self.places = {w.passage_id: touch(w, before=w.revision, after=None, line=line) for w in line.wordings}  # fmt: skip
        self.words = {w.passage_id: words_of(w) for w in line.wordings}
        free = set(absent_from(bringing))
        going = {key for key in bringing.absent if key in free}
        self.gone = [(w, "removed") for w in line.wordings if str(w.passage_id) in going]
        parts = [(w.passage_id, (w.section, w.strategy)) for w in line.wordings]
        coming = self.incoming(bringing, line)
        known = {w.passage_id: w for w in (*line.wordings, *coming)}
        out = frozenset(wording.passage_id for wording, _word in self.gone)
        self.line = Line(line.version)
        self.line.wordings = []
        for key in woven(parts, [w.passage_id for w in coming], out):
            self.line.insert(known[key], None)
        self.written = self.changes()

    def incoming(self, bringing: Bringing, line: Line) -> list[Wording]:
        """The passages of the text in its order, with its words."""
        there = {str(w.passage_id): w for w in line.wordings}
        going = [item for item in bringing.items if not item["out"]]
        fresh = [Passage(site_id=bringing.site_id) for item in going if item["is"] == NEW]
        Passage.objects.bulk_create(fresh)
        spare = iter(fresh)
        return [
            worded(there.get(item["is"]) or blank(line.version, next(spare)), item)
            for item in going
        ]

    def changes(self) -> list[tuple[Wording, str]]:
        """Each passage that has other words, stands elsewhere or is new, with the word for it."""
        order = [w.passage_id for w in self.before.wordings]
        elsewhere = moved(order, [w.passage_id for w in self.line.wordings])
        found = []
        for wording in self.line.wordings:
            old = self.words.get(wording.passage_id)
            if old is None:
                found.append((wording, "added"))
                continue
            new = words_of(wording)
            other_part = any(old[name] != new[name] for name in ("section", "strategy"))
            if old != new and any(old[n] != new[n] for n in ("heading", "text")):
                found.append((wording, "saved"))
            elif other_part or wording.passage_id in elsewhere:
                found.append((wording, "moved"))
        self.placed = elsewhere | {
            w.passage_id
            for w, _word in found
            if (old := self.words.get(w.passage_id))
            and (old["section"], old["strategy"]) != (w.section, w.strategy)
        }
        return found

    def touched(self) -> list[dict[str, Any]]:
        """How the act remembers the passages: those that stood there in their order, then new ones."""
        gone = {wording.passage_id for wording, _word in self.gone}
        changed = {wording.passage_id for wording, _word in self.written}
        found = []
        for key, place in self.places.items():
            if key in gone or key in self.placed:
                found.append(place)
            elif key in changed:
                found.append({name: place[name] for name in ("passage", "before", "after")})
        new = [w for w, word in self.written if word == "added"]
        return found + [touch(wording, before=None, after=None) for wording in new]


def blank(version: Version, passage: Passage) -> Wording:
    """A passage that has no words yet."""
    return Wording(version=version, passage=passage, revision=0, position=0)


def worded(wording: Wording, item: dict[str, Any]) -> Wording:
    """A passage with the words that were chosen and the part of the text that is brought in."""
    wording.section, wording.heading = item["section"], item["heading"]
    wording.text = text_of(item, wording.text)
    wording.strategy = item["strategy"] if Section(item["section"]).has_strategy else ""
    loosen(wording)
    return wording


def finish(bringing: Bringing, act: Act) -> None:
    """Nothing of the text stays beside the agenda."""
    bringing.items, bringing.left, bringing.out, bringing.absent = [], [], [], []
    bringing.seen, bringing.act, bringing.touched_at = {}, act, clock.now()
    bringing.save(update_fields=["items", "left", "out", "absent", "seen", "act", "touched_at"])
