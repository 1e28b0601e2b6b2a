"""The demonstration's letters: what would have been sent, for whoever tries the portal."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from journal.models import Letter
from kit.access import Rule, requires

demonstration_only = Rule(
    "anybody, in the demonstration only",
    _("This page exists in the demonstration only."),
    lambda s: bool(settings.QIC_DEMO),
)


@requires(demonstration_only)
@require_GET
@never_cache
def letters(request: HttpRequest) -> HttpResponse:
    """Letters to addresses of the demonstration, newest first; none of a real address."""
    if not settings.QIC_DEMO:
        raise Http404
    found = Letter.objects.order_by("-created_at")
    page: Any = Paginator(found, 20).get_page(request.GET.get("page"))
    return render(request, "pages/letters.html", {"page": page})
