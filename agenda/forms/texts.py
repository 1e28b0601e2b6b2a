"""What writers type at the desk, made clean; what they typed is kept."""

import re
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from agenda.cutting import sentences
from agenda.figures import Bearings, PassageFigure
from agenda.models import Wording
from agenda.models.versions import HEADING_LENGTH, TEXT_LENGTH, Section
from kit.forms import CleanCharField, LongTextField, OnceForm


def revision_field() -> forms.IntegerField:
    """The revision from which somebody began, sent along unseen."""
    return forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000)


def formatted(field: LongTextField) -> LongTextField:
    """Marks a field above which the page's script puts its buttons for bold, list and link."""
    field.widget.attrs["data-formatted"] = ""
    return field


def text_field() -> LongTextField:
    """The text of a passage."""
    return formatted(
        LongTextField(
            label=_("Text"),
            help_text=_("**bold**, - list, [words](https://address)"),
            max_length=TEXT_LENGTH,
            rows=8,
        )
    )


def plain_field() -> LongTextField:
    """The same in plain language."""
    return formatted(
        LongTextField(
            label=_("The same in plain language"),
            help_text=_("Short sentences, everyday words. Residents read this first."),
            max_length=TEXT_LENGTH,
            rows=4,
            required=False,
        )
    )


class BearingForm(forms.Form):
    """What a passage bears on: only what its part knows is asked."""

    def __init__(self, *args: Any, bearings: Bearings, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["themes"].choices = bearings.themes
        fields["answers_to"].choices = [("", _("No area named")), *bearings.areas]
        for name, offered in (("themes", bearings.themes), ("answers_to", bearings.areas)):
            if not offered:
                del fields[name]


def themes_field(**kwargs: Any) -> forms.MultipleChoiceField:
    """The themes that an area of change names."""
    widget = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(label=_("Themes"), required=False, widget=widget, **kwargs)


def area_field(**kwargs: Any) -> forms.TypedChoiceField:
    """The area of change to which a strategy answers."""
    return forms.TypedChoiceField(
        label=_("Area of change to which the strategy answers"),
        coerce=UUID,
        empty_value="",
        required=False,
        **kwargs,
    )


class PassageForm(BearingForm):
    """The words of a passage, and the revision from which the writer began."""

    heading = CleanCharField(label=_("Heading"), max_length=HEADING_LENGTH)
    text = text_field()
    plain_text = plain_field()
    themes = themes_field()
    answers_to = area_field()
    revision = revision_field()


class DraftForm(forms.Form):
    """What somebody is typing, finished or not."""

    heading = CleanCharField(required=False)
    text = CleanCharField(required=False)
    plain_text = CleanCharField(required=False)
    revision = revision_field()


class NewDraftForm(forms.Form):
    """What somebody is typing into a new passage, finished or not; `once` names the form."""

    section = CleanCharField(required=False, max_length=10)
    strategy = CleanCharField(required=False)
    heading = CleanCharField(required=False)
    text = CleanCharField(required=False)
    plain_text = CleanCharField(required=False)
    once = CleanCharField(max_length=64)


class NewPassageForm(BearingForm, OnceForm):
    """A passage that was not there yet."""

    section = forms.ChoiceField(label=_("Part of the text"), choices=Section.choices)
    strategy = CleanCharField(
        label=_("Name of the strategy"),
        help_text=_("Only for a strategy and its activities: “Growing up here”, “Working”…"),
        max_length=HEADING_LENGTH,
        required=False,
    )
    answers_to = area_field(help_text=_("Only for a strategy."))
    themes = themes_field(help_text=_("Only for an area of change."))
    heading = CleanCharField(label=_("Heading"), max_length=HEADING_LENGTH)
    text = text_field()
    plain_text = plain_field()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        section = data.get("section")
        if section and Section(section).has_strategy and not data.get("strategy"):
            self.add_error("strategy", _("Name the strategy to which this passage belongs."))
        return data


class SplitForm(OnceForm):
    """Where a passage is parted, and how its second half is called."""

    after = forms.TypedChoiceField(
        label=_("Where does the second passage begin?"), coerce=int, widget=forms.RadioSelect
    )
    heading = CleanCharField(label=_("Heading of the second passage"), max_length=HEADING_LENGTH)
    plain_after = forms.TypedChoiceField(
        label=_("And the text in plain language?"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    revision = revision_field()

    def __init__(self, *args: Any, wording: Wording, **kwargs: Any) -> None:
        kwargs["initial"] = {"revision": wording.revision, "plain_after": ""}
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["after"].choices = beginnings(wording.text)
        stays = [("", _("All of it stays with the first"))]
        goes = [("0", _("All of it goes to the second"))]
        fields["plain_after"].choices = stays + beginnings(wording.plain_text) + goes
        if not wording.plain_text:
            del fields["plain_after"]

    @property
    def can_part(self) -> bool:
        """False for a passage of one sentence."""
        return bool(self.fields["after"].choices)  # type: ignore[attr-defined]


def beginnings(text: str) -> list[tuple[str, str]]:
    """The sentences with which a second half may begin, by how many stand before."""
    pieces = sentences(text)
    return [(str(n), bare_words(piece)) for n, piece in enumerate(pieces) if n and piece.strip()]


def bare_words(text: str) -> str:
    """A sentence without its marks of formatting."""
    return re.sub(r"\*\*|^[-*]\s+", "", text.strip())


class JoinForm(forms.Form):
    """With which other passage one is joined, and how both together are called."""

    other = forms.ChoiceField(label=_("Join it with"))
    heading = CleanCharField(label=_("Heading of both together"), max_length=HEADING_LENGTH)
    revision = revision_field()

    def __init__(self, *args: Any, wording: Wording, others: list[Wording], **kwargs: Any) -> None:
        kwargs["initial"] = {"revision": wording.revision, "heading": wording.heading}
        super().__init__(*args, **kwargs)
        self.others = {f"{w.passage_id}:{w.revision}": w for w in others}
        following = next((k for k, w in self.others.items() if w.position > wording.position), None)
        choices = [(key, f"{w.position}. {w.heading}") for key, w in self.others.items()]
        self.fields["other"].choices = choices  # type: ignore[attr-defined]
        self.fields["other"].initial = following or next(reversed(self.others), None)

    @property
    def joining(self) -> dict[str, Any]:
        """What the action needs: both revisions as they were seen."""
        data = self.cleaned_data
        other = self.others[data["other"]]
        return {
            "other": other,
            "other_revision": other.revision,
            "revision": data["revision"],
            "heading": data["heading"],
        }


class PlaceForm(forms.Form):
    """Behind which passage, or at the beginning of which part, a passage is to stand."""

    where = forms.ChoiceField(label=_("New place"))

    def __init__(self, *args: Any, passages: list[PassageFigure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places: dict[str, dict[str, Any]] = {}
        groups: dict[str, list[tuple[str, str]]] = {}
        for section, strategy, title in parts_of(passages):
            peers = [p for p in passages if (p.section, p.strategy) == (section, strategy)]
            first: tuple[Any, str] = (None, str(_("At the beginning")))
            for behind, words in [first, *((p.id, behind_words(p)) for p in peers)]:
                key = f"{section} {behind or ''} {strategy}"
                self.places[key] = {"section": section, "strategy": strategy, "behind": behind}
                groups.setdefault(title, []).append((key, words))
        self.fields["where"].choices = list(groups.items())  # type: ignore[attr-defined]

    @property
    def place(self) -> dict[str, Any]:
        """The part and the passage that was chosen."""
        return self.places[self.cleaned_data["where"]]


def behind_words(passage: PassageFigure) -> str:
    """Where a passage would stand, in words."""
    return _("After “%(heading)s”") % {"heading": passage.heading}


def parts_of(passages: list[PassageFigure]) -> list[tuple[str, str, str]]:
    """All parts of the text: the fixed ones, and each strategy that has a passage."""
    fixed = [(s.value, "", str(s.label)) for s in Section if not s.has_strategy]
    names = dict.fromkeys(p.strategy for p in passages if p.strategy)
    activities = _("Activities of “%(name)s”")
    return fixed + [
        (section.value, name, title % {"name": name})
        for name in names
        for section, title in ((Section.STRATEGY, "%(name)s"), (Section.ACTIVITY, str(activities)))
    ]


class TwoVersionsForm(forms.Form):
    """Which two versions are to be compared; the names stand in the address."""

    de = forms.TypedChoiceField(label=_("From version"), coerce=int)
    a = forms.TypedChoiceField(label=_("To version"), coerce=int)

    def __init__(self, *args: Any, numbers: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        for name in ("de", "a"):
            fields[name].choices = [(n, _("Version %(number)s") % {"number": n}) for n in numbers]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("de") == data.get("a") is not None:
            self.add_error("a", _("Choose two different versions."))
        return data
