"""How far a figure has come towards its target, in words that claim no more than is known."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from measurement.engine.assess import Assessment
from measurement.engine.definitions import Band, Definition
from measurement.engine.observations import Observation
from measurement.engine.progress import Standing, reached
from measurement.engine.reasons import Caveat
from measurement.words import quantity


@dataclass(frozen=True, slots=True)
class Words:
    """What is aimed at with its unit, by which day, and the period from which one started."""

    value: str
    day: str
    start: str


def is_there(rules: Definition, value: Decimal, last: Observation | None) -> bool:
    """Whether the last value meets the target, whatever may be compared."""
    now = last.figure(rules) if last else None
    return now is not None and reached(rules, Band(value, value), now)[0]


def said(found: Assessment, words: Words, *, there: bool) -> str:
    """The target, and where the figure stands towards it; empty before there is a value."""
    standing = standing_of(found)
    if standing == Standing.NO_CURRENT:
        return ""
    facts = {
        "value": words.value, "day": words.day, "start": words.start,
        "share": percent(found.progress.share),
    }  # fmt: skip
    return " ".join(filter(None, [sentence(standing, there=there) % facts, against(found)]))


def standing_of(found: Assessment) -> Standing:
    """Where it stands; a single value, from which nothing has moved, is not on its way yet."""
    standing = found.progress.standing
    alone = found.comparison is None and standing in {Standing.NOT_BEGUN, Standing.AWAY}
    return Standing.NO_BASELINE if alone else standing


def sentence(standing: Standing, *, there: bool) -> str:
    """The words for one standing."""
    words = {
        Standing.UNDER_WAY: _(
            "Towards the target of %(value)s by %(day)s: %(share)s of the way since %(start)s."
        ),
        Standing.AWAY: _(
            "Further from the target of %(value)s by %(day)s than at the start (%(start)s)."
        ),
        Standing.NOT_BEGUN: _(
            "Towards the target of %(value)s by %(day)s nothing that can be measured has moved "
            "since %(start)s."
        ),
        Standing.BEYOND: _("The target of %(value)s by %(day)s is reached and passed."),
        Standing.KEPT: _(
            "The target of %(value)s by %(day)s was met at the start (%(start)s), and still is."
        ),
        Standing.LOST: _(
            "The target of %(value)s by %(day)s was met at the start (%(start)s), and no longer is."
        ),
    }
    if standing in words:
        return words[standing]
    if there:
        return _("The target of %(value)s by %(day)s is reached.")
    if standing == Standing.NOT_COMPARABLE:
        return _(
            "The target of %(value)s by %(day)s is not reached yet; how much of the way lies behind "
            "cannot be told."
        )
    return _("The target of %(value)s by %(day)s is not reached yet.")


def against(found: Assessment) -> str:
    """A target that is worse than where one started is allowed, and said to be one."""
    if any(each.caveat == Caveat.AGAINST_DIRECTION for each in found.progress.caveats):
        return _("This target is worse than what there was at the start.")
    return ""


def share(found: Assessment) -> str:
    """« 50 % du chemin », where a share of the way may be told; empty elsewhere."""
    if found.progress.standing != Standing.UNDER_WAY:
        return ""
    return _("%(share)s of the way") % {"share": percent(found.progress.share)}


def percent(way: Fraction | None) -> str:
    """A share of the way in whole per cent: never all of it before one is there, nor none after a step."""
    if way is None:
        return ""
    return quantity(Decimal(max(1, min(99, round(way * 100)))), "%")
