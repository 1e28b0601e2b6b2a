"""Reports, appeals and the list of what waits for a person; replies are moderated like comments."""

import django.db.models.deletion
import kit.clock
import uuid
from django.conf import settings
from django.db import migrations, models


NEW_LAW = """
CREATE OR REPLACE FUNCTION agenda_moderation_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before agenda_moderation%ROWTYPE;
    hid agenda_moderation%ROWTYPE;
    open_appeal uuid;
    now_it varchar;
BEGIN
    SELECT * INTO before FROM agenda_moderation m
    WHERE m.comment_id = NEW.comment_id OR m.reply_id = NEW.reply_id
    ORDER BY m.number DESC LIMIT 1;
    IF NEW.number <> coalesce(before.number, 0) + 1 THEN
        RAISE EXCEPTION 'decisions of moderation follow one another'
            USING ERRCODE = 'restrict_violation';
    END IF;
    SELECT kind INTO now_it FROM agenda_notshown n
    WHERE n.comment_id = NEW.comment_id OR n.reply_id = NEW.reply_id;
    IF NOT (CASE NEW.kind
        WHEN 'held' THEN before.number IS NULL
        WHEN 'published' THEN now_it = 'held'
        WHEN 'kept' THEN now_it IS NULL
        WHEN 'hidden' THEN now_it IS NULL OR now_it = 'held'
        WHEN 'restored' THEN now_it = 'hidden'
        WHEN 'upheld' THEN now_it = 'hidden'
        WHEN 'withdrawn' THEN now_it IS NULL OR now_it = 'held'
        ELSE false END) THEN
        RAISE EXCEPTION 'this decision of moderation cannot follow'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.kind IN ('restored', 'upheld') THEN
        SELECT * INTO hid FROM agenda_moderation m
        WHERE (m.comment_id = NEW.comment_id OR m.reply_id = NEW.reply_id) AND m.kind = 'hidden'
        ORDER BY m.number DESC LIMIT 1;
        SELECT a.id INTO open_appeal FROM agenda_appeal a WHERE a.decision_id = hid.id
        AND NOT EXISTS (SELECT 1 FROM agenda_moderation d WHERE d.appeal_id = a.id);
        IF open_appeal IS DISTINCT FROM NEW.appeal_id THEN
            RAISE EXCEPTION 'a decision on an appeal names the appeal that is open'
                USING ERRCODE = 'restrict_violation';
        END IF;
        IF NEW.appeal_id IS NOT NULL AND NEW.by_id = hid.by_id THEN
            RAISE EXCEPTION 'an appeal is decided by another person than who hid'
                USING ERRCODE = 'restrict_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION agenda_moderation_shows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    here uuid;
BEGIN
    SELECT site_id INTO here FROM agenda_comment WHERE id = NEW.comment_id;
    IF here IS NULL THEN
        SELECT site_id INTO here FROM agenda_reply WHERE id = NEW.reply_id;
    END IF;
    IF NEW.kind <> 'upheld' THEN
        DELETE FROM agenda_notshown n
        WHERE n.comment_id = NEW.comment_id OR n.reply_id = NEW.reply_id;
    END IF;
    IF NEW.kind IN ('held', 'hidden', 'withdrawn') THEN
        INSERT INTO agenda_notshown (id, comment_id, reply_id, site_id, kind, ground, at)
        VALUES (gen_random_uuid(), NEW.comment_id, NEW.reply_id, here, NEW.kind, NEW.ground, NEW.at);
    END IF;
    DELETE FROM agenda_tomoderate t
    WHERE t.comment_id = NEW.comment_id OR t.reply_id = NEW.reply_id;
    IF NEW.kind = 'held' THEN
        INSERT INTO agenda_tomoderate (id, comment_id, reply_id, site_id, why, at)
        VALUES (gen_random_uuid(), NEW.comment_id, NEW.reply_id, here, 'held', NEW.at);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION agenda_report_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM agenda_notshown n
        WHERE n.comment_id = NEW.comment_id OR n.reply_id = NEW.reply_id) THEN
        RAISE EXCEPTION 'what is not shown is not reported' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agenda_report_law BEFORE INSERT ON agenda_report
    FOR EACH ROW EXECUTE FUNCTION agenda_report_law();

CREATE FUNCTION agenda_report_waits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO agenda_tomoderate (id, comment_id, reply_id, site_id, why, at)
    VALUES (gen_random_uuid(), NEW.comment_id, NEW.reply_id, NEW.site_id, 'report', NEW.at)
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER agenda_report_waits AFTER INSERT ON agenda_report
    FOR EACH ROW EXECUTE FUNCTION agenda_report_waits();

CREATE FUNCTION agenda_appeal_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM agenda_moderation m JOIN agenda_notshown n
        ON n.comment_id = m.comment_id OR n.reply_id = m.reply_id
        WHERE m.id = NEW.decision_id AND m.kind = 'hidden' AND n.kind = 'hidden'
        AND NOT EXISTS (SELECT 1 FROM agenda_moderation later WHERE later.number > m.number
            AND (later.comment_id = m.comment_id OR later.reply_id = m.reply_id))) THEN
        RAISE EXCEPTION 'an appeal is against what is hidden now'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agenda_appeal_law BEFORE INSERT ON agenda_appeal
    FOR EACH ROW EXECUTE FUNCTION agenda_appeal_law();

CREATE FUNCTION agenda_appeal_waits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO agenda_tomoderate (id, comment_id, reply_id, site_id, why, at, not_by_id)
    SELECT gen_random_uuid(), m.comment_id, m.reply_id, n.site_id, 'appeal', NEW.at, m.by_id
    FROM agenda_moderation m JOIN agenda_notshown n
        ON n.comment_id = m.comment_id OR n.reply_id = m.reply_id
    WHERE m.id = NEW.decision_id;
    RETURN NULL;
END $$;
CREATE TRIGGER agenda_appeal_waits AFTER INSERT ON agenda_appeal
    FOR EACH ROW EXECUTE FUNCTION agenda_appeal_waits();

CREATE TRIGGER agenda_report_append_only BEFORE UPDATE OR DELETE ON agenda_report
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER agenda_appeal_append_only BEFORE UPDATE OR DELETE ON agenda_appeal
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

INSERT INTO agenda_tomoderate (id, comment_id, site_id, why, at)
SELECT gen_random_uuid(), n.comment_id, n.site_id, 'held', n.at
FROM agenda_notshown n WHERE n.kind = 'held';
"""
NEW_LAW_BACK = """
DROP TRIGGER agenda_appeal_append_only ON agenda_appeal;
DROP TRIGGER agenda_report_append_only ON agenda_report;
DROP TRIGGER agenda_appeal_waits ON agenda_appeal;
DROP FUNCTION agenda_appeal_waits();
DROP TRIGGER agenda_appeal_law ON agenda_appeal;
DROP FUNCTION agenda_appeal_law();
DROP TRIGGER agenda_report_waits ON agenda_report;
DROP FUNCTION agenda_report_waits();
DROP TRIGGER agenda_report_law ON agenda_report;
DROP FUNCTION agenda_report_law();
CREATE OR REPLACE FUNCTION agenda_moderation_law() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE OR REPLACE FUNCTION agenda_moderation_shows() RETURNS trigger LANGUAGE plpgsql AS $$
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
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agenda", "0021_audience"),
        ("sites", "0003_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Appeal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("words", models.TextField(verbose_name="why it should be shown")),
                ("at", models.DateTimeField(default=kit.clock.now)),
            ],
            options={
                "verbose_name": "appeal",
                "verbose_name_plural": "appeals",
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "ground",
                    models.CharField(
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
                ("words", models.TextField(blank=True, verbose_name="in your words")),
                ("reporter", models.CharField(max_length=64)),
                ("at", models.DateTimeField(default=kit.clock.now)),
            ],
            options={
                "verbose_name": "report",
                "verbose_name_plural": "reports",
            },
        ),
        migrations.CreateModel(
            name="ReportContact",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("email", models.EmailField(max_length=254)),
            ],
            options={
                "verbose_name": "contact of a report",
                "verbose_name_plural": "contacts of reports",
            },
        ),
        migrations.CreateModel(
            name="ToModerate",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="since")),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("held", "to be read before it is shown"),
                            ("report", "reported"),
                            ("appeal", "appeal of its author"),
                        ],
                        max_length=6,
                    ),
                ),
            ],
            options={
                "verbose_name": "comment to moderate",
                "verbose_name_plural": "comments to moderate",
                "ordering": ("at", "pk"),
            },
        ),
        migrations.RemoveConstraint(
            model_name="moderation",
            name="moderation_restores_with_reason",
        ),
        migrations.RemoveConstraint(
            model_name="moderation",
            name="moderation_decided_by_a_person",
        ),
        migrations.AddField(
            model_name="moderation",
            name="reply",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="moderations",
                to="agenda.reply",
            ),
        ),
        migrations.AddField(
            model_name="notshown",
            name="reply",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="not_shown",
                to="agenda.reply",
            ),
        ),
        migrations.AlterField(
            model_name="moderation",
            name="comment",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="moderations",
                to="agenda.comment",
            ),
        ),
        migrations.AlterField(
            model_name="moderation",
            name="kind",
            field=models.CharField(
                choices=[
                    ("held", "Awaiting reading"),
                    ("published", "Read and shown"),
                    ("kept", "Kept after reading again"),
                    ("hidden", "Hidden"),
                    ("restored", "Shown again"),
                    ("upheld", "Stays hidden after an appeal"),
                    ("withdrawn", "Withdrawn by its author"),
                ],
                max_length=9,
            ),
        ),
        migrations.AlterField(
            model_name="notshown",
            name="comment",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="not_shown",
                to="agenda.comment",
            ),
        ),
        migrations.AlterField(
            model_name="notshown",
            name="kind",
            field=models.CharField(
                choices=[
                    ("held", "Awaiting reading"),
                    ("published", "Read and shown"),
                    ("kept", "Kept after reading again"),
                    ("hidden", "Hidden"),
                    ("restored", "Shown again"),
                    ("upheld", "Stays hidden after an appeal"),
                    ("withdrawn", "Withdrawn by its author"),
                ],
                max_length=9,
            ),
        ),
        migrations.AddConstraint(
            model_name="notshown",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("comment__isnull", False), ("reply", None)),
                    models.Q(("comment", None), ("reply__isnull", False)),
                    _connector="OR",
                ),
                name="not_shown_one_thing",
            ),
        ),
        migrations.AddField(
            model_name="appeal",
            name="decision",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="appealed",
                to="agenda.moderation",
            ),
        ),
        migrations.AddField(
            model_name="moderation",
            name="appeal",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decided",
                to="agenda.appeal",
            ),
        ),
        migrations.AddConstraint(
            model_name="moderation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("comment__isnull", False), ("reply", None)),
                    models.Q(("comment", None), ("reply__isnull", False)),
                    _connector="OR",
                ),
                name="moderation_of_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="moderation",
            constraint=models.UniqueConstraint(
                fields=("reply", "number"), name="moderation_of_reply_one_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="moderation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ["restored", "upheld"]), _negated=True),
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
                    models.Q(("appeal__isnull", False), ("kind", "upheld")),
                    ("kind", "restored"),
                    models.Q(
                        models.Q(("kind__in", ["upheld", "restored"]), _negated=True),
                        ("appeal", None),
                    ),
                    _connector="OR",
                ),
                name="moderation_decides_an_appeal",
            ),
        ),
        migrations.AddConstraint(
            model_name="moderation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("by", None), ("kind__in", ["held", "withdrawn"])),
                    models.Q(
                        ("by__isnull", False),
                        ("kind__in", ["published", "kept", "hidden", "restored", "upheld"]),
                    ),
                    _connector="OR",
                ),
                name="moderation_decided_by_a_person",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="comment",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="agenda.comment",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="reply",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="agenda.reply",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="site",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports_of_comments",
                to="sites.site",
            ),
        ),
        migrations.AddField(
            model_name="reportcontact",
            name="report",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contact",
                to="agenda.report",
            ),
        ),
        migrations.AddField(
            model_name="tomoderate",
            name="comment",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="to_moderate",
                to="agenda.comment",
            ),
        ),
        migrations.AddField(
            model_name="tomoderate",
            name="not_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="tomoderate",
            name="reply",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="to_moderate",
                to="agenda.reply",
            ),
        ),
        migrations.AddField(
            model_name="tomoderate",
            name="site",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)s_set",
                to="sites.site",
            ),
        ),
        migrations.AlterField(
            model_name="notshown",
            name="site",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)s_set",
                to="sites.site",
            ),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="appeal_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("comment__isnull", False), ("reply", None)),
                    models.Q(("comment", None), ("reply__isnull", False)),
                    _connector="OR",
                ),
                name="report_of_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                fields=("comment", "reporter"), name="report_once_a_reporter"
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                fields=("reply", "reporter"), name="report_of_reply_once_a_reporter"
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ground__in", ["illegal", "personal", "insult", "off_topic", "spam"])
                ),
                name="report_ground_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ground", "illegal"), _negated=True),
                    models.Q(("words", ""), _negated=True),
                    _connector="OR",
                ),
                name="report_of_illegal_has_words",
            ),
        ),
        migrations.AddIndex(
            model_name="tomoderate",
            index=models.Index(fields=["site", "at"], name="to_moderate_at_site"),
        ),
        migrations.AddConstraint(
            model_name="tomoderate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("comment__isnull", False), ("reply", None)),
                    models.Q(("comment", None), ("reply__isnull", False)),
                    _connector="OR",
                ),
                name="to_moderate_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="tomoderate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("not_by", None), ("why__in", ["held", "report"])),
                    models.Q(("not_by__isnull", False), ("why", "appeal")),
                    _connector="OR",
                ),
                name="to_moderate_says_why",
            ),
        ),
        migrations.RunSQL(NEW_LAW, NEW_LAW_BACK),
    ]
