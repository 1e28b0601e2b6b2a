"""Fills the database of the environment with 1,600 sites, 60 common figures and 40 quarters of values.

The values are made by the database itself, without the triggers that look at each of them: they are
checked as a whole afterwards.
"""

import os
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qic_portal.settings")
django.setup()

from django.db import connection, transaction

from kit import clock
from measurement.models import Indicator
from measurement.periods import latest
from sites.models import Site
from tests import make

SITES, FIGURES, QUARTERS = 1600, 60, 40
TABLE = "measurement_measurement"
NAMES = "bch-%02d"
# The list of neighbourhoods has 1,584: the last sites are copies under another address.
MORE_SITES = """
INSERT INTO sites_site ({columns})
SELECT {values} FROM (SELECT *, row_number() OVER (ORDER BY slug) AS n FROM sites_site) s
WHERE s.n <= %s
"""
# Sites that share a neighbourhood would have every sum refused.
OWN_NEIGHBOURHOODS = """
DELETE FROM sites_siteneighbourhood a USING sites_siteneighbourhood b
WHERE a.neighbourhood_id = b.neighbourhood_id AND a.id > b.id
"""
INDEXES = """
SELECT c.relname, pg_get_indexdef(c.oid) FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
WHERE i.indrelid = 'measurement_measurement'::regclass
AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = c.oid)
"""
# Of counts one in forty is missing; shares have both their numbers; the numbers differ by site.
VALUES = """
INSERT INTO measurement_measurement (
    id, created_at, indicator_id, version, site_id, starts_on, ends_on, value, numerator, denominator,
    per, state, provenance, source_file, note, entered_name, entered_role, entered_leg, entered_at,
    reason, reason_code)
SELECT gen_random_uuid(), now(), i.id, 1, s.id, %(first)s, %(last)s,
    CASE WHEN made.lost THEN NULL WHEN i.value_type = 'ratio' THEN round(made.part * 100.0 / made.whole, 4)
        ELSE made.number END,
    CASE WHEN i.value_type = 'ratio' AND NOT made.lost THEN made.part END,
    CASE WHEN i.value_type = 'ratio' AND NOT made.lost THEN made.whole END,
    CASE WHEN i.value_type = 'ratio' AND NOT made.lost THEN 100 END,
    CASE WHEN made.lost THEN 'missing' ELSE 'observed' END,
    'essai de charge', '', CASE WHEN made.lost THEN 'perdu' ELSE '' END, '', '', '',
    %(last)s::timestamptz + interval '12 days', '', ''
FROM measurement_indicator i CROSS JOIN sites_site s
CROSS JOIN LATERAL (
    SELECT floor(random() * 200)::numeric AS number, floor(random() * 20)::numeric AS part,
        20 + floor(random() * 40)::numeric AS whole,
        random() < 0.025 AS lost WHERE s.id IS NOT NULL AND i.id IS NOT NULL
) made
WHERE i.code LIKE 'bch-%%' AND i.site_id IS NULL
ORDER BY i.id, s.id
"""
CORRECTIONS = """
INSERT INTO measurement_measurement (
    id, created_at, indicator_id, version, site_id, starts_on, ends_on, value, state, provenance,
    source_file, note, entered_name, entered_role, entered_leg, entered_at, replaces_id, reason,
    reason_code)
SELECT gen_random_uuid(), now(), indicator_id, version, site_id, starts_on, ends_on, value + 1, state,
    provenance, '', '', '', '', '', entered_at + interval '20 days', id, 'compté deux fois', 'typo'
FROM measurement_measurement WHERE numerator IS NULL AND value IS NOT NULL AND replaces_id IS NULL
    AND random() < 0.016 AND indicator_id IN (SELECT id FROM measurement_indicator WHERE code LIKE 'bch-%%')
"""
WRONG = """
SELECT count(*) FROM measurement_measurement m
LEFT JOIN sites_site s ON s.id = m.site_id LEFT JOIN measurement_indicator i ON i.id = m.indicator_id
WHERE i.id IS NULL OR (i.level = 'site') <> (s.id IS NOT NULL)
"""


def main() -> None:
    if not Indicator.objects.filter(code=NAMES % 1).exists():
        fill()


@transaction.atomic
def fill() -> None:
    """All of it or nothing."""
    with connection.cursor() as cursor:
        more_sites(cursor)
        cursor.execute(OWN_NEIGHBOURHOODS)
        for number in range(1, FIGURES + 1):
            make.common_indicator(NAMES % number, f"Chiffre {number}", **kind(number))
        cursor.execute(INDEXES)
        indexes = cursor.fetchall()
        for name, _definition in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        cursor.execute("SET LOCAL session_replication_role = replica")
        for period in latest("quarter", before=clock.today(), count=QUARTERS + 1)[:0:-1]:
            cursor.execute(VALUES, {"first": period.starts_on, "last": period.ends_on})
        cursor.execute(CORRECTIONS)
        cursor.execute("SET LOCAL session_replication_role = origin")
        for _name, definition in indexes:
            cursor.execute(definition)
        cursor.execute(WRONG)
        assert cursor.fetchone() == (0,)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def more_sites(cursor: Any) -> None:
    """So many sites that there are sixteen hundred."""
    fields = Site._meta.local_concrete_fields  # noqa: SLF001 - all of a row
    own = [field.column for field in fields if not field.generated]
    new = {"id": "gen_random_uuid()", "slug": "s.slug || '-bis'", "name": "s.name || ' bis'"}
    statement = MORE_SITES.format(
        columns=", ".join(own), values=", ".join(new.get(column, f"s.{column}") for column in own)
    )
    cursor.execute(statement, [max(0, SITES - Site.objects.count())])


def kind(number: int) -> dict[str, object]:
    """Of ten figures six are counts, two of them of persons; three are shares, one a published rate."""
    if number % 10 < 6:
        return {"value_type": "count", "nature": "flow", "accumulation": "per_period",
                "threshold": 5 if number % 10 < 2 else 0}  # fmt: skip
    if number % 10 < 9:
        return {"value_type": "ratio", "unit": "%", "multiplier": 100, "ceiling": 100,
                "numerator_label": "Fait", "denominator_label": "À faire", "decimals": 1}  # fmt: skip
    return {"value_type": "rate", "unit": "%", "decimals": 1}


if __name__ == "__main__":
    main()
