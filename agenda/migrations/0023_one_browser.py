"""One browser agrees once, signed in or not: its mark is kept beside that of an account."""

from django.db import migrations, models

LAW = """
CREATE OR REPLACE FUNCTION agenda_agreement_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched agenda_agreement%ROWTYPE := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    own text;
    {declared}
    found text;
BEGIN
    SELECT v.state, c.author_mark{read} INTO found, own{into} FROM agenda_version v
        JOIN agenda_comment c ON c.version_id = v.id WHERE c.id = touched.comment_id FOR SHARE OF v;
    IF found <> 'open' THEN
        RAISE EXCEPTION 'agreements do not change any more' USING ERRCODE = 'restrict_violation';
    END IF;
    IF own <> '' AND own = touched.mark{refused} THEN
        RAISE EXCEPTION 'nobody agrees with themselves' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN touched;
END $$;
"""


def law(**parts: str) -> str:
    """The rule of agreements, with what is new in it or without."""
    written = LAW
    for name in ("declared", "read", "into", "refused"):
        written = written.replace(f"{{{name}}}", parts.get(name, ""))
    return written


NOW = law(
    declared="own_browser text;",
    read=", c.author_browser",
    into=", own_browser",
    refused=" OR own_browser <> '' AND own_browser = touched.mark",
)


class Migration(migrations.Migration):
    dependencies = [
        ("agenda", "0022_appeals"),
    ]

    operations = [
        migrations.AddField(
            model_name="agreement",
            name="browser",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="comment",
            name="author_browser",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.RunSQL(NOW, law()),
    ]
