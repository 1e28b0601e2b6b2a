"""Writing: a version begins as a copy of the last one; passages come, change, move and go."""

import uuid
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agenda import events
from agenda.models import Passage, Version, Wording, WordingHistory
from agenda.models.versions import Section
from journal.actions import record
from kit import clock
from kit.states import Refusal
from sites.models import Site

WORDS = ("section", "strategy", "heading", "text", "plain_text")
RANK = {section.value: place for place, section in enumerate(Section)}


class Conflict(Refusal):
    """Somebody else saved the passage meanwhile; `theirs` is what now stands there (None: removed)."""

    def __init__(self, theirs: Wording | None) -> None:
        self.theirs = theirs
        super().__init__(
            _("Somebody saved this passage while you were writing. Nothing of yours is lost.")
            if theirs
            else _("Somebody removed this passage while you were writing. Your text is below.")
        )


def locked(version: Version) -> Version:
    """The version as it is now, held until the transaction ends."""
    return Version.objects.locked().select_related("site").get(pk=version.pk)


def writable(version: Version) -> Version:
    """The version, locked, if its text may still change."""
    found = locked(version)
    if not found.is_writable:
        raise Refusal(
            _("Version %(number)s is no longer in writing: its text does not change any more.")
            % {"number": found.number}
        )
    return found


@transaction.atomic
def start_version(site: Site, *, by: User) -> Version:
    """The next version is written from the last one: same passages, same words, same ids.

    Refused while a version is open or awaits endorsement. When one is being written already,
    that one is returned: two people may press the button.
    """
    site = Site.objects.locked().get(pk=site.pk)
    busy = site.versions.filter(state__in=("writing", "open", "endorsing")).first()
    if busy is not None and busy.is_writable:
        return busy
    if busy is not None:
        raise Refusal(
            _("Version %(number)s is %(state)s: the next one begins afterwards.")
            % {"number": busy.number, "state": busy.get_state_display()}
        )
    last = site.versions.exclude(state=Version.State.SET_ASIDE).order_by("-number").first()
    highest = site.versions.aggregate(n=Max("number"))["n"] or 0
    version = Version.objects.create(site=site, number=highest + 1, based_on=last)
    copies = [
        Wording(version=version, passage_id=old.passage_id, position=old.position, **words_of(old))
        for old in (last.wordings.order_by("position") if last else ())
    ]
    Wording.objects.bulk_create(copies)
    WordingHistory.objects.bulk_create(kept(copy, "copied", by) for copy in copies)
    record(events.VersionStarted(number=version.number), by=by, site=site, about=version)
    return version


def words_of(wording: Any) -> dict[str, str]:
    """The fields that a wording says."""
    return {name: getattr(wording, name) for name in WORDS}


def kept(wording: Wording, change: str, by: User) -> WordingHistory:
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


@transaction.atomic
def add_passage(
    version: Version,
    *,
    by: User,
    section: str,
    heading: str,
    text: str,
    strategy: str = "",
    plain_text: str = "",
    once: str = "",
) -> Wording:
    """A new passage at the end of its part; the same form sent twice adds it once."""
    version = writable(version)
    key = uuid.uuid5(version.pk, once or uuid.uuid4().hex)
    known = version.wordings.filter(passage_id=key).first()
    if known is not None:
        return known
    strategy = strategy if section == Section.STRATEGY else ""
    passage = Passage.objects.create(pk=key, site=version.site)
    place = free_place(version, section, strategy)
    version.wordings.filter(position__gte=place).update(position=F("position") + 1)
    wording = Wording.objects.create(
        version=version,
        passage=passage,
        position=place,
        section=section,
        strategy=strategy,
        heading=heading,
        text=text,
        plain_text=plain_text,
        edited_by=by,
    )
    kept(wording, "added", by).save()
    fact = events.PassageAdded(number=version.number, heading=heading)
    record(fact, by=by, site=version.site, about=passage)
    return wording


def free_place(version: Version, section: str, strategy: str) -> int:
    """Where a new passage goes: after the last of its strategy, else after its part."""
    places = list(version.wordings.order_by("position").values_list("section", "strategy"))
    same = [n for n, place in enumerate(places, 1) if place == (section, strategy)]
    if same:
        return same[-1] + 1
    return 1 + sum(RANK[part] <= RANK[section] for part, _strategy in places)


@transaction.atomic
def save_passage(
    wording: Wording,
    *,
    by: User,
    revision: int,
    heading: str,
    text: str,
    plain_text: str = "",
) -> Wording:
    """Saves a passage if nobody saved it since the writer began from `revision`.

    Raises Conflict with what stands there now otherwise. Saving what stands there already
    (a double click) changes nothing.
    """
    version = writable(wording.version)
    current = version.wordings.locked().filter(passage=wording.passage_id).first()
    if current is None:
        raise Conflict(None)
    if (current.heading, current.text, current.plain_text) == (heading, text, plain_text):
        return current
    if current.revision != revision:
        raise Conflict(current)
    current.heading, current.text, current.plain_text = heading, text, plain_text
    keep(current, "saved", by)
    fact = events.PassageSaved(number=version.number, heading=heading, revision=current.revision)
    record(fact, by=by, site=version.site, about=wording.passage)
    return current


def keep(wording: Wording, change: str, by: User) -> None:
    """Counts the change, signs it, saves it and keeps it in the history."""
    wording.revision += 1
    wording.edited_by, wording.edited_at = by, clock.now()
    wording.save(
        update_fields=[
            "heading", "text", "plain_text", "position", "revision", "edited_by", "edited_at",
        ]
    )  # fmt: skip
    kept(wording, change, by).save()


@transaction.atomic
def move_passage(wording: Wording, *, by: User, up: bool) -> Wording:
    """Changes places with the passage before (or after) it in the same part."""
    version = writable(wording.version)
    peers = list(
        version.wordings.locked()
        .filter(section=wording.section, strategy=wording.strategy)
        .order_by("position")
    )
    place = next((n for n, w in enumerate(peers) if w.passage_id == wording.passage_id), None)
    if place is None:
        raise Conflict(None)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(peers):
        raise Refusal(_("This passage is already at the end of its part."))
    mine, neighbour = peers[place], peers[other]
    before = mine.position
    mine.position, neighbour.position = neighbour.position, mine.position
    neighbour.save(update_fields=["position"])
    keep(mine, "moved", by)
    fact = events.PassageMoved(
        number=version.number, heading=mine.heading, before=before, after=mine.position
    )
    record(fact, by=by, site=version.site, about=wording.passage)
    return mine


@transaction.atomic
def remove_passage(wording: Wording, *, by: User, revision: int) -> None:
    """Takes a passage out of the text; its words and all that was said about it are kept."""
    version = writable(wording.version)
    current = version.wordings.locked().filter(passage=wording.passage_id).first()
    if current is None:
        return
    if current.revision != revision:
        raise Conflict(current)
    current.revision += 1
    kept(current, "removed", by).save()
    place = current.position
    current.delete()
    version.wordings.filter(position__gt=place).update(position=F("position") - 1)
    fact = events.PassageRemoved(number=version.number, heading=current.heading)
    record(fact, by=by, site=version.site, about=wording.passage)


@transaction.atomic
def set_aside(version: Version, *, by: User, reason: str) -> Version:
    """Leaves a version where it is, with a reason that is kept; the number is not used again."""
    version = locked(version)
    if not reason.strip():
        raise Refusal(_("Say why: the reason is kept."))
    version.move_to(Version.State.SET_ASIDE, ended_on=clock.today())
    fact = events.VersionSetAside(number=version.number, reason=reason.strip())
    record(fact, by=by, site=version.site, about=version)
    return version
