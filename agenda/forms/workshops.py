"""The sheet of a workshop: the meeting, then line after line what was said there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from agenda.actions import LinesRefused, Meeting, SheetLine
from agenda.actions.workshops import MOST_LINES
from agenda.models.comments import COMMENT_LENGTH, NAME_LENGTH
from agenda.models.workshops import MOST_PEOPLE, TITLE_LENGTH
from agenda.sheet import Typed, read
from kit.forms import CleanCharField, DayField, LongTextField, OnceForm

FIRST_LINES, MORE_LINES = 10, 10
CELLS = ("number", "text", "name", "people")
PASTE_LENGTH = 200_000


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the form: its fields, and the heading of the passage that its number names."""

    line: int
    number: Any
    text: Any
    name: Any
    people: Any
    heading: str = ""


class WorkshopForm(OnceForm):
    """What a facilitator types after a workshop; the lines that stay empty are left out."""

    title = CleanCharField(
        label=_("Which workshop?"),
        help_text=_("For example: parents' breakfast at the social centre."),
        max_length=TITLE_LENGTH,
    )
    held_on = DayField(label=_("Day of the workshop"))
    place = CleanCharField(label=_("Place of the workshop"), max_length=TITLE_LENGTH)
    people = forms.IntegerField(
        label=_("How many people were there"),
        min_value=1,
        max_value=MOST_PEOPLE,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    consent = forms.BooleanField(
        label=_("Those who spoke agreed that their words be published, under the names below.")
    )
    paste = LongTextField(
        label=_("Paste a list"),
        help_text=_(
            "One line each: number of the passage; what was said; name; how many said it. The name and the count may be missing. The lines are shown below before anything is entered."
        ),
        required=False,
        max_length=PASTE_LENGTH,
        rows=4,
    )

    def __init__(
        self, data: QueryDict | None = None, *, headings: Mapping[int, str], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.headings = headings
        self.count = count_of(data)
        for line in range(1, self.count + 1):
            self.add_line(line)

    def add_line(self, line: int) -> None:
        """The fields of one line."""
        at = {"line": line}
        short = {"autocomplete": "off", "size": "4"}
        self.fields[f"number-{line}"] = CleanCharField(
            label=_("Line %(line)s, number of the passage") % at,
            required=False, max_length=12,
            widget=forms.TextInput(attrs={"inputmode": "numeric"} | short),
        )  # fmt: skip
        self.fields[f"text-{line}"] = LongTextField(
            label=_("Line %(line)s, what was said") % at,
            required=False, max_length=COMMENT_LENGTH, rows=2,
        )  # fmt: skip
        self.fields[f"name-{line}"] = CleanCharField(
            label=_("Line %(line)s, name or pseudonym") % at,
            required=False, max_length=NAME_LENGTH,
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )  # fmt: skip
        self.fields[f"people-{line}"] = CleanCharField(
            label=_("Line %(line)s, how many said it") % at,
            required=False, max_length=12,
            widget=forms.TextInput(attrs={"inputmode": "numeric"} | short),
        )  # fmt: skip

    def rows(self) -> Iterator[Row]:
        """The lines, each with the passage that it is about."""
        for line in range(1, self.count + 1):
            fields = {cell: self[f"{cell}-{line}"] for cell in CELLS}
            number = whole(str(fields["number"].value() or ""))
            yield Row(line, **fields, heading=self.headings.get(number or 0, ""))

    def facts(self) -> list[Any]:
        """The fields above the lines."""
        return [self[name] for name in ("title", "held_on", "place", "people")]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for line in range(1, self.count + 1):
            self.clean_line(line, data)
        return data

    def clean_line(self, line: int, data: dict[str, Any]) -> None:
        """A line with anything in it says something; its numbers are numbers."""
        cells = {cell: data.get(f"{cell}-{line}", "") for cell in CELLS}
        if any(cells.values()) and not cells["text"] and f"text-{line}" not in self.errors:
            self.add_error(f"text-{line}", _("What was said is missing."))
        for cell in ("number", "people"):
            if cells[cell] and whole(cells[cell]) is None:
                self.add_error(f"{cell}-{line}", _("Write a number, in figures."))

    def meeting(self) -> Meeting:
        """The workshop, as the action wants it."""
        data = self.cleaned_data
        return Meeting(data["title"], data["held_on"], data["place"], data["people"])

    def sheet(self) -> list[SheetLine]:
        """The lines that say something."""
        data = self.cleaned_data
        return [
            SheetLine(
                line=line,
                number=whole(data[f"number-{line}"]) or None,
                text=data[f"text-{line}"],
                name=data[f"name-{line}"],
                people=1 if data[f"people-{line}"] == "" else whole(data[f"people-{line}"]) or 0,
            )
            for line in range(1, self.count + 1)
            if data[f"text-{line}"]
        ]

    def leave_for_later(self, *, lines_too: bool) -> None:
        """Says nothing yet of what is still missing; of faulty lines only where some were read."""
        for name in list(self.errors):
            if lines_too or "-" not in name:
                del self.errors[name]

    def refused_lines(self, refusal: LinesRefused) -> None:
        """Writes what is wrong with a line beside it."""
        for (line, cell), fault in refusal.faults.items():
            self.add_error(f"{cell}-{line}", fault)


def whole(typed: str) -> int | None:
    """The whole number that somebody typed; None for anything else, and for no number."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 6 else None


def count_of(data: QueryDict | None) -> int:
    """How many lines a form has."""
    asked = whole(data.get("lines", "")) if data is not None else None
    return min(asked or FIRST_LINES, MOST_LINES)


def typed_lines(data: QueryDict) -> list[Typed]:
    """The lines of a form in which something stands."""
    found = []
    for line in range(1, count_of(data) + 1):
        cells = [data.get(f"{cell}-{line}", "").replace("\x00", "") for cell in CELLS]
        if any(cell.strip() for cell in cells):
            found.append(Typed(*cells))
    return found


def lengthened(data: QueryDict) -> tuple[QueryDict, int, int]:
    """The form with its pasted list as lines and empty ones below; how many were read, and left.

    What goes beyond the longest sheet stays in the box of the list.
    """
    lines = typed_lines(data)
    pasted = read(data.get("paste", "").replace("\x00", ""))
    room = max(0, MOST_LINES - len(lines))
    read_in, left = pasted[:room], pasted[room:]
    made = data.copy()
    lines += read_in
    count = min(MOST_LINES, max(FIRST_LINES, len(lines) + (0 if read_in else MORE_LINES)))
    put(made, lines, count)
    made["paste"] = "\n".join("; ".join(cells_of(each)) for each in left)
    return made, len(read_in), len(left)


def cells_of(typed: Typed) -> tuple[str, str, str, str]:
    """The four cells of a line."""
    return typed.number, typed.text, typed.name, typed.people


def put(data: QueryDict, lines: Sequence[Typed], count: int) -> None:
    """Writes lines into a form, from the first, and nothing into the others."""
    data["lines"] = str(count)
    for line in range(1, count + 1):
        typed = lines[line - 1] if line <= len(lines) else Typed()
        for cell, value in zip(CELLS, cells_of(typed), strict=True):
            data[f"{cell}-{line}"] = value
