"""What became of a comment, made clean: each kind with what it needs; what was typed is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from agenda.actions import Details
from agenda.models import Comment, Outcome, Version
from agenda.models.comments import REASON_LENGTH, WHOM_LENGTH
from kit.forms import CleanCharField, DayField, LongTextField, sometimes
from kit.typography import french

Kind = Outcome.Kind
MOST_JOINED = 100
CHOOSE = ("", _("choose"))
# Which field belongs to which outcome; the page shows it with that outcome alone.
NEEDS = {
    "whom": (Kind.PASSED_ON,),
    "merged_into": (Kind.MERGED,),
    "until": (Kind.DEFERRED,),
    "until_number": (Kind.DEFERRED,),
    "passages": Outcome.OF_CHANGE,
}


@dataclass(frozen=True, slots=True)
class Choices:
    """What an answer may name: other comments, and passages of the last version after the comment's.

    `frozen` is the number of that version once its words change no more, else nothing. `promise`:
    there is no such version yet, and one may be begun.
    """

    joined: Sequence[tuple[str, str]] = ()
    passages: Sequence[tuple[str, str]] = ()
    named: Sequence[str] = ()
    frozen: int | None = None
    promise: bool = False


class OutcomeForm(forms.Form):
    """What became of a comment and why; the reason is public."""

    kind = forms.ChoiceField(
        label=_("What becomes of it?"),
        error_messages={"required": _("Choose what becomes of it.")},
        choices=[(k.value, k.label) for k in Kind if k not in Outcome.NEVER_GIVEN],
        widget=forms.RadioSelect,
    )
    passages = sometimes(
        forms.MultipleChoiceField(
            label=_("Which passages did it change?"),
            help_text=_(
                "In the version that is being written. Nothing changes? Then it is “Already in the text”."
            ),
            widget=forms.CheckboxSelectMultiple,
        )
    )
    whom = sometimes(
        CleanCharField(
            label=_("Passed on to whom?"),
            help_text=_("The name of the body: the agglomeration, the landlord…"),
            max_length=WHOM_LENGTH,
        )
    )
    merged_into = sometimes(forms.ChoiceField(label=_("Joined with which comment?")))
    until = sometimes(DayField(label=_("Deferred until which day?")))
    until_number = sometimes(
        forms.IntegerField(
            label=_("Or until which version?"),
            help_text=_("Its number."),
            min_value=1,
            max_value=999,
        )
    )
    reason = sometimes(
        LongTextField(
            label=_("Why"),
            help_text=_("Public. Needed unless the comment is simply kept."),
            max_length=REASON_LENGTH,
            rows=3,
        )
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=9999)

    def __init__(
        self,
        *args: Any,
        choices: Choices,
        seen: int = 0,
        like: Outcome | None = None,
        **kwargs: Any,
    ) -> None:
        """`like`: an answer that was just given, to be given to others too."""
        kwargs["initial"] = {"seen": seen, "passages": list(choices.named)} | said_in(like)
        super().__init__(*args, **kwargs)
        joined: Any = self.fields["merged_into"]
        joined.choices = [CHOOSE, *choices.joined]
        passages: Any = self.fields["passages"]
        passages.choices = choices.passages
        if choices.promise:
            self.fields["kind"].help_text = _(
                "A comment that is kept now is a promise: begin the next version, then name here "
                "the words that it changed. Without them that version is not sent."
            )
        if choices.frozen is not None:
            passages.help_text = _(
                "In version %(number)s, whose words change no more. Did it change none of them? "
                "Then it is kept once the next version is being written."
            ) % {"number": choices.frozen}
        if not choices.passages:
            del self.fields["passages"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kind = data.get("kind")
        if kind not in (None, Kind.RETAINED) and data.get("reason") == "":
            self.add_error("reason", _("Say why: the person who spoke will read it."))
        for name, kinds in NEEDS.items():
            if kind not in kinds and name in self.fields:
                data[name] = [] if name == "passages" else None
                self.errors.pop(name, None)
        return data

    def answer(self, joined: Comment | None) -> dict[str, Any]:
        """The answer, as the action wants it; `joined` is the comment that was chosen."""
        data = self.cleaned_data
        details = Details(
            whom=data["whom"] or "",
            merged_into=joined,
            until=data["until"],
            until_number=data["until_number"],
            passages=tuple(UUID(key) for key in data.get("passages") or ()),
        )
        return {"kind": data["kind"], "reason": data["reason"], "details": details}


def said_in(like: Outcome | None) -> dict[str, Any]:
    """An answer as the form begins with it."""
    if like is None:
        return {}
    same = {
        name: getattr(like, name) for name in ("kind", "reason", "whom", "until_number", "until")
    }
    passages = [str(key) for key in like.effects.values_list("passage", flat=True)]
    return same | {"merged_into": like.merged_into_id, "passages": passages}


def choices_for(comments: Any, comment: Comment, version: Version | None) -> Choices:
    """What an answer to a comment may name; the passages of its place come first."""
    last = comment.outcomes.order_by("-number").first()
    named = last.effects.values_list("passage", flat=True) if last else ()
    return Choices(
        joined=joined_choices(comments, comment),
        passages=passage_choices(comment, version) if version else (),
        named=[str(key) for key in named],
        promise=version is None and comment.version.state != Version.State.ENDORSING,
        frozen=version.number if version and not version.is_writable else None,
    )


def choices_for_all(comments: Any, chosen: Sequence[Comment], version: Version | None) -> Choices:
    """What one answer to many comments may name."""
    first, picked = chosen[0], {str(comment.pk) for comment in chosen}
    joined = [pair for pair in joined_choices(comments, first) if pair[0] not in picked]
    later = version is not None and all(c.version.number < version.number for c in chosen)
    passages = passage_choices(first, version) if version and later else ()
    return Choices(joined=joined, passages=passages)


def joined_choices(comments: Any, comment: Comment) -> list[tuple[str, str]]:
    """Other comments on the same version, those on the same passage first."""
    others = comments.filter(version=comment.version, not_shown=None).exclude(pk=comment.pk)
    rows = sorted(
        others.order_by("-at")[: 4 * MOST_JOINED],
        key=lambda other: other.passage_id != comment.passage_id,
    )
    return [(str(row.pk), f"{row.public_name} : {row.text[:60]}") for row in rows[:MOST_JOINED]]


def passage_choices(comment: Comment, version: Version) -> list[tuple[str, str]]:
    """The passages of the version after the comment's, and the commented one where it was taken out."""
    rows = list(version.wordings.order_by("position").values_list("passage", "position", "heading"))
    found = [(str(key), f"{place}. {french(heading)}") for key, place, heading in rows]
    then = comment.version.wordings.filter(passage=comment.passage_id).first()
    if then is not None and str(then.passage_id) not in dict(found):
        gone = _("%(heading)s (taken out)") % {"heading": french(then.heading)}
        found.insert(0, (str(then.passage_id), gone))
    return sorted(found, key=lambda pair: pair[0] != str(comment.passage_id))
