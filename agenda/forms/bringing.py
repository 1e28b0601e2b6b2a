"""A text that is brought in: pasted or in a file; then what becomes of each of its passages."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agenda.bringing import plain
from agenda.bringing.blocks import LEFT_OUT, Left, Source, first_words, seen
from agenda.bringing.joining import BOTH, DESK, FILE
from agenda.bringing.matching import NEW
from agenda.bringing.reading import LONGEST, read_file
from agenda.models.bringing import Bringing
from agenda.models.versions import HEADING_LENGTH, TEXT_LENGTH, Section
from kit.forms import CleanCharField, LongTextField, clean_text
from kit.packages import Unreadable

ACCEPTED = ".docx,.odt,.md,.markdown,.txt"
OUT = "out"
WAYS = {
    BOTH: _("Both together, as they stand in the field below"),
    FILE: _("Those of the file"),
    DESK: _("Those of the agenda"),
}
WHY_NOT = {
    "empty": _("The file is empty."),
    "pdf": _("This is a PDF file: its paragraphs cannot be told apart surely. Choose the file from which it was made (DOCX or ODT)."),
    "rtf": _("This is an RTF file. Save it as DOCX or ODT and choose it again."),
    "old_or_locked": _("This file is protected by a password or was made by an old word processor (.doc). Save it as DOCX without a password and choose it again."),
    "locked": _("This file is protected by a password. Save it without one and choose it again."),
    "picture": _("This is a picture, not a text."),
    "wrong_kind": _("This is neither a DOCX nor an ODT nor a text file."),
    "broken": _("This file is damaged: the word processor may be able to open and save it anew."),
    "bomb": _("This file unfolds to far more than a text needs: it was not read."),
    "unsafe": _("This file holds instructions that a text does not need: it was not read."),
    "not_text": _("This is not a text file."),
    "too_long": _("This text is longer than a million signs. Bring it in parts."),
}  # fmt: skip


class BringForm(forms.Form):
    """A text that is pasted, or a file; one of the two."""

    text = CleanCharField(
        label=_("Paste a text"),
        help_text=_("Headings, bold words, lists and links are kept. Typed by hand: # for a heading, - for a list, **bold**."),
        widget=forms.Textarea(attrs={"rows": 12}),
        required=False,
    )  # fmt: skip
    file = forms.FileField(
        label=_("Or choose a file"),
        help_text=_("DOCX, ODT, Markdown or plain text, 10 MB at most. The file itself is not kept."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        required=False,
        allow_empty_file=True,
    )  # fmt: skip

    left = CleanCharField(widget=forms.HiddenInput, required=False, max_length=200_000)

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.too_large = too_large
        self.brought: dict[str, Any] = {}
        self.source = Source(())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        text, file = data.get("text") or "", data.get("file")
        if self.too_large:
            self.add_error("file", _("This file is larger than 10 MB: it was not read."))
        elif text and file:
            self.add_error("file", _("A pasted text or a file: one at a time."))
        elif file:
            self.read(file.name, file.read())
        elif len(text) > LONGEST:
            self.add_error("text", WHY_NOT["too_long"])
        elif text:
            self.source = with_more(plain.read(text), data.get("left") or "")
            self.tell(Bringing.Kind.PASTED, "", text.encode())
        elif not self.errors:
            self.add_error("text", _("Paste a text or choose a file."))
        return data

    def read(self, name: str, data: bytes) -> None:
        """Reads the file, or says beside it why it cannot be read."""
        try:
            kind, self.source = read_file(name, data)
        except Unreadable as reason:
            self.add_error("file", WHY_NOT[reason.code])
        else:
            self.tell(kind, clean_text(name)[:120], data)

    def tell(self, kind: str, name: str, data: bytes) -> None:
        """What the action keeps beside the passages."""
        self.brought = {"kind": kind, "name": name, "sha256": hashlib.sha256(data).hexdigest()}


def with_more(source: Source, told: str) -> Source:
    """A pasted text with what was left out when it was pasted; an odd list of that is ignored."""
    try:
        more = [Left(str(kind), first_words(seen(str(words)))) for kind, words in json.loads(told)]
    except (ValueError, TypeError):
        return source
    return replace(source, left=source.left + tuple(x for x in more if x.kind in LEFT_OUT))


@dataclass(frozen=True, slots=True)
class Row:
    """A proposed passage with its fields; `which` says what it is among those of the agenda."""

    number: int
    item: dict[str, Any]
    section: Any
    strategy: Any
    heading: Any
    which: Any = None
    take: Any = None
    together: Any = None
    compared: Any = ()


class AskedField(forms.ChoiceField):
    """A choice that is due before the passages are brought in, not before the page is kept."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class ChoicesForm(forms.Form):
    """What becomes of the passages on one page of the preview."""

    use_required_attribute = False
    rest = forms.ChoiceField(
        label=_("Part of all passages that have none"),
        help_text=_("Leave it empty to choose for each passage."),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        items: Sequence[dict[str, Any]],
        numbers: Sequence[int],
        passages: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.items, self.numbers, self.passages = items, numbers, passages
        parts = [("", _("Choose the part")), *Section.choices]
        self.fields["rest"].choices = parts  # type: ignore[attr-defined]
        for number in numbers:
            self.ask(number, items[number], [*parts, (OUT, _("Leave it out"))])
        if all(item["section"] or item["out"] for item in items):
            del self.fields["rest"]

    def ask(self, number: int, item: dict[str, Any], parts: list[tuple[str, Any]]) -> None:
        """The fields of one passage, as they stand so far."""
        called = {"place": number + 1}
        if self.passages:
            self.fields[f"is-{number}"] = AskedField(
                label=_("Passage %(place)s of the file is") % called,
                choices=self.which(item),
                initial=item["is"],
            )
        self.fields[f"heading-{number}"] = CleanCharField(
            label=_("Heading of passage %(place)s") % called,
            max_length=HEADING_LENGTH,
            initial=item["heading"],
        )
        self.fields[f"section-{number}"] = AskedField(
            label=_("Part of passage %(place)s") % called,
            choices=parts,
            initial=OUT if item["out"] else item["section"],
        )
        self.fields[f"strategy-{number}"] = CleanCharField(
            label=_("Strategy of passage %(place)s") % called,
            max_length=HEADING_LENGTH,
            required=False,
            initial=item["strategy"],
            widget=forms.TextInput(attrs={"list": "strategies"}),
        )
        if item.get("ways"):
            self.ask_whose(number, item)

    def ask_whose(self, number: int, item: dict[str, Any]) -> None:
        """Whose words stand where the desk has changed the passage too; both together may be corrected."""
        called = {"place": number + 1}
        self.fields[f"take-{number}"] = AskedField(
            label=_("The words of passage %(place)s") % called,
            choices=[(way, WAYS[way]) for way in item["ways"]],
            initial=item["take"],
            widget=forms.RadioSelect,
        )
        if BOTH in item["ways"]:
            self.fields[f"together-{number}"] = LongTextField(
                label=_("Both together, to be read again (passage %(place)s)") % called,
                max_length=TEXT_LENGTH,
                initial=item["together"],
                required=False,
                rows=6,
            )

    def which(self, item: dict[str, Any]) -> list[Any]:
        """What a passage may be: likely ones first, then any other, or a new one."""
        likely = dict.fromkeys([item["is"], *item["candidates"]])
        first = [(key, self.passages[key]) for key in likely if key in self.passages]
        others = [pair for pair in self.passages.items() if pair[0] not in likely]
        groups: list[Any] = [(_("Nearest in the agenda"), first)] if first else []
        if item["is"] not in {"", NEW, *self.passages}:
            groups = [(item["is"], _("A passage that is no longer in the text")), *groups]
        return [
            ("", _("Choose what it is")),
            (NEW, _("A new passage")),
            *groups,
            *([(_("Another passage"), others)] if others else []),
        ]

    @property
    def rows(self) -> Iterator[Row]:
        """The passages of this page with their fields."""
        for number in self.numbers:
            yield Row(
                number=number + 1,
                item=self.items[number],
                section=self[f"section-{number}"],
                strategy=self[f"strategy-{number}"],
                heading=self[f"heading-{number}"],
                which=self[f"is-{number}"] if self.passages else None,
                take=self[f"take-{number}"] if f"take-{number}" in self.fields else None,
                together=self[f"together-{number}"]
                if f"together-{number}" in self.fields
                else None,
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for number in self.numbers:
            section = data.get(f"section-{number}") or data.get("rest") or ""
            named = section in Section and Section(section).has_strategy
            if named and not data.get(f"strategy-{number}"):
                self.add_error(
                    f"strategy-{number}", _("Name the strategy to which this passage belongs.")
                )
            if data.get(f"take-{number}") == BOTH and data.get(f"together-{number}") == "":
                self.add_error(f"together-{number}", _("A passage has words."))
        return data

    @property
    def choices(self) -> dict[int, dict[str, Any]]:
        """What was chosen for each passage of this page."""
        data = self.cleaned_data
        return {number: self.choice(data, number) for number in self.numbers}

    def choice(self, data: dict[str, Any], number: int) -> dict[str, Any]:
        """One passage: its part, or that it is left out; what it had stays in that case."""
        chosen = data[f"section-{number}"]
        words = {name: data[f"{name}-{number}"] for name in ("heading", "strategy")}
        if self.passages and f"is-{number}" in self.data:
            words["is"] = data[f"is-{number}"]
        for name in ("take", "together"):
            if f"{name}-{number}" in self.data and f"{name}-{number}" in self.fields:
                words[name] = data[f"{name}-{number}"]
        if chosen == OUT:
            return words | {"out": True}
        return words | {"out": False, "section": chosen}


class AbsentForm(forms.Form):
    """What becomes of the passages that a file does not hold."""

    def __init__(
        self, *args: Any, absent: Mapping[str, str], gone: Sequence[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.absent = absent
        for key, heading in absent.items():
            self.fields[key] = forms.ChoiceField(
                label=heading,
                choices=[("keep", _("Keep it")), (OUT, _("Take it out"))],
                initial=OUT if key in gone else "keep",
                widget=forms.RadioSelect,
            )

    @property
    def gone(self) -> list[str]:
        """The passages that are to go."""
        return [key for key in self.absent if self.cleaned_data[key] == OUT]
