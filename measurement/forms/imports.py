"""A file of values as somebody sends it, what its columns are, and whether it goes in."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.forms import CleanCharField, sometimes
from kit.tables import ACCEPTED
from measurement.incoming.cells import Manner
from measurement.incoming.columns import PROVENANCE, choices
from measurement.incoming.judging import LEFT, TAKEN
from measurement.incoming.sight import labels
from measurement.models import CHOSEN, Indicator, Reason, ValueImport

COLUMN = "column-{}"
POINTS = (
    ("", gettext_lazy("Refuse the row and tell me")),
    ("thousands", gettext_lazy("One thousand two hundred and thirty-four")),
    ("decimals", gettext_lazy("One and two hundred and thirty-four thousandths")),
)
SHARES = (
    ("", gettext_lazy("Refuse the row and tell me")),
    ("shares", gettext_lazy("0.45 is 45%: the file writes shares")),
    ("percent", gettext_lazy("0.45 is 0.45%: the file writes percentages")),
)
DASHES = (
    ("", gettext_lazy("Refuse the row and tell me")),
    ("nought", gettext_lazy("Zero")),
    ("nothing", gettext_lazy("No measure")),
)
HIDDEN = (
    ("", gettext_lazy("Refuse them and tell me")),
    (LEFT, gettext_lazy("Leave them out: nobody sees them in the workbook")),
    (TAKEN, gettext_lazy("Read them like the others")),
)


class ValueFileForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=gettext_lazy("The file (XLSX, ODS or CSV)"),
        widget=forms.FileInput(attrs={"accept": f"{ACCEPTED},.json"}),
        help_text=gettext_lazy(
            "One row a value, or one column an indicator. The portal’s own files come back too, also "
            "as JSON. Nothing is written before you have seen what becomes of each row. "
            "At most 10 MB and 100 000 rows."
        ),
    )

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.too_large = too_large

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.too_large:
            self.errors.pop("file", None)
            self.add_error("file", _("This file is larger than 10 MB: it was not read."))
        return data


class ColumnsForm(forms.Form):
    """What each column is, and how the file is read where it can be read in two ways."""

    period = sometimes(
        CleanCharField(
            label=gettext_lazy("Period, where no column says it"),
            max_length=40,
            help_text=gettext_lazy("For example 2026-T3, 2026-07 or 2026."),
        )
    )
    provenance = sometimes(
        CleanCharField(
            label=gettext_lazy("Where the values come from"),
            max_length=300,
            help_text=gettext_lazy("For example: attendance sheets of the social centre."),
        )
    )
    points = sometimes(
        forms.ChoiceField(label=gettext_lazy("What 1.234 means in this file"), choices=POINTS)
    )
    shares = sometimes(
        forms.ChoiceField(label=gettext_lazy("How the file writes percentages"), choices=SHARES)
    )
    dashes = sometimes(
        forms.ChoiceField(label=gettext_lazy("What a dash means in this file"), choices=DASHES)
    )

    hidden = sometimes(
        forms.ChoiceField(label=gettext_lazy("Rows hidden in the workbook"), choices=HIDDEN)
    )

    def __init__(
        self, *args: Any, found: ValueImport, indicators: Iterable[Indicator], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.names = [COLUMN.format(number) for number in range(len(found.heads))]
        offered = choices(indicators)
        for number, (name, head) in enumerate(zip(self.names, labels(found), strict=True)):
            said = found.samples[number] if number < len(found.samples) else ""
            field = forms.ChoiceField(
                label=head,
                choices=offered,
                help_text=_("In the file: %(values)s") % {"values": said} if said else "",
            )
            self.fields[name] = sometimes(field)
        if not found.may_hide_rows:
            del self.fields["hidden"]
        self.order_fields([*self.names, "hidden", *Manner.__slots__])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("provenance") and PROVENANCE not in self.columns():
            self.add_error(
                "provenance", _("Say where the values come from: it is shown beside each of them.")
            )
        return data

    def columns(self) -> list[str]:
        """What was chosen for each column, in their order."""
        return [self.cleaned_data.get(name, "") for name in self.names]

    def manner(self) -> Manner:
        """How the file is to be read."""
        return Manner.of(self.cleaned_data)


class ApplyForm(forms.Form):
    """All or nothing, or only the good rows; and why values are corrected."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    rows = forms.ChoiceField(
        label=gettext_lazy("Which rows go in"),
        widget=forms.RadioSelect,
        choices=(
            ("all", gettext_lazy("All or nothing: I put the refused rows right and send the file again")),
            ("good", gettext_lazy("Only the good ones: the refused rows stay out")),
        ),
    )  # fmt: skip
    code = forms.ChoiceField(
        label=gettext_lazy("What kind of correction it is"),
        choices=[(r.value, r.label) for r in CHOSEN],
        initial=Reason.SOURCE_REVISED,
    )
    reason = CleanCharField(
        label=gettext_lazy("Why values are corrected, in your words"),
        max_length=300,
        help_text=gettext_lazy("Kept and shown with each earlier value."),
    )

    def __init__(self, *args: Any, refused: bool, corrects: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not refused:
            del self.fields["rows"]
        if not corrects:
            del self.fields["code"], self.fields["reason"]

    def chosen(self) -> dict[str, Any]:
        """What was chosen, as the action wants it."""
        data = self.cleaned_data
        return {
            "seen": data["seen"],
            "only_good": data.get("rows") == "good",
            "reason": data.get("reason", ""),
            "code": data.get("code") or Reason.SOURCE_REVISED.value,
        }


class RevertForm(forms.Form):
    """Why a file is taken back."""

    why = CleanCharField(
        label=gettext_lazy("Why it is taken back"),
        max_length=200,
        help_text=gettext_lazy("Kept with each value, in the history of the figures."),
    )
