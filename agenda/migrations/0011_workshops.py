"""Workshops: a sheet entered at once, its lines comments, late paper heard until the next text is sent."""

import django.db.models.deletion
import kit.clock
import uuid
from django.conf import settings
from django.db import migrations, models


COMMENT = """
CREATE OR REPLACE FUNCTION agenda_comment_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    target agenda_version%ROWTYPE;
BEGIN
    SELECT * INTO target FROM agenda_version WHERE id = NEW.version_id FOR SHARE;
    IF target.site_id <> NEW.site_id
        OR target.state <> 'open' AND (NEW.workshop_id IS NULL OR target.state <> 'reworking') THEN
        RAISE EXCEPTION 'this version takes no comment' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.workshop_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM agenda_workshop w
        WHERE w.id = NEW.workshop_id AND w.version_id = NEW.version_id AND w.by_id = NEW.by_id) THEN
        RAISE EXCEPTION 'this line is of another sheet' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.passage_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM agenda_wording w
        WHERE w.version_id = NEW.version_id AND w.passage_id = NEW.passage_id) THEN
        RAISE EXCEPTION 'this passage is not in this version' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""
COMMENT_BACK = """
CREATE OR REPLACE FUNCTION agenda_comment_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    target agenda_version%ROWTYPE;
BEGIN
    SELECT * INTO target FROM agenda_version WHERE id = NEW.version_id FOR SHARE;
    IF target.state <> 'open' OR target.site_id <> NEW.site_id THEN
        RAISE EXCEPTION 'this version takes no comment' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.passage_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM agenda_wording w
        WHERE w.version_id = NEW.version_id AND w.passage_id = NEW.passage_id) THEN
        RAISE EXCEPTION 'this passage is not in this version' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""

WORKSHOP = """
CREATE FUNCTION agenda_workshop_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM agenda_version v WHERE v.id = NEW.version_id
        AND v.site_id = NEW.site_id AND v.state IN ('open', 'reworking')
        AND NEW.held_on BETWEEN v.opened_on AND v.closes_on) THEN
        RAISE EXCEPTION 'this version takes no workshop of that day'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agenda_workshop_law BEFORE INSERT ON agenda_workshop
    FOR EACH ROW EXECUTE FUNCTION agenda_workshop_law();
CREATE TRIGGER agenda_workshop_append_only BEFORE UPDATE OR DELETE ON agenda_workshop
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
WORKSHOP_BACK = """
DROP TRIGGER agenda_workshop_append_only ON agenda_workshop;
DROP TRIGGER agenda_workshop_law ON agenda_workshop;
DROP FUNCTION agenda_workshop_law();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agenda", "0010_bringing"),
        ("sites", "0003_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="comment",
            name="line",
            field=models.PositiveSmallIntegerField(null=True, verbose_name="line of the sheet"),
        ),
        migrations.AddField(
            model_name="comment",
            name="people",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="people who said it"),
        ),
        migrations.CreateModel(
            name="Workshop",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("held_on", models.DateField(verbose_name="day of the workshop")),
                ("place", models.CharField(max_length=120, verbose_name="place of the workshop")),
                ("people", models.PositiveSmallIntegerField(verbose_name="how many people")),
                (
                    "consent",
                    models.BooleanField(default=False, verbose_name="those who spoke agreed"),
                ),
                ("once", models.CharField(max_length=64, unique=True)),
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
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="workshops",
                        to="sites.site",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="workshops",
                        to="agenda.version",
                    ),
                ),
            ],
            options={
                "verbose_name": "workshop",
                "verbose_name_plural": "workshops",
            },
        ),
        migrations.AddField(
            model_name="comment",
            name="workshop",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="comments",
                to="agenda.workshop",
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("line", None), ("people", 1), ("workshop", None)),
                    models.Q(
                        ("line__gte", 1),
                        ("line__isnull", False),
                        ("people__gte", 1),
                        ("source", "workshop"),
                        ("workshop__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="comment_of_a_sheet_has_its_line",
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.UniqueConstraint(
                fields=("workshop", "line"), name="comment_one_a_line"
            ),
        ),
        migrations.AddConstraint(
            model_name="workshop",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("title", ""), _negated=True), models.Q(("place", ""), _negated=True)
                ),
                name="workshop_named",
            ),
        ),
        migrations.AddConstraint(
            model_name="workshop",
            constraint=models.CheckConstraint(
                condition=models.Q(("people__gte", 1)), name="workshop_had_people"
            ),
        ),
        migrations.AddConstraint(
            model_name="workshop",
            constraint=models.CheckConstraint(
                condition=models.Q(("consent", True)), name="workshop_with_consent"
            ),
        ),
        migrations.RunSQL(WORKSHOP, WORKSHOP_BACK),
        migrations.RunSQL(COMMENT, COMMENT_BACK),
    ]
