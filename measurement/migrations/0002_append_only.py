"""Measurements and targets are kept as they were written; a correction is about the same thing."""

from django.db import migrations

GUARD = """
CREATE FUNCTION measurement_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a row of % is never changed nor removed', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER measurement_measurement_kept BEFORE UPDATE OR DELETE ON measurement_measurement
    FOR EACH ROW EXECUTE FUNCTION measurement_kept();
CREATE TRIGGER measurement_target_kept BEFORE UPDATE OR DELETE ON measurement_target
    FOR EACH ROW EXECUTE FUNCTION measurement_kept();

CREATE FUNCTION measurement_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    defined measurement_indicator%ROWTYPE;
BEGIN
    SELECT * INTO STRICT defined FROM measurement_indicator WHERE id = NEW.indicator_id;
    IF defined.site_id IS NOT NULL AND defined.site_id IS DISTINCT FROM NEW.site_id
        OR (defined.level = 'site') <> (NEW.site_id IS NOT NULL)
        OR (defined.level = 'neighbourhood') <> (NEW.neighbourhood_id IS NOT NULL)
        OR (defined.level = 'contract') <> (NEW.contract_id IS NOT NULL)
    THEN
        RAISE EXCEPTION 'measurement_of_the_wrong_place' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.replaces_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM measurement_measurement was WHERE was.id = NEW.replaces_id
            AND (was.indicator_id, was.site_id, was.neighbourhood_id, was.contract_id,
                 was.starts_on, was.ends_on)
            IS NOT DISTINCT FROM
                (NEW.indicator_id, NEW.site_id, NEW.neighbourhood_id, NEW.contract_id,
                 NEW.starts_on, NEW.ends_on)
    ) THEN
        RAISE EXCEPTION 'measurement_corrects_another_one' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER measurement_fits BEFORE INSERT ON measurement_measurement
    FOR EACH ROW EXECUTE FUNCTION measurement_fits();

CREATE FUNCTION measurement_target_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM measurement_indicator i WHERE i.id = NEW.indicator_id
               AND (i.direction = 'context' OR i.site_id IS DISTINCT FROM NEW.site_id
                    AND i.site_id IS NOT NULL))
    OR NEW.replaces_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM measurement_target was WHERE was.id = NEW.replaces_id
            AND was.indicator_id = NEW.indicator_id AND was.site_id = NEW.site_id)
    THEN
        RAISE EXCEPTION 'target_of_another_indicator' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER measurement_target_fits BEFORE INSERT ON measurement_target
    FOR EACH ROW EXECUTE FUNCTION measurement_target_fits();
"""
UNGUARD = """
DROP TRIGGER measurement_target_fits ON measurement_target;
DROP FUNCTION measurement_target_fits();
DROP TRIGGER measurement_fits ON measurement_measurement;
DROP FUNCTION measurement_fits();
DROP TRIGGER measurement_target_kept ON measurement_target;
DROP TRIGGER measurement_measurement_kept ON measurement_measurement;
DROP FUNCTION measurement_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("measurement", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
