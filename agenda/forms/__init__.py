"""Forms of the common agenda: what people type, made clean; what they typed is kept."""

from agenda.forms.bringing import AbsentForm, BringForm, ChoicesForm
from agenda.forms.deciding import CeremonyForm, EndorsementForm, ObjectionAnswerForm, OpenForm
from agenda.forms.moderation import AppealAnswerForm, AppealForm, ModerationForm, ReportForm
from agenda.forms.outcomes import OutcomeForm
from agenda.forms.plan import (
    ActivityForm,
    ActivityLinkForm,
    ActivityStateForm,
    NoteForm,
    TieForm,
    typed,
)
from agenda.forms.plan_sheets import PlanConfirmForm, PlanSheetForm, mark_of, read_plan
from agenda.forms.plan_views import VIEWS, PlanFilterForm
from agenda.forms.talking import ReplyForm
from agenda.forms.texts import (
    DraftForm,
    JoinForm,
    NewDraftForm,
    NewPassageForm,
    PassageForm,
    PlaceForm,
    SplitForm,
    TwoVersionsForm,
)
from agenda.forms.translations import LanguageForm, TranslationForm
from agenda.forms.voices import CommentForm, FollowForm, LostCodeForm
from agenda.forms.workshops import WorkshopForm

__all__ = [
    "VIEWS",
    "AbsentForm",
    "ActivityForm",
    "ActivityLinkForm",
    "ActivityStateForm",
    "AppealAnswerForm",
    "AppealForm",
    "BringForm",
    "CeremonyForm",
    "ChoicesForm",
    "CommentForm",
    "DraftForm",
    "EndorsementForm",
    "FollowForm",
    "JoinForm",
    "LanguageForm",
    "LostCodeForm",
    "ModerationForm",
    "NewDraftForm",
    "NewPassageForm",
    "NoteForm",
    "ObjectionAnswerForm",
    "OpenForm",
    "OutcomeForm",
    "PassageForm",
    "PlaceForm",
    "PlanConfirmForm",
    "PlanFilterForm",
    "PlanSheetForm",
    "ReplyForm",
    "ReportForm",
    "SplitForm",
    "TieForm",
    "TranslationForm",
    "TwoVersionsForm",
    "WorkshopForm",
    "mark_of",
    "read_plan",
    "typed",
]
