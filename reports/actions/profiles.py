"""The profile of a neighbourhood on paper: asked for by anybody, made by a worker."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from journal.actions import record
from kit import clock
from kit.access import Standing
from kit.floods import hold_back
from kit.hints import hint
from measurement.figures.profile import ProfileFigure, profile
from overview.stored import digest, from_json, to_json
from reports import events
from reports.actions.printing import Kind, begun_anew, build, sweep_of
from reports.models import ProfilePaper
from reports.profiles import Imprint, profile_markup
from sites.models import Neighbourhood

HINT = "reports.build_profile_paper"
MOST, SECONDS = 20, 3600
TOO_MANY = _("Many papers were asked for from here: ask again in an hour.")


@transaction.atomic
def ask_profile_paper(
    place: Neighbourhood, *, by: User | None, language: str, address: str = ""
) -> ProfilePaper:
    """What the sources publish of a neighbourhood, as everybody may read it, will be set on paper.

    Asked again while nothing has changed it is the same paper; one that was given up is begun anew.
    """
    with translation.override(language):
        taken = to_json(profile(place, Standing(today=clock.today())))
    facts = {"neighbourhood": place, "language": language, "figures_digest": digest(taken)}
    there = ProfilePaper.objects.filter(**facts).first()
    if there is not None and not there.is_given_up:
        return there
    hold_back("profile", address, most=MOST, seconds=SECONDS, sentence=TOO_MANY)
    paper, new = ProfilePaper.objects.get_or_create(
        **facts, defaults={"figures": taken, "asked_by": by}
    )
    if not new and not begun_anew(paper):
        return paper
    record(events.ProfilePaperAsked(**named(place)), by=by, about=paper)
    hint(HINT, paper.pk)
    return paper


def named(place: Neighbourhood) -> dict[str, str]:
    """The neighbourhood as the journal keeps it."""
    return {"code": place.code, "name": place.name}


def pages_of(paper: ProfilePaper) -> str:
    """What the paper says, from its stored figures alone."""
    told: ProfileFigure = from_json(ProfileFigure, paper.figures)
    address = settings.BASE_URL + reverse("measurement:profile-page", args=(told.place.code,))
    imprint = Imprint(address, paper.figures_digest, paper.taken_on, paper.language)
    return profile_markup(told, imprint)


KIND = Kind(
    ProfilePaper,
    draw=pages_of,
    made=lambda paper: events.ProfilePaperMade(**named(paper.neighbourhood), sha256=paper.sha256),
    given_up=lambda paper, reason: events.ProfilePaperGivenUp(
        **named(paper.neighbourhood), reason=reason
    ),
)


def build_profile_paper(paper_id: Any) -> bool:
    """Makes one paper from its claim to its file; True when this call made it."""
    return build(KIND, paper_id)


def sweep_profiles() -> int:
    """Makes the papers that are due and whose hint was lost; how many came out."""
    return sweep_of(KIND)
