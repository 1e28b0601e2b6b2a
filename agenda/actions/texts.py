"""Writing: a version begins as a copy of the last one; passages come and get other words."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agenda import events
from agenda.actions.acts import (
    Conflict,
    Line,
    current,
    current_in,
    enact,
    keep,
    kept,
    moving,
    new_passage,
    place,
    touch,
    words_of,
    writable,
)
from agenda.actions.bearings import bear
from agenda.actions.drafts import throw_away
from agenda.actions.translations import carry_translations
from agenda.models import Act, Version, Wording, WordingHistory
from agenda.models.versions import Section
from journal.actions import record
from kit import clock
from kit.states import Refusal
from kit.writes import together
from sites.models import Site


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
    carry_translations(last, version)
    record(events.VersionStarted(number=version.number), by=by, site=site, about=version)
    return version


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
    themes: Collection[str] = (),
    answers_to: Any = "",
    once: str = "",
) -> Wording:
    """A new passage at the end of its part, without what only other parts know; one form adds one."""
    version = writable(version)
    key, known = new_passage(version, once)
    throw_away(None, by=by, once=once)
    if known:
        return version.wordings.get(passage_id=key)
    wording = Wording(
        version=version,
        passage_id=key,
        revision=0,
        section=section,
        strategy=strategy if Section(section).has_strategy else "",
        heading=heading,
        text=text,
        plain_text=plain_text,
    )
    bear(
        wording,
        version,
        themes=themes if section == Section.AREA else (),
        answers_to=answers_to if section == Section.STRATEGY else "",
    )
    put_in(wording, version, by=by)
    return wording


def put_in(wording: Wording, version: Version, *, by: User) -> None:
    """Writes a new passage at the end of its part, with its act and its entry."""
    line = Line(version)
    line.insert(wording, None)
    place(line, wording, by=by, change="added")
    enact(version, Act.Kind.ADDED, [touch(wording, before=None, after=1)], by=by)
    fact = events.PassageAdded(number=version.number, heading=wording.heading)
    record(fact, by=by, site=version.site, about=wording.passage)


@transaction.atomic
def save_passage(
    wording: Wording,
    *,
    by: User,
    revision: int,
    heading: str,
    text: str,
    plain_text: str = "",
    themes: Collection[str] | None = None,
    answers_to: Any = None,
) -> Wording:
    """Saves a passage if nobody saved it since the writer began from `revision`.

    Raises Conflict with what stands there now otherwise. Saving what stands there already
    (a double click) changes nothing. What the writer had typed and not saved is then gone.
    Themes and area stay as they are where none is given.
    """
    found = current_in(wording.version, wording.passage_id)
    version, before, stands = found.version, words_of(found), found.revision
    found.heading, found.text, found.plain_text = heading, text, plain_text
    bear(found, version, themes=themes, answers_to=answers_to)
    if words_of(found) == before:
        throw_away(wording.passage, by=by)
        return found
    if stands != revision:
        raise Conflict(current(version, wording.passage_id))
    fact = events.PassageSaved(number=version.number, heading=heading, revision=stands + 1)
    with together():
        throw_away(wording.passage, by=by)
        keep(found, "saved", by)
        enact(version, Act.Kind.SAVED, [touch(found, before=stands, after=stands + 1)], by=by)
        record(fact, by=by, site=version.site, about=wording.passage)
    return found


@transaction.atomic
def set_aside(version: Version, *, by: User, reason: str) -> Version:
    """Leaves a version where it is, with a reason that is kept; the number is not used again."""
    version = moving(version)
    if not reason.strip():
        raise Refusal(_("Say why: the reason is kept."))
    version.move_to(Version.State.SET_ASIDE, ended_on=clock.today())
    fact = events.VersionSetAside(number=version.number, reason=reason.strip())
    record(fact, by=by, site=version.site, about=version)
    return version
