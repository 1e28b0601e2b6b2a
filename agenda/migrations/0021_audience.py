"""Who may comment on an open version; the choice stands once the version has left writing."""

from django.db import migrations, models

LAW = """
CREATE FUNCTION agenda_version_audience() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'who may comment is said at the opening' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER agenda_version_audience BEFORE UPDATE OF audience ON agenda_version
    FOR EACH ROW WHEN (OLD.state <> 'writing' AND NEW.audience IS DISTINCT FROM OLD.audience)
    EXECUTE FUNCTION agenda_version_audience();
"""
LAW_BACK = """
DROP TRIGGER agenda_version_audience ON agenda_version;
DROP FUNCTION agenda_version_audience();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agenda", "0020_bringing_again"),
        ("sites", "0003_append_only"),
    ]

    operations = [
        migrations.AddField(
            model_name="version",
            name="audience",
            field=models.CharField(
                choices=[
                    ("everybody", "everybody, without an account"),
                    ("people", "the people and partners of this site, signed in"),
                ],
                default="everybody",
                max_length=9,
                verbose_name="who may comment",
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.CheckConstraint(
                condition=models.Q(("audience__in", ["everybody", "people"])),
                name="version_audience_known",
            ),
        ),
        migrations.RunSQL(LAW, LAW_BACK),
    ]
