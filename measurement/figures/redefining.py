"""What a new definition would do to a series of a site, and the definitions that it had."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from measurement.models import Definition, Indicator, Target
from measurement.words import quantity


@dataclass(frozen=True, slots=True)
class EffectsFigure:
    """What becomes of the values and of the target when an indicator counts otherwise from a day on."""

    before: int
    after: int
    target: str
    valid_from: date

    @property
    def key(self) -> str:
        """What somebody has agreed to: another day, or another value meanwhile, is another thing."""
        return f"{self.valid_from}/{self.before}/{self.after}/{len(self.sentences)}"

    @property
    def sentences(self) -> tuple[str, ...]:
        """In the order in which people ask."""
        said = [
            ngettext(
                "%(count)s earlier value stays and is not compared any more with what comes after.",
                "%(count)s earlier values stay and are not compared any more with what comes after.",
                self.before,
            )
            % {"count": self.before},
            _("The curve is cut there, with the words “new definition”."),
        ]
        if self.after:
            said.append(
                ngettext(
                    "%(count)s value of a period from this day on is there already: it keeps the definition under which it was measured.",
                    "%(count)s values of periods from this day on are there already: they keep the definition under which they were measured.",
                    self.after,
                )
                % {"count": self.after}
            )
        if self.target:
            words = _("The target of %(value)s was set for what counted before: set it again.")
            said.append(words % {"value": self.target})
        return tuple(said)


def effects_of(found: Indicator, valid_from: date) -> EffectsFigure:
    """Counted now, so that who confirms knows what is there."""
    values = found.measurements.current().filter(value__isnull=False)
    target = Target.objects.standing().filter(indicator=found, version=found.version).first()
    return EffectsFigure(
        before=values.filter(starts_on__lt=valid_from).count(),
        after=values.filter(starts_on__gte=valid_from).count(),
        target=quantity(target.value, found.unit) if target else "",
        valid_from=valid_from,
    )


def versions_of(found: Indicator) -> list[Definition]:
    """The definitions of an indicator that was redefined, newest first; none where it never was."""
    if found.version == 1:
        return []
    return list(found.definitions.order_by("-number"))
