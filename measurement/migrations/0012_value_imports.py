"""Files of values: looked through, taken, taken back; each value knows the file with which it came."""

import django.db.models.deletion
import django.db.models.expressions
import kit.clock
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("measurement", "0011_contested_by_residents"),
        ("sites", "0003_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ValueImport",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("read", "sent"),
                            ("checked", "looked through"),
                            ("applied", "taken"),
                            ("reverted", "taken back"),
                        ],
                        default="read",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name of the file")),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.BinaryField(default=bytes)),
                ("heads", models.JSONField(default=list)),
                ("heads_key", models.CharField(max_length=64)),
                ("columns", models.JSONField(default=list)),
                ("choices", models.JSONField(default=dict)),
                ("rows", models.PositiveIntegerField(default=0, verbose_name="rows")),
                ("accepted", models.PositiveIntegerField(default=0, verbose_name="accepted rows")),
                ("rejected", models.PositiveIntegerField(default=0, verbose_name="refused")),
                (
                    "suppressed",
                    models.PositiveIntegerField(default=0, verbose_name="under secrecy"),
                ),
                ("duplicate", models.PositiveIntegerField(default=0, verbose_name="told twice")),
                ("unchanged", models.PositiveIntegerField(default=0, verbose_name="unchanged")),
                ("first_values", models.PositiveIntegerField(default=0, verbose_name="new values")),
                ("corrections", models.PositiveIntegerField(default=0, verbose_name="corrections")),
                ("outcome", models.CharField(blank=True, max_length=64)),
                ("told", models.BinaryField(default=bytes)),
                (
                    "only_good",
                    models.BooleanField(default=False, verbose_name="only the good rows"),
                ),
                ("by_name", models.CharField(max_length=120)),
                ("touched_at", models.DateTimeField(default=kit.clock.now)),
                ("applied_at", models.DateTimeField(null=True, verbose_name="taken in on")),
                ("reverted_at", models.DateTimeField(null=True, verbose_name="taken back on")),
                ("reverted_name", models.CharField(blank=True, max_length=120)),
                (
                    "reverted_why",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="why it was taken back"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reverted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="value_imports",
                        to="sites.site",
                    ),
                ),
            ],
            options={
                "verbose_name": "import of values",
                "verbose_name_plural": "imports of values",
            },
        ),
        migrations.AddField(
            model_name="measurement",
            name="brought",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="measurements",
                to="measurement.valueimport",
            ),
        ),
        migrations.AddIndex(
            model_name="measurement",
            index=models.Index(
                condition=models.Q(("brought__isnull", False)),
                fields=["brought"],
                name="measurement_brought",
            ),
        ),
        migrations.AddIndex(
            model_name="valueimport",
            index=models.Index(fields=["site", "-touched_at"], name="valueimport_of_site"),
        ),
        migrations.AddIndex(
            model_name="valueimport",
            index=models.Index(fields=["heads_key", "-touched_at"], name="valueimport_of_heads"),
        ),
        migrations.AddConstraint(
            model_name="valueimport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "rows",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("accepted"), "+", models.F("rejected")
                                    ),
                                    "+",
                                    models.F("suppressed"),
                                ),
                                "+",
                                models.F("duplicate"),
                            ),
                            "+",
                            models.F("unchanged"),
                        ),
                    )
                ),
                name="valueimport_accounts_for_every_row",
            ),
        ),
        migrations.AddConstraint(
            model_name="valueimport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "read"), models.Q(("outcome", ""), _negated=True), _connector="OR"
                ),
                name="valueimport_has_an_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="valueimport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("applied_at", None), ("state__in", ["read", "checked"])),
                    models.Q(
                        ("applied_at__isnull", False),
                        ("content", b""),
                        ("state__in", ["applied", "reverted"]),
                    ),
                    _connector="OR",
                ),
                name="valueimport_instant_iff_taken",
            ),
        ),
        migrations.AddConstraint(
            model_name="valueimport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("reverted_at__isnull", False),
                        ("state", "reverted"),
                        models.Q(("reverted_why", ""), _negated=True),
                        models.Q(("reverted_name", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state", "reverted"), _negated=True),
                        ("reverted_at", None),
                        ("reverted_by", None),
                        ("reverted_name", ""),
                        ("reverted_why", ""),
                    ),
                    _connector="OR",
                ),
                name="valueimport_reason_iff_taken_back",
            ),
        ),
        migrations.AddConstraint(
            model_name="valueimport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["read", "checked"]),
                    ("only_good", True),
                    ("rejected", 0),
                    _connector="OR",
                ),
                name="valueimport_all_or_nothing",
            ),
        ),
        migrations.AddConstraint(
            model_name="valueimport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("name", ""), _negated=True), models.Q(("by_name", ""), _negated=True)
                ),
                name="valueimport_names_file_and_sender",
            ),
        ),
    ]
