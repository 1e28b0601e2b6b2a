"""The letters that come by themselves, which a person may want or not."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.roles import TRIAD, Role


class LetterKind(models.TextChoices):
    """What comes in a letter without being asked for each time."""

    WEEK = "week", _("the week at all sites, on Monday morning")
    REPORTS = "reports", _("the reports of my sites, when they are ready")
    PLAN = "plan", _("what nobody has told of in the action plan of my site, on Monday morning")


OFFERED_TO = {
    LetterKind.WEEK: frozenset({Role.NATIONAL}),
    LetterKind.REPORTS: frozenset(Role) - {Role.COMING},
    LetterKind.PLAN: TRIAD | {Role.DEPUTY, Role.PARTNER},
}

# What belongs to somebody's work comes until they say no; any other letter to who has asked for it.
UNASKED = frozenset({LetterKind.WEEK, LetterKind.PLAN})


def offered(roles: AbstractSet[str]) -> list[LetterKind]:
    """The letters that somebody with these roles may have."""
    return [kind for kind in LetterKind if roles & OFFERED_TO[kind]]


def comes(kind: LetterKind, said: Mapping[str, bool]) -> bool:
    """True when a kind of letter comes to somebody who has said this of their letters."""
    return said.get(kind, kind in UNASKED)
