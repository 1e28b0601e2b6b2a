"""What people type about sites, made clean."""

from sites.forms.directory import DirectoryForm
from sites.forms.editions import EditionForm
from sites.forms.interests import InterestForm
from sites.forms.life import StageForm, TalkForm
from sites.forms.named import NamedSiteField, NamedSitesField
from sites.forms.opening import CloseInterestForm, SearchForm, SiteForm
from sites.forms.reference import FormerCodeForm, LineageForm, LinkForm, UnlinkForm, WaveForm

__all__ = [
    "CloseInterestForm",
    "DirectoryForm",
    "EditionForm",
    "FormerCodeForm",
    "InterestForm",
    "LineageForm",
    "LinkForm",
    "NamedSiteField",
    "NamedSitesField",
    "SearchForm",
    "SiteForm",
    "StageForm",
    "TalkForm",
    "UnlinkForm",
    "WaveForm",
]
