"""Versions of definitions, releases, headline figures; what is there becomes the first version."""

import django.db.models.deletion
import kit.clock
import uuid
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

# theme, kind, role, source code, in time, question where there was none, what the figure is used for
POP, RP, CAF, EUR = "population", "rp", "cnaf", "dauphin"
PLAN = "Connaître la taille du quartier avant de lire les autres chiffres."
HOMES = "Savoir à quels foyers s’adressent les actions (familles nombreuses, personnes seules)."
AID = "Repérer l’accès aux droits ; à lire avec ceux qui accompagnent les habitants."
STATE = "Savoir quels moyens l’État apporte déjà au territoire."
KNOWN = {
    "pop-01": (POP, POP, "context", RP, "rolling", "", PLAN),
    "men-01": (POP, POP, "context", RP, "rolling", "", PLAN),
    "pop-02": (POP, POP, "context", RP, "rolling", "", "Ajuster la place donnée aux jeunes et aux anciens dans le plan d’action."),
    "men-02": (POP, POP, "context", RP, "rolling", "", HOMES),
    "men-03": (POP, POP, "context", RP, "rolling", "Combien de ménages comptent deux personnes ?", HOMES),
    "men-04": (POP, POP, "context", RP, "rolling", "Combien de ménages comptent trois personnes ?", HOMES),
    "men-05": (POP, POP, "context", RP, "rolling", "Combien de ménages comptent quatre ou cinq personnes ?", HOMES),
    "men-06": (POP, POP, "context", RP, "rolling", "Combien de ménages comptent six personnes ou plus ?", HOMES),
    "log-01": ("housing", POP, "context", "rpls", "stock", "", "Situer la part du bailleur dans le plan d’action."),
    "emp-01": ("employment", POP, "headline", RP, "rolling", "", "Décider de la place de l’emploi dans la feuille de route."),
    "rev-01": ("income", POP, "headline", "filosofi", "stock", "", "Situer le quartier par rapport à sa ville avant de choisir les priorités."),
    "dro-02": ("rights", POP, "context", CAF, "stock", "", AID),
    "dro-01": ("rights", POP, "context", CAF, "stock", "", AID),
    "dro-03": ("rights", POP, "context", CAF, "stock", "", AID),
    "moy-01": ("means", "performance", "context", EUR, "stock", "", STATE),
    "moy-02": ("means", "performance", "context", EUR, "flow", "Combien l’État verse-t-il pour les médiateurs ?", STATE),
    "moy-03": ("means", "performance", "context", EUR, "stock", "", STATE),
    "moy-04": ("means", "performance", "context", EUR, "flow", "Combien l’État verse-t-il pour les emplois associatifs ?", STATE),
}  # fmt: skip
RULES = (
    "definition", "unit", "value_type", "direction", "band_low", "band_high", "nature", "accumulation",
    "periodicity", "source", "source_code", "numerator_label", "denominator_label", "multiplier", "ceiling",
    "lower_bound", "upper_bound", "noise", "vintage_gap", "threshold",
)  # fmt: skip


def write_first_versions(apps, schema_editor):
    """Fills in what the catalogue says of the known common figures, then freezes all of them."""
    Indicator = apps.get_model("measurement", "Indicator")
    Definition = apps.get_model("measurement", "Definition")
    for found in Indicator.objects.order_by("pk"):
        tell(found)
        found.save()
        Definition.objects.create(
            indicator=found, number=found.version, valid_from=found.created_at.date(),
            name=found.name, reason="", **{name: getattr(found, name) for name in RULES},
        )  # fmt: skip


def tell(found):
    """The new fields of one indicator; a ratio without its terms is a rate that somebody published."""
    found.version = 1
    if found.value_type == "ratio" and found.level == "site":
        found.numerator_label, found.denominator_label = (
            "Numérateur non précisé",
            "Dénominateur non précisé",
        )
    elif found.value_type == "ratio":
        found.value_type = "rate"
    found.direction = "context" if found.direction == "band" else found.direction
    common = found.site_id is None
    if common and found.code in KNOWN:
        theme, kind, role, source, nature, question, use = KNOWN[found.code]
        found.theme, found.kind, found.source_code, found.nature = theme, kind, source, nature
        found.role = "context" if found.direction == "context" else role
        found.accumulation = "per_period" if nature == "flow" else ""
        found.vintage_gap = 5 if nature == "rolling" else 1
        found.noise = 1 if source == "filosofi" else 0
        found.question, found.information_use = found.question or question, use
        found.lower_bound = 0
    elif common:
        found.question = found.question or found.name
        found.definition = found.definition or found.name
        found.information_use = "Usage à préciser par l’équipe nationale."
    if found.unit == "%" and found.value_type in {"rate", "ratio"}:
        found.multiplier, found.ceiling, found.lower_bound, found.upper_bound = 100, 100, 0, 100


GUARD = """
CREATE TRIGGER measurement_definition_kept BEFORE UPDATE OR DELETE ON measurement_definition
    FOR EACH ROW EXECUTE FUNCTION measurement_kept();
CREATE FUNCTION measurement_indicator_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.code, NEW.level) IS DISTINCT FROM (OLD.code, OLD.level)
        OR NEW.site_id IS DISTINCT FROM OLD.site_id
        OR NEW.version < OLD.version
    THEN
        RAISE EXCEPTION 'an indicator keeps its code, its site and what it is measured for'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER measurement_indicator_law BEFORE UPDATE ON measurement_indicator
    FOR EACH ROW EXECUTE FUNCTION measurement_indicator_law();
CREATE FUNCTION measurement_headline_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a headline is never removed' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND (OLD.ended_at IS NOT NULL
        OR (NEW.id, NEW.site_id, NEW.indicator_id, NEW.rank, NEW.why, NEW.chosen_at)
        IS DISTINCT FROM (OLD.id, OLD.site_id, OLD.indicator_id, OLD.rank, OLD.why, OLD.chosen_at))
    THEN
        RAISE EXCEPTION 'a headline only ends' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' AND EXISTS (
        SELECT FROM measurement_indicator i WHERE i.id = NEW.indicator_id
            AND (i.site_id <> NEW.site_id OR i.direction = 'context' OR i.status <> 'active'
                OR i.question = ''))
    THEN
        RAISE EXCEPTION 'headline_of_another_kind' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER measurement_headline_law BEFORE INSERT OR UPDATE OR DELETE ON measurement_headline
    FOR EACH ROW EXECUTE FUNCTION measurement_headline_law();
"""
# What a value must be follows from the version under which it was measured.
FITS = """
CREATE OR REPLACE FUNCTION measurement_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    defined measurement_indicator%%ROWTYPE;
BEGIN
    SELECT * INTO STRICT defined FROM measurement_indicator WHERE id = NEW.indicator_id;
    IF defined.site_id IS NOT NULL AND defined.site_id IS DISTINCT FROM NEW.site_id
        OR (defined.level = 'site') <> (NEW.site_id IS NOT NULL)
        OR (defined.level = 'neighbourhood') <> (NEW.neighbourhood_id IS NOT NULL)
        OR (defined.level = 'contract') <> (NEW.contract_id IS NOT NULL)
    THEN
        RAISE EXCEPTION 'measurement_of_the_wrong_place' USING ERRCODE = 'check_violation';
    END IF;%s
    IF NEW.numerator IS NOT NULL AND defined.value_type <> 'ratio' THEN
        RAISE EXCEPTION 'measurement_components_of_a_ratio_only' USING ERRCODE = 'check_violation';
    END IF;
    IF defined.value_type = 'ratio' AND defined.level = 'site'
        AND NEW.value IS NOT NULL AND NEW.numerator IS NULL
    THEN
        RAISE EXCEPTION 'measurement_ratio_is_worked_out' USING ERRCODE = 'check_violation';
    END IF;
    IF defined.unit = '%%' AND NEW.numerator > NEW.denominator THEN
        RAISE EXCEPTION 'measurement_share_above_the_whole' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.replaces_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM measurement_measurement was WHERE was.id = NEW.replaces_id
            AND (was.indicator_id, was.site_id, was.neighbourhood_id, was.contract_id,
                 was.starts_on, was.ends_on)
            IS NOT DISTINCT FROM
                (NEW.indicator_id, NEW.site_id, NEW.neighbourhood_id, NEW.contract_id,
                 NEW.starts_on, NEW.ends_on)
    ) THEN
        RAISE EXCEPTION 'measurement_corrects_another_one' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""
THEN = """
    IF NEW.version <> defined.version THEN
        SELECT d.value_type, d.unit INTO defined.value_type, defined.unit
            FROM measurement_definition d
            WHERE d.indicator_id = NEW.indicator_id AND d.number = NEW.version;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'measurement_of_an_unknown_version' USING ERRCODE = 'check_violation';
        END IF;
    END IF;"""
UNGUARD = """
DROP TRIGGER measurement_headline_law ON measurement_headline;
DROP FUNCTION measurement_headline_law();
DROP TRIGGER measurement_indicator_law ON measurement_indicator;
DROP FUNCTION measurement_indicator_law();
DROP TRIGGER measurement_definition_kept ON measurement_definition;
"""
# What was written is checked before the tables change again.
NOW, LATER = "SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL DEFERRED"


class Migration(migrations.Migration):
    dependencies = [
        ("measurement", "0007_components_and_instants"),
        ("sites", "0003_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="indicator",
            name="indicator_words_known",
        ),
        migrations.RemoveConstraint(
            model_name="indicator",
            name="indicator_threshold_on_counts_only",
        ),
        migrations.CreateModel(
            name="Definition",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("definition", models.TextField(blank=True, verbose_name="definition")),
                ("unit", models.CharField(max_length=40, verbose_name="unit")),
                (
                    "value_type",
                    models.CharField(
                        choices=[
                            ("count", "count"),
                            ("distinct", "count of different ones"),
                            ("amount", "amount"),
                            ("ratio", "ratio"),
                            ("rate", "published rate"),
                            ("quantile", "median or quantile"),
                            ("ordinal", "level on a scale"),
                            ("status", "status in words"),
                        ],
                        max_length=8,
                        verbose_name="kind of number",
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[
                            ("higher", "better when higher"),
                            ("lower", "better when lower"),
                            ("band", "better inside a range"),
                            ("context", "context, never judged"),
                        ],
                        max_length=8,
                        verbose_name="reading",
                    ),
                ),
                (
                    "band_low",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=18,
                        null=True,
                        verbose_name="range from",
                    ),
                ),
                (
                    "band_high",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=18,
                        null=True,
                        verbose_name="range to",
                    ),
                ),
                (
                    "nature",
                    models.CharField(
                        choices=[
                            ("stock", "the state on one day"),
                            ("flow", "what happened in a period"),
                            ("rolling", "several years taken together"),
                        ],
                        default="stock",
                        max_length=7,
                        verbose_name="in time",
                    ),
                ),
                (
                    "accumulation",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("per_period", "each period begins at nought"),
                            ("running_total", "each period adds to the one before"),
                        ],
                        max_length=13,
                        verbose_name="running total",
                    ),
                ),
                (
                    "periodicity",
                    models.CharField(
                        choices=[
                            ("month", "every month"),
                            ("quarter", "every quarter"),
                            ("half", "every half-year"),
                            ("year", "every year"),
                            ("irregular", "irregular"),
                        ],
                        max_length=10,
                        verbose_name="how often",
                    ),
                ),
                ("source", models.CharField(max_length=200, verbose_name="source")),
                (
                    "source_code",
                    models.SlugField(blank=True, max_length=40, verbose_name="code of the source"),
                ),
                (
                    "numerator_label",
                    models.CharField(blank=True, max_length=200, verbose_name="numerator"),
                ),
                (
                    "denominator_label",
                    models.CharField(blank=True, max_length=200, verbose_name="denominator"),
                ),
                (
                    "multiplier",
                    models.PositiveSmallIntegerField(default=1, verbose_name="told per"),
                ),
                (
                    "ceiling",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=18,
                        null=True,
                        verbose_name="never above",
                    ),
                ),
                (
                    "lower_bound",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=18,
                        null=True,
                        verbose_name="lowest possible value",
                    ),
                ),
                (
                    "upper_bound",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=18,
                        null=True,
                        verbose_name="highest possible value",
                    ),
                ),
                (
                    "noise",
                    models.DecimalField(
                        decimal_places=4,
                        default=Decimal("0"),
                        max_digits=12,
                        verbose_name="smallest change that means something",
                    ),
                ),
                (
                    "vintage_gap",
                    models.PositiveSmallIntegerField(
                        default=1, verbose_name="years between two vintages that may be compared"
                    ),
                ),
                (
                    "threshold",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="smallest published count"
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(verbose_name="version of the definition"),
                ),
                ("valid_from", models.DateField(verbose_name="for periods that begin from")),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                ("written_name", models.CharField(blank=True, max_length=120)),
                (
                    "written_at",
                    models.DateTimeField(
                        default=kit.clock.now, editable=False, verbose_name="written"
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a definition",
                "verbose_name_plural": "versions of definitions",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Headline",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("rank", models.PositiveSmallIntegerField(verbose_name="rank")),
                ("why", models.CharField(max_length=300, verbose_name="why this figure")),
                ("chosen_at", models.DateTimeField(default=kit.clock.now, verbose_name="chosen")),
                ("chosen_name", models.CharField(blank=True, max_length=120)),
                ("ended_at", models.DateTimeField(null=True, verbose_name="until")),
                ("ended_why", models.CharField(blank=True, max_length=300, verbose_name="reason")),
            ],
            options={
                "verbose_name": "headline figure",
                "verbose_name_plural": "headline figures",
            },
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("source", models.SlugField(max_length=40, verbose_name="code of the source")),
                ("title", models.CharField(max_length=160, verbose_name="name")),
                (
                    "title_en",
                    models.CharField(blank=True, max_length=160, verbose_name="name, in English"),
                ),
                ("producer", models.CharField(max_length=120, verbose_name="producer")),
                ("vintage", models.PositiveSmallIntegerField(verbose_name="vintage")),
                (
                    "reference_day",
                    models.DateField(blank=True, null=True, verbose_name="reference day"),
                ),
                (
                    "published_on",
                    models.DateField(blank=True, null=True, verbose_name="published on"),
                ),
                (
                    "generation",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="edition of the neighbourhoods"
                    ),
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
                        verbose_name="how far the protection may move a value",
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
            ],
            options={
                "verbose_name": "release",
                "verbose_name_plural": "releases",
            },
        ),
        migrations.AddField(
            model_name="indicator",
            name="accumulation",
            field=models.CharField(
                blank=True,
                choices=[
                    ("per_period", "each period begins at nought"),
                    ("running_total", "each period adds to the one before"),
                ],
                max_length=13,
                verbose_name="running total",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="band_high",
            field=models.DecimalField(
                blank=True, decimal_places=4, max_digits=18, null=True, verbose_name="range to"
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="band_low",
            field=models.DecimalField(
                blank=True, decimal_places=4, max_digits=18, null=True, verbose_name="range from"
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="caution_en",
            field=models.CharField(blank=True, max_length=400, verbose_name="caution, in English"),
        ),
        migrations.AddField(
            model_name="indicator",
            name="ceiling",
            field=models.DecimalField(
                blank=True, decimal_places=4, max_digits=18, null=True, verbose_name="never above"
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="decimals",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="decimals shown"),
        ),
        migrations.AddField(
            model_name="indicator",
            name="definition_en",
            field=models.TextField(blank=True, verbose_name="definition, in English"),
        ),
        migrations.AddField(
            model_name="indicator",
            name="denominator_label",
            field=models.CharField(blank=True, max_length=200, verbose_name="denominator"),
        ),
        migrations.AddField(
            model_name="indicator",
            name="denominator_label_en",
            field=models.CharField(
                blank=True, max_length=200, verbose_name="denominator, in English"
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="derived_from",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="derived",
                to="measurement.indicator",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="information_use",
            field=models.CharField(
                blank=True, max_length=300, verbose_name="what the figure is used for"
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="information_use_en",
            field=models.CharField(
                blank=True, max_length=300, verbose_name="what the figure is used for, in English"
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="kind",
            field=models.CharField(
                choices=[
                    ("population", "situation of the population"),
                    ("performance", "what the actions achieve"),
                    ("process", "how people work together"),
                ],
                default="performance",
                max_length=11,
                verbose_name="what it describes",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="lower_bound",
            field=models.DecimalField(
                blank=True,
                decimal_places=4,
                max_digits=18,
                null=True,
                verbose_name="lowest possible value",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="multiplier",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="told per"),
        ),
        migrations.AddField(
            model_name="indicator",
            name="name_en",
            field=models.CharField(blank=True, max_length=160, verbose_name="name, in English"),
        ),
        migrations.AddField(
            model_name="indicator",
            name="nature",
            field=models.CharField(
                choices=[
                    ("stock", "the state on one day"),
                    ("flow", "what happened in a period"),
                    ("rolling", "several years taken together"),
                ],
                default="stock",
                max_length=7,
                verbose_name="in time",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="noise",
            field=models.DecimalField(
                decimal_places=4,
                default=Decimal("0"),
                max_digits=12,
                verbose_name="smallest change that means something",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="numerator_label",
            field=models.CharField(blank=True, max_length=200, verbose_name="numerator"),
        ),
        migrations.AddField(
            model_name="indicator",
            name="numerator_label_en",
            field=models.CharField(
                blank=True, max_length=200, verbose_name="numerator, in English"
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="origin",
            field=models.CharField(blank=True, max_length=160, verbose_name="comes from"),
        ),
        migrations.AddField(
            model_name="indicator",
            name="question_en",
            field=models.CharField(blank=True, max_length=200, verbose_name="question, in English"),
        ),
        migrations.AddField(
            model_name="indicator",
            name="replaced_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaces",
                to="measurement.indicator",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="retired_on",
            field=models.DateField(null=True, verbose_name="retired on"),
        ),
        migrations.AddField(
            model_name="indicator",
            name="retired_why",
            field=models.CharField(blank=True, max_length=300, verbose_name="why it is retired"),
        ),
        migrations.AddField(
            model_name="indicator",
            name="role",
            field=models.CharField(
                choices=[
                    ("headline", "headline figure"),
                    ("contributing", "contributing figure"),
                    ("context", "context"),
                    ("to_develop", "to be developed"),
                ],
                default="contributing",
                max_length=12,
                verbose_name="use",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="source_code",
            field=models.SlugField(blank=True, max_length=40, verbose_name="code of the source"),
        ),
        migrations.AddField(
            model_name="indicator",
            name="source_en",
            field=models.CharField(blank=True, max_length=200, verbose_name="source, in English"),
        ),
        migrations.AddField(
            model_name="indicator",
            name="status",
            field=models.CharField(
                choices=[("draft", "draft"), ("active", "in use"), ("retired", "retired")],
                default="active",
                max_length=7,
                verbose_name="status",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="steward",
            field=models.CharField(blank=True, max_length=120, verbose_name="looked after by"),
        ),
        migrations.AddField(
            model_name="indicator",
            name="steward_en",
            field=models.CharField(
                blank=True, max_length=120, verbose_name="looked after by, in English"
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="theme",
            field=models.CharField(
                choices=[
                    ("population", "population and households"),
                    ("income", "income"),
                    ("rights", "access to rights"),
                    ("employment", "employment"),
                    ("education", "education"),
                    ("housing", "housing"),
                    ("economy", "economic life"),
                    ("living", "life in the neighbourhood"),
                    ("means", "means of the State"),
                    ("cooperation", "cooperation"),
                    ("participation", "participation of residents"),
                    ("governance", "shared governance"),
                    ("support", "support and learning"),
                    ("other", "other"),
                ],
                default="other",
                max_length=13,
                verbose_name="theme",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="unit_en",
            field=models.CharField(blank=True, max_length=40, verbose_name="unit, in English"),
        ),
        migrations.AddField(
            model_name="indicator",
            name="upper_bound",
            field=models.DecimalField(
                blank=True,
                decimal_places=4,
                max_digits=18,
                null=True,
                verbose_name="highest possible value",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="vintage_en",
            field=models.CharField(blank=True, max_length=200, verbose_name="vintage, in English"),
        ),
        migrations.AddField(
            model_name="indicator",
            name="vintage_gap",
            field=models.PositiveSmallIntegerField(
                default=1, verbose_name="years between two vintages that may be compared"
            ),
        ),
        migrations.AddField(
            model_name="target",
            name="version",
            field=models.PositiveSmallIntegerField(
                default=1, verbose_name="version of the definition"
            ),
        ),
        migrations.AlterField(
            model_name="indicator",
            name="value_type",
            field=models.CharField(
                choices=[
                    ("count", "count"),
                    ("distinct", "count of different ones"),
                    ("amount", "amount"),
                    ("ratio", "ratio"),
                    ("rate", "published rate"),
                    ("quantile", "median or quantile"),
                    ("ordinal", "level on a scale"),
                    ("status", "status in words"),
                ],
                max_length=8,
                verbose_name="kind of number",
            ),
        ),
        migrations.AddField(
            model_name="definition",
            name="indicator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="definitions",
                to="measurement.indicator",
            ),
        ),
        migrations.AddField(
            model_name="definition",
            name="written_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="headline",
            name="indicator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="headlines",
                to="measurement.indicator",
            ),
        ),
        migrations.AddField(
            model_name="headline",
            name="site",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="headlines",
                to="sites.site",
            ),
        ),
        migrations.RunPython(write_first_versions, migrations.RunPython.noop),
        migrations.RunSQL(NOW, migrations.RunSQL.noop),
        migrations.RunSQL(LATER, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "value_type__in",
                        [
                            "count",
                            "distinct",
                            "amount",
                            "ratio",
                            "rate",
                            "quantile",
                            "ordinal",
                            "status",
                        ],
                    ),
                    ("direction__in", ["higher", "lower", "band", "context"]),
                    ("periodicity__in", ["month", "quarter", "half", "year", "irregular"]),
                    ("nature__in", ["stock", "flow", "rolling"]),
                    ("accumulation__in", ["", "per_period", "running_total"]),
                ),
                name="indicator_words_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("threshold", 0), ("value_type__in", ["count", "distinct"]), _connector="OR"
                ),
                name="indicator_threshold_on_counts_only",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("direction", "band"),
                        models.Q(
                            ("band_low__isnull", False),
                            ("band_high__isnull", False),
                            _connector="OR",
                        ),
                    ),
                    models.Q(
                        models.Q(("direction", "band"), _negated=True),
                        ("band_high", None),
                        ("band_low", None),
                    ),
                    _connector="OR",
                ),
                name="indicator_range_iff_read_by_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("band_low", None),
                    ("band_high", None),
                    ("band_low__lte", models.F("band_high")),
                    _connector="OR",
                ),
                name="indicator_range_begins_below_its_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("value_type", "ratio"),
                        models.Q(("numerator_label", ""), _negated=True),
                        models.Q(("denominator_label", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("value_type", "ratio"), _negated=True),
                        ("denominator_label", ""),
                        ("numerator_label", ""),
                    ),
                    _connector="OR",
                ),
                name="indicator_both_terms_iff_ratio",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("nature", "flow"), models.Q(("accumulation", ""), _negated=True)),
                    models.Q(models.Q(("nature", "flow"), _negated=True), ("accumulation", "")),
                    _connector="OR",
                ),
                name="indicator_running_total_said_iff_flow",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("multiplier__in", [1, 100, 1000]),
                    models.Q(
                        ("multiplier", 1), ("value_type__in", ["ratio", "rate"]), _connector="OR"
                    ),
                    models.Q(
                        ("ceiling", None), ("value_type__in", ["ratio", "rate"]), _connector="OR"
                    ),
                ),
                name="indicator_multiplier_and_ceiling_of_shares",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("lower_bound", None),
                    ("upper_bound", None),
                    ("lower_bound__lt", models.F("upper_bound")),
                    _connector="OR",
                ),
                name="indicator_lowest_below_highest",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(("noise__gte", 0)), name="indicator_noise_not_below_nought"
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("source_code", ""),
                    ("source_code__regex", "^[a-z0-9]+(-[a-z0-9]+)*$"),
                    _connector="OR",
                ),
                name="indicator_source_code_is_a_word",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("level__in", ["site", "neighbourhood", "contract"]),
                    ("kind__in", ["population", "performance", "process"]),
                    ("role__in", ["headline", "contributing", "context", "to_develop"]),
                    ("status__in", ["draft", "active", "retired"]),
                ),
                name="indicator_place_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "active"), _negated=True),
                    ("site__isnull", False),
                    models.Q(
                        models.Q(("question", ""), _negated=True),
                        models.Q(("definition", ""), _negated=True),
                        models.Q(("information_use", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="indicator_common_in_use_told_to_residents",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("retired_on__isnull", False),
                        ("status", "retired"),
                        models.Q(("retired_why", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("status", "retired"), _negated=True),
                        ("replaced_by", None),
                        ("retired_on", None),
                        ("retired_why", ""),
                    ),
                    _connector="OR",
                ),
                name="indicator_day_and_reason_iff_retired",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("role", "to_develop"), _negated=True),
                    models.Q(
                        models.Q(("status", "active"), _negated=True),
                        models.Q(("steward", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="indicator_to_develop_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("role", "headline"), _negated=True),
                    models.Q(("direction", "context"), _negated=True),
                    _connector="OR",
                ),
                name="indicator_context_is_no_headline",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(("decimals__lte", 4), ("version__gte", 1)),
                name="indicator_decimals_few",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("derived_from", models.F("id")), _negated=True),
                    models.Q(("replaced_by", models.F("id")), _negated=True),
                ),
                name="indicator_comes_from_another_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.UniqueConstraint(
                fields=("source", "vintage", "generation"),
                name="release_once_a_source_vintage_and_generation",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("source__regex", "^[a-z0-9]+(-[a-z0-9]+)*$"),
                    models.Q(("title", ""), _negated=True),
                    models.Q(("producer", ""), _negated=True),
                ),
                name="release_names_its_source_and_producer",
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
                    ("protection__in", ["none", "suppression", "perturbation", "rounding"]),
                    ("noise__gte", 0),
                ),
                name="release_words_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
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
                name="release_not_produced_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(("fingerprint__regex", "^([0-9a-f]{64})?$")),
                name="release_fingerprint_is_sha256",
            ),
        ),
        migrations.AddConstraint(
            model_name="definition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "value_type__in",
                        [
                            "count",
                            "distinct",
                            "amount",
                            "ratio",
                            "rate",
                            "quantile",
                            "ordinal",
                            "status",
                        ],
                    ),
                    ("direction__in", ["higher", "lower", "band", "context"]),
                    ("periodicity__in", ["month", "quarter", "half", "year", "irregular"]),
                    ("nature__in", ["stock", "flow", "rolling"]),
                    ("accumulation__in", ["", "per_period", "running_total"]),
                ),
                name="definition_words_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="definition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("threshold", 0), ("value_type__in", ["count", "distinct"]), _connector="OR"
                ),
                name="definition_threshold_on_counts_only",
            ),
        ),
        migrations.AddConstraint(
            model_name="definition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("direction", "band"),
                        models.Q(
                            ("band_low__isnull", False),
                            ("band_high__isnull", False),
                            _connector="OR",
                        ),
                    ),
                    models.Q(
                        models.Q(("direction", "band"), _negated=True),
                        ("band_high", None),
                        ("band_low", None),
                    ),
                    _connector="OR",
                ),
                name="definition_range_iff_read_by_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="definition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("band_low", None),
                    ("band_high", None),
                    ("band_low__lte", models.F("band_high")),
                    _connector="OR",
                ),
                name="definition_range_begins_below_its_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="definition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("value_type", "ratio"),
                        models.Q(("numerator_label", ""), _negated=True),
                        models.Q(("denominator_label", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("value_type", "ratio"), _negated=True),
                        ("denominator_label", ""),
                        ("numerator_label", ""),
                    ),
                    _connector="OR",
                ),
                name="definition_both_terms_iff_ratio",
            ),
        ),
        migrations.AddConstraint(
            model_name="definition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("nature", "flow"), models.Q(("accumulation", ""), _negated=True)),
                    models.Q(models.Q(("nature", "flow"), _negated=True), ("accumulation", "")),
                    _connector="OR",
                ),
                name="definition_running_total_said_iff_flow",
            ),
        ),
        migrations.AddConstraint(
            model_name="definition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("multiplier__in", [1, 100, 1000]),
                    models.Q(
                        ("multiplier", 1), ("value_type__in", ["ratio", "rate"]), _connector="OR"
                    ),
                    models.Q(
                        ("ceiling", None), ("value_type__in", ["ratio", "rate"]), _connector="OR"
                    ),
                ),
                name="definition_multiplier_and_ceiling_of_shares",
            ),
        ),
        migrations.AddConstraint(
            model_name="definition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("lower_bound", None),
                    ("upper_bound", None),
                    ("lower_bound__lt", models.F("upper_bound")),
                    _connector="OR",
                ),
                name="definition_lowest_below_highest",
            ),
        ),
        migrations.AddConstraint(
            model_name="definition",
            constraint=models.CheckConstraint(
                condition=models.Q(("noise__gte", 0)), name="definition_noise_not_below_nought"
            ),
        ),
        migrations.AddConstraint(
            model_name="definition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("source_code", ""),
                    ("source_code__regex", "^[a-z0-9]+(-[a-z0-9]+)*$"),
                    _connector="OR",
                ),
                name="definition_source_code_is_a_word",
            ),
        ),
        migrations.AddConstraint(
            model_name="definition",
            constraint=models.UniqueConstraint(
                fields=("indicator", "number"), name="definition_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="definition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("number", 1), ("reason", "")),
                    models.Q(("number__gt", 1), models.Q(("reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="definition_reason_from_the_second_on",
            ),
        ),
        migrations.AddConstraint(
            model_name="definition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("written_by", None),
                    models.Q(("written_name", ""), _negated=True),
                    _connector="OR",
                ),
                name="definition_keeps_the_name_of_its_author",
            ),
        ),
        migrations.AddConstraint(
            model_name="headline",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("site", "rank"),
                name="headline_rank_once_a_site",
            ),
        ),
        migrations.AddConstraint(
            model_name="headline",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("site", "indicator"),
                name="headline_once_a_site",
            ),
        ),
        migrations.AddConstraint(
            model_name="headline",
            constraint=models.CheckConstraint(
                condition=models.Q(("rank__range", (1, 5))), name="headline_five_at_most"
            ),
        ),
        migrations.AddConstraint(
            model_name="headline",
            constraint=models.CheckConstraint(
                condition=models.Q(("why", ""), _negated=True), name="headline_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="headline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("ended_why", "")),
                    models.Q(
                        ("ended_at__isnull", False), models.Q(("ended_why", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="headline_reason_iff_ended",
            ),
        ),
        migrations.RunSQL(GUARD, UNGUARD),
        migrations.RunSQL(FITS % THEN, FITS % ""),
    ]
