"""Times the national figures on the database of the environment and counts what they read; one line of JSON."""

import json
import re
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import plans
from bench.figures import ratio
from bench.pages_worker import pages
from kit import clock
from measurement.models import Indicator, Measurement
from measurement.periods import Period
from measurement.together.asking import last_ended
from sites.models import Site

ROUNDS = 9
TABLE = "measurement_measurement"
# What somebody would type for the same figures: sums of what stands, and how many.
SUMS = """
SELECT m.indicator_id, count(m.value), sum(m.value), sum(m.numerator), sum(m.denominator)
FROM measurement_measurement m
WHERE m.starts_on = %s AND m.indicator_id = ANY(%s)
    AND NOT EXISTS (SELECT FROM measurement_measurement c WHERE c.replaces_id = m.id)
GROUP BY m.indicator_id
"""


def main() -> None:
    quarter = last_ended("quarter", clock.today())
    staff = pages()["national"][2]
    keys = list(
        Indicator.objects.filter(code__startswith="bch-")
        .order_by("code")
        .values_list("pk", flat=True)
    )
    whole = f"/national/chiffres/?periode={quarter.starts_on}"
    one = f"/national/chiffres/bch-02/?periode={quarter.starts_on}"
    found = {
        "pages": site_pages(),
        "quarter": ratio(lambda: visit(staff, whole), lambda: add_up(quarter, keys), rounds=ROUNDS),
        **reading(staff, (whole, one), quarter),
    }
    print(json.dumps(found))


def site_pages() -> dict[str, dict[str, str]]:
    """The pages of a site that show its figures, each with the bare view behind the same door."""
    slug = Site.objects.order_by("slug").values_list("slug", flat=True).first()
    bare = f"/bench/bare/sites/{slug}/"
    paths = {
        "site_page": f"/sites/{slug}/",
        "indicator_page": f"/sites/{slug}/indicateurs/bch-02/",
        "indicator_list": f"/sites/{slug}/indicateurs/",
    }
    return {name: {"path": path, "bare": bare} for name, path in paths.items()}


def visit(browser: Client, path: str) -> Any:
    answer = browser.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer


def add_up(quarter: Period, keys: list[Any]) -> list[Any]:
    """The sums of the same figures for the same quarter, and no more."""
    with connection.cursor() as cursor:
        cursor.execute(SUMS, [quarter.starts_on, keys])
        return cursor.fetchall()


def reading(browser: Client, paths: tuple[str, ...], quarter: Period) -> dict[str, Any]:
    """How often the whole table is scanned, and the rows read over those that the page is about."""
    scans, most = 0, 0.0
    for path in paths:
        with CaptureQueriesContext(connection) as queries:
            visit(browser, path)
        steps = plans.steps_on(TABLE, [query["sql"] for query in queries])
        scans += sum(step["Node Type"] == "Seq Scan" for step in steps)
        most = max(most, sum(map(plans.rows_of, steps)) / rows_about(path, quarter))
    return {"scans": scans, "read": most}


def rows_about(path: str, quarter: Period) -> int:
    """The rows of the quarter, corrections too: of all figures, or of the one in the address."""
    rows = Measurement.objects.filter(starts_on=quarter.starts_on, indicator__site=None)
    if code := re.search(r"/(bch-\d\d)/", path):
        rows = rows.filter(indicator__code=code.group(1))
    return rows.count()


if __name__ == "__main__":
    main()
