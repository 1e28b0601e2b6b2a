"""The support that a decision names becomes rows: a kind, a giver, a day, a support day to answer it."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

# What was named in words stays in words: nobody knows its giver nor its day.
COPY = """
INSERT INTO readiness_namedsupport (id, created_at, decision_id, kind, what, provider)
    SELECT gen_random_uuid(), created_at, id, 'words', left(support, 2000), ''
    FROM readiness_readinessdecision WHERE support <> '';
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""
BACK = """
ALTER TABLE readiness_readinessdecision DISABLE TRIGGER readiness_decision_law;
UPDATE readiness_readinessdecision d SET support = n.named FROM (
    SELECT decision_id, string_agg(concat_ws(', ', what, nullif(provider, ''), until::text), E'\\n'
        ORDER BY until, what) AS named
    FROM readiness_namedsupport GROUP BY decision_id) n
    WHERE n.decision_id = d.id;
ALTER TABLE readiness_readinessdecision ENABLE TRIGGER readiness_decision_law;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""
LAWS = """
CREATE FUNCTION readiness_support_named() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.outcome = 'supported' AND NOT EXISTS (
        SELECT FROM readiness_namedsupport n WHERE n.decision_id = NEW.id) THEN
        RAISE EXCEPTION 'ready with named support names a support' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER readiness_support_named AFTER INSERT ON readiness_readinessdecision
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION readiness_support_named();

CREATE FUNCTION readiness_support_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    the_site uuid;
BEGIN
    IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND (
        OLD.day_id IS NOT NULL OR to_jsonb(NEW) - 'day_id' <> to_jsonb(OLD) - 'day_id') THEN
        RAISE EXCEPTION 'a named support stays: its support day is linked, once'
            USING ERRCODE = 'restrict_violation';
    END IF;
    SELECT r.site_id INTO the_site FROM readiness_readinessdecision d
        JOIN readiness_round r ON r.id = d.round_id
        WHERE d.id = NEW.decision_id AND d.outcome = 'supported';
    IF the_site IS NULL THEN
        RAISE EXCEPTION 'support is named by a decision of ready with named support'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.day_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM partnership_supportday s WHERE s.id = NEW.day_id AND s.site_id = the_site)
        OR NEW.partner_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM partnership_partner p WHERE p.id = NEW.partner_id AND p.site_id = the_site) THEN
        RAISE EXCEPTION 'who supports a site, and its support days, are of that site'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER readiness_support_law BEFORE INSERT OR UPDATE OR DELETE ON readiness_namedsupport
    FOR EACH ROW EXECUTE FUNCTION readiness_support_law();
"""
NO_LAWS = """
DROP TRIGGER readiness_support_law ON readiness_namedsupport;
DROP FUNCTION readiness_support_law();
DROP TRIGGER readiness_support_named ON readiness_readinessdecision;
DROP FUNCTION readiness_support_named();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("partnership", "0005_public_decisions"),
        ("readiness", "0002_laws"),
    ]

    operations = [
        migrations.CreateModel(
            name="NamedSupport",
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
                        choices=[
                            ("co_training", "co-training"),
                            ("coaching", "coaching"),
                            ("immersion", "immersion"),
                            ("webinar", "webinar"),
                            ("time", "paid time"),
                            ("money", "money"),
                            ("other", "another support"),
                            ("words", "in words"),
                        ],
                        max_length=11,
                        verbose_name="kind of support",
                    ),
                ),
                ("what", models.CharField(max_length=2000, verbose_name="what exactly")),
                (
                    "provider",
                    models.CharField(blank=True, max_length=160, verbose_name="who gives it"),
                ),
                ("until", models.DateField(blank=True, null=True, verbose_name="by when")),
            ],
            options={
                "verbose_name": "named support",
                "verbose_name_plural": "named supports",
            },
        ),
        migrations.RemoveConstraint(
            model_name="readinessdecision",
            name="readiness_support_named_iff_needed",
        ),
        migrations.AddField(
            model_name="namedsupport",
            name="day",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partnership.supportday",
            ),
        ),
        migrations.AddField(
            model_name="namedsupport",
            name="decision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="supports",
                to="readiness.readinessdecision",
            ),
        ),
        migrations.AddField(
            model_name="namedsupport",
            name="partner",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partnership.partner",
            ),
        ),
        migrations.AddConstraint(
            model_name="namedsupport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "co_training",
                            "coaching",
                            "immersion",
                            "webinar",
                            "time",
                            "money",
                            "other",
                            "words",
                        ],
                    )
                ),
                name="named_support_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="namedsupport",
            constraint=models.CheckConstraint(
                condition=models.Q(("what", ""), _negated=True), name="named_support_says_what"
            ),
        ),
        migrations.AddConstraint(
            model_name="namedsupport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind", "words"), ("partner", None), ("provider", ""), ("until", None)
                    ),
                    models.Q(
                        models.Q(("kind", "words"), _negated=True),
                        models.Q(("provider", ""), _negated=True),
                        ("until__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="named_support_from_whom_by_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="namedsupport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("day", None),
                    ("kind__in", ["co_training", "coaching", "immersion", "webinar"]),
                    _connector="OR",
                ),
                name="named_support_day_of_a_kind",
            ),
        ),
        migrations.RunSQL(COPY, BACK),
        migrations.RemoveField(
            model_name="readinessdecision",
            name="support",
        ),
        migrations.RunSQL(LAWS, NO_LAWS),
    ]
