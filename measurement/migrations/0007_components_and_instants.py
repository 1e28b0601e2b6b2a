"""A ratio's value follows from its components; kinds of correction; the instant of each target."""

import django.db.models.expressions
import django.db.models.functions.math
import django.db.models.lookups
import kit.clock
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

# Rows of before are told apart as far as they tell: a correction has its words but no kind, and a
# target the day since which it is aimed at. The guard against changes steps aside for that alone.
TOLD = """
ALTER TABLE measurement_measurement DISABLE TRIGGER measurement_measurement_kept;
UPDATE measurement_measurement SET reason_code = 'other' WHERE replaces_id IS NOT NULL;
ALTER TABLE measurement_measurement ENABLE TRIGGER measurement_measurement_kept;
ALTER TABLE measurement_target DISABLE TRIGGER measurement_target_kept;
UPDATE measurement_target SET set_at = LEAST(created_at, since + time '12:00' AT TIME ZONE 'UTC');
ALTER TABLE measurement_target ENABLE TRIGGER measurement_target_kept;
"""
FITS = """
CREATE OR REPLACE FUNCTION measurement_fits() RETURNS trigger LANGUAGE plpgsql AS $$
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
    END IF;%s
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
"""
RATIOS = """
    IF NEW.numerator IS NOT NULL AND defined.value_type <> 'ratio' THEN
        RAISE EXCEPTION 'measurement_components_of_a_ratio_only' USING ERRCODE = 'check_violation';
    END IF;
    IF defined.value_type = 'ratio' AND defined.level = 'site'
        AND NEW.value IS NOT NULL AND NEW.numerator IS NULL
    THEN
        RAISE EXCEPTION 'measurement_ratio_is_worked_out' USING ERRCODE = 'check_violation';
    END IF;
    IF defined.unit = '%' AND NEW.numerator > NEW.denominator THEN
        RAISE EXCEPTION 'measurement_share_above_the_whole' USING ERRCODE = 'check_violation';
    END IF;"""


class Migration(migrations.Migration):
    dependencies = [
        ("measurement", "0006_learning_cycle"),
        ("sites", "0003_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="measurement",
            name="measurement_reason_iff_correction",
        ),
        migrations.AddField(
            model_name="measurement",
            name="denominator",
            field=models.DecimalField(
                decimal_places=4, max_digits=18, null=True, verbose_name="denominator"
            ),
        ),
        migrations.AddField(
            model_name="measurement",
            name="numerator",
            field=models.DecimalField(
                decimal_places=4, max_digits=18, null=True, verbose_name="numerator"
            ),
        ),
        migrations.AddField(
            model_name="measurement",
            name="per",
            field=models.PositiveSmallIntegerField(null=True, verbose_name="for how many"),
        ),
        migrations.AddField(
            model_name="measurement",
            name="precision",
            field=models.DecimalField(
                decimal_places=4, max_digits=10, null=True, verbose_name="precision"
            ),
        ),
        migrations.AddField(
            model_name="measurement",
            name="reason_code",
            field=models.CharField(
                blank=True,
                choices=[
                    ("typo", "typing or counting error"),
                    ("source_revised", "the source revised it"),
                    ("late_data", "data that came late"),
                    ("definition", "counted by another definition"),
                    ("dispute_resolved", "after a dispute"),
                    ("withdrawn", "value withdrawn"),
                    ("other", "another reason"),
                ],
                max_length=16,
                verbose_name="kind of correction",
            ),
        ),
        migrations.AddField(
            model_name="target",
            name="set_at",
            field=models.DateTimeField(default=kit.clock.now, editable=False, verbose_name="set"),
        ),
        migrations.RunSQL(TOLD, migrations.RunSQL.noop),
        migrations.RunSQL(FITS.replace("%s", RATIOS), FITS.replace("%s", "")),
        migrations.AddIndex(
            model_name="measurement",
            index=models.Index(fields=["indicator", "starts_on"], name="measurement_of_period"),
        ),
        migrations.AddConstraint(
            model_name="measurement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reason", ""), ("reason_code", ""), ("replaces", None)),
                    models.Q(
                        (
                            "reason_code__in",
                            [
                                "typo",
                                "source_revised",
                                "late_data",
                                "definition",
                                "dispute_resolved",
                                "withdrawn",
                                "other",
                            ],
                        ),
                        ("replaces__isnull", False),
                        models.Q(("reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="measurement_reason_iff_correction",
            ),
        ),
        migrations.AddConstraint(
            model_name="measurement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("denominator", None), ("numerator", None), ("per", None)),
                    models.Q(
                        models.Q(
                            ("denominator__isnull", False),
                            ("numerator__isnull", False),
                            ("per__gt", 0),
                            ("per__isnull", False),
                        ),
                        ("denominator", 0),
                        ("numerator__gte", 0),
                        ("state", "not_applicable"),
                    ),
                    models.Q(
                        models.Q(
                            ("denominator__isnull", False),
                            ("numerator__isnull", False),
                            ("per__gt", 0),
                            ("per__isnull", False),
                        ),
                        django.db.models.lookups.LessThanOrEqual(
                            django.db.models.functions.math.Abs(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("value"), "*", models.F("denominator")
                                    ),
                                    "-",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("numerator"), "*", models.F("per")
                                    ),
                                )
                            ),
                            django.db.models.expressions.CombinedExpression(
                                models.F("denominator"), "*", models.Value(Decimal("0.00005"))
                            ),
                        ),
                        ("denominator__gt", 0),
                        ("numerator__gte", 0),
                        ("value__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="measurement_ratio_follows_from_its_components",
            ),
        ),
        migrations.AddConstraint(
            model_name="measurement",
            constraint=models.CheckConstraint(
                condition=models.Q(("precision", None), ("precision__gt", 0), _connector="OR"),
                name="measurement_precision_is_a_step",
            ),
        ),
    ]
