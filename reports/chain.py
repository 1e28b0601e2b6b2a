"""The last step of the chain: which published report prints which indicator, as its figures say."""

from django.urls import reverse

from agenda.ties import PrintedIn, register_press
from overview.snapshot import Period
from reports.models import EditionQuerySet
from reports.numbers import quarter_short
from sites.models import Site

# A year of reports: who looks further back opens the list of all.
LOOKED_AT = 4


@register_press
def printed(site: Site) -> dict[str, PrintedIn]:
    """By name, and by code of a common indicator, the latest final report that prints it; one query."""
    rows = (
        site.editions.filter(EditionQuerySet.open_to_all())
        .order_by("-period_start", "-number")
        .values_list("pk", "period_start", "period_end", "number", "figures__indicators")
    )
    found: dict[str, PrintedIn] = {}
    for pk, start, end, number, lines in rows[:LOOKED_AT]:
        address = reverse("reports:edition-download", kwargs={"site": site.slug, "edition": pk})
        for line in lines or ():
            told = PrintedIn(address, quarter_short(Period(start, end)), number, line["display"])
            # A report prints « its own » for the code of a local indicator: its name tells it apart.
            found.setdefault(line["name"], told)
            found.setdefault(line["code"].lower(), told)
    return found
