"""Views of the national board that somebody keeps under a name."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from governance.models import Membership
from kit import clock
from kit.access import Standing
from kit.models import Entity, HouseQuerySet

# So long a removed view can be put back.
REGRET = timedelta(days=7)


class SavedViewQuerySet(HouseQuerySet["SavedView"]):
    """Views that are there: a removed one is in no list but that of its owner's regrets."""

    def there(self) -> Self:
        return self.filter(removed_at=None)

    def of(self, person: object) -> Self:
        """The person's own, by name."""
        return self.there().filter(owner=person).order_by(Lower("name"))

    def shared_with(self, person: object) -> Self:
        """What others of the national team share, by name; it goes when they leave the team."""
        team = Membership.objects.in_force(clock.today()).filter(kind=Membership.Kind.NATIONAL)
        others = self.there().filter(shared=True, owner__in=team.values("person"))
        return others.exclude(owner=person).order_by(Lower("name"), "owner__name", "pk")

    def visible_to(self, standing: Standing) -> Self:
        """The reader's own and those that the team shares; anybody else's is not there."""
        mine, theirs = self.of(standing.person), self.shared_with(standing.person)
        return self.filter(Q(pk__in=mine.values("pk")) | Q(pk__in=theirs.values("pk")))

    def regretted(self, person: object) -> Self:
        """The person's views that were removed lately and may be put back, the latest first."""
        since = clock.now() - REGRET
        return self.filter(owner=person, removed_at__gt=since).order_by("-removed_at")


class SavedView(Entity):
    """An address of the national board under a name: its conditions and its order, nothing else."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="saved_views"
    )
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(_("conditions"), max_length=1200, blank=True)
    shared = models.BooleanField(_("shared with the national team"), default=False)
    removed_at = models.DateTimeField(null=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        constraints = (
            CheckConstraint(condition=~Q(name=""), name="saved_view_has_a_name"),
            UniqueConstraint(
                "owner", Lower("name"), condition=Q(removed_at=None), name="one_saved_view_a_name"
            ),
        )

    def __str__(self) -> str:
        return self.name
