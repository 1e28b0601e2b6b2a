"""Values stand for a period of their rhythm, enter while it is open, lie within bounds, bear their instant.

The same laws as in the service, for whoever writes past it. An earlier instant than the present one
is for sets that are made up: they say so with the setting `qic.clock` of their transaction.
"""

from django.db import migrations

GUARD = """
CREATE FUNCTION measurement_entry_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ruled measurement_definition%ROWTYPE;
    months integer;
    entered date := (NEW.entered_at AT TIME ZONE 'Europe/Paris')::date;
BEGIN
    IF coalesce(current_setting('qic.clock', true), '') <> 'set'
        AND (NEW.entered_at < transaction_timestamp() - interval '1 minute'
             OR NEW.entered_at > clock_timestamp() + interval '1 minute')
        OR NEW.replaces_id IS NOT NULL AND EXISTS (
            SELECT FROM measurement_measurement was
            WHERE was.id = NEW.replaces_id AND was.entered_at > NEW.entered_at)
    THEN
        RAISE EXCEPTION 'measurement_entered_at_another_time' USING ERRCODE = 'check_violation';
    END IF;
    SELECT * INTO ruled FROM measurement_definition d
        WHERE d.indicator_id = NEW.indicator_id AND d.number = NEW.version;
    months := CASE ruled.periodicity
        WHEN 'month' THEN 1 WHEN 'quarter' THEN 3 WHEN 'half' THEN 6 WHEN 'year' THEN 12 END;
    IF months IS NOT NULL AND NEW.replaces_id IS NULL
        AND (NEW.site_id IS NOT NULL AND NEW.starts_on IS NULL
            OR extract(day FROM NEW.starts_on) <> 1
            OR (extract(month FROM NEW.starts_on)::integer - 1) % months <> 0
            OR NEW.ends_on <> (NEW.starts_on + make_interval(months => months))::date - 1)
    THEN
        RAISE EXCEPTION 'measurement_span_of_another_rhythm' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.site_id IS NULL THEN
        IF NEW.value < ruled.lower_bound
            OR ruled.value_type NOT IN ('ratio', 'rate') AND NEW.value > ruled.upper_bound
        THEN
            RAISE EXCEPTION 'measurement_out_of_bounds' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.replaces_id IS NULL AND NEW.version > 1 AND EXISTS (
        SELECT FROM measurement_measurement m
        WHERE m.indicator_id = NEW.indicator_id AND m.site_id = NEW.site_id
            AND m.replaces_id IS NULL
            AND m.starts_on <= NEW.ends_on AND m.ends_on >= NEW.starts_on
            AND (m.starts_on, m.ends_on) <> (NEW.starts_on, NEW.ends_on))
    THEN
        RAISE EXCEPTION 'measurement_of_days_counted_already' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT FROM measurement_window w
        WHERE w.periodicity = ruled.periodicity
            AND w.starts_on <= NEW.ends_on AND w.ends_on >= NEW.starts_on
            AND (w.opens_on > entered OR w.locks_on <= entered AND NOT EXISTS (
                SELECT FROM measurement_lockexception e
                WHERE e.window_id = w.id AND e.site_id = NEW.site_id AND e.until >= entered)))
    THEN
        RAISE EXCEPTION 'measurement_period_is_shut' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.value < coalesce(ruled.lower_bound, 0)
        OR NEW.value > least(ruled.upper_bound, ruled.ceiling,
                             CASE WHEN ruled.unit = '%' THEN 100 END)
        OR NEW.value <> trunc(NEW.value) AND ruled.value_type = 'ordinal'
        OR ruled.multiplier > 1
            AND (NEW.numerator <> trunc(NEW.numerator)
                 OR NEW.denominator <> trunc(NEW.denominator))
    THEN
        RAISE EXCEPTION 'measurement_out_of_bounds' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER measurement_entry_law BEFORE INSERT ON measurement_measurement
    FOR EACH ROW EXECUTE FUNCTION measurement_entry_law();
"""
UNGUARD = """
DROP TRIGGER measurement_entry_law ON measurement_measurement;
DROP FUNCTION measurement_entry_law();
"""


class Migration(migrations.Migration):
    dependencies = [("measurement", "0020_breaks_in_series")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
