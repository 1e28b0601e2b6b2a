"""Replies are told one by one, once; who was joined with what is not shown any more waits again."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

PERSON = "outcome_by_a_person_unless_withdrawn"

TOLD = """
CREATE TRIGGER agenda_replytold_append_only BEFORE UPDATE OR DELETE ON agenda_replytold
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
INSERT INTO agenda_replytold (id, created_at, reply_id, letter_id)
SELECT DISTINCT ON (r.id) gen_random_uuid(), t.created_at, r.id, t.id
FROM agenda_reply r JOIN agenda_repliestold t ON t.comment_id = r.comment_id AND t.until >= r.at
WHERE NOT EXISTS (SELECT 1 FROM agenda_notshown n WHERE n.reply_id = r.id)
ORDER BY r.id, t.until;
"""
TOLD_BACK = "DROP TRIGGER agenda_replytold_append_only ON agenda_replytold;"

# Answers that were given since stand as they were given when the portal is taken back.
BY_A_PERSON = f"""
ALTER TABLE agenda_outcome DROP CONSTRAINT {PERSON};
ALTER TABLE agenda_outcome ADD CONSTRAINT {PERSON}
    CHECK (by_id IS NOT NULL OR kind IN ('withdrawn', 'reopened'));
"""
BY_A_PERSON_BACK = f"""
ALTER TABLE agenda_outcome DROP CONSTRAINT {PERSON};
ALTER TABLE agenda_outcome ADD CONSTRAINT {PERSON}
    CHECK (by_id IS NOT NULL OR kind = 'withdrawn') NOT VALID;
"""

LAW = """
CREATE OR REPLACE FUNCTION agenda_outcome_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    now_it varchar;
BEGIN
    SELECT kind INTO now_it FROM agenda_notshown n WHERE n.comment_id = NEW.comment_id;
    IF coalesce(now_it, '') <> (CASE NEW.kind WHEN 'moderated' THEN 'hidden' ELSE '' END)
        AND NOT (NEW.kind = 'withdrawn' AND now_it = 'withdrawn') THEN
        RAISE EXCEPTION 'the outcome does not fit what is shown of the comment'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.by_id IS NULL AND now_it IS DISTINCT FROM 'withdrawn' AND NOT (
        NEW.kind = 'reopened' AND EXISTS (
            SELECT 1 FROM agenda_outcome o JOIN agenda_notshown n
                ON n.comment_id = o.merged_into_id AND n.kind = 'withdrawn'
            WHERE o.comment_id = NEW.comment_id AND o.number = NEW.number - 1)) THEN
        RAISE EXCEPTION 'an outcome is given by a person' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

-- After agenda_joining_law, which holds the site: triggers run in the order of their names.
CREATE FUNCTION agenda_joining_shown_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM agenda_notshown n WHERE n.comment_id = NEW.merged_into_id) THEN
        RAISE EXCEPTION 'nothing is joined with a comment that is not shown'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agenda_joining_shown_law BEFORE INSERT ON agenda_outcome
    FOR EACH ROW WHEN (NEW.merged_into_id IS NOT NULL)
    EXECUTE FUNCTION agenda_joining_shown_law();

CREATE FUNCTION agenda_version_joined_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM agenda_notshown n JOIN agenda_outcome o ON o.merged_into_id = n.comment_id
        WHERE n.site_id = NEW.site_id AND NOT EXISTS (SELECT 1 FROM agenda_outcome later
            WHERE later.comment_id = o.comment_id AND later.number > o.number)) THEN
        RAISE EXCEPTION 'a joined comment has no outcome' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agenda_version_joined_law BEFORE UPDATE ON agenda_version
    FOR EACH ROW WHEN (NEW.state = 'endorsing' AND OLD.state <> 'endorsing')
    EXECUTE FUNCTION agenda_version_joined_law();

-- Those whose leading comment is not shown already.
INSERT INTO agenda_outcome (id, created_at, comment_id, number, kind, reason, whom, by_id, at)
SELECT gen_random_uuid(), now(), o.comment_id, o.number + 1, 'reopened',
    'La remarque avec laquelle elle était réunie n’est plus montrée.', '',
    CASE WHEN n.kind = 'withdrawn' THEN NULL ELSE (
        SELECT m.by_id FROM agenda_moderation m
        WHERE m.comment_id = n.comment_id AND m.kind = 'hidden' ORDER BY m.number DESC LIMIT 1) END,
    now()
FROM agenda_notshown n JOIN agenda_outcome o ON o.merged_into_id = n.comment_id
WHERE NOT EXISTS (SELECT 1 FROM agenda_outcome later
    WHERE later.comment_id = o.comment_id AND later.number > o.number)
AND NOT EXISTS (SELECT 1 FROM agenda_notshown own WHERE own.comment_id = o.comment_id);
"""
LAW_BACK = """
DROP TRIGGER agenda_version_joined_law ON agenda_version;
DROP FUNCTION agenda_version_joined_law();
DROP TRIGGER agenda_joining_shown_law ON agenda_outcome;
DROP FUNCTION agenda_joining_shown_law();
CREATE OR REPLACE FUNCTION agenda_outcome_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    now_it varchar;
BEGIN
    SELECT kind INTO now_it FROM agenda_notshown n WHERE n.comment_id = NEW.comment_id;
    IF coalesce(now_it, '') <> (CASE NEW.kind WHEN 'moderated' THEN 'hidden' ELSE '' END)
        AND NOT (NEW.kind = 'withdrawn' AND now_it = 'withdrawn') THEN
        RAISE EXCEPTION 'the outcome does not fit what is shown of the comment'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.by_id IS NULL AND now_it IS DISTINCT FROM 'withdrawn' THEN
        RAISE EXCEPTION 'an outcome is given by a person' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agenda", "0025_comment_themes"),
        ("sites", "0003_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReplyTold",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="told_of",
                        to="agenda.repliestold",
                    ),
                ),
                (
                    "reply",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="told",
                        to="agenda.reply",
                    ),
                ),
            ],
            options={
                "verbose_name": "reply told",
                "verbose_name_plural": "replies told one by one",
            },
        ),
        migrations.RunSQL(TOLD, TOLD_BACK),
        migrations.RunSQL(
            BY_A_PERSON,
            BY_A_PERSON_BACK,
            state_operations=[
                migrations.RemoveConstraint(model_name="outcome", name=PERSON),
                migrations.AddConstraint(
                    model_name="outcome",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("by__isnull", False),
                            ("kind__in", ["withdrawn", "reopened"]),
                            _connector="OR",
                        ),
                        name=PERSON,
                    ),
                ),
            ],
        ),
        migrations.RunSQL(LAW, LAW_BACK),
    ]
