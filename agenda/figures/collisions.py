"""Two people changed the same passage: what each did, and what both together would give."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from agenda.differences import Piece, words
from agenda.merging import Strand, brought_together, clashes, proposal
from agenda.models import Wording, WordingHistory

FIELDS = ("heading", "text", "plain_text")


@dataclass(frozen=True, slots=True)
class CollisionField:
    """One field that both changed or one of them: theirs and mine against the common beginning."""

    name: str
    theirs: tuple[Piece, ...]
    mine: tuple[Piece, ...]
    together: tuple[Strand, ...]

    @property
    def differs(self) -> bool:
        """True when at least one of the two changed it."""
        return any(piece.kind != "same" for piece in (*self.theirs, *self.mine))

    @property
    def proposal(self) -> str:
        """What the editor shows."""
        return proposal(self.together)

    @property
    def clashes(self) -> int:
        """In how many places both changed the same words differently."""
        return clashes(self.together)


@dataclass(frozen=True, slots=True)
class Collision:
    """A save that came too late: who was faster, when, and each field that differs."""

    editor: str
    at: datetime
    revision: int
    fields: tuple[CollisionField, ...]

    @property
    def clashes(self) -> int:
        """In how many places somebody has to choose."""
        return sum(field.clashes for field in self.fields)


def collision(theirs: Wording, mine: dict[str, Any], base: Any = None) -> Collision:
    """Brings together what stands there now and what somebody else typed from a common beginning.

    Whoever began from words that nobody kept began from what stands there now.
    """
    base = base or theirs
    fields = []
    for name in FIELDS:
        began, saved, typed = getattr(base, name), getattr(theirs, name), mine.get(name) or ""
        together = brought_together(began, typed, saved)
        fields.append(CollisionField(name, words(began, saved), words(began, typed), together))
    return Collision(
        editor=str(theirs.edited_by or ""),
        at=theirs.edited_at,
        revision=theirs.revision,
        fields=tuple(fields),
    )


def words_kept(version: Any, passage: Any, revision: int) -> WordingHistory | None:
    """A passage as it was at a revision of a version."""
    kept = WordingHistory.objects.filter(version=version, passage=passage, revision=revision)
    return kept.first()
