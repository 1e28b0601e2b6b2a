"""The journal's entries and the letters that wait to leave."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext as _

from accounts.letters import LetterKind
from accounts.models import User
from journal import events
from kit import clock
from kit.models import Entity, HouseQuerySet
from kit.reads import Given
from kit.states import Stateful


class EntryQuerySet(HouseQuerySet["Entry"]):
    """Entries, newest first where a page shows them."""

    def of_site(self, slug: str | Given) -> Self:
        """What happened at one site, newest first."""
        return self.filter(site=slug).order_by("-at", "-position")

    def public(self) -> Self:
        """What everybody may read."""
        open_kinds = [kind for kind, cls in events.EVENTS.items() if cls.public]
        return self.filter(kind__in=open_kinds)

    def told_outside(self) -> Self:
        """What somebody with a role at a site reads who does not work there."""
        return self.exclude(kind__in=[kind for kind, cls in events.EVENTS.items() if cls.kept])


class Entry(Entity):
    """One thing that somebody did. It names people and objects by value, without foreign keys,

    so that history never blocks a change and never loses a name. Entries of one site form a
    chain: each holds the hash of the one before.
    """

    site = models.CharField(max_length=80, blank=True)
    position = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=60)
    at = models.DateTimeField()
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=200, blank=True)
    about_kind = models.CharField(max_length=40, blank=True)
    about_id = models.CharField(max_length=64, blank=True)
    facts = models.JSONField(default=dict)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["site", "position"], name="entry_one_place_in_chain"),
            models.CheckConstraint(
                condition=models.Q(position=1, previous="")
                | models.Q(position__gt=1) & ~models.Q(previous=""),
                name="entry_names_the_one_before",
            ),
        )
        indexes = (
            models.Index(fields=["by_id", "-at"], name="entry_by_person"),
            models.Index(fields=["about_kind", "about_id"], name="entry_about"),
            models.Index(fields=["-at"], name="entry_latest"),
            models.Index(fields=["site", "-at", "-position"], name="entry_of_site"),
        )

    def __str__(self) -> str:
        return f"{self.who} {self.sentence}"

    @property
    def who(self) -> str:
        """The name of who did it, as it was then; the portal itself where nobody did.

        A person without an account is named nowhere, not even where an older entry kept a name.
        """
        cls = events.EVENTS.get(self.kind)
        if cls is not None and cls.unnamed and self.by_id is None:
            return _("A person")
        return self.by_name or _("The portal")

    @property
    def sentence(self) -> str:
        """What was done, in the reader's language."""
        return events.sentence(self.kind, self.facts)


class Letter(Stateful, Entity):
    """An e-mail on its way: written with its cause, sent from here, exactly once in the end."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        GIVEN_UP = "given_up"

    # A try that failed leaves it waiting for the next one.
    MOVES: ClassVar = {
        State.WAITING: {State.WAITING, State.SENT, State.GIVEN_UP},
        State.SENT: set(),
        State.GIVEN_UP: set(),
    }

    key = models.CharField(max_length=120, unique=True, default=uuid.uuid4)
    to = models.EmailField()
    subject = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)
    # Where one click stops letters of this kind, for the mail reader's own button.
    stop = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False)
                | ~models.Q(state="sent") & models.Q(sent_at__isnull=True),
                name="letter_sent_iff_dated",
            ),
        )
        indexes = (
            models.Index(
                fields=["due_at"], condition=models.Q(state="waiting"), name="letter_waiting"
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"


class LetterChoice(Entity):
    """What somebody said about a kind of letter that comes by itself: yes or no, since when."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="letter_choices")
    kind = models.CharField(max_length=10, choices=LetterKind)
    wanted = models.BooleanField()
    since = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "kind"], name="one_choice_a_kind_of_letter"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["week", "reports", "plan"]), name="letter_kind_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.wanted}"
