"""Rubrics: versioned words, in both languages, by which a site rates itself."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kit.models import Entity


def in_words(french: str, english: str) -> str:
    """A rubric's text in the reader's language."""
    return english if (get_language() or "fr").startswith("en") else french


class Kind(models.TextChoices):
    """What a rubric is for."""

    PRECONDITIONS = "preconditions", pgettext_lazy("rubric", "Readiness: the three preconditions")
    CONDITIONS = "conditions", pgettext_lazy("rubric", "The five conditions")


class Family(models.TextChoices):
    """The preconditions and the conditions of collective impact, in their order."""

    URGENCY = "urgency", pgettext_lazy("condition", "Urgency")
    LEADERSHIP = "leadership", pgettext_lazy("condition", "Leadership")
    RESOURCES = "resources", pgettext_lazy("condition", "Resources")
    COMMON_AGENDA = "common_agenda", pgettext_lazy("condition", "Common agenda")
    SHARED_MEASUREMENT = "shared_measurement", pgettext_lazy("condition", "Shared measurement")
    REINFORCING_ACTIVITIES = (
        "reinforcing_activities",
        pgettext_lazy("condition", "Mutually reinforcing activities"),
    )
    CONTINUOUS_COMMUNICATION = (
        "continuous_communication",
        pgettext_lazy("condition", "Continuous communication"),
    )
    BACKBONE = "backbone", pgettext_lazy("condition", "Backbone support")


class Rubric(Entity):
    """One version of a rubric. Once published, a database trigger keeps it and its parts as they are."""

    kind = models.CharField(_("kind"), max_length=13, choices=Kind)
    version = models.PositiveSmallIntegerField(_("version"))
    title_fr = models.CharField(max_length=160)
    title_en = models.CharField(max_length=160)
    introduction_fr = models.TextField()
    introduction_en = models.TextField()
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("rubric")
        verbose_name_plural = _("rubrics")
        constraints = (
            UniqueConstraint(fields=["kind", "version"], name="one_rubric_a_version"),
            CheckConstraint(condition=Q(kind__in=Kind.values), name="rubric_kind_known"),
            CheckConstraint(condition=Q(version__gte=1), name="rubric_versions_from_one"),
            CheckConstraint(
                condition=~Q(title_fr="")
                & ~Q(title_en="")
                & ~Q(introduction_fr="")
                & ~Q(introduction_en=""),
                name="rubric_in_both_languages",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"

    @property
    def title(self) -> str:
        return in_words(self.title_fr, self.title_en)

    @property
    def introduction(self) -> str:
        return in_words(self.introduction_fr, self.introduction_en)


class Dimension(Entity):
    """One question of a rubric. Its code stays the same through the versions, so that rounds compare."""

    rubric = models.ForeignKey(Rubric, on_delete=models.PROTECT, related_name="dimensions")
    code = models.SlugField(max_length=40)
    family = models.CharField(max_length=24, choices=Family)
    position = models.PositiveSmallIntegerField()
    title_fr = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120)
    question_fr = models.CharField(max_length=200)
    question_en = models.CharField(max_length=200)
    # At the lowest level of this one the context may not be suited at all: the page says so.
    unsuited_at_lowest = models.BooleanField(default=False)

    class Meta:
        ordering = ("position",)
        verbose_name = _("dimension")
        verbose_name_plural = _("dimensions")
        constraints = (
            UniqueConstraint(fields=["rubric", "code"], name="one_dimension_a_code"),
            UniqueConstraint(fields=["rubric", "position"], name="one_dimension_a_position"),
            CheckConstraint(condition=Q(family__in=Family.values), name="dimension_family_known"),
            CheckConstraint(
                condition=~Q(title_fr="")
                & ~Q(title_en="")
                & ~Q(question_fr="")
                & ~Q(question_en=""),
                name="dimension_in_both_languages",
            ),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def title(self) -> str:
        return in_words(self.title_fr, self.title_en)

    @property
    def question(self) -> str:
        return in_words(self.question_fr, self.question_en)


class Level(Entity):
    """One step of a dimension: its name, what it looks like, and an example of what shows it."""

    dimension = models.ForeignKey(Dimension, on_delete=models.PROTECT, related_name="levels")
    number = models.PositiveSmallIntegerField()
    name_fr = models.CharField(max_length=40)
    name_en = models.CharField(max_length=40)
    text_fr = models.CharField(max_length=300)
    text_en = models.CharField(max_length=300)
    example_fr = models.CharField(max_length=300)
    example_en = models.CharField(max_length=300)

    class Meta:
        ordering = ("number",)
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        constraints = (
            UniqueConstraint(fields=["dimension", "number"], name="one_level_a_number"),
            CheckConstraint(
                condition=~Q(name_fr="")
                & ~Q(name_en="")
                & ~Q(text_fr="")
                & ~Q(text_en="")
                & ~Q(example_fr="")
                & ~Q(example_en=""),
                name="level_in_both_languages",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.name_en}"

    @property
    def name(self) -> str:
        return in_words(self.name_fr, self.name_en)

    @property
    def text(self) -> str:
        return in_words(self.text_fr, self.text_en)

    @property
    def example(self) -> str:
        return in_words(self.example_fr, self.example_en)
