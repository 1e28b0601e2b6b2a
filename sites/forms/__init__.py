"""What people type about sites, made clean."""

from sites.forms.directory import DirectoryForm
from sites.forms.interests import InterestForm
from sites.forms.life import StageForm, TalkForm
from sites.forms.opening import CloseInterestForm, SearchForm, SiteForm

__all__ = [
    "CloseInterestForm",
    "DirectoryForm",
    "InterestForm",
    "SearchForm",
    "SiteForm",
    "StageForm",
    "TalkForm",
]
