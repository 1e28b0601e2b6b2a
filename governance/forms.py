"""Forms about seats."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.letters import LetterKind
from accounts.models import clean_address
from governance.figures import CommitmentFigure, SeatFigure
from governance.foreseen import Asked
from governance.models import Seat
from kit import clock
from kit.forms import CleanCharField, DayField, LongTextField
from sites.forms import NamedSiteField
from sites.models import Site

EARLIEST, YEARS_AHEAD = date(2015, 1, 1), timedelta(days=20 * 366)


class SeatDay(DayField):
    """A day on which a mandate may begin or end: not in another century."""

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        if found and not EARLIEST <= found <= clock.today() + YEARS_AHEAD:
            raise forms.ValidationError(_("Check the year of this day."))
        return found


class InvitationForm(forms.Form):
    """Whom to invite to which place, from when to when."""

    PARTNER = "partner"

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The link works only for the person who signs in with this address."),
    )
    place = forms.ChoiceField(label=_("Place"), choices=())
    function = CleanCharField(label=_("Function"), max_length=120, required=False)
    organisation = CleanCharField(label=_("Organisation"), max_length=160, required=False)
    starts_on = SeatDay(label=_("First day"))
    ends_on = SeatDay(
        label=_("Last day"),
        required=False,
        help_text=_("Only where it is certain: rights end that evening."),
    )
    expected_on = SeatDay(
        label=_("Expected end"),
        required=False,
        help_text=_("A reminder comes 90 and 30 days before. Rights go on."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("starts_on", clock.today())
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [  # type: ignore[attr-defined]
            *[(seat.value, _("Seat: %(seat)s") % {"seat": seat.label}) for seat in Seat],
            *[
                (f"deputy-{seat.value}", _("Deputy: %(seat)s") % {"seat": seat.label})
                for seat in Seat
            ],
            (self.PARTNER, _("Partner")),
        ]

    def clean_email(self) -> str:
        return clean_address(self.cleaned_data["email"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The mandate would end before it begins."))
        expected = data.get("expected_on")
        if first and expected and expected < first:
            self.add_error("expected_on", _("The mandate would end before it begins."))
        return data

    def place_fields(self) -> dict[str, Any]:
        """The chosen place as the action wants it: seat and whether as deputy."""
        place: str = self.cleaned_data["place"]
        return {
            "seat": "" if place == self.PARTNER else place.removeprefix("deputy-"),
            "deputy": place.startswith("deputy-"),
        }


class TakePlaceForm(forms.Form):
    """A place is held under a name: asked of who has none yet."""

    name = CleanCharField(
        label=_("Your first and last name"),
        max_length=120,
        help_text=_("It stands on the triad’s page and beside what you do at the site."),
    )

    def __init__(self, data: Any = None, *, named: bool) -> None:
        super().__init__(data)
        if named:
            del self.fields["name"]


class EndForm(forms.Form):
    """The last day of a mandate and why."""

    ends = True

    on = SeatDay(label=_("Last day"), help_text=_("Rights end the same evening."))
    reason = CleanCharField(label=_("Reason"), max_length=300, required=False)


class ExpectedEndForm(forms.Form):
    """Until when a mandate is expected to last."""

    ends = False

    on = SeatDay(
        label=_("Expected end"),
        required=False,
        help_text=_("Leave empty when no end is known."),
    )


class SuccessionForm(forms.Form):
    """The end of a mandate and who follows, on one screen.

    `seat` is the seat as it is today, `open_ones` what it has promised.
    """

    SOMEBODY, NOBODY = "somebody", "nobody"

    last_day = SeatDay(
        label=_("Last day of the present mandate"),
        help_text=_("Rights end that evening; for 30 days after, reading and handing over remain."),
    )
    reason = CleanCharField(label=_("Reason"), max_length=300, required=False)
    who = forms.ChoiceField(
        label=_("Who follows?"),
        choices=(
            (SOMEBODY, _("Somebody is known")),
            (NOBODY, _("Nobody yet: leave the seat vacant")),
        ),
        widget=forms.RadioSelect,
        initial=SOMEBODY,
    )
    email = forms.EmailField(
        label=_("E-mail address of the successor"),
        required=False,
        help_text=_("Somebody without an account receives an invitation."),
    )
    starts_on = SeatDay(label=_("First day of the successor"), required=False)
    expected_on = SeatDay(
        label=_("Expected end of the new mandate"),
        required=False,
        help_text=_("A reminder comes 90 and 30 days before. Rights go on."),
    )
    function = CleanCharField(label=_("Function"), max_length=120, required=False)
    organisation = CleanCharField(label=_("Organisation"), max_length=160, required=False)
    carried = forms.MultipleChoiceField(
        label=_("Commitments that go on"),
        help_text=_("Those that you untick are given up."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, data: Any = None, *, seat: SeatFigure, open_ones: Sequence[CommitmentFigure]
    ) -> None:
        self.open_ids = [str(c.id) for c in open_ones]
        last = seat.until if seat.firm else None
        initial = {
            "last_day": last,
            "starts_on": last + timedelta(days=1) if last else clock.today(),
            "organisation": seat.organisation,
            "carried": self.open_ids,
        }
        super().__init__(data, initial=initial)
        self.fields["carried"].choices = [(str(c.id), c.text) for c in open_ones]  # type: ignore[attr-defined]
        gone = [] if open_ones else ["carried"]
        if seat.vacant:
            gone += ["last_day", "reason", "who"]
        for name in gone:
            del self.fields[name]

    def clean_email(self) -> str:
        return clean_address(self.cleaned_data["email"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        named = data.get("who", self.SOMEBODY) == self.SOMEBODY and "email" not in self.errors
        if named and not data.get("email"):
            missing = _("Give the address of who follows, or choose to leave the seat vacant.")
            self.add_error("email", missing)
        return data

    def asked(self) -> Asked:
        """What is asked for, as the action wants it; a vacancy forgets what was typed beside."""
        data = self.cleaned_data
        common = {
            "last_day": data.get("last_day"),
            "reason": data.get("reason", ""),
            "dropped": frozenset(self.open_ids) - frozenset(data.get("carried", self.open_ids)),
        }
        if data.get("who", self.SOMEBODY) == self.NOBODY:
            return Asked(**common)
        named = ("email", "starts_on", "expected_on", "function", "organisation")
        return Asked(**common, **{name: data[name] for name in named})


class LetterForm(forms.Form):
    """What who leaves wants to say to who follows."""

    text = LongTextField(
        label=_("Your letter to whoever follows"),
        help_text=_(
            "What no list says: whom to call first, what is fragile, what you would do next. "
            "It is read by the triad, by your successor and by the national team."
        ),
        rows=10,
        max_length=8_000,
    )


class CommitmentForm(forms.Form):
    """What is promised, to whom, until when."""

    text = CleanCharField(label=_("What is promised"), max_length=300)
    to_whom = CleanCharField(label=_("To whom"), max_length=160, required=False)
    due_on = SeatDay(label=_("Due on"), required=False)


class SettleForm(forms.Form):
    """Kept, or given up and why."""

    KEPT, DROPPED = "kept", "dropped"

    outcome = forms.ChoiceField(
        label=_("What became of it?"),
        choices=((KEPT, _("It is kept")), (DROPPED, _("It is given up"))),
        widget=forms.RadioSelect,
    )
    reason = CleanCharField(
        label=_("Reason"),
        max_length=300,
        required=False,
        help_text=_("Needed where it is given up."),
    )


class GiveSiteForm(forms.Form):
    """Which single site, from when to when, and why."""

    site = NamedSiteField(label=_("Site"))
    starts_on = SeatDay(label=_("First day"))
    ends_on = SeatDay(
        label=_("Last day"), required=False, help_text=_("Leave empty when no end is known.")
    )
    reason = CleanCharField(
        label=_("Why"), max_length=300, help_text=_("The facilitator and the site read it.")
    )

    def __init__(self, *args: Any, named: Callable[[str], list[Site]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["site"]
        field.named = named


class TakeBackForm(forms.Form):
    """The last day, and why."""

    on = SeatDay(
        label=_("Last day"),
        help_text=_("Rights end that evening; yesterday's date ends them at once."),
    )
    reason = CleanCharField(label=_("Why"), max_length=300)


class LettersForm(forms.Form):
    """The letters that come by themselves, each wanted or not."""

    def __init__(self, data: Any = None, *, wanted: Mapping[LetterKind, bool]) -> None:
        super().__init__(data)
        for kind, yes in wanted.items():
            self.fields[kind.value] = forms.BooleanField(
                label=str(kind.label).capitalize(), required=False, initial=yes
            )

    def chosen(self) -> dict[LetterKind, bool]:
        """What was ticked."""
        return {LetterKind(name): yes for name, yes in self.cleaned_data.items()}
