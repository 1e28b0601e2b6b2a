"""Saved views of the national board: kept, opened, renamed, shared, removed, put back."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.rules import national_team
from governance.middleware import Request
from kit.access import requires
from kit.pages import attempt, done, form_page
from kit.states import Refusal
from overview import actions, figures, forms
from overview.models import SavedView

PER_PAGE = 20
# So many removed views are offered to be put back, the latest.
MOST_REMOVED = 30
BOARD, VIEWS = reverse_lazy("overview:national-board"), reverse_lazy("overview:view-list")
BOARD_STEP = (gettext_lazy("National board"), BOARD)
VIEWS_STEP = (gettext_lazy("Saved views"), VIEWS)

type Said = list[tuple[SavedView, forms.Sentence]]


@requires(national_team)
@require_safe
def view_list(request: Request) -> HttpResponse:
    page: Any = Paginator(figures.shared_views(request.standing), PER_PAGE)
    page = page.get_page(request.GET.get("page"))
    groups = figures.groups_of_all(request.standing)
    context = {
        "mine": said(figures.own_views(request.standing), groups),
        "removed": figures.regretted_views(request.standing)[:MOST_REMOVED],
        "page": page,
        "shared": said(page.object_list, groups),
        "trail": [BOARD_STEP, (_("Saved views"), "")],
    }
    return render(request, "overview/view_list.html", context)


def said(views: Iterable[SavedView], groups: Iterable[Any]) -> Said:
    """Each view with its conditions in words."""
    return [(view, forms.sentence(view.query, groups)) for view in views]


@requires(national_team)
@require_safe
def view_open(request: Request, view: Any) -> HttpResponse:
    """The board under the view's conditions; those that are no more are left out, and said."""
    found = get_object_or_404(figures.views_for(request.standing), pk=view)
    now = forms.sentence(found.query, figures.groups_of_all(request.standing))
    if now.lost:
        messages.info(request, left_out(now))
    return redirect(f"{BOARD}?{now.query}" if now.query else BOARD)


def left_out(sentence: forms.Sentence) -> str:
    return _("Left out, since it exists no more: %(names)s.") % {"names": sentence.lost}


@requires(national_team)
@require_http_methods(["GET", "POST"])
def view_save(request: Request) -> HttpResponse:
    """The conditions of the board get a name; what does not exist is left out, and said."""
    asked = request.POST.get("query", "") if request.method == "POST" else request.GET.urlencode()
    now = forms.sentence(asked, figures.groups_of_all(request.standing))
    form = forms.NewViewForm(request.POST or None, initial={"query": now.query})
    if attempt(form, lambda: actions.save_view(by=request.user, **form.kept(now))):
        words = _("The view is saved: it opens the board as it is on the day.")
        return done(request, f"{words} {left_out(now)}" if now.lost else words, str(VIEWS))
    return about_view(
        request, form,
        heading=_("Save this view"), submit=_("Save this view"),
        lead=_("The board shows: %(sentence)s.") % {"sentence": now.words},
        back=f"{BOARD}?{now.query}",
    )  # fmt: skip


@requires(national_team)
@require_http_methods(["GET", "POST"])
def view_change(request: Request, view: Any) -> HttpResponse:
    found = get_object_or_404(figures.own_views(request.standing), pk=view)
    initial = {"name": found.name, "shared": found.shared}
    form = forms.ViewForm(request.POST or None, initial=initial)
    if attempt(form, lambda: actions.change_view(found, by=request.user, **form.cleaned_data)):
        return done(request, _("The view is changed."), str(VIEWS))
    heading = _("Rename or share “%(name)s”") % {"name": found.name}
    return about_view(request, form, heading=heading, submit=_("Keep these changes"))


@requires(national_team)
@require_http_methods(["GET", "POST"])
def view_remove(request: Request, view: Any) -> HttpResponse:
    """Asks first; for a week it can be put back."""
    found = get_object_or_404(figures.own_views(request.standing), pk=view)
    form = forms.RemoveForm(request.POST if request.method == "POST" else None)
    if attempt(form, lambda: actions.remove_view(found, by=request.user)):
        return done(
            request, _("The view is removed. It can be put back for seven days."), str(VIEWS)
        )
    lead = _("The sites are not concerned. The view can be put back for seven days.")
    if found.shared:
        lead += " " + _("The team does not find it any more.")
    return about_view(
        request, form,
        heading=_("Remove “%(name)s”?") % {"name": found.name}, submit=_("Remove this view"),
        lead=lead, kind="withdraw",
    )  # fmt: skip


@requires(national_team)
@require_POST
def view_put_back(request: Request, view: Any) -> HttpResponse:
    found = get_object_or_404(figures.regretted_views(request.standing), pk=view)
    try:
        actions.put_view_back(found, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(VIEWS)
    return done(request, _("The view is back."), str(VIEWS))


def about_view(request: Request, form: Any, **more: Any) -> HttpResponse:
    """A page about one view that is one form."""
    trail = [BOARD_STEP, VIEWS_STEP, (more["heading"], "")]
    return form_page(request, form, **{"trail": trail, "back": VIEWS} | more)
