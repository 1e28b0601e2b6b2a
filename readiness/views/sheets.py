"""Rounds as files, and the country in one list: nothing that a reader may not read on the pages."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from governance.middleware import Request
from kit.access import requires
from kit.sheets import Table, download
from kit.templatetags.kit import day
from readiness import figures, rules
from readiness.figures.meetings import LEGS
from readiness.models import Round
from readiness.views.common import find


@requires(rules.reads_rounds)
@require_GET
def round_export(request: Request, round_id: Any, kind: str) -> HttpResponse:
    """What a concluded round came to; what each seat said only for the people of the site."""
    found = find(request, round_id, Round.State.CONCLUDED)
    line = figures.line(found, request.standing)
    if not line.readable:
        raise Http404
    result = figures.result(found, request.standing)
    head = [_("Family"), _("Question"), _("What the meeting says"), _("What it looks like"), _("Note"), _("Since the last round")]  # fmt: skip
    if line.inside:
        head += [str(leg.label) for leg in LEGS]
    name = f"{line.kind_words} {line.met_on}"
    rows = [*(cells(row) for row in result.rows), *decided(line, len(head))]
    table = Table(name, head, rows)
    return download(kind, slugify(f"{request.site.slug} {name}"), table)


def decided(line: figures.RoundLine, width: int) -> Iterator[list[Any]]:
    """Under the dimensions: each decision, then each support that it names, a line each."""
    for decision in line.decisions:
        said = [_("Decision on readiness"), decision.outcome_words, decision.words, "", f"{decision.by}, {decision.role}, {day(decision.decided_on)}"]  # fmt: skip
        yield said + [""] * (width - len(said))
        for named in decision.supports:
            said = [_("Named support"), named.kind_words, named.words, "", named.answered]
            yield said + [""] * (width - len(said))


def cells(row: Any) -> list[Any]:
    """One dimension: levels as words, so that nothing can be added up."""
    level = row.consensus.level if row.consensus else None
    said = [voice.words for voice in row.talk.voices] if row.talk else []
    return [
        row.question.family_words,
        row.question.title,
        row.consensus.words if row.consensus else "",
        level.text if level else "",
        row.consensus.note if row.consensus else "",
        row.change.words if row.change else "",
        *said,
    ]


@requires(rules.sees_all_rounds)
@require_GET
def national_page(request: Request) -> HttpResponse:
    page = figures.national_rounds(request.standing, request.GET.get("page"))
    trail = [
        (_("National board"), reverse("overview:national-board")),
        (_("Rounds held by the sites"), ""),
    ]
    return render(request, "readiness/national_page.html", {"page": page, "trail": trail})


@requires(rules.sees_all_rounds)
@require_GET
def national_export(request: Request, kind: str) -> HttpResponse:
    """A line for each site and rubric: that a round took place, when, and what is shared."""
    head = [_("Site"), _("Department"), _("Round"), _("State"), _("Opened on"), _("Meeting held on"), _("Shared with"), _("Decision on readiness"), _("Decided on"), _("Named support")]  # fmt: skip
    rows = figures.all_national_rounds(request.standing)
    table = Table(_("Rounds"), head, (line for site in rows for line in lines(site)))
    return download(kind, _("rounds"), table)


def lines(site: figures.SiteRounds) -> Iterator[list[Any]]:
    """The rounds of one site, a line each, with its decision beside the preconditions."""
    for last in site.rounds:
        taken = site.decision if last.kind == "preconditions" else None
        yield [
            site.name,
            site.department,
            last.kind_words,
            last.state_words,
            last.opened_on,
            last.met_on,
            last.shared,
            taken.outcome_words if taken else "",
            taken.decided_on if taken else "",
            " ; ".join(named.words for named in taken.supports) if taken else "",
        ]
