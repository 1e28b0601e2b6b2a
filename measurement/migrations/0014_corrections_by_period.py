"""An index of corrections, so that the values that stand of a period are told by reading that period alone."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("measurement", "0013_vintage_not_told"),
        ("sites", "0003_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="measurement",
            index=models.Index(
                condition=models.Q(("replaces__isnull", False)),
                fields=["indicator", "starts_on", "replaces"],
                include=("entered_at",),
                name="measurement_corrections",
            ),
        ),
    ]
