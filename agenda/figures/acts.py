"""The last acts of writing, and which of them may be undone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from agenda.models import Act, Version, WordingHistory
from agenda.undoing import brought_back, changed_since

Kind = Act.Kind


@dataclass(frozen=True, slots=True)
class ActFigure:
    """One act of writing. Undone, `undone_by` says by whom; `stuck` names what changed since."""

    id: Any
    number: int
    kind: str
    by: str
    at: datetime
    headings: tuple[str, ...]
    undone_by: str = ""
    undo_id: Any = None
    stuck: str = ""

    @property
    def sentence(self) -> str:
        """What was done, after the name of who did it."""
        first = self.headings[0] if self.headings else ""
        words = {
            Kind.ADDED: _("added “%(first)s”"),
            Kind.SAVED: _("rewrote “%(first)s”"),
            Kind.MOVED: _("moved “%(first)s”"),
            Kind.REMOVED: _("took “%(first)s” out"),
            Kind.SPLIT: _("split “%(first)s”: “%(second)s” came out of it"),
            Kind.MERGED: _("joined “%(second)s” to “%(first)s”"),
            Kind.IMPORTED: _("brought in a file: %(count)s passages"),
        }
        second = self.headings[1] if len(self.headings) > 1 else ""
        return words[Kind(self.kind)] % {
            "first": first, "second": second, "count": len(self.headings),
        }  # fmt: skip


def acts_of(version: Version, most: int = 100) -> tuple[ActFigure, ...]:
    """The last acts on a version, newest first, undoings shown on what they undid; four queries.

    What undid an act is always younger than the act, so the youngest acts tell all about those
    that are shown.
    """
    youngest = version.acts.select_related("by").order_by("-number")[: 4 * most]
    acts = list(reversed(youngest))
    undoings = {a.undoes_id: a for a in acts if a.undoes_id}
    same = brought_back(a.touched for a in undoings.values())
    now = version.wordings.values_list("passage", "revision")
    revisions = {str(key): revision for key, revision in now}
    shown = [a for a in reversed(acts) if not a.undoes_id][:most]
    headings = last_headings(version, shown)
    return tuple(act_figure(a, undoings, revisions, same, headings) for a in shown)


def act_figure(
    act: Act,
    undoings: dict[Any, Act],
    revisions: dict[str, int],
    same: dict[tuple[str, int], int | None],
    headings: dict[str, str],
) -> ActFigure:
    """One act; undone when its chain of undoings is odd."""
    tip, undone = act, False
    while tip.pk in undoings:
        tip, undone = undoings[tip.pk], not undone
    changed = changed_since(tip.touched, revisions, same)
    return ActFigure(
        id=act.pk,
        number=act.number,
        kind=act.kind,
        by=str(act.by or ""),
        at=act.at,
        headings=tuple(headings[e["passage"]] for e in act.touched),
        undone_by=str(tip.by or "") if undone else "",
        undo_id=tip.pk,
        stuck=headings.get(changed, "") if changed else "",
    )


def last_headings(version: Version, acts: list[Act]) -> dict[str, str]:
    """By passage that the acts touched, the last heading it had in this version."""
    keys = {entry["passage"] for act in acts for entry in act.touched}
    rows = WordingHistory.objects.filter(version=version, passage__in=keys).order_by("revision")
    return {str(key): heading for key, heading in rows.values_list("passage", "heading")}
