"""From a passage of any version to all that was said about it."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from agenda import figures
from agenda.rules import reads_agenda
from governance.middleware import Request
from kit.access import requires

A_PAGE = 20


@requires(reads_agenda)
@require_GET
def passage_story(request: Request, number: int, passage: UUID) -> HttpResponse:
    """All that was said about a passage, whatever it was called then, and what became of it."""
    visible = request.site.versions.visible_to(request.standing)
    version = get_object_or_404(visible.select_related("site"), number=number)
    wording = get_object_or_404(version.wordings, passage=passage)
    found = figures.said_about(version, passage)
    page: Any = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    page.object_list = figures.comments_of(page.object_list, version)
    context = {"section": "roadmap", "version": version, "wording": wording, "page": page}
    return render(request, "agenda/passage_story.html", context)
