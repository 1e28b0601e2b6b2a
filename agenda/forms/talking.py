"""What people say to one another about comments, made clean."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agenda import languages
from agenda.models.comments import NAME_LENGTH
from agenda.models.replies import REPLY_LENGTH
from kit.forms import CleanCharField, LongTextField, OnceForm


class ReplyForm(OnceForm):
    """What somebody replies; who has a role at the site is not asked for a name."""

    text = LongTextField(label=_("Your reply"), max_length=REPLY_LENGTH, rows=3)
    public_name = CleanCharField(
        label=_("Your name or a pseudonym"),
        help_text=_("It will be shown beside your reply."),
        max_length=NAME_LENGTH,
    )

    language = forms.ChoiceField(
        label=_("Language of your reply"), choices=languages.choices, required=False
    )

    def __init__(self, *args: Any, with_role: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("text", "public_name"):
            self.fields[name].widget.attrs["dir"] = "auto"
        if with_role:
            del self.fields["public_name"]
