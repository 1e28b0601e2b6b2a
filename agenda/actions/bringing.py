"""A text that is brought in is kept while its owner looks it through.

What is being looked through is nobody's history, like a draft: it leaves no entry in the journal.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agenda.actions.bases import bases
from agenda.bringing.joining import is_open, join, part
from agenda.bringing.matching import DOUBTFUL, NEW, Text, matches
from agenda.bringing.proposals import Reading
from agenda.models import Bringing, Version, Wording
from agenda.models.bringing import BROUGHT_KEPT_FOR, MOST_PASSAGES
from agenda.models.versions import Section
from kit import clock
from kit.states import Refusal

CHOSEN = ("section", "strategy", "heading", "out", "is", "take", "together")
# Somebody else changed the passage since its owner looked: what it is must be chosen again.
CHANGED = "changed"

type Item = dict[str, Any]


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
    items: list[Item] = [
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
        "left": [[found.kind, found.words] for found in left],
        "out": [[found.why, found.words] for found in reading.out],
        "site_id": version.site_id,
        "touched_at": clock.now(),
        **matched(items, version),
    }
    found, _new = Bringing.objects.update_or_create(
        version=version, by=by, sha256=sha256, act=None, defaults=fields
    )
    return found


def matched(items: list[Item], version: Version) -> dict[str, Any]:
    """The items with what each is among the passages of the version: sure, or to be chosen."""
    there = list(version.wordings.order_by("position"))
    present = [Text(str(w.passage_id), (w.section, w.strategy), w.heading, w.text) for w in there]
    coming = [Text(None, (i["section"], i["strategy"]), i["heading"], i["text"]) for i in items]
    known, began = {str(w.passage_id): w for w in there}, bases(version)
    for item, match in zip(items, matches(present, coming), strict=True):
        item["verdict"], item["candidates"] = match.verdict, list(match.candidates)
        item["is"] = match.key or (NEW if match.verdict == NEW else "")
        stand_like(item, known.get(item["is"]))
        part(item)
        stand_beside(item, known, began)
    seen = {key: wording.revision for key, wording in known.items()}
    return {"items": items, "seen": seen, "absent": []}


def stand_like(item: Item, wording: Wording | None) -> None:
    """A passage whose part the file does not name stays in its part; a made heading gives way."""
    if wording is None:
        return
    if not item["section"]:
        item["section"], item["strategy"] = wording.section, wording.strategy
    if Section(item["section"]).has_strategy and not item["strategy"]:
        item["strategy"] = wording.strategy
    if item["made"]:
        item["heading"], item["made"] = wording.heading, False


def stand_beside(
    item: Item,
    there: Mapping[str, Wording],
    began: Mapping[str, tuple[str, str]],
    *,
    ask: bool = False,
) -> None:
    """Where the desk has changed the passage too, what both together would give; else nothing."""
    key = item["is"]
    if key in there:
        join(item, there[key], began.get(key), ask=ask)
    else:
        part(item)


@transaction.atomic
def keep_choices(
    bringing: Bringing, *, by: User, choices: Mapping[int, Mapping[str, Any]], section: str = ""
) -> Bringing:
    """Keeps what its owner chose for some passages; `section` goes to all that have no part yet.

    Where somebody else has changed a passage since, the choice is asked for again.
    """
    found = own(bringing, by)
    there = {str(w.passage_id): w for w in found.version.wordings.all()}
    began = bases(found.version)
    for number, choice in choices.items():
        item = found.items[number]
        item["made"] = item["made"] and choice.get("heading", item["heading"]) == item["heading"]
        item |= {name: choice[name] for name in CHOSEN if name in choice}
        if item["is"] in there:  # one that came since counts as seen once it is chosen
            found.seen.setdefault(item["is"], there[item["is"]].revision)
    for item in found.items:
        stand_like(item, there.get(item["is"]))
        item["section"] = item["section"] or section
        if item["is"] not in {"", NEW} and is_stale(found, item["is"], there):
            item["candidates"] = [key for key in (item["is"], *item["candidates"]) if key in there]
            item["verdict"], item["is"] = CHANGED, ""
        stand_beside(item, there, began, ask=True)
    found.absent = [key for key in found.absent if not is_stale(found, key, there)]
    found.seen = {key: there[key].revision for key in found.seen if key in there}
    found.touched_at = clock.now()
    found.save(update_fields=["items", "absent", "seen", "touched_at"])
    return found


def is_stale(bringing: Bringing, key: str, there: Mapping[str, Wording]) -> bool:
    """True when a passage is gone, or has other words than its owner saw."""
    return key not in there or there[key].revision != bringing.seen.get(key)


@transaction.atomic
def keep_absent(bringing: Bringing, *, by: User, gone: Sequence[str]) -> Bringing:
    """Keeps which of the passages that the text does not hold go; all others stay."""
    found = own(bringing, by)
    known = absent_from(found)
    found.absent = [key for key in gone if key in known]
    found.touched_at = clock.now()
    found.save(update_fields=["absent", "touched_at"])
    return found


def absent_from(bringing: Bringing) -> list[str]:
    """The passages that were there when the text was read and that no item is."""
    taken = {item["is"] for item in bringing.items if not item["out"]}
    return [key for key in bringing.seen if key not in taken]


@transaction.atomic
def take_up(bringing: Bringing, version: Version, *, by: User) -> Bringing:
    """Goes on with a text in another version that is now in writing: matched anew, nothing lost."""
    found = own(bringing, by)
    if found.version_id == version.pk or found.act_id is not None:
        return found
    if not version.is_writable:
        raise Refusal(_("This version is no longer in writing: begin the next one first."))
    Bringing.objects.filter(version=version, by=by, sha256=found.sha256, act=None).delete()
    for name, value in matched(found.items, version).items():
        setattr(found, name, value)
    found.version, found.touched_at = version, clock.now()
    found.save(update_fields=["version", "items", "seen", "absent", "touched_at"])
    return found


def own(bringing: Bringing, by: User) -> Bringing:
    """The row as it is now, held until the transaction ends; its owner's alone."""
    rows = Bringing.objects.locked().select_related("site", "version")
    found: Bringing = rows.get(pk=bringing.pk, by=by)
    return found


def lacks_choice(item: Mapping[str, Any]) -> bool:
    """True for a passage that is to go in while it is open what it is, where it stands, or whose words."""
    if item["out"]:
        return False
    if not item["is"] or not item["section"] or is_open(item):
        return True
    return Section(item["section"]).has_strategy and not item["strategy"]


def is_doubtful(item: Mapping[str, Any]) -> bool:
    """True for a passage of which the words do not say surely what it is."""
    return item["verdict"] in {DOUBTFUL, CHANGED}


@transaction.atomic
def drop_bringing(bringing: Bringing, *, by: User) -> None:
    """Throws away what was read and not brought in."""
    Bringing.objects.filter(pk=bringing.pk, by=by, act=None).delete()


def sweep_bringings() -> int:
    """Throws away what nobody touched for thirty days; how many."""
    return Bringing.objects.filter(touched_at__lt=clock.now() - BROUGHT_KEPT_FOR).delete()[0]
