"""A decision's words, number and sites stay as they were; what was said at a review stays, too."""

from django.db import migrations

GUARD = """
CREATE FUNCTION steering_decision_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a decision of the committee is never removed' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (OLD.title, OLD.wording, OLD.year, OLD.number, OLD.meeting_id)
        IS DISTINCT FROM (NEW.title, NEW.wording, NEW.year, NEW.number, NEW.meeting_id) THEN
        RAISE EXCEPTION 'the words of a decision of the committee never change' USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state <> 'open' THEN
        RAISE EXCEPTION 'a settled decision of the committee never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER steering_decision_law BEFORE UPDATE OR DELETE ON steering_committeedecision
    FOR EACH ROW EXECUTE FUNCTION steering_decision_law();

CREATE FUNCTION steering_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what the committee said is never changed nor removed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER steering_review_kept BEFORE UPDATE OR DELETE ON steering_committeereview
    FOR EACH ROW EXECUTE FUNCTION steering_kept();
CREATE TRIGGER steering_sites_kept BEFORE UPDATE OR DELETE ON steering_committeedecision_sites
    FOR EACH ROW EXECUTE FUNCTION steering_kept();
CREATE TRIGGER steering_presence_kept BEFORE UPDATE OR DELETE ON steering_committeepresence
    FOR EACH ROW EXECUTE FUNCTION steering_kept();
"""
UNGUARD = """
DROP TRIGGER steering_presence_kept ON steering_committeepresence;
DROP TRIGGER steering_sites_kept ON steering_committeedecision_sites;
DROP TRIGGER steering_review_kept ON steering_committeereview;
DROP FUNCTION steering_kept();
DROP TRIGGER steering_decision_law ON steering_committeedecision;
DROP FUNCTION steering_decision_law();
"""


class Migration(migrations.Migration):
    dependencies = [("steering", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
