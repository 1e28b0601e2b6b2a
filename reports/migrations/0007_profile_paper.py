"""Profiles of neighbourhoods on paper: each with its figures, its file apart, neither ever changed."""

import django.db.models.deletion
import kit.clock
import uuid
from django.conf import settings
from django.db import migrations, models


KEEP = """
CREATE FUNCTION reports_keep_profile() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND (OLD.state = 'ready'
        OR (NEW.figures, NEW.neighbourhood_id, NEW.taken_on)
        IS DISTINCT FROM (OLD.figures, OLD.neighbourhood_id, OLD.taken_on)) THEN
        RAISE EXCEPTION 'profiles on paper never change' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.figures IS NULL THEN
        RAISE EXCEPTION 'a profile on paper has its figures' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state = 'ready' AND NOT EXISTS (
        SELECT FROM reports_profilepaperfile
        WHERE paper_id = NEW.id AND encode(sha256(pdf), 'hex') = NEW.sha256
    ) THEN
        RAISE EXCEPTION 'profiles on paper are ready only with the file of their fingerprint'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reports_profile_kept BEFORE INSERT OR UPDATE OR DELETE ON reports_profilepaper
    FOR EACH ROW EXECUTE FUNCTION reports_keep_profile();
CREATE TRIGGER reports_profile_file_kept BEFORE UPDATE OR DELETE ON reports_profilepaperfile
    FOR EACH ROW EXECUTE FUNCTION reports_keep_file();
"""
LET_GO = """
DROP TRIGGER reports_profile_file_kept ON reports_profilepaperfile;
DROP TRIGGER reports_profile_kept ON reports_profilepaper;
DROP FUNCTION reports_keep_profile();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0006_answers_paper"),
        ("sites", "0003_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ProfilePaper",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("language", models.CharField(default="fr", max_length=5, verbose_name="language")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("due", "to be made"),
                            ("building", "being made"),
                            ("ready", "ready"),
                            ("failed", "failed, will be tried again"),
                        ],
                        default="due",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                (
                    "due_at",
                    models.DateTimeField(default=kit.clock.now, null=True, verbose_name="due from"),
                ),
                (
                    "lease_until",
                    models.DateTimeField(null=True, verbose_name="taken by a worker until"),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                (
                    "last_error",
                    models.CharField(blank=True, max_length=500, verbose_name="last error"),
                ),
                ("figures", models.JSONField(null=True, verbose_name="picture of the data")),
                (
                    "figures_digest",
                    models.CharField(
                        blank=True, max_length=64, verbose_name="fingerprint of the data"
                    ),
                ),
                (
                    "template_version",
                    models.CharField(
                        blank=True, max_length=12, verbose_name="version of the templates"
                    ),
                ),
                (
                    "sha256",
                    models.CharField(
                        blank=True, max_length=64, verbose_name="fingerprint of the file"
                    ),
                ),
                ("pages", models.PositiveSmallIntegerField(null=True, verbose_name="pages")),
                ("size", models.PositiveIntegerField(null=True, verbose_name="size in bytes")),
                ("published_at", models.DateTimeField(null=True, verbose_name="published at")),
                ("taken_on", models.DateField(default=kit.clock.today, verbose_name="data as of")),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "neighbourhood",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="profile_papers",
                        to="sites.neighbourhood",
                    ),
                ),
            ],
            options={
                "verbose_name": "profile on paper",
                "verbose_name_plural": "profiles on paper",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProfilePaperFile",
            fields=[
                (
                    "paper",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="file",
                        serialize=False,
                        to="reports.profilepaper",
                    ),
                ),
                ("pdf", models.BinaryField(verbose_name="PDF file")),
            ],
            options={
                "verbose_name": "file of a profile on paper",
                "verbose_name_plural": "files of profiles on paper",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pdf", b""), _negated=True),
                        name="profile_paper_not_empty",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="profilepaper",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["due", "building", "ready", "failed"])),
                name="profilepaper_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="profilepaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("figures__isnull", False),
                        ("pages__gte", 1),
                        ("published_at__isnull", False),
                        ("sha256__regex", "^[0-9a-f]{64}$"),
                        ("size__gte", 1),
                        ("state", "ready"),
                    ),
                    models.Q(
                        models.Q(("state", "ready"), _negated=True),
                        ("pages", None),
                        ("published_at", None),
                        ("sha256", ""),
                        ("size", None),
                    ),
                    _connector="OR",
                ),
                name="profilepaper_ready_iff_published",
            ),
        ),
        migrations.AddConstraint(
            model_name="profilepaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lease_until__isnull", False), ("state", "building")),
                    models.Q(models.Q(("state", "building"), _negated=True), ("lease_until", None)),
                    _connector="OR",
                ),
                name="profilepaper_building_iff_leased",
            ),
        ),
        migrations.AddConstraint(
            model_name="profilepaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("figures__isnull", True), ("figures_digest", "")),
                    models.Q(
                        ("figures__isnull", False), models.Q(("figures_digest", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="profilepaper_picture_iff_fingerprint",
            ),
        ),
        migrations.AddConstraint(
            model_name="profilepaper",
            constraint=models.UniqueConstraint(
                fields=("neighbourhood", "language", "figures_digest"), name="one_profile_paper"
            ),
        ),
        migrations.RunSQL(KEEP, LET_GO),
    ]
