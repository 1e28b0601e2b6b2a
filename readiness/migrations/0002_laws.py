"""What must never be, the database refuses: published rubrics, given ratings and decisions that change."""

from django.db import migrations

RUBRICS = """
CREATE FUNCTION readiness_rubric_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NOT NULL THEN
        RAISE EXCEPTION 'a published rubric is never changed nor removed: a change is a new version'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER readiness_rubric_law BEFORE UPDATE OR DELETE ON readiness_rubric
    FOR EACH ROW EXECUTE FUNCTION readiness_rubric_law();

CREATE FUNCTION readiness_words_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    it jsonb := to_jsonb(coalesce(NEW, OLD));
    published timestamptz;
BEGIN
    SELECT r.published_at INTO published FROM readiness_rubric r
        WHERE r.id = CASE WHEN TG_TABLE_NAME = 'readiness_dimension'
            THEN (it ->> 'rubric_id')::uuid
            ELSE (SELECT d.rubric_id FROM readiness_dimension d WHERE d.id = (it ->> 'dimension_id')::uuid)
        END;
    IF published IS NOT NULL OR TG_OP = 'UPDATE' THEN
        RAISE EXCEPTION 'the words of a published rubric are never changed: a change is a new version'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER readiness_dimension_law BEFORE INSERT OR UPDATE OR DELETE ON readiness_dimension
    FOR EACH ROW EXECUTE FUNCTION readiness_words_law();
CREATE TRIGGER readiness_level_law BEFORE INSERT OR UPDATE OR DELETE ON readiness_level
    FOR EACH ROW EXECUTE FUNCTION readiness_words_law();
"""
NO_RUBRICS = """
DROP TRIGGER readiness_level_law ON readiness_level;
DROP TRIGGER readiness_dimension_law ON readiness_dimension;
DROP FUNCTION readiness_words_law();
DROP TRIGGER readiness_rubric_law ON readiness_rubric;
DROP FUNCTION readiness_rubric_law();
"""

ROUNDS = """
CREATE FUNCTION readiness_round_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a round is never removed' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NOT EXISTS (SELECT FROM readiness_rubric r WHERE r.id = NEW.rubric_id
                       AND r.kind = NEW.kind AND r.published_at IS NOT NULL) THEN
            RAISE EXCEPTION 'a round begins with a published rubric of its kind'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF (NEW.site_id, NEW.rubric_id, NEW.kind, NEW.opened_on, NEW.opened_by_id)
        IS DISTINCT FROM (OLD.site_id, OLD.rubric_id, OLD.kind, OLD.opened_on, OLD.opened_by_id) THEN
        RAISE EXCEPTION 'a round keeps its site, its rubric and its beginning'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state IN ('concluded', 'set_aside')
        AND to_jsonb(NEW) - 'sharing' <> to_jsonb(OLD) - 'sharing' THEN
        RAISE EXCEPTION 'of a round that is over only the sharing changes'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state = 'concluded' AND OLD.state <> 'concluded' AND EXISTS (
        SELECT FROM readiness_dimension d WHERE d.rubric_id = NEW.rubric_id AND NOT EXISTS (
            SELECT FROM readiness_consensus c WHERE c.round_id = NEW.id AND c.dimension_id = d.id)) THEN
        RAISE EXCEPTION 'a round is concluded when each dimension was talked over'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER readiness_round_law BEFORE INSERT OR UPDATE OR DELETE ON readiness_round
    FOR EACH ROW EXECUTE FUNCTION readiness_round_law();

CREATE FUNCTION readiness_fits(the_round uuid, the_dimension uuid, the_level uuid) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM readiness_round r JOIN readiness_dimension d USING (rubric_id)
                   WHERE r.id = the_round AND d.id = the_dimension) THEN
        RAISE EXCEPTION 'the dimension is of another rubric' USING ERRCODE = 'check_violation';
    END IF;
    IF the_level IS NOT NULL AND NOT EXISTS (SELECT FROM readiness_level l
                   WHERE l.id = the_level AND l.dimension_id = the_dimension) THEN
        RAISE EXCEPTION 'the level is of another dimension' USING ERRCODE = 'check_violation';
    END IF;
END $$;

CREATE FUNCTION readiness_rating_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    mine readiness_rating%ROWTYPE := coalesce(NEW, OLD);
    stands varchar;
BEGIN
    SELECT r.state INTO stands FROM readiness_round r WHERE r.id = mine.round_id FOR SHARE;
    IF TG_OP = 'INSERT' AND stands <> 'rating' OR stands NOT IN ('rating', 'meeting') THEN
        RAISE EXCEPTION 'this round is not rated any more' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP <> 'INSERT' AND EXISTS (SELECT FROM readiness_consensus c
            WHERE c.round_id = mine.round_id AND c.dimension_id = mine.dimension_id) THEN
        RAISE EXCEPTION 'what was given is kept once the meeting has noted a consensus'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND (NEW.round_id, NEW.dimension_id, NEW.person_id)
            IS DISTINCT FROM (OLD.round_id, OLD.dimension_id, OLD.person_id) THEN
        RAISE EXCEPTION 'a rating stays with its author' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM readiness_fits(NEW.round_id, NEW.dimension_id, NEW.level_id);
    END IF;
    RETURN mine;
END $$;
CREATE TRIGGER readiness_rating_law BEFORE INSERT OR UPDATE OR DELETE ON readiness_rating
    FOR EACH ROW EXECUTE FUNCTION readiness_rating_law();

CREATE FUNCTION readiness_meeting_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'readiness_meetingpresence' THEN
        RAISE EXCEPTION 'what a meeting noted is never removed' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NOT EXISTS (SELECT FROM readiness_round r WHERE r.id = NEW.round_id AND r.state = 'meeting'
                   FOR SHARE) THEN
        RAISE EXCEPTION 'only a round in its meeting notes anything' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER readiness_presence_law BEFORE INSERT OR UPDATE OR DELETE ON readiness_meetingpresence
    FOR EACH ROW EXECUTE FUNCTION readiness_meeting_law();
CREATE TRIGGER readiness_consensus_law BEFORE INSERT OR UPDATE OR DELETE ON readiness_consensus
    FOR EACH ROW EXECUTE FUNCTION readiness_meeting_law();
CREATE FUNCTION readiness_consensus_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM readiness_fits(NEW.round_id, NEW.dimension_id, NEW.level_id);
    RETURN NEW;
END $$;
CREATE TRIGGER readiness_consensus_fits BEFORE INSERT OR UPDATE ON readiness_consensus
    FOR EACH ROW EXECUTE FUNCTION readiness_consensus_fits();

CREATE FUNCTION readiness_decision_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        RAISE EXCEPTION 'a decision is never changed nor removed: a later one stands beside it'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NOT EXISTS (SELECT FROM readiness_round r WHERE r.id = NEW.round_id
                   AND r.kind = 'preconditions' AND r.state = 'concluded') THEN
        RAISE EXCEPTION 'readiness is decided after a concluded round of the preconditions'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.outcome = 'ready' AND EXISTS (
        SELECT FROM readiness_consensus c JOIN readiness_level l ON l.id = c.level_id
        WHERE c.round_id = NEW.round_id AND l.number = (
            SELECT min(o.number) FROM readiness_level o WHERE o.dimension_id = c.dimension_id)) THEN
        RAISE EXCEPTION 'a dimension at the lowest level forbids ready' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER readiness_decision_law BEFORE INSERT OR UPDATE OR DELETE ON readiness_readinessdecision
    FOR EACH ROW EXECUTE FUNCTION readiness_decision_law();
"""
NO_ROUNDS = """
DROP TRIGGER readiness_decision_law ON readiness_readinessdecision;
DROP FUNCTION readiness_decision_law();
DROP TRIGGER readiness_consensus_fits ON readiness_consensus;
DROP FUNCTION readiness_consensus_fits();
DROP TRIGGER readiness_consensus_law ON readiness_consensus;
DROP TRIGGER readiness_presence_law ON readiness_meetingpresence;
DROP FUNCTION readiness_meeting_law();
DROP TRIGGER readiness_rating_law ON readiness_rating;
DROP FUNCTION readiness_rating_law();
DROP FUNCTION readiness_fits(uuid, uuid, uuid);
DROP TRIGGER readiness_round_law ON readiness_round;
DROP FUNCTION readiness_round_law();
"""


class Migration(migrations.Migration):
    dependencies = [("readiness", "0001_initial")]
    operations = [
        migrations.RunSQL(RUBRICS, NO_RUBRICS),
        migrations.RunSQL(ROUNDS, NO_ROUNDS),
    ]
