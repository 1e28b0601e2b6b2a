"""The life of a site as the national team leads it: stages, evidence, informal talks."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.rules import national_team
from kit.access import requires
from kit.htmx import answer, refused
from kit.states import Refusal
from sites import actions, figures
from sites.forms import StageForm, TalkForm
from sites.forms.life import LONG
from sites.models import Site
from sites.views.requests import Request, sent

PAGE = "sites/life_page.html"


def address(request: Request) -> str:
    return reverse("sites:life-page", kwargs={"site": request.site.slug})


def life(request: Request, **more: Any) -> dict[str, Any]:
    """Where the site stands, where it can go, how it came here, what was said about it."""
    site = request.site
    return {
        "section": "life",
        "watch": figures.stage_watch(site),
        "ways": figures.ways(site),
        "history": figures.history(site),
        "talks": figures.talks_of(site),
        "asked": figures.interest_behind(site),
        "form": TalkForm(),
    } | more


@requires(national_team)
@require_GET
def life_page(request: Request) -> HttpResponse:
    return render(request, PAGE, life(request))


@requires(national_team)
@require_http_methods(["GET", "POST"])
def stage_move(request: Request) -> HttpResponse:
    """The page that asks to confirm a change of stage; what it is read at goes with the form."""
    site = request.site
    to = stage_named(request.GET.get("vers", ""))
    form = StageForm(
        sent(request),
        site=site,
        to=to,
        seen=figures.last_change(site),
        hosts=figures.hosts_of(site) if to == Site.State.MERGED else (),
        initial=evidence_given(request),
    )
    if form.is_bound and form.is_valid():
        try:
            moved(request, to, form.cleaned_data)
            messages.success(
                request, _("The site is now at the stage “%(stage)s”.") % {"stage": to.label}
            )
            return redirect(address(request))
        except Refusal as refusal:
            refused(form, refusal)
            read_again(request, form)
    context = {
        "section": "life",
        "form": form,
        "to": to,
        "possible": form.is_bound or site.can_move_to(to),
        "ends": to in Site.ENDS,
    }
    return render(request, "sites/stage_move.html", context, status=422 if form.is_bound else 200)


def evidence_given(request: Request) -> dict[str, str]:
    """What shows the stage, as another page proposes it in its link; the person may change it."""
    return {
        "evidence": request.GET.get("preuve", "")[:LONG],
        "link": request.GET.get("lien", "")[:500],
    }


def read_again(request: Request, form: StageForm) -> None:
    """After a refusal the page shows where the site stands now, and the form is read at that."""
    request.site.refresh_from_db()
    last = figures.last_change(request.site)
    form.data = {**request.POST.dict(), "seen": str(last or "")}


def stage_named(code: str) -> Site.State:
    """The stage of that code, or nothing is here."""
    if code not in Site.State.values:
        raise Http404
    return Site.State(code)


def moved(request: Request, to: Site.State, data: dict[str, Any]) -> None:
    """Moves the site as the form says; the host of a merger is among those it offered."""
    host = data.get("merged_into")
    actions.change_stage(
        request.site,
        to,
        by=request.user,
        on=data["on"],
        reason=data["reason"],
        shown=actions.Shown(
            evidence=data["evidence"],
            link=data["link"],
            look_again_on=data.get("look_again_on"),
            merged_into=figures.site_called(host) if host else None,
        ),
        seen=data["seen"],
    )


@requires(national_team)
@require_POST
def site_show(request: Request) -> HttpResponse:
    """From now on everybody sees the site."""
    try:
        actions.show_publicly(request.site, by=request.user)
        messages.success(request, _("From today on everybody sees this site."))
    except Refusal as refusal:
        messages.info(request, str(refusal))
    return redirect(address(request))


@requires(national_team)
@require_POST
def talk_add(request: Request) -> HttpResponse:
    form = TalkForm(request.POST)
    said = None
    if form.is_valid():
        try:
            actions.keep_note(request.site, by=request.user, **form.cleaned_data)
            said, form = _("The note is kept. Only the national team reads it."), TalkForm()
        except Refusal as refusal:
            refused(form, refusal)
    return answer(
        request,
        PAGE,
        part="talks",
        then=f"{address(request)}#talks",
        said=said,
        invalid=form.is_bound,
        **life(request, form=form),
    )


@requires(national_team)
@require_http_methods(["GET", "POST"])
def talk_correct(request: Request, talk: UUID) -> HttpResponse:
    """A new wording over the latest one, which stays readable behind it."""
    found = get_object_or_404(request.site.talks.select_related("site"), pk=talk)
    first = {"on": found.on, "met": found.met, "text": found.text}
    form = TalkForm(sent(request), initial=first)
    if form.is_bound and form.is_valid():
        try:
            actions.correct_note(found, by=request.user, **form.cleaned_data)
            messages.success(request, _("The note is corrected; the earlier wording is kept."))
            return redirect(f"{address(request)}#talks")
        except Refusal as refusal:
            refused(form, refusal)
    context = {"section": "life", "form": form, "talk": found}
    return render(request, "sites/talk_correct.html", context, status=422 if form.is_bound else 200)
