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
from reports.actions.printing import make, put_away, still_mine, sweep_of, take, try_later
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
    paper = ProfilePaper.objects.locked().filter(**facts).first()
    if paper is not None and not paper.is_given_up:
        return paper
    hold_back("profile", address, most=MOST, seconds=SECONDS, sentence=TOO_MANY)
    if paper is None:
        taken = {"figures": taken, "asked_by": by}
        paper, new = ProfilePaper.objects.get_or_create(**facts, defaults=taken)
        if not new:
            return paper
    else:
        paper.move_to(ProfilePaper.State.DUE, due_at=clock.now(), tries=0)
    record(events.ProfilePaperAsked(code=place.code, name=place.name), by=by, about=paper)
    hint(HINT, paper.pk)
    return paper


def build_profile_paper(paper_id: Any) -> bool:
    """Makes one paper from its claim to its file; True when this call made it."""
    paper = take(ProfilePaper, paper_id)
    return paper is not None and make(paper, draw=pages_of, keep=keep, fail=put_off)


def pages_of(paper: ProfilePaper) -> str:
    """What the paper says, from its stored figures alone."""
    told: ProfileFigure = from_json(ProfileFigure, paper.figures)
    address = settings.BASE_URL + reverse("measurement:profile-page", args=(told.place.code,))
    imprint = Imprint(address, paper.figures_digest, paper.taken_on, paper.language)
    return profile_markup(told, imprint)


@transaction.atomic
def keep(paper: ProfilePaper, pdf: bytes) -> bool:
    """The portal keeps the file and makes the paper ready, unless another worker took over."""
    found = still_mine(paper)
    if found is None:
        return False
    put_away(found, pdf)
    place = paper.neighbourhood
    fact = events.ProfilePaperMade(code=place.code, name=place.name, sha256=found.sha256)
    record(fact, by=None, about=found)
    return True


def put_off(paper: ProfilePaper, reason: str) -> None:
    """Tries again later; after the last try the page says that it was given up."""
    try_later(paper, reason, given_up)


def given_up(paper: ProfilePaper, reason: str) -> events.ProfilePaperGivenUp:
    place = paper.neighbourhood
    return events.ProfilePaperGivenUp(code=place.code, name=place.name, reason=reason)


def sweep_profiles() -> int:
    """Makes the papers that are due and whose hint was lost; how many came out."""
    return sweep_of(ProfilePaper, build_profile_paper)
