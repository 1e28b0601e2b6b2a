"""What pages that are one form share: shown, refused beside what was typed, done and said."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kit.htmx import refused
from kit.states import Refusal

FORM = "form_page.html"


def form_page(request: HttpRequest, form: Any, **context: Any) -> HttpResponse:
    """A page outside the sites that is one form; 422 when what was typed does not fit.

    Context: trail, heading, submit, back (address); optional lead and kind (the button's look).
    """
    context = {"kind": "", "lead": "", "form": form} | context
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


def done(request: HttpRequest, said: Any, then: str) -> HttpResponse:
    """Says what happened, on the page where it shows."""
    messages.success(request, str(said))
    return redirect(then)
