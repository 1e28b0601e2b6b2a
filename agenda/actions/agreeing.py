"""Agreeing with a comment, once, and taking it back."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agenda import events
from agenda.actions.acts import locked
from agenda.models import Agreement, Comment, NotShown
from agenda.voters import left_by, mark_of, same_person
from journal.actions import record
from kit.floods import hold_back
from kit.states import Refusal

# Thirty pupils behind one address may agree with thirty comments each; a machine may not go on.
FLOOD_ALL, FLOOD_SECONDS = 900, 600
# And so many with one comment: a school may, somebody who empties their cookies gets no further.
FLOOD_ONE, FLOOD_ONE_SECONDS = 90, 3600


@transaction.atomic
def agree(
    comment: Comment,
    *,
    yes: bool,
    keys: tuple[str, ...],
    by: User | None = None,
    at_home: bool = False,
    address: str = "",
) -> bool:
    """Somebody agrees with a comment, or no longer; True when that changed something.

    `keys` are those by which the person may be known, the one to agree under first. What is asked
    is a state, not a turn: the same form sent again changes nothing, whether its sender has signed
    in meanwhile or out. Nobody agrees with what they
    said themselves, where that is known; nobody at all once the comments are closed. `at_home`: the
    person has a role here, which counts where only they comment.
    """
    version = locked(comment.version)
    given = comment.agreements.filter(same_person(comment.pk, keys, "mark", "browser"))
    if given.exists() == yes:
        return False
    if not version.takes_comments:
        raise Refusal(_("Comments on this version are closed: agreements do not change any more."))
    if is_author(comment, keys):
        raise Refusal(_("This comment is yours: let others agree with it."))
    if version.is_for_people and not at_home:
        raise Refusal(_("Only the people and partners of this site comment here, and agree."))
    if yes and NotShown.objects.filter(comment=comment).exists():
        raise Refusal(_("This comment is not shown now: nobody can agree with it."))
    hold_back_agreements(comment, address)
    if yes:
        mark, browser = left_by(comment.pk, keys)
        Agreement.objects.create(comment=comment, mark=mark, browser=browser)
    else:
        take_back(given, comment, keys)
    fact: Any = events.AgreementGiven if yes else events.AgreementTakenBack
    fact = fact(number=version.number)
    record(fact, by=None, site=version.site, about=comment)  # whoever it is, it is named nowhere
    return True


def is_author(comment: Comment, keys: tuple[str, ...]) -> bool:
    """True for who said it, as far as that is known."""
    own = same_person(comment.pk, keys, "author_mark", "author_browser")
    return Comment.objects.filter(own, pk=comment.pk).exists()


def take_back(given: Any, comment: Comment, keys: tuple[str, ...]) -> None:
    """Removes what these very keys gave; what an account gave is not taken back without it."""
    gone, _models = given.filter(mark__in=[mark_of(comment.pk, key) for key in keys]).delete()
    if not gone:
        raise Refusal(
            _("Somebody who had signed in agreed from this browser: sign in to take it back.")
        )


def hold_back_agreements(comment: Comment, address: str) -> None:
    """Refuses what comes too fast from one network address, in all and for one comment."""
    sentence = _("Very many agreements come from your network just now. Try again later.")
    limits = (
        (address, FLOOD_ALL, FLOOD_SECONDS),
        (address and f"{address} {comment.pk}", FLOOD_ONE, FLOOD_ONE_SECONDS),
    )
    for source, most, seconds in limits:
        hold_back("agreements", source, most=most, seconds=seconds, sentence=sentence)
