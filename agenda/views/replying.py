"""« You said, we did », for everybody: a page for each version that people were asked about."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from agenda import figures
from agenda.rules import reads_agenda
from governance.middleware import Request
from kit.access import requires


@requires(reads_agenda)
@require_GET
def answers_page(request: Request, number: int) -> HttpResponse:
    """What was said about a version, by passage, what became of it and the words that changed."""
    opened = request.site.versions.filter(opened_on__isnull=False).select_related("site")
    version = get_object_or_404(opened, number=number)
    later = request.site.versions.public().order_by("-number").first()
    others = opened.exclude(pk=version.pk).order_by("-number").values_list("number", flat=True)
    context = {
        "section": "roadmap",
        "version": version,
        "told": figures.you_said(version, later),
        "others": list(others),
    }
    return render(request, "agenda/answers_page.html", context)
