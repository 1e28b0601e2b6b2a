"""Objections are answered in public, adoptions are celebrated; what was written stays."""

import django.db.models.deletion
import kit.clock
import uuid
from django.conf import settings
from django.db import migrations, models


REMEDY = """
CREATE FUNCTION agenda_remedy_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM agenda_endorsement e JOIN agenda_version told ON told.id = e.version_id
        JOIN agenda_version v ON v.id = NEW.version_id
        WHERE e.id = NEW.endorsement_id AND e.kind <> 'consent'
        AND v.site_id = told.site_id AND v.number >= told.number) THEN
        RAISE EXCEPTION 'remedy_of_another_objection' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agenda_remedy_law BEFORE INSERT ON agenda_remedy
    FOR EACH ROW EXECUTE FUNCTION agenda_remedy_law();
CREATE FUNCTION agenda_ceremony_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM agenda_version v WHERE v.id = NEW.version_id
                   AND v.adopted_on <= NEW.held_on) THEN
        RAISE EXCEPTION 'ceremony_before_an_adoption' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agenda_ceremony_law BEFORE INSERT ON agenda_ceremony
    FOR EACH ROW EXECUTE FUNCTION agenda_ceremony_law();
"""
REMEDY_BACK = """
DROP TRIGGER agenda_ceremony_law ON agenda_ceremony;
DROP FUNCTION agenda_ceremony_law();
DROP TRIGGER agenda_remedy_law ON agenda_remedy;
DROP FUNCTION agenda_remedy_law();
"""
KEPT = ("remedy", "remedy_passages", "ceremony")


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
        ("agenda", "0013_plan_lives"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Ceremony",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("number", models.PositiveSmallIntegerField()),
                ("held_on", models.DateField(verbose_name="day")),
                ("place", models.CharField(max_length=160, verbose_name="where it was held")),
                (
                    "people",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="how many people came"
                    ),
                ),
                ("words", models.TextField(blank=True, verbose_name="what was said")),
                ("at", models.DateTimeField(default=kit.clock.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ceremonies",
                        to="agenda.version",
                    ),
                ),
            ],
            options={
                "verbose_name": "ceremony",
                "verbose_name_plural": "ceremonies",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "number"), name="ceremony_one_at_a_time"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("place", ""), _negated=True), name="ceremony_somewhere"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("people", None), ("people__gte", 1), _connector="OR"),
                        name="ceremony_with_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Remedy",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.TextField(verbose_name="what was done")),
                ("at", models.DateTimeField(default=kit.clock.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "endorsement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remedies",
                        to="agenda.endorsement",
                    ),
                ),
                ("passages", models.ManyToManyField(related_name="+", to="agenda.passage")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remedies",
                        to="agenda.version",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer to an objection",
                "verbose_name_plural": "answers to objections",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("endorsement", "number"), name="remedy_one_at_a_time"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="remedy_says_something",
                    ),
                ],
            },
        ),
        migrations.RunSQL(REMEDY, REMEDY_BACK),
        *(append_only(table) for table in KEPT),
    ]
