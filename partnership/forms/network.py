"""A partner as typed, a list as pasted, and what is to become of each of its lines."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.forms import CleanCharField
from partnership.actions import Entry, Facts
from partnership.forms.days import AnyDay, PastDay
from partnership.models import Partner, Sector
from partnership.paste import MOST_LINES, Line, Verdict
from sites.spelling import plain

CHOOSE = ("", _("choose"))
LONGEST = 100_000


class PartnerForm(forms.Form):
    """What is known of a partner; the contact is shown to those who have a role at the site."""

    name = CleanCharField(label=_("Organisation"), max_length=160)
    sector = forms.ChoiceField(
        label=_("Sector"), choices=[CHOOSE, *((s.value, s.label) for s in Sector)]
    )
    starts_on = PastDay(label=_("Joined on"))
    contact_name = CleanCharField(
        label=_("Contact"),
        max_length=120,
        required=False,
        help_text=_("Shown only to the people who have a role at this site, never in public."),
    )
    contact_email = forms.EmailField(label=_("E-mail address"), required=False)
    contact_phone = CleanCharField(label=_("Telephone"), max_length=40, required=False)

    def __init__(self, *args: Any, partner: Partner | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = {"starts_on": clock.today()}
        if partner is not None:
            kwargs["initial"] = {name: getattr(partner, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not plain(name):
            raise forms.ValidationError(_("A name has letters or figures."))
        return name

    def facts(self) -> Facts:
        """What was typed, as the actions want it."""
        return Facts(**self.cleaned_data)


class LeaveForm(forms.Form):
    """A partner's last day and why."""

    on = AnyDay(label=_("Last day"))
    reason = CleanCharField(
        label=_("Why"),
        max_length=300,
        required=False,
        help_text=_("Kept in the site's history. The contact is erased."),
    )


class PasteForm(forms.Form):
    """A list as it comes from a spreadsheet."""

    text = forms.CharField(
        label=_("The list"),
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=_(
            "One partner a line, in this order: organisation, sector, day of joining, contact, e-mail address, telephone. Copy the cells of a spreadsheet, or put semicolons between them. Only the organisation is needed."
        ),
    )

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"].replace("\x00", "")
        lines = sum(bool(line.strip()) for line in text.splitlines())
        if not lines:
            raise forms.ValidationError(_("The list is empty."))
        if lines > MOST_LINES:
            raise forms.ValidationError(
                _("At most %(most)s lines at once: there are %(lines)s. Paste the list in parts.")
                % {"most": MOST_LINES, "lines": lines}
            )
        return text


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the preview with its fields; a refused one has none."""

    line: Line
    choice: Any = None
    sector: Any = None


class PreviewForm(forms.Form):
    """What becomes of each line. Nothing was written yet: the text travels with the choices."""

    text = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST, strip=False)
    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, lines: Sequence[Line], text: str, **kwargs: Any) -> None:
        kwargs["initial"] = {"text": text, "once": uuid.uuid4()}
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            if not line.refused:
                self.add_fields(line)

    def add_fields(self, line: Line) -> None:
        """What may become of a line, and its sector where that was not understood."""
        facts = {"number": line.number, "name": line.name}
        self.fields[f"choice-{line.number}"] = forms.ChoiceField(
            label=_("What becomes of line %(number)s, %(name)s") % facts,
            choices=choices_for(line),
            initial=first_choice(line),
            error_messages={"required": _("Choose what becomes of this line.")},
        )
        if not line.sector:
            self.fields[f"sector-{line.number}"] = forms.ChoiceField(
                label=_("Sector of line %(number)s, %(name)s") % facts,
                choices=[CHOOSE, *((s.value, s.label) for s in Sector)],
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for line in self.lines:
            needs = data.get(f"choice-{line.number}") == "add" and not line.sector
            if needs and not data.get(f"sector-{line.number}"):
                self.add_error(
                    f"sector-{line.number}", _("Choose a sector, or leave the line out.")
                )
        return data

    def rows(self) -> Iterator[Row]:
        """The lines with their fields, for the table."""
        for line in self.lines:
            choice, sector = f"choice-{line.number}", f"sector-{line.number}"
            yield Row(
                line,
                self[choice] if choice in self.fields else None,
                self[sector] if sector in self.fields else None,
            )

    def entries(self) -> list[Entry]:
        """The lines that go in, as the action wants them."""
        return [
            entry
            for line in self.lines
            if not line.refused
            for entry in [self.entry(line)]
            if entry is not None
        ]

    def entry(self, line: Line) -> Entry | None:
        """One line, or nothing when it is left out."""
        choice = self.cleaned_data[f"choice-{line.number}"]
        if choice == "skip" or line.joined_on is None:
            return None
        facts = Facts(
            name=line.name,
            sector=line.sector or self.cleaned_data.get(f"sector-{line.number}", ""),
            starts_on=line.joined_on,
            contact_name=line.contact_name,
            contact_email=line.contact_email,
            contact_phone=line.contact_phone,
        )
        return Entry(
            line.number, facts, into=choice.removeprefix("into:") if choice != "add" else ""
        )


def choices_for(line: Line) -> list[tuple[str, Any]]:
    """Add, merge with the one it looks like, leave out: what makes sense for this line."""
    found: list[tuple[str, Any]] = []
    if line.verdict == Verdict.NEAR:
        found.append(CHOOSE)
    if line.verdict != Verdict.SAME:
        found.append(("add", _("add")))
    if line.twin is not None:
        found.append(
            (f"into:{line.twin.key}", _("merge with “%(name)s”") % {"name": line.twin.name})
        )
    return [*found, ("skip", _("leave out"))]


def first_choice(line: Line) -> str:
    """New lines are added and repeated ones left out; a doubt is for somebody to settle."""
    return {Verdict.SAME: "skip", Verdict.NEAR: ""}.get(Verdict(line.verdict), "add")
