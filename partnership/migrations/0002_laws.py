"""What must never be, the database refuses: shares beyond their grant, decisions changed once taken."""

from django.db import migrations

GUARD = """
CREATE FUNCTION partnership_shares_fit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    whole partnership_grant%ROWTYPE;
    parts record;
BEGIN
    SELECT * INTO STRICT whole FROM partnership_grant
        WHERE id = CASE WHEN TG_TABLE_NAME = 'partnership_grant' THEN NEW.id
                        ELSE (to_jsonb(NEW) ->> 'grant_id')::uuid END
        FOR NO KEY UPDATE;
    SELECT coalesce(sum(s.asked), 0) AS asked, coalesce(sum(s.granted), 0) AS granted,
           coalesce(sum(s.paid), 0) AS paid, coalesce(bool_or(s.site_id = whole.site_id), false) AS own
        INTO parts FROM partnership_grantshare s WHERE s.grant_id = whole.id;
    IF parts.own THEN
        RAISE EXCEPTION 'grant_share_of_its_own_site' USING ERRCODE = 'check_violation';
    END IF;
    IF parts.asked > whole.asked OR parts.granted > coalesce(whole.granted, 0)
        OR parts.paid > whole.paid THEN
        RAISE EXCEPTION 'grant_shares_exceed_the_grant' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER partnership_shares_fit AFTER INSERT OR UPDATE ON partnership_grantshare
    FOR EACH ROW EXECUTE FUNCTION partnership_shares_fit();
CREATE TRIGGER partnership_grant_fits AFTER UPDATE ON partnership_grant
    FOR EACH ROW EXECUTE FUNCTION partnership_shares_fit();

CREATE FUNCTION partnership_decision_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a decision is never removed' USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state <> 'proposed' THEN
        RAISE EXCEPTION 'a decision never changes once taken or set aside'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state = 'taken' AND EXISTS (
        SELECT FROM partnership_objection o WHERE o.decision_id = NEW.id AND o.met_on IS NULL) THEN
        RAISE EXCEPTION 'an objection was not met' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER partnership_decision_law BEFORE UPDATE OR DELETE ON partnership_decision
    FOR EACH ROW EXECUTE FUNCTION partnership_decision_law();

CREATE FUNCTION partnership_circle_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'what was said of a decision is never removed'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF EXISTS (SELECT FROM partnership_decision d
               WHERE d.id = NEW.decision_id AND d.state <> 'proposed') THEN
        RAISE EXCEPTION 'nothing is added to a decision once taken or set aside'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER partnership_presence_law BEFORE INSERT OR UPDATE OR DELETE ON partnership_presence
    FOR EACH ROW EXECUTE FUNCTION partnership_circle_law();
CREATE TRIGGER partnership_objection_law BEFORE INSERT OR UPDATE OR DELETE ON partnership_objection
    FOR EACH ROW EXECUTE FUNCTION partnership_circle_law();

CREATE FUNCTION partnership_review_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        RAISE EXCEPTION 'a review is never changed nor removed' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NOT EXISTS (SELECT FROM partnership_decision d
                   WHERE d.id = NEW.decision_id AND d.state = 'taken') THEN
        RAISE EXCEPTION 'only a taken decision is reviewed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER partnership_review_law BEFORE INSERT OR UPDATE OR DELETE ON partnership_decisionreview
    FOR EACH ROW EXECUTE FUNCTION partnership_review_law();
"""
UNGUARD = """
DROP TRIGGER partnership_review_law ON partnership_decisionreview;
DROP FUNCTION partnership_review_law();
DROP TRIGGER partnership_objection_law ON partnership_objection;
DROP TRIGGER partnership_presence_law ON partnership_presence;
DROP FUNCTION partnership_circle_law();
DROP TRIGGER partnership_decision_law ON partnership_decision;
DROP FUNCTION partnership_decision_law();
DROP TRIGGER partnership_grant_fits ON partnership_grant;
DROP TRIGGER partnership_shares_fit ON partnership_grantshare;
DROP FUNCTION partnership_shares_fit();
"""


class Migration(migrations.Migration):
    dependencies = [("partnership", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
