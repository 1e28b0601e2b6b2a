"""Meetings, minutes and decisions as typed."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.forms import SeatDay
from kit import clock
from kit.forms import CleanCharField, LongTextField, OnceForm
from sites.forms import NamedSitesField
from sites.models import Site
from steering.figures import REVIEW, Asked
from steering.models import CommitteeDecision, CommitteeReview

MOST_LINES = 60


class LinesField(LongTextField):
    """One thing a line; empty lines do not count."""

    def __init__(self, *, longest: int, **kwargs: Any) -> None:
        super().__init__(max_length=8000, **kwargs)
        self.longest = longest

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > MOST_LINES or any(len(line) > self.longest for line in lines):
            raise forms.ValidationError(
                _("At most %(lines)s lines of %(longest)s characters.")
                % {"lines": MOST_LINES, "longest": self.longest}
            )
        return list(dict.fromkeys(lines))


class PeopleField(LinesField):
    """One organisation a line, with a name after a colon where it is needed: pairs of both."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(longest=280, **kwargs)

    def clean(self, value: Any) -> Any:
        pairs = [line.partition(":")[::2] for line in super().clean(value)]
        found = [(organisation.strip(), name.strip()) for organisation, name in pairs]
        for organisation, name in found:
            if not organisation or len(organisation) > 160 or len(name) > 120:
                raise forms.ValidationError(
                    _("Write the organisation first, then a colon and the name where it is needed.")
                )
        return list(dict.fromkeys(found))


class Once(OnceForm):
    """A form whose double click writes once."""

    def clean_once(self) -> UUID | None:
        try:
            return UUID(self.cleaned_data["once"])
        except ValueError:
            return None


class PlanForm(Once):
    """When and where the committee meets, and what about."""

    title = CleanCharField(label=_("Title"), max_length=160)
    on = SeatDay(label=_("Day"))
    begins_at = forms.TimeField(
        label=_("Time"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        input_formats=("%H:%M", "%H:%M:%S", "%Hh%M", "%H h %M", "%Hh"),
    )
    place = CleanCharField(label=_("Where the meeting takes place"), max_length=200, required=False)
    points = LinesField(
        label=_("Agenda of the meeting"),
        longest=200,
        rows=6,
        required=False,
        help_text=_("One point a line, in their order."),
    )
    for_support = forms.BooleanField(
        label=_("Facilitators and coaches read this meeting"), required=False
    )
    field_order = ("title", "on", "begins_at", "place", "points", "for_support", "once")


class HoldForm(forms.Form):
    """Who was there."""

    present = PeopleField(
        label=_("Who was there"),
        rows=8,
        help_text=_("One organisation a line; a name after a colon only where it is needed."),
    )
    excused = PeopleField(label=_("Excused"), rows=3, required=False)


class CancelForm(forms.Form):
    """Why it does not take place."""

    reason = CleanCharField(label=_("Why"), max_length=300)


class MinutesForm(forms.Form):
    """The minutes, and who reads them."""

    text = LongTextField(
        label=_("Minutes"),
        rows=18,
        max_length=60_000,
        help_text=_("Paragraphs, lists with a dash, **bold**, > quotations."),
    )
    for_support = forms.BooleanField(
        label=_("Facilitators and coaches read this meeting"), required=False
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


class FollowForm(forms.Form):
    """Who carries a decision, until when, who reads it."""

    carried_by = CleanCharField(
        label=_("Carried by"),
        max_length=160,
        help_text=_("An organisation or a function rather than a name."),
    )
    due_on = SeatDay(label=_("Due on"), required=False)
    review_on = SeatDay(label=_("To be reviewed on"))
    for_support = forms.BooleanField(label=_("Facilitators and coaches read it"), required=False)
    for_sites = forms.BooleanField(
        label=_("The triads of the sites that it concerns read it"), required=False
    )


class DecisionForm(Once, FollowForm):
    """What the committee decided."""

    title = CleanCharField(label=_("Title"), max_length=160)
    wording = LongTextField(
        label=_("What was decided"),
        max_length=5000,
        help_text=_("These words never change after; another decision may take their place."),
    )
    sites = NamedSitesField(label=_("Sites that it concerns"), required=False)
    replaces = forms.ChoiceField(label=_("In the place of"), required=False)
    field_order = (
        "title", "wording", "carried_by", "due_on", "review_on", "sites", "for_support",
        "for_sites", "replaces", "once",
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        named: Callable[[str], list[Site]],
        open_ones: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        sites: Any = self.fields["sites"]
        sites.named = named
        replaces: Any = self.fields["replaces"]
        replaces.choices = [("", _("no earlier decision")), *open_ones]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("for_sites") and "sites" in data and not data["sites"]:
            self.add_error("sites", _("Name the sites to whose triads this decision is published."))
        return data


class ReviewForm(forms.Form):
    """What is said of a decision."""

    outcome = forms.ChoiceField(
        label=_("Where the decision stands"),
        choices=[(o.value, o.label) for o in CommitteeReview.Outcome],
        widget=forms.RadioSelect,
    )
    note = LongTextField(label=_("What was said"), rows=4, max_length=2000)
    next_on = SeatDay(label=_("Next review on"), required=False, help_text=_("Where it goes on."))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        ahead = data.get("next_on")
        late = "next_on" in data and (ahead is None or ahead <= clock.today())
        if data.get("outcome") == CommitteeReview.Outcome.GOES_ON and late:
            self.add_error("next_on", _("Say when it is to be reviewed again: a day ahead."))
        return data


class FilterForm(forms.Form):
    """The decisions that somebody looks for; all optional, all in the address."""

    q = CleanCharField(label=_("Words"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("State"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)
    site = forms.ChoiceField(label=_("Site"), required=False)

    def __init__(
        self, data: Any, *, years: Sequence[int], sites: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(data)
        states = [
            (s.value, _("in the state “%(state)s”") % {"state": s.label})
            for s in CommitteeDecision.State
        ]
        self.offer("state", [("", _("in any state")), (REVIEW, _("whose review is due")), *states])
        self.offer(
            "year", [("", _("of all years")), *((y, _("of %(year)s") % {"year": y}) for y in years)]
        )
        about = [(slug, _("about %(site)s") % {"site": name}) for slug, name in sites]
        self.offer("site", [("", _("about all sites, or none")), *about])

    def offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = [(str(value), words) for value, words in choices]
        field.widget.attrs["aria-label"] = str(field.label)

    def asked(self) -> Asked:
        """What is asked for; a value that nobody offered counts as none."""
        self.is_valid()
        found = self.cleaned_data
        return Asked(
            text=found.get("q", ""),
            state=found.get("state", ""),
            year=found.get("year", ""),
            site=found.get("site", ""),
        )
