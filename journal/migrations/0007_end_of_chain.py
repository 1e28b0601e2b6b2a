"""A site's chain is held and its end read in one step.

The function is volatile, so that its second statement sees what was written while the first waited.
"""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION journal_end_of_chain(chain text)
RETURNS TABLE ("position" bigint, digest varchar) LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(chain, 7));
    RETURN QUERY SELECT position, digest FROM journal_entry
        WHERE site = chain ORDER BY position DESC LIMIT 1;
END $$;
"""
BACKWARDS = "DROP FUNCTION journal_end_of_chain(text);"


class Migration(migrations.Migration):
    dependencies = [("journal", "0006_plan_letter")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
