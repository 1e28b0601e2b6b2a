"""What residents say and what is answered, made clean; what they typed is kept."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agenda import languages
from agenda.models.comments import COMMENT_LENGTH, NAME_LENGTH, QUOTE_LENGTH
from kit.forms import CleanCharField, LongTextField, OnceForm
from kit.typography import french


class CommentForm(OnceForm):
    """What somebody says, under which name, and where an answer may go."""

    text = LongTextField(
        label=_("What do you want to say?"),
        help_text=_("An idea, a disagreement, a question. A few words are enough."),
        error_messages={"required": _("Write what you want to say: a few words are enough.")},
        max_length=COMMENT_LENGTH,
        rows=4,
    )
    public_name = CleanCharField(
        label=_("Your name or a pseudonym"),
        help_text=_("It will be shown beside your comment."),
        error_messages={"required": _("Give a name: yours, or one that you make up.")},
        max_length=NAME_LENGTH,
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("To receive the answer. It is never shown."),
        required=False,
        max_length=254,
    )
    quote = CleanCharField(
        label=_("The words that you speak of"), max_length=QUOTE_LENGTH, required=False
    )
    suggestion = LongTextField(
        label=_("How would you write it?"),
        help_text=_("Your own words for this passage, or for the words that you chose."),
        max_length=COMMENT_LENGTH,
        rows=3,
        required=False,
    )
    language = forms.ChoiceField(
        label=_("Language of your comment"), choices=languages.choices, required=False
    )

    def __init__(self, *args: Any, sentences: Sequence[str] = (), **kwargs: Any) -> None:
        """`sentences`: those of the passage, to speak of one; none for the whole text."""
        super().__init__(*args, **kwargs)
        for name in ("text", "public_name", "suggestion"):
            self.fields[name].widget.attrs["dir"] = "auto"
        if not sentences:
            del self.fields["quote"], self.fields["suggestion"]
            return
        chosen = self.data.get("quote", "") if self.is_bound else ""
        more = [chosen] if chosen and chosen not in sentences else []
        self.fields["quote"].widget = forms.RadioSelect(
            choices=[("", _("All of the passage")), *((s, french(s)) for s in (*sentences, *more))]
        )

    @property
    def first_fields(self) -> list[Any]:
        """What is asked of everybody."""
        return [self[name] for name in ("once", "text", "public_name", "email")]

    @property
    def more_fields(self) -> list[Any]:
        """What some want to add, folded until they do."""
        return [self[name] for name in ("quote", "suggestion", "language") if name in self.fields]

    @property
    def more_open(self) -> bool:
        """True when something folded was filled in, or is wrong."""
        return any(field.errors or field.value() for field in self.more_fields)

    def clean_suggestion(self) -> str:
        """A wording that changes nothing suggests nothing."""
        suggestion = str(self.cleaned_data["suggestion"])
        return "" if suggestion == self.cleaned_data.get("quote") else suggestion


class FollowForm(forms.Form):
    """The code that somebody got when they spoke."""

    follow_up = CleanCharField(
        label=_("Your follow-up code"),
        help_text=_("Three groups of four characters, for example K7PM-4WQX-92TD."),
        max_length=40,
    )


class LostCodeForm(forms.Form):
    """The address that somebody left with their comment."""

    email = forms.EmailField(
        label=_("The e-mail address that you left"),
        help_text=_("Your codes are sent there, once a day at most."),
        max_length=254,
    )
