"""Support days as typed."""

import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.forms import CleanCharField, LongTextField
from kit.templatetags.kit import number
from partnership.forms.days import AnyDay, PastDay
from partnership.models import Audience, SupportDay
from partnership.models.support import LENGTHS

KINDS = [(kind.value, kind.label) for kind in SupportDay.Kind]
MOST_PEOPLE, MOST_HANDOUTS = 2000, 20
ON_THE_WEB = URLValidator(schemes=["http", "https"])


def lengths() -> list[tuple[str, str]]:
    """« 0,5 », « 1 », « 1,5 » …"""
    return [(str(length), number(length)) for length in LENGTHS]


class Once(forms.Form):
    """A form whose double click writes once."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"once": uuid.uuid4()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)


class AskSupportForm(Once):
    """What a site needs."""

    kind = forms.ChoiceField(label=_("Kind of support"), choices=KINDS)
    title = CleanCharField(label=_("Subject"), max_length=160)
    need = CleanCharField(
        label=_("What for"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What you wish to be able to do afterwards."),
    )
    field_order = ("kind", "title", "need", "once")


class LengthField(forms.TypedChoiceField):
    """Half days, from half a day to five days."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=lengths, coerce=Decimal, label=_("Length in days"), **kwargs)


class HandoutsField(LongTextField):
    """One resource a line: its title, a semicolon, its address."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Resources left behind"),
            required=False,
            rows=3,
            max_length=8000,
            help_text=_("One a line: title ; https://…"),
            **kwargs,
        )

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if len(lines) > MOST_HANDOUTS:
            raise ValidationError(_("At most twenty resources."))
        found = {url: title for title, url in map(handout, lines)}
        return [(title, url) for url, title in found.items()]


def handout(line: str) -> tuple[str, str]:
    """Title and address of one line."""
    title, _separator, url = (part.strip() for part in line.rpartition(";"))
    try:
        ON_THE_WEB(url)
    except ValidationError:
        title = ""
    if not title or len(title) > 160 or len(url) > 500:
        raise ValidationError(
            _("“%(line)s” is not a title, a semicolon and an address that begins with https://.")
            % {"line": line[:80]}
        )
    return title, url


class WhoCame(forms.Form):
    """How many of each kind, and what stays."""

    handouts = HandoutsField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for audience in Audience:
            self.fields[f"came_{audience.value}"] = forms.IntegerField(
                label=_("Who came: %(who)s") % {"who": audience.label},
                min_value=0,
                max_value=MOST_PEOPLE,
                required=False,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )
        self.move_to_end("handouts", "once")

    def move_to_end(self, *names: str) -> None:
        """These fields come last."""
        for name in names:
            if name in self.fields:
                self.fields[name] = self.fields.pop(name)

    def attendance(self) -> dict[str, int]:
        """Who came, without those who did not."""
        counts = {a.value: self.cleaned_data.get(f"came_{a.value}") or 0 for a in Audience}
        return {audience: count for audience, count in counts.items() if count}

    def handed(self) -> Sequence[tuple[str, str]]:
        """What stays."""
        found: Sequence[tuple[str, str]] = self.cleaned_data["handouts"]
        return found


class LogForm(WhoCame, Once):
    """A day that lies ahead, or one that is past with who came."""

    kind = forms.ChoiceField(label=_("Kind of support"), choices=KINDS)
    title = CleanCharField(label=_("Subject"), max_length=160)
    on = AnyDay(label=_("Day"), help_text=_("A day ahead is planned; a past one has been held."))
    days = LengthField(initial="1")
    led_by = CleanCharField(label=_("Led by"), max_length=160, required=False)
    promised = CleanCharField(
        label=_("What is promised"),
        max_length=300,
        required=False,
        help_text=_("What whoever leads the day will bring."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        came = [f"came_{audience.value}" for audience in Audience]
        self.order_fields(
            ["kind", "title", "on", "days", *came, "handouts", "led_by", "promised", "once"]
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        day = data.get("on")
        if day and day > clock.today() and any(data.get(f"came_{a.value}") for a in Audience):
            self.add_error("on", _("Who came can be told only once the day is past."))
        return data

    def day(self) -> dict[str, Any]:
        """What was typed of the day itself."""
        names = ("kind", "title", "on", "days", "led_by", "promised", "once")
        return {name: self.cleaned_data[name] for name in names}


class PlanForm(forms.Form):
    """The day of a support that was asked for."""

    on = AnyDay(label=_("Day"))
    days = LengthField(initial="1")
    led_by = CleanCharField(label=_("Led by"), max_length=160, required=False)
    promised = CleanCharField(label=_("What is promised"), max_length=300, required=False)


class HoldForm(WhoCame):
    """How a planned day went."""

    on = PastDay(label=_("Day"))
    days = LengthField()
    field_order = ("on", "days")


class CorrectDayForm(HoldForm):
    """What a held day really was, and why it is set right."""

    reason = CleanCharField(label=_("Why is it corrected?"), max_length=300)
    field_order = ("on", "days")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["handouts"]
        self.move_to_end("reason")

    def day(self) -> dict[str, Any]:
        """What was typed of the day itself."""
        return {name: self.cleaned_data[name] for name in ("on", "days", "reason")}


class HandoutForm(forms.Form):
    """One more resource."""

    title = CleanCharField(label=_("Title"), max_length=160)
    url = forms.URLField(
        label=_("Address"), max_length=500, assume_scheme="https", validators=[ON_THE_WEB]
    )
