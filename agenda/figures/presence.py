"""Who is writing where just now, and what one has typed without saving it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.models import User
from agenda.models import Draft, Version
from agenda.models.drafts import PRESENT_FOR
from kit import clock
from sites.models import Site


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody who is typing into a passage of the version in hand, or a new one (without an id)."""

    name: str
    seat: str
    passage_id: Any
    heading: str
    since: datetime

    @property
    def key(self) -> str:
        """The passage's id as text."""
        return str(self.passage_id)


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What one has typed into a passage, or into the form `once` of a new one, and not saved."""

    passage_id: Any
    heading: str
    at: datetime
    in_text: bool
    once: str = ""


def writers(version: Version, but: User) -> tuple[Writer, ...]:
    """Who else is writing in a version just now, those who began first on top; three queries."""
    recent = clock.now() - PRESENT_FOR
    found = (
        Draft.objects.filter(version=version, touched_at__gte=recent)
        .exclude(by=but)
        .select_related("by")
        .order_by("since", "pk")
    )
    headings: dict[Any, str] = dict(version.wordings.values_list("passage", "heading"))
    seats = dict(version.site.mandates.in_force().values_list("person", "seat"))
    return tuple(
        Writer(
            str(d.by),
            seats.get(d.by_id, ""),
            d.passage_id,
            headings.get(d.passage_id, d.heading),
            d.since,
        )
        for d in found
    )


def unsaved(version: Version, by: User) -> tuple[Unsaved, ...]:
    """What a person has typed at this site and not saved; words that were saved are none."""
    found = Draft.objects.filter(version__site=version.site_id, by=by).order_by("touched_at")
    now: dict[Any, Any] = {
        w.passage_id: w
        for w in version.wordings.filter(passage__in=[d.passage_id for d in found if d.passage_id])
    }
    return tuple(
        Unsaved(d.passage_id, d.heading, d.touched_at, d.passage_id in now, d.once)
        for d in found
        if differs(d, now.get(d.passage_id))
    )


def new_draft(site: Site, by: User, once: str) -> Draft | None:
    """What a person typed at this site into the form of a new passage."""
    mine = Draft.objects.filter(version__site=site, by=by, passage=None)
    return mine.filter(once=once).first() if once else None


def differs(draft: Draft, saved: Any) -> bool:
    """True when a draft says something that the other words do not, blanks at the ends apart."""
    if saved is None:
        return any(words.strip() for words in (draft.heading, draft.text, draft.plain_text))
    return any(
        getattr(draft, name).strip() != getattr(saved, name).strip()
        for name in ("heading", "text", "plain_text")
    )
