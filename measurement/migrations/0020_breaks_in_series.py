"""A break in a common series is recorded with its day and its words, and never changed."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import kit.clock

GUARD = """
CREATE FUNCTION measurement_break_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM measurement_indicator i
        WHERE i.id = NEW.indicator_id AND i.site_id IS NOT NULL
    ) OR NEW.takes_back_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM measurement_seriesbreak was
        WHERE was.id = NEW.takes_back_id AND was.takes_back_id IS NULL
            AND (was.indicator_id, was.kind, was."on") = (NEW.indicator_id, NEW.kind, NEW."on")
    ) THEN
        RAISE EXCEPTION 'series_break_is_of_a_common_figure_and_taken_back_as_it_was'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER measurement_break_fits BEFORE INSERT ON measurement_seriesbreak
    FOR EACH ROW EXECUTE FUNCTION measurement_break_fits();
CREATE TRIGGER measurement_break_kept BEFORE UPDATE OR DELETE ON measurement_seriesbreak
    FOR EACH ROW EXECUTE FUNCTION measurement_kept();
"""
UNGUARD = """
DROP TRIGGER measurement_break_kept ON measurement_seriesbreak;
DROP TRIGGER measurement_break_fits ON measurement_seriesbreak;
DROP FUNCTION measurement_break_fits();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("measurement", "0019_import_tasks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SeriesBreak",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("method", "another method"),
                            ("law", "another law"),
                            ("perimeter", "another perimeter"),
                        ],
                        max_length=9,
                        verbose_name="what changed",
                    ),
                ),
                ("on", models.DateField(verbose_name="from which day")),
                ("words", models.CharField(max_length=300, verbose_name="what exactly changed")),
                ("recorded_at", models.DateTimeField(default=kit.clock.now, editable=False)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="breaks",
                        to="measurement.indicator",
                    ),
                ),
                (
                    "takes_back",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken_back_by",
                        to="measurement.seriesbreak",
                    ),
                ),
            ],
            options={
                "verbose_name": "break in a series",
                "verbose_name_plural": "breaks in series",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["method", "law", "perimeter"]),
                            models.Q(("words", ""), _negated=True),
                        ),
                        name="series_break_says_what_changed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("takes_back", models.F("id")), _negated=True),
                        name="series_break_takes_back_another_one",
                    ),
                ],
            },
        ),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
