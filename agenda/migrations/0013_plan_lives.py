"""The plan lives: activities in full, ties to adopted versions, notes, corrections, reinforcing links."""

import django.contrib.postgres.fields
import django.db.models.deletion
import kit.clock
import uuid
from django.conf import settings
from django.db import migrations, models


TIES = """
SET CONSTRAINTS ALL IMMEDIATE;
UPDATE agenda_activity a SET version_id = (
    SELECT v.id FROM agenda_version v JOIN agenda_wording w ON w.version_id = v.id
    WHERE v.site_id = a.site_id AND w.passage_id = a.passage_id AND v.adopted_on IS NOT NULL
    ORDER BY v.number DESC LIMIT 1)
WHERE a.passage_id IS NOT NULL;
UPDATE agenda_activity SET passage_id = NULL WHERE version_id IS NULL AND passage_id IS NOT NULL;
SET CONSTRAINTS ALL DEFERRED;
"""

LAWS = r"""
CREATE FUNCTION agenda_activity_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.passage_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM agenda_version v JOIN agenda_wording w ON w.version_id = v.id
        WHERE v.id = NEW.version_id AND w.passage_id = NEW.passage_id
        AND v.site_id = NEW.site_id AND v.adopted_on IS NOT NULL) THEN
        RAISE EXCEPTION 'an activity is tied to a passage of an adopted version of its site'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM unnest(NEW.evidence) line
        WHERE line !~ '^[^\n]+ https://[^[:space:]<>"]+$') THEN
        RAISE EXCEPTION 'evidence is some words and an https address'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agenda_activity_law
    BEFORE INSERT OR UPDATE OF version_id, passage_id, site_id, evidence ON agenda_activity
    FOR EACH ROW EXECUTE FUNCTION agenda_activity_law();

CREATE FUNCTION agenda_activitynote_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.corrects_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM agenda_activitynote n
        WHERE n.id = NEW.corrects_id AND n.activity_id = NEW.activity_id) THEN
        RAISE EXCEPTION 'a note corrects one of the same activity'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agenda_activitynote_law BEFORE INSERT ON agenda_activitynote
    FOR EACH ROW EXECUTE FUNCTION agenda_activitynote_law();

CREATE FUNCTION agenda_activitylink_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(DISTINCT site_id) FROM agenda_activity
        WHERE id IN (NEW.source_id, NEW.target_id)) <> 1 THEN
        RAISE EXCEPTION 'activities of one site reinforce each other'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agenda_activitylink_law BEFORE INSERT OR UPDATE ON agenda_activitylink
    FOR EACH ROW EXECUTE FUNCTION agenda_activitylink_law();
"""
LAWS_BACK = """
DROP TRIGGER agenda_activitylink_law ON agenda_activitylink;
DROP FUNCTION agenda_activitylink_law();
DROP TRIGGER agenda_activitynote_law ON agenda_activitynote;
DROP FUNCTION agenda_activitynote_law();
DROP TRIGGER agenda_activity_law ON agenda_activity;
DROP FUNCTION agenda_activity_law();
"""


def append_only(table: str) -> migrations.RunSQL:
    """Rows of this table are written once (the function is the journal's)."""
    name = f"agenda_{table}_append_only"
    return migrations.RunSQL(
        f"CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON agenda_{table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change();",
        f"DROP TRIGGER {name} ON agenda_{table};",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("agenda", "0012_new_drafts"),
        ("sites", "0003_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ActivityChange",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("revision", models.PositiveIntegerField()),
                ("fields", models.JSONField(default=dict)),
                ("at", models.DateTimeField(default=kit.clock.now)),
            ],
            options={
                "verbose_name": "correction of an activity",
                "verbose_name_plural": "corrections of activities",
            },
        ),
        migrations.CreateModel(
            name="ActivityLink",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("why", models.CharField(max_length=300, verbose_name="how it helps")),
                ("at", models.DateTimeField(default=kit.clock.now)),
            ],
            options={
                "verbose_name": "reinforcing link",
                "verbose_name_plural": "reinforcing links",
            },
        ),
        migrations.CreateModel(
            name="ActivityNote",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("progress", "progress"), ("on_course", "still on course")],
                        default="progress",
                        max_length=9,
                    ),
                ),
                ("on", models.DateField(verbose_name="day")),
                (
                    "text",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="what is to be told"
                    ),
                ),
                ("at", models.DateTimeField(default=kit.clock.now)),
                ("once", models.CharField(max_length=64)),
            ],
            options={
                "verbose_name": "progress note",
                "verbose_name_plural": "progress notes",
            },
        ),
        migrations.AddField(
            model_name="activity",
            name="begins_on",
            field=models.DateField(blank=True, null=True, verbose_name="begins on"),
        ),
        migrations.AddField(
            model_name="activity",
            name="description",
            field=models.TextField(blank=True, max_length=4000, verbose_name="description"),
        ),
        migrations.AddField(
            model_name="activity",
            name="evidence",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=600),
                blank=True,
                default=list,
                size=20,
                verbose_name="evidence",
            ),
        ),
        migrations.AddField(
            model_name="activity",
            name="money",
            field=models.CharField(blank=True, max_length=300, verbose_name="money"),
        ),
        migrations.AddField(
            model_name="activity",
            name="partners",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=120),
                blank=True,
                default=list,
                size=20,
                verbose_name="partners of the activity",
            ),
        ),
        migrations.AddField(
            model_name="activity",
            name="people",
            field=models.CharField(blank=True, max_length=300, verbose_name="people"),
        ),
        migrations.AddField(
            model_name="activity",
            name="places",
            field=models.CharField(blank=True, max_length=300, verbose_name="places"),
        ),
        migrations.AddField(
            model_name="activity",
            name="revision",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="activity",
            name="version",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="activities",
                to="agenda.version",
            ),
        ),
        migrations.RunSQL(TIES, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("begins_on", None),
                    ("due_on", None),
                    ("due_on__gte", models.F("begins_on")),
                    _connector="OR",
                ),
                name="activity_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("passage", None), ("version", None)),
                    models.Q(("passage__isnull", False), ("version__isnull", False)),
                    _connector="OR",
                ),
                name="activity_tied_to_a_version",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(("revision__gte", 1)), name="activity_revision_from_one"
            ),
        ),
        migrations.AddField(
            model_name="activitychange",
            name="activity",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="changes",
                to="agenda.activity",
            ),
        ),
        migrations.AddField(
            model_name="activitychange",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="activitylink",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="activitylink",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reinforces",
                to="agenda.activity",
            ),
        ),
        migrations.AddField(
            model_name="activitylink",
            name="target",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reinforced_by",
                to="agenda.activity",
            ),
        ),
        migrations.AddField(
            model_name="activitynote",
            name="activity",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notes",
                to="agenda.activity",
            ),
        ),
        migrations.AddField(
            model_name="activitynote",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="activitynote",
            name="corrects",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrections",
                to="agenda.activitynote",
            ),
        ),
        migrations.AddConstraint(
            model_name="activitychange",
            constraint=models.UniqueConstraint(
                fields=("activity", "revision"), name="activity_change_one_a_revision"
            ),
        ),
        migrations.AddConstraint(
            model_name="activitychange",
            constraint=models.CheckConstraint(
                condition=models.Q(("revision__gte", 2)), name="activity_change_after_the_first"
            ),
        ),
        migrations.AddConstraint(
            model_name="activitylink",
            constraint=models.UniqueConstraint(
                fields=("source", "target"), name="activity_link_once_a_pair"
            ),
        ),
        migrations.AddConstraint(
            model_name="activitylink",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", models.F("target")), _negated=True),
                name="activity_link_between_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="activitylink",
            constraint=models.CheckConstraint(
                condition=models.Q(("why", ""), _negated=True), name="activity_link_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="activitynote",
            constraint=models.UniqueConstraint(
                fields=("activity", "once"), name="activity_note_written_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="activitynote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "progress"), models.Q(("text", ""), _negated=True)),
                    models.Q(("corrects", None), ("kind", "on_course"), ("text", "")),
                    _connector="OR",
                ),
                name="activity_note_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="activitynote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("corrects", None),
                    models.Q(("corrects", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="activity_note_corrects_another",
            ),
        ),
        migrations.RunSQL(LAWS, LAWS_BACK),
        append_only("activitychange"),
        append_only("activitynote"),
    ]
