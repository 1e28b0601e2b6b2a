"""Each way in which a publication was told is kept; values of a known vintage state its year.

What the census changes slightly to protect persons has the noise that its catalogue now says.
"""

import django.db.models.deletion
import kit.clock
import uuid
from django.db import migrations, models

FACTS = """title, title_en, producer, reference_day, published_on, protection, noise, produced,
    caveats, caveats_en, fingerprint, licence"""
FIRST = f"""
INSERT INTO measurement_releaseversion (id, created_at, release_id, number, written_at, {FACTS})
    SELECT gen_random_uuid(), now(), id, 1, created_at, {FACTS} FROM measurement_release;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""
GUARD = f"""
CREATE TRIGGER measurement_releaseversion_kept BEFORE UPDATE OR DELETE ON measurement_releaseversion
    FOR EACH ROW EXECUTE FUNCTION measurement_kept();
CREATE FUNCTION measurement_release_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a publication is never removed' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND ((NEW.id, NEW.source, NEW.vintage) IS DISTINCT FROM (OLD.id, OLD.source, OLD.vintage)
        OR NEW.generation IS DISTINCT FROM OLD.generation OR NEW.number <> OLD.number + 1)
    THEN
        RAISE EXCEPTION 'a publication is told otherwise by a new version'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NOT EXISTS (
        SELECT FROM measurement_releaseversion v WHERE v.release_id = NEW.id AND v.number = NEW.number
            AND ({", ".join("v." + name.strip() for name in FACTS.split(","))})
            IS NOT DISTINCT FROM ({", ".join("NEW." + name.strip() for name in FACTS.split(","))}))
    THEN
        RAISE EXCEPTION 'release_has_its_version' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER measurement_release_law BEFORE UPDATE OR DELETE ON measurement_release
    FOR EACH ROW EXECUTE FUNCTION measurement_release_law();
CREATE CONSTRAINT TRIGGER measurement_release_version AFTER INSERT ON measurement_release
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION measurement_release_law();
"""
UNGUARD = """
DROP TRIGGER measurement_release_version ON measurement_release;
DROP TRIGGER measurement_release_law ON measurement_release;
DROP FUNCTION measurement_release_law();
DROP TRIGGER measurement_releaseversion_kept ON measurement_releaseversion;
"""
# What the public file of neighbourhoods brought, where its source has one publication: its vintage is
# the year for which the values stand, so that a later vintage stands beside them. The rows stay.
DATED = """
ALTER TABLE measurement_measurement DISABLE TRIGGER measurement_measurement_kept;
UPDATE measurement_measurement m
    SET starts_on = make_date(r.vintage, 1, 1), ends_on = make_date(r.vintage, 12, 31)
    FROM measurement_definition d, measurement_release r
    WHERE m.source_file = 'qpv_indicateurs.csv' AND m.starts_on IS NULL
        AND d.indicator_id = m.indicator_id AND d.number = m.version
        AND r.source = 'rp' AND d.source_code = r.source AND r.produced
        AND NOT EXISTS (
            SELECT FROM measurement_release o WHERE o.source = r.source AND o.produced AND o.id <> r.id);
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
ALTER TABLE measurement_measurement ENABLE TRIGGER measurement_measurement_kept;
"""
# As data/indicateurs_communs.csv says since; a new version would cut series in which nothing changed.
NOISE = """
ALTER TABLE measurement_definition DISABLE TRIGGER measurement_definition_kept;
UPDATE measurement_definition d SET noise = n.noise
    FROM measurement_indicator i, (VALUES
        ('pop-01', 10), ('men-01', 10), ('dro-01', 10), ('dro-02', 10), ('dro-03', 10), ('pop-02', 0.1),
        ('men-02', 1), ('men-03', 1), ('men-04', 1), ('men-05', 1), ('men-06', 1), ('emp-01', 1),
        ('pop-03', 1), ('rev-02', 100), ('rev-04', 0.1)) AS n (code, noise)
    WHERE i.id = d.indicator_id AND i.site_id IS NULL AND i.code = n.code AND i.version = 1
        AND i.source_code IN ('rp', 'cnaf', 'filosofi') AND d.noise = 0;
UPDATE measurement_indicator i SET noise = d.noise
    FROM measurement_definition d WHERE d.indicator_id = i.id AND d.number = i.version AND i.version = 1
        AND i.site_id IS NULL AND i.noise = 0 AND d.noise > 0;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
ALTER TABLE measurement_definition ENABLE TRIGGER measurement_definition_kept;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("measurement", "0022_never_emptied"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReleaseVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("title", models.CharField(max_length=160, verbose_name="name")),
                (
                    "title_en",
                    models.CharField(blank=True, max_length=160, verbose_name="name, in English"),
                ),
                ("producer", models.CharField(max_length=120, verbose_name="producer")),
                (
                    "reference_day",
                    models.DateField(blank=True, null=True, verbose_name="reference day"),
                ),
                (
                    "published_on",
                    models.DateField(blank=True, null=True, verbose_name="published on"),
                ),
                (
                    "protection",
                    models.CharField(
                        choices=[
                            ("none", "none"),
                            ("suppression", "values left out"),
                            ("perturbation", "values slightly changed"),
                            ("rounding", "values rounded"),
                        ],
                        default="none",
                        max_length=12,
                        verbose_name="protection",
                    ),
                ),
                (
                    "noise",
                    models.DecimalField(
                        decimal_places=4,
                        default=0,
                        max_digits=12,
                        verbose_name="how far the protection may move a count",
                    ),
                ),
                ("produced", models.BooleanField(default=True, verbose_name="produced")),
                ("caveats", models.CharField(blank=True, max_length=400, verbose_name="caution")),
                (
                    "caveats_en",
                    models.CharField(
                        blank=True, max_length=400, verbose_name="caution, in English"
                    ),
                ),
                (
                    "fingerprint",
                    models.CharField(
                        blank=True, max_length=64, verbose_name="fingerprint of the file"
                    ),
                ),
                ("licence", models.CharField(blank=True, max_length=80, verbose_name="licence")),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                (
                    "written_at",
                    models.DateTimeField(
                        default=kit.clock.now, editable=False, verbose_name="written"
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a release",
                "verbose_name_plural": "versions of releases",
                "abstract": False,
            },
        ),
        migrations.RemoveConstraint(
            model_name="release",
            name="release_names_its_source_and_producer",
        ),
        migrations.RemoveConstraint(
            model_name="release",
            name="release_words_known",
        ),
        migrations.AddField(
            model_name="release",
            name="number",
            field=models.PositiveSmallIntegerField(
                default=1, editable=False, verbose_name="version"
            ),
        ),
        migrations.AlterField(
            model_name="release",
            name="noise",
            field=models.DecimalField(
                decimal_places=4,
                default=0,
                max_digits=12,
                verbose_name="how far the protection may move a count",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("title", ""), _negated=True),
                    models.Q(("producer", ""), _negated=True),
                ),
                name="release_named_with_its_producer",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("protection__in", ["none", "suppression", "perturbation", "rounding"]),
                    ("noise__gte", 0),
                ),
                name="release_protection_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(("source__regex", "^[a-z0-9]+(-[a-z0-9]+)*$")),
                name="release_names_its_source",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("vintage__range", (1990, 2100)),
                    models.Q(
                        ("generation", None), ("generation__in", [2015, 2024]), _connector="OR"
                    ),
                ),
                name="release_vintage_and_edition_known",
            ),
        ),
        migrations.AddField(
            model_name="releaseversion",
            name="release",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="measurement.release",
            ),
        ),
        migrations.AddConstraint(
            model_name="releaseversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("title", ""), _negated=True),
                    models.Q(("producer", ""), _negated=True),
                ),
                name="releaseversion_named_with_its_producer",
            ),
        ),
        migrations.AddConstraint(
            model_name="releaseversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("protection__in", ["none", "suppression", "perturbation", "rounding"]),
                    ("noise__gte", 0),
                ),
                name="releaseversion_protection_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="releaseversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("produced", True),
                    models.Q(
                        ("fingerprint", ""),
                        ("produced", False),
                        ("published_on", None),
                        models.Q(("caveats", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="releaseversion_not_produced_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="releaseversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("fingerprint__regex", "^([0-9a-f]{64})?$")),
                name="releaseversion_fingerprint_is_sha256",
            ),
        ),
        migrations.AddConstraint(
            model_name="releaseversion",
            constraint=models.UniqueConstraint(
                fields=("release", "number"), name="releaseversion_number_once"
            ),
        ),
        migrations.RunSQL(FIRST, migrations.RunSQL.noop),
        migrations.RunSQL(GUARD, UNGUARD),
        migrations.RunSQL(DATED, migrations.RunSQL.noop),
        migrations.RunSQL(NOISE, migrations.RunSQL.noop),
    ]
