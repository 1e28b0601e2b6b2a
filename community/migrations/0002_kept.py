"""What a post said before it was changed is kept as it was."""

from django.db import migrations

GUARD = """
CREATE FUNCTION community_postbefore_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an earlier text is never changed nor removed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER community_postbefore_kept BEFORE UPDATE OR DELETE ON community_postbefore
    FOR EACH ROW EXECUTE FUNCTION community_postbefore_kept();
"""
UNGUARD = """
DROP TRIGGER community_postbefore_kept ON community_postbefore;
DROP FUNCTION community_postbefore_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("community", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
