"""Agreements: one a comment and person, only while the version is open, none with one's own words."""

import django.db.models.deletion
import kit.clock
import uuid
from django.db import migrations, models


LAW = """
CREATE FUNCTION agenda_agreement_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched agenda_agreement%ROWTYPE := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    own text;
    found text;
BEGIN
    SELECT v.state, c.author_mark INTO found, own FROM agenda_version v
        JOIN agenda_comment c ON c.version_id = v.id WHERE c.id = touched.comment_id FOR SHARE OF v;
    IF found <> 'open' THEN
        RAISE EXCEPTION 'agreements do not change any more' USING ERRCODE = 'restrict_violation';
    END IF;
    IF own <> '' AND own = touched.mark THEN
        RAISE EXCEPTION 'nobody agrees with themselves' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN touched;
END $$;
CREATE TRIGGER agenda_agreement_law BEFORE INSERT OR DELETE ON agenda_agreement
    FOR EACH ROW EXECUTE FUNCTION agenda_agreement_law();
CREATE TRIGGER agenda_agreement_never_changed BEFORE UPDATE ON agenda_agreement
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
LAW_BACK = """
DROP TRIGGER agenda_agreement_never_changed ON agenda_agreement;
DROP TRIGGER agenda_agreement_law ON agenda_agreement;
DROP FUNCTION agenda_agreement_law();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agenda", "0014_remedies_ceremonies"),
    ]

    operations = [
        migrations.AddField(
            model_name="comment",
            name="author_mark",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("mark", models.CharField(max_length=64)),
                ("at", models.DateTimeField(default=kit.clock.now)),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="agenda.comment",
                    ),
                ),
            ],
            options={
                "verbose_name": "agreement",
                "verbose_name_plural": "agreements",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("comment", "mark"), name="agreement_once_a_comment"
                    )
                ],
            },
        ),
        migrations.RunSQL(LAW, LAW_BACK),
    ]
