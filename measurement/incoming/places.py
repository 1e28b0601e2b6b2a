"""Which place a cell names: a site, a neighbourhood by its code; and why a code is not known."""

import re
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from kit.states import Refusal
from measurement.engine.places import generation_of
from measurement.incoming.lineages import Lineages, commune
from measurement.models import Indicator
from sites.models import CityContract, Neighbourhood, Site, SiteNeighbourhood
from sites.spelling import plain

OF_COMMUNE = re.compile(r"[0-9][0-9AB][0-9]{3}")
STEM = 7


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: at a site, or in a neighbourhood; `later` names what took its place.

    `former` is the code by which the file named it, where it goes on with another one.
    """

    site_id: Any = None
    code: str | None = None
    contract: str | None = None
    later: str = ""
    former: str = ""


class Places:
    """The places that a file may name: those of one site, or all of them for the national team.

    What belongs to another site is not there: it reads like a code that does not exist.
    """

    def __init__(self, site: Site | None) -> None:
        self.site = site
        sites = [site] if site else list(Site.objects.order_by("slug"))
        links = SiteNeighbourhood.objects.filter(site=site) if site else SiteNeighbourhood.objects
        # A slug is one site's; a name may be several sites': then it names none of them.
        self.slugs = {plain(one.slug): one.pk for one in sites}
        self.names: dict[str, list[Any]] = {}
        for one in sites:
            self.names.setdefault(plain(one.name), []).append(one.pk)
        self.own: dict[Any, set[str]] = {}
        self.sites_of: dict[str, set[Any]] = {}
        pairs = links.order_by("neighbourhood").values_list("site", "neighbourhood")
        for site_id, code in pairs:
            self.own.setdefault(site_id, set()).add(code)
            self.sites_of.setdefault(code, set()).add(site_id)
        self.codes = self.codes_known()
        self.contracts = self.contracts_known()
        self.stems = {code[:STEM]: code for code in sorted(self.codes)}
        self.lineages = Lineages(self.codes)
        self.found: dict[tuple[str, str], Place | str] = {}

    def codes_known(self) -> set[str]:
        """The codes of neighbourhoods that the file may name."""
        if self.site:
            return self.own.get(self.site.pk, set())
        return set(Neighbourhood.objects.order_by("pk").values_list("pk", flat=True))

    def contracts_known(self) -> set[str]:
        """The codes of city contracts that the file may name."""
        if self.site:
            return {self.site.city_contract_id} if self.site.city_contract_id else set()
        return set(CityContract.objects.order_by("pk").values_list("pk", flat=True))

    def named(self, text: str, level: str) -> Place:
        """The place of a value that is measured for sites, or for neighbourhoods; or why none."""
        key = (text, level)
        if key not in self.found:
            try:
                self.found[key] = self.look_up(text.strip(), level)
            except Refusal as refusal:
                self.found[key] = str(refusal)
        found = self.found[key]
        if isinstance(found, str):
            raise Refusal(found)
        return found

    def site_named(self, text: str) -> Any:
        """The site of a row, where it names one; the one site of the file before all."""
        if self.site:
            return self.site.pk
        try:
            return self.named(text, Indicator.Level.SITE).site_id
        except Refusal:
            return None

    def look_up(self, text: str, level: str) -> Place:
        code = text.upper()
        if generation_of(code) == 2015:
            now = self.lineages.since_2015(code)
            return replace(self.in_neighbourhood(now, level), former=code)
        if generation_of(code) == 2024:
            return self.in_neighbourhood(code, level)
        if OF_COMMUNE.fullmatch(code) and (told := commune(code)):
            raise Refusal(told)
        if level == Indicator.Level.CONTRACT and code in self.contracts:
            return Place(contract=code)
        if not text and self.site and level == Indicator.Level.SITE:
            return Place(self.site.pk)
        if not text:
            raise Refusal(_("Say for which place the value stands."))
        site_id = self.site_called(text)
        if level != Indicator.Level.SITE:
            raise Refusal(_("This figure is measured for neighbourhoods: name one by its code."))
        return Place(site_id)

    def site_called(self, text: str) -> Any:
        """The site of a slug, or of a name that only one site has."""
        word = plain(text)
        found = self.names.get(word, [])
        if word in self.slugs:
            return self.slugs[word]
        if len(found) > 1:
            raise Refusal(
                _("%(count)s sites are called “%(place)s”: write the one that its address says.")
                % {"count": len(found), "place": text[:60]}
            )
        if not found:
            raise Refusal(_("“%(place)s” is no place that is known here.") % {"place": text[:60]})
        return found[0]

    def in_neighbourhood(self, code: str, level: str) -> Place:
        """The neighbourhood; for what is measured of a site, the site that it makes up alone."""
        if code not in self.codes:
            raise Refusal(self.unknown(code))
        if level != Indicator.Level.SITE:
            now = self.lineages.unchanged.get(code, "")
            if now in self.codes:
                return Place(code=now, former=code)
            return Place(code=code, later=self.lineages.later.get(code, ""))
        sites = self.sites_of.get(code, set())
        if len(sites) != 1 or self.own[next(iter(sites))] != {code}:
            raise Refusal(
                _(
                    "This figure is measured for a whole site, and %(code)s is not a site by itself: "
                    "name the site."
                )
                % {"code": code}
            )
        return Place(next(iter(sites)))

    def unknown(self, code: str) -> str:
        """Why a code is not known, with the code of today that has the same number."""
        near = self.stems.get(code[:STEM])
        if near is None:
            return _("“%(code)s” is no neighbourhood that is known here.") % {"code": code}
        return _("“%(code)s” is not known: did you mean %(near)s?") % {"code": code, "near": near}
