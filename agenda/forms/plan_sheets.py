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
    PASSAGE,
    REASON,
    STATE,
    AdoptedPassage,
    AdoptedPassages,
    PassageUnclearError,
    columns,
    differing_cells,
    said,
    state_of,
    typed_cell,
)
from agenda.planning import ActivityFacts
from kit.forms import sometimes
from kit.tables import ACCEPTED, Row, TableUnreadableError, as_text, read_table, rows_of

LONGEST = 1_000_000
KEPT_REASON = gettext_lazy(
    "The reason of a state is kept as it was given: it changes with the state only."
)


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
    """The plan's own file, changed in a spreadsheet: sent, or its cells pasted."""

    file = forms.FileField(
        label=gettext_lazy("The file (XLSX, ODS or CSV)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
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

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.too_large = too_large
        for field in self.fields.values():
            sometimes(field)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.too_large:
            self.add_error("file", _("This file is larger than 10 MB: it was not read."))
        elif sent := data.get("file"):
            data["text"] = self.read(sent.read())
        if not (data.get("text") or "").strip() and not self.errors:
            self.add_error("text", _("Send a file, or paste its cells."))
        return data

    def read(self, content: bytes) -> str:
        """The rows of the file as text, or beside the field why there are none."""
        try:
            text = as_text(read_table(content))
        except TableUnreadableError as fault:
            self.add_error("file", str(fault))
            return ""
        if len(text) > LONGEST:
            self.add_error("file", _("The file is too long: one million characters at most."))
        return text


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


@dataclass(frozen=True, slots=True)
class KnownPlan:
    """What the portal knows when it reads a file: the activities, the strategies, the adopted passages."""

    activities: Sequence[Activity]
    strategies: Sequence[str]
    passages: AdoptedPassages


def read_plan(text: str, plan: KnownPlan) -> tuple[Line, ...]:
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
    there = {str(activity.pk): activity for activity in plan.activities}
    met: dict[str, int] = {}
    return tuple(line_of(row, places, there, plan, met) for row in rows)


def line_of(
    row: Row,
    places: dict[str, int],
    there: dict[str, Activity],
    plan: KnownPlan,
    met: dict[str, int],
) -> Line:
    """One line: which activity it means, and whether it can be taken."""
    values = said(row, places)
    key = values.get(ID, "").lower()
    activity = there.get(key)
    title = values.get("title") or (activity.title if activity else "")
    if key and activity is None:
        why = _("No activity of this site has this identifier.")
        return Line(row.number, title, Verdict.REFUSED, (why,))
    if key and key in met:
        why = _("This activity stands already at line %(line)s.") % {"line": met[key]}
        return Line(row.number, title, Verdict.REFUSED, (why,))
    if key:
        met[key] = row.number
    return judged(row.number, title, values, activity, plan)


def judged(
    number: int, title: str, values: dict[str, str], activity: Activity | None, plan: KnownPlan
) -> Line:
    """What becomes of a line whose activity is known, or that makes a new one."""
    told = differing_cells(values, activity, plan.passages) if activity else dict(values)
    told.pop(ID, None)
    if activity and not told:
        return Line(number, activity.title, Verdict.SAME)
    tie = Tie.read(told, activity, plan.passages)
    base = typed(ActivityFacts.of(activity)) if activity else {}
    own = {n: typed_cell(n, w) for n, w in told.items() if n not in {PASSAGE, STATE, REASON}}
    own |= {"strategy": tie.strategy} if tie.strategy else {}
    form = ActivityForm(base | own, strategies=[*plan.strategies, tie.strategy], activity=activity)
    state, reason, faults = state_and_reason(values, told, activity)
    faults = [*tie.faults, *faults, *faults_of(form)]
    if faults:
        return Line(number, title, Verdict.REFUSED, tuple(faults))
    entry = PlanEntry(
        number=number,
        activity_id=activity.pk if activity else None,
        revision=activity.revision if activity else 0,
        before=activity.state if activity else "",
        facts=form.facts(),
        state=state,
        reason=reason,
        ties=tie.ties,
        passage=tie.passage,
    )
    if activity is None:
        return Line(number, entry.facts.title, Verdict.NEW, entry=entry)
    changes = changes_of(activity, entry, plan.passages)
    verdict = Verdict.CHANGED if changes else Verdict.SAME
    return Line(
        number, entry.facts.title, verdict, changes=changes, entry=entry if changes else None
    )


def faults_of(form: ActivityForm) -> list[str]:
    """What is wrong with the fields, each by its name."""
    if form.is_valid():
        return []
    return [
        f"{HEADS.get(name, '')}{_(': ')}{fault}"
        for name, found in form.errors.items()
        for fault in found
    ]


def changes_of(
    activity: Activity, entry: PlanEntry, passages: AdoptedPassages
) -> tuple[FieldChange, ...]:
    """What a line changes of an activity, as people read it."""
    changes = changed_fields(ActivityFacts.of(activity), entry.facts)
    if entry.ties and entry.place != (activity.version_id, activity.passage_id):
        before, after = passages.of(activity), entry.passage
        words = [each.words if each else "" for each in (before, after)]
        changes += (FieldChange(str(HEADS[PASSAGE]), *words),)
    if entry.state != activity.state:
        label = str(Activity.State(entry.state).label)
        changes += (FieldChange(str(HEADS[STATE]), str(activity.get_state_display()), label),)
    return changes


@dataclass(frozen=True, slots=True)
class Tie:
    """What a line says of the passage: whether it says it, which one, and the strategy that follows."""

    ties: bool
    passage: AdoptedPassage | None
    strategy: str
    faults: tuple[str, ...] = ()

    @classmethod
    def read(
        cls, told: dict[str, str], activity: Activity | None, passages: AdoptedPassages
    ) -> "Tie":
        """Reads the two cells together: an activity belongs to the strategy of its passage."""
        ties, passage = PASSAGE in told, passages.of(activity) if activity else None
        try:
            passage = passages.meant(told[PASSAGE]) if ties else passage
        except PassageUnclearError as fault:
            return cls(ties, None, "", (str(fault),))
        own = passage.strategy if passage else ""
        if own and told.get("strategy", "") not in {"", own}:
            why = _("This passage belongs to “%(strategy)s”: the strategy follows the passage.")
            return cls(ties, passage, "", (why % {"strategy": own},))
        return cls(ties, passage, own)


def state_and_reason(
    values: dict[str, str], told: dict[str, str], activity: Activity | None
) -> tuple[str, str, list[str]]:
    """The state and reason of a line, and what is wrong with them; a reason that stands is not rewritten."""
    now = activity.state if activity else Activity.State.IDEA.value
    words, reason = told.get(STATE, ""), values.get(REASON, "")
    state = state_of(words) if words else now
    if state is None:
        return now, reason, [_("The state “%(typed)s” is not known.") % {"typed": words[:40]}]
    if activity is not None and state == now:
        return state, activity.reason, [str(KEPT_REASON)] if told.get(REASON) else []
    needed = state in Activity.NEED_A_REASON
    if REASON not in told and not needed:
        reason = ""
    return state, reason, state_faults(state, reason, activity)


def state_faults(state: str, reason: str, activity: Activity | None) -> list[str]:
    """Why an activity cannot go into a state."""
    faults = []
    if activity is not None and not activity.can_move_to(state):
        before, after = activity.get_state_display(), Activity.State(state).label
        faults.append(
            _("It cannot go from “%(before)s” to “%(after)s”.") % {"before": before, "after": after}
        )
    if len(reason) > REASON_LENGTH:
        faults.append(_("The reason is longer than %(most)s characters.") % {"most": REASON_LENGTH})
    if state in Activity.NEED_A_REASON and not reason:
        faults.append(_("Say why: the reason is kept with the activity."))
    return faults
