"""Areas of change with their themes, activities, and the area to which a strategy answers."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

LAW = """
CREATE FUNCTION agenda_wording_bears() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM agenda_version v JOIN agenda_passage p ON p.site_id = v.site_id
        WHERE v.id = NEW.version_id AND p.id = NEW.answers_to_id) THEN
        RAISE EXCEPTION 'a strategy answers to an area of its own site'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agenda_wording_bears BEFORE INSERT OR UPDATE ON agenda_wording
    FOR EACH ROW WHEN (NEW.answers_to_id IS NOT NULL) EXECUTE FUNCTION agenda_wording_bears();
"""
LAW_BACK = """
DROP TRIGGER agenda_wording_bears ON agenda_wording;
DROP FUNCTION agenda_wording_bears();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agenda", "0007_replies"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="wording",
            name="wording_strategy_named_iff_strategy",
        ),
        migrations.AddField(
            model_name="wording",
            name="answers_to",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agenda.passage",
            ),
        ),
        migrations.AddField(
            model_name="wording",
            name="themes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.SlugField(max_length=40),
                blank=True,
                default=list,
                verbose_name="themes",
            ),
        ),
        migrations.AddField(
            model_name="wordinghistory",
            name="answers_to",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agenda.passage",
            ),
        ),
        migrations.AddField(
            model_name="wordinghistory",
            name="themes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.SlugField(max_length=40),
                blank=True,
                default=list,
                verbose_name="themes",
            ),
        ),
        migrations.AlterField(
            model_name="wording",
            name="section",
            field=models.CharField(
                choices=[
                    ("horizon", "Our horizon"),
                    ("ideal", "The ideal situation"),
                    ("helps", "What helps us"),
                    ("hinders", "What hinders us"),
                    ("area", "Area of change"),
                    ("strategy", "Strategy"),
                    ("activity", "Activity of a strategy"),
                ],
                max_length=10,
                verbose_name="part",
            ),
        ),
        migrations.AlterField(
            model_name="wordinghistory",
            name="section",
            field=models.CharField(
                choices=[
                    ("horizon", "Our horizon"),
                    ("ideal", "The ideal situation"),
                    ("helps", "What helps us"),
                    ("hinders", "What hinders us"),
                    ("area", "Area of change"),
                    ("strategy", "Strategy"),
                    ("activity", "Activity of a strategy"),
                ],
                max_length=10,
                verbose_name="part",
            ),
        ),
        migrations.AddConstraint(
            model_name="wording",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("section__in", ["strategy", "activity"]),
                        models.Q(("strategy", ""), _negated=True),
                    ),
                    models.Q(
                        ("section__in", ["horizon", "ideal", "helps", "hinders", "area"]),
                        ("strategy", ""),
                    ),
                    _connector="OR",
                ),
                name="wording_strategy_named_iff_strategy",
            ),
        ),
        migrations.AddConstraint(
            model_name="wording",
            constraint=models.CheckConstraint(
                condition=models.Q(("section", "area"), ("themes", []), _connector="OR"),
                name="wording_themes_of_an_area",
            ),
        ),
        migrations.AddConstraint(
            model_name="wording",
            constraint=models.CheckConstraint(
                condition=models.Q(("section", "strategy"), ("answers_to", None), _connector="OR"),
                name="wording_answers_as_a_strategy",
            ),
        ),
        migrations.RunSQL(LAW, LAW_BACK),
    ]
