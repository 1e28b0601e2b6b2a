"""Open data: the public sites as JSON and CSV, and the page that explains them."""

import csv
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.rules import everybody
from governance.middleware import Request
from kit import clock
from kit.access import requires
from qic_portal.figures import OpenSite, open_sites
from qic_portal.pages import shown

LICENCE = "etalab-2.0"

# What each field means, in the order of the CSV's columns; a test compares it with the data.
DICTIONARY: tuple[tuple[str, Any], ...] = (
    ("id", gettext_lazy("lasting name of the site in addresses")),
    ("name", gettext_lazy("name of the site")),
    ("url", gettext_lazy("address of the site's public page")),
    ("programme", gettext_lazy("qpv, educative (cité éducative) or employment (cité de l’emploi)")),
    ("wave", gettext_lazy("phase of the experiment in which the site joined")),
    ("stage", gettext_lazy("where the site stands: expressed, exploring, assessed, invited, engaged, active, autonomous, paused or withdrawn")),
    ("stage_since", gettext_lazy("day on which this stage began (ISO 8601)")),
    ("public_since", gettext_lazy("day from which the site is public (ISO 8601)")),
    ("region_code", gettext_lazy("code of the region (Insee)")),
    ("region", gettext_lazy("name of the region")),
    ("department_code", gettext_lazy("code of the department (Insee)")),
    ("department", gettext_lazy("name of the department")),
    ("commune_code", gettext_lazy("code of the commune (Insee)")),
    ("commune", gettext_lazy("name of the commune")),
    ("themes", gettext_lazy("what the site works on; several are separated by | in the CSV")),
    ("neighbourhoods", gettext_lazy("codes of the QPV that the site covers today; in the JSON also their name and how certain the link is")),
)  # fmt: skip


@requires(everybody)
@require_safe
def about(request: Request) -> HttpResponse:
    """What is open, under which licence, and what each field means."""
    return shown(
        request, "pages/open_data.html", _("Open data"), dictionary=DICTIONARY, licence=LICENCE
    )


@requires(everybody)
@require_safe
def sites_json(request: Request) -> HttpResponse:
    """All public sites, for programs."""
    found = {
        "licence": LICENCE,
        "made_at": clock.now(),
        "sites": [asdict(site) for site in open_sites(settings.BASE_URL)],
    }
    answer = JsonResponse(found, json_dumps_params={"ensure_ascii": False})
    return for_everybody(answer)


@requires(everybody)
@require_safe
def sites_csv(request: Request) -> HttpResponse:
    """All public sites, a line each, for spreadsheets."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="sites.csv"'
    lines = csv.writer(answer, lineterminator="\n")
    lines.writerow([name for name, _words in DICTIONARY])
    lines.writerows(csv_line(site) for site in open_sites(settings.BASE_URL))
    return for_everybody(answer)


def csv_line(site: OpenSite) -> list[Any]:
    """One site as cells; several values stand in one cell with | between them."""
    cells = asdict(site)
    cells["themes"] = "|".join(site.themes)
    cells["neighbourhoods"] = "|".join(place.code for place in site.neighbourhoods)
    return [cells[name] for name, _words in DICTIONARY]


def for_everybody(answer: HttpResponse) -> HttpResponse:
    """Pages of other origins may read it: nothing in it depends on who asks."""
    answer["Access-Control-Allow-Origin"] = "*"
    return answer
