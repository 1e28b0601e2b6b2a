"""A letter to whoever follows in a seat: each saving a row, kept as it was by a trigger."""

import django.db.models.deletion
import kit.clock
import uuid
from django.conf import settings
from django.db import migrations, models


KEEP = """
CREATE FUNCTION governance_keep_letter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a handover letter never changes' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER governance_letter_kept BEFORE UPDATE OR DELETE ON governance_handoverletter
    FOR EACH ROW EXECUTE FUNCTION governance_keep_letter();
"""
LET_GO = """
DROP TRIGGER governance_letter_kept ON governance_handoverletter;
DROP FUNCTION governance_keep_letter();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0002_single_sites"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HandoverLetter",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.TextField(verbose_name="letter")),
                ("at", models.DateTimeField(default=kit.clock.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mandate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="governance.mandate",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True), ("number__gte", 1)
                        ),
                        name="handover_letter_says_something",
                    ),
                    models.UniqueConstraint(
                        fields=("mandate", "number"), name="one_handover_letter_a_number"
                    ),
                ],
            },
        ),
        migrations.RunSQL(KEEP, LET_GO),
    ]
