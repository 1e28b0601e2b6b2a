"""A review goes through the headlines of its day: it reads each, decides, or says why it did not.

What it looked at is kept as the revisions of the values. A review under way asks for the figures
that its site shows now.
"""

from django.db import migrations, models

GUARD = """
CREATE FUNCTION measurement_cycle_gone_through() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM measurement_curvereview r
        WHERE r.cycle_id = NEW.id AND (r.headline OR r.off_course)
            AND r.written_at IS NULL AND r.passed_over = '' AND NOT EXISTS (
                SELECT FROM measurement_adaptation a WHERE a.curve_id = r.id)
    ) THEN
        RAISE EXCEPTION 'learning_cycle_closes_when_each_figure_was_gone_through'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER measurement_cycle_gone_through BEFORE UPDATE ON measurement_learningcycle
    FOR EACH ROW WHEN (NEW.state = 'closed' AND OLD.state <> 'closed')
    EXECUTE FUNCTION measurement_cycle_gone_through();
"""
UNGUARD = """
DROP TRIGGER measurement_cycle_gone_through ON measurement_learningcycle;
DROP FUNCTION measurement_cycle_gone_through();
"""
ASKED_ANEW = """
UPDATE measurement_curvereview r SET headline = FALSE
    FROM measurement_learningcycle c WHERE c.id = r.cycle_id AND c.state = 'held' AND NOT c.in_words;
"""


class Migration(migrations.Migration):
    dependencies = [("measurement", "0017_retired_then")]

    operations = [
        migrations.AddField(
            model_name="curvereview", name="looked_at", field=models.JSONField(default=list)
        ),
        migrations.AddField(
            model_name="curvereview",
            name="passed_over",
            field=models.CharField(
                blank=True, max_length=300, verbose_name="why it was not discussed"
            ),
        ),
        migrations.AddConstraint(
            model_name="curvereview",
            constraint=models.CheckConstraint(
                condition=models.Q(("passed_over", ""), ("written_at", None), _connector="OR"),
                name="curve_review_passed_over_or_written",
            ),
        ),
        migrations.RunSQL(ASKED_ANEW, migrations.RunSQL.noop),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
