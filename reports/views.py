"""Lists of reports, their files, and the page that verifies one."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.network import network_address
from accounts.rules import everybody, follows_sites, national_team
from agenda.models import Version
from agenda.rules import enters_workshops, moderates
from community.figures import questions_near
from governance.middleware import Request
from governance.models import Seat
from governance.rules import reads_handover
from kit import clock
from kit.access import requires
from kit.htmx import answer
from kit.states import Refusal
from overview import figures as overview
from overview.views.pages import readable
from reports import actions, figures
from reports.chain import printed
from reports.forms import CodeForm, PeriodForm, QuarterForm
from reports.models import Printed
from reports.rules import closes_reports, reissues_reports
from reports.withheld import mark_answers, mark_editions
from sites.figures import neighbourhood_of
from sites.models import Neighbourhood

THERE = gettext_lazy("This very paper is there already: nothing has changed since.")
SOON = gettext_lazy("The paper will be here within a few minutes.")
LIST = "reports/report_list.html"
SITE = "reports/site_reports.html"
VERIFY = "reports/verify_page.html"
PER_PAGE = 60


@requires(everybody)
@require_safe
def report_list(request: Request) -> HttpResponse:
    quarters = figures.quarters(request.standing)
    form = QuarterForm(request.GET, quarters=quarters)
    chosen = form.chosen()
    found = figures.quarter_editions(request.standing, chosen.start) if chosen else []
    pages = Paginator(found, PER_PAGE)
    # How many there are is known from the list of quarters: it is not asked again.
    pages.count = chosen.sites if chosen else 0  # type: ignore[misc]
    page = pages.get_page(request.GET.get("page"))
    context = {
        "quarters": quarters,
        "chosen": chosen,
        "page": page,
        "rows": figures.rows(page.object_list),
        "works": bool(request.standing.elsewhere),
    }
    if follows_sites(request.standing):
        context |= desk_context(request)
    return render(request, LIST, context)


def desk_context(request: Request) -> dict[str, Any]:
    """Who supports sites reads first what waits at them, each with its last report."""
    desk = overview.desk(request.standing)
    last = figures.last_ready(request.standing, [site.pk for site in desk.sites])
    return {
        "desk": desk,
        "desk_sites": [(site, last.get(site.pk)) for site in desk.sites],
        "questions": questions_near(request.standing),
        "today": clock.today(),
    }


@requires(everybody)
@require_safe
def quarter_archive(request: Request) -> Any:
    """All the finished reports of a quarter that the person has, as one ZIP file."""
    quarters = figures.quarters(request.standing)
    chosen = QuarterForm(request.GET, quarters=quarters).chosen()
    if chosen is None:
        return redirect("reports:report-list")
    editions = figures.quarter_editions(request.standing, chosen.start).ready()
    editions = editions.filter(withheld=False)
    answered = StreamingHttpResponse(figures.archive_of(editions), content_type="application/zip")
    answered["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"rapports-{chosen.value}.zip"
    )
    answered["Cache-Control"] = "private, no-store"
    return answered


def site_context(request: Request, **more: Any) -> dict[str, Any]:
    """The reports of the site that this person may see."""
    may_close = closes_reports(request.standing)
    return {
        "section": "reports",
        "quarters": figures.site_reports(request.site, request.standing),
        "may_close": may_close,
        "may_reissue": reissues_reports(request.standing),
        "works": bool(request.standing.roles),
    } | more


@requires(everybody)
@require_safe
def site_reports(request: Request) -> HttpResponse:
    return render(request, SITE, site_context(request))


@requires(everybody)
@require_safe
def edition_download(request: Request, edition: str) -> HttpResponse:
    """The file; one that prints what was hidden since only for who may read that."""
    visible = request.site.editions.visible_to(request.standing).ready().select_related("site")
    found: Any = get_object_or_404(mark_editions(visible).defer(*figures.LIGHT), pk=edition)
    if found.withheld and not moderates(request.standing):
        then = reverse("reports:site-reports", kwargs={"site": request.site.slug})
        return handed_out_no_longer(request, then)
    return file_answer(request, found, figures.file_name(found))


def handed_out_no_longer(request: Request, then: str) -> HttpResponse:
    """Something in the paper was hidden or withdrawn since: it is kept, and not shown to everybody."""
    context = {"section": "reports", "then": then}
    return render(request, "reports/withheld_page.html", context, status=410)


def file_answer(request: Request, paper: Printed, name: str) -> HttpResponse:
    """The paper's very bytes, unless the browser has them already."""
    etag = f'"{paper.sha256}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    answered = HttpResponse(figures.content_of(paper), content_type="application/pdf")
    answered["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    answered["ETag"] = etag
    answered["Cache-Control"] = "private, no-cache"
    answered["X-Content-Type-Options"] = "nosniff"
    return answered


@requires(reissues_reports)
@require_POST
def edition_reissue(request: Request) -> HttpResponse:
    return asked(
        request,
        actions.reissue,
        _("Edition %(number)s will be made within a few minutes. The earlier ones stay."),
    )


@requires(closes_reports)
@require_POST
def report_close(request: Request) -> HttpResponse:
    return asked(
        request,
        actions.close_report,
        _(
            "The report is closed. Its final edition, number %(number)s, will be here within a few minutes."
        ),
    )


@requires(national_team)
@require_POST
def edition_restart(request: Request, edition: str) -> HttpResponse:
    found = get_object_or_404(request.site.editions.visible_to(request.standing), pk=edition)
    said, refused = _("The edition will be tried again within a few minutes."), ""
    try:
        actions.start_again(request.site, found.pk, by=request.user)
    except Refusal as refusal:
        said, refused = "", str(refusal)
    return answered(request, said, refused)


def asked(request: Request, action: Any, said: str) -> HttpResponse:
    """Asks for an edition of the quarter that the form names; says what came of it."""
    form = PeriodForm(request.POST)
    refused = ""
    if form.is_valid():
        try:
            edition = action(request.site, form.start(), by=request.user)
            said = said % {"number": edition.number}
        except Refusal as refusal:
            said, refused = "", str(refusal)
    else:
        said, refused = "", _("This quarter is not known here: choose one of the list.")
    return answered(request, said, refused)


def answered(request: Request, said: str, refused: str) -> HttpResponse:
    return answer(
        request,
        SITE,
        part="report-list",
        then=None
        if refused
        else reverse("reports:site-reports", kwargs={"site": request.site.slug}),
        said=said,
        invalid=bool(refused),
        **site_context(request, refused=refused),
    )


@requires(everybody)
@require_safe
def code_verify(request: Request, code: str = "") -> HttpResponse:
    typed = code or request.GET.get("code", "")
    form = CodeForm({"code": typed} if typed else None)
    found = None
    if typed and form.is_valid():
        clean = form.cleaned_data["code"]
        if clean != code:
            return redirect("reports:code-verify", code=clean)
        found = figures.verification(clean)
    missing = bool(typed) and found is None
    context = {"form": form, "found": found, "missing": missing}
    return render(request, VERIFY, context, status=404 if missing else 200)


HANDOVER = "reports/handover_papers.html"


def papers_context(request: Request, seat: Seat, **more: Any) -> dict[str, Any]:
    """The papers of one seat, the latest first."""
    papers = figures.handover_papers(request.site, seat)
    return {"section": "triad", "seat": seat, "papers": papers} | more


@requires(reads_handover)
@require_safe
def handover_papers(request: Request, seat: str) -> HttpResponse:
    return render(request, HANDOVER, papers_context(request, readable(request, seat)))


@requires(reads_handover)
@require_POST
def handover_ask(request: Request, seat: str) -> HttpResponse:
    """The file as it is now, on paper."""
    here = readable(request, seat)
    language = get_language() or "fr"
    paper = actions.ask_handover_paper(request.site, here, by=request.user, language=language)
    said = (
        _("This very file is there already: nothing has changed since.")
        if paper.is_ready
        else str(SOON)
    )
    then = reverse("reports:handover-papers", kwargs={"site": request.site.slug, "seat": here.word})
    context = papers_context(request, here)
    return answer(request, HANDOVER, part="papers", then=then, said=said, **context)


@requires(reads_handover)
@require_safe
def handover_download(request: Request, seat: str, paper: str) -> HttpResponse:
    mine = request.site.handover_papers.filter(seat=readable(request, seat)).ready()
    found = get_object_or_404(mine.select_related("site").defer("figures"), pk=paper)
    return file_answer(request, found, figures.handover_name(found))


@requires(everybody)
@require_safe
def certificate_download(request: Request, number: int) -> HttpResponse:
    """The certificate of an adopted version, for everybody; until a worker has made it, a page says so."""
    adopted = request.site.versions.filter(adopted_on__isnull=False)
    version = get_object_or_404(adopted.defer("content"), number=number)
    made = request.site.certificates.ready().select_related("site", "version").defer("figures")
    found = made.filter(version=version).first()
    if found is None:
        context = {"section": "roadmap", "version": version}
        return render(request, "reports/certificate_waiting.html", context)
    return file_answer(request, found, figures.certificate_name(found))


ANSWERS = "reports/answers_papers.html"


def answers_version(request: Request, number: int) -> Version:
    """A version that people were asked about."""
    opened = request.site.versions.filter(opened_on__isnull=False).select_related("site")
    found: Version = get_object_or_404(opened, number=number)
    return found


def answers_context(request: Request, version: Version) -> dict[str, Any]:
    """The papers of one version, and whether this person may ask for another."""
    papers = figures.answers_papers(version)
    asks = enters_workshops(request.standing)
    return {"section": "roadmap", "version": version, "papers": papers, "asks": asks}


@requires(everybody)
@require_safe
def answers_papers(request: Request, number: int) -> HttpResponse:
    return render(request, ANSWERS, answers_context(request, answers_version(request, number)))


@requires(enters_workshops)
@require_POST
def answers_ask(request: Request, number: int) -> HttpResponse:
    """What was said and answered until now, on paper."""
    version = answers_version(request, number)
    language = get_language() or "fr"
    paper = actions.ask_answers_paper(version, by=request.user, language=language)
    said = str(THERE if paper.is_ready else SOON)
    then = reverse("reports:answers-papers", args=(request.site.slug, number))
    context = answers_context(request, version)
    return answer(request, ANSWERS, part="papers", then=then, said=said, **context)


@requires(everybody)
@require_safe
def answers_download(request: Request, number: int, paper: str) -> HttpResponse:
    """The file, for everybody: it goes on a wall; no longer once something in it was hidden."""
    mine = mark_answers(request.site.answers_papers.filter(version__number=number).ready())
    found: Any = get_object_or_404(
        mine.select_related("site", "version").defer("figures"), pk=paper
    )
    if found.withheld and not moderates(request.standing):
        then = reverse("reports:answers-papers", args=(request.site.slug, number))
        return handed_out_no_longer(request, then)
    return file_answer(request, found, figures.answers_name(found))


@requires(everybody)
@require_safe
def chain_page(request: Request) -> HttpResponse:
    """From the horizon down to the report, and from each indicator up to the words."""
    context = {
        "section": "roadmap",
        "chain": overview.chain(request.site),
        "printed": printed(request.site),
    }
    return render(request, "reports/chain_page.html", context)


PROFILE = "reports/profile_papers.html"


def profile_place(code: str) -> Neighbourhood:
    """The neighbourhood of an official code, once on the list or still on it."""
    place = neighbourhood_of(code)
    if place is None:
        raise Http404
    return place


def profile_context(place: Neighbourhood, **more: Any) -> dict[str, Any]:
    """The papers of a neighbourhood."""
    trail = [
        (_("Neighbourhoods in figures"), reverse("measurement:profile-find")),
        (place.name, reverse("measurement:profile-page", args=(place.code,))),
        (_("On paper"), ""),
    ]
    papers = figures.profile_papers(place, get_language() or "fr")
    return {"place": place, "papers": papers, "trail": trail} | more


@requires(everybody)
@require_safe
def profile_papers(request: Request, code: str) -> HttpResponse:
    return render(request, PROFILE, profile_context(profile_place(code)))


@requires(everybody)
@require_POST
def profile_ask(request: Request, code: str) -> HttpResponse:
    """What the sources publish of the neighbourhood today, on paper; a flood is refused."""
    place, said, refused = profile_place(code), "", ""
    facts = {"language": get_language() or "fr", "address": network_address(request)}
    try:
        by = request.user if request.user.is_authenticated else None
        paper = actions.ask_profile_paper(place, by=by, **facts)
        said = str(THERE if paper.is_ready else SOON)
    except Refusal as refusal:
        refused = str(refusal)
    then = None if refused else reverse("reports:profile-papers", args=(place.code,))
    context = profile_context(place, refused=refused)
    return answer(
        request, PROFILE, part="papers", then=then, said=said, invalid=bool(refused), **context
    )


@requires(everybody)
@require_safe
def profile_download(request: Request, code: str, paper: str) -> HttpResponse:
    papers = profile_place(code).profile_papers.ready().defer("figures")
    found = get_object_or_404(papers, pk=paper)
    return file_answer(request, found, figures.profile_name(found))
