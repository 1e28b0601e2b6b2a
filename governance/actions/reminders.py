"""Letters in time: a mandate that ends, or should end, in ninety and in thirty days."""

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import User
from governance.actions.letters import file_address
from governance.models import ALERTS, Mandate
from journal.actions import write_letter


@transaction.atomic
def remind_of_ends(today: date) -> int:
    """The portal writes in time where a mandate is near its end; how many letters are due.

    Of a holder's the whole triad is told, of a deputy's the deputy and whose seat it is.

    Run again, it changes nothing: a letter's key names the mandate, the day, the threshold
    and the reader. A new expected day brings new letters.
    """
    soon = today + timedelta(days=max(ALERTS))
    ending = (
        Mandate.objects.in_force(today)
        .filter(person__is_active=True)
        .annotate(last=Coalesce("ends_on", "expected_on"))
        .filter(last__range=(today, soon))
        .select_related("site", "person")
        .order_by("site", "seat", "deputy")
    )
    return sum(remind(mandate, today) for mandate in ending)


def remind(mandate: Mandate, today: date) -> int:
    """One letter to each person whom it concerns."""
    last = mandate.end or today
    left = (last - today).days
    threshold = next(days for days in sorted(ALERTS) if left <= days)
    if followed(mandate):
        return 0
    seats = mandate.site.mandates.in_force(today)
    if mandate.deputy:
        seats = seats.filter(seat=mandate.seat)
    seated = User.objects.filter(mandates__in=seats, is_active=True).order_by("pk")
    path = reverse("governance:triad-page", kwargs={"site": mandate.site.slug})
    for person in seated:
        text = render_to_string(
            "emails/governance/mandate_ending.txt",
            {
                "mandate": mandate,
                "person": person,
                "last": last,
                "mine": person.pk == mandate.person_id,
                "address": f"{settings.BASE_URL}{path}",
                "file": file_address(mandate.site, mandate.seat),
            },
        )
        subject, _line, body = text.partition("\n")
        key = f"mandate-end:{mandate.pk}:{last}:{threshold}:{person.pk.hex}"
        write_letter(to=person.email, subject=subject.strip(), text=body.strip(), key=key)
    return len(seated)


def followed(mandate: Mandate) -> bool:
    """True when somebody is already named for the seat, or to stand in for its holder."""
    return Mandate.objects.filter(
        site=mandate.site_id,
        seat=mandate.seat,
        deputy=mandate.deputy,
        starts_on__gt=mandate.starts_on,
    ).exists()
