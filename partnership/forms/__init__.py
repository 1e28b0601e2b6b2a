"""Forms about what partners do together."""

from partnership.forms.backbone import EntrustForm, GiveUpForm, HolderForm
from partnership.forms.circle import MeetForm, ObjectForm, ProposeForm, ReviewForm, TakeForm
from partnership.forms.listing import PartnerFilterForm
from partnership.forms.money import (
    AskForm,
    CorrectAmountForm,
    DecideForm,
    PayForm,
    ReasonForm,
    ShareForm,
)
from partnership.forms.national import CountryMoneyForm
from partnership.forms.network import LeaveForm, PartnerForm, PasteForm, PreviewForm
from partnership.forms.support import (
    AskSupportForm,
    CorrectDayForm,
    HandoutForm,
    HoldForm,
    LogForm,
    PlanForm,
)

__all__ = [
    "AskForm",
    "AskSupportForm",
    "CorrectAmountForm",
    "CorrectDayForm",
    "CountryMoneyForm",
    "DecideForm",
    "EntrustForm",
    "GiveUpForm",
    "HandoutForm",
    "HoldForm",
    "HolderForm",
    "LeaveForm",
    "LogForm",
    "MeetForm",
    "ObjectForm",
    "PartnerFilterForm",
    "PartnerForm",
    "PasteForm",
    "PayForm",
    "PlanForm",
    "PreviewForm",
    "ProposeForm",
    "ReasonForm",
    "ReviewForm",
    "ShareForm",
    "TakeForm",
]
