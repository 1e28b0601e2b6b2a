"""Each amount of a grant is a row of its own; those that stand today become the first ones."""

import django.db.models.deletion
import kit.clock
import uuid
from django.conf import settings
from django.db import migrations, models

LAW = """
INSERT INTO partnership_grantamount
    (id, created_at, grant_id, kind, amount, "on", reason, entered_name, entered_at)
SELECT gen_random_uuid(), g.created_at, g.id, one.kind, one.amount, one.day, '', '', g.created_at
FROM partnership_grant g, LATERAL (VALUES
    ('asked', g.asked, g.asked_on), ('granted', g.granted, g.decided_on),
    ('paid', nullif(g.paid, 0), g.paid_on)) AS one (kind, amount, day)
WHERE one.amount IS NOT NULL;

CREATE FUNCTION partnership_amount_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an amount of a grant is never changed nor removed'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER partnership_amount_kept BEFORE UPDATE OR DELETE ON partnership_grantamount
    FOR EACH ROW EXECUTE FUNCTION partnership_amount_kept();

CREATE FUNCTION partnership_amount_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.after_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM partnership_grantamount was WHERE was.id = NEW.after_id
            AND (was.grant_id, was.kind) = (NEW.grant_id, NEW.kind)
            AND (NEW.reason <> '' OR NEW.amount > was.amount))
    THEN
        RAISE EXCEPTION 'grant_amount_after_another_one' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER partnership_amount_fits BEFORE INSERT ON partnership_grantamount
    FOR EACH ROW EXECUTE FUNCTION partnership_amount_fits();

-- A grant holds the last amount of each kind. This is asked at once when a grant changes, and at
-- the end of the transaction when a grant or an amount is new: one of the two comes first.
CREATE FUNCTION partnership_amounts_agree() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    held uuid := CASE WHEN TG_TABLE_NAME = 'partnership_grant' THEN NEW.id
                      ELSE (to_jsonb(NEW) ->> 'grant_id')::uuid END;
BEGIN
    IF EXISTS (
        SELECT FROM partnership_grant g,
            LATERAL (VALUES ('asked', g.asked), ('granted', g.granted), ('paid', g.paid))
                AS one (kind, amount)
        WHERE g.id = held AND coalesce(one.amount, 0) <> coalesce((
            SELECT a.amount FROM partnership_grantamount a
            WHERE a.grant_id = g.id AND a.kind = one.kind AND NOT EXISTS (
                SELECT FROM partnership_grantamount later WHERE later.after_id = a.id)), 0))
    THEN
        RAISE EXCEPTION 'an amount of a grant is changed by a new amount, never in place'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER partnership_grant_amounts_agree
    AFTER UPDATE OF asked, granted, paid ON partnership_grant
    FOR EACH ROW EXECUTE FUNCTION partnership_amounts_agree();
CREATE CONSTRAINT TRIGGER partnership_new_grant_agrees AFTER INSERT ON partnership_grant
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION partnership_amounts_agree();
CREATE CONSTRAINT TRIGGER partnership_new_amount_agrees AFTER INSERT ON partnership_grantamount
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION partnership_amounts_agree();
"""
UNLAW = """
DROP TRIGGER partnership_new_amount_agrees ON partnership_grantamount;
DROP TRIGGER partnership_new_grant_agrees ON partnership_grant;
DROP TRIGGER partnership_grant_amounts_agree ON partnership_grant;
DROP FUNCTION partnership_amounts_agree();
DROP TRIGGER partnership_amount_fits ON partnership_grantamount;
DROP FUNCTION partnership_amount_fits();
DROP TRIGGER partnership_amount_kept ON partnership_grantamount;
DROP FUNCTION partnership_amount_kept();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("partnership", "0005_public_decisions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="GrantAmount",
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
                            ("asked", "asked"),
                            ("granted", "granted"),
                            ("paid", "paid in all"),
                        ],
                        max_length=7,
                        verbose_name="which amount",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="amount"),
                ),
                ("on", models.DateField(verbose_name="day")),
                (
                    "reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="reason for the correction"
                    ),
                ),
                ("entered_name", models.CharField(blank=True, max_length=120)),
                (
                    "entered_at",
                    models.DateTimeField(
                        default=kit.clock.now, editable=False, verbose_name="entered"
                    ),
                ),
                (
                    "after",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed_by",
                        to="partnership.grantamount",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amounts",
                        to="partnership.grant",
                    ),
                ),
            ],
            options={
                "verbose_name": "amount of a grant",
                "verbose_name_plural": "amounts of grants",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["asked", "granted", "paid"])),
                        name="grant_amount_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__gt", 0),
                            models.Q(("after__isnull", False), ("amount", 0), ("kind", "paid")),
                            _connector="OR",
                        ),
                        name="grant_amount_more_than_zero",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("after", None), ("reason", "")),
                            models.Q(
                                ("after__isnull", False),
                                models.Q(
                                    models.Q(("reason", ""), _negated=True),
                                    ("kind", "paid"),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="grant_amount_reason_iff_correction",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("entered_by", None),
                            models.Q(("entered_name", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="grant_amount_keeps_the_name_of_its_author",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("after", None)),
                        fields=("grant", "kind"),
                        name="one_first_amount_a_grant_and_kind",
                    ),
                ],
            },
        ),
        migrations.RunSQL(LAW, UNLAW),
    ]
