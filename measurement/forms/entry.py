"""The sheet of all that is due: one form, a few fields a figure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from kit.forms import CleanCharField
from measurement.actions import Reading
from measurement.figures import EntryLine
from measurement.forms.asking import AskingForm, misfit
from measurement.forms.numbers import FigureField
from measurement.forms.values import ReadingForm, chosen_release, release_field
from measurement.models import WITH_VALUE, State
from measurement.periods import Period
from measurement.rhythm import LATEST

PERIOD, SEEN, RELEASE = "period", "seen", "release"
SHORT = 300


@dataclass(frozen=True)
class Row:
    """What the page draws of one line: its facts and its fields."""

    line: EntryLine
    numbers: tuple[Any, ...]
    state: Any
    note: Any
    provenance: Any
    release: Any
    period: Any
    seen_name: str
    seen: str
    doubted: bool
    opened: bool


class EntryForm(AskingForm):
    """All figures that are due; those left empty are left for later.

    A value far from the earlier ones comes back once with the question and room for a word; sent
    again as it is, it is taken.
    """

    def __init__(self, *args: Any, lines: Iterable[EntryLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = {line.code: line for line in lines}
        for line in self.lines.values():
            self.add_line(line)
        # This page is for typing: without a word to read first, the first number has the focus.
        if self.lines and not self.is_bound:
            next(iter(self.fields.values())).widget.attrs["autofocus"] = True
        self.seen_now: dict[str, str] = {}

    def add_line(self, line: EntryLine) -> None:
        """The fields of one figure, named after its code."""
        told = line.indicator.spoken()
        ratio, named = told.is_ratio, {"name": told.name}
        labels = {"value": told.name}
        if ratio:
            labels = {
                "numerator": told.numerator_label or _("%(name)s: the part") % named,
                "denominator": told.denominator_label or _("%(name)s: out of how many") % named,
            }
        for name, label in labels.items():
            expected = line.expected_term if ratio else line.expected
            field = FigureField(label=label, expected=expected, required=False)
            self.fields[f"{name}-{line.code}"] = field
        self.fields[f"state-{line.code}"] = forms.ChoiceField(
            label=_("What this value is"),
            choices=[(s.value, s.label) for s in ReadingForm.STATES],
            initial=State.OBSERVED,
            required=False,
        )
        self.fields[f"note-{line.code}"] = CleanCharField(
            label=_("%(name)s: a word on it") % named, max_length=SHORT, required=False
        )
        self.fields[f"provenance-{line.code}"] = CleanCharField(
            label=_("Where the value comes from"), max_length=SHORT, required=False,
            help_text=_("Left empty: %(source)s") % {"source": line.provenance},
        )  # fmt: skip
        if line.releases:
            first = line.suggested_release
            self.fields[f"{RELEASE}-{line.code}"] = release_field(
                line.releases, required=False, initial=str(first.pk) if first else ""
            )
        for name, initial in ((PERIOD, key_of(line.period)), (SEEN, "")):
            self.fields[f"{name}-{line.code}"] = forms.CharField(
                widget=forms.HiddenInput, required=False, initial=initial, max_length=120
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for line in self.lines.values():
            self.look_at(line, data)
        return data

    def look_at(self, line: EntryLine, data: dict[str, Any]) -> None:
        """What does not fit together in one line, then what is unlikely about it."""
        names = number_names(line)
        if any(f"{name}-{line.code}" not in data for name in names):
            return
        typed = {name: data[f"{name}-{line.code}"] for name in names}
        state, note = self.state_of(line.code, data), data.get(f"note-{line.code}", "")
        first = f"{names[0]}-{line.code}"
        if state not in WITH_VALUE:
            if any(value is not None for value in typed.values()):
                self.add_error(first, _("A value and the absence of a value cannot both be true."))
            elif not note:
                why = _("Say why there is no value: it is shown in its place.")
                self.add_error(f"note-{line.code}", why)
            return
        lacking = [name for name, value in typed.items() if value is None]
        if lacking and len(lacking) < len(typed):
            self.add_error(f"{lacking[0]}-{line.code}", _("Type both numbers."))
        elif not lacking and self.fits(line, typed, state, note):
            self.ask(line, typed, data)

    def fits(self, line: EntryLine, typed: Mapping[str, Decimal], state: str, note: str) -> bool:
        """False, with the sentence beside the number, for what the indicator cannot be."""
        if refusal := misfit(line.indicator, typed, state=state, note=note):
            self.refuse(line.code, str(refusal))
        return not any(f"{name}-{line.code}" in self.errors for name in typed)

    def ask(self, line: EntryLine, typed: Mapping[str, Decimal], data: dict[str, Any]) -> None:
        """The first time that an unlikely value comes, it is asked about; the second it is taken."""
        doubts = line.doubts(typed, self.typed_for(line.period, data))
        told = " ".join(str(value) for value in typed.values())
        if doubts and data.get(f"{SEEN}-{line.code}") != told:
            self.seen_now[line.code] = told
            self.ask_about(f"{number_names(line)[0]}-{line.code}", doubts)

    def typed_for(self, period: Period, data: Mapping[str, Any]) -> dict[str, Decimal]:
        """The counts that were typed for a period, by code."""
        return {
            code: value
            for code, line in self.lines.items()
            if line.period == period and (value := data.get(f"value-{code}")) is not None
        }

    @staticmethod
    def state_of(code: str, data: Mapping[str, Any]) -> str:
        return str(data.get(f"state-{code}") or State.OBSERVED.value)

    def entered(self) -> Iterator[tuple[EntryLine, Reading]]:
        """The lines in which something was typed and in which nothing is to be corrected."""
        faulty = {name.partition("-")[2] for name in self.errors}
        for code, line in self.lines.items():
            if code in faulty:
                continue
            typed = {n: self.cleaned_data.get(f"{n}-{code}") for n in number_names(line)}
            state = self.state_of(code, self.cleaned_data)
            if state in WITH_VALUE and all(value is None for value in typed.values()):
                continue
            yield (
                line,
                Reading(
                    **{"value": None} | typed,
                    state=state,
                    note=self.cleaned_data.get(f"note-{code}", ""),
                    provenance=self.cleaned_data.get(f"provenance-{code}") or line.provenance,
                    release=chosen_release(
                        line.releases, self.cleaned_data.get(f"{RELEASE}-{code}")
                    ),
                ),
            )

    def refuse(self, code: str, words: str) -> None:
        """Writes beside a figure why it was not taken."""
        self.add_error(f"{number_names(self.lines[code])[0]}-{code}", words)

    def rows(self) -> Iterator[Row]:
        """The lines as the page draws them."""
        for code, line in self.lines.items():
            told = self.seen_now.get(code)
            note, state = self[f"note-{code}"], self[f"state-{code}"]
            opened = bool(note.errors) or state.value() not in {None, "", State.OBSERVED.value}
            yield Row(
                line=line,
                numbers=tuple(self[f"{name}-{code}"] for name in number_names(line)),
                state=state,
                note=note,
                provenance=self[f"provenance-{code}"],
                release=self[f"{RELEASE}-{code}"] if line.releases else None,
                period=self[f"{PERIOD}-{code}"],
                seen_name=f"{SEEN}-{code}",
                seen=told or self[f"{SEEN}-{code}"].value() or "",
                doubted=told is not None,
                opened=opened,
            )


def number_names(line: EntryLine) -> tuple[str, ...]:
    """Which numbers are typed for it: its value, or the two of a ratio."""
    return ("numerator", "denominator") if line.indicator.is_ratio else ("value",)


def key_of(period: Period) -> str:
    """The period in a hidden field: both days."""
    return f"{period.starts_on.isoformat()}/{period.ends_on.isoformat()}"


def asked_periods(data: Mapping[str, str]) -> dict[str, Period]:
    """The periods that a sheet was drawn for, by code; what cannot be one is left out."""
    found = {}
    for name, value in data.items():
        kind, _dash, code = name.partition("-")
        if kind == PERIOD and (period := period_from(value)):
            found[code] = period
    return found


def period_from(key: str) -> Period | None:
    """The period of a hidden field, None where somebody changed it into nonsense."""
    first, _slash, last = key.partition("/")
    try:
        period = Period(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError:
        return None
    return period if period.ends_on.year <= LATEST and period.months > 0 else None
