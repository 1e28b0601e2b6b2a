"""A learning review from its day to its end: planned, prepared, held, closed, read."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from governance.middleware import Request
from kit import clock, ics
from kit.access import requires
from kit.templatetags.kit import day
from measurement import actions, figures
from measurement.forms import AttendanceForm, CallOffForm, CloseForm, CyclePlanForm
from measurement.models import LearningCycle
from measurement.rules import reads_reviews, records_reviews
from measurement.views.pages import form_page
from partnership.views.forms import attempt, done

State = LearningCycle.State


def found_cycle(request: Request, cycle: Any) -> LearningCycle:
    """The review, of this site and no other; 404 else."""
    rows = request.site.learning_cycles.select_related("site")
    found: LearningCycle = get_object_or_404(rows, pk=cycle)
    return found


def cycle_form(request: Request, cycle: LearningCycle, form: Any, **words: Any) -> HttpResponse:
    """A page that is one form about a review."""
    back = cycle.get_absolute_url()
    trail = [(_("Learning reviews"), list_address(request)), (day(cycle.day), back)]
    return form_page(request, form, {"back": back, "trail": trail, **words})


def list_address(request: Request) -> str:
    """The page of all reviews of the site."""
    return reverse("measurement:review-list", kwargs={"site": request.site.slug})


@requires(records_reviews)
@require_http_methods(["GET", "POST"])
def cycle_plan(request: Request) -> HttpResponse:
    """The next review gets its day."""
    form = CyclePlanForm(request.POST or None)
    made: list[LearningCycle] = []

    def plan() -> None:
        once = form.cleaned_data["once"]
        made.append(actions.plan_cycle(request.site, form.plan(), by=request.user, once=once))

    if attempt(form, plan):
        said = _("The review is planned. Prepare it here, and put the day into your calendar.")
        return done(request, said, made[0].get_absolute_url())
    context = {
        "heading": _("Plan a learning review"),
        "lead": _("Two hours are enough: the figures are ready on the day."),
        "submit": _("Plan this review"),
        "back": list_address(request),
        "trail": [(_("Learning reviews"), list_address(request))],
    }
    return form_page(request, form, context)


@requires(records_reviews)
@require_http_methods(["GET", "POST"])
def cycle_change(request: Request, cycle: Any) -> HttpResponse:
    """Another day or place, while it is to come."""
    found = found_cycle(request, cycle)
    form = CyclePlanForm(request.POST or None, initial=vars(found) | {"once": None})
    if attempt(form, lambda: actions.change_plan_of_cycle(found, form.plan(), by=request.user)):
        said = _("Changed. Calendars that follow the review take the new day.")
        return done(request, said, found.get_absolute_url())
    return cycle_form(
        request, found, form, heading=_("Change the day or the place"),
        lead=_("Who has put the review into a calendar sees the change there."),
        submit=_("Change it"),
    )  # fmt: skip


@requires(records_reviews)
@require_http_methods(["GET", "POST"])
def cycle_call_off(request: Request, cycle: Any) -> HttpResponse:
    """The review does not take place, with the reason."""
    found = found_cycle(request, cycle)
    form = CallOffForm(request.POST or None)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    if attempt(form, lambda: actions.call_off_cycle(found, reason=reason, by=request.user)):
        said = _("Called off. The reason stays readable; another review may be planned.")
        return done(request, said, list_address(request))
    return cycle_form(
        request, found, form, heading=_("Call the review off"),
        lead=_("It stays in the list, with the reason."), submit=_("Call it off"),
    )  # fmt: skip


@requires(reads_reviews)
@require_GET
def cycle_page(request: Request, cycle: Any) -> HttpResponse:
    """Everybody reads a review that is over; the triad sees from here what is to do before."""
    found = found_cycle(request, cycle)
    may = records_reviews(request.standing)
    held = found.state == State.HELD and not found.in_words
    context = {
        "section": "indicators",
        "cycle": figures.cycle_page(found),
        "may": may,
        "desk": may and held,
        "told": found.state == State.CLOSED or found.in_words,
        "blockers": figures.blockers(found) if may and held else (),
        "to_review": figures.asked_of(found) if may and held else (),
    }
    return render(request, "measurement/cycle_page.html", context)


@requires(reads_reviews)
@require_GET
def cycle_calendar(request: Request, cycle: Any) -> HttpResponse:
    """The day of the review for a calendar, which follows its changes."""
    found = found_cycle(request, cycle)
    page = request.build_absolute_uri(found.get_absolute_url())
    entry = ics.DayEvent(
        uid=f"{found.pk}@{request.site.slug}",
        on=found.day,
        title=_("Learning review, %(site)s") % {"site": request.site.name},
        changed_at=found.created_at,
        text="\n".join(line for line in (found.place, found.facilitator, found.quorum) if line),
        url=page,
        sequence=found.sequence,
        cancelled=found.state == State.CALLED_OFF,
    )
    name = f"revue-{request.site.slug}-{found.day}"
    return ics.answer(name, ics.calendar(_("Learning reviews"), [entry]))


@requires(records_reviews)
@require_GET
def cycle_prepare(request: Request, cycle: Any) -> HttpResponse:
    """Before the meeting: what the figures say, and what became of earlier decisions."""
    found = found_cycle(request, cycle)
    context = {
        "section": "indicators",
        "cycle": figures.cycle_page(found),
        "figures": [
            (figure, figures.is_off_course(figure))
            for figure in figures.figures_to_review(request.site)
        ],
        "earlier": figures.open_decisions(request.site, but=found),
    }
    return render(request, "measurement/cycle_prepare.html", context)


@requires(records_reviews)
@require_http_methods(["GET", "POST"])
def cycle_attendance(request: Request, cycle: Any) -> HttpResponse:
    """Who came is counted: with it the review is being held."""
    found = found_cycle(request, cycle)
    form = AttendanceForm(request.POST or None, cycle=found)
    if attempt(form, lambda: hold(request, found, form)):
        said = _("Counted. Now go through the figures, one page each.")
        return done(request, said, found.get_absolute_url())
    return cycle_form(
        request, found, form, heading=_("Who came"),
        lead=_("Numbers only, no names. No resident at all is a number, too: it is said and printed."),
        submit=_("Count them"),
    )  # fmt: skip


def hold(request: Request, cycle: LearningCycle, form: AttendanceForm) -> None:
    """The first count says that the review is held; a later one corrects the numbers."""
    typed, counts = form.cleaned_data, form.counts()
    try:
        if cycle.state == State.PLANNED and "held_on" in typed:
            actions.hold_cycle(cycle, held_on=typed["held_on"], counts=counts, by=request.user)
        else:
            actions.count_attendance(cycle, counts, seen=typed["seen"], by=request.user)
    except actions.CountClash as clash:
        form.seen_now(clash.standing)
        raise


@requires(records_reviews)
@require_http_methods(["GET", "POST"])
def cycle_close(request: Request, cycle: Any) -> HttpResponse:
    """What still keeps the review from its end, each with its link; then its words for residents."""
    found = found_cycle(request, cycle)
    form = CloseForm(request.POST or None, initial={"learned": found.learned})

    def close() -> None:
        actions.close_cycle(found, by=request.user, **form.cleaned_data)

    if attempt(form, close):
        said = _("The review is closed and everybody can read it. Now tell residents.")
        return done(request, said, found.get_absolute_url())
    context = {
        "section": "indicators",
        "cycle": figures.cycle_page(found),
        "blockers": figures.blockers(found) if found.state == State.HELD else (),
        "not_yet": "" if form.is_bound else figures.never_or_later(found),
        "to_come": found.day > clock.today(),
        "form": form,
    }
    return render(
        request, "measurement/cycle_close.html", context, status=422 if form.is_bound else 200
    )
