"""An endorsement keeps the name under which it was given."""

from django.db import migrations, models

# Endorsements are written once; this fills a column that is new, before anybody can read it.
FILL = """
ALTER TABLE agenda_endorsement DISABLE TRIGGER agenda_endorsement_append_only;
UPDATE agenda_endorsement e SET name = u.name FROM accounts_user u WHERE u.id = e.person_id;
ALTER TABLE agenda_endorsement ENABLE TRIGGER agenda_endorsement_append_only;
"""


class Migration(migrations.Migration):
    dependencies = [("agenda", "0016_suggestions"), ("accounts", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="endorsement",
            name="name",
            field=models.CharField(default="", max_length=160),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
