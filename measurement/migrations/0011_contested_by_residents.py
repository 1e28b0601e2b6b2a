"""A resident who contests leaves an address; the triad may withhold what they wrote, with a reason."""

import django.db.models.deletion
import kit.clock
import uuid
from django.conf import settings
from django.db import migrations, models


GUARD = """
CREATE TRIGGER measurement_withholding_kept BEFORE UPDATE OR DELETE ON measurement_withholding
    FOR EACH ROW EXECUTE FUNCTION measurement_kept();
"""
UNGUARD = "DROP TRIGGER measurement_withholding_kept ON measurement_withholding;"


class Migration(migrations.Migration):
    dependencies = [
        ("measurement", "0010_value_release"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DisputeContact",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("email", models.EmailField(max_length=254)),
                (
                    "dispute",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contact",
                        to="measurement.dispute",
                    ),
                ),
            ],
            options={
                "verbose_name": "contact of a dispute",
                "verbose_name_plural": "contacts of disputes",
            },
        ),
        migrations.CreateModel(
            name="Withholding",
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
                        choices=[("hidden", "Hidden"), ("restored", "Shown again")], max_length=9
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
                ("reason", models.TextField(max_length=1500, verbose_name="reason")),
                ("at", models.DateTimeField(default=kit.clock.now, editable=False)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "dispute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withholdings",
                        to="measurement.dispute",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision about the words of a dispute",
                "verbose_name_plural": "decisions about the words of disputes",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("dispute", "number"), name="withholding_one_at_a_time"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="withholding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "ground__in",
                                    ["illegal", "personal", "insult", "off_topic", "spam"],
                                ),
                                ("kind", "hidden"),
                            ),
                            models.Q(("ground", ""), ("kind", "restored")),
                            _connector="OR",
                        ),
                        name="withholding_hides_with_a_ground",
                    ),
                ],
            },
        ),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
