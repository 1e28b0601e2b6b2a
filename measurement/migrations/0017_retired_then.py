"""The instant at which an indicator was retired: pages of earlier instants still have it."""

from django.db import migrations, models

# Of what was retired before, only the day is known.
FIRST_MOMENT = """
UPDATE measurement_indicator SET retired_at = retired_on::timestamp AT TIME ZONE 'Europe/Paris'
    WHERE status = 'retired';
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [("measurement", "0016_dispute_appeals"), ("sites", "0003_append_only")]

    operations = [
        migrations.RemoveConstraint(
            model_name="indicator", name="indicator_day_and_reason_iff_retired"
        ),
        migrations.AddField(
            model_name="indicator",
            name="retired_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.RunSQL(FIRST_MOMENT, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("retired_at__isnull", False),
                        ("retired_on__isnull", False),
                        ("status", "retired"),
                        models.Q(("retired_why", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("status", "retired"), _negated=True),
                        ("replaced_by", None),
                        ("retired_at", None),
                        ("retired_on", None),
                        ("retired_why", ""),
                    ),
                    _connector="OR",
                ),
                name="indicator_day_and_reason_iff_retired",
            ),
        ),
    ]
