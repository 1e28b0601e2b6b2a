"""A file of values: looked through, taken or not, taken back; each of its rows is accounted for."""

from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.models import Entity, HouseQuerySet
from kit.states import Stateful
from sites.models import Site

# A file of more rows is looked through, taken and taken back by a worker.
LARGE = 5000


class ValueImportQuerySet(HouseQuerySet["ValueImport"]):
    def waiting(self, now: datetime) -> Self:
        """Those on which a worker may work: asked for and due, or left by a dead worker."""
        asked = self.exclude(task="")
        return asked.filter(Q(lease_until=None, due_at__lte=now) | Q(lease_until__lte=now))

    def finished(self) -> Self:
        """Those that were taken, and those that were taken back since."""
        return self.filter(state__in=["applied", "reverted"])

    def to_be_seen_by(self, person: object) -> Self:
        """What a person finds: the files that were taken, and their own that are not yet."""
        return self.filter(Q(state__in=["applied", "reverted"]) | Q(by=person))

    def newest_first(self) -> Self:
        """As a list shows them."""
        return self.order_by("-touched_at", "-id")


class ValueImport(Stateful, Entity):
    """A file of values of one site, or of many sites for the national team.

    It is kept while its sender looks it through (`content` compressed, emptied once it is taken);
    `columns` says what each of its columns is, `choices` how it is to be read. Every row is
    accounted for: accepted, refused, under secrecy, told twice, unchanged or left out. `told` keeps what is
    said of single rows, so that the refusals can be fetched later.

    On a large file a worker works: `task` is what it was asked for, `order` with which choices; a
    lease says that somebody is at it. `said` is why the last one came to nothing.
    """

    class State(models.TextChoices):
        """How far it has come."""

        READ = "read", _("sent")
        CHECKED = "checked", _("looked through")
        APPLIED = "applied", _("taken")
        REVERTED = "reverted", _("taken back")

    class Task(models.TextChoices):
        """What a worker is asked for."""

        LOOK = "look", _("to be looked through")
        APPLY = "apply", _("to be taken")
        REVERT = "revert", _("to be taken back")

    MOVES: ClassVar = {
        State.READ: {State.CHECKED},
        State.CHECKED: {State.CHECKED, State.APPLIED},
        State.APPLIED: {State.REVERTED},
        State.REVERTED: set(),
    }
    FIRST = State.READ

    site = models.ForeignKey(
        Site, on_delete=models.PROTECT, null=True, related_name="value_imports"
    )
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.READ)
    name = models.CharField(_("name of the file"), max_length=120)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(default=bytes, editable=False)
    # The heads of its columns, and the key under which the same heads are found again.
    heads = models.JSONField(default=list)
    heads_key = models.CharField(max_length=64)
    # What the first rows say in each column, and how many rows there are (`known_of`).
    samples = models.JSONField(default=list)
    # What a workbook keeps out of sight: numbers of columns, how many rows (as far as it was read
    # when it was sent), and its sheets.
    sight = models.JSONField(default=dict)
    length = models.PositiveIntegerField(_("rows, as counted when it was sent"), default=0)
    columns = models.JSONField(default=list)
    choices = models.JSONField(default=dict)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    accepted = models.PositiveIntegerField(_("accepted rows"), default=0)
    rejected = models.PositiveIntegerField(_("refused"), default=0)
    suppressed = models.PositiveIntegerField(_("under secrecy"), default=0)
    duplicate = models.PositiveIntegerField(_("told twice"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    left_out = models.PositiveIntegerField(_("hidden in the workbook, left out"), default=0)
    # Of the values that go in, how many are new and how many take the place of others.
    first_values = models.PositiveIntegerField(_("new values"), default=0)
    corrections = models.PositiveIntegerField(_("corrections"), default=0)
    outcome = models.CharField(max_length=64, blank=True)
    told = models.BinaryField(default=bytes, editable=False)
    only_good = models.BooleanField(_("only the good rows"), default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=120)
    touched_at = models.DateTimeField(default=clock.now)
    applied_at = models.DateTimeField(_("taken in on"), null=True)
    reverted_at = models.DateTimeField(_("taken back on"), null=True)
    reverted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reverted_name = models.CharField(max_length=120, blank=True)
    reverted_why = models.CharField(_("why it was taken back"), max_length=200, blank=True)

    task = models.CharField(_("asked for"), max_length=6, choices=Task, blank=True)
    order = models.JSONField(default=dict)
    language = models.CharField(max_length=5, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked for at"), null=True)
    due_at = models.DateTimeField(_("due from"), null=True)
    lease_until = models.DateTimeField(_("taken by a worker until"), null=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    said = models.CharField(_("why it came to nothing"), max_length=500, blank=True)

    objects = ValueImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of values")
        verbose_name_plural = _("imports of values")
        indexes = (
            models.Index(fields=["site", "-touched_at"], name="valueimport_of_site"),
            models.Index(fields=["heads_key", "-touched_at"], name="valueimport_of_heads"),
            models.Index(fields=["due_at"], condition=~Q(task=""), name="valueimport_asked_for"),
        )
        constraints = (
            CheckConstraint(
                condition=Q(
                    rows=F("accepted")
                    + F("rejected")
                    + F("suppressed")
                    + F("duplicate")
                    + F("unchanged")
                    + F("left_out")
                ),
                name="valueimport_accounts_for_every_row",
            ),
            CheckConstraint(
                condition=Q(state="read") | ~Q(outcome=""), name="valueimport_has_an_outcome"
            ),
            CheckConstraint(
                condition=Q(state__in=["read", "checked"], applied_at=None)
                | Q(state__in=["applied", "reverted"], applied_at__isnull=False, content=b""),
                name="valueimport_instant_iff_taken",
            ),
            CheckConstraint(
                condition=Q(state="reverted", reverted_at__isnull=False)
                & ~Q(reverted_why="")
                & ~Q(reverted_name="")
                | ~Q(state="reverted")
                & Q(reverted_at=None, reverted_why="", reverted_name="", reverted_by=None),
                name="valueimport_reason_iff_taken_back",
            ),
            CheckConstraint(
                condition=Q(state__in=["read", "checked"]) | Q(only_good=True) | Q(rejected=0),
                name="valueimport_all_or_nothing",
            ),
            CheckConstraint(
                condition=Q(
                    task="", due_at=None, lease_until=None, tries=0, asked_by=None, asked_at=None
                )
                | Q(due_at__isnull=False, asked_by__isnull=False, asked_at__isnull=False)
                & (
                    Q(task__in=["look", "apply"], state__in=["read", "checked"])
                    | Q(task="revert", state="applied")
                ),
                name="valueimport_asked_for_what_is_possible",
            ),
            CheckConstraint(
                condition=~Q(name="") & ~Q(by_name=""), name="valueimport_names_file_and_sender"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """True until it is taken."""
        return self.state in {self.State.READ, self.State.CHECKED}

    @property
    def may_hide_rows(self) -> bool:
        """True of a workbook with hidden rows, or so long that nobody knows before it is looked through."""
        return bool(self.sight) and (self.is_large or bool(self.sight["rows"]))

    @property
    def is_large(self) -> bool:
        """True of a file on which a worker works."""
        return self.length > LARGE

    @property
    def writes(self) -> int:
        """How many values it writes."""
        return self.first_values + self.corrections


def known_of(rows: Iterable[Any]) -> list[Any]:
    """The rows, read no further than to know that the file is large."""
    return list(islice(rows, LARGE + 1))


def imports_of(site: Site | None, person: object) -> ValueImportQuerySet:
    """The files of a site, or of the national team, that a person finds."""
    found: ValueImportQuerySet = ValueImport.objects.filter(site=site)
    return found.to_be_seen_by(person)
