"""Undoing: what an act touched is again as it was before, by another act."""

import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agenda import events
from agenda.actions.acts import WORDS, Line, enact, touch, writable, write
from agenda.models import Act, Version, Wording, WordingHistory
from agenda.undoing import brought_back, changed_since
from journal.actions import record
from kit.states import Refusal

type Entry = dict[str, Any]


@transaction.atomic
def undo(act: Act, *, by: User) -> Act:
    """Undoes an act by another one: every passage that it touched is again as it was before.

    Refused once one of them has changed since: what came later is undone first. Undoing an
    undoing does the act again. The same button pressed twice undoes once.
    """
    version = writable(act.version)
    act, counts = tip(version, act)
    if not counts:
        return act
    line = Line(version)
    revisions = {str(w.passage_id): w.revision for w in line.wordings}
    undoings = version.acts.filter(undoes__isnull=False).values_list("touched", flat=True)
    changed = changed_since(act.touched, revisions, brought_back(undoings))
    if changed is not None:
        raise Refusal(
            _("“%(heading)s” has changed since: undo the later changes first.")
            % {"heading": heading_of(version, changed)}
        )
    touched = put_back(line, act.touched, by=by)
    undoing = enact(version, Act.Kind.UNDONE, touched, by=by, undoes=act)
    fact = events.ActUndone(
        number=version.number,
        act=act.number,
        heading=heading_of(version, act.touched[0]["passage"]) if act.touched else "",
    )
    record(fact, by=by, site=version.site, about=undoing)
    return undoing


def tip(version: Version, act: Act) -> tuple[Act, bool]:
    """The act, or the last undoing in its chain, that is to be undone now; whether the act counts."""
    undoings = {a.undoes_id: a for a in version.acts.filter(undoes__isnull=False)}
    counts = True
    while act.pk in undoings:
        act, counts = undoings[act.pk], not counts
    return act, counts


def heading_of(version: Version, passage: Any) -> str:
    """The last heading of a passage in this version, be it in the text or not."""
    kept_so_far = WordingHistory.objects.filter(version=version, passage=passage)
    return kept_so_far.order_by("-revision").values_list("heading", flat=True)[0]


def put_back(line: Line, entries: list[Entry], *, by: User) -> list[Entry]:
    """Passages as they were before an act; returns how the undoing remembers them, in reading order.

    All that had changed its place is taken up first and then laid down in the order in which it
    stood: so each finds again the one behind which it was.
    """
    now = {e["passage"]: line.find(uuid.UUID(e["passage"])) for e in entries}
    order = {wording.passage_id: place for place, wording in enumerate(line.wordings)}
    undone = {e["passage"]: remembered(line, e, now[e["passage"]]) for e in entries}
    gone = []
    for entry in entries:
        found = now[entry["passage"]]
        if found is not None and (entry["before"] is None or "behind" in entry):
            line.wordings.remove(found)
            if entry["before"] is None:
                gone.append((found, "removed"))
    back = Shelf(line.version, [e for e in entries if e["before"] is not None])
    changes = []
    for entry in back.entries:
        wording = back.take(entry, now[entry["passage"]])
        lay(line, wording, entry, lost=now[entry["passage"]] is None)
        changes.append((wording, "restored"))
        undone[entry["passage"]]["as"] = entry["before"]
    write(line, changes, gone, by=by)
    for wording, _change in changes:
        undone[str(wording.passage_id)]["after"] = wording.revision
    return sorted(undone.values(), key=lambda e: order.get(uuid.UUID(e["passage"]), len(order)))


def remembered(line: Line, entry: Entry, found: Wording | None) -> Entry:
    """How the undoing remembers one passage as it stands now; with its place where that changes."""
    if found is None:
        return {"passage": entry["passage"], "before": None, "after": None}
    placed = line if "behind" in entry or entry["before"] is None else None
    return touch(found, before=found.revision, after=None, line=placed)


def lay(line: Line, wording: Wording, entry: Entry, *, lost: bool) -> None:
    """Puts a passage behind the one behind which it stood; one that only said other words stays."""
    if "behind" in entry:
        behind, below = (uuid.UUID(entry[n]) if entry[n] else None for n in ("behind", "below"))
        begin = line.begin_below(wording.section, wording.strategy, below)
        line.insert(wording, behind, first=behind is None, place=begin)
    elif lost:
        line.insert(wording, None)


class Shelf:
    """The kept words to which passages go back, read at once."""

    def __init__(self, version: Version, entries: list[Entry]) -> None:
        self.version, self.entries = version, entries
        kept = WordingHistory.objects.filter(version=version)
        rows = kept.filter(passage__in=[entry["passage"] for entry in entries])
        self.rows = {(str(row.passage_id), row.revision): row for row in rows}

    def take(self, entry: Entry, found: Wording | None) -> Wording:
        """The passage with its words of then; a new wording where it is not in the text."""
        passage = entry["passage"]
        if found is None:
            last = max(revision for key, revision in self.rows if key == passage)
            found = Wording(
                version=self.version, passage_id=uuid.UUID(passage), revision=last, position=0
            )
        old = self.rows[passage, entry["before"]]
        for name in WORDS:
            setattr(found, name, getattr(old, name))
        return found
