"""The doors of files of values: those of a site, and the same for the national team."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from governance.middleware import Request
from kit.access import requires
from measurement.rules import brings_official_values, brings_values
from measurement.views import imports


@requires(brings_values)
@require_http_methods(["GET", "POST"])
def import_list(request: Request) -> HttpResponse:
    return imports.listed(request)


@requires(brings_values)
@require_GET
def import_page(request: Request, batch: Any) -> HttpResponse:
    found = imports.Desk(request).find(batch)
    return imports.progress(request, found) if request.htmx else imports.shown(request, found)


@requires(brings_values)
@require_POST
def import_look(request: Request, batch: Any) -> HttpResponse:
    return imports.looked(request, batch)


@requires(brings_values)
@require_POST
def import_apply(request: Request, batch: Any) -> HttpResponse:
    return imports.taken(request, batch)


@requires(brings_values)
@require_POST
def import_revert(request: Request, batch: Any) -> HttpResponse:
    return imports.reverted(request, batch)


@requires(brings_values)
@require_POST
def import_drop(request: Request, batch: Any) -> HttpResponse:
    return imports.dropped(request, batch)


@requires(brings_values)
@require_GET
def import_refusals(request: Request, batch: Any, kind: str) -> HttpResponse:
    return imports.refused_rows(request, batch, kind)


@requires(brings_official_values)
@require_http_methods(["GET", "POST"])
def national_import_list(request: Request) -> HttpResponse:
    return imports.listed(request)


@requires(brings_official_values)
@require_GET
def national_import_page(request: Request, batch: Any) -> HttpResponse:
    found = imports.Desk(request).find(batch)
    return imports.progress(request, found) if request.htmx else imports.shown(request, found)


@requires(brings_official_values)
@require_POST
def national_import_look(request: Request, batch: Any) -> HttpResponse:
    return imports.looked(request, batch)


@requires(brings_official_values)
@require_POST
def national_import_apply(request: Request, batch: Any) -> HttpResponse:
    return imports.taken(request, batch)


@requires(brings_official_values)
@require_POST
def national_import_revert(request: Request, batch: Any) -> HttpResponse:
    return imports.reverted(request, batch)


@requires(brings_official_values)
@require_POST
def national_import_drop(request: Request, batch: Any) -> HttpResponse:
    return imports.dropped(request, batch)


@requires(brings_official_values)
@require_GET
def national_import_refusals(request: Request, batch: Any, kind: str) -> HttpResponse:
    return imports.refused_rows(request, batch, kind)
