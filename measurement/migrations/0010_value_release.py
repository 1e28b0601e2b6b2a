"""A value names the publication of its source out of which it comes."""

import django.db.models.deletion
from django.db import migrations, models

# What official files brought before, where only one publication can be meant. The rows stay.
NAMED = """
ALTER TABLE measurement_measurement DISABLE TRIGGER measurement_measurement_kept;
UPDATE measurement_measurement m SET release_id = r.id
    FROM measurement_definition d, measurement_release r
    WHERE m.source_file <> '' AND d.indicator_id = m.indicator_id AND d.number = m.version
        AND d.source_code <> '' AND r.source = d.source_code AND r.produced
        AND (m.starts_on IS NULL OR r.vintage = EXTRACT(YEAR FROM m.starts_on))
        AND NOT EXISTS (
            SELECT FROM measurement_release o WHERE o.source = r.source AND o.produced AND o.id <> r.id
                AND (m.starts_on IS NULL OR o.vintage = r.vintage));
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
ALTER TABLE measurement_measurement ENABLE TRIGGER measurement_measurement_kept;
"""
GUARD = """
CREATE FUNCTION measurement_release_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM measurement_release r, measurement_definition d
        WHERE r.id = NEW.release_id AND d.indicator_id = NEW.indicator_id
            AND d.number = NEW.version AND d.source_code = r.source
            AND (r.produced OR NEW.value IS NULL))
    THEN
        RAISE EXCEPTION 'measurement_of_another_source' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER measurement_release_fits BEFORE INSERT ON measurement_measurement
    FOR EACH ROW WHEN (NEW.release_id IS NOT NULL) EXECUTE FUNCTION measurement_release_fits();
"""
UNGUARD = """
DROP TRIGGER measurement_release_fits ON measurement_measurement;
DROP FUNCTION measurement_release_fits();
"""


class Migration(migrations.Migration):
    dependencies = [("measurement", "0009_trust_and_windows")]

    operations = [
        migrations.AddField(
            model_name="measurement",
            name="release",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="measurements",
                to="measurement.release",
            ),
        ),
        migrations.RunSQL(NAMED, migrations.RunSQL.noop),
        migrations.RunSQL(GUARD, UNGUARD),
        migrations.AddIndex(
            model_name="measurement",
            index=models.Index(
                condition=models.Q(("release__isnull", False)),
                fields=["release"],
                name="measurement_of_release",
            ),
        ),
    ]
