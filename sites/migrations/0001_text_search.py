"""Extensions, the sort key function and French full text search without accents; before any table."""

from django.contrib.postgres.operations import (
    BtreeGistExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations

# unaccent() is only STABLE because its dictionary could change; generated columns and indexes need
# IMMUTABLE. The schema is written out so that a restored dump computes the same keys.
PLAIN = r"""
CREATE OR REPLACE FUNCTION qic_plain(words text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT trim(regexp_replace(lower(public.unaccent('public.unaccent', words)), '[^0-9a-z]+', ' ', 'g'))
$$;
"""
FRENCH = """
CREATE TEXT SEARCH CONFIGURATION french_unaccent (COPY = pg_catalog.french);
ALTER TEXT SEARCH CONFIGURATION french_unaccent
    ALTER MAPPING FOR hword, hword_part, word WITH public.unaccent, french_stem;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        UnaccentExtension(),
        migrations.RunSQL(PLAIN, "DROP FUNCTION qic_plain(text)"),
        migrations.RunSQL(FRENCH, "DROP TEXT SEARCH CONFIGURATION french_unaccent"),
    ]
