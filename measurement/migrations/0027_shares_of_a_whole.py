"""A share may be one of a count; a running total of people is a family of its own; few are three at least."""

from django.conf import settings
from django.db import migrations, models

TOTALS = """
UPDATE measurement_indicator i SET in_family = true
WHERE NOT in_family AND EXISTS (
    SELECT FROM measurement_definition d WHERE d.indicator_id = i.id AND d.threshold > 0
        AND d.accumulation = 'running_total' AND d.value_type IN ('count', 'distinct')
)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("measurement", "0026_hidden_in_workbooks"),
        ("sites", "0004_former_codes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(TOTALS, migrations.RunSQL.noop),
        migrations.RemoveConstraint(
            model_name="definition",
            name="definition_threshold_of_people",
        ),
        migrations.RemoveConstraint(
            model_name="definition",
            name="definition_part_of_is_of_counts",
        ),
        migrations.RemoveConstraint(
            model_name="indicator",
            name="indicator_threshold_of_people",
        ),
        migrations.RemoveConstraint(
            model_name="indicator",
            name="indicator_part_of_is_of_counts",
        ),
        migrations.AddConstraint(
            model_name="definition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("threshold", 0),
                        models.Q(
                            ("threshold__gte", 3),
                            ("value_type__in", ["count", "distinct", "ratio"]),
                        ),
                        _connector="OR",
                    ),
                    models.Q(("least_base", 0), ("value_type", "ratio"), _connector="OR"),
                ),
                name="definition_threshold_of_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="definition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("part_of", ""),
                    models.Q(
                        ("part_of__regex", "^[a-z0-9]+(-[a-z0-9]+)*$"),
                        ("value_type__in", ["count", "distinct", "ratio"]),
                    ),
                    _connector="OR",
                ),
                name="definition_part_of_is_of_counts",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("threshold", 0),
                        models.Q(
                            ("threshold__gte", 3),
                            ("value_type__in", ["count", "distinct", "ratio"]),
                        ),
                        _connector="OR",
                    ),
                    models.Q(("least_base", 0), ("value_type", "ratio"), _connector="OR"),
                ),
                name="indicator_threshold_of_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("part_of", ""),
                    models.Q(
                        ("part_of__regex", "^[a-z0-9]+(-[a-z0-9]+)*$"),
                        ("value_type__in", ["count", "distinct", "ratio"]),
                    ),
                    _connector="OR",
                ),
                name="indicator_part_of_is_of_counts",
            ),
        ),
    ]
