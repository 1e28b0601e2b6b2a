"""What the pages that are one form share."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from governance.middleware import Request
from kit.pages import attempt, done

FORM = "partnership/form_page.html"
__all__ = ["at", "attempt", "done", "form_page"]


def at(request: Request, route: str, **words: Any) -> str:
    """The address of a page of the site in hand."""
    return reverse(f"partnership:{route}", kwargs={"site": request.site.slug, **words})


def form_page(request: Request, form: Any, **context: Any) -> HttpResponse:
    """A page that is one form; 422 when what was typed does not fit.

    Context: heading, lead, submit, back (address), up (name of the page to go back to).
    """
    context = {"section": "triad", "kind": "", "form": form} | context
    return render(request, FORM, context, status=422 if form.is_bound else 200)
