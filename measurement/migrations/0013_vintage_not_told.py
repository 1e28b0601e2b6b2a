"""The rates of poverty of the loaded file name no vintage again: their file tells none.

It lies between 2017 and 2021, so no publication of Filosofi may be named for them.
"""

from django.db import migrations

UNNAMED = """
ALTER TABLE measurement_measurement DISABLE TRIGGER measurement_measurement_kept;
UPDATE measurement_measurement m SET release_id = NULL
    FROM measurement_release r
    WHERE r.id = m.release_id AND r.source = 'filosofi' AND m.starts_on IS NULL
        AND m.source_file = 'qpv_indicateurs.csv';
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
ALTER TABLE measurement_measurement ENABLE TRIGGER measurement_measurement_kept;
"""


class Migration(migrations.Migration):
    dependencies = [("measurement", "0012_value_imports")]
    operations = [migrations.RunSQL(UNNAMED, migrations.RunSQL.noop)]
