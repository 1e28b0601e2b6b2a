"""The public directory of sites."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.rules import everybody
from kit.access import requires
from sites import figures
from sites.forms import DirectoryForm


@requires(everybody)
@require_safe
def site_directory(request: HttpRequest) -> HttpResponse:
    standing = request.standing  # type: ignore[attr-defined]
    form = DirectoryForm(request.GET, filters=figures.filters(standing))
    form.is_valid()
    found = figures.directory(standing, form.wanted, request.GET.get("page", 1))
    context = {"form": form, "wanted": form.wanted, "found": found, "query": kept(form.wanted)}
    return render(request, "sites/site_list.html", context)


def kept(wanted: figures.Wanted) -> str:
    """The search and filters as an address without the page, for the links of the pagination."""
    fields: dict[str, Any] = {
        "q": wanted.text,
        "region": wanted.region,
        "wave": wanted.wave,
        "theme": wanted.theme,
        "stage": wanted.stage,
    }
    return urlencode({name: value for name, value in fields.items() if value})
