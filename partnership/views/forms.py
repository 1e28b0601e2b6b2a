"""What the pages of the collective share: their frame, and those that are one form."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.middleware import Request
from kit.pages import attempt, done
from kit.sheets import FILES, Table, download
from partnership.rules import reads_collective

FORM = "partnership/form_page.html"
__all__ = ["at", "attempt", "done", "form_page", "framed", "saved", "shown"]


def at(request: Request, route: str, **words: Any) -> str:
    """The address of a page of the site in hand."""
    return reverse(f"partnership:{route}", kwargs={"site": request.site.slug, **words})


def framed(request: Request, context: dict[str, Any]) -> dict[str, Any]:
    """What a page of the collective shows, with the frame that all of them have.

    Context: heading (title, h1 and end of the path) and whatever the template needs; `trail`
    holds what the path names between the collective and this page, as words and addresses.
    """
    path = list(context.get("trail", ()))
    hub = at(request, "collective-page")
    if reads_collective(request.standing) and request.path != hub:
        path.insert(0, (_("The collective"), hub))
    return {"section": "triad"} | context | {"trail": path}


def shown(request: Request, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page of the collective in its frame; context as `framed` wants it, and its status."""
    status = context.get("status", 200)
    return render(request, template, framed(request, context), status=status)


def saved(request: Request, kind: str, name: str, table: Table) -> HttpResponse:
    """A table of the site as a file; an ending that nobody writes is not found."""
    if kind not in FILES:
        raise Http404
    return download(kind, f"{name}-{request.site.slug}", table)


def form_page(request: Request, form: Any, **context: Any) -> HttpResponse:
    """A page that is one form; 422 when what was typed does not fit.

    Context: heading, lead, submit, back (address), up (name of the page to go back to).
    """
    trail = [(context.pop("up"), context["back"])]
    status = 422 if form.is_bound else 200
    words = {"kind": "", "lead": "", "form": form, "trail": trail, "status": status}
    return shown(request, FORM, words | context)
