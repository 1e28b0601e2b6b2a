"""The decision on readiness with the supports that it names; asking for one of them."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kit.forms import CleanCharField, DayField, LongTextField
from readiness.actions import Support, within_three_years
from readiness.forms.meetings import SeenForm
from readiness.models import KINDS, Beyond, ReadinessDecision

Outcome = ReadinessDecision.Outcome
PLACES = (1, 2, 3)
PARTS = ("kind", "what", "provider", "until")
NO_KIND = ("", _("no support"))
GIVERS = "givers"
NEW = "new"


class DecideForm(SeenForm):
    """The decision in words; what each outcome has to say stands with it, and up to three supports."""

    outcome = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[(o.value, o.label) for o in Outcome],
        widget=forms.RadioSelect,
    )
    words = LongTextField(
        label=_("The decision in words"),
        rows=4,
        max_length=4000,
        help_text=_("What it rests on, and the reason. It is kept with your name."),
    )
    revisit_on = DayField(
        label=_("Day to look again"), required=False, help_text=_("For “Not yet”.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in PLACES:
            for part, field in support_fields().items():
                self.fields[f"support_{place}_{part}"] = field
        self.order_fields(["outcome", "words", *self.support_names(), "revisit_on", "seen"])

    @staticmethod
    def support_names() -> list[str]:
        return [f"support_{place}_{part}" for place in PLACES for part in PARTS]

    @property
    def first(self) -> list[forms.BoundField]:
        """What comes before the supports."""
        return [self["outcome"], self["words"]]

    @property
    def last(self) -> list[forms.BoundField]:
        """What comes after them."""
        return [self["revisit_on"], self["seen"]]

    @property
    def supports(self) -> list[tuple[int, list[forms.BoundField]]]:
        """The places for a support, each with its fields."""
        return [(n, [self[f"support_{n}_{part}"] for part in PARTS]) for n in PLACES]

    def clean(self) -> dict[str, Any]:
        """A support of which something is said is said whole."""
        given = super().clean() or {}
        if given.get("outcome") == Outcome.SUPPORTED:
            for name in list(self.lacking(given)):
                self.add_error(name, _("Say this of the support too, or leave all of it empty."))
            for place in PLACES:
                until = given.get(f"support_{place}_until")
                if until and not within_three_years(until):
                    self.add_error(f"support_{place}_until", _("A day ahead, within three years."))
        return given

    def lacking(self, given: dict[str, Any]) -> Iterator[str]:
        """What is not said of a support that is begun."""
        for place in PLACES:
            names = [f"support_{place}_{part}" for part in PARTS]
            if any(given.get(name) for name in names):
                yield from (n for n in names if not given.get(n) and n not in self.errors)

    @property
    def facts(self) -> dict[str, Any]:
        """The decision, as the action wants it."""
        given = self.cleaned_data
        named = [
            Support(**{part: given[f"support_{place}_{part}"] for part in PARTS})
            for place in PLACES
            if given[f"support_{place}_kind"]
        ]
        kept = {name: given[name] for name in ("outcome", "words", "revisit_on", "seen")}
        return kept | {"supports": named}


def support_fields() -> dict[str, forms.Field]:
    """What is said of one support."""
    kinds = [kind for kind in KINDS if kind[0] != Beyond.WORDS]
    return {
        "kind": forms.ChoiceField(
            label=_("Kind of support"), choices=[NO_KIND, *kinds], required=False
        ),
        "what": CleanCharField(label=_("What exactly"), max_length=300, required=False),
        "provider": CleanCharField(
            label=_("Who gives it"),
            max_length=160,
            required=False,
            widget=forms.TextInput(attrs={"list": GIVERS}),
        ),
        "until": DayField(label=_("By when"), required=False),
    }


class AskNamedForm(forms.Form):
    """A new request, or a support day that there is."""

    day = forms.ChoiceField(
        label=_("Which support day?"),
        widget=forms.RadioSelect,
        help_text=_(
            "The coach, the resource centre and the national team read it, whatever you share of the round."
        ),
    )

    def __init__(self, *args: Any, days: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        kwargs["initial"] = {"day": NEW}
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["day"]
        choice.choices = [(NEW, _("A new request")), *days]

    @property
    def facts(self) -> dict[str, Any]:
        """Which day answers the support, as the action wants it."""
        day = self.cleaned_data["day"]
        return {"day_id": None if day == NEW else day}
