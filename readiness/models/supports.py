"""The support that a decision names: without it the site would not be ready."""

from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from kit.models import Entity
from partnership.models import Partner, SupportDay
from readiness.models.meetings import ReadinessDecision


class Beyond(models.TextChoices):
    """Support that is not given in support days."""

    TIME = "time", _("paid time")
    MONEY = "money", _("money")
    OTHER = "other", _("another support")
    # What decisions named before a kind, a giver and a day were asked for; nobody chooses it.
    WORDS = "words", _("in words")


DAYS = frozenset(SupportDay.Kind.values)
KINDS = [*SupportDay.Kind.choices, *Beyond.choices]


class NamedSupport(Entity):
    """One support that « ready with named support » rests on: what, who gives it, by when.

    It stays as it was decided; only the support day that answers it is linked later: once, and
    again where that one was cancelled.
    """

    decision = models.ForeignKey(
        ReadinessDecision, on_delete=models.PROTECT, related_name="supports"
    )
    kind = models.CharField(_("kind of support"), max_length=11, choices=KINDS)
    what = models.CharField(_("what exactly"), max_length=2000)
    provider = models.CharField(_("who gives it"), max_length=160, blank=True)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, related_name="+")
    until = models.DateField(_("by when"), null=True, blank=True)
    day = models.OneToOneField(SupportDay, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("named support")
        verbose_name_plural = _("named supports")
        constraints = (
            CheckConstraint(
                condition=Q(kind__in=[kind for kind, _words in KINDS]),
                name="named_support_kind_known",
            ),
            CheckConstraint(condition=~Q(what=""), name="named_support_says_what"),
            CheckConstraint(
                condition=Q(kind="words", provider="", until=None, partner=None)
                | ~Q(kind="words") & ~Q(provider="") & Q(until__isnull=False),
                name="named_support_from_whom_by_when",
            ),
            CheckConstraint(
                condition=Q(day=None) | Q(kind__in=sorted(DAYS)), name="named_support_day_of_a_kind"
            ),
        )

    def __str__(self) -> str:
        return f"{self.decision_id} {self.kind}"
