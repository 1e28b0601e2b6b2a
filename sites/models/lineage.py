"""What became of neighbourhoods from one edition of the official list to the next."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from kit.models import Entity
from sites.models.neighbourhoods import Neighbourhood

FORMER_CODE = r"^QP(?:[0-9]{3}|02[AB])[0-9]{3}$"


class Lineage(Entity):
    """One step from a former neighbourhood to a later one, in the edition in which it happened.

    The portal derives it from the lists by their communes; the national team may say otherwise,
    with a reason. A neighbourhood that keeps its code is unchanged and has no row.
    """

    class Relation(models.TextChoices):
        UNCHANGED = "unchanged", _("same limits, another code")
        MODIFIED = "modified", _("limits changed")
        MERGED = "merged", _("merged with others")
        SPLIT = "split", _("split")
        NEW = "new", _("new on the list")
        LEFT = "left", _("no longer a priority neighbourhood")

    former = models.ForeignKey(
        Neighbourhood, on_delete=models.PROTECT, null=True, blank=True, related_name="next_steps"
    )
    later = models.ForeignKey(
        Neighbourhood, on_delete=models.PROTECT, null=True, blank=True, related_name="steps_before"
    )
    relation = models.CharField(_("relation"), max_length=9, choices=Relation)
    edition = models.PositiveSmallIntegerField(_("edition"))
    reason = models.TextField(_("reason"), blank=True)
    # Nobody: the portal derived it from the lists.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("edition", "former", "later")
        verbose_name = _("lineage of a neighbourhood")
        verbose_name_plural = _("lineages of neighbourhoods")
        constraints = (
            CheckConstraint(
                condition=Q(relation="new", former=None, later__isnull=False)
                | Q(relation="left", former__isnull=False, later=None)
                | Q(
                    relation__in=["unchanged", "modified", "merged", "split"],
                    former__isnull=False,
                    later__isnull=False,
                ),
                name="lineage_has_the_ends_of_its_relation",
            ),
            CheckConstraint(
                condition=Q(former=None) | Q(later=None) | ~Q(former=F("later")),
                name="lineage_leads_to_another",
            ),
            CheckConstraint(
                condition=Q(by=None) | ~Q(reason=""), name="lineage_said_with_a_reason"
            ),
            UniqueConstraint(
                fields=["former", "later", "edition"],
                nulls_distinct=False,
                name="lineage_said_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.former_id or '–'} → {self.later_id or '–'}"


class FormerCode(Entity):
    """What became of a code of the geography of 2015: the national team says it, nobody else knows.

    The portal has no list of those codes, and their digits tell nothing: what is not said is not
    known. With the same limits a code leads to one neighbourhood; one that was split leads to several.
    """

    RELATIONS: ClassVar = tuple(
        relation
        for relation in Lineage.Relation
        if relation not in {Lineage.Relation.NEW, Lineage.Relation.LEFT}
    )

    code = models.CharField(_("code of 2015"), max_length=8)
    neighbourhood = models.ForeignKey(
        Neighbourhood, on_delete=models.PROTECT, related_name="former_codes"
    )
    relation = models.CharField(_("relation"), max_length=9, choices=Lineage.Relation)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("code", "neighbourhood")
        verbose_name = _("former code of a neighbourhood")
        verbose_name_plural = _("former codes of neighbourhoods")
        constraints = (
            CheckConstraint(condition=Q(code__regex=FORMER_CODE), name="former_code_format"),
            CheckConstraint(
                condition=Q(relation__in=["unchanged", "modified", "merged", "split"])
                & ~Q(reason=""),
                name="former_code_became_something",
            ),
            UniqueConstraint(fields=["code", "neighbourhood"], name="former_code_said_once"),
            UniqueConstraint(
                fields=["code"],
                condition=Q(relation="unchanged"),
                name="former_code_unchanged_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} → {self.neighbourhood_id}"
