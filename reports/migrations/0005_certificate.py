"""The certificate of an adoption: with its figures, its file apart, neither ever changed."""

import django.db.models.deletion
import kit.clock
import uuid
from django.conf import settings
from django.db import migrations, models


KEEP = """
CREATE FUNCTION reports_keep_certificate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND (OLD.state = 'ready'
        OR (NEW.figures, NEW.version_id, NEW.site_id)
        IS DISTINCT FROM (OLD.figures, OLD.version_id, OLD.site_id)) THEN
        RAISE EXCEPTION 'a certificate never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NOT EXISTS (SELECT FROM agenda_version v WHERE v.id = NEW.version_id
                   AND v.site_id = NEW.site_id AND v.adopted_on IS NOT NULL) THEN
        RAISE EXCEPTION 'only an adopted version has a certificate'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state = 'ready' AND NOT EXISTS (
        SELECT FROM reports_certificatefile
        WHERE paper_id = NEW.id AND encode(sha256(pdf), 'hex') = NEW.sha256
    ) THEN
        RAISE EXCEPTION 'a certificate is ready only with the file of its fingerprint'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reports_certificate_kept BEFORE INSERT OR UPDATE OR DELETE ON reports_certificate
    FOR EACH ROW EXECUTE FUNCTION reports_keep_certificate();
CREATE TRIGGER reports_certificate_file_kept BEFORE UPDATE OR DELETE ON reports_certificatefile
    FOR EACH ROW EXECUTE FUNCTION reports_keep_file();
"""
LET_GO = """
DROP TRIGGER reports_certificate_file_kept ON reports_certificatefile;
DROP TRIGGER reports_certificate_kept ON reports_certificate;
DROP FUNCTION reports_keep_certificate();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agenda", "0014_remedies_ceremonies"),
        ("reports", "0004_notices"),
        ("sites", "0003_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Certificate",
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
                        related_name="certificates",
                        to="sites.site",
                    ),
                ),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificate",
                        to="agenda.version",
                    ),
                ),
            ],
            options={
                "verbose_name": "certificate of an adoption",
                "verbose_name_plural": "certificates of adoptions",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CertificateFile",
            fields=[
                (
                    "paper",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="file",
                        serialize=False,
                        to="reports.certificate",
                    ),
                ),
                ("pdf", models.BinaryField(verbose_name="PDF file")),
            ],
            options={
                "verbose_name": "file of a certificate",
                "verbose_name_plural": "files of certificates",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pdf", b""), _negated=True),
                        name="certificate_not_empty",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="certificate",
            index=models.Index(
                condition=models.Q(("state", "ready"), _negated=True),
                fields=["due_at"],
                name="certificate_not_ready",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["due", "building", "ready", "failed"])),
                name="certificate_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
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
                name="certificate_ready_iff_published",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lease_until__isnull", False), ("state", "building")),
                    models.Q(models.Q(("state", "building"), _negated=True), ("lease_until", None)),
                    _connector="OR",
                ),
                name="certificate_building_iff_leased",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("figures__isnull", True), ("figures_digest", "")),
                    models.Q(
                        ("figures__isnull", False), models.Q(("figures_digest", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="certificate_picture_iff_fingerprint",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(("figures__isnull", False)), name="certificate_has_its_figures"
            ),
        ),
        migrations.RunSQL(KEEP, LET_GO),
    ]
