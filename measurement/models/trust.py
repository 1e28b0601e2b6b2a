"""Who else stands behind a value, and who contests it."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from accounts.roles import SEATS
from agenda.models import Ground
from agenda.models.comments import REASON_LENGTH
from kit import clock
from kit.models import Entity, HouseQuerySet
from measurement.models.indicators import Indicator
from measurement.models.values import Measurement
from sites.models import Site

THREE = [seat.value for seat in SEATS]


class Validation(Entity):
    """What another seat said of a value: that it stands, or that it goes back, with a word.

    It is never changed nor removed, and never comes from the seat or the person that entered the
    value (a database trigger sees to both). A correction is another value: it starts anew.
    """

    class Kind(models.TextChoices):
        VALIDATED = "validated", _("validated")
        RETURNED = "returned", _("sent back")

    measurement = models.ForeignKey(
        Measurement, on_delete=models.PROTECT, related_name="validations"
    )
    kind = models.CharField(_("what is said of it"), max_length=9, choices=Kind)
    words = models.CharField(_("in a word"), max_length=300, blank=True)
    seat = models.CharField(max_length=14)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField(_("said on"), default=clock.now, editable=False)

    class Meta:
        verbose_name = _("validation")
        verbose_name_plural = _("validations")
        constraints = (
            CheckConstraint(condition=Q(seat__in=THREE), name="validation_by_a_seat"),
            CheckConstraint(
                condition=Q(kind="validated") | Q(kind="returned") & ~Q(words=""),
                name="validation_sent_back_with_a_word",
            ),
            CheckConstraint(condition=~Q(by_name=""), name="validation_names_its_author"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.seat}"


class DisputeQuerySet(HouseQuerySet["Dispute"]):
    def unanswered(self) -> Self:
        """Those that still wait."""
        return self.filter(outcome="")

    def raised_by_then(self, instant: datetime | None) -> Self:
        """All of them, or those that were there at an instant."""
        return self if instant is None else self.filter(raised_at__lte=instant)


class Dispute(Entity):
    """Somebody contests a value as it was shown; it prints beside the figure.

    It is about the place and the period of that value, whatever corrects it later. It is answered
    once, with a day, an outcome and words, by a seat that did not raise it. A resident has no
    account: a follow-up code finds the answer again.
    """

    class Voice(models.TextChoices):
        """As what somebody contests."""

        STATE = "state", _("the State seat")
        MUNICIPALITY = "municipality", _("the municipality seat")
        COMMUNITY = "community", _("the community seat")
        PARTNER = "partner", _("a partner")
        STAFF = "staff", _("the people who support the site")
        RESIDENT = "resident", _("a resident")

    class Outcome(models.TextChoices):
        """What became of it."""

        UPHELD = "upheld", _("founded, the figure keeps this reservation")
        CORRECTED = "corrected", _("founded, the value was corrected")
        NOT_FOLLOWED = "not_followed", _("not followed")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="disputes")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="disputes")
    measurement = models.ForeignKey(Measurement, on_delete=models.PROTECT, related_name="disputes")
    voice = models.CharField(_("as what"), max_length=14, choices=Voice)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    raised_name = models.CharField(_("name or pseudonym"), max_length=120)
    words = models.TextField(_("what is contested, and why"), max_length=1000)
    raised_at = models.DateTimeField(_("contested"), default=clock.now, editable=False)
    code_hash = models.CharField(max_length=64, blank=True)
    once = models.CharField(max_length=64, unique=True)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, blank=True)
    answer = models.TextField(_("answer"), max_length=1000, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_name = models.CharField(max_length=120, blank=True)
    answered_seat = models.CharField(max_length=14, blank=True)

    objects = DisputeQuerySet.as_manager()

    class Meta:
        verbose_name = _("dispute")
        verbose_name_plural = _("disputes")
        constraints = (
            CheckConstraint(
                condition=~Q(words="") & ~Q(raised_name=""), name="dispute_has_words_and_a_name"
            ),
            CheckConstraint(
                condition=Q(voice="resident", raised_by=None) & ~Q(code_hash="")
                | ~Q(voice="resident") & Q(code_hash=""),
                name="dispute_code_iff_resident",
            ),
            CheckConstraint(
                condition=Q(outcome="", answer="", answered_at=None, answered_seat="")
                | Q(
                    outcome__in=["upheld", "corrected", "not_followed"],
                    answered_at__isnull=False,
                    answered_seat__in=THREE,
                )
                & ~Q(answer="")
                & ~Q(answered_name="")
                & ~Q(answered_seat=F("voice")),
                name="dispute_answered_as_a_whole_by_another_seat",
            ),
            UniqueConstraint(
                fields=["code_hash"], condition=~Q(code_hash=""), name="dispute_code_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.voice} {self.raised_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        """True while nobody has answered."""
        return not self.outcome


class DisputeContact(Entity):
    """Where a resident who contests is told the answer. The only place that holds it; never shown."""

    dispute = models.OneToOneField(Dispute, on_delete=models.PROTECT, related_name="contact")
    email = models.EmailField()

    class Meta:
        verbose_name = _("contact of a dispute")
        verbose_name_plural = _("contacts of disputes")

    def __str__(self) -> str:
        return str(self.dispute_id)


class Withholding(Entity):
    """One decision about the words of a resident: not shown, shown again, or not shown after an appeal.

    The last one counts. The dispute itself stays: it is counted, waits for its answer and has it.
    The grounds are those of comments; a decision is never changed nor removed, and who hid does
    not decide on the appeal (database triggers see to both).
    """

    class Kind(models.TextChoices):
        HIDDEN = "hidden", _("Words hidden")
        RESTORED = "restored", _("Words shown again")
        UPHELD = "upheld", _("Words still hidden after an appeal")

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="withholdings")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=9, choices=Kind)
    ground = models.CharField(_("ground"), max_length=9, choices=Ground, blank=True)
    reason = models.TextField(_("reason"), max_length=REASON_LENGTH)
    # The appeal that it decides, if it does.
    appeal = models.OneToOneField(
        "DisputeAppeal", on_delete=models.PROTECT, null=True, related_name="decided"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("decision about the words of a dispute")
        verbose_name_plural = _("decisions about the words of disputes")
        constraints = (
            UniqueConstraint(fields=["dispute", "number"], name="withholding_one_at_a_time"),
            CheckConstraint(condition=~Q(reason=""), name="withholding_says_why"),
            CheckConstraint(
                condition=Q(
                    kind__in=["hidden", "upheld"], ground__in=[ground.value for ground in Ground]
                )
                | Q(kind="restored", ground=""),
                name="withholding_hides_with_a_ground",
            ),
            CheckConstraint(
                condition=Q(kind="upheld", appeal__isnull=False)
                | Q(kind="hidden", appeal=None)
                | Q(kind="restored"),
                name="withholding_decides_an_appeal",
            ),
        )

    def __str__(self) -> str:
        return str(self.get_kind_display())


class DisputeAppeal(Entity):
    """The author of hidden words asks another person to decide, once a decision, in words."""

    decision = models.OneToOneField(Withholding, on_delete=models.PROTECT, related_name="appealed")
    words = models.TextField(_("why they should be shown"), max_length=REASON_LENGTH)
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("appeal about a dispute")
        verbose_name_plural = _("appeals about disputes")
        constraints = (CheckConstraint(condition=~Q(words=""), name="dispute_appeal_says_why"),)

    def __str__(self) -> str:
        return self.words[:40]
