"""The values of a site to take away."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from governance.middleware import Request
from kit.access import requires
from kit.sheets import download
from measurement import outgoing
from measurement.rules import enters_values, reads_figures


@requires(reads_figures)
@require_GET
def values_file(request: Request, kind: str) -> HttpResponse:
    """All values of the site, in the columns that an import takes back."""
    inside = enters_values(request.standing)
    table = outgoing.values_table(request.site, inside=inside)
    return download(kind, f"valeurs-{request.site.slug}", table)


@requires(reads_figures)
@require_GET
def values_dictionary(request: Request, kind: str) -> HttpResponse:
    """What its columns, states and indicators mean."""
    name = f"valeurs-{request.site.slug}-dictionnaire"
    return download(kind, name, outgoing.dictionary(request.site))


@requires(reads_figures)
@require_GET
def values_json(request: Request) -> HttpResponse:
    """Both in one file."""
    inside = enters_values(request.standing)
    found = outgoing.document(request.site, inside=inside)
    answer = JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 1})
    name = f"valeurs-{request.site.slug}.json"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
