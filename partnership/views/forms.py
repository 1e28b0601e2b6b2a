"""What the pages that are one form share."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from governance.middleware import Request
from kit.htmx import refused
from kit.states import Refusal

FORM = "partnership/form_page.html"


def at(request: Request, route: str, **words: Any) -> str:
    """The address of a page of the site in hand."""
    return reverse(f"partnership:{route}", kwargs={"site": request.site.slug, **words})


def form_page(request: Request, form: Any, **context: Any) -> HttpResponse:
    """A page that is one form; 422 when what was typed does not fit.

    Context: heading, lead, submit, back (address), up (name of the page to go back to).
    """
    context = {"section": "triad", "kind": "", "form": form} | context
    return render(request, FORM, context, status=422 if form.is_bound else 200)


def attempt(form: Any, act: Callable[[], Any]) -> bool:
    """Does what a clean form asks for; a refusal of the domain is written on the form."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refusal as refusal:
        refused(form, refusal)
        return False
    return True


def done(request: Request, said: Any, then: str) -> HttpResponse:
    """Says what happened, on the page where it shows."""
    messages.success(request, str(said))
    return redirect(then)
