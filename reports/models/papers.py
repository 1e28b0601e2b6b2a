"""Papers that a worker makes; their files stand apart, so that no list ever loads the bytes."""

import secrets
from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import SEATS, TRIAD, Role
from agenda.models import Version
from governance.models import Seat
from kit import clock
from kit.access import Standing
from kit.models import Entity, HouseQuerySet
from kit.states import Stateful
from overview.snapshot import Period
from sites.models import Site

# No 0 O 1 I L: a code is read aloud and copied from paper.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 8
WORKS_HERE = TRIAD | {Role.DEPUTY, Role.PARTNER, Role.COACH, Role.FACILITATOR, Role.NATIONAL}


def new_code() -> str:
    """A verification code that nobody guesses."""
    return "".join(secrets.choice(LETTERS) for _place in range(CODE_LENGTH))


class PrintedQuerySet[P: models.Model](HouseQuerySet[P]):
    """Papers that are there, and those that wait for a worker."""

    def ready(self) -> Self:
        """Those whose file can be had."""
        return self.filter(state=Printed.State.READY)

    def waiting(self, now: datetime) -> Self:
        """Those that a worker may take: due, failed and due again, or left by a dead worker."""
        return self.filter(
            Q(state__in=[Printed.State.DUE, Printed.State.FAILED], due_at__lte=now)
            | Q(state=Printed.State.BUILDING, lease_until__lte=now)
        )


class Printed(Stateful, Entity):
    """A paper that a worker makes from a picture of the data, once, whatever happens on the way."""

    class State(models.TextChoices):
        """The life of a paper, until its file is there for good."""

        DUE = "due", _("to be made")
        BUILDING = "building", _("being made")
        READY = "ready", _("ready")
        FAILED = "failed", _("failed, will be tried again")

    # A worker that dies leaves a paper in the making: the next one takes it over.
    MOVES: ClassVar = {
        State.DUE: {State.BUILDING},
        State.BUILDING: {State.BUILDING, State.READY, State.FAILED},
        State.FAILED: {State.BUILDING, State.DUE},
        State.READY: set(),
    }
    FIRST = State.DUE

    # What it tells of: its row is read with the paper's.
    ABOUT: ClassVar = "site"

    site: Any
    language = models.CharField(_("language"), max_length=5, default="fr")
    asked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DUE)
    due_at = models.DateTimeField(_("due from"), null=True, default=clock.now)
    lease_until = models.DateTimeField(_("taken by a worker until"), null=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    last_error = models.CharField(_("last error"), max_length=500, blank=True)

    figures = models.JSONField(_("picture of the data"), null=True)
    figures_digest = models.CharField(_("fingerprint of the data"), max_length=64, blank=True)
    template_version = models.CharField(_("version of the templates"), max_length=12, blank=True)

    sha256 = models.CharField(_("fingerprint of the file"), max_length=64, blank=True)
    pages = models.PositiveSmallIntegerField(_("pages"), null=True)
    size = models.PositiveIntegerField(_("size in bytes"), null=True)
    published_at = models.DateTimeField(_("published at"), null=True)

    class Meta:
        abstract = True
        constraints: Any = (
            CheckConstraint(
                condition=Q(state__in=["due", "building", "ready", "failed"]),
                name="%(class)s_state_known",
            ),
            CheckConstraint(
                condition=Q(state="ready", published_at__isnull=False, sha256__regex="^[0-9a-f]{64}$",
                            pages__gte=1, size__gte=1, figures__isnull=False)
                | ~Q(state="ready") & Q(published_at=None, sha256="", pages=None, size=None),
                name="%(class)s_ready_iff_published",
            ),
            CheckConstraint(
                condition=Q(state="building", lease_until__isnull=False)
                | ~Q(state="building") & Q(lease_until=None),
                name="%(class)s_building_iff_leased",
            ),
            CheckConstraint(
                condition=Q(figures__isnull=True, figures_digest="")
                | Q(figures__isnull=False) & ~Q(figures_digest=""),
                name="%(class)s_picture_iff_fingerprint",
            ),
        )  # fmt: skip

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY

    @property
    def is_given_up(self) -> bool:
        """True when no worker will try again by itself."""
        return self.state == self.State.FAILED and self.due_at is None

    def keep_file(self, pdf: bytes) -> None:
        """Writes the bytes of the paper, once."""
        files: Any = self._meta.get_field("file").related_model
        files.objects.create(pk=self.pk, pdf=pdf)


class PrintedFile(models.Model):
    """The bytes of a paper: written once, never changed or removed."""

    pdf = models.BinaryField(_("PDF file"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.pk}.pdf"


class EditionQuerySet(PrintedQuerySet["Edition"]):
    """Editions that somebody may see, and those that wait for a worker."""

    def visible_to(self, standing: Standing) -> Self:
        """Final reports of public sites for everybody; drafts for those who work with the site.

        The national team sees all, a facilitator those of the centre's sites, a member those
        of the own site.
        """
        if Role.NATIONAL in standing.roles | standing.elsewhere:
            return self
        return self.filter(self.open_to_all() | Q(site__in=Site.objects.with_role(standing)))

    def of_people(self, standing: Standing) -> Self:
        """The reports of the sites that the person works with; for others the public ones."""
        if Role.NATIONAL in standing.roles | standing.elsewhere:
            return self
        if standing.elsewhere:
            return self.filter(site__in=Site.objects.with_role(standing))
        return self.filter(self.open_to_all())

    @staticmethod
    def open_to_all() -> Q:
        return Q(state=Edition.State.READY, final=True, site__public_since__lte=clock.today())

    def latest_first(self) -> Self:
        return self.order_by("-period_start", "site__sort_name", "site__slug", "-number")


class Edition(Printed):
    """One edition of a site's report for one quarter: a dated picture that never changes.

    A correction, or the triad's closing of a draft, makes the next edition; all stay.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="editions")
    period_start = models.DateField(_("first day of the quarter"))
    period_end = models.DateField(_("last day of the quarter"))
    number = models.PositiveSmallIntegerField(_("edition"), default=1)
    final = models.BooleanField(_("closed by the triad"), default=False)
    code = models.CharField(_("verification code"), max_length=8, default=new_code, unique=True)
    address = models.CharField(_("address of verification"), max_length=200, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta(Printed.Meta):
        verbose_name = _("edition of a site report")
        verbose_name_plural = _("editions of site reports")
        constraints = (
            *Printed.Meta.constraints,
            UniqueConstraint(
                fields=["site", "period_start", "number"], name="one_edition_a_number_and_quarter"
            ),
            CheckConstraint(condition=Q(number__gte=1), name="edition_number_from_one"),
            CheckConstraint(
                condition=Q(period_end__gt=F("period_start")), name="edition_period_in_order"
            ),
            CheckConstraint(
                condition=Q(period_start__month__in=[1, 4, 7, 10], period_start__day=1),
                name="edition_begins_with_a_quarter",
            ),
            CheckConstraint(
                condition=Q(code__regex=f"^[{LETTERS}]{{{CODE_LENGTH}}}$"),
                name="edition_code_readable",
            ),
        )
        indexes = (
            models.Index(
                fields=["due_at"], condition=~Q(state="ready"), name="edition_not_ready_yet"
            ),
            models.Index(fields=["period_start", "site"], name="edition_of_quarter"),
        )

    def __str__(self) -> str:
        return f"{self.site_id} {self.period.short}, {self.number}"

    @property
    def period(self) -> Period:
        return Period(self.period_start, self.period_end)


class EditionFile(PrintedFile):
    """The bytes of an edition: written once, never changed or removed."""

    edition = models.OneToOneField(
        Edition, on_delete=models.PROTECT, primary_key=True, related_name="file"
    )

    class Meta:
        verbose_name = _("file of an edition")
        verbose_name_plural = _("files of editions")
        constraints = (
            CheckConstraint(
                condition=~Q(pdf=b""),
                name="edition_file_not_empty",
            ),
        )


class HandoverPaper(Printed):
    """A seat's handover file on paper, as it was when somebody asked for it.

    The same file asked for twice is one paper: its figures have one fingerprint.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="handover_papers")
    seat = models.CharField(_("seat"), max_length=12, choices=Seat.choices)
    taken_on = models.DateField(_("data as of"), default=clock.today)

    objects = PrintedQuerySet.as_manager()

    class Meta(Printed.Meta):
        verbose_name = _("handover file on paper")
        verbose_name_plural = _("handover files on paper")
        constraints = (
            *Printed.Meta.constraints,
            UniqueConstraint(
                fields=["site", "seat", "language", "figures_digest"],
                name="one_handover_paper_of_these_figures",
            ),
            CheckConstraint(condition=Q(seat__in=list(SEATS)), name="handover_paper_of_a_seat"),
            CheckConstraint(
                condition=Q(figures__isnull=False), name="handover_paper_has_its_figures"
            ),
        )
        indexes = (
            models.Index(
                fields=["due_at"], condition=~Q(state="ready"), name="handover_paper_not_ready"
            ),
        )

    def __str__(self) -> str:
        return f"{self.site_id} {self.seat} {self.taken_on}"


class HandoverPaperFile(PrintedFile):
    """The bytes of a handover file on paper: written once, never changed or removed."""

    paper = models.OneToOneField(
        HandoverPaper, on_delete=models.PROTECT, primary_key=True, related_name="file"
    )

    class Meta:
        verbose_name = _("file of a handover paper")
        verbose_name_plural = _("files of handover papers")
        constraints = (CheckConstraint(condition=~Q(pdf=b""), name="handover_paper_not_empty"),)


class Certificate(Printed):
    """The certificate of an adopted version: who endorsed which exact text, when. One a version.

    Its figures are those of the day on which the portal first saw the adoption; neither they nor
    the file ever change.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="certificates")
    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="certificate")

    objects = PrintedQuerySet.as_manager()

    class Meta(Printed.Meta):
        verbose_name = _("certificate of an adoption")
        verbose_name_plural = _("certificates of adoptions")
        constraints = (
            *Printed.Meta.constraints,
            CheckConstraint(condition=Q(figures__isnull=False), name="certificate_has_its_figures"),
        )
        indexes = (
            models.Index(
                fields=["due_at"], condition=~Q(state="ready"), name="certificate_not_ready"
            ),
        )

    def __str__(self) -> str:
        return f"{self.site_id} {self.version_id}"


class CertificateFile(PrintedFile):
    """The bytes of a certificate: written once, never changed or removed."""

    paper = models.OneToOneField(
        Certificate, on_delete=models.PROTECT, primary_key=True, related_name="file"
    )

    class Meta:
        verbose_name = _("file of a certificate")
        verbose_name_plural = _("files of certificates")
        constraints = (CheckConstraint(condition=~Q(pdf=b""), name="certificate_not_empty"),)


class AnswersPaper(Printed):
    """« You said, we did » of one version on paper; the same answers asked for twice are one."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="answers_papers")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="answers_papers")
    taken_on = models.DateField(_("data as of"), default=clock.today)

    objects = PrintedQuerySet.as_manager()

    class Meta(Printed.Meta):
        verbose_name = _("answers on paper")
        verbose_name_plural = _("answers on paper")
        constraints = (
            *Printed.Meta.constraints,
            UniqueConstraint(
                fields=["version", "language", "figures_digest"], name="one_answers_paper"
            ),
        )

    def __str__(self) -> str:
        return f"{self.version_id} {self.taken_on}"


class AnswersPaperFile(PrintedFile):
    """The bytes of answers on paper: written once, never changed or removed."""

    paper = models.OneToOneField(
        AnswersPaper, models.PROTECT, primary_key=True, related_name="file"
    )

    class Meta:
        verbose_name = _("file of answers on paper")
        verbose_name_plural = _("files of answers on paper")
        constraints = (CheckConstraint(condition=~Q(pdf=b""), name="answers_paper_not_empty"),)


class ReportNotice(Entity):
    """Somebody was told of an edition: once, whatever the schedule or a worker does."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="report_notices")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="notices")

    class Meta:
        verbose_name = _("notice of a report")
        verbose_name_plural = _("notices of reports")
        constraints = (
            UniqueConstraint(fields=["person", "edition"], name="told_once_of_an_edition"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.edition_id}"
