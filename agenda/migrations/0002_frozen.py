"""What must never be, the database refuses: changed versions, lost comments, adoption without three."""

from django.db import migrations

VERSION = """
CREATE FUNCTION agenda_version_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    seats integer;
    persons integer;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a version is never removed' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.id, NEW.site_id, NEW.number, NEW.started_on)
        IS DISTINCT FROM (OLD.id, OLD.site_id, OLD.number, OLD.started_on) THEN
        RAISE EXCEPTION 'a version keeps its site and number' USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state <> 'writing' AND (
        NEW.state = 'writing'
        OR (NEW.content, NEW.sha256, NEW.opened_on)
            IS DISTINCT FROM (OLD.content, OLD.sha256, OLD.opened_on)) THEN
        RAISE EXCEPTION 'a version that has left writing never changes'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.sha256 <> '' AND NEW.sha256 <> encode(sha256(convert_to(NEW.content, 'UTF8')), 'hex') THEN
        RAISE EXCEPTION 'the hash is not that of the content' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state = 'endorsing' AND OLD.state <> 'endorsing' AND EXISTS (
        SELECT 1 FROM agenda_comment c WHERE c.site_id = NEW.site_id
        AND NOT EXISTS (SELECT 1 FROM agenda_outcome o WHERE o.comment_id = c.id)) THEN
        RAISE EXCEPTION 'a comment has no outcome' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state = 'adopted' AND OLD.state <> 'adopted' THEN
        SELECT count(DISTINCT e.seat), count(DISTINCT e.person_id) INTO seats, persons
        FROM agenda_endorsement e
        JOIN governance_mandate m ON m.id = e.mandate_id
        WHERE e.version_id = NEW.id AND e.sha256 = NEW.sha256
        AND e.kind IN ('consent', 'reservation')
        AND m.during @> NEW.adopted_on
        AND NOT EXISTS (SELECT 1 FROM agenda_endorsement later
            WHERE later.version_id = e.version_id AND later.seat = e.seat
            AND later.number > e.number);
        IF OLD.state <> 'endorsing' OR seats < 3 OR persons < 3 THEN
            RAISE EXCEPTION 'three seats have not endorsed this text'
                USING ERRCODE = 'restrict_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agenda_version_law BEFORE UPDATE OR DELETE ON agenda_version
    FOR EACH ROW EXECUTE FUNCTION agenda_version_law();

CREATE FUNCTION agenda_wording_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.version_id ELSE NEW.version_id END;
    found text;
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.version_id, NEW.passage_id)
        IS DISTINCT FROM (OLD.version_id, OLD.passage_id) THEN
        RAISE EXCEPTION 'a wording keeps its passage' USING ERRCODE = 'restrict_violation';
    END IF;
    SELECT state INTO found FROM agenda_version WHERE id = touched FOR SHARE;
    IF found <> 'writing' THEN
        RAISE EXCEPTION 'the text of a version that has left writing never changes'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER agenda_wording_law BEFORE INSERT OR UPDATE OR DELETE ON agenda_wording
    FOR EACH ROW EXECUTE FUNCTION agenda_wording_law();
"""
VERSION_BACK = """
DROP TRIGGER agenda_wording_law ON agenda_wording;
DROP FUNCTION agenda_wording_law();
DROP TRIGGER agenda_version_law ON agenda_version;
DROP FUNCTION agenda_version_law();
"""

COMMENT = """
CREATE FUNCTION agenda_comment_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    target agenda_version%ROWTYPE;
BEGIN
    SELECT * INTO target FROM agenda_version WHERE id = NEW.version_id FOR SHARE;
    IF target.state <> 'open' OR target.site_id <> NEW.site_id THEN
        RAISE EXCEPTION 'this version takes no comment' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.passage_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM agenda_wording w
        WHERE w.version_id = NEW.version_id AND w.passage_id = NEW.passage_id) THEN
        RAISE EXCEPTION 'this passage is not in this version' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agenda_comment_law BEFORE INSERT ON agenda_comment
    FOR EACH ROW EXECUTE FUNCTION agenda_comment_law();

CREATE FUNCTION agenda_endorsement_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM agenda_version v JOIN governance_mandate m ON m.id = NEW.mandate_id
        WHERE v.id = NEW.version_id AND v.state = 'endorsing' AND v.sha256 = NEW.sha256
        AND m.site_id = v.site_id AND m.seat = NEW.seat AND m.person_id = NEW.person_id
        AND NOT m.deputy) THEN
        RAISE EXCEPTION 'this seat cannot endorse this text' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agenda_endorsement_law BEFORE INSERT ON agenda_endorsement
    FOR EACH ROW EXECUTE FUNCTION agenda_endorsement_law();
"""
COMMENT_BACK = """
DROP TRIGGER agenda_endorsement_law ON agenda_endorsement;
DROP FUNCTION agenda_endorsement_law();
DROP TRIGGER agenda_comment_law ON agenda_comment;
DROP FUNCTION agenda_comment_law();
"""

KEPT = ("comment", "outcome", "endorsement", "wordinghistory", "activitymove")


def append_only(table: str) -> migrations.RunSQL:
    """Rows of this table are written once (the function is the journal's)."""
    name = f"agenda_{table}_append_only"
    return migrations.RunSQL(
        f"CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON agenda_{table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change();",
        f"DROP TRIGGER {name} ON agenda_{table};",
    )


class Migration(migrations.Migration):
    dependencies = [("agenda", "0001_initial"), ("journal", "0002_append_only")]

    operations = [
        migrations.RunSQL(VERSION, VERSION_BACK),
        migrations.RunSQL(COMMENT, COMMENT_BACK),
        *(append_only(table) for table in KEPT),
    ]
