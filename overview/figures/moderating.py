"""What waits for a person's decision among the comments of a site, as things to do."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import TRIAD, Role
from agenda.figures import ToDecide
from overview.figures.needs import NATIONAL, THE_TRIAD, Need

QUEUE = "agenda:moderation-queue"


def needs_of_moderation(waits: ToDecide) -> Iterator[Need]:
    """Comments that were reported or have waited for their reading; appeals against what was hidden."""
    if waits.comments and waits.comments_since:
        count = {"count": waits.comments}
        yield Need(
            kind="moderation",
            icon="speech",
            fact=ngettext("%(count)s comment waits to be moderated.", "%(count)s comments wait to be moderated.", waits.comments) % count,
            task=ngettext("Decide whether %(count)s comment is shown", "Decide whether %(count)s comments are shown", waits.comments) % count,
            detail=_("Reported, or waiting to be read before it is shown."),
            who=str(THE_TRIAD),
            route=QUEUE,
            since=timezone.localtime(waits.comments_since).date(),
        )  # fmt: skip
    if waits.appeals and waits.appeals_since:
        count = {"count": waits.appeals}
        nation = waits.national == waits.appeals
        yield Need(
            kind="appeal",
            icon="person",
            fact=ngettext("%(count)s appeal against a hidden comment waits.", "%(count)s appeals against hidden comments wait.", waits.appeals) % count,
            task=ngettext("Decide %(count)s appeal", "Decide %(count)s appeals", waits.appeals) % count,
            detail=_("Nobody else at the site can decide.") if nation else _("By another person than who hid the comment."),
            who=str(NATIONAL if nation else THE_TRIAD),
            route=QUEUE,
            since=timezone.localtime(waits.appeals_since).date(),
            turns=frozenset({Role.NATIONAL.value}) if nation else TRIAD,
        )  # fmt: skip
