"""All mandates of a site, each with its state on a day and what the state allows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from governance.models import DatedState, Mandate
from kit import clock
from kit.templatetags.kit import day
from sites.models import Site


@dataclass(frozen=True, slots=True)
class MandateLine:
    """One mandate in the list of a site's mandates."""

    id: Any
    person: str
    seat: str
    deputy: bool
    starts_on: date
    end_words: str
    state: str
    state_words: str
    rights: str


def mandate_lines(site: Site, today: date | None = None) -> tuple[MandateLine, ...]:
    """The mandates of a site since the beginning, the latest first."""
    on = today or clock.today()
    found = site.mandates.select_related("person").order_by("-starts_on", "seat", "deputy")
    return tuple(line(mandate, on) for mandate in found)


def line(mandate: Mandate, today: date) -> MandateLine:
    """One mandate in words."""
    state = mandate.state_on(today)
    return MandateLine(
        id=mandate.pk,
        person=str(mandate.person),
        seat=str(mandate.get_seat_display()),
        deputy=mandate.deputy,
        starts_on=mandate.starts_on,
        end_words=end_words(mandate),
        state=state.value,
        state_words=state_words(mandate, state),
        rights=str(Mandate.RIGHTS[state]),
    )


def end_words(mandate: Mandate) -> str:
    """The last day with its reason, or the day expected."""
    if mandate.ends_on:
        return ", ".join(part for part in (day(mandate.ends_on), mandate.end_reason) if part)
    if mandate.expected_on:
        return _("%(day)s (expected)") % {"day": day(mandate.expected_on)}
    return _("no end known")


def state_words(mandate: Mandate, state: DatedState) -> str:
    """« en passation jusqu'au … »; the other states need no day."""
    if state == DatedState.HANDING_OVER:
        return _("handing over until %(day)s") % {"day": day(mandate.hands_over_until)}
    return str(state.label)
