"""Shares of few people are secret too, and what was once secret stays so."""

from django.db import migrations, models

STRICTEST = """
UPDATE measurement_indicator i SET secret_below = coalesce((
    SELECT max(d.threshold) FROM measurement_definition d WHERE d.indicator_id = i.id
), 0);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("measurement", "0023_releases_as_told"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="definition",
            name="definition_threshold_on_counts_only",
        ),
        migrations.RemoveConstraint(
            model_name="indicator",
            name="indicator_threshold_on_counts_only",
        ),
        migrations.AddField(
            model_name="definition",
            name="least_base",
            field=models.PositiveSmallIntegerField(
                default=0, verbose_name="fewest answers that make a share"
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="least_base",
            field=models.PositiveSmallIntegerField(
                default=0, verbose_name="fewest answers that make a share"
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="secret_below",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddConstraint(
            model_name="definition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("threshold", 0),
                        ("value_type__in", ["count", "distinct", "ratio"]),
                        _connector="OR",
                    ),
                    models.Q(("least_base", 0), ("value_type", "ratio"), _connector="OR"),
                ),
                name="definition_threshold_of_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("threshold", 0),
                        ("value_type__in", ["count", "distinct", "ratio"]),
                        _connector="OR",
                    ),
                    models.Q(("least_base", 0), ("value_type", "ratio"), _connector="OR"),
                ),
                name="indicator_threshold_of_people",
            ),
        ),
        migrations.RunSQL(STRICTEST, migrations.RunSQL.noop),
    ]
