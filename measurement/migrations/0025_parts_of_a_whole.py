"""A figure may be a part of another one: never of one that is not there, nor of itself by a detour."""

from django.conf import settings
from django.db import migrations, models

# Looked at when the transaction ends: a file may bring the whole after its parts.
GUARD = """
CREATE FUNCTION measurement_part_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM measurement_indicator w WHERE w.code = NEW.part_of AND w.level = NEW.level
            AND w.in_family AND (w.site_id IS NULL OR w.site_id = NEW.site_id)
    ) THEN
        RAISE EXCEPTION 'indicator_part_of_what_is_not_there' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        WITH RECURSIVE above(id) AS (
            SELECT w.id FROM measurement_indicator w
            WHERE w.code = NEW.part_of AND (w.site_id IS NULL OR w.site_id = NEW.site_id)
            UNION
            SELECT w.id FROM above
            JOIN measurement_definition d ON d.indicator_id = above.id AND d.part_of <> ''
            JOIN measurement_indicator p ON p.id = d.indicator_id
            JOIN measurement_indicator w ON w.code = d.part_of
                AND (w.site_id IS NULL OR w.site_id = p.site_id)
        )
        SELECT FROM above WHERE id = NEW.id
    ) THEN
        RAISE EXCEPTION 'indicator_part_of_itself' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER measurement_part_fits
    AFTER INSERT OR UPDATE OF part_of, site_id, level ON measurement_indicator
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.part_of <> '')
    EXECUTE FUNCTION measurement_part_fits();
"""
UNGUARD = """
DROP TRIGGER measurement_part_fits ON measurement_indicator;
DROP FUNCTION measurement_part_fits();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("measurement", "0024_secrets_of_shares"),
        ("sites", "0004_former_codes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="definition",
            name="part_of",
            field=models.SlugField(
                blank=True, db_index=False, max_length=80, verbose_name="part of"
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="in_family",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="indicator",
            name="part_of",
            field=models.SlugField(
                blank=True, db_index=False, max_length=80, verbose_name="part of"
            ),
        ),
        migrations.AddConstraint(
            model_name="definition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("part_of", ""),
                    models.Q(
                        ("part_of__regex", "^[a-z0-9]+(-[a-z0-9]+)*$"),
                        ("value_type__in", ["count", "distinct"]),
                    ),
                    _connector="OR",
                ),
                name="definition_part_of_is_of_counts",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("part_of", ""),
                    models.Q(
                        ("part_of__regex", "^[a-z0-9]+(-[a-z0-9]+)*$"),
                        ("value_type__in", ["count", "distinct"]),
                    ),
                    _connector="OR",
                ),
                name="indicator_part_of_is_of_counts",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("part_of", ""),
                    models.Q(
                        ("in_family", True), models.Q(("part_of", models.F("code")), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="indicator_part_of_another_one",
            ),
        ),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
