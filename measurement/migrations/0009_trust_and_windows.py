"""Values are validated by another seat, contested, and entered while their period is open."""

import django.db.models.deletion
import kit.clock
import uuid
from django.conf import settings
from django.db import migrations, models

TOLD = """
ALTER TABLE measurement_measurement DISABLE TRIGGER measurement_measurement_kept;
UPDATE measurement_measurement SET entered_leg = entered_role
    WHERE entered_role IN ('state', 'municipality', 'community');
ALTER TABLE measurement_measurement ENABLE TRIGGER measurement_measurement_kept;
"""
GUARD = """
CREATE TRIGGER measurement_validation_kept BEFORE UPDATE OR DELETE ON measurement_validation
    FOR EACH ROW EXECUTE FUNCTION measurement_kept();
CREATE TRIGGER measurement_lockexception_kept BEFORE UPDATE OR DELETE ON measurement_lockexception
    FOR EACH ROW EXECUTE FUNCTION measurement_kept();

CREATE FUNCTION measurement_validation_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM measurement_measurement m WHERE m.id = NEW.measurement_id
               AND (m.site_id IS NULL OR m.entered_leg = NEW.seat OR m.entered_by_id = NEW.by_id))
    THEN
        RAISE EXCEPTION 'validation_by_another_seat' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER measurement_validation_law BEFORE INSERT ON measurement_validation
    FOR EACH ROW EXECUTE FUNCTION measurement_validation_law();

CREATE FUNCTION measurement_dispute_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a dispute is never removed' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND (OLD.outcome <> ''
        OR (NEW.id, NEW.site_id, NEW.indicator_id, NEW.measurement_id, NEW.voice, NEW.raised_by_id,
            NEW.raised_name, NEW.words, NEW.raised_at, NEW.code_hash, NEW.once)
        IS DISTINCT FROM (OLD.id, OLD.site_id, OLD.indicator_id, OLD.measurement_id, OLD.voice,
            OLD.raised_by_id, OLD.raised_name, OLD.words, OLD.raised_at, OLD.code_hash, OLD.once))
    THEN
        RAISE EXCEPTION 'a dispute is only answered, once' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NOT EXISTS (SELECT FROM measurement_measurement m WHERE m.id = NEW.measurement_id
                   AND m.indicator_id = NEW.indicator_id
                   AND (m.site_id IS NULL OR m.site_id = NEW.site_id))
    THEN
        RAISE EXCEPTION 'dispute_of_another_value' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER measurement_dispute_law BEFORE INSERT OR UPDATE OR DELETE ON measurement_dispute
    FOR EACH ROW EXECUTE FUNCTION measurement_dispute_law();
"""
UNGUARD = """
DROP TRIGGER measurement_dispute_law ON measurement_dispute;
DROP FUNCTION measurement_dispute_law();
DROP TRIGGER measurement_validation_law ON measurement_validation;
DROP FUNCTION measurement_validation_law();
DROP TRIGGER measurement_lockexception_kept ON measurement_lockexception;
DROP TRIGGER measurement_validation_kept ON measurement_validation;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("measurement", "0008_catalogue_versions"),
        ("sites", "0003_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="measurement",
            name="entered_leg",
            field=models.CharField(blank=True, max_length=14),
        ),
        migrations.CreateModel(
            name="Window",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "periodicity",
                    models.CharField(
                        choices=[
                            ("month", "every month"),
                            ("quarter", "every quarter"),
                            ("half", "every half-year"),
                            ("year", "every year"),
                            ("irregular", "irregular"),
                        ],
                        max_length=10,
                        verbose_name="how often",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(verbose_name="until")),
                ("opens_on", models.DateField(verbose_name="values may be entered from")),
                ("due_on", models.DateField(verbose_name="values are due by")),
                ("locks_on", models.DateField(blank=True, null=True, verbose_name="locked from")),
                ("why", models.CharField(blank=True, max_length=300, verbose_name="why it locks")),
                (
                    "set_at",
                    models.DateTimeField(default=kit.clock.now, editable=False, verbose_name="set"),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "reporting period",
                "verbose_name_plural": "reporting periods",
            },
        ),
        migrations.CreateModel(
            name="LockException",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                ("until", models.DateField(verbose_name="until the end of")),
                ("given_name", models.CharField(blank=True, max_length=120)),
                (
                    "given_at",
                    models.DateTimeField(
                        default=kit.clock.now, editable=False, verbose_name="given"
                    ),
                ),
                (
                    "given_by",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lock_exceptions",
                        to="sites.site",
                    ),
                ),
                (
                    "window",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exceptions",
                        to="measurement.window",
                    ),
                ),
            ],
            options={
                "verbose_name": "exception to a lock",
                "verbose_name_plural": "exceptions to locks",
            },
        ),
        migrations.CreateModel(
            name="Dispute",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "voice",
                    models.CharField(
                        choices=[
                            ("state", "the State seat"),
                            ("municipality", "the municipality seat"),
                            ("community", "the community seat"),
                            ("partner", "a partner"),
                            ("staff", "the people who support the site"),
                            ("resident", "a resident"),
                        ],
                        max_length=14,
                        verbose_name="as what",
                    ),
                ),
                ("raised_name", models.CharField(max_length=120, verbose_name="name or pseudonym")),
                (
                    "words",
                    models.TextField(max_length=1000, verbose_name="what is contested, and why"),
                ),
                (
                    "raised_at",
                    models.DateTimeField(
                        default=kit.clock.now, editable=False, verbose_name="contested"
                    ),
                ),
                ("code_hash", models.CharField(blank=True, max_length=64)),
                ("once", models.CharField(max_length=64, unique=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("upheld", "founded, the figure keeps this reservation"),
                            ("corrected", "founded, the value was corrected"),
                            ("not_followed", "not followed"),
                        ],
                        max_length=12,
                        verbose_name="outcome",
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=1000, verbose_name="answer")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="answered")),
                ("answered_name", models.CharField(blank=True, max_length=120)),
                ("answered_seat", models.CharField(blank=True, max_length=14)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disputes",
                        to="measurement.indicator",
                    ),
                ),
                (
                    "measurement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disputes",
                        to="measurement.measurement",
                    ),
                ),
                (
                    "raised_by",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disputes",
                        to="sites.site",
                    ),
                ),
            ],
            options={
                "verbose_name": "dispute",
                "verbose_name_plural": "disputes",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("words", ""), _negated=True),
                            models.Q(("raised_name", ""), _negated=True),
                        ),
                        name="dispute_has_words_and_a_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("raised_by", None),
                                ("voice", "resident"),
                                models.Q(("code_hash", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("voice", "resident"), _negated=True), ("code_hash", "")
                            ),
                            _connector="OR",
                        ),
                        name="dispute_code_iff_resident",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", ""),
                                ("answered_at", None),
                                ("answered_seat", ""),
                                ("outcome", ""),
                            ),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("answered_seat__in", ["state", "municipality", "community"]),
                                ("outcome__in", ["upheld", "corrected", "not_followed"]),
                                models.Q(("answer", ""), _negated=True),
                                models.Q(("answered_name", ""), _negated=True),
                                models.Q(("answered_seat", models.F("voice")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="dispute_answered_as_a_whole_by_another_seat",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("code_hash", ""), _negated=True),
                        fields=("code_hash",),
                        name="dispute_code_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Validation",
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
                        choices=[("validated", "validated"), ("returned", "sent back")],
                        max_length=9,
                        verbose_name="what is said of it",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="in a word")),
                ("seat", models.CharField(max_length=14)),
                ("by_name", models.CharField(max_length=120)),
                (
                    "at",
                    models.DateTimeField(
                        default=kit.clock.now, editable=False, verbose_name="said on"
                    ),
                ),
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
                    "measurement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="validations",
                        to="measurement.measurement",
                    ),
                ),
            ],
            options={
                "verbose_name": "validation",
                "verbose_name_plural": "validations",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("seat__in", ["state", "municipality", "community"])),
                        name="validation_by_a_seat",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "validated"),
                            models.Q(("kind", "returned"), models.Q(("words", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="validation_sent_back_with_a_word",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("by_name", ""), _negated=True),
                        name="validation_names_its_author",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="window",
            constraint=models.UniqueConstraint(
                fields=("periodicity", "starts_on"), name="window_once_a_period"
            ),
        ),
        migrations.AddConstraint(
            model_name="window",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("due_on__gte", models.F("opens_on")),
                    ("ends_on__gte", models.F("starts_on")),
                    ("opens_on__gte", models.F("starts_on")),
                    ("periodicity__in", ["month", "quarter", "half", "year"]),
                ),
                name="window_opens_before_it_is_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="window",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("locks_on", None), ("why", "")),
                    models.Q(
                        ("locks_on__gt", models.F("due_on")),
                        ("locks_on__isnull", False),
                        models.Q(("why", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="window_locks_after_it_is_due_and_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="lockexception",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="lock_exception_says_why"
            ),
        ),
        migrations.RunSQL(TOLD, migrations.RunSQL.noop),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
