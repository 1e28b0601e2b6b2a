"""What is shown of what residents say: decisions that stay, the short list of what is not shown."""

import django.db.models.deletion
import kit.clock
import uuid
from django.conf import settings
from django.core.management.base import CommandError
from django.db import migrations, models


LAW = """
CREATE FUNCTION agenda_moderation_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before agenda_moderation%ROWTYPE;
    now_it varchar;
BEGIN
    SELECT * INTO before FROM agenda_moderation m
    WHERE m.comment_id = NEW.comment_id ORDER BY m.number DESC LIMIT 1;
    IF NEW.number <> coalesce(before.number, 0) + 1 THEN
        RAISE EXCEPTION 'decisions of moderation follow one another'
            USING ERRCODE = 'restrict_violation';
    END IF;
    SELECT kind INTO now_it FROM agenda_notshown n WHERE n.comment_id = NEW.comment_id;
    IF NOT (CASE NEW.kind
        WHEN 'held' THEN before.number IS NULL
        WHEN 'published' THEN now_it = 'held'
        WHEN 'kept' THEN now_it IS NULL
        WHEN 'hidden' THEN now_it IS NULL OR now_it = 'held'
        WHEN 'restored' THEN now_it = 'hidden'
        WHEN 'withdrawn' THEN now_it IS NULL OR now_it = 'held'
        ELSE false END) THEN
        RAISE EXCEPTION 'this decision of moderation cannot follow'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agenda_moderation_law BEFORE INSERT ON agenda_moderation
    FOR EACH ROW EXECUTE FUNCTION agenda_moderation_law();

CREATE FUNCTION agenda_moderation_shows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.kind IN ('held', 'hidden', 'withdrawn') THEN
        INSERT INTO agenda_notshown (id, comment_id, site_id, kind, ground, at)
        SELECT gen_random_uuid(), c.id, c.site_id, NEW.kind, NEW.ground, NEW.at
        FROM agenda_comment c WHERE c.id = NEW.comment_id
        ON CONFLICT (comment_id)
        DO UPDATE SET kind = NEW.kind, ground = NEW.ground, at = NEW.at;
    ELSE
        DELETE FROM agenda_notshown WHERE comment_id = NEW.comment_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER agenda_moderation_shows AFTER INSERT ON agenda_moderation
    FOR EACH ROW EXECUTE FUNCTION agenda_moderation_shows();

CREATE TRIGGER agenda_moderation_append_only BEFORE UPDATE OR DELETE ON agenda_moderation
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION agenda_outcome_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    now_it varchar;
BEGIN
    SELECT kind INTO now_it FROM agenda_notshown n WHERE n.comment_id = NEW.comment_id;
    IF coalesce(now_it, '') <> (CASE NEW.kind WHEN 'moderated' THEN 'hidden' ELSE '' END)
        AND NOT (NEW.kind = 'withdrawn' AND now_it = 'withdrawn') THEN
        RAISE EXCEPTION 'the outcome does not fit what is shown of the comment'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.by_id IS NULL AND now_it IS DISTINCT FROM 'withdrawn' THEN
        RAISE EXCEPTION 'an outcome is given by a person' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agenda_outcome_law BEFORE INSERT ON agenda_outcome
    FOR EACH ROW EXECUTE FUNCTION agenda_outcome_law();

CREATE FUNCTION agenda_version_moderation_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'writing' AND NEW.reads_first IS DISTINCT FROM OLD.reads_first THEN
        RAISE EXCEPTION 'the rule of moderation is fixed at the opening'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state = 'endorsing' AND OLD.state <> 'endorsing' AND EXISTS (
        SELECT 1 FROM agenda_waiting w WHERE w.site_id = NEW.site_id) THEN
        RAISE EXCEPTION 'a comment has no outcome' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agenda_version_moderation_law BEFORE UPDATE ON agenda_version
    FOR EACH ROW EXECUTE FUNCTION agenda_version_moderation_law();
"""
LAW_BACK = """
DROP TRIGGER agenda_version_moderation_law ON agenda_version;
DROP FUNCTION agenda_version_moderation_law();
DROP TRIGGER agenda_outcome_law ON agenda_outcome;
DROP FUNCTION agenda_outcome_law();
DROP TRIGGER agenda_moderation_append_only ON agenda_moderation;
DROP TRIGGER agenda_moderation_shows ON agenda_moderation;
DROP FUNCTION agenda_moderation_shows();
DROP TRIGGER agenda_moderation_law ON agenda_moderation;
DROP FUNCTION agenda_moderation_law();
"""

# A comment that is shown again without an earlier answer waits once more.
WAITS = """
CREATE OR REPLACE FUNCTION agenda_waiting_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.kind = 'reopened' THEN
        INSERT INTO agenda_waiting (comment_id, site_id, at)
        SELECT c.id, c.site_id, c.at FROM agenda_comment c WHERE c.id = NEW.comment_id
        ON CONFLICT DO NOTHING;
    ELSE
        DELETE FROM agenda_waiting WHERE comment_id = NEW.comment_id;
    END IF;
    RETURN NULL;
END $$;
"""
WAITS_BACK = """
CREATE OR REPLACE FUNCTION agenda_waiting_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM agenda_waiting WHERE comment_id = NEW.comment_id;
    RETURN NULL;
END $$;
"""


def nothing(apps, schema_editor):
    """Forward there is no decision yet."""


def refuse_to_forget(apps, schema_editor):
    """Somebody must answer for each decision: while there is one, no way leads behind its table."""
    decided = apps.get_model("agenda", "Moderation").objects.using(schema_editor.connection.alias)
    if count := decided.count():
        raise CommandError(
            f"agenda 0009 stays: {count} decisions of moderation would be deleted and comments "
            "that are hidden would be shown again. To go further back, restore a backup made "
            "before this release; nothing was changed by this attempt at 0009."
        )


class Migration(migrations.Migration):
    dependencies = [
        ("agenda", "0008_parts_and_bearings"),
        ("journal", "0002_append_only"),
        ("sites", "0003_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Moderation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("held", "Awaiting reading"),
                            ("published", "Read and shown"),
                            ("kept", "Kept after reading again"),
                            ("hidden", "Hidden"),
                            ("restored", "Shown again"),
                            ("withdrawn", "Withdrawn by its author"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("illegal", "Against the law"),
                            ("personal", "Personal data of somebody"),
                            ("insult", "Insult or attack on somebody"),
                            ("off_topic", "Off topic"),
                            ("spam", "Advertising or repeated text"),
                        ],
                        max_length=9,
                        verbose_name="ground",
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("rule", "everything is read before it is shown here"),
                            ("repeated", "the same text was sent many times"),
                            ("links", "it holds several links"),
                        ],
                        max_length=8,
                    ),
                ),
                ("reason", models.TextField(blank=True, max_length=1500, verbose_name="reason")),
                ("at", models.DateTimeField(default=kit.clock.now)),
            ],
            options={
                "verbose_name": "decision of moderation",
                "verbose_name_plural": "decisions of moderation",
            },
        ),
        migrations.CreateModel(
            name="NotShown",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("held", "Awaiting reading"),
                            ("published", "Read and shown"),
                            ("kept", "Kept after reading again"),
                            ("hidden", "Hidden"),
                            ("restored", "Shown again"),
                            ("withdrawn", "Withdrawn by its author"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("illegal", "Against the law"),
                            ("personal", "Personal data of somebody"),
                            ("insult", "Insult or attack on somebody"),
                            ("off_topic", "Off topic"),
                            ("spam", "Advertising or repeated text"),
                        ],
                        max_length=9,
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="since")),
            ],
            options={
                "verbose_name": "comment that is not shown",
                "verbose_name_plural": "comments that are not shown",
                "ordering": ("at", "pk"),
            },
        ),
        migrations.RemoveConstraint(
            model_name="outcome",
            name="outcome_has_a_reason",
        ),
        migrations.RemoveConstraint(
            model_name="outcome",
            name="outcome_kind_known",
        ),
        migrations.AddField(
            model_name="version",
            name="reads_first",
            field=models.BooleanField(
                default=False, verbose_name="comments are read before they are shown"
            ),
        ),
        migrations.AlterField(
            model_name="outcome",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="outcome",
            name="kind",
            field=models.CharField(
                choices=[
                    ("retained", "Kept"),
                    ("partly", "Kept in part"),
                    ("already", "Already in the text"),
                    ("not_retained", "Not kept"),
                    ("out_of_scope", "Out of scope"),
                    ("passed_on", "Passed on"),
                    ("merged", "Joined with another"),
                    ("deferred", "Deferred"),
                    ("withdrawn", "Withdrawn"),
                    ("moderated", "Moderated"),
                    ("reopened", "Awaiting an answer again"),
                ],
                max_length=12,
                verbose_name="outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", "retained"),
                    models.Q(("reason", ""), _negated=True),
                    models.Q(("by", None), ("kind", "withdrawn")),
                    _connector="OR",
                ),
                name="outcome_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "retained",
                            "partly",
                            "already",
                            "not_retained",
                            "out_of_scope",
                            "passed_on",
                            "merged",
                            "deferred",
                            "withdrawn",
                            "moderated",
                            "reopened",
                        ],
                    )
                ),
                name="outcome_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.CheckConstraint(
                condition=models.Q(("by__isnull", False), ("kind", "withdrawn"), _connector="OR"),
                name="outcome_by_a_person_unless_withdrawn",
            ),
        ),
        migrations.AddField(
            model_name="moderation",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="moderation",
            name="comment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="moderations",
                to="agenda.comment",
            ),
        ),
        migrations.AddField(
            model_name="notshown",
            name="comment",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="not_shown",
                to="agenda.comment",
            ),
        ),
        migrations.AddField(
            model_name="notshown",
            name="site",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.site"
            ),
        ),
        migrations.AddConstraint(
            model_name="moderation",
            constraint=models.UniqueConstraint(
                fields=("comment", "number"), name="moderation_one_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="moderation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ground__in", ["illegal", "personal", "insult", "off_topic", "spam"]),
                        ("kind", "hidden"),
                        models.Q(("reason", ""), _negated=True),
                    ),
                    models.Q(models.Q(("kind", "hidden"), _negated=True), ("ground", "")),
                    _connector="OR",
                ),
                name="moderation_hides_with_ground_and_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="moderation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "restored"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="moderation_restores_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="moderation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "held"), ("why__in", ["rule", "repeated", "links"])),
                    models.Q(models.Q(("kind", "held"), _negated=True), ("why", "")),
                    _connector="OR",
                ),
                name="moderation_held_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="moderation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("by", None), ("kind__in", ["held", "withdrawn"])),
                    models.Q(
                        ("by__isnull", False),
                        ("kind__in", ["published", "kept", "hidden", "restored"]),
                    ),
                    _connector="OR",
                ),
                name="moderation_decided_by_a_person",
            ),
        ),
        migrations.AddIndex(
            model_name="notshown",
            index=models.Index(fields=["site", "kind", "at"], name="not_shown_at_site"),
        ),
        migrations.AddConstraint(
            model_name="notshown",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["held", "hidden", "withdrawn"])),
                name="not_shown_says_why",
            ),
        ),
        migrations.RunSQL(LAW, LAW_BACK),
        migrations.RunSQL(WAITS, WAITS_BACK),
        migrations.RunPython(nothing, refuse_to_forget),
    ]
