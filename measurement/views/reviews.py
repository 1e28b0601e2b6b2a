"""Learning reviews."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from governance.middleware import Request
from kit import clock
from kit.access import requires
from measurement import actions, figures
from measurement.forms import (
    ReviewCorrectionForm,
    ReviewForm,
)
from measurement.models import LearningCycle
from measurement.reviews import review_watch
from measurement.rules import (
    reads_reviews,
    records_reviews,
)
from measurement.views.pages import form_page
from partnership.views.forms import attempt, done


@requires(reads_reviews)
@require_GET
def review_list(request: Request) -> HttpResponse:
    """Everybody reads what the collective learnt and decided."""
    watch = review_watch([request.site])[request.site.pk]
    lines = figures.cycle_lines(request.site)
    running = (line for line in lines if line.state in {"planned", "held"} and not line.in_words)
    under_way = next(running, None)
    context = {
        "section": "indicators",
        "under_way": under_way,
        "check": under_way is not None and under_way.state == "held",
        "lines": [line for line in lines if line.state != "planned"],
        "health": figures.loop_health(request.site),
        "open": figures.open_decisions(request.site),
        "watch": watch,
        "late": watch.is_late(clock.today()),
        "may": records_reviews(request.standing),
    }
    return render(request, "measurement/review_list.html", context)


@requires(records_reviews)
@require_http_methods(["GET", "POST"])
def review_record(request: Request) -> HttpResponse:
    form = ReviewForm(request.POST or None)
    once = {"once": form.cleaned_data["once"]} if form.is_valid() else {}
    if attempt(
        form, lambda: actions.record_review(request.site, form.facts(), by=request.user, **once)
    ):
        return done(
            request,
            _("The learning review is recorded. What was decided can be read here."),
            reviews_of(request),
        )
    context = {
        "heading": _("Record a learning review"),
        "lead": _("What the collective saw, learnt and decided together on that day."),
        "submit": _("Record this review"),
        "back": reviews_of(request),
    }
    return form_page(request, form, context)  # fmt: skip


@requires(records_reviews)
@require_http_methods(["GET", "POST"])
def review_correct(request: Request, review: Any) -> HttpResponse:
    found: LearningCycle = get_object_or_404(request.site.learning_cycles, pk=review)
    form = ReviewCorrectionForm(request.POST or None, initial=vars(found) | {"once": None})
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    if attempt(
        form, lambda: actions.correct_review(found, form.facts(), reason=reason, by=request.user)
    ):
        return done(
            request, _("Corrected. The journal keeps what stood there before."), reviews_of(request)
        )
    context = {
        "heading": _("Correct a learning review"),
        "lead": _("The journal keeps what stood there before, and your reason."),
        "submit": _("Correct this review"),
        "back": reviews_of(request),
    }
    return form_page(request, form, context)  # fmt: skip


def reviews_of(request: Request) -> str:
    """The page of the site's learning reviews."""
    return reverse("measurement:review-list", kwargs={"site": request.site.slug})
