"""The portal can be taken back behind the moderation of replies, and comes forward without a loss.

On the way back what older tables cannot hold is put by: decisions about replies, appeals, reports,
and the replies that are not shown, whole, since nothing would hide them. On the way forward it is
put back; what was decided meanwhile stands.
"""

from django.db import migrations

# What is put by of each table, with its columns; all of a table that an older portal has not.
COLUMNS = {
    "reply": "id, created_at, site_id, comment_id, public_name, role, text, language, at, by_id, code_hash, once",
    "replytold": "id, created_at, reply_id, letter_id",
    "notshown": "id, site_id, at, comment_id, reply_id, kind, ground",
    "moderation": "id, created_at, number, kind, ground, why, reason, at, comment_id, reply_id, by_id, appeal_id",
    "reportcontact": "id, created_at, report_id, email",
    "report": "id, created_at, site_id, comment_id, reply_id, ground, words, reporter, at",
    "appeal": "id, created_at, decision_id, words, at",
    "tomoderate": "id, site_id, at, comment_id, reply_id, why, not_by_id",
}
HIDDEN = "SELECT n.reply_id FROM agenda_notshown n WHERE n.reply_id IS NOT NULL"
PUT_BY = {
    "reply": f"id IN ({HIDDEN})",
    "replytold": f"reply_id IN ({HIDDEN})",
    "notshown": "reply_id IS NOT NULL",
    "moderation": "reply_id IS NOT NULL OR kind = 'upheld' OR appeal_id IS NOT NULL",
}
GONE = {
    "reportcontact": "report_id IN (SELECT r.id FROM agenda_report r WHERE r.reply_id IS NOT NULL)",
    "report": "reply_id IS NOT NULL",
    "tomoderate": "reply_id IS NOT NULL",
    "replytold": "reply_id IN (SELECT p.id FROM agenda_putby_reply p)",
    "notshown": "reply_id IS NOT NULL",
    "appeal": "id IN (SELECT a.id FROM agenda_appeal a JOIN agenda_moderation m ON m.id = a.decision_id"
    " LEFT JOIN agenda_moderation d ON d.appeal_id = a.id"
    " WHERE m.reply_id IS NOT NULL OR d.kind = 'upheld')",
    "moderation": "reply_id IS NOT NULL OR kind = 'upheld'",
    "reply": "id IN (SELECT p.id FROM agenda_putby_reply p)",
}
# A decision that was taken meanwhile is not undone by what waited before it.
BACK_AGAIN = {
    "reportcontact": "NOT EXISTS (SELECT 1 FROM agenda_report r WHERE r.id = p.report_id)",
    "tomoderate": "NOT EXISTS (SELECT 1 FROM agenda_moderation m WHERE m.created_at > p.put_by"
    " AND (m.comment_id = p.comment_id OR m.reply_id = p.reply_id))",
}
# Contacts before their reports: only those come back whose report had gone.
ORDER = ("reportcontact", "reply", "report", "notshown", "appeal", "moderation", "replytold", "tomoderate")  # fmt: skip
STILL = "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;"


def triggers(word):
    return "\n".join(f"ALTER TABLE agenda_{name} {word} TRIGGER USER;" for name in COLUMNS)


BACK = "\n".join(
    [
        *(
            f"CREATE TABLE agenda_putby_{name} AS"
            f" SELECT {columns}, clock_timestamp() AS put_by FROM agenda_{name}"
            f" WHERE {PUT_BY.get(name, 'true')};"
            for name, columns in COLUMNS.items()
        ),
        STILL,
        triggers("DISABLE"),
        *(f"DELETE FROM agenda_{name} WHERE {which};" for name, which in GONE.items()),
        STILL,
        triggers("ENABLE"),
    ]
)
FORTH = "\n".join(
    [
        "DO $$ BEGIN IF to_regclass('agenda_putby_moderation') IS NULL THEN RETURN; END IF;",
        STILL,
        triggers("DISABLE"),
        # What the list of before says again, under its own number.
        "DELETE FROM agenda_tomoderate t USING agenda_putby_tomoderate p"
        " WHERE t.comment_id = p.comment_id AND t.at <= p.at;",
        *(
            f"INSERT INTO agenda_{name} ({COLUMNS[name]}) SELECT {COLUMNS[name]}"
            f" FROM agenda_putby_{name} p WHERE {BACK_AGAIN.get(name, 'true')}"
            " ON CONFLICT DO NOTHING;"
            for name in ORDER
        ),
        "UPDATE agenda_moderation m SET appeal_id = p.appeal_id FROM agenda_putby_moderation p"
        " WHERE m.id = p.id AND m.appeal_id IS DISTINCT FROM p.appeal_id;",
        STILL,
        triggers("ENABLE"),
        *(f"DROP TABLE agenda_putby_{name};" for name in COLUMNS),
        "END $$;",
    ]
)


class Migration(migrations.Migration):
    dependencies = [("agenda", "0026_told_when_shown")]

    operations = [migrations.RunSQL(FORTH, BACK)]
