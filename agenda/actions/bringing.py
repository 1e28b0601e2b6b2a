"""Bringing a text in: kept while its owner looks it through, then one act of writing.

What is being looked through is nobody's history, like a draft: it leaves no entry in the journal.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from agenda import events
from agenda.actions.acts import WORDS, Line, enact, is_new, kept, touch, writable
from agenda.bringing.parts import NAMED
from agenda.bringing.proposals import Reading
from agenda.models import Act, Bringing, Passage, Version, Wording, WordingHistory
from agenda.models.bringing import BROUGHT_KEPT_FOR, MOST_PASSAGES
from journal.actions import record
from kit import clock
from kit.states import Refusal

CHOSEN = ("section", "strategy", "heading", "out")


class Unsettled(Refusal):
    """Some passages lack a choice; `item` is the number of the first of them."""

    def __init__(self, numbers: list[int]) -> None:
        self.item = numbers[0]
        many = ngettext(
            "%(count)s passage still needs your choice.",
            "%(count)s passages still need your choice.",
            len(numbers),
        )
        super().__init__(many % {"count": len(numbers)})


@transaction.atomic
def keep_bringing(
    version: Version, *, by: User, kind: str, name: str, sha256: str, reading: Reading, left: Any
) -> Bringing:
    """Keeps what was read until its owner has looked it through; the same text twice is one row.

    Refused when nothing was read, or more than anybody could look through.
    """
    if not version.is_writable:
        raise Refusal(_("This version is no longer in writing: begin the next one first."))
    if not reading.proposals:
        raise Refusal(_("There is nothing to read in it."))
    if len(reading.proposals) > MOST_PASSAGES:
        raise Refusal(
            _("This text has %(count)s passages, more than anybody reads. Bring it in parts.")
            % {"count": len(reading.proposals)}
        )
    items = [
        {
            "section": proposal.section,
            "strategy": proposal.strategy,
            "heading": proposal.heading,
            "text": proposal.text,
            "made": proposal.made,
            "out": False,
        }
        for proposal in reading.proposals
    ]
    fields = {
        "kind": kind,
        "name": name,
        "items": items,
        "left": [[found.kind, found.words] for found in left],
        "out": [[found.why, found.words] for found in reading.out],
        "touched_at": clock.now(),
    }
    found, _new = Bringing.objects.update_or_create(
        version=version,
        by=by,
        sha256=sha256,
        act=None,
        defaults=fields | {"site_id": version.site_id},
    )
    return found


@transaction.atomic
def keep_choices(
    bringing: Bringing, *, by: User, choices: Mapping[int, Mapping[str, Any]], section: str = ""
) -> Bringing:
    """Keeps what its owner chose for some passages; `section` goes to all that have no part yet."""
    found = own(bringing, by)
    for number, choice in choices.items():
        found.items[number] |= {name: choice[name] for name in CHOSEN if name in choice}
    for item in found.items:
        item["section"] = item["section"] or section
    found.touched_at = clock.now()
    found.save(update_fields=["items", "touched_at"])
    return found


def own(bringing: Bringing, by: User) -> Bringing:
    """The row as it is now, held until the transaction ends; its owner's alone."""
    found: Bringing = Bringing.objects.locked().select_related("site").get(pk=bringing.pk, by=by)
    return found


@transaction.atomic
def bring_in(bringing: Bringing, *, by: User) -> Act:
    """All that was chosen becomes passages of the version, as one act that can be undone.

    Refused while a choice is missing, or once the version is no longer in writing; then what
    was chosen stays. The same button pressed twice brings it in once.
    """
    found = own(bringing, by)
    if found.act is not None:
        return found.act
    version = writable(found.version)
    if missing := [n for n, item in enumerate(found.items) if lacks_choice(item)]:
        raise Unsettled(missing)
    line = Line(version)
    chosen = [item for item in found.items if not item["out"]]
    added: list[Wording] = []
    passages = [Passage(site_id=version.site_id) for _item in chosen]
    Passage.objects.bulk_create(passages)
    for passage, item in zip(passages, chosen, strict=True):
        words = {name: item[name] for name in ("section", "heading", "text")}
        strategy = item["strategy"] if item["section"] in NAMED else ""
        wording = Wording(version=version, passage=passage, revision=0, strategy=strategy, **words)
        line.insert(wording, None)
        added.append(wording)
    write(line, [(wording, "added") for wording in added], by=by)
    act = enact(
        version,
        Act.Kind.IMPORTED,
        [touch(wording, before=None, after=wording.revision) for wording in added],
        by=by,
    )
    fact = events.TextBroughtIn(number=version.number, added=len(added), changed=0, removed=0)
    record(fact, by=by, site=version.site, about=act)
    finish(found, act)
    return act


def lacks_choice(item: Mapping[str, Any]) -> bool:
    """True for a passage that is to go in and has no part, or no strategy where one is due."""
    if item["out"]:
        return False
    return not item["section"] or (item["section"] in NAMED and not item["strategy"])


def write(line: Line, changes: Iterable[tuple[Wording, str]], *, by: User) -> None:
    """Saves passages where they stand in the line, in a few queries whatever their number."""
    changes = list(changes)
    new = [wording for wording, _change in changes if is_new(wording)]
    for wording, _change in changes:
        wording.revision += 1
        wording.edited_by, wording.edited_at = by, clock.now()
    stored = [wording for wording, _change in changes if not is_new(wording)]
    for place, wording in enumerate(line.wordings, 1):
        if wording.position != place:
            wording.position = place
            if not is_new(wording) and wording not in stored:
                stored.append(wording)
    Wording.objects.bulk_create(new)
    fields = [*WORDS, "position", "revision", "edited_by", "edited_at"]
    Wording.objects.bulk_update(stored, fields, batch_size=200)
    WordingHistory.objects.bulk_create(kept(wording, change, by) for wording, change in changes)


def finish(bringing: Bringing, act: Act) -> None:
    """Nothing of the text stays beside the agenda."""
    bringing.items, bringing.left, bringing.out, bringing.absent = [], [], [], []
    bringing.act, bringing.touched_at = act, clock.now()
    bringing.save(update_fields=["items", "left", "out", "absent", "act", "touched_at"])


@transaction.atomic
def drop_bringing(bringing: Bringing, *, by: User) -> None:
    """Throws away what was read and not brought in."""
    Bringing.objects.filter(pk=bringing.pk, by=by, act=None).delete()


def sweep_bringings() -> int:
    """Throws away what nobody touched for thirty days; how many."""
    return Bringing.objects.filter(touched_at__lt=clock.now() - BROUGHT_KEPT_FOR).delete()[0]
