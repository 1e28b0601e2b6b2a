"""The letters that come by themselves: chosen under my account, stopped from a letter with one click."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.letters import comes, offered
from accounts.rules import everybody, signed_in
from governance.forms import LettersForm
from governance.middleware import Request
from journal import actions
from journal.letters import choices_of, sealed
from kit.access import requires
from kit.pages import done


@requires(signed_in)
@require_http_methods(["GET", "POST"])
def letters_page(request: Request) -> HttpResponse:
    roles = request.standing.roles | request.standing.elsewhere
    said = choices_of(request.user)
    wanted = {kind: comes(kind, said) for kind in offered(roles)}
    form = LettersForm(request.POST if request.method == "POST" else None, wanted=wanted)
    if form.is_bound and form.is_valid():
        actions.choose_letters(request.user, form.chosen(), by=request.user)
        return done(request, _("Your choice is kept."), reverse("governance:letters-page"))
    context = {
        "form": form,
        "offered": wanted,
        "trail": [(_("My account"), reverse("governance:rights-page")), (_("Letters"), "")],
    }
    return render(request, "governance/letters_page.html", context)


# A mail reader sends this by itself, from elsewhere, with no session: the seal says who.
@csrf_exempt
@requires(everybody)
@require_http_methods(["GET", "POST"])
def letters_stop(request: Request, seal: str) -> HttpResponse:
    """The link of a letter: asks, and stops its kind when asked to, without signing in."""
    found = sealed(seal)
    if found is None:
        raise Http404
    person, kind = found
    stopped = request.method == "POST"
    if stopped:
        actions.choose_letters(person, {kind: False}, by=person)
    context = {"kind": kind.label, "stopped": stopped, "trail": [(_("Letters"), "")]}
    return render(request, "governance/letters_stop.html", context)
