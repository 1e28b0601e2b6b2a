"""Replies to comments: written once, while the version is open; and what its author was told of."""

import django.db.models.deletion
import kit.clock
import uuid
from django.conf import settings
from django.db import migrations, models

LAW = """
CREATE FUNCTION agenda_reply_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    target agenda_version%ROWTYPE;
BEGIN
    SELECT v.* INTO target FROM agenda_version v
        JOIN agenda_comment c ON c.version_id = v.id WHERE c.id = NEW.comment_id FOR SHARE OF v;
    IF target.state <> 'open' OR target.site_id <> NEW.site_id THEN
        RAISE EXCEPTION 'this comment takes no reply' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agenda_reply_law BEFORE INSERT ON agenda_reply
    FOR EACH ROW EXECUTE FUNCTION agenda_reply_law();
CREATE TRIGGER agenda_reply_append_only BEFORE UPDATE OR DELETE ON agenda_reply
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER agenda_repliestold_append_only BEFORE UPDATE OR DELETE ON agenda_repliestold
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
LAW_BACK = """
DROP TRIGGER agenda_repliestold_append_only ON agenda_repliestold;
DROP TRIGGER agenda_reply_append_only ON agenda_reply;
DROP TRIGGER agenda_reply_law ON agenda_reply;
DROP FUNCTION agenda_reply_law();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agenda", "0006_waiting"),
        ("sites", "0003_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="commentcontact",
            name="replies_stopped_at",
            field=models.DateTimeField(null=True, verbose_name="no letters of replies since"),
        ),
        migrations.CreateModel(
            name="RepliesTold",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("day", models.DateField()),
                ("until", models.DateTimeField(verbose_name="of all replies until")),
                ("replies", models.PositiveSmallIntegerField()),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="told_of",
                        to="agenda.comment",
                    ),
                ),
            ],
            options={
                "verbose_name": "replies told",
                "verbose_name_plural": "replies told",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("comment", "day"), name="replies_told_once_a_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("public_name", models.CharField(max_length=60, verbose_name="name or pseudonym")),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("coach", "coach"),
                            ("community", "community seat"),
                            ("deputy", "deputy of a seat"),
                            ("facilitator", "CRPV facilitator"),
                            ("municipality", "municipality seat"),
                            ("national", "national team"),
                            ("partner", "partner"),
                            ("state", "State seat"),
                        ],
                        max_length=12,
                        verbose_name="role",
                    ),
                ),
                ("text", models.TextField(verbose_name="reply")),
                ("at", models.DateTimeField(default=kit.clock.now)),
                ("code_hash", models.CharField(max_length=64, unique=True)),
                ("once", models.CharField(max_length=64, unique=True)),
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
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="agenda.comment",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="sites.site",
                    ),
                ),
            ],
            options={
                "verbose_name": "reply",
                "verbose_name_plural": "replies",
                "indexes": [
                    models.Index(fields=["comment", "at"], name="reply_to_comment"),
                    models.Index(fields=["site", "at"], name="reply_at_site"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True),
                            models.Q(("public_name", ""), _negated=True),
                        ),
                        name="reply_says",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("by__isnull", True), ("role", "")),
                            models.Q(models.Q(("role", ""), _negated=True), ("by__isnull", False)),
                            _connector="OR",
                        ),
                        name="reply_with_a_role_names_who",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "",
                                    "coach",
                                    "community",
                                    "deputy",
                                    "facilitator",
                                    "municipality",
                                    "national",
                                    "partner",
                                    "state",
                                ],
                            )
                        ),
                        name="reply_role_known",
                    ),
                ],
            },
        ),
        migrations.RunSQL(LAW, LAW_BACK),
    ]
