"""Sites: local collectives with their stages, dated links to neighbourhoods, waves and themes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import CheckConstraint, F, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.roles import KNOWERS, Role
from kit import clock
from kit.access import Standing
from kit.models import Entity, HouseQuerySet
from kit.states import Stateful
from sites.models.fields import latitude, longitude, point_constraints, sort_key
from sites.models.neighbourhoods import Neighbourhood
from sites.models.places import Commune, Department, Region
from sites.models.programmes import CityContract, CityProgramme
from sites.naming import said
from sites.spelling import plain, terms

# The codes of the stages as the database knows them; `Site.State` gives them their words.
STAGES = (
    *("expressed", "exploring", "assessed", "invited", "engaged", "active", "autonomous"),
    *("paused", "withdrawn", "unsuited", "merged"),
)


class Wave(Entity):
    """A phase of the experiment. Its exact first day is not public, so it also says its years in words."""

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    name = models.CharField(_("name"), max_length=60)
    period = models.CharField(_("period in words"), max_length=60, blank=True)
    started_on = models.DateField(_("started on"))

    class Meta:
        ordering = ("number",)
        verbose_name = _("wave")
        verbose_name_plural = _("waves")
        constraints = (CheckConstraint(condition=Q(number__gte=1), name="wave_number_from_one"),)

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """Its name in the reader's language."""
        return said(self.name)


class Theme(Entity):
    """What a site works on: data, not code, because the approach goes on to new fields."""

    slug = models.SlugField(_("identifier"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80)
    explanation = models.CharField(_("explanation"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), unique=True)

    class Meta:
        ordering = ("position",)
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Sight:
    """Which sites somebody may see on a day: all, or the public ones and their own.

    Their own are given by slug, and by the resource centres that serve them; `public` False
    leaves the public ones out.
    """

    today: date
    everything: bool = False
    mine: tuple[str, ...] = ()
    centres: tuple[str, ...] = ()
    public: bool = True

    @classmethod
    def of(cls, standing: Standing, *, public: bool = True) -> Self:
        """The national team sees all sites, others the public ones and those where they have a role."""
        if Role.NATIONAL in standing.roles | standing.elsewhere:
            return cls(clock.today(), everything=True)
        places = ("sites", "handing_over", "coming")
        mine = {site.slug for place in places for site in standing.facts.get(place, ())}
        if not standing.roles.isdisjoint(KNOWERS):
            mine.add(standing.place)
        centres = tuple(sorted(standing.facts.get("centres", ())))
        return cls(clock.today(), mine=tuple(sorted(mine)), centres=centres, public=public)

    @classmethod
    def supporting(cls, standing: Standing) -> Self:
        """The sites that a facilitator or a coach supports: the centre's, and those by name."""
        named = sorted({site.slug for site in standing.facts.get("supported", ())})
        centres = tuple(sorted(standing.facts.get("centres", ())))
        return cls(clock.today(), mine=tuple(named), centres=centres, public=False)


class SiteQuerySet(HouseQuerySet["Site"]):
    def visible(self) -> Self:
        """Those that everybody may see: the talks before a site joins are not public."""
        return self.filter(public_since__lte=clock.today())

    def visible_to(self, standing: Standing) -> Self:
        """The national team sees all sites, others the public ones and those where they have a role."""
        return self.within(Sight.of(standing))

    def within(self, sight: Sight) -> Self:
        """The sites in somebody's sight."""
        if sight.everything:
            return self
        seen = Q(slug__in=sight.mine)
        if sight.public:
            seen |= Q(public_since__lte=sight.today)
        if sight.centres:
            seen |= Q(pk__in=Site.objects.order_by().served_by(sight.centres).values("pk"))
        return self.filter(seen)

    def with_role(self, standing: Standing) -> Self:
        """Those where somebody has a role: by mandate, by membership or by a resource centre."""
        return self.within(Sight.of(standing, public=False))

    def served_by(self, centres: Iterable[str]) -> Self:
        """Those in the area of a centre: its regions, or only the departments that it names."""
        codes = tuple(centres)
        return self.filter(
            Q(region__resource_centres__in=codes, region__resource_centres__departments=None)
            | Q(department__resource_centres__in=codes)
        )

    def named(self, words: str) -> Self:
        """Those of this name or address."""
        return self.filter(Q(sort_name=plain(words)) | Q(slug=words.strip()))

    def with_listing(self) -> Self:
        """All that a list of sites shows, in a number of queries that does not grow with it."""
        return self.select_related("wave", "region", "department", "commune").prefetch_related(
            "themes", Prefetch("links", SiteNeighbourhood.objects.select_related("neighbourhood"))
        )

    def matching(self, text: str) -> Self:
        """Every word of the search is in the site's name, town, department or a neighbourhood's name or code."""
        found = self
        for term in terms(text):
            links = SiteNeighbourhood.objects.filter(
                Q(neighbourhood__sort_name__contains=term)
                | Q(neighbourhood__code__startswith=term.upper())
            )
            found = found.filter(
                Q(sort_name__contains=term)
                | Q(commune__sort_name__contains=term)
                | Q(commune__postal_codes__contains=[term])
                | Q(department__sort_name__contains=term)
                | Q(pk__in=links.values("site"))
            )
        return found


class Site(Stateful, Entity):
    """A local collective: one or more neighbourhoods, a cité éducative or a cité de l'emploi, in one wave."""

    class Programme(models.TextChoices):
        NEIGHBOURHOODS = "qpv", _("priority neighbourhoods")
        EDUCATIVE = "educative", _("cité éducative")
        EMPLOYMENT = "employment", _("cité de l'emploi")

    class State(models.TextChoices):
        """The stages of a site's life, in the order in which most sites go through them."""

        EXPRESSED = "expressed", pgettext_lazy("stage", "Interest expressed")
        EXPLORING = "exploring", pgettext_lazy("stage", "Exploring")
        ASSESSED = "assessed", pgettext_lazy("stage", "Readiness assessed")
        INVITED = "invited", pgettext_lazy("stage", "Invited")
        ENGAGED = "engaged", pgettext_lazy("stage", "Engaged")
        ACTIVE = "active", pgettext_lazy("stage", "Active")
        AUTONOMOUS = "autonomous", pgettext_lazy("stage", "Autonomous")
        PAUSED = "paused", pgettext_lazy("stage", "Paused")
        WITHDRAWN = "withdrawn", pgettext_lazy("stage", "Withdrawn")
        UNSUITED = "unsuited", pgettext_lazy("stage", "Context not suited")
        MERGED = "merged", pgettext_lazy("stage", "Merged into another site")

    # The usual path. Going back on it is a normal move: vision and strategy mature in a loop.
    PATH: ClassVar = (
        State.EXPRESSED, State.EXPLORING, State.ASSESSED, State.INVITED,
        State.ENGAGED, State.ACTIVE, State.AUTONOMOUS,
    )  # fmt: skip
    OFF_RAMPS: ClassVar = {State.PAUSED, State.WITHDRAWN, State.UNSUITED, State.MERGED}
    # A pause is left for any stage, or goes on until another day to look again; who withdrew or was not suited may ask again; a merger that
    # is undone goes through a pause, whose day to look again says when it is settled.
    MOVES: ClassVar = {
        State.EXPRESSED: {State.EXPLORING, *OFF_RAMPS},
        State.EXPLORING: {State.ASSESSED, *PATH[:1], *OFF_RAMPS},
        State.ASSESSED: {State.INVITED, *PATH[:2], *OFF_RAMPS},
        State.INVITED: {State.ENGAGED, *PATH[:3], *OFF_RAMPS},
        State.ENGAGED: {State.ACTIVE, *PATH[:4], *OFF_RAMPS},
        State.ACTIVE: {State.AUTONOMOUS, *PATH[:5], *OFF_RAMPS},
        State.AUTONOMOUS: {*PATH[:6], *OFF_RAMPS},
        State.PAUSED: {*PATH, *OFF_RAMPS},
        State.WITHDRAWN: {State.EXPRESSED},
        State.UNSUITED: {State.EXPRESSED},
        State.MERGED: {State.PAUSED},
    }
    FIRST = State.EXPRESSED
    # Where three seats should be held and a report is made each quarter.
    AT_WORK: ClassVar = (State.ENGAGED, State.ACTIVE, State.AUTONOMOUS)
    NEED_A_REASON: ClassVar = OFF_RAMPS
    ENDS: ClassVar = {State.WITHDRAWN, State.UNSUITED, State.MERGED}

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=150)
    sort_name = sort_key()
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="sites")
    programme = models.CharField(
        _("programme"), max_length=10, choices=Programme, default=Programme.NEIGHBOURHOODS
    )
    city_programme = models.ForeignKey(
        CityProgramme, on_delete=models.PROTECT, null=True, blank=True, related_name="sites"
    )
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="sites")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="sites")
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="sites")
    city_contract = models.ForeignKey(
        CityContract, on_delete=models.PROTECT, null=True, blank=True, related_name="sites"
    )
    themes = models.ManyToManyField(Theme, blank=True, related_name="sites")
    state = models.CharField(_("stage"), max_length=10, choices=State, default=State.EXPRESSED)
    stage_since = models.DateField(_("in this stage since"))
    look_again_on = models.DateField(_("day to look again"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_sites"
    )
    public_since = models.DateField(_("public since"), null=True, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    lon = longitude()
    lat = latitude()
    map_lon = longitude()
    map_lat = latitude()

    objects = SiteQuerySet.as_manager()

    class Meta:
        ordering = ("sort_name", "slug")
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        indexes = (
            models.Index(fields=["sort_name", "slug"], name="site_sort_name"),
            GinIndex(OpClass(F("sort_name"), name="gin_trgm_ops"), name="site_words"),
        )
        constraints = (
            CheckConstraint(condition=Q(slug__regex=r"^[a-z0-9]+(-[a-z0-9]+)*$"), name="site_slug_format"),
            CheckConstraint(condition=~Q(name=""), name="site_named"),
            CheckConstraint(condition=Q(state__in=STAGES), name="site_stage_known"),
            CheckConstraint(
                condition=Q(state="paused", look_again_on__isnull=False, look_again_on__gt=F("stage_since"))
                | (~Q(state="paused") & Q(look_again_on=None)),
                name="site_paused_iff_looked_at_again",
            ),
            CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into=None)),
                name="site_merged_iff_into_another",
            ),
            CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                name="site_not_merged_into_itself",
            ),
            CheckConstraint(
                condition=Q(programme="qpv", city_programme=None)
                | Q(programme__in=["educative", "employment"], city_programme__isnull=False),
                name="site_programme_iff_not_neighbourhoods",
            ),
            *point_constraints("site"),
            *point_constraints("site", "map_lon", "map_lat"),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('sites:site-list')}{self.slug}/"

    @property
    def is_public(self) -> bool:
        """True once everybody may see the site; the talks before are not public."""
        return self.public_since is not None and self.public_since <= clock.today()

    @property
    def current_stage(self) -> "Site.State":
        """The stage as a member of `Site.State`; its `.label` is the word on screen."""
        return Site.State(self.state)

    def goes_back_to(self, stage: "Site.State") -> bool:
        """True for a step back on the usual path."""
        path = self.PATH
        if self.current_stage not in path or stage not in path:
            return False
        return path.index(stage) < path.index(self.current_stage)

    def neighbourhoods_on(self, day: date | None = None) -> list[Neighbourhood]:
        """The neighbourhoods linked that day, by name; free of queries after `with_listing()`."""
        day = day or clock.today()
        if "links" in getattr(self, "_prefetched_objects_cache", {}):
            found = [link.neighbourhood for link in self.links.all() if day in link.during]
            return sorted(found, key=lambda n: (n.sort_name, n.code))
        return list(Neighbourhood.objects.filter(links__site=self, links__during__contains=day))

    @property
    def neighbourhoods_now(self) -> list[Neighbourhood]:
        """Those of today, for templates."""
        return self.neighbourhoods_on()


class LinkQuerySet(HouseQuerySet["SiteNeighbourhood"]):
    def on(self, day: date) -> Self:
        """The links in force that day."""
        return self.filter(during__contains=day)


class SiteNeighbourhood(Entity):
    """A site covers a neighbourhood for dated time, because both the site and the official list change."""

    class Strength(models.TextChoices):
        """How surely the neighbourhood belongs to the site, as far as it is public."""

        DECLARED = "declared", _("declared by the site")
        NAMED = "named", _("named in a public document")
        ONLY = "only", _("the only neighbourhood of the town")
        CANDIDATE = "candidate", _("possible neighbourhood of the site")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="links")
    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, related_name="links")
    during = DateRangeField(_("during"))
    strength = models.CharField(
        _("certainty"), max_length=9, choices=Strength, default=Strength.DECLARED
    )
    reason = models.TextField(_("why it was linked"), blank=True)
    end_reason = models.TextField(_("why the link ended"), blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering = ("during",)
        verbose_name = _("neighbourhood of a site")
        verbose_name_plural = _("neighbourhoods of sites")
        constraints = (
            CheckConstraint(
                condition=Q(during__isempty=False, during__startswith__isnull=False),
                name="site_neighbourhood_has_a_first_day",
            ),
            ExclusionConstraint(
                name="site_neighbourhood_linked_once_at_a_time",
                expressions=[
                    ("site", RangeOperators.EQUAL),
                    ("neighbourhood", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
        )

    def __str__(self) -> str:
        return f"{self.site_id} {self.neighbourhood_id}"
