"""The public directory of sites."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.rules import everybody
from kit.access import requires
from kit.htmx import answer
from sites import figures
from sites.forms import DirectoryForm


@requires(everybody)
@require_safe
def site_list(request: HttpRequest) -> HttpResponse:
    standing = request.standing  # type: ignore[attr-defined]
    filters = figures.filters(standing)
    form = DirectoryForm(request.GET, filters=filters)
    found = figures.directory(
        standing, form.wanted, request.GET.get("page", 1), visible=filters.total
    )
    return answer(
        request,
        "sites/site_list.html",
        part="site-list",
        form=form,
        wanted=form.wanted,
        found=found,
        trail=[(_("The sites"), "")],
        query=kept(form.wanted),
    )


def kept(wanted: figures.Wanted) -> str:
    """The search and filters as an address without the page, for the links of the pagination."""
    fields = {
        "q": wanted.text,
        "region": wanted.region,
        "wave": wanted.wave,
        "theme": wanted.theme,
        "stage": wanted.stage,
    }
    given = urlencode({name: value for name, value in fields.items() if value})
    return f"{given}&" if given else ""
