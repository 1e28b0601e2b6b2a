"""The engine's refusals, precautions and values over all sites, in words."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.templatetags.kit import number
from measurement import exact
from measurement.catalogue.rules import REFUSED
from measurement.engine.coverage import Mixing
from measurement.engine.observations import LOCAL, Release
from measurement.engine.reasons import Beware, Caveat, Refused, Why
from measurement.models import Indicator
from measurement.periods import Period
from measurement.words import quantity

FINEST = Decimal("0.0001")


def refused(reason: Refused) -> str:
    """Why there is no figure, in words."""
    if reason.why in REFUSED:
        return REFUSED[reason.why]()
    facts = reason.facts
    words = {
        Why.NO_SITE: _("No site was at work then: nothing could be reported."),
        Why.DENOMINATOR_ZERO: _("No share: all the denominators together are nought."),
        Why.MIXED_RELEASES: _("Not put together: the values come from different publications."),
        Why.MIXED_GENERATIONS: _(
            "Not put together: the values follow different editions of the neighbourhoods."
        ),
        Why.OVERLAPPING_SITES: _(
            "Not added up: some sites share a neighbourhood, whose people would be counted twice."
        ),
        Why.PERIMETER_CHANGED: _(
            "Not put together: the neighbourhoods of a site changed during these days."
        ),
        Why.RECORDS_UNKNOWN: _("Not added up: it is not known of which grants the amounts are made."),
        Why.TOO_FEW_SITES: ngettext(
            "Not shown: only %(sites)s site has a value, and a figure of the network needs %(least)s.",
            "Not shown: only %(sites)s sites have a value, and a figure of the network needs %(least)s.",
            int(facts.get("sites", 0)),
        )
        % {"sites": facts.get("sites", 0), "least": facts.get("least", 0)},
        Why.REVEALS_ONE_SITE: _("Not shown: the figure would tell the value of a single site."),
    }  # fmt: skip
    if reason.why == Why.ABOVE_CEILING:
        told = {"value": number(rounded(facts["value"], 1)), "ceiling": number(facts["ceiling"])}
        return (
            _("Not shown: the share would be %(value)s, above %(ceiling)s, which cannot be.") % told
        )
    return words.get(reason.why) or exact.refused(reason)


def beware(said: Beware) -> str:
    """What is to be said beside a figure that may be shown."""
    facts = dict(said.facts)
    count = facts.get("rows") or len(facts.get("places", ())) or facts.get("n", 0)
    words = {
        Caveat.PARTIAL: ngettext(
            "Partial: %(complete)s site out of %(expected)s is complete, less than three quarters. No change is read from it.",
            "Partial: %(complete)s sites out of %(expected)s are complete, less than three quarters. No change is read from it.",
            facts.get("complete", 0),
        ),
        Caveat.PERTURBED: _(
            "The source changes its values slightly so that nobody is recognised: a few units mean nothing."
        ),
        Caveat.SEVERAL_SOURCES: _("Numerators and denominators come from different publications."),
        Caveat.TOO_FEW_FOR_MEDIAN: _("Too few answers for a middle level."),
    }
    facts["count"] = number(count)
    return (words.get(said.caveat) or counted(said.caveat, count)) % facts


def counted(caveat: Caveat, count: int) -> str:
    """A precaution about so many rows or places."""
    return {
        Caveat.REPEATED_ROWS: ngettext(
            "%(count)s row came twice and counts once.",
            "%(count)s rows came twice and count once.",
            count,
        ),
        Caveat.UNKNOWN_PLACES: ngettext(
            "%(count)s place has a value and belongs to no site: it is not counted.",
            "%(count)s places have a value and belong to no site: they are not counted.",
            count,
        ),
        Caveat.SHARED_NEIGHBOURHOODS: ngettext(
            "%(count)s neighbourhood belongs to several sites and counts once.",
            "%(count)s neighbourhoods belong to several sites and count once.",
            count,
        ),
        Caveat.INCOMPLETE_PAIRS: ngettext(
            "%(count)s place gave a share without its two numbers: it is not counted.",
            "%(count)s places gave a share without its two numbers: they are not counted.",
            count,
        ),
        Caveat.LEFT_OUT: ngettext(
            "%(count)s value is under statistical secrecy and is not counted in.",
            "%(count)s values are under statistical secrecy and are not counted in.",
            count,
        ),
        Caveat.PROVISIONAL: ngettext(
            "%(count)s value is provisional.", "%(count)s values are provisional.", count
        ),
        Caveat.ESTIMATED: ngettext(
            "%(count)s value is estimated.", "%(count)s values are estimated.", count
        ),
    }[caveat]


def rounded(value: Fraction, digits: int) -> Decimal:
    """An exact number at so many decimals, as it is shown; half goes to the even one."""
    return Decimal(round(value * 10**digits)).scaleb(-digits)


def digits_of(found: Indicator) -> int:
    """With how many decimals figures of several places are shown: of shares, one at least."""
    return max(found.decimals, 1) if found.is_share else max(found.decimals, 0)


def said(found: Indicator, value: Fraction | None) -> str:
    """A value of the figure with its unit: « 12 480 habitants », « 43,9 % »."""
    if value is None:
        return quantity(None, found.unit)
    digits = max(digits_of(found), 0 if value.denominator == 1 else 1)
    return quantity(rounded(value, digits).normalize(), found.unit)


type Named = Mapping[Release, str]


def release_said(found: Indicator, release: Release, named: Named) -> str:
    """A publication by its name; what is of none is the sites' own, or of the figure's source."""
    if release == LOCAL:
        return _("counted by the sites") if found.is_entered else found.said("source")[0]
    return named.get(release) or f"{release.source} {release.vintage}"


def basis(found: Indicator, mixing: Mixing, named: Named) -> tuple[tuple[str, str], ...]:
    """What the values rest on, each kind with all that was found of it."""
    dated = [s for s in mixing.spans if s != exact.UNSTATED]
    spans = [Period(s.first, s.last).label for s in dated]
    if len(dated) < len(mixing.spans):
        spans.append(_("period not stated"))
    told: Mapping[str, Any] = {
        _("Publications"): [release_said(found, r, named) for r in mixing.releases],
        _("Editions of the neighbourhoods"): [str(g) for g in mixing.generations],
        _("Versions of the definition"): [str(v) for v in mixing.versions],
        _("Days of the values"): spans,
    }
    return tuple((label, ", ".join(words)) for label, words in told.items() if words)
