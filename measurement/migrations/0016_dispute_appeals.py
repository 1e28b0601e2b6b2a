"""Who wrote hidden words may ask another person to decide; who hid does not decide on that.

On the way back the appeals are put by, and words that stay hidden after one are hidden as before;
on the way forward they are put back.
"""

import django.db.models.deletion
import kit.clock
import uuid
from django.conf import settings
from django.db import migrations, models

LAW = """
CREATE FUNCTION measurement_withholding_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before measurement_withholding%ROWTYPE;
    open_appeal uuid;
BEGIN
    SELECT * INTO before FROM measurement_withholding w WHERE w.dispute_id = NEW.dispute_id
    ORDER BY w.number DESC LIMIT 1;
    SELECT a.id INTO open_appeal FROM measurement_disputeappeal a WHERE a.decision_id = before.id;
    IF NEW.number <> coalesce(before.number, 0) + 1
        OR (NEW.kind = 'hidden') <> (coalesce(before.kind, 'restored') = 'restored')
        OR NEW.appeal_id IS DISTINCT FROM open_appeal
    THEN
        RAISE EXCEPTION 'this decision about words cannot follow'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.appeal_id IS NOT NULL AND NEW.by_id = before.by_id THEN
        RAISE EXCEPTION 'an appeal is decided by another person than who hid'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER measurement_withholding_law BEFORE INSERT ON measurement_withholding
    FOR EACH ROW EXECUTE FUNCTION measurement_withholding_law();

CREATE FUNCTION measurement_disputeappeal_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM measurement_withholding w WHERE w.id = NEW.decision_id
        AND w.kind = 'hidden' AND NOT EXISTS (SELECT FROM measurement_withholding later
            WHERE later.dispute_id = w.dispute_id AND later.number > w.number))
    THEN
        RAISE EXCEPTION 'an appeal is against what is hidden now'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER measurement_disputeappeal_law BEFORE INSERT ON measurement_disputeappeal
    FOR EACH ROW EXECUTE FUNCTION measurement_disputeappeal_law();
CREATE TRIGGER measurement_disputeappeal_kept BEFORE UPDATE OR DELETE ON measurement_disputeappeal
    FOR EACH ROW EXECUTE FUNCTION measurement_kept();
"""
UNLAW = """
DROP TRIGGER measurement_disputeappeal_kept ON measurement_disputeappeal;
DROP TRIGGER measurement_disputeappeal_law ON measurement_disputeappeal;
DROP FUNCTION measurement_disputeappeal_law();
DROP TRIGGER measurement_withholding_law ON measurement_withholding;
DROP FUNCTION measurement_withholding_law();
"""
OPENED = "ALTER TABLE measurement_withholding DISABLE TRIGGER measurement_withholding_kept;"
CLOSED = "ALTER TABLE measurement_withholding ENABLE TRIGGER measurement_withholding_kept;"
STILL = "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;"
BACK = f"""
CREATE TABLE measurement_putby_disputeappeal AS
    SELECT a.id, a.created_at, a.decision_id, a.words, a.at, d.id AS decided_id, d.kind
    FROM measurement_disputeappeal a LEFT JOIN measurement_withholding d ON d.appeal_id = a.id;
{OPENED}
UPDATE measurement_withholding SET appeal_id = NULL,
    kind = CASE kind WHEN 'upheld' THEN 'hidden' ELSE kind END WHERE appeal_id IS NOT NULL;
{STILL}
{CLOSED}
"""
FORTH = f"""
DO $$ BEGIN IF to_regclass('measurement_putby_disputeappeal') IS NULL THEN RETURN; END IF;
INSERT INTO measurement_disputeappeal (id, created_at, decision_id, words, at)
    SELECT p.id, p.created_at, p.decision_id, p.words, p.at FROM measurement_putby_disputeappeal p;
{OPENED}
UPDATE measurement_withholding w SET appeal_id = p.id, kind = p.kind
    FROM measurement_putby_disputeappeal p WHERE w.id = p.decided_id;
{STILL}
{CLOSED}
DROP TABLE measurement_putby_disputeappeal;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("measurement", "0015_values_taken_back"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DisputeAppeal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "words",
                    models.TextField(max_length=1500, verbose_name="why they should be shown"),
                ),
                ("at", models.DateTimeField(default=kit.clock.now, editable=False)),
            ],
            options={
                "verbose_name": "appeal about a dispute",
                "verbose_name_plural": "appeals about disputes",
            },
        ),
        migrations.RemoveConstraint(
            model_name="withholding",
            name="withholding_hides_with_a_ground",
        ),
        migrations.AlterField(
            model_name="withholding",
            name="kind",
            field=models.CharField(
                choices=[
                    ("hidden", "Words hidden"),
                    ("restored", "Words shown again"),
                    ("upheld", "Words still hidden after an appeal"),
                ],
                max_length=9,
            ),
        ),
        migrations.AddField(
            model_name="disputeappeal",
            name="decision",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="appealed",
                to="measurement.withholding",
            ),
        ),
        migrations.AddField(
            model_name="withholding",
            name="appeal",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decided",
                to="measurement.disputeappeal",
            ),
        ),
        migrations.AddConstraint(
            model_name="withholding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ground__in", ["illegal", "personal", "insult", "off_topic", "spam"]),
                        ("kind__in", ["hidden", "upheld"]),
                    ),
                    models.Q(("ground", ""), ("kind", "restored")),
                    _connector="OR",
                ),
                name="withholding_hides_with_a_ground",
            ),
        ),
        migrations.AddConstraint(
            model_name="withholding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("appeal__isnull", False), ("kind", "upheld")),
                    models.Q(("appeal", None), ("kind", "hidden")),
                    ("kind", "restored"),
                    _connector="OR",
                ),
                name="withholding_decides_an_appeal",
            ),
        ),
        migrations.AddConstraint(
            model_name="disputeappeal",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="dispute_appeal_says_why"
            ),
        ),
        migrations.RunSQL(FORTH, BACK),
        migrations.RunSQL(LAW, UNLAW),
    ]
