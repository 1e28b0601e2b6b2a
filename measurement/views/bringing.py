"""A catalogue file comes back: first what it would do, then all of it or nothing."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from governance.middleware import Request
from kit.access import requires
from kit.forms import CleanCharField
from kit.htmx import refused
from kit.pages import done
from kit.states import Refusal
from kit.tables import ACCEPTED
from kit.templatetags.kit import number
from measurement.catalogue import bringing
from measurement.rules import keeps_catalogue

PAGE = "measurement/catalogue_bring.html"


class BringForm(forms.Form):
    """A file of the catalogue."""

    file = forms.FileField(
        label=gettext_lazy("File of the catalogue"),
        help_text=gettext_lazy("XLSX, ODS, CSV or JSON, as the catalogue gives it. Nothing is written yet."),
        widget=forms.ClearableFileInput(attrs={"accept": f"{ACCEPTED},.json"}),
    )  # fmt: skip


class ConfirmForm(forms.Form):
    """The file that was previewed, and why the catalogue changes."""

    carried = forms.CharField(widget=forms.HiddenInput)
    reason = CleanCharField(
        label=gettext_lazy("Why the catalogue changes"),
        max_length=300,
        help_text=gettext_lazy("Kept with each new version that does not say its own reason."),
    )


@requires(keeps_catalogue)
@require_http_methods(["GET", "POST"])
def catalogue_bring(request: Request) -> HttpResponse:
    """Sends a file, shows what it would do, writes it once somebody says so."""
    confirming = "carried" in request.POST
    form = BringForm(None if confirming else request.POST or None, request.FILES or None)
    confirm = ConfirmForm(request.POST) if confirming else None
    shown: bringing.Preview | None = None
    again = ""
    try:
        if confirm is not None:
            shown = bringing.preview(bringing.unpacked(request.POST["carried"]))
            if confirm.is_valid():
                return written(request, confirm)
        elif form.is_valid():
            shown = bringing.preview(form.cleaned_data["file"].read(bringing.LARGEST + 1))
            confirm = ConfirmForm(initial={"carried": shown.carried})
    except Refusal as refusal:
        refused(confirm if confirm is not None else form, refusal)
        again = str(refusal) if confirm is not None and not (shown and shown.fits) else ""
    return page(request, form, confirm, shown, again=again)


def written(request: Request, confirm: ConfirmForm) -> HttpResponse:
    """All of the file goes in; back to the catalogue."""
    content = bringing.unpacked(confirm.cleaned_data["carried"])
    count = bringing.write(content, reason=confirm.cleaned_data["reason"], by=request.user)
    words = ngettext(
        "The catalogue is brought in: %(count)s indicator changed.",
        "The catalogue is brought in: %(count)s indicators changed.",
        count,
    )
    return done(request, words % {"count": number(count)}, reverse("measurement:catalogue-list"))


def page(
    request: Request, form: BringForm, confirm: ConfirmForm | None, shown: Any, *, again: str = ""
) -> HttpResponse:
    """The file to send, or what the sent one would do; `again` says why it is to be sent once more."""
    faults = form.errors if confirm is None else confirm.errors
    back = reverse("measurement:catalogue-list")
    context = {
        "form": form,
        "confirm": confirm if shown and shown.fits else None,
        "shown": shown,
        "again": again,
        "back": back,
        "trail": [(_("Indicators"), back), (_("Bring a catalogue in"), "")],
    }
    return render(request, PAGE, context, status=422 if faults else 200)
