"""What people type about sites, made clean."""

from sites.forms.directory import DirectoryForm
from sites.forms.life import StageForm, TalkForm

__all__ = ["DirectoryForm", "StageForm", "TalkForm"]
