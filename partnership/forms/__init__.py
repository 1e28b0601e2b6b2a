"""Forms about what partners do together."""

from partnership.forms.network import LeaveForm, PartnerForm, PasteForm, PreviewForm

__all__ = ["LeaveForm", "PartnerForm", "PasteForm", "PreviewForm"]
