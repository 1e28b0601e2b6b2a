"""A plan as a file or as pasted cells, and what becomes of each of its lines; nothing is written here."""

import hashlib
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agenda.actions.plan_sheets import PlanEntry
from agenda.figures.activities import FieldChange, changed_fields
from agenda.forms.plan import ActivityForm, typed
from agenda.models import Activity
from agenda.models.plan import REASON_LENGTH
from agenda.plan_sheet import (
    HEADS,
    ID,
    MOST_LINES,
    REASON,
    STATE,
    columns,
    said,
    state_of,
    typed_cell,
)
from agenda.planning import ActivityFacts
from kit.tables import Row, TableUnreadableError, decoded, rows_of

LONGEST = 1_000_000


class Verdict(StrEnum):
    """What becomes of a line."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file as it was understood."""

    number: int
    title: str
    verdict: str
    why: tuple[str, ...] = ()
    changes: tuple[FieldChange, ...] = ()
    entry: PlanEntry | None = None


class PlanSheetForm(forms.Form):
    """The plan's own file, changed in a spreadsheet: sent as CSV, or its cells pasted."""

    file = forms.FileField(
        label=gettext_lazy("The file (CSV)"),
        required=False,
        help_text=gettext_lazy(
            "The plan's own file with changes. A line without an identifier is a new activity."
        ),
    )
    text = forms.CharField(
        label=gettext_lazy("Or its cells, pasted"),
        required=False,
        strip=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=gettext_lazy("With the line that names the columns."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if (sent := data.get("file")) and sent.size > LONGEST:
            self.add_error("file", _("The file is too long: one million characters at most."))
        elif sent:
            data["text"] = decoded(sent.read()).replace("\x00", "")
        if not (data.get("text") or "").strip() and not self.errors:
            self.add_error("text", _("Send a file, or paste its cells."))
        return data


class PlanConfirmForm(forms.Form):
    """The same text again, with the mark of what was shown of it."""

    text = forms.CharField(widget=forms.HiddenInput, strip=False, max_length=LONGEST)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    once = forms.UUIDField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, text: str, lines: Sequence[Line]) -> "PlanConfirmForm":
        """The form beneath a preview."""
        return cls(initial={"text": text, "seen": mark_of(lines), "once": uuid.uuid4()})


def mark_of(lines: Iterable[Line]) -> str:
    """What tells one preview from another: the plan may change meanwhile."""
    return hashlib.sha256(repr(list(lines)).encode()).hexdigest()


def read_plan(text: str, known: Iterable[Activity], strategies: Sequence[str]) -> tuple[Line, ...]:
    """Every line of a file, each with what becomes of it; TableUnreadableError where it is no table."""
    rows = rows_of(text)
    if not rows:
        raise TableUnreadableError(_("The file is empty."))
    places, rows = columns(rows[0]), rows[1:]
    if len(rows) > MOST_LINES:
        raise TableUnreadableError(
            _("At most %(most)s lines at once: there are %(lines)s.")
            % {"most": MOST_LINES, "lines": len(rows)}
        )
    there = {str(activity.pk): activity for activity in known}
    met: dict[str, int] = {}
    return tuple(line_of(row, places, there, strategies, met) for row in rows)


def line_of(
    row: Row,
    places: dict[str, int],
    there: dict[str, Activity],
    strategies: Sequence[str],
    met: dict[str, int],
) -> Line:
    """One line: which activity it means, and whether it can be taken."""
    values = said(row, places)
    key = values.get(ID, "").lower()
    activity = there.get(key)
    title = values.get("title") or (activity.title if activity else "")
    if key and activity is None:
        why = _("No activity of this site has this identifier.")
        return Line(row.line, title, Verdict.REFUSED, (why,))
    if key and key in met:
        why = _("This activity stands already at line %(line)s.") % {"line": met[key]}
        return Line(row.line, title, Verdict.REFUSED, (why,))
    if key:
        met[key] = row.line
    return judged(row.line, title, values, activity, strategies)


def judged(
    number: int,
    title: str,
    values: dict[str, str],
    activity: Activity | None,
    strategies: Sequence[str],
) -> Line:
    """What becomes of a line whose activity is known, or that makes a new one."""
    base = typed(ActivityFacts.of(activity)) if activity else {}
    own = {n: typed_cell(n, w) for n, w in values.items() if n not in {ID, STATE, REASON}}
    form = ActivityForm(base | own, strategies=strategies, activity=activity)
    state, reason, faults = state_and_reason(values, activity)
    if not form.is_valid():
        faults += [
            f"{HEADS.get(name, '')}{_(': ')}{fault}"
            for name, found in form.errors.items()
            for fault in found
        ]
    if faults:
        return Line(number, title, Verdict.REFUSED, tuple(faults))
    facts = form.facts()
    entry = PlanEntry(
        number=number,
        activity_id=activity.pk if activity else None,
        revision=activity.revision if activity else 0,
        before=activity.state if activity else "",
        facts=facts,
        state=state,
        reason=reason,
    )
    if activity is None:
        return Line(number, facts.title, Verdict.NEW, entry=entry)
    changes = changed_fields(ActivityFacts.of(activity), facts)
    if state != activity.state:
        label = str(Activity.State(state).label)
        changes += (FieldChange(str(HEADS[STATE]), str(activity.get_state_display()), label),)
    verdict = Verdict.CHANGED if changes else Verdict.SAME
    return Line(number, facts.title, verdict, changes=changes, entry=entry if changes else None)


def state_and_reason(
    values: dict[str, str], activity: Activity | None
) -> tuple[str, str, list[str]]:
    """The state and reason of a line, and what is wrong with them."""
    now = activity.state if activity else Activity.State.IDEA.value
    words, reason = values.get(STATE, ""), values.get(REASON, "")[:REASON_LENGTH]
    state = state_of(words) if words else now
    if state is None:
        return now, reason, [_("The state “%(typed)s” is not known.") % {"typed": words[:40]}]
    moves = activity is not None and state != now
    if moves and not activity.can_move_to(state):  # type: ignore[union-attr]
        return (
            state,
            reason,
            [
                _("It cannot go from “%(before)s” to “%(after)s”.")
                % {
                    "before": Activity.State(now).label,
                    "after": Activity.State(state).label,
                }
            ],
        )
    if (moves or activity is None) and state in Activity.NEED_A_REASON and not reason:
        return state, reason, [_("Say why: the reason is kept with the activity.")]
    return state, reason, []
