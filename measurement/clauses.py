"""The clauses of the engine's sentence about a series, in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drawing.chart import with_sign
from kit.templatetags.kit import SIGNS, number, signed
from measurement.engine.observations import Span
from measurement.engine.reasons import Why
from measurement.engine.sentence import Clause, Says
from measurement.words import NO_BREAK, counted, quantity

# What cut a series in two, by the word that the drawing knows.
CUTS = {
    Why.DEFINITION_CHANGED: "definition",
    Why.GEOGRAPHY_CHANGED: "perimeter",
    Why.METHOD_CHANGED: "protection",
    Why.SOURCE_CHANGED: "source",
    Why.LAW_CHANGED: "law",
}


@dataclass(frozen=True, slots=True)
class End:
    """One of the two values that are compared: what it is and for which period."""

    value: Decimal | None = None
    period: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the words need: unit and ends, the period of each cut by its key, names of periods.

    `rounded` is true where nothing but rounding may have made a change. `since` says from which
    break on the series is read. `told` are the words in which a cut was recorded, by its key.
    """

    unit: str
    first: End = End()
    last: End = End()
    cuts: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, str] = field(default_factory=dict)
    gaps: Mapping[Span, str] = field(default_factory=dict)
    rounded: bool = True
    since: str = ""

    @property
    def ends(self) -> dict[str, str]:
        """Both ends in words; two that differ never sound the same."""
        first, last = (quantity(end.value, self.unit) for end in (self.first, self.last))
        if first == last and self.first.value != self.last.value:
            first, last = (
                signed(number(end.value), self.unit)
                if self.unit in SIGNS
                else f"{number(end.value)}{NO_BREAK}{counted(self.unit, end.value) or self.unit}"
                for end in (self.first, self.last)
            )
        return {
            "first": first,
            "last": last,
            "start": self.first.period,
            "end": self.last.period,
        }


def said(clause: Clause, facts: Facts) -> str:
    """One clause in words; nothing for what is said elsewhere."""
    if clause.says in WORDS:
        return WORDS[clause.says]()
    speak = TOLD.get(clause.says)
    return speak(clause.facts, facts) if speak else ""


def moved(told: Mapping[str, Any], facts: Facts) -> str:
    """Up or down, from where to where."""
    up = _("Up: from %(first)s (%(start)s) to %(last)s (%(end)s).")
    down = _("Down: from %(first)s (%(start)s) to %(last)s (%(end)s).")
    return begun_with((up if told["change"] > 0 else down) % facts.ends, facts)


def unmoved(told: Mapping[str, Any], facts: Facts) -> str:
    """The same, or a change too small to be one, and why so."""
    if facts.first.value == facts.last.value:
        words = _("The same value at both ends: %(last)s (%(start)s and %(end)s).")
    elif facts.rounded:
        words = _(
            "No change that can be measured: %(first)s (%(start)s) and %(last)s (%(end)s) are as "
            "close as the source rounds."
        )
    elif told["noise"] is None:
        words = _(
            "No change that can be measured: %(first)s (%(start)s) and %(last)s (%(end)s) rest on "
            "numbers too small for their protection."
        )
    else:
        words = _(
            "No change that can be measured: %(first)s (%(start)s), then %(last)s (%(end)s). The "
            "difference lies within the margin of %(noise)s."
        )
    noise = told["noise"]
    ends = facts.ends | {"noise": "" if noise is None else apart(noise, facts.unit)}
    return begun_with(words % ends, facts)


def begun_with(words: str, facts: Facts) -> str:
    """The movement, and from which break on it is read."""
    return f"{words} {facts.since}" if facts.since else words


class Begins(Protocol):
    """The point with which a series begins again."""

    @property
    def period(self) -> str: ...
    @property
    def cut_words(self) -> str: ...


def begun(cut: str, point: Begins) -> str:
    """From which period on a series is read that was cut, and by what."""
    words = {
        "perimeter": _("Read since %(period)s, when the perimeter changed."),
        "protection": _(
            "Read since %(period)s, when the source began to protect persons in another way."
        ),
        "source": _("Read since %(period)s, when the source changed."),
        "method": _("Read since %(period)s, when the method changed."),
        "law": _("Read since %(period)s, when the law changed."),
        "components": _(
            "Read since %(period)s, because on one side of it the source told the rate alone."
        ),
        "vintage": _("Read since %(period)s: of what comes before the vintage is not stated."),
        "gap": _("Read since %(period)s, after what the source did not produce."),
    }
    found = words.get(cut) or _("Read since %(period)s, when the definition changed.")
    return with_words(found % {"period": point.period}, point.cut_words)


def apart(noise: Fraction, unit: str) -> str:
    """A difference: of percentages in points."""
    value = round(Decimal(noise.numerator) / Decimal(noise.denominator), 1)
    if unit == "%":
        return ngettext("%(count)s point", "%(count)s points", 2 if value >= 2 else 1) % {
            "count": number(value)
        }
    return quantity(value, unit)


def not_comparable(told: Mapping[str, Any], facts: Facts) -> str:
    """For which reason the ends of a series are not compared."""
    why = told["why"]
    if why == Why.SOURCE_GAP:
        return _(
            "Not comparable: the source did not produce %(period)s, and the values before and "
            "after it were not made in the same way."
        ) % {"period": facts.gaps.get(told["periods"][0], "")}
    if why == Why.VINTAGES_TOO_CLOSE:
        return _(
            "Not comparable: from %(start)s to %(end)s it is less than the %(least)s years that "
            "two vintages of this source must lie apart."
        ) % (facts.ends | {"least": told["least"]})
    if why == Why.PERIOD_LENGTHS_DIFFER:
        return _("Not comparable: %(start)s and %(end)s do not last equally long.") % facts.ends
    key = CUTS.get(why, "definition")
    if facts.cuts and key not in facts.cuts:
        key = next(iter(facts.cuts))
    words = changed(key) % {"period": facts.cuts.get(key, facts.last.period)}
    return with_words(words, facts.told.get(key, ""))


def with_words(sentence: str, words: str) -> str:
    """What was cut, and the words in which the national team said why."""
    if not words:
        return sentence
    told = _("It was recorded so: “%(words)s”.") % {"words": words.rstrip(".")}
    return f"{sentence} {told}"


def changed(cut: str) -> str:
    """What changed in the course of a series, so that its two parts do not compare."""
    words = {
        "perimeter": _(
            "Not comparable: the perimeter changed (%(period)s), and the two parts of the "
            "curve are about different places."
        ),
        "protection": _(
            "Not comparable: with %(period)s the source protects persons in another way, and the "
            "two parts of the curve are not equally exact."
        ),
        "vintage": _(
            "Not comparable: it is not stated of which vintage the values before %(period)s are."
        ),
        "components": _(
            "Not comparable: before or after %(period)s the source told the rate alone, without the "
            "two numbers of which it is made."
        ),
        "source": _(
            "Not comparable: the source changed (%(period)s), and the two parts of the "
            "curve do not come from the same count."
        ),
        "method": _(
            "Not comparable: the method changed with %(period)s, and the two parts of the curve "
            "are not counted in the same way."
        ),
        "law": _(
            "Not comparable: the law changed with %(period)s, and the two parts of the curve do "
            "not count the same people or things."
        ),
    }
    return words.get(cut) or _(
        "Not comparable: the definition changed (%(period)s), and the two parts of the "
        "curve count different things."
    )


def in_band(told: Mapping[str, Any], facts: Facts) -> str:
    """In the range in which it should stay."""
    return _("It is where it should stay: %(range)s.") % {"range": band(told, facts.unit)}


def out_of_band(told: Mapping[str, Any], facts: Facts) -> str:
    """Below or above the range in which it should stay."""
    return _("It is not where it should stay: %(range)s.") % {"range": band(told, facts.unit)}


def band(told: Mapping[str, Any], unit: str) -> str:
    """« entre 3 et 5 jours », open ends told as such."""
    low, high = told["low"], told["high"]
    if low is not None and high is not None:
        facts = {"low": with_sign(low, unit), "high": quantity(high, unit)}
        return _("from %(low)s to %(high)s") % facts
    facts = {"low": quantity(low, unit), "high": quantity(high, unit)}
    if high is None:
        return _("at least %(low)s") % facts
    return _("at most %(high)s") % facts


type Speak = Callable[[Mapping[str, Any], Facts], str]
TOLD: dict[Says, Speak] = {
    Says.UP: moved,
    Says.DOWN: moved,
    Says.NO_MEASURABLE_CHANGE: unmoved,
    Says.NOT_COMPARABLE: not_comparable,
    Says.IN_BAND: in_band,
    Says.BELOW_BAND: out_of_band,
    Says.ABOVE_BAND: out_of_band,
}
WORDS: dict[Says, Callable[[], str]] = {
    Says.NO_MEASURE: lambda: _("No measure yet."),
    Says.SECRET: lambda: _("All values are under statistical secrecy."),
    Says.NOT_PRODUCED: lambda: _("The source did not produce these values."),
    Says.DOES_NOT_APPLY: lambda: _("There is nobody and nothing to take a share of."),
    Says.SINGLE_MEASURE: lambda: _("A single measure: no change to read yet."),
    Says.HOPED_FOR: lambda: _("That is the direction hoped for."),
    Says.NOT_HOPED_FOR: lambda: _("That is not the direction hoped for."),
    Says.CONTEXT: lambda: _("This is context: neither good nor bad in itself."),
    Says.PROVISIONAL: lambda: _("The last value is provisional."),
    Says.ESTIMATED: lambda: _("The last value is an estimate."),
}
