"""Forms of the common agenda: what people type, made clean; what they typed is kept."""

import re
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agenda.cutting import sentences
from agenda.figures import PassageFigure
from agenda.models import Activity, Endorsement, Outcome, Wording
from agenda.models.comments import COMMENT_LENGTH, NAME_LENGTH, REASON_LENGTH
from agenda.models.plan import TITLE_LENGTH
from agenda.models.versions import HEADING_LENGTH, TEXT_LENGTH, Section
from kit import clock
from kit.forms import CleanCharField, DayField, LongTextField, OnceForm

USUAL_DAYS = 21


class CommentForm(OnceForm):
    """What somebody says, under which name, and where an answer may go."""

    text = LongTextField(
        label=_("What do you want to say?"),
        help_text=_("An idea, a disagreement, a question. A few words are enough."),
        max_length=COMMENT_LENGTH,
        rows=4,
    )
    public_name = CleanCharField(
        label=_("Your name or a pseudonym"),
        help_text=_("It will be shown beside your comment."),
        max_length=NAME_LENGTH,
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("To receive the answer. It is never shown."),
        required=False,
        max_length=254,
    )


class FollowForm(forms.Form):
    """The code that somebody got when they spoke."""

    follow_up = CleanCharField(
        label=_("Your follow-up code"),
        help_text=_("Three groups of four characters, for example K7PM-4WQX-92TD."),
        max_length=40,
    )


def revision_field() -> forms.IntegerField:
    """The revision from which somebody began, sent along unseen."""
    return forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000)


class PassageForm(forms.Form):
    """The words of a passage, and the revision from which the writer began."""

    heading = CleanCharField(label=_("Heading"), max_length=HEADING_LENGTH)
    text = LongTextField(
        label=_("Text"),
        help_text=_("**bold**, - list, [words](https://address)"),
        max_length=TEXT_LENGTH,
        rows=8,
    )
    plain_text = LongTextField(
        label=_("The same in plain language"),
        help_text=_("Short sentences, everyday words. Residents read this first."),
        max_length=TEXT_LENGTH,
        rows=4,
        required=False,
    )
    revision = revision_field()


class DraftForm(forms.Form):
    """What somebody is typing, finished or not."""

    heading = CleanCharField(required=False)
    text = CleanCharField(required=False)
    plain_text = CleanCharField(required=False)
    revision = revision_field()


class NewPassageForm(OnceForm):
    """A passage that was not there yet."""

    section = forms.ChoiceField(label=_("Part of the text"), choices=Section.choices)
    strategy = CleanCharField(
        label=_("Name of the strategy"),
        help_text=_("Only for a passage of a strategy: “Growing up here”, “Working”…"),
        max_length=HEADING_LENGTH,
        required=False,
    )
    heading = CleanCharField(label=_("Heading"), max_length=HEADING_LENGTH)
    text = LongTextField(label=_("Text"), max_length=TEXT_LENGTH, rows=8)
    plain_text = LongTextField(
        label=_("The same in plain language"), max_length=TEXT_LENGTH, rows=4, required=False
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("section") == Section.STRATEGY and not data.get("strategy"):
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
    fixed = [(s.value, "", str(s.label)) for s in Section if s != Section.STRATEGY]
    names = dict.fromkeys(p.strategy for p in passages if p.strategy)
    return fixed + [(Section.STRATEGY.value, name, name) for name in names]


class OpenForm(forms.Form):
    """Until when everybody may comment."""

    until = DayField(
        label=_("Last day for comments"),
        help_text=_("From the opening on, the text of this version does not change any more."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"until": clock.today() + timedelta(days=USUAL_DAYS)}
        super().__init__(*args, **kwargs)


class OutcomeForm(forms.Form):
    """What became of a comment and why; the reason is public."""

    kind = forms.ChoiceField(
        label=_("What becomes of it?"), choices=Outcome.Kind.choices, widget=forms.RadioSelect
    )
    reason = LongTextField(
        label=_("Why"),
        help_text=_("Public. Needed unless the comment is simply kept."),
        max_length=REASON_LENGTH,
        rows=3,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        needs_reason = data.get("kind") not in (None, Outcome.Kind.RETAINED)
        if needs_reason and data.get("reason") == "":
            self.add_error("reason", _("Say why: the person who spoke will read it."))
        return data


class EndorsementForm(forms.Form):
    """A seat's answer on the text as it stands."""

    kind = forms.ChoiceField(
        label=_("Your answer for your seat"),
        choices=Endorsement.Kind.choices,
        widget=forms.RadioSelect,
    )
    reason = LongTextField(
        label=_("Reservation or reason"),
        help_text=_("Needed for a reservation or an objection: the others will work on it."),
        max_length=REASON_LENGTH,
        rows=4,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        needs_reason = data.get("kind") not in (None, Endorsement.Kind.CONSENT)
        if needs_reason and data.get("reason") == "":
            self.add_error("reason", _("Say why: the others must be able to work on it."))
        return data


class ActivityForm(OnceForm):
    """Something that partners will do together."""

    title = CleanCharField(label=_("What will be done"), max_length=TITLE_LENGTH)
    lead = CleanCharField(
        label=_("Who leads it"), help_text=_("An organisation or a group."), max_length=120
    )
    strategy = forms.ChoiceField(label=_("Strategy"), required=False)
    due_on = DayField(label=_("By when"), required=False)

    def __init__(self, *args: Any, strategies: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = [("", _("Not tied to a strategy yet"))]
        self.fields["strategy"].choices = none + [(s, s) for s in strategies]  # type: ignore[attr-defined]


class ActivityStateForm(forms.Form):
    """Where an activity goes next."""

    to = forms.ChoiceField(label=_("New state"), widget=forms.RadioSelect)
    reason = LongTextField(
        label=_("Reason"),
        help_text=_("Needed to suspend or give up; it is kept."),
        max_length=300,
        rows=2,
        required=False,
    )

    def __init__(self, *args: Any, state: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        following = Activity.MOVES[Activity.State(state)]
        choices = [(s.value, s.label) for s in Activity.State if s in following]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("to") in Activity.NEED_A_REASON and data.get("reason") == "":
            self.add_error("reason", _("Say why: the reason is kept with the activity."))
        return data
