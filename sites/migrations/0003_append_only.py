"""The steps of a site's life and the notes of talks are kept as they were written."""

from django.db import migrations

GUARD = """
CREATE FUNCTION sites_stagechange_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a change of stage is never changed nor removed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER sites_stagechange_kept BEFORE UPDATE OR DELETE ON sites_stagechange
    FOR EACH ROW EXECUTE FUNCTION sites_stagechange_kept();
CREATE FUNCTION sites_talk_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a note of a talk is never changed nor removed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER sites_talk_kept BEFORE UPDATE OR DELETE ON sites_talk
    FOR EACH ROW EXECUTE FUNCTION sites_talk_kept();
"""
UNGUARD = """
DROP TRIGGER sites_talk_kept ON sites_talk;
DROP FUNCTION sites_talk_kept();
DROP TRIGGER sites_stagechange_kept ON sites_stagechange;
DROP FUNCTION sites_stagechange_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("sites", "0002_initial")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
