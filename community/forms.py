"""What is said in the forums, as typed."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kit.forms import CleanCharField, LongTextField

LONGEST = 20_000


class SayForm(forms.Form):
    """A message; `once` makes a double click say it once."""

    text = LongTextField(
        label=_("Your message"),
        max_length=LONGEST,
        rows=7,
        help_text=_(
            "Everybody who works in a site, a resource centre or the national team reads it."
        ),
    )
    once = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"once": uuid.uuid4()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)


class TopicForm(SayForm):
    """A new topic with its first message."""

    title = CleanCharField(label=_("Title"), max_length=160)
    is_question = forms.BooleanField(
        label=_("It is a question: it stays in view until somebody answers"), required=False
    )
    field_order = ("title", "text", "is_question", "once")


class ChangeForm(forms.Form):
    """The words of a message, changed by their author."""

    text = LongTextField(label=_("Your message"), max_length=LONGEST, rows=7)


class HideForm(forms.Form):
    """Why a message is no longer shown."""

    reason = CleanCharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("Shown in place of the message. The words are kept, not shown."),
    )


class SearchForm(forms.Form):
    """Words to look for."""

    q = CleanCharField(
        label=_("Search the forums"),
        max_length=200,
        required=False,
        help_text=_("Accents and endings do not matter; put a phrase in quotation marks."),
    )
