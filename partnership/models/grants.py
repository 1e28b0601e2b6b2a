"""Money asked, granted and paid; a grant for several sites is one grant with shares."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kit.models import Entity
from kit.states import Stateful
from sites.models import Site


def money(label: object, **more: object) -> models.DecimalField:
    """An amount in euros, to the cent."""
    return models.DecimalField(label, max_digits=12, decimal_places=2, **more)  # type: ignore[misc, arg-type]


class Grant(Stateful, Entity):
    """What one funder was asked, granted and paid for one purpose.

    Its amounts are the last ones that were written down (`GrantAmount`): a database trigger
    refuses to change them in place.

    The site that recorded it holds what no other site has as a share, so that the parts of all
    sites always add up to the grant and a total over sites counts it once.
    """

    class State(models.TextChoices):
        """How far it went."""

        ASKED = "asked", pgettext_lazy("grant", "asked")
        GRANTED = "granted", pgettext_lazy("grant", "granted")
        PAID = "paid", pgettext_lazy("grant", "paid in full")
        REFUSED = "refused", pgettext_lazy("grant", "refused")
        WITHDRAWN = "withdrawn", pgettext_lazy("grant", "withdrawn")

    MOVES: ClassVar = {
        State.ASKED: {State.GRANTED, State.REFUSED, State.WITHDRAWN},
        State.GRANTED: {State.PAID, State.WITHDRAWN},
        # A payment that was noted wrongly is corrected: what was settled is open again.
        State.PAID: {State.GRANTED},
        State.REFUSED: set(),
        State.WITHDRAWN: set(),
    }

    class Funder(models.TextChoices):
        """What kind of funder."""

        STATE = "state", _("State")
        LOCAL = "local", _("local authority")
        EUROPE = "europe", _("European Union")
        SOCIAL = "social", _("social security funds")
        FOUNDATION = "foundation", _("foundation")
        COMPANY = "company", _("company")
        OTHER = "other", _("another funder")

    class Label(models.TextChoices):
        """Whether the name of the collective helped to obtain the money."""

        UNKNOWN = "unknown", _("not known")
        DECISIVE = "decisive", _("yes, without it there would be no money")
        HELPED = "helped", _("yes, it helped")
        NO = "no", _("no")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="grants")
    funder = models.CharField(_("funder"), max_length=160)
    funder_kind = models.CharField(_("kind of funder"), max_length=10, choices=Funder)
    purpose = models.CharField(_("what for"), max_length=200)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.ASKED)
    asked = money(_("amount asked"))
    asked_on = models.DateField(_("asked on"))
    granted = money(_("amount granted"), null=True, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    paid = money(_("amount paid"), default=0)
    paid_on = models.DateField(_("last payment on"), null=True, blank=True)
    label = models.CharField(
        _("did the name of the collective help?"),
        max_length=8,
        choices=Label,
        default=Label.UNKNOWN,
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("grant")
        verbose_name_plural = _("grants")
        indexes = (models.Index(fields=["site", "-asked_on"], name="grant_of_site"),)
        constraints = (
            CheckConstraint(condition=~Q(funder="") & ~Q(purpose=""), name="grant_says_who_and_what"),
            CheckConstraint(condition=Q(asked__gt=0), name="grant_asks_for_something"),
            CheckConstraint(
                condition=Q(state__in=["asked", "granted", "paid", "refused", "withdrawn"])
                & Q(label__in=["unknown", "decisive", "helped", "no"]),
                name="grant_words_known",
            ),
            CheckConstraint(
                condition=Q(state="asked", decided_on=None)
                | ~Q(state="asked") & Q(decided_on__gte=F("asked_on")),
                name="grant_decided_iff_not_asked",
            ),
            CheckConstraint(
                condition=Q(state__in=["granted", "paid"], granted__gt=0)
                | Q(state__in=["asked", "refused"], granted=None)
                | Q(state="withdrawn"),
                name="grant_amount_iff_granted",
            ),
            CheckConstraint(
                condition=Q(paid=0, paid_on=None)
                | Q(paid__gt=0, paid__lte=F("granted"), paid_on__gte=F("decided_on")),
                name="grant_paid_within_what_was_granted",
            ),
            CheckConstraint(
                condition=~Q(state="paid") | Q(paid=F("granted")), name="grant_paid_in_full"
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.funder}, {self.purpose}"


class GrantShare(Entity):
    """The part of a grant that is another site's; a database trigger keeps the sum within the grant."""

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="shares")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="grant_shares")
    asked = money(_("part of what was asked"), default=0)
    granted = money(_("part of what was granted"), default=0)
    paid = money(_("part of what was paid"), default=0)

    class Meta:
        verbose_name = _("share of a grant")
        verbose_name_plural = _("shares of grants")
        constraints = (
            UniqueConstraint(fields=["grant", "site"], name="one_share_a_site_and_grant"),
            CheckConstraint(
                condition=Q(asked__gte=0, granted__gte=0, paid__gte=0),
                name="grant_share_not_negative",
            ),
        )

    def __str__(self) -> str:
        return f"{self.grant_id} {self.site_id}"
