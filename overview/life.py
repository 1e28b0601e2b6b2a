"""A site's life as a line: the stages that it went through, where it is, what may come."""

from collections.abc import Sequence
from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from drawing.lines import Step, StepState
from overview import stages
from sites.figures import LifeStep
from sites.models import Site

STATES = {
    Site.State.PAUSED: StepState.PAUSED,
    **dict.fromkeys(Site.ENDS, StepState.WITHDRAWN),
}


def month(day: date) -> str:
    """« novembre 2021 »."""
    return formats.date_format(day, "F Y")


def line_of(site: Site, life: Sequence[LifeStep], today: date) -> tuple[Step, ...]:
    """Recorded stages oldest first, the present one, then those that most sites still go through."""
    steps = [past(step) for step in life if step.until is not None]
    reason = life[-1].reason if life else ""
    steps.append(present(site, reason, today))
    return (*steps, *(Step(name(state), StepState.TO_COME) for state in ahead(site.state)))


def name(state: str) -> str:
    label = str(Site.State(state).label)
    return label[:1].upper() + label[1:]


def past(step: LifeStep) -> Step:
    """A stage that the site has left; a pause keeps its reason."""
    assert step.until is not None
    lasted = stages.lasting(step.since, step.until)
    if step.stage in STATES:
        return Step(
            name(step.stage), STATES[step.stage], told(month(step.since), step.reason), lasted
        )
    return Step(name(step.stage), StepState.DONE, month(step.since), lasted)


def present(site: Site, reason: str, today: date) -> Step:
    """Where the site stands now; a pause or an end says why."""
    note = _("since %(month)s") % {"month": month(site.stage_since)}
    lasted = stages.lasting(site.stage_since, today)
    if site.current_stage in STATES:
        return Step(name(site.state), STATES[site.current_stage], told(note, reason), lasted)
    return Step(name(site.state), StepState.NOW, note, lasted)


def told(when: str, reason: str) -> str:
    return f"{when}. {reason}" if reason else when


def ahead(state: str) -> tuple[Site.State, ...]:
    """The stages after this one on the usual path; none after a pause or an end."""
    if state not in Site.PATH:
        return ()
    return Site.PATH[Site.PATH.index(Site.State(state)) + 1 :]


def line_of_any_site() -> tuple[Step, ...]:
    """The usual path, for the page that explains it."""
    return tuple(Step(name(state), StepState.TO_COME) for state in Site.PATH)


def steps_of_any_version() -> tuple[Step, ...]:
    """The five steps of a text, for the page that explains them."""
    steps = (
        (_("In writing"), _("by the three seats")),
        (pgettext("step", "Open to comments"), _("to everybody")),
        (_("Being reworked"), _("each comment answered")),
        (_("Awaiting endorsement"), _("by each seat")),
        (_("Adopted"), _("readable for ever")),
    )
    return tuple(Step(words, StepState.TO_COME, note) for words, note in steps)
