"""Passages in other languages, written by hand: append-only, of a passage that stands in the text."""

import django.db.models.deletion
import kit.clock
import uuid
from django.conf import settings
from django.db import migrations, models

LAW = """
CREATE FUNCTION agenda_translation_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM agenda_wording w JOIN agenda_version v ON v.id = w.version_id
        WHERE w.version_id = NEW.version_id AND w.passage_id = NEW.passage_id
        AND v.state NOT IN ('superseded', 'set_aside')) THEN
        RAISE EXCEPTION 'this passage is not translated' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agenda_translation_law BEFORE INSERT ON agenda_translation
    FOR EACH ROW EXECUTE FUNCTION agenda_translation_law();
CREATE TRIGGER agenda_translation_append_only BEFORE UPDATE OR DELETE ON agenda_translation
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
LAW_BACK = """
DROP TRIGGER agenda_translation_append_only ON agenda_translation;
DROP TRIGGER agenda_translation_law ON agenda_translation;
DROP FUNCTION agenda_translation_law();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agenda", "0018_outcomes_say_more"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Translation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("language", models.CharField(max_length=3, verbose_name="language")),
                ("number", models.PositiveIntegerField()),
                ("heading", models.CharField(max_length=200, verbose_name="heading")),
                ("text", models.TextField(verbose_name="text")),
                ("plain_text", models.TextField(blank=True, verbose_name="plain language")),
                ("revision", models.PositiveIntegerField()),
                ("words_sha256", models.CharField(max_length=64)),
                ("carried", models.BooleanField(default=False)),
                ("at", models.DateTimeField(default=kit.clock.now)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="translations",
                        to="agenda.passage",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="translations",
                        to="agenda.version",
                    ),
                ),
            ],
            options={
                "verbose_name": "translation",
                "verbose_name_plural": "translations",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "passage", "language", "number"),
                        name="translation_one_a_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="translation_number_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("language__regex", "^[a-z]{2,3}$"),
                            models.Q(("language", "fr"), _negated=True),
                        ),
                        name="translation_language_is_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("heading", ""), _negated=True),
                            models.Q(("text", ""), _negated=True),
                        ),
                        name="translation_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words_sha256__regex", "^[0-9a-f]{64}$")),
                        name="translation_of_certain_words",
                    ),
                ],
            },
        ),
        migrations.RunSQL(LAW, LAW_BACK),
    ]
