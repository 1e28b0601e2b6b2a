"""What is kept for ever is not emptied as a whole, nor moved out of a review; an indicator is as defined."""

from django.db import migrations

KEPT = (
    "adaptation", "attendance", "curvereview", "curvereview_activities", "definition", "dispute", "disputeappeal",
    "headline", "indicator", "indicatortie", "learningcycle", "lesson", "lockexception",
    "measurement", "planchange", "returntoresidents", "target", "validation", "window", "withholding",
)  # fmt: skip
GUARD = """
CREATE FUNCTION measurement_never_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Only a database that is thrown away afterwards says so of itself: that of the tests.
    IF coalesce(current_setting('qic.emptied', true), '') <> 'allowed' THEN
        RAISE EXCEPTION 'the table % is never emptied', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION measurement_cycle_open() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    cycle measurement_learningcycle%ROWTYPE;
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.cycle_id <> OLD.cycle_id THEN
        RAISE EXCEPTION 'what a learning review says is never moved to another one'
            USING ERRCODE = 'restrict_violation';
    END IF;
    SELECT * INTO STRICT cycle FROM measurement_learningcycle
        WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.cycle_id ELSE NEW.cycle_id END;
    IF cycle.state IN ('closed', 'called_off') OR cycle.in_words THEN
        RAISE EXCEPTION 'what a learning review that is over says is never changed'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION measurement_curve_activities_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' OR EXISTS (
        SELECT FROM measurement_curvereview r JOIN measurement_learningcycle c ON c.id = r.cycle_id
        WHERE r.id = CASE WHEN TG_OP = 'DELETE' THEN OLD.curvereview_id ELSE NEW.curvereview_id END
            AND (c.state IN ('closed', 'called_off') OR c.in_words))
    THEN
        RAISE EXCEPTION 'what a learning review that is over says is never changed'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER measurement_curve_activities_open BEFORE INSERT OR UPDATE OR DELETE
    ON measurement_curvereview_activities
    FOR EACH ROW EXECUTE FUNCTION measurement_curve_activities_open();

CREATE FUNCTION measurement_lesson_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.topic_id IS NOT NULL
        OR (NEW.id, NEW.cycle_id, NEW.text, NEW.by_name, NEW.once)
        IS DISTINCT FROM (OLD.id, OLD.cycle_id, OLD.text, OLD.by_name, OLD.once)
    THEN
        RAISE EXCEPTION 'a lesson is only shared, once' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER measurement_lesson_law BEFORE UPDATE OR DELETE ON measurement_lesson
    FOR EACH ROW EXECUTE FUNCTION measurement_lesson_law();

CREATE TRIGGER measurement_window_kept BEFORE DELETE ON measurement_window
    FOR EACH ROW EXECUTE FUNCTION measurement_kept();

-- Whatever a version of a definition says, its indicator says too: also what is added to both later.
CREATE FUNCTION measurement_indicator_as_defined() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM measurement_indicator i WHERE i.id = NEW.id AND NOT EXISTS (
        SELECT FROM measurement_definition d
        WHERE d.indicator_id = i.id AND d.number = i.version
            AND to_jsonb(i) @> to_jsonb(d) - '{id,created_at,indicator_id,number,valid_from,name,
                reason,written_by_id,written_name,written_at}'::text[]))
    THEN
        RAISE EXCEPTION 'indicator_differs_from_its_definition' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER measurement_indicator_as_defined AFTER INSERT OR UPDATE
    ON measurement_indicator
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION measurement_indicator_as_defined();
""" + "".join(
    f"""
CREATE TRIGGER measurement_{table}_never_emptied BEFORE TRUNCATE ON measurement_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION measurement_never_emptied();"""
    for table in KEPT
)
UNGUARD = (
    "".join(
        f"DROP TRIGGER measurement_{table}_never_emptied ON measurement_{table};" for table in KEPT
    )
    + """
DROP TRIGGER measurement_indicator_as_defined ON measurement_indicator;
DROP FUNCTION measurement_indicator_as_defined();
DROP TRIGGER measurement_window_kept ON measurement_window;
DROP TRIGGER measurement_lesson_law ON measurement_lesson;
DROP FUNCTION measurement_lesson_law();
DROP TRIGGER measurement_curve_activities_open ON measurement_curvereview_activities;
DROP FUNCTION measurement_curve_activities_open();
CREATE OR REPLACE FUNCTION measurement_cycle_open() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    cycle measurement_learningcycle%ROWTYPE;
BEGIN
    SELECT * INTO STRICT cycle FROM measurement_learningcycle
        WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.cycle_id ELSE NEW.cycle_id END;
    IF cycle.state IN ('closed', 'called_off') OR cycle.in_words THEN
        RAISE EXCEPTION 'what a learning review that is over says is never changed'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
DROP FUNCTION measurement_never_emptied();
"""
)


class Migration(migrations.Migration):
    dependencies = [("measurement", "0021_entry_law")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
