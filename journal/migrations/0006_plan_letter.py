"""The letter about what nobody has told of in a plan."""

from django.conf import settings
from django.db import migrations, models


FORGET = "DELETE FROM journal_letterchoice WHERE kind = 'plan';"


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0005_week_letter"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="letterchoice",
            name="letter_kind_known",
        ),
        migrations.AlterField(
            model_name="letterchoice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("week", "the week at all sites, on Monday morning"),
                    ("reports", "the reports of my sites, when they are ready"),
                    (
                        "plan",
                        "what nobody has told of in the action plan of my site, on Monday morning",
                    ),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="letterchoice",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["week", "reports", "plan"])),
                name="letter_kind_known",
            ),
        ),
        # Last, so that it comes first on the way back: there the kind does not exist.
        migrations.RunSQL(migrations.RunSQL.noop, FORGET),
    ]
