"""On Monday morning the portal asks about what nobody in a plan has touched, one letter a site and reader."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from accounts.letters import LetterKind
from accounts.models import User
from agenda.figures.plan import ActivityFigure, figure_of, touched
from agenda.models import Activity
from governance.models import Mandate, Membership
from journal.actions import write_letter
from journal.letters import stop_address, wanting
from journal.models import Letter
from kit import clock
from sites.models import Site
from sites.spelling import plain

AT = time(7)
# A portal that was down on Monday still writes on Tuesday.
DAYS = (0, 1)
ASKED_ABOUT = (
    Activity.State.IDEA,
    Activity.State.READY,
    Activity.State.UNDER_WAY,
    Activity.State.SUSPENDED,
)


@dataclass(frozen=True, slots=True)
class Reminder:
    """What is asked of one person about one site's plan."""

    person: User
    site: Site
    waiting: tuple[ActivityFigure, ...]

    def key(self, monday: date) -> str:
        """What makes the letter of a week about a site to a person the same letter."""
        return f"plan:{monday}:{self.site.pk.hex}:{self.person.pk.hex}"


def remind_of_plans() -> int:
    """From Monday at seven, Paris time, whoever keeps an activity that waits is asked about it.

    Run again, it finds that the letter is written; so does a worker that takes over from one
    that died. Who said no to these letters gets none.
    """
    now = timezone.localtime(clock.now())
    if now.weekday() not in DAYS or (now.weekday() == 0 and now.time() < AT):
        return 0
    monday = now.date() - timedelta(days=now.weekday())
    asked = {reminder.key(monday): reminder for reminder in reminders()}
    written = set(Letter.objects.filter(key__in=asked).values_list("key", flat=True))
    return sum(write_reminder(r, key) for key, r in asked.items() if key not in written)


def reminders() -> Iterable[Reminder]:
    """Who is to be asked about what: three queries whatever the number of sites."""
    waiting = waiting_by_site()
    keepers = keepers_of(list(waiting))
    for site, activities in waiting.items():
        people, seated = keepers[site.pk]
        named = {plain(organisation) for organisation in people.values() if organisation}
        for person, organisation in people.items():
            mine = tuple(
                a
                for a in activities
                if plain(a.lead) == plain(organisation)
                or (plain(a.lead) not in named and person in seated)
            )
            if mine:
                yield Reminder(person, site, mine)


def waiting_by_site() -> dict[Site, list[ActivityFigure]]:
    """The activities that somebody should say a word of, by site."""
    today = clock.today()
    rows = Activity.objects.filter(state__in=ASKED_ABOUT).select_related("site")
    found: dict[Site, list[ActivityFigure]] = defaultdict(list)
    for row in touched(rows.order_by("site", "due_on", "title", "pk")):
        figure = figure_of(row, today)
        if figure.waits:
            found[row.site].append(figure)
    return found


def keepers_of(sites: list[Site]) -> dict[Any, tuple[dict[User, str], set[User]]]:
    """By site, the people who keep its plan with whom they act for, and those who sit in the triad."""
    found: dict[Any, tuple[dict[User, str], set[User]]] = {site.pk: ({}, set()) for site in sites}
    wants = wanting(User.objects.filter(is_active=True), LetterKind.PLAN)
    chosen = {"site__pk__among": list(found), "person__in": wants}
    seats = Mandate.objects.in_force().filter(**chosen).select_related("person").order_by("pk")
    for mandate in seats:
        people, seated = found[mandate.site_id]
        people[mandate.person] = mandate.organisation
        seated.add(mandate.person)
    partners = Membership.objects.in_force().filter(kind=Membership.Kind.PARTNER, **chosen)
    for membership in partners.select_related("person").order_by("pk"):
        found[membership.site_id][0].setdefault(membership.person, membership.organisation)
    return found


@transaction.atomic
def write_reminder(reminder: Reminder, key: str) -> int:
    """The portal writes one letter, in the reader's language."""
    person, slug = reminder.person, reminder.site.slug
    stop = stop_address(person, LetterKind.PLAN)
    with translation.override(person.language):
        text = render_to_string(
            "emails/agenda/plan_waits.txt",
            {
                "person": person,
                "site": reminder.site,
                "lines": [
                    (a, address(reverse("agenda:activity-page", args=[slug, a.id])))
                    for a in reminder.waiting
                ],
                "plan": address(reverse("agenda:plan-page", args=[slug])) + "?only=waiting",
                "stop": stop,
            },
        )
    subject, _line, body = text.partition("\n")
    write_letter(to=person.email, subject=subject.strip(), text=body.strip(), key=key, stop=stop)
    return 1


def address(path: str) -> str:
    """The whole address of a page."""
    return f"{settings.BASE_URL}{path}"
