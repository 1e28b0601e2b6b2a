"""What is measured and how it may be read."""

from copy import copy
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kit.models import Entity, HouseQuerySet
from kit.reads import Given
from kit.tongues import Told
from measurement.engine.small import is_few, is_share_of_few
from measurement.models.defined import Defined, runs_over_people
from sites.models import Site

COMMON_CODE = r"^[a-z]{3}-[0-9]{2}$"
# The common figures that the portal works out from its own rows, where they name it as their source.
PORTAL, COMPUTED = "portail", frozenset({"app-01", "gov-03", "mob-01", "par-03"})


def reads_english() -> bool:
    """True for a reader of the English pages."""
    return (get_language() or "").startswith("en")


class IndicatorQuerySet(HouseQuerySet["Indicator"]):
    def at(self, site: Site | Given) -> Self:
        """The common indicators and the site's own, in the order in which a page shows them.

        What is not in use yet is shown in the catalogue only.
        """
        shown = self.exclude(status="draft").filter(Q(site=None) | Q(site=site))
        return shown.order_by("position", "code")

    def in_use(self) -> Self:
        """Those for which values are entered."""
        return self.filter(status="active")

    def asked_of_people(self) -> Self:
        """Those in use whose values people of a site give, each period; the portal asks for them."""
        there = self.in_use().filter(level="site").exclude(periodicity="irregular")
        return there.exclude(site=None, source_code=PORTAL, code__in=COMPUTED)


class Indicator(Defined, Entity):
    """What is measured and how it may be read: common to all sites or one site's own.

    It is the identity of a figure and carries a copy of the definition that stands now; each
    version of it is a `Definition`. Its words may be put better without a new version, its rules
    may not. Common codes look like `rev-01`, local ones never do, so that an address names one
    indicator; a code never changes.
    """

    class Level(models.TextChoices):
        """What one value is about."""

        SITE = "site", _("site")
        NEIGHBOURHOOD = "neighbourhood", _("neighbourhood")
        CONTRACT = "contract", _("city contract")

    class Theme(models.TextChoices):
        """What part of life in a neighbourhood, or of working together, it speaks of."""

        POPULATION = "population", _("population and households")
        INCOME = "income", _("income")
        RIGHTS = "rights", _("access to rights")
        EMPLOYMENT = "employment", _("employment")
        EDUCATION = "education", _("education")
        HOUSING = "housing", _("housing")
        ECONOMY = "economy", _("economic life")
        LIVING = "living", _("life in the neighbourhood")
        MEANS = "means", _("means of the State")
        COOPERATION = "cooperation", _("cooperation")
        PARTICIPATION = "participation", _("participation of residents")
        GOVERNANCE = "governance", _("shared governance")
        SUPPORT = "support", _("support and learning")
        OTHER = "other", _("other")

    class Kind(models.TextChoices):
        """Whose situation it describes: how people live, what is done, how people work together."""

        POPULATION = "population", _("situation of the population")
        PERFORMANCE = "performance", _("what the actions achieve")
        PROCESS = "process", _("how people work together")

    class Role(models.TextChoices):
        """What it is meant for; a site chooses its own headline figures."""

        HEADLINE = "headline", _("headline figure")
        CONTRIBUTING = "contributing", _("contributing figure")
        CONTEXT = "context", _("context")
        TO_DEVELOP = "to_develop", _("to be developed")

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        ACTIVE = "active", _("in use")
        RETIRED = "retired", _("retired")

    # True for a copy with the rules of an earlier version.
    is_former = False
    # The values that are withheld for what could be worked out with them; of a copy to read with.
    withheld: frozenset[Any] = frozenset()

    ADDITIVE: ClassVar = {Defined.ValueType.COUNT, Defined.ValueType.AMOUNT}

    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, related_name="indicators")
    code = models.SlugField(_("code"), max_length=80)
    version = models.PositiveSmallIntegerField(_("version of the definition"), default=1)
    theme = models.CharField(_("theme"), max_length=13, choices=Theme, default=Theme.OTHER)
    kind = models.CharField(
        _("what it describes"), max_length=11, choices=Kind, default=Kind.PERFORMANCE
    )
    role = models.CharField(_("use"), max_length=12, choices=Role, default=Role.CONTRIBUTING)
    status = models.CharField(_("status"), max_length=7, choices=Status, default=Status.ACTIVE)
    level = models.CharField(_("measured for"), max_length=14, choices=Level, default=Level.SITE)
    name = models.CharField(_("name"), max_length=160)
    question = models.CharField(_("question"), max_length=200, blank=True)
    caution = models.CharField(_("caution"), max_length=400, blank=True)
    information_use = models.CharField(_("what the figure is used for"), max_length=300, blank=True)
    vintage = models.CharField(_("vintage"), max_length=200, blank=True)
    # By which role, never by which person, it is looked after or developed.
    steward = models.CharField(_("looked after by"), max_length=120, blank=True)
    name_en = models.CharField(_("name, in English"), max_length=160, blank=True)
    question_en = models.CharField(_("question, in English"), max_length=200, blank=True)
    definition_en = models.TextField(_("definition, in English"), blank=True)
    unit_en = models.CharField(_("unit, in English"), max_length=40, blank=True)
    source_en = models.CharField(_("source, in English"), max_length=200, blank=True)
    numerator_label_en = models.CharField(_("numerator, in English"), max_length=200, blank=True)
    denominator_label_en = models.CharField(
        _("denominator, in English"), max_length=200, blank=True
    )
    caution_en = models.CharField(_("caution, in English"), max_length=400, blank=True)
    information_use_en = models.CharField(
        _("what the figure is used for, in English"), max_length=300, blank=True
    )
    vintage_en = models.CharField(_("vintage, in English"), max_length=200, blank=True)
    steward_en = models.CharField(_("looked after by, in English"), max_length=120, blank=True)
    # The strictest threshold of all its versions: what was once secret is never published later.
    secret_below = models.PositiveSmallIntegerField(default=0, editable=False)
    # Once it was part of another figure or that one of it, nothing of it is told without the family.
    in_family = models.BooleanField(default=False, editable=False)
    decimals = models.PositiveSmallIntegerField(_("decimals shown"), default=0)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    derived_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="derived"
    )
    # « hazebrouck/enfants-accompagnes » : said in words too, for a catalogue carried elsewhere.
    origin = models.CharField(_("comes from"), max_length=160, blank=True)
    replaced_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="replaces"
    )
    retired_on = models.DateField(_("retired on"), null=True)
    # The instant at which this portal retired it: pages of earlier instants still have it.
    retired_at = models.DateTimeField(null=True, editable=False)
    retired_why = models.CharField(_("why it is retired"), max_length=300, blank=True)

    objects = IndicatorQuerySet.as_manager()

    class Meta(Defined.Meta):
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = (
            *Defined.Meta.constraints,
            UniqueConstraint(
                fields=["site", "code"], nulls_distinct=False, name="indicator_code_once_a_site"
            ),
            CheckConstraint(
                condition=Q(site=None, code__regex=COMMON_CODE)
                | Q(site__isnull=False) & ~Q(code__regex=COMMON_CODE),
                name="indicator_common_iff_no_site",
            ),
            CheckConstraint(
                condition=Q(site=None) | Q(level="site"), name="indicator_local_is_about_its_site"
            ),
            CheckConstraint(
                condition=~Q(name="") & ~Q(unit="") & ~Q(source=""),
                name="indicator_named_with_unit_and_source",
            ),
            CheckConstraint(
                condition=Q(level__in=["site", "neighbourhood", "contract"])
                & Q(kind__in=["population", "performance", "process"])
                & Q(role__in=["headline", "contributing", "context", "to_develop"])
                & Q(status__in=["draft", "active", "retired"]),
                name="indicator_place_known",
            ),
            CheckConstraint(
                condition=~Q(status="active")
                | Q(site__isnull=False)
                | ~Q(question="") & ~Q(definition="") & ~Q(information_use=""),
                name="indicator_common_in_use_told_to_residents",
            ),
            CheckConstraint(
                condition=Q(status="retired", retired_on__isnull=False, retired_at__isnull=False)
                & ~Q(retired_why="")
                | ~Q(status="retired")
                & Q(retired_on=None, retired_at=None, retired_why="", replaced_by=None),
                name="indicator_day_and_reason_iff_retired",
            ),
            CheckConstraint(
                condition=~Q(role="to_develop") | ~Q(status="active") & ~Q(steward=""),
                name="indicator_to_develop_by_somebody",
            ),
            CheckConstraint(
                condition=~Q(role="headline") | ~Q(direction="context"),
                name="indicator_context_is_no_headline",
            ),
            CheckConstraint(
                condition=Q(decimals__lte=4) & Q(version__gte=1), name="indicator_decimals_few"
            ),
            CheckConstraint(
                condition=~Q(derived_from=F("id")) & ~Q(replaced_by=F("id")),
                name="indicator_comes_from_another_one",
            ),
            CheckConstraint(
                condition=Q(part_of="") | Q(in_family=True) & ~Q(part_of=F("code")),
                name="indicator_part_of_another_one",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_local(self) -> bool:
        return self.site_id is not None

    @property
    def is_in_use_here(self) -> bool:
        """True for what a site follows itself and may define anew."""
        return self.is_local and self.status == self.Status.ACTIVE

    @property
    def runs_over_people(self) -> bool:
        """True of a count of people that adds each period to the one before."""
        return runs_over_people(vars(self))

    @property
    def is_additive(self) -> bool:
        """True for what may be summed over different places."""
        return self.value_type in self.ADDITIVE

    @property
    def is_entered(self) -> bool:
        """True when people of the site enter its values, instead of an official file or the portal."""
        own = self.level == self.Level.SITE and self.periodicity != self.Periodicity.IRREGULAR
        return own and not self.is_computed

    @property
    def is_computed(self) -> bool:
        """True for what the portal works out from its own rows: nobody types it."""
        return self.site_id is None and self.source_code == PORTAL and self.code in COMPUTED

    @property
    def is_ratio(self) -> bool:
        """True where the value follows from a numerator and a denominator."""
        return self.value_type == self.ValueType.RATIO

    @property
    def may_be_bare(self) -> bool:
        """True for a ratio of an official file, which may publish the rate without its two numbers."""
        return self.is_ratio and self.level != self.Level.SITE

    @property
    def is_share(self) -> bool:
        """True for a part of a whole, which it cannot exceed."""
        return self.unit == "%"

    @property
    def is_whole(self) -> bool:
        """True where a value is a whole number: what is counted, or a level of a scale."""
        counted = self.value_type in self.COUNTED and not self.decimals
        return counted or self.value_type == self.ValueType.ORDINAL

    @property
    def has_whole_terms(self) -> bool:
        """True of a ratio of two counts: so many in a hundred or in a thousand."""
        return self.is_ratio and self.multiplier > 1

    @property
    def lowest(self) -> Decimal:
        """The least that a value entered by people can be: nought where nothing else is said."""
        return Decimal(0) if self.lower_bound is None else self.lower_bound

    @property
    def highest(self) -> Decimal | None:
        """The most that a value entered by people can be, where there is a most."""
        ends = (self.upper_bound, self.ceiling, Decimal(100) if self.is_share else None)
        return min((end for end in ends if end is not None), default=None)

    @property
    def per(self) -> int:
        """For how many a ratio counts: a percentage for a hundred."""
        return self.multiplier

    @property
    def few(self) -> int:
        """Below how many people nothing is told: the strictest rule that was ever in force."""
        return max(self.threshold, self.secret_below)

    @property
    def may_hide(self) -> bool:
        """False where no value can be too small to be read: no version ever had a rule of few people."""
        return self.version > 1 or max(self.few, self.least_base) > 0

    def hides(self, row: Any) -> bool:
        """True for a measurement that nobody outside the site may read, because it tells of so few people.

        It is read by the definition that it was measured by, whatever counts now. Nor may he read
        what is withheld of a family of figures.
        """
        if self.withheld and row.pk in self.withheld:
            return True
        then = self if row.version == self.version else self.under(row.version)
        if row.numerator is None:
            return then.value_type in then.COUNTED and is_few(row.value, then.few)
        short = is_few(row.denominator, then.least_base)
        return short or is_share_of_few(row.numerator, row.denominator, then.few)

    def withholding(self, keys: frozenset[Any]) -> "Indicator":
        """With the values of its family that are withheld: a copy to read with, never to save."""
        if not keys or not self.in_family:
            return self
        found = copy(self)
        found.withheld = keys
        return found

    def version_for(self, first: date | None) -> int:
        """Under which version of the definition a period is measured that begins on this day."""
        if first is None or self.version == 1:
            return self.version
        fit = self.definitions.filter(Q(valid_from__lte=first) | Q(number=1))
        found: int | None = fit.order_by("-number").values_list("number", flat=True).first()
        return found or self.version

    def under(self, number: int) -> "Indicator":
        """As it was defined then: a copy to read with, never to save."""
        return (
            self.defined_by(self.definitions.get(number=number)) if number != self.version else self
        )

    def defined_by(self, definition: Any) -> "Indicator":
        """With the rules of one of its versions: a copy to read with, never to save."""
        then = copy(self)
        then.version, then.is_former = definition.number, definition.number != self.version
        for name, value in definition.rules().items():
            setattr(then, name, value)
            if name in TRANSLATED and definition.number != self.version:
                # The English words are those of what counts now.
                setattr(then, f"{name}_en", "")
        return then

    def said(self, field: str) -> tuple[str, str]:
        """A text in the reader's language and the language that it is in: the other where it lacks."""
        french, english = getattr(self, field), getattr(self, f"{field}_en")
        in_english = bool(english) and (reads_english() or not french)
        return english if in_english else french, "en" if in_english else "fr"

    def spoken(self) -> "Indicator":
        """In the reader's language as far as it is translated: a copy to read with, never to save."""
        if not reads_english() and not any(
            getattr(self, f"{name}_en") and not getattr(self, name) for name in TRANSLATED
        ):
            return self
        then = copy(self)
        for name in TRANSLATED:
            setattr(then, name, Told(*self.said(name)))
        return then


def indicators_at(site: Site) -> IndicatorQuerySet:
    """Where a page of the site looks for an indicator: the common ones and its own."""
    return Indicator.objects.at(site)


def wholes_for(site: Site | None, but: Indicator | None = None) -> dict[str, Indicator]:
    """Of which counts a figure may be a part, by their code: common ones, and those of its site."""
    level = but.level if but else Indicator.Level.SITE
    there = Indicator.objects.in_use().filter(value_type__in=Indicator.COUNTED, level=level)
    there = there.filter(Q(site=None) | Q(site=site)) if site else there.filter(site=None)
    found = there.exclude(pk=but.pk) if but else there
    return {one.code: one for one in found.order_by("position", "code")}


TRANSLATED = (
    "name", "question", "definition", "unit", "source", "numerator_label", "denominator_label",
    "caution", "information_use", "vintage", "steward",
)  # fmt: skip
# Words and uses that may be put better without a new version.
WORDS = (
    "theme", "kind", "role", "name", "question", "caution", "information_use", "vintage", "steward",
    *(f"{field}_en" for field in TRANSLATED), "decimals", "position",
)  # fmt: skip
