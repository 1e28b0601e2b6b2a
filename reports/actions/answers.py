"""« You said, we did » on paper: asked for by a person, made by a worker, for the wall."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from agenda.figures import YouSaid, you_said
from agenda.models import Version
from journal.actions import record
from kit.hints import hint
from overview.stored import digest, from_json, to_json
from reports import events
from reports.actions.printing import Kind, begun_anew, build, sweep_of
from reports.models import AnswersPaper
from reports.walls import Imprint, answers_markup

HINT = "reports.build_answers_paper"


@transaction.atomic
def ask_answers_paper(version: Version, *, by: User, language: str) -> AnswersPaper:
    """What was said about a version and answered until this moment will be set on paper.

    Asked again while nothing has changed, on whatever day, it is the same paper; one that was
    given up is begun anew.
    """
    later = version.site.versions.public().order_by("-number").first()
    with translation.override(language):
        taken = to_json(you_said(version, later))
    paper, new = AnswersPaper.objects.get_or_create(
        site=version.site,
        version=version,
        language=language,
        figures_digest=digest(taken | {"taken_on": None}),
        defaults={"figures": taken, "asked_by": by},
    )
    if not new and not begun_anew(paper):
        return paper
    fact = events.AnswersPaperAsked(number=version.number)
    record(fact, by=by, site=version.site, about=paper)
    hint(HINT, paper.pk)
    return paper


def pages_of(paper: AnswersPaper) -> str:
    """What the paper says, from its stored figures alone."""
    told: YouSaid = from_json(YouSaid, paper.figures)
    path = reverse("agenda:answers-page", args=(paper.site.slug, told.number))
    imprint = Imprint(settings.BASE_URL + path, paper.figures_digest, paper.language)
    return answers_markup(told, imprint)


KIND = Kind(
    AnswersPaper,
    draw=pages_of,
    made=lambda paper: events.AnswersPaperMade(paper.version.number, paper.sha256),
    given_up=lambda paper, reason: events.AnswersPaperGivenUp(paper.version.number, reason),
)


def build_answers_paper(paper_id: Any) -> bool:
    """Makes one paper from its claim to its file; True when this call made it."""
    return build(KIND, paper_id)


def sweep_answers() -> int:
    """Makes the papers that are due and whose hint was lost; how many came out."""
    return sweep_of(KIND)
