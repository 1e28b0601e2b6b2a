"""What is typed of a learning review."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kit.forms import CleanCharField, LongTextField
from measurement.actions import ReviewFacts
from partnership.forms.days import AnyDay, PastDay
from partnership.forms.support import MOST_PEOPLE, Once


class ReviewForm(Once):
    """A learning review that was held: when, with whom, what was decided."""

    held_on = PastDay(label=_("Held on"))
    facilitator = CleanCharField(
        label=_("Who facilitated"),
        max_length=160,
        help_text=_("Name and organisation. Everybody can read it."),
    )
    people = forms.IntegerField(label=_("How many people came"), min_value=1, max_value=MOST_PEOPLE)
    attendance = CleanCharField(
        label=_("Who came"),
        max_length=300,
        help_text=_("In general words: the three seats, four partners, nine residents. No names."),
    )
    learned = LongTextField(
        label=_("What we see and learn"), max_length=5000, required=False,
        help_text=_("What the figures and the residents say, and what surprised us."),
    )  # fmt: skip
    decided = LongTextField(
        label=_("What was decided"),
        max_length=5000,
        help_text=_("What is continued, changed, tried or stopped, and by whom."),
    )
    next_on = AnyDay(
        label=_("Next review on"),
        required=False,
        help_text=_("Without a day it is expected a year later at the latest."),
    )
    field_order = (
        "held_on", "facilitator", "people", "attendance", "learned", "decided", "next_on",
    )  # fmt: skip

    def facts(self) -> ReviewFacts:
        """What was typed, as the actions want it."""
        names = ReviewFacts.__dataclass_fields__
        return ReviewFacts(**{name: self.cleaned_data[name] for name in names})


class ReviewCorrectionForm(ReviewForm):
    """The right words in place of others, and why."""

    reason = CleanCharField(
        label=_("Why it is corrected"), max_length=300, help_text=_("Kept in the journal.")
    )
