"""Drafts: kept while somebody types, thrown away when they save, never shown to others.

They are nobody's history, so they leave no entry in the journal.
"""

from typing import Any

from django.db import transaction

from accounts.models import User
from agenda.models import Draft, Passage, Version
from agenda.models.drafts import DRAFT_LENGTH, KEPT_FOR, PRESENT_FOR
from kit import clock
from kit.writes import delete


@transaction.atomic
def keep_draft(
    passage: Passage | None,
    *,
    by: User,
    version: Version,
    revision: int = 0,
    words: dict[str, Any],
    once: str = "",
) -> Draft | None:
    """Keeps what somebody has typed into a passage so far; None when it is too much to keep.

    The version may be frozen by now and the passage gone: what was typed is kept all the same.
    Of a passage that is being added `once` is the key of the form.
    """
    if (passage is None) == (not once):
        return None
    if sum(len(str(value)) for value in words.values()) > DRAFT_LENGTH:
        return None
    now = clock.now()
    place: dict[str, Any] = {"passage": passage, "once": once}
    known = Draft.objects.locked().filter(**place, by=by).first()
    goes_on = known is not None and known.touched_at > now - PRESENT_FOR
    since = known.since if known and goes_on else now
    fields = {"version": version, "revision": revision, "since": since, "touched_at": now, **words}
    draft, _new = Draft.objects.update_or_create(**place, by=by, defaults=fields)
    return draft


@transaction.atomic
def drop_draft(passage: Passage | None, *, by: User, once: str = "") -> None:
    """Throws away what somebody has typed into a passage, or into the form of a new one."""
    throw_away(passage, by=by, once=once)


def throw_away(passage: Passage | None, *, by: User, once: str = "") -> None:
    """The same within the transaction of who saves."""
    if passage is not None or once:
        delete(Draft, passage=passage and passage.pk, once=once, by=by.pk)


def sweep_drafts() -> int:
    """Throws away what nobody touched for two months; how many."""
    return Draft.objects.filter(touched_at__lt=clock.now() - KEPT_FOR).delete()[0]
