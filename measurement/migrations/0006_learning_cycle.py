"""A learning review becomes a cycle: planned, held, closed by its decisions.

Those that were recorded stay what they were: held, and told in words.
"""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import kit.clock

GUARD = """
CREATE FUNCTION measurement_cycle_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND OLD.state IN ('closed', 'called_off') THEN
        RAISE EXCEPTION 'a learning review that is over is never changed, none is ever removed'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' AND NEW.state = 'closed' OR NEW.in_words AND NEW.state = 'closed' THEN
        RAISE EXCEPTION 'learning_cycle_is_closed_by_closing_it' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.state = 'closed' THEN
        IF NOT EXISTS (SELECT FROM measurement_attendance a WHERE a.cycle_id = NEW.id) THEN
            RAISE EXCEPTION 'learning_cycle_closes_with_attendance'
                USING ERRCODE = 'check_violation';
        END IF;
        IF EXISTS (
            SELECT FROM measurement_adaptation a JOIN measurement_learningcycle c
                ON c.id = a.cycle_id
            WHERE c.site_id = NEW.site_id AND c.id <> NEW.id AND a.state = 'open'
        ) THEN
            RAISE EXCEPTION 'learning_cycle_closes_when_earlier_decisions_have_an_outcome'
                USING ERRCODE = 'check_violation';
        END IF;
        IF EXISTS (
            SELECT FROM measurement_curvereview r
            WHERE r.cycle_id = NEW.id AND r.headline AND r.off_course AND NOT EXISTS (
                SELECT FROM measurement_adaptation a WHERE a.curve_id = r.id)
        ) THEN
            RAISE EXCEPTION 'learning_cycle_closes_when_each_headline_off_course_has_a_decision'
                USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER measurement_cycle_kept BEFORE INSERT OR UPDATE OR DELETE
    ON measurement_learningcycle
    FOR EACH ROW EXECUTE FUNCTION measurement_cycle_kept();

CREATE FUNCTION measurement_cycle_open() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    cycle measurement_learningcycle%ROWTYPE;
BEGIN
    SELECT * INTO STRICT cycle FROM measurement_learningcycle
        WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.cycle_id ELSE NEW.cycle_id END;
    IF cycle.state IN ('closed', 'called_off') OR cycle.in_words THEN
        RAISE EXCEPTION 'what a learning review that is over says is never changed'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER measurement_curve_open BEFORE INSERT OR UPDATE OR DELETE
    ON measurement_curvereview
    FOR EACH ROW EXECUTE FUNCTION measurement_cycle_open();
CREATE TRIGGER measurement_attendance_open BEFORE INSERT OR UPDATE OR DELETE
    ON measurement_attendance
    FOR EACH ROW EXECUTE FUNCTION measurement_cycle_open();
CREATE TRIGGER measurement_adaptation_open BEFORE INSERT OR DELETE
    ON measurement_adaptation
    FOR EACH ROW EXECUTE FUNCTION measurement_cycle_open();

CREATE FUNCTION measurement_adaptation_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    cycle measurement_learningcycle%ROWTYPE;
    later measurement_learningcycle%ROWTYPE;
BEGIN
    SELECT * INTO STRICT cycle FROM measurement_learningcycle WHERE id = NEW.cycle_id;
    IF NEW.curve_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM measurement_curvereview r
        WHERE r.id = NEW.curve_id AND r.cycle_id = NEW.cycle_id)
    OR NEW.activity_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM agenda_activity a
        WHERE a.id = NEW.activity_id AND a.site_id = cycle.site_id)
    THEN
        RAISE EXCEPTION 'adaptation_of_another_review_or_site' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'open' THEN
            RAISE EXCEPTION 'adaptation_begins_open' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> 'open'
        OR (OLD.cycle_id, OLD.curve_id, OLD.kind, OLD.text, OLD.reason, OLD.owner, OLD.due_on,
            OLD.expected, OLD.decided_on)
        IS DISTINCT FROM (NEW.cycle_id, NEW.curve_id, NEW.kind, NEW.text, NEW.reason, NEW.owner,
            NEW.due_on, NEW.expected, NEW.decided_on)
    THEN
        RAISE EXCEPTION 'what a review decided is never changed, nor what became of it'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state <> 'open' THEN
        SELECT * INTO STRICT later FROM measurement_learningcycle WHERE id = NEW.checked_in_id;
        IF later.site_id <> cycle.site_id OR later.id = cycle.id OR later.state <> 'held' THEN
            RAISE EXCEPTION 'adaptation_is_checked_in_a_later_review'
                USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER measurement_adaptation_fits BEFORE INSERT OR UPDATE ON measurement_adaptation
    FOR EACH ROW EXECUTE FUNCTION measurement_adaptation_fits();

CREATE TRIGGER measurement_planchange_kept BEFORE UPDATE OR DELETE ON measurement_planchange
    FOR EACH ROW EXECUTE FUNCTION measurement_kept();
CREATE TRIGGER measurement_return_kept BEFORE UPDATE OR DELETE ON measurement_returntoresidents
    FOR EACH ROW EXECUTE FUNCTION measurement_kept();
"""
UNGUARD = """
DROP TRIGGER measurement_return_kept ON measurement_returntoresidents;
DROP TRIGGER measurement_planchange_kept ON measurement_planchange;
DROP TRIGGER measurement_adaptation_fits ON measurement_adaptation;
DROP FUNCTION measurement_adaptation_fits();
DROP TRIGGER measurement_adaptation_open ON measurement_adaptation;
DROP TRIGGER measurement_attendance_open ON measurement_attendance;
DROP TRIGGER measurement_curve_open ON measurement_curvereview;
DROP FUNCTION measurement_cycle_open();
DROP TRIGGER measurement_cycle_kept ON measurement_learningcycle;
DROP FUNCTION measurement_cycle_kept();
"""


def nothing(apps, schema_editor):
    """Reviews that were recorded are held and told in words: the new columns say so."""


def told_in_words(apps, schema_editor):
    """The former table holds reviews that took place, in words: the rest goes into these words."""
    cycles = apps.get_model("measurement", "LearningCycle")
    counts = apps.get_model("measurement", "Attendance")
    decisions = apps.get_model("measurement", "Adaptation")
    drafts = apps.get_model("measurement", "CurveDraft")
    drafts.objects.all().delete()
    for cycle in cycles.objects.filter(in_words=False, held_on__isnull=False):
        came = list(counts.objects.filter(cycle=cycle).order_by("category"))
        texts = decisions.objects.filter(cycle=cycle).order_by("created_at", "pk")
        cycle.people = max(sum(row.count for row in came), 1)
        cycle.attendance = ", ".join(f"{row.category} {row.count}" for row in came)[:300] or "?"
        said = [cycle.decided, *texts.values_list("text", flat=True)]
        cycle.decided = "\n".join(words for words in said if words) or "?"
        cycle.save()
    for name in ("PlanChange", "Adaptation", "CurveReview", "Attendance", "ReturnToResidents"):
        apps.get_model("measurement", name).objects.all().delete()
    apps.get_model("measurement", "Lesson").objects.all().delete()
    cycles.objects.filter(held_on=None).delete()
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [
        ("agenda", "0025_comment_themes"),
        ("community", "0002_kept"),
        ("measurement", "0005_indicator_ties"),
        ("sites", "0003_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RenameModel("LearningReview", "LearningCycle"),
        migrations.CreateModel(
            name="Adaptation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("amplify", "do more of it"),
                            ("adjust", "adjust"),
                            ("test", "try out"),
                            ("stop", "stop"),
                            ("keep", "keep on, with the reason"),
                        ],
                        max_length=7,
                        verbose_name="what kind of decision",
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="what is decided")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                (
                    "owner",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("state", "State seat"),
                            ("municipality", "municipality seat"),
                            ("community", "association seat"),
                            ("backbone", "backbone organisation"),
                            ("partner", "a partner of the plan"),
                        ],
                        max_length=12,
                        verbose_name="who answers for it",
                    ),
                ),
                ("due_on", models.DateField(null=True, verbose_name="by which day")),
                (
                    "expected",
                    models.CharField(blank=True, max_length=300, verbose_name="the sign we expect"),
                ),
                ("decided_on", models.DateField(default=kit.clock.today)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "to be checked"),
                            ("done", "carried out"),
                            ("abandoned", "given up"),
                        ],
                        default="open",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                (
                    "outcome",
                    models.TextField(blank=True, max_length=2000, verbose_name="what became of it"),
                ),
                ("answered_on", models.DateField(null=True)),
                ("once", models.UUIDField(null=True, unique=True)),
            ],
            options={
                "verbose_name": "decision of a review",
                "verbose_name_plural": "decisions of reviews",
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("state", "State"),
                            ("municipality", "municipality"),
                            ("association", "associations"),
                            ("residents", "residents"),
                            ("business", "businesses"),
                            ("culture", "culture and sport"),
                            ("other", "others"),
                        ],
                        max_length=12,
                    ),
                ),
                ("count", models.PositiveSmallIntegerField()),
            ],
            options={
                "verbose_name": "attendance",
                "verbose_name_plural": "attendances",
            },
        ),
        migrations.CreateModel(
            name="CurveDraft",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("words", models.JSONField(default=dict)),
                ("touched_at", models.DateTimeField(default=kit.clock.now)),
            ],
            options={
                "verbose_name": "draft of a reading",
                "verbose_name_plural": "drafts of readings",
            },
        ),
        migrations.CreateModel(
            name="CurveReview",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("value_shown", models.CharField(blank=True, max_length=80)),
                ("period", models.CharField(blank=True, max_length=80)),
                ("ends_on", models.DateField(null=True)),
                ("sentence", models.TextField(blank=True)),
                ("off_course", models.BooleanField(default=False)),
                ("headline", models.BooleanField(default=False)),
                (
                    "causes",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="why the figure moves like this"
                    ),
                ),
                (
                    "surprise",
                    models.TextField(blank=True, max_length=2000, verbose_name="what surprises us"),
                ),
                (
                    "contributions",
                    models.TextField(
                        blank=True,
                        max_length=2000,
                        verbose_name="what our activities have to do with it",
                    ),
                ),
                (
                    "contrary",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="what speaks against this reading"
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("low", "low: a guess to be tested"),
                            ("medium", "medium: several signs agree"),
                            ("high", "high: we have evidence"),
                        ],
                        max_length=6,
                        verbose_name="how sure we are",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=0)),
                ("former", models.JSONField(default=list)),
                ("by_name", models.CharField(blank=True, max_length=120)),
                ("written_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "reading of a figure",
                "verbose_name_plural": "readings of figures",
            },
        ),
        migrations.CreateModel(
            name="Lesson",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("text", models.TextField(max_length=2000, verbose_name="what we learnt")),
                ("shared_on", models.DateField(null=True)),
                ("by_name", models.CharField(blank=True, max_length=120)),
                ("once", models.UUIDField(null=True, unique=True)),
            ],
            options={
                "verbose_name": "lesson",
                "verbose_name_plural": "lessons",
            },
        ),
        migrations.CreateModel(
            name="PlanChange",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("planned", "new activity"),
                            ("moved", "new state"),
                            ("corrected", "correction"),
                            ("noted", "progress note"),
                        ],
                        max_length=9,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=400)),
                ("by_name", models.CharField(blank=True, max_length=120)),
                ("at", models.DateTimeField(default=kit.clock.now)),
            ],
            options={
                "verbose_name": "change of the plan",
                "verbose_name_plural": "changes of the plan",
            },
        ),
        migrations.CreateModel(
            name="ReturnToResidents",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("poster", "poster"),
                            ("letter", "letter in the boxes"),
                            ("meeting", "public meeting"),
                            ("paper", "local paper or radio"),
                            ("web", "web page or messages"),
                            ("other", "another way"),
                        ],
                        max_length=8,
                        verbose_name="how",
                    ),
                ),
                ("on", models.DateField(verbose_name="when")),
                (
                    "text",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="what residents were told"
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        blank=True, max_length=300, verbose_name="where it can be read"
                    ),
                ),
                ("file", models.BinaryField(null=True)),
                ("file_name", models.CharField(blank=True, max_length=120)),
                ("by_name", models.CharField(blank=True, max_length=120)),
                ("once", models.UUIDField(null=True, unique=True)),
            ],
            options={
                "verbose_name": "return to residents",
                "verbose_name_plural": "returns to residents",
            },
        ),
        migrations.RemoveConstraint(
            model_name="learningcycle",
            name="learning_review_says_who_and_what",
        ),
        migrations.RemoveConstraint(
            model_name="learningcycle",
            name="learning_review_with_somebody",
        ),
        migrations.RemoveConstraint(
            model_name="learningcycle",
            name="learning_review_next_lies_ahead",
        ),
        migrations.RemoveConstraint(
            model_name="learningcycle",
            name="one_learning_review_a_day",
        ),
        migrations.AddField(
            model_name="learningcycle",
            name="closed_on",
            field=models.DateField(null=True, verbose_name="closed on"),
        ),
        migrations.AddField(
            model_name="learningcycle",
            name="in_words",
            field=models.BooleanField(default=True, verbose_name="told in words only"),
        ),
        migrations.AlterField(
            model_name="learningcycle",
            name="in_words",
            field=models.BooleanField(default=False, verbose_name="told in words only"),
        ),
        migrations.AddField(
            model_name="learningcycle",
            name="place",
            field=models.CharField(blank=True, max_length=200, verbose_name="where"),
        ),
        migrations.AddField(
            model_name="learningcycle",
            name="planned_on",
            field=models.DateField(null=True, verbose_name="planned for"),
        ),
        migrations.AddField(
            model_name="learningcycle",
            name="quorum",
            field=models.CharField(
                blank=True, max_length=200, verbose_name="who must be there to decide"
            ),
        ),
        migrations.AddField(
            model_name="learningcycle",
            name="reason",
            field=models.CharField(blank=True, max_length=300, verbose_name="reason"),
        ),
        migrations.AddField(
            model_name="learningcycle",
            name="sequence",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="learningcycle",
            name="state",
            field=models.CharField(
                choices=[
                    ("planned", "planned"),
                    ("held", "held, decisions to close"),
                    ("closed", "closed"),
                    ("called_off", "called off"),
                ],
                default="held",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="learningcycle",
            name="state",
            field=models.CharField(
                choices=[
                    ("planned", "planned"),
                    ("held", "held, decisions to close"),
                    ("closed", "closed"),
                    ("called_off", "called off"),
                ],
                default="planned",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="learningcycle",
            name="attendance",
            field=models.CharField(blank=True, max_length=300, verbose_name="who came"),
        ),
        migrations.AlterField(
            model_name="learningcycle",
            name="decided",
            field=models.TextField(blank=True, verbose_name="what was decided"),
        ),
        migrations.AlterField(
            model_name="learningcycle",
            name="held_on",
            field=models.DateField(null=True, verbose_name="held on"),
        ),
        migrations.AlterField(
            model_name="learningcycle",
            name="people",
            field=models.PositiveSmallIntegerField(null=True, verbose_name="how many people came"),
        ),
        migrations.AlterField(
            model_name="learningcycle",
            name="site",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="learning_cycles",
                to="sites.site",
            ),
        ),
        migrations.AddConstraint(
            model_name="learningcycle",
            constraint=models.CheckConstraint(
                condition=models.Q(("facilitator", ""), _negated=True),
                name="learning_cycle_says_who",
            ),
        ),
        migrations.AddConstraint(
            model_name="learningcycle",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("closed_on", None),
                        ("held_on", None),
                        ("planned_on__isnull", False),
                        ("state", "planned"),
                    ),
                    models.Q(("closed_on", None), ("held_on__isnull", False), ("state", "held")),
                    models.Q(
                        ("closed_on__isnull", False),
                        ("held_on__isnull", False),
                        ("state", "closed"),
                    ),
                    models.Q(
                        ("closed_on", None),
                        ("held_on", None),
                        ("state", "called_off"),
                        models.Q(("reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="learning_cycle_dated_as_its_state_says",
            ),
        ),
        migrations.AddConstraint(
            model_name="learningcycle",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("in_words", False),
                    models.Q(
                        ("people__gte", 1),
                        ("state", "held"),
                        models.Q(("attendance", ""), _negated=True),
                        models.Q(("decided", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="learning_cycle_in_words_says_who_and_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="learningcycle",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("next_on", None), ("next_on__gt", models.F("held_on")), _connector="OR"
                ),
                name="learning_cycle_next_lies_ahead",
            ),
        ),
        migrations.AddConstraint(
            model_name="learningcycle",
            constraint=models.UniqueConstraint(
                fields=("site", "held_on"), name="one_learning_cycle_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="learningcycle",
            constraint=models.UniqueConstraint(
                condition=models.Q(("in_words", False), ("state__in", ["planned", "held"])),
                fields=("site",),
                name="one_learning_cycle_under_way",
            ),
        ),
        migrations.AddField(
            model_name="adaptation",
            name="activity",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="adaptations",
                to="agenda.activity",
            ),
        ),
        migrations.AddField(
            model_name="adaptation",
            name="checked_in",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="checked",
                to="measurement.learningcycle",
            ),
        ),
        migrations.AddField(
            model_name="adaptation",
            name="cycle",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="adaptations",
                to="measurement.learningcycle",
            ),
        ),
        migrations.AddField(
            model_name="attendance",
            name="cycle",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attendances",
                to="measurement.learningcycle",
            ),
        ),
        migrations.AddField(
            model_name="curvedraft",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="curvedraft",
            name="cycle",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="drafts",
                to="measurement.learningcycle",
            ),
        ),
        migrations.AddField(
            model_name="curvedraft",
            name="indicator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="measurement.indicator",
            ),
        ),
        migrations.AddField(
            model_name="curvereview",
            name="activities",
            field=models.ManyToManyField(
                blank=True, related_name="curve_reviews", to="agenda.activity"
            ),
        ),
        migrations.AddField(
            model_name="curvereview",
            name="cycle",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="curves",
                to="measurement.learningcycle",
            ),
        ),
        migrations.AddField(
            model_name="curvereview",
            name="indicator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="curve_reviews",
                to="measurement.indicator",
            ),
        ),
        migrations.AddField(
            model_name="curvereview",
            name="measurement",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="measurement.measurement",
            ),
        ),
        migrations.AddField(
            model_name="adaptation",
            name="curve",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="adaptations",
                to="measurement.curvereview",
            ),
        ),
        migrations.AddField(
            model_name="lesson",
            name="cycle",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="lessons",
                to="measurement.learningcycle",
            ),
        ),
        migrations.AddField(
            model_name="lesson",
            name="topic",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="community.topic",
            ),
        ),
        migrations.AddField(
            model_name="planchange",
            name="activity",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="plan_changes",
                to="agenda.activity",
            ),
        ),
        migrations.AddField(
            model_name="planchange",
            name="adaptation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="changes",
                to="measurement.adaptation",
            ),
        ),
        migrations.AddField(
            model_name="returntoresidents",
            name="cycle",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="returns",
                to="measurement.learningcycle",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(
                fields=("cycle", "category"), name="attendance_once_a_category"
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "category__in",
                        [
                            "state",
                            "municipality",
                            "association",
                            "residents",
                            "business",
                            "culture",
                            "other",
                        ],
                    )
                ),
                name="attendance_category_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="curvedraft",
            constraint=models.UniqueConstraint(
                fields=("cycle", "indicator", "by"), name="curve_draft_one_a_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="curvereview",
            constraint=models.UniqueConstraint(
                fields=("cycle", "indicator"), name="curve_review_once_a_cycle"
            ),
        ),
        migrations.AddConstraint(
            model_name="curvereview",
            constraint=models.CheckConstraint(
                condition=models.Q(("confidence__in", ["", "low", "medium", "high"])),
                name="curve_review_confidence_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="adaptation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["amplify", "adjust", "test", "stop", "keep"]),
                    models.Q(("text", ""), _negated=True),
                ),
                name="adaptation_says_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="adaptation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "keep"), models.Q(("reason", ""), _negated=True)),
                    models.Q(
                        models.Q(("kind", "keep"), _negated=True),
                        models.Q(("owner", ""), _negated=True),
                        ("due_on__isnull", False),
                        models.Q(("expected", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="adaptation_has_owner_day_and_sign_or_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="adaptation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("owner__in", ["", "state", "municipality", "community", "backbone", "partner"])
                ),
                name="adaptation_owner_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="adaptation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answered_on", None),
                        ("checked_in", None),
                        ("outcome", ""),
                        ("state", "open"),
                    ),
                    models.Q(
                        ("answered_on__isnull", False),
                        ("checked_in__isnull", False),
                        ("state__in", ["done", "abandoned"]),
                        models.Q(("outcome", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="adaptation_answered_iff_no_longer_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="lesson",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="lesson_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="lesson",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("shared_on", None), ("topic", None)),
                    models.Q(("shared_on__isnull", False), ("topic__isnull", False)),
                    _connector="OR",
                ),
                name="lesson_shared_iff_it_has_a_topic",
            ),
        ),
        migrations.AddConstraint(
            model_name="planchange",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["planned", "moved", "corrected", "noted"])),
                name="plan_change_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="returntoresidents",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("text", ""), _negated=True),
                    models.Q(("file__isnull", False), models.Q(("file_name", ""), _negated=True)),
                    _connector="OR",
                ),
                name="return_has_words_or_a_file",
            ),
        ),
        migrations.AddConstraint(
            model_name="returntoresidents",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("channel__in", ["poster", "letter", "meeting", "paper", "web", "other"])
                ),
                name="return_channel_known",
            ),
        ),
        migrations.RunPython(nothing, told_in_words),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
