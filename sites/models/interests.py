"""Expressions of interest: a territory asks to take part, from a public page, without an account."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kit import clock
from kit.models import Entity
from kit.states import Stateful
from sites.models.site import Site


class Interest(Stateful, Entity):
    """A first contact: who asks, for which territory, and the three preconditions in their own words.

    It is no site yet: the national team opens one from it, or closes it with a reason that the
    author receives.
    """

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("interest", "Waiting")
        ACCEPTED = "accepted", pgettext_lazy("interest", "Accepted")
        CLOSED = "closed", pgettext_lazy("interest", "Closed")

    class Party(models.TextChoices):
        """On whose behalf somebody writes; the three first are those of a triad."""

        STATE = "state", _("a service of the State")
        MUNICIPALITY = "municipality", _("a municipality or a grouping of communes")
        COMMUNITY = "community", _("a community organisation or a group of residents")
        OTHER = "other", _("somebody else")

    # What was closed may still be accepted later: contexts change.
    MOVES: ClassVar = {
        State.WAITING: {State.ACCEPTED, State.CLOSED},
        State.CLOSED: {State.ACCEPTED},
        State.ACCEPTED: set(),
    }
    FIRST = State.WAITING

    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    territory = models.CharField(_("territory"), max_length=120)
    neighbourhoods = models.TextField(_("neighbourhoods"))
    party = models.CharField(_("on behalf of"), max_length=12, choices=Party)
    organisation = models.CharField(_("organisation"), max_length=160)
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"))
    urgency = models.TextField(_("shared sense of urgency"))
    leadership = models.TextField(_("local leadership"))
    resources = models.TextField(_("support and first resources"))
    at = models.DateTimeField(_("written at"), default=clock.now)
    once = models.CharField(_("key of the sent form"), max_length=64, unique=True)
    site = models.OneToOneField(
        Site, on_delete=models.PROTECT, null=True, blank=True, related_name="interest"
    )
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    handled_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    reason = models.TextField(_("reason given to the author"), blank=True)

    class Meta:
        ordering = ("-at", "pk")
        verbose_name = _("expression of interest")
        verbose_name_plural = _("expressions of interest")
        constraints = (
            CheckConstraint(
                condition=Q(state="accepted", site__isnull=False)
                | (~Q(state="accepted") & Q(site=None)),
                name="interest_accepted_iff_a_site",
            ),
            CheckConstraint(
                condition=~Q(state="closed") | ~Q(reason=""), name="interest_closed_with_a_reason"
            ),
            CheckConstraint(
                condition=Q(state="waiting", handled_at=None, handled_by=None)
                | (~Q(state="waiting") & Q(handled_at__isnull=False)),
                name="interest_waiting_iff_unanswered",
            ),
        )

    def __str__(self) -> str:
        return self.territory
