"""The letters that come by themselves, which a person may want or not."""

from collections.abc import Set as AbstractSet

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role


class LetterKind(models.TextChoices):
    """What comes in a letter without being asked for each time."""

    WEEK = "week", _("the week at my sites, on Monday morning")
    REPORTS = "reports", _("the reports of my sites, when they are ready")


# Whoever supports sites gets the week if they want it; the national team unless they do not.
OFFERED_TO = {
    LetterKind.WEEK: frozenset({Role.NATIONAL, Role.FACILITATOR}),
    LetterKind.REPORTS: frozenset(Role) - {Role.COMING},
}
SENT_UNASKED = {
    LetterKind.WEEK: frozenset({Role.NATIONAL}),
    LetterKind.REPORTS: frozenset[Role](),
}


def offered(roles: AbstractSet[str]) -> list[LetterKind]:
    """The letters that somebody with these roles may have."""
    return [kind for kind in LetterKind if roles & OFFERED_TO[kind]]


def unasked(kind: LetterKind, roles: AbstractSet[str]) -> bool:
    """True where a letter comes as long as nobody says no."""
    return bool(roles & SENT_UNASKED[kind])
