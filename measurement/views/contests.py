"""Who contests a figure: the form of residents and of members, the code, the answer of a seat."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.network import network_address
from accounts.rules import inside_site
from agenda import codes
from agenda.forms import FollowForm, ModerationForm
from agenda.forms.moderation import HIDE
from governance.middleware import Request
from kit.access import requires
from kit.pages import attempt, done
from measurement import actions, figures, history
from measurement.figures.trust import DisputeFigure, disputes_at
from measurement.figures.withheld import decisions_about_words, for_words_author
from measurement.forms import ContestForm, DisputeAnswerForm, DisputeForm
from measurement.models import Dispute, Measurement
from measurement.rules import answers_disputes, contests_values, reads_figures
from measurement.views.trust import about, history_of, value_in


@requires(contests_values)
@require_http_methods(["GET", "POST"])
def value_dispute(request: Request, code: str, measurement: Any) -> HttpResponse:
    """Anybody contests a value: a resident with a code, who has a role here by name."""
    row = value_in(request, code, measurement)
    if inside_site(request.standing):
        return by_member(request, code, row)
    form = ContestForm(request.POST if request.method == "POST" else None)
    told = ""

    def contest() -> None:
        nonlocal told
        _said, told = actions.dispute_value(
            row, site=request.site, by=None, address=network_address(request), **form.cleaned_data
        )

    sent = attempt(form, contest)
    about_it = history.value_history(request.site, row)
    context = {
        "section": "indicators",
        "figure": figures.indicator(request.site, row.indicator),
        "told": about_it,
        "action": dispute_of(request, code, about_it.now.measurement_id),
        "moved": about_it.now.measurement_id != row.pk,
        "form": form,
        "code": told,
        "name": form.cleaned_data["public_name"] if sent else "",
        "email": bool(sent and form.cleaned_data["email"]),
    }
    status = 422 if form.is_bound and not sent else 200
    return render(request, "measurement/contest_page.html", context, status=status)


def dispute_of(request: Request, code: str, measurement: Any) -> str:
    """The address at which the value that stands now is contested."""
    words = {"site": request.site.slug, "code": code, "measurement": measurement}
    return reverse("measurement:value-dispute", kwargs=words)


def by_member(request: Request, code: str, row: Measurement) -> HttpResponse:
    """Somebody with a role here contests by name."""
    form, back = DisputeForm(request.POST or None), history_of(request, code, row.pk)
    if attempt(
        form,
        lambda: actions.dispute_value(row, site=request.site, by=request.user, **form.cleaned_data),
    ):
        said = _("The value is contested. That prints beside the figure, and the triad answers.")
        return done(request, said, back)
    return about(
        request, form, row, back=back, heading=_("Contest a value"),
        lead=_("%(value)s. What you write is shown with your role, and is answered."),
        submit=_("Contest this value"),
    )  # fmt: skip


@requires(reads_figures)
@require_http_methods(["GET", "POST"])
def dispute_follow(request: Request) -> HttpResponse:
    """A resident finds the answer with the code; the code never stands in an address."""
    form = FollowForm(request.POST if request.method == "POST" else None)
    row, found = None, None
    if form.is_valid():
        secret = codes.hash_of(form.cleaned_data["follow_up"])
        row = request.site.disputes.filter(code_hash=secret).select_related("indicator").first()
        found = figure_of(row) if row else None
        if found is None:
            form.add_error("follow_up", _("No dispute at this site has this code. Read it again?"))
    context = {
        "section": "indicators",
        "form": form,
        "found": found,
        "indicator": row.indicator if row else None,
        "mine": found is not None,
        "author": for_words_author(row) if row else None,
        "code": form.cleaned_data["follow_up"] if found else "",
    }
    status = 422 if form.is_bound and found is None else 200
    return render(request, "measurement/contest_follow.html", context, status=status)


def figure_of(row: Dispute) -> DisputeFigure:
    """A dispute as pages tell it."""
    told = disputes_at(row.site, [row.indicator])[row.indicator_id]
    return next(one for one in told if one.id == row.pk)


def dispute_in(request: Request, dispute: Any) -> Dispute:
    """A dispute of the site in hand; another site's is not found."""
    rows = request.site.disputes.select_related("indicator", "measurement", "site")
    found: Dispute = get_object_or_404(rows, pk=dispute)
    found.measurement.indicator = found.indicator
    return found


@requires(answers_disputes)
@require_http_methods(["GET", "POST"])
def dispute_answer(request: Request, dispute: Any) -> HttpResponse:
    """A seat that did not raise it reads a dispute whole, and answers it."""
    found = dispute_in(request, dispute)
    form = DisputeAnswerForm(request.POST if request.method == "POST" else None)
    back = history_of(request, found.indicator.code, found.measurement_id)
    if not found.is_open and not form.is_bound:
        return redirect(back)
    if attempt(form, lambda: actions.answer_dispute(found, by=request.user, **form.cleaned_data)):
        return done(request, _("Answered. The answer stands beside the figure."), back)
    return desk(
        request, found, form, heading=_("Answer a dispute"), submit=_("Answer this dispute")
    )


@requires(answers_disputes)
@require_http_methods(["GET", "POST"])
def dispute_moderate(request: Request, dispute: Any) -> HttpResponse:
    """Whether the words of a resident are shown, on a ground of those of comments."""
    found = dispute_in(request, dispute)
    if found.voice != Dispute.Voice.RESIDENT:
        raise Http404
    hidden = bool(figure_of(found).ground)
    sent = request.POST if request.method == "POST" else None
    form = ModerationForm(sent, place="hidden" if hidden else "")
    back = history_of(request, found.indicator.code, found.measurement_id)
    if attempt(form, lambda: decided(found, form.cleaned_data, by=request.user, hidden=hidden)):
        said = _("Decided. The dispute itself stays: it is counted and answered.")
        return done(request, said, back)
    return desk(
        request, found, form, heading=_("Decide whether these words are shown"),
        submit=_("Decide"), deciding=True,
    )  # fmt: skip


def decided(found: Dispute, data: dict[str, Any], *, by: Any, hidden: bool) -> None:
    """Takes the decision of the form; what is shown and stays so needs no act."""
    if data["decision"] == HIDE:
        actions.hide_words(found, ground=data["ground"], reason=data["reason"], by=by)
    elif hidden:
        actions.show_words_again(found, reason=data["reason"], by=by)


def desk(
    request: Request, found: Dispute, form: Any, *, deciding: bool = False, **words: str
) -> HttpResponse:
    """A dispute whole, with the value, and one form about it."""
    told = history.value_history(request.site, found.measurement)
    context = words | {
        "section": "indicators",
        "told": told,
        "one": figure_of(found),
        "code": found.indicator.code,
        "entered": found.indicator.is_entered and not told.shut,
        "deciding": deciding,
        "appeal": actions.open_words_appeal(found),
        "history": decisions_about_words(found),
        "back": history_of(request, found.indicator.code, found.measurement_id),
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "measurement/dispute_desk.html", context, status=status)
