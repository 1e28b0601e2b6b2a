"""On Monday morning the portal tells the national team of the week that is over."""

from datetime import time

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone, translation

from accounts.letters import LetterKind
from accounts.models import User
from governance.models import Membership
from governance.standing import standing_of
from journal.actions import write_letter
from journal.letters import stop_address, wanting
from journal.models import Letter
from kit import clock
from overview import figures
from overview.weeks import Week, last_week

AT = time(7)
# A portal that was down on Monday still writes on Tuesday.
DAYS = (0, 1)
# A letter names the first of each list; the page has the others.
MOST_LINES = 12


def tell_week() -> int:
    """From Monday at seven, Paris time, each of the national team who has not said no gets one letter.

    Run again, it finds that the letter is written; so does a worker that takes over from one
    that died.
    """
    now = timezone.localtime(clock.now())
    if now.weekday() not in DAYS or (now.weekday() == 0 and now.time() < AT):
        return 0
    week = last_week()
    people = wanting(national_team(), LetterKind.WEEK)
    keys = {key_of(week, person): person for person in people.order_by("pk")}
    written = set(Letter.objects.filter(key__in=keys).values_list("key", flat=True))
    return sum(write_week(person, week) for key, person in keys.items() if key not in written)


def national_team() -> QuerySet[User]:
    """Who is of the national team today."""
    team = Membership.objects.in_force().filter(kind=Membership.Kind.NATIONAL)
    return User.objects.filter(is_active=True, pk__in=team.values("person"))


def key_of(week: Week, person: User) -> str:
    """What makes one letter of a week to a person the same letter."""
    return f"week:{week.monday}:{person.pk.hex}"


@transaction.atomic
def write_week(person: User, week: Week) -> int:
    """The portal writes one letter, in the reader's language, as text and as a page."""
    stop = stop_address(person, LetterKind.WEEK)
    with translation.override(person.language):
        facts = {
            "person": person,
            "digest": figures.digest(standing_of(person), week),
            "stop": stop,
            "base_url": settings.BASE_URL,
            "most": f":{MOST_LINES}",
            "language": person.language,
        }
        text = render_to_string("emails/overview/week.txt", facts)
        html = render_to_string("emails/overview/week.html", facts)
    subject, _line, body = text.partition("\n")
    write_letter(
        to=person.email,
        subject=subject.strip(),
        text=body.strip(),
        html=html,
        key=key_of(week, person),
        stop=stop,
    )
    return 1
