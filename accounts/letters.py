"""The letters that come by themselves, which a person may want or not."""

from collections.abc import Set as AbstractSet

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role


class LetterKind(models.TextChoices):
    """What comes in a letter without being asked for each time."""

    REPORTS = "reports", _("the reports of my sites, when they are ready")


# A letter comes only to who has asked for it.
OFFERED_TO = {
    LetterKind.REPORTS: frozenset(Role) - {Role.COMING},
}


def offered(roles: AbstractSet[str]) -> list[LetterKind]:
    """The letters that somebody with these roles may have."""
    return [kind for kind in LetterKind if roles & OFFERED_TO[kind]]
