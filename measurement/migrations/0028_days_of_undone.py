"""Days are taken by the values that stand: one that was taken back with its file takes none.

And a first value that follows such a one takes its days as any first value does.
"""

from importlib import import_module

from django.db import migrations

LAW = import_module("measurement.migrations.0021_entry_law").GUARD.split("CREATE TRIGGER")[0]
BEFORE = LAW.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
EVERY_FIRST = """\
    IF NEW.replaces_id IS NULL AND NEW.version > 1 AND EXISTS (
        SELECT FROM measurement_measurement m
        WHERE m.indicator_id = NEW.indicator_id AND m.site_id = NEW.site_id
            AND m.replaces_id IS NULL
"""
THOSE_THAT_STAND = """\
    IF NEW.version > 1
        AND (NEW.replaces_id IS NULL OR EXISTS (
            SELECT FROM measurement_measurement was
            WHERE was.id = NEW.replaces_id AND was.reason_code = 'undone'))
        AND EXISTS (
        SELECT FROM measurement_measurement m
        WHERE m.indicator_id = NEW.indicator_id AND m.site_id = NEW.site_id
            AND m.reason_code <> 'undone'
            AND NOT EXISTS (SELECT FROM measurement_measurement r WHERE r.replaces_id = m.id)
"""
AFTER = BEFORE.replace(EVERY_FIRST, THOSE_THAT_STAND)


class Migration(migrations.Migration):
    dependencies = [("measurement", "0027_shares_of_a_whole")]
    operations = [migrations.RunSQL(AFTER, BEFORE)]
