"""To whom, with which, until when; and the passages that a kept comment changed.

An answer that was given before stands as it was given: the new laws hold for what is written now.
"""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

EFFECT = """
CREATE FUNCTION agenda_effect_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM agenda_outcome o
        JOIN agenda_comment c ON c.id = o.comment_id
        JOIN agenda_version said ON said.id = c.version_id
        JOIN agenda_version v ON v.id = NEW.version_id
        JOIN agenda_wording w ON w.passage_id = NEW.passage_id
            AND w.version_id IN (v.id, said.id)
        WHERE o.id = NEW.outcome_id AND o.kind IN ('retained', 'partly')
        AND v.site_id = c.site_id AND v.number > said.number) THEN
        RAISE EXCEPTION 'this comment did not change that passage'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agenda_effect_law BEFORE INSERT ON agenda_effect
    FOR EACH ROW EXECUTE FUNCTION agenda_effect_law();
CREATE TRIGGER agenda_effect_append_only BEFORE UPDATE OR DELETE ON agenda_effect
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION agenda_joining_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.merged_into_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM agenda_comment a JOIN agenda_comment b ON b.site_id = a.site_id
        WHERE a.id = NEW.comment_id AND b.id = NEW.merged_into_id) THEN
        RAISE EXCEPTION 'comments of two sites are not joined'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agenda_joining_law BEFORE INSERT ON agenda_outcome
    FOR EACH ROW EXECUTE FUNCTION agenda_joining_law();
"""
EFFECT_BACK = """
DROP TRIGGER agenda_joining_law ON agenda_outcome;
DROP FUNCTION agenda_joining_law();
DROP TRIGGER agenda_effect_append_only ON agenda_effect;
DROP TRIGGER agenda_effect_law ON agenda_effect;
DROP FUNCTION agenda_effect_law();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agenda", "0017_endorser_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Effect",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "effect of a comment",
                "verbose_name_plural": "effects of comments",
            },
        ),
        migrations.AddField(
            model_name="outcome",
            name="merged_into",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="joined",
                to="agenda.comment",
            ),
        ),
        migrations.AddField(
            model_name="outcome",
            name="until",
            field=models.DateField(null=True, verbose_name="deferred until"),
        ),
        migrations.AddField(
            model_name="outcome",
            name="until_number",
            field=models.PositiveSmallIntegerField(
                null=True, verbose_name="deferred until version"
            ),
        ),
        migrations.AddField(
            model_name="outcome",
            name="whom",
            field=models.CharField(blank=True, max_length=120, verbose_name="passed on to"),
        ),
        AddConstraintNotValid(
            model_name="outcome",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "passed_on"), models.Q(("whom", ""), _negated=True)),
                    models.Q(models.Q(("kind", "passed_on"), _negated=True), ("whom", "")),
                    _connector="OR",
                ),
                name="outcome_passed_on_to_somebody",
            ),
        ),
        AddConstraintNotValid(
            model_name="outcome",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind", "merged"),
                        ("merged_into__isnull", False),
                        models.Q(("merged_into", models.F("comment")), _negated=True),
                    ),
                    models.Q(models.Q(("kind", "merged"), _negated=True), ("merged_into", None)),
                    _connector="OR",
                ),
                name="outcome_merged_into_another",
            ),
        ),
        AddConstraintNotValid(
            model_name="outcome",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind", "deferred"), ("until__isnull", False), ("until_number", None)
                    ),
                    models.Q(
                        ("kind", "deferred"), ("until", None), ("until_number__isnull", False)
                    ),
                    models.Q(
                        models.Q(("kind", "deferred"), _negated=True),
                        ("until", None),
                        ("until_number", None),
                    ),
                    _connector="OR",
                ),
                name="outcome_deferred_until_then",
            ),
        ),
        migrations.AddField(
            model_name="effect",
            name="outcome",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="effects",
                to="agenda.outcome",
            ),
        ),
        migrations.AddField(
            model_name="effect",
            name="passage",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="effects",
                to="agenda.passage",
            ),
        ),
        migrations.AddField(
            model_name="effect",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="effects",
                to="agenda.version",
            ),
        ),
        migrations.AddConstraint(
            model_name="effect",
            constraint=models.UniqueConstraint(
                fields=("outcome", "passage"), name="effect_named_once"
            ),
        ),
        migrations.RunSQL(EFFECT, EFFECT_BACK),
    ]
