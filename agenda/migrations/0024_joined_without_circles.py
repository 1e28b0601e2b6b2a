"""Joined comments never lead back to one another; only its author withdraws a comment.

Answers that were given before stand as they were given.
"""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations
from django.db.models import CheckConstraint, Q

JOINING = """
CREATE OR REPLACE FUNCTION agenda_joining_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.merged_into_id IS NULL THEN
        RETURN NEW;
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM agenda_comment a JOIN agenda_comment b ON b.site_id = a.site_id
        WHERE a.id = NEW.comment_id AND b.id = NEW.merged_into_id) THEN
        RAISE EXCEPTION 'comments of two sites are not joined'
            USING ERRCODE = 'restrict_violation';
    END IF;
    -- One joining of a site after the other: each reads what the one before has written.
    PERFORM 1 FROM sites_site s JOIN agenda_comment c ON c.site_id = s.id
        WHERE c.id = NEW.comment_id FOR NO KEY UPDATE OF s;
    IF EXISTS (
        WITH RECURSIVE way (id) AS (
            SELECT NEW.merged_into_id
            UNION
            SELECT o.merged_into_id FROM way JOIN agenda_outcome o ON o.comment_id = way.id
            WHERE o.merged_into_id IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM agenda_outcome later
                WHERE later.comment_id = o.comment_id AND later.number > o.number)
        ) SELECT 1 FROM way WHERE id = NEW.comment_id) THEN
        RAISE EXCEPTION 'joined comments lead to one another'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""
JOINING_BACK = """
CREATE OR REPLACE FUNCTION agenda_joining_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.merged_into_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM agenda_comment a JOIN agenda_comment b ON b.site_id = a.site_id
        WHERE a.id = NEW.comment_id AND b.id = NEW.merged_into_id) THEN
        RAISE EXCEPTION 'comments of two sites are not joined'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agenda", "0023_one_browser"),
        ("sites", "0003_append_only"),
    ]

    operations = [
        AddConstraintNotValid(
            model_name="outcome",
            constraint=CheckConstraint(
                condition=Q(Q(("kind", "withdrawn"), _negated=True), ("by", None), _connector="OR"),
                name="outcome_withdrawn_by_its_author",
            ),
        ),
        migrations.RunSQL(JOINING, JOINING_BACK),
    ]
