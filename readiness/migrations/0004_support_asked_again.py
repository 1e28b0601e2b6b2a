"""A named support whose support day was cancelled may get another one."""

from django.db import migrations

# What the law of 0003 says, but for what it says of a support day that is linked already.
LAW = """
CREATE OR REPLACE FUNCTION readiness_support_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    the_site uuid;
BEGIN
    IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND (
        {stays} OR to_jsonb(NEW) - 'day_id' <> to_jsonb(OLD) - 'day_id') THEN
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
"""
ONCE = "OLD.day_id IS NOT NULL"
UNLESS_CANCELLED = """OLD.day_id IS NOT NULL AND (NEW.day_id IS NULL OR NOT EXISTS (
            SELECT FROM partnership_supportday s WHERE s.id = OLD.day_id AND s.state = 'cancelled'))"""


class Migration(migrations.Migration):
    dependencies = [
        ("partnership", "0006_grant_amounts"),
        ("readiness", "0003_named_support"),
    ]

    operations = [
        migrations.RunSQL(LAW.replace("{stays}", UNLESS_CANCELLED), LAW.replace("{stays}", ONCE)),
    ]
