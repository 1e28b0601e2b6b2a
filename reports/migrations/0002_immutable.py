"""A published edition and its file can neither change nor go; none is ready without its file."""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION reports_keep_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.state = 'ready' THEN
        RAISE EXCEPTION 'a published edition never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF NEW.state = 'ready' AND NOT EXISTS (
        SELECT FROM reports_editionfile
        WHERE edition_id = NEW.id AND encode(sha256(pdf), 'hex') = NEW.sha256
    ) THEN
        RAISE EXCEPTION 'an edition is ready only with the file of its fingerprint'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reports_edition_kept BEFORE INSERT OR UPDATE OR DELETE ON reports_edition
    FOR EACH ROW EXECUTE FUNCTION reports_keep_edition();

CREATE FUNCTION reports_keep_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the file of an edition never changes' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER reports_file_kept BEFORE UPDATE OR DELETE ON reports_editionfile
    FOR EACH ROW EXECUTE FUNCTION reports_keep_file();
"""
BACKWARDS = """
DROP TRIGGER reports_file_kept ON reports_editionfile;
DROP FUNCTION reports_keep_file();
DROP TRIGGER reports_edition_kept ON reports_edition;
DROP FUNCTION reports_keep_edition();
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
