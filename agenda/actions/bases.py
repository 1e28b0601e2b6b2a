"""From which words a file and the desk both began: what stood there when a text last came in."""

from typing import Any

from django.db.models import Q

from agenda.models import Act, Version, WordingHistory


def bases(version: Version) -> dict[str, tuple[str, str]]:
    """By passage, heading and text after the last text that was brought in and not undone.

    Without one, the words that the version took over from the one before. A passage that was
    written at the desk since has none. Two queries.
    """
    acts = list(version.acts.order_by("number"))
    last = max(
        (a.number for a in acts if a.kind == Act.Kind.IMPORTED and counts(a, acts)), default=0
    )
    then: dict[str, int | None] = {}
    for act in acts:
        if act.number <= last:
            then |= {entry["passage"]: entry["after"] for entry in act.touched}
    found: dict[str, tuple[str, str]] = {}
    known = {revision for revision in then.values() if revision}
    wanted = Q(change=WordingHistory.Change.COPIED) | Q(revision__in=known)
    rows = WordingHistory.objects.filter(wanted, version=version)
    for key, revision, change, heading, text in rows.order_by("revision").values_list(
        "passage_id", "revision", "change", "heading", "text"
    ):
        name = str(key)
        copied = name not in then and change == WordingHistory.Change.COPIED
        if copied or then.get(name) == revision:
            found[name] = (heading, text)
    return found


def counts(act: Any, acts: list[Any]) -> bool:
    """True for an act that was not undone, or was done again."""
    undoing = next((a for a in acts if a.undoes_id == act.pk), None)
    return undoing is None or not counts(undoing, acts)
