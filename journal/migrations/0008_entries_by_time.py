"""A site's entries are read by the day on which they were written, the newest first."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0007_end_of_chain")]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["site", "-at", "-position"], name="entry_of_site"),
        ),
    ]
