"""Comments without an outcome, kept apart by the database as they are said and answered."""

import django.db.models.deletion
from django.db import migrations, models


KEPT = """
CREATE FUNCTION agenda_waiting_begins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO agenda_waiting (comment_id, site_id, at) VALUES (NEW.id, NEW.site_id, NEW.at);
    RETURN NULL;
END $$;
CREATE TRIGGER agenda_waiting_begins AFTER INSERT ON agenda_comment
    FOR EACH ROW EXECUTE FUNCTION agenda_waiting_begins();

CREATE FUNCTION agenda_waiting_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM agenda_waiting WHERE comment_id = NEW.comment_id;
    RETURN NULL;
END $$;
CREATE TRIGGER agenda_waiting_ends AFTER INSERT ON agenda_outcome
    FOR EACH ROW EXECUTE FUNCTION agenda_waiting_ends();

INSERT INTO agenda_waiting (comment_id, site_id, at)
SELECT c.id, c.site_id, c.at FROM agenda_comment c
WHERE NOT EXISTS (SELECT 1 FROM agenda_outcome o WHERE o.comment_id = c.id);
"""
KEPT_BACK = """
DROP TRIGGER agenda_waiting_ends ON agenda_outcome;
DROP FUNCTION agenda_waiting_ends();
DROP TRIGGER agenda_waiting_begins ON agenda_comment;
DROP FUNCTION agenda_waiting_begins();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agenda", "0005_counted_fast"),
        ("sites", "0003_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="Waiting",
            fields=[
                (
                    "comment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="agenda.comment",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="said at")),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sites.site",
                    ),
                ),
            ],
            options={
                "verbose_name": "comment without an outcome",
                "verbose_name_plural": "comments without an outcome",
                "ordering": ("at", "comment"),
            },
        ),
        migrations.RunSQL(KEPT, KEPT_BACK),
    ]
