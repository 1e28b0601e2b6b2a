"""Handover files on paper: each with its figures, its file apart, neither ever changed."""

import accounts.roles
import django.db.models.deletion
import kit.clock
import uuid
from django.conf import settings
from django.db import migrations, models


KEEP = """
CREATE FUNCTION reports_keep_handover() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.state = 'ready' THEN
        RAISE EXCEPTION 'a handover paper never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.figures IS DISTINCT FROM OLD.figures THEN
        RAISE EXCEPTION 'the figures of a handover paper never change'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state = 'ready' AND NOT EXISTS (
        SELECT FROM reports_handoverpaperfile
        WHERE paper_id = NEW.id AND encode(sha256(pdf), 'hex') = NEW.sha256
    ) THEN
        RAISE EXCEPTION 'a handover paper is ready only with the file of its fingerprint'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reports_handover_kept BEFORE INSERT OR UPDATE OR DELETE ON reports_handoverpaper
    FOR EACH ROW EXECUTE FUNCTION reports_keep_handover();
CREATE TRIGGER reports_handover_file_kept BEFORE UPDATE OR DELETE ON reports_handoverpaperfile
    FOR EACH ROW EXECUTE FUNCTION reports_keep_file();
"""
LET_GO = """
DROP TRIGGER reports_handover_file_kept ON reports_handoverpaperfile;
DROP TRIGGER reports_handover_kept ON reports_handoverpaper;
DROP FUNCTION reports_keep_handover();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0002_immutable"),
        ("sites", "0003_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HandoverPaper",
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
                (
                    "seat",
                    models.CharField(
                        choices=[
                            ("state", "State"),
                            ("municipality", "Municipality"),
                            ("community", "Community organisation"),
                        ],
                        max_length=12,
                        verbose_name="seat",
                    ),
                ),
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
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handover_papers",
                        to="sites.site",
                    ),
                ),
            ],
            options={
                "verbose_name": "handover file on paper",
                "verbose_name_plural": "handover files on paper",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HandoverPaperFile",
            fields=[
                (
                    "paper",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="file",
                        serialize=False,
                        to="reports.handoverpaper",
                    ),
                ),
                ("pdf", models.BinaryField(verbose_name="PDF file")),
            ],
            options={
                "verbose_name": "file of a handover paper",
                "verbose_name_plural": "files of handover papers",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pdf", b""), _negated=True),
                        name="handover_paper_not_empty",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="handoverpaper",
            index=models.Index(
                condition=models.Q(("state", "ready"), _negated=True),
                fields=["due_at"],
                name="handover_paper_not_ready",
            ),
        ),
        migrations.AddConstraint(
            model_name="handoverpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["due", "building", "ready", "failed"])),
                name="handoverpaper_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="handoverpaper",
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
                name="handoverpaper_ready_iff_published",
            ),
        ),
        migrations.AddConstraint(
            model_name="handoverpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lease_until__isnull", False), ("state", "building")),
                    models.Q(models.Q(("state", "building"), _negated=True), ("lease_until", None)),
                    _connector="OR",
                ),
                name="handoverpaper_building_iff_leased",
            ),
        ),
        migrations.AddConstraint(
            model_name="handoverpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("figures__isnull", True), ("figures_digest", "")),
                    models.Q(
                        ("figures__isnull", False), models.Q(("figures_digest", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="handoverpaper_picture_iff_fingerprint",
            ),
        ),
        migrations.AddConstraint(
            model_name="handoverpaper",
            constraint=models.UniqueConstraint(
                fields=("site", "seat", "language", "figures_digest"),
                name="one_handover_paper_of_these_figures",
            ),
        ),
        migrations.AddConstraint(
            model_name="handoverpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "seat__in",
                        [
                            accounts.roles.Role["STATE"],
                            accounts.roles.Role["MUNICIPALITY"],
                            accounts.roles.Role["COMMUNITY"],
                        ],
                    )
                ),
                name="handover_paper_of_a_seat",
            ),
        ),
        migrations.AddConstraint(
            model_name="handoverpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(("figures__isnull", False)),
                name="handover_paper_has_its_figures",
            ),
        ),
        migrations.RunSQL(KEEP, LET_GO),
    ]
