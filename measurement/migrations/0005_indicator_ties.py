"""Indicators are tied to what they should show, at one site, and never untied without a trace."""

import django.db.models.deletion
import kit.clock
import uuid
from django.db import migrations, models


GUARD = """
CREATE FUNCTION measurement_tie_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a tie is never removed' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND (OLD.ended_on IS NOT NULL
        OR (NEW.id, NEW.site_id, NEW.indicator_id, NEW.activity_id, NEW.strategy, NEW.version_id,
            NEW.tied_on)
        IS DISTINCT FROM (OLD.id, OLD.site_id, OLD.indicator_id, OLD.activity_id, OLD.strategy,
            OLD.version_id, OLD.tied_on)) THEN
        RAISE EXCEPTION 'a tie only ends' USING ERRCODE = 'restrict_violation';
    END IF;
    IF EXISTS (SELECT FROM measurement_indicator i WHERE i.id = NEW.indicator_id
               AND i.site_id IS NOT NULL AND i.site_id <> NEW.site_id)
    OR EXISTS (SELECT FROM agenda_activity a WHERE a.id = NEW.activity_id
               AND a.site_id <> NEW.site_id)
    OR EXISTS (SELECT FROM agenda_version v WHERE v.id = NEW.version_id
               AND v.site_id <> NEW.site_id)
    THEN
        RAISE EXCEPTION 'tie_of_another_site' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER measurement_tie_law BEFORE INSERT OR UPDATE OR DELETE ON measurement_indicatortie
    FOR EACH ROW EXECUTE FUNCTION measurement_tie_law();
"""
UNGUARD = """
DROP TRIGGER measurement_tie_law ON measurement_indicatortie;
DROP FUNCTION measurement_tie_law();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agenda", "0006_waiting"),
        ("measurement", "0004_last_values"),
        ("sites", "0003_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="IndicatorTie",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("strategy", models.CharField(blank=True, max_length=120, verbose_name="strategy")),
                (
                    "why",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="what it should show"
                    ),
                ),
                ("tied_on", models.DateField(default=kit.clock.today, verbose_name="tied on")),
                ("tied_name", models.CharField(blank=True, max_length=120)),
                ("ended_on", models.DateField(null=True, verbose_name="taken off on")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                (
                    "activity",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="indicator_ties",
                        to="agenda.activity",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ties",
                        to="measurement.indicator",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="indicator_ties",
                        to="sites.site",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agenda.version",
                    ),
                ),
            ],
            options={
                "verbose_name": "tie of an indicator",
                "verbose_name_plural": "ties of indicators",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("activity__isnull", False), ("strategy", "")),
                            models.Q(("activity", None), models.Q(("strategy", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="tie_to_exactly_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_on", None), ("reason", "")),
                            models.Q(
                                ("ended_on__isnull", False), models.Q(("reason", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="tie_reason_iff_ended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("activity", None), _negated=True),
                            ("version__isnull", False),
                            _connector="OR",
                        ),
                        name="tie_of_a_strategy_names_its_version",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on", None)),
                        fields=("site", "indicator", "activity", "strategy"),
                        name="tie_once_at_a_time",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
