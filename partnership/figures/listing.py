"""The list of a site's partners as somebody asked for it: searched, narrowed, in an order."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from partnership.figures.network import NetworkFigure, PartnerFigure
from partnership.models import OFTEN_MISSING
from sites.spelling import plain, terms

# What stands for several sectors at once.
BLIND, USUAL = "blind", "usual"
TODAY, BEFORE, EVER = "", "before", "ever"
BY_NAME, BY_SECTOR, BY_DAY = "", "sector", "joined"


@dataclass(frozen=True, slots=True)
class AskedPartners:
    """A search, a sector or a group of sectors, who takes part when, and an order."""

    text: str = ""
    sector: str = ""
    when: str = TODAY
    order: str = BY_NAME

    @property
    def narrows(self) -> bool:
        """True when it does not ask for all those of today."""
        return bool(self.text or self.sector or self.when)

    @property
    def fields(self) -> dict[str, str]:
        """What the address says, without what goes without saying."""
        said = {"q": self.text, "sector": self.sector, "when": self.when, "order": self.order}
        return {name: value for name, value in said.items() if value}


def listed(network: NetworkFigure, asked: AskedPartners) -> tuple[PartnerFigure, ...]:
    """The partners that answer what was asked, in the order asked for.

    The blind spots have nobody today: asking for them gives those who took part and left.
    """
    when = BEFORE if asked.sector == BLIND else asked.when
    groups = {TODAY: network.partners, BEFORE: network.former}
    there = groups.get(when, (*network.partners, *network.former))
    wanted, words = sectors_of(network, asked.sector), terms(asked.text)
    found = [p for p in there if p.sector in wanted and matches(p, words)]
    found.sort(key=lambda p: plain(p.name))
    if asked.order == BY_DAY:
        found.sort(key=lambda p: p.joined_on, reverse=True)
    elif asked.order == BY_SECTOR:
        ranks = {s.sector: rank for rank, s in enumerate(network.sectors)}
        found.sort(key=lambda p: ranks[p.sector])
    return tuple(found)


def sectors_of(network: NetworkFigure, asked: str) -> set[str]:
    """The sectors that a choice stands for."""
    if asked == BLIND:
        return {s.sector for s in network.blind}
    if asked == USUAL:
        return {s.value for s in OFTEN_MISSING}
    return {asked} if asked else {s.sector for s in network.sectors}


def matches(partner: PartnerFigure, words: list[str]) -> bool:
    """Whether every word of a search is in the name; contacts are not searched."""
    name = plain(partner.name)
    return all(word in name for word in words)


@dataclass(frozen=True, slots=True)
class NobodyFigure:
    """Why a list is empty, and what may be done about it."""

    heading: str
    text: str


def nobody(network: NetworkFigure, asked: AskedPartners) -> NobodyFigure:
    """The words of an empty list: a blind spot is said to be one."""
    if asked.sector == BLIND and not network.blind:
        return NobodyFigure(_("There is no blind spot."), _("Every sector takes part today."))
    missing = {s.sector: s.words for s in network.blind}
    if asked.text or asked.when:
        return NobodyFigure(
            _("No partner answers this search."), _("Change a condition, or see all the partners.")
        )
    if not asked.sector:
        return NobodyFigure(
            _("Nobody takes part today."), _("Those who took part are still known.")
        )
    if asked.sector == BLIND:
        return NobodyFigure(
            _("Nobody from the missing sectors has left: they never took part."),
            _("Blind spots today: %(names)s.") % {"names": ", ".join(missing.values())},
        )
    names = missing.get(asked.sector) or ", ".join(
        missing[sector] for sector in sectors_of(network, asked.sector) if sector in missing
    )
    return NobodyFigure(
        _("A blind spot: nobody takes part from %(names)s.") % {"names": names},
        _("The first organisation that joins will appear here."),
    )
