"""Moving a site to another stage, and noting an informal talk."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.forms import CleanCharField, DayField, LongTextField
from sites.models import Site

LONG = 4000
State = Site.State
# What usually shows that a site has reached a stage.
HINTS = {
    State.EXPRESSED: _("For example: a letter, or the name of the first contact."),
    State.EXPLORING: _("For example: with whom you spoke, and when."),
    State.ASSESSED: _("For example: what the three parties said of the three preconditions."),
    State.INVITED: _("For example: the letter of invitation and its date."),
    State.ENGAGED: _("For example: who holds the three seats, and since when."),
    State.ACTIVE: _("For example: the first common agenda, or the first activities."),
    State.AUTONOMOUS: _("For example: who carries the daily coordination, and with what means."),
}


class StageForm(forms.Form):
    """When, why, what shows it; for a pause when to look again, for a merger with whom."""

    seen = CleanCharField(widget=forms.HiddenInput, required=False, max_length=40)
    on = DayField(label=_("Day of the change"))
    look_again_on = DayField(
        label=_("Day to look again"),
        help_text=_("On that day the site comes back to the list of what needs a call."),
    )
    merged_into = forms.ChoiceField(label=_("Site that goes on"))
    reason = LongTextField(label=_("Why"), rows=3, max_length=LONG, required=False)
    evidence = LongTextField(label=_("What shows it"), rows=3, max_length=LONG, required=False)
    link = forms.URLField(
        label=_("Link to the evidence"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("A public document, or a shared folder of the team."),
    )

    def __init__(
        self,
        *args: Any,
        site: Site,
        to: State,
        seen: UUID | None,
        hosts: tuple[tuple[str, str], ...],
        **kwargs: Any,
    ) -> None:
        first = {"on": clock.today(), "seen": seen or ""}
        kwargs["initial"] = first | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        back = site.goes_back_to(to)
        fields["reason"].required = back or to in Site.NEED_A_REASON
        fields["evidence"].required = to in Site.PATH and not back
        fields["evidence"].help_text = HINTS.get(to, "")
        if to != State.PAUSED:
            del fields["look_again_on"]
        if to != State.MERGED:
            del fields["merged_into"]
        else:
            fields["merged_into"].choices = [("", _("Choose a site")), *hosts]

    def clean_link(self) -> str:
        link: str = self.cleaned_data["link"]
        if link and not link.startswith(("http://", "https://")):
            raise forms.ValidationError(_("A link begins with https:// or http://."))
        return link

    def clean_seen(self) -> UUID | None:
        """The change of stage that was last when the form was drawn; anything else is another page."""
        try:
            return UUID(self.cleaned_data["seen"])
        except ValueError:
            return None


class TalkForm(forms.Form):
    """When, whom, what was said."""

    on = DayField(label=_("Day of the talk"))
    met = CleanCharField(
        label=_("Whom you met"),
        max_length=200,
        help_text=_("Function and organisation rather than names, where that is enough."),
    )
    text = LongTextField(label=_("What was said"), rows=4, max_length=LONG)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"on": clock.today()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
