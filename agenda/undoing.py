"""What may be undone: pure, over what acts remember of the passages that they touched."""

from collections.abc import Iterable, Mapping
from typing import Any

type Touched = Iterable[Mapping[str, Any]]


def brought_back(undoings: Iterable[Touched]) -> dict[tuple[str, int], int | None]:
    """By passage and revision that an undoing made: the revision that it brought back."""
    return {
        (entry["passage"], entry["after"]): entry["as"]
        for touched in undoings
        for entry in touched
        if entry["after"] is not None
    }


def state(
    same: Mapping[tuple[str, int], int | None], passage: str, revision: int | None
) -> int | None:
    """The first revision that said what this one says; none while the passage is not in the text."""
    while revision is not None and (passage, revision) in same:
        revision = same[passage, revision]
    return revision


def changed_since(
    touched: Touched,
    revisions: Mapping[str, int],
    same: Mapping[tuple[str, int], int | None],
) -> str | None:
    """The first passage of an act that is no longer as the act left it; none when all are.

    `revisions` are those of the passages that are in the text now.
    """
    for entry in touched:
        key = entry["passage"]
        if state(same, key, revisions.get(key)) != state(same, key, entry["after"]):
            return str(key)
    return None
