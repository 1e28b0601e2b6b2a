"""What each column of a file is: guessed from its head, corrected by who sends it, remembered."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.states import Refusal
from measurement.models import Indicator
from sites.spelling import plain

IGNORED = ""
PLACE, INDICATOR, PERIOD, SINCE, UNTIL = "place", "indicator", "period", "since", "until"
VALUE, NUMERATOR, DENOMINATOR = "value", "numerator", "denominator"
STATE, NOTE, PROVENANCE, PRECISION, RELEASE = "state", "note", "provenance", "precision", "release"
ROLES = {
    PLACE: gettext_lazy("Place (site or code of a neighbourhood)"),
    INDICATOR: gettext_lazy("Indicator (code or name)"),
    PERIOD: gettext_lazy("Period"),
    SINCE: gettext_lazy("First day"),
    UNTIL: gettext_lazy("Last day"),
    VALUE: gettext_lazy("Value"),
    NUMERATOR: gettext_lazy("Numerator"),
    DENOMINATOR: gettext_lazy("Denominator"),
    STATE: gettext_lazy("State of the value"),
    NOTE: gettext_lazy("Note"),
    PROVENANCE: gettext_lazy("Where the value comes from"),
    PRECISION: gettext_lazy("Precision"),
    RELEASE: gettext_lazy("Publication (code of the source and vintage)"),
}
# One column an indicator: « of:enfants-accompagnes », and for a ratio its two numbers.
OF, PART_OF, WHOLE_OF = "of", "part", "whole"
NUMBERS = {OF: VALUE, PART_OF: NUMERATOR, WHOLE_OF: DENOMINATOR}
# Heads that files use, in plain letters; the portal's own export first.
HEADS: Mapping[str, tuple[str, ...]] = {
    PLACE: ("lieu ou code", "place or code", "lieu", "place", "code du lieu", "code qpv", "qpv", "code quartier", "code", "site",
            "territoire", "codgeo", "code geo"),
    INDICATOR: ("code de l indicateur", "indicateur", "indicator", "code indicateur",
                "indicator code", "variable"),
    PERIOD: ("periode", "period", "annee", "year", "trimestre", "quarter", "millesime", "date", "mois"),
    SINCE: ("du", "premier jour", "first day", "from", "date de debut", "debut"),
    UNTIL: ("au", "dernier jour", "last day", "until", "date de fin", "fin"),
    VALUE: ("valeur", "value", "obs value", "resultat"),
    NUMERATOR: ("numerateur", "numerator"),
    DENOMINATOR: ("denominateur", "denominator"),
    STATE: ("etat", "state", "state of the value", "etat de la valeur", "statut", "obs status"),
    NOTE: ("note", "remarque", "commentaire"),
    PROVENANCE: ("provenance", "d ou vient la valeur", "origine"),
    PRECISION: ("precision", "arrondi"),
    RELEASE: ("publication", "release"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class NumberColumn:
    """A column that holds numbers: of which indicator (empty where a column says it), which number."""

    place: int
    code: str
    number: str


@dataclass(frozen=True, slots=True)
class Layout:
    """Where in a row what stands."""

    at: Mapping[str, int]
    numbers: tuple[NumberColumn, ...]

    @property
    def is_long(self) -> bool:
        """True for one value a row, named by a column; else each indicator has its column."""
        return INDICATOR in self.at


def heads_key(heads: Sequence[str]) -> str:
    """What the same heads have in common, whatever their case and accents."""
    return hashlib.sha256("\n".join(plain(head) for head in heads).encode()).hexdigest()


def guessed(
    heads: Sequence[str],
    indicators: Iterable[Indicator],
    official: Mapping[str, str],
    hidden: Collection[int] = (),
) -> list[str]:
    """What the columns seem to be; each role once, and what is not known is left out.

    `official` are the heads under which a public file is known to give an indicator's values. Of
    columns with the same head nobody knows which is meant, and a hidden one nobody sees: who sends
    the file says so.
    """
    known = known_heads(indicators, official)
    often = Counter(plain(head) for place, head in enumerate(heads) if place not in hidden)
    roles: list[str] = []
    for place, head in enumerate(heads):
        said = plain(head)
        if place in hidden or often[said] > 1:
            roles.append(IGNORED)
            continue
        role = known.get(said) or next((r for r, names in HEADS.items() if said in names), IGNORED)
        roles.append(role if role not in roles else IGNORED)
    if INDICATOR in roles:
        return [role if role in ROLES else IGNORED for role in roles]
    return [IGNORED if role in {VALUE, NUMERATOR, DENOMINATOR} else role for role in roles]


def known_heads(indicators: Iterable[Indicator], official: Mapping[str, str]) -> dict[str, str]:
    """Heads that name an indicator: its code, its name, a public file's own word."""
    found: dict[str, str] = {}
    for one in indicators:
        if one.is_ratio:
            found |= {plain(f"{one.code} {_('numerator')}"): f"{PART_OF}:{one.code}"}
            found |= {plain(f"{one.code} {_('denominator')}"): f"{WHOLE_OF}:{one.code}"}
            if not one.may_be_bare:
                continue
        found |= {plain(one.code): f"{OF}:{one.code}", plain(one.name): f"{OF}:{one.code}"}
    codes = {one.code for one in indicators}
    return {plain(h): f"{OF}:{c}" for h, c in official.items() if c in codes} | found


def choices(indicators: Iterable[Indicator]) -> list[tuple[Any, Any]]:
    """What a column may be, for a list to choose from."""
    of: list[tuple[str, str]] = []
    for one in indicators:
        if one.is_ratio:
            of.append((f"{PART_OF}:{one.code}", _("%(name)s: numerator") % {"name": one.name}))
            of.append((f"{WHOLE_OF}:{one.code}", _("%(name)s: denominator") % {"name": one.name}))
        if not one.is_ratio or one.may_be_bare:
            of.append((f"{OF}:{one.code}", one.name))
    return [
        (IGNORED, _("Left out")),
        (_("Each row says it"), list(ROLES.items())),
        (_("Values of one indicator"), of),
    ]


def layout_of(roles: Sequence[str]) -> Layout:
    """Where what stands; refused where the columns do not make values."""
    at: dict[str, int] = {}
    numbers = []
    for place, role in enumerate(roles):
        if role and roles.index(role) != place:
            raise Refusal(_("Two columns are the same thing: leave one of them out."))
        kind, colon, code = role.partition(":")
        if colon:
            numbers.append(NumberColumn(place, code, NUMBERS[kind]))
        elif role in NUMBERS.values():
            numbers.append(NumberColumn(place, "", role))
        elif role:
            at[role] = place
    layout = Layout(at, tuple(numbers))
    refuse_incomplete(layout)
    return layout


def refuse_incomplete(layout: Layout) -> None:
    """A file needs a column of values, and in each way of writing them its own kind only."""
    own = [column for column in layout.numbers if column.code]
    if not layout.numbers:
        raise Refusal(_("No column holds values: say which one does, and of which indicator."))
    if layout.is_long and own:
        raise Refusal(
            _("A column names the indicator of each row: then no column belongs to one indicator.")
        )
    if not layout.is_long and len(own) < len(layout.numbers):
        raise Refusal(_("Say of which indicator the values are, or which column names it."))
    if (SINCE in layout.at) != (UNTIL in layout.at):
        raise Refusal(_("The first and the last day go together: choose both columns, or none."))
