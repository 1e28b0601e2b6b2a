"""A territory asks to take part; the national team reads, accepts, or closes with a reason."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.network import network_address
from accounts.rules import everybody, national_team
from kit.access import requires
from kit.htmx import refused
from kit.states import Refusal
from sites import actions, figures
from sites.forms import CloseInterestForm, InterestForm
from sites.models import Interest
from sites.views.requests import Request, national, sent


@requires(everybody)
@require_http_methods(["GET", "POST"])
def interest_express(request: Request) -> HttpResponse:
    """The public form; the same one sent twice is one request."""
    form = InterestForm(sent(request))
    if form.is_bound and form.is_valid():
        data = dict(form.cleaned_data)
        once = data.pop("once")
        try:
            actions.express_interest(
                actions.Asked(**data), once=once, address=network_address(request)
            )
            return redirect("sites:interest-thanks")
        except Refusal as refusal:
            refused(form, refusal)
    context = {"form": form, "trail": [(_("Take part"), "")]}
    return render(
        request, "sites/interest_form.html", context, status=422 if form.is_bound else 200
    )


@requires(everybody)
@require_safe
def interest_thanks(request: Request) -> HttpResponse:
    return render(request, "sites/interest_thanks.html", {"trail": [(_("Thank you"), "")]})


@requires(national_team)
@require_safe
def interest_list(request: Request) -> HttpResponse:
    context = {
        "list": figures.interests(request.GET.get("page", 1)),
        "trail": national((_("Requests of territories"), "")),
    }
    return render(request, "sites/interest_list.html", context)


@requires(national_team)
@require_http_methods(["GET", "POST"])
def interest_page(request: Request, interest: UUID) -> HttpResponse:
    """One request in full; closing it sends the reason to its author."""
    found = asked(interest)
    form = CloseInterestForm(sent(request))
    if form.is_bound and form.is_valid():
        try:
            actions.close_interest(found, by=request.user, **form.cleaned_data)
            messages.success(request, _("The request is closed; the reason has been sent."))
            return redirect("sites:interest-list")
        except Refusal as refusal:
            refused(form, refusal)
            found = asked(interest)
    context = {
        "interest": found,
        "form": form,
        "acceptable": found.can_move_to(Interest.State.ACCEPTED),
        "closable": form.is_bound or found.can_move_to(Interest.State.CLOSED),
        "trail": national(
            (_("Requests of territories"), reverse("sites:interest-list")), (found.territory, "")
        ),
    }
    return render(
        request, "sites/interest_page.html", context, status=422 if form.is_bound else 200
    )


def asked(key: UUID) -> Interest:
    """The request of that id, or nothing is here."""
    found = figures.interest_with(key)
    if found is None:
        raise Http404
    return found
