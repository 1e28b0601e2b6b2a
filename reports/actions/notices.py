"""Letters about the reports that have become ready, to those who want them, once."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from accounts.letters import LetterKind
from accounts.models import User
from governance.standing import standing_of
from journal.actions import write_letter
from journal.letters import stop_address, wanting
from journal.models import LetterChoice
from kit import clock
from reports.models import Edition, ReportNotice

LONGEST_WAIT = timedelta(hours=1)


def tell_ready() -> int:
    """Writes to those who want it of the reports that have become ready; how many letters.

    A letter waits while editions are being made, an hour at most: a quarter is one letter.
    """
    at_work = [Edition.State.DUE, Edition.State.BUILDING]
    busy = Edition.objects.filter(state__in=at_work).exists()
    until = clock.now() - (LONGEST_WAIT if busy else timedelta(0))
    people = wanting(User.objects.filter(is_active=True), LetterKind.REPORTS)
    return sum(tell(person, until) for person in people.order_by("pk"))


@transaction.atomic
def tell(person: User, until: datetime) -> int:
    """The portal tells a person once of each edition of their sites since they asked for it.

    The person's choice is locked, and what was told is a row with a unique key: two workers at
    once, or one that dies before the commit, make one letter in the end.
    """
    wanted = LetterChoice.objects.filter(person=person, kind=LetterKind.REPORTS, wanted=True)
    choice = wanted.locked().first()
    standing = standing_of(person)
    if choice is None or not standing.elsewhere:
        return 0
    found = (
        Edition.objects.of_people(standing)
        .ready()
        .filter(published_at__gt=choice.since, published_at__lte=until)
        .exclude(notices__person=person)
        .select_related("site")
        .defer("figures")
    )
    editions = list(found.latest_first())
    if not editions:
        return 0
    ReportNotice.objects.bulk_create(ReportNotice(person=person, edition=e) for e in editions)
    write_notice(person, editions)
    return 1


def write_notice(person: User, editions: list[Edition]) -> None:
    """The letter: each report with its site's page, and how to stop such letters."""
    stop = stop_address(person, LetterKind.REPORTS)
    facts = {"person": person, "editions": editions, "stop": stop, "base_url": settings.BASE_URL}
    with translation.override(person.language):
        text = render_to_string("emails/reports/reports_ready.txt", facts)
    subject, _line, body = text.partition("\n")
    write_letter(to=person.email, subject=subject.strip(), text=body.strip(), stop=stop)
