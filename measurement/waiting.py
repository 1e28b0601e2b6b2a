"""What waits at a site for a word of somebody: disputes, appeals, values sent back, reviews held and not closed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from governance.models import Mandate
from kit import clock
from measurement.models import Dispute, DisputeAppeal, LearningCycle, Measurement, Validation
from measurement.periods import Period
from sites.models import Site


@dataclass(frozen=True, slots=True)
class OpenDispute:
    """A figure that somebody contests and nobody has answered."""

    id: Any
    code: str
    name: str
    voice: str
    voice_words: str
    raised_at: datetime


@dataclass(frozen=True, slots=True)
class OpenAppeal:
    """Hidden words of which the author asks another person to decide.

    `alone`: nobody at the site but who hid them can, so the national team does.
    """

    id: Any
    name: str
    at: datetime
    alone: bool


@dataclass(frozen=True, slots=True)
class ReturnedValue:
    """A value that another seat sent back with a word, and that nobody has corrected since."""

    measurement_id: Any
    code: str
    name: str
    period: str
    words: str
    seat: str
    entered_name: str
    entered_by: Any
    entered_leg: str
    at: datetime


@dataclass(frozen=True, slots=True)
class HeldReview:
    """A learning review that took place and whose decisions are not closed."""

    id: Any
    held_on: date


@dataclass(frozen=True, slots=True)
class Waiting:
    """All of it, what has waited longest first."""

    disputes: tuple[OpenDispute, ...]
    appeals: tuple[OpenAppeal, ...]
    returned: tuple[ReturnedValue, ...]
    reviews: tuple[HeldReview, ...]


def waiting_of(site: Site) -> Waiting:
    """What waits at a site, in one query whatever there is."""
    asked: Any = Site.objects.filter(pk=site.pk).values_list(
        ArraySubquery(open_disputes()),
        ArraySubquery(open_appeals()),
        ArraySubquery(returned_values()),
        ArraySubquery(held_reviews()),
    )
    disputes, appeals, returned, reviews = asked.get()
    return Waiting(
        tuple(open_dispute(one) for one in disputes),
        tuple(open_appeal(one) for one in appeals),
        tuple(returned_value(one) for one in returned),
        tuple(HeldReview(one["id"], date.fromisoformat(one["day"])) for one in reviews),
    )


def open_disputes() -> Any:
    """Of a site: what is contested and not answered."""
    rows = Dispute.objects.unanswered().filter(site=OuterRef("pk"))
    facts = JSONObject(
        id="id", code="indicator__code", name="indicator__name", voice="voice", at="raised_at"
    )
    return rows.order_by("raised_at", "created_at").values(each=facts)


def open_dispute(one: dict[str, Any]) -> OpenDispute:
    words, at = str(Dispute.Voice(one["voice"]).label), datetime.fromisoformat(one["at"])
    return OpenDispute(one["id"], one["code"], one["name"], one["voice"], words, at)


def open_appeals() -> Any:
    """Of a site: the appeals about hidden words that nobody has decided."""
    others = Mandate.objects.in_force().filter(site=OuterRef("decision__dispute__site"))
    rows = DisputeAppeal.objects.filter(decided=None, decision__dispute__site=OuterRef("pk"))
    facts = JSONObject(
        id="id",
        name="decision__dispute__indicator__name",
        at="at",
        alone=~Exists(others.exclude(person=OuterRef("decision__by"))),
    )
    return rows.order_by("at", "created_at").values(each=facts)


def open_appeal(one: dict[str, Any]) -> OpenAppeal:
    return OpenAppeal(one["id"], one["name"], datetime.fromisoformat(one["at"]), one["alone"])


def returned_values() -> Any:
    """Of a site: the values of which the last word of another seat is that they go back."""
    later = Validation.objects.filter(measurement=OuterRef("measurement"), at__gt=OuterRef("at"))
    newer = Measurement.objects.filter(replaces=OuterRef("measurement"))
    rows = Validation.objects.filter(
        ~Exists(later),
        ~Exists(newer),
        measurement__site=OuterRef("pk"),
        kind=Validation.Kind.RETURNED,
    )
    facts = JSONObject(
        id="measurement_id", code="measurement__indicator__code",
        name="measurement__indicator__name", starts="measurement__starts_on",
        ends="measurement__ends_on", words="words", seat="seat", who="measurement__entered_name",
        by="measurement__entered_by", leg="measurement__entered_leg", at="at",
    )  # fmt: skip
    return rows.order_by("at", "created_at").values(each=facts)


def returned_value(one: dict[str, Any]) -> ReturnedValue:
    days = [date.fromisoformat(one[end]) for end in ("starts", "ends") if one[end]]
    return ReturnedValue(
        measurement_id=one["id"],
        code=one["code"],
        name=one["name"],
        period=Period(*days).label if days else _("period not stated"),
        words=one["words"],
        seat=one["seat"],
        entered_name=one["who"],
        entered_by=UUID(one["by"]) if one["by"] else None,
        entered_leg=one["leg"],
        at=datetime.fromisoformat(one["at"]),
    )


def held_reviews() -> Any:
    """Of a site: the reviews on whose day the collective met, and that are still open."""
    rows = LearningCycle.objects.filter(
        site=OuterRef("pk"),
        state=LearningCycle.State.HELD,
        in_words=False,
        held_on__lt=clock.today(),
    )
    return rows.order_by("held_on").values(each=JSONObject(id="id", day="held_on"))
