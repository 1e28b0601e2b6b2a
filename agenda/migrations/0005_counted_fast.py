"""Indexes of what the home page reads: versions adopted last, comments with an answer."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agenda", "0004_drafts"),
        ("sites", "0003_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="outcome",
            index=models.Index(
                condition=models.Q(("number", 1)), fields=["number"], name="outcome_first"
            ),
        ),
        migrations.AddIndex(
            model_name="version",
            index=models.Index(
                condition=models.Q(("state", "adopted")),
                fields=["-adopted_on"],
                name="version_adopted_last",
            ),
        ),
    ]
