"""Queries compiled once: the same rows as the ORM's, from today's data, for each set of arguments."""

from typing import Any

import pytest
from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import FieldFetchBlocked
from django.db import DatabaseError, connection, transaction
from django.db.models import CharField, Count, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.test.utils import CaptureQueriesContext, isolate_apps
from django.utils.safestring import mark_safe
from django.utils.translation import override

from governance.models import Mandate
from kit.reads import Given, compiled
from kit.templatetags.kit import drawn, fragment
from sites.models import Site
from tests import make
from tests.client import lists_are_guarded


@compiled
def in_state(state: str) -> Any:
    return Site.objects.filter(state=state).order_by("slug").values("slug", "name")


@compiled
def named() -> Any:
    sites = Site.objects.filter(slug__among=Given("slugs", CharField()))
    return sites.order_by("slug").values("slug")


@compiled
def with_a_percent_sign(size: int) -> Any:
    sites = Site.objects.filter(name__contains="100 %", slug__among=Given("slugs", CharField()))
    return sites.order_by("slug").values("slug", "name")[:size]


@compiled
def nobody() -> Any:
    return Site.objects.filter(slug__in=[]).values("slug")


def test_a_compiled_query_reads_what_is_there_now(db):
    make.site("Le Val")
    assert [(row.slug, row.name) for row in in_state("active")] == [("le-val", "Le Val")]

    make.site("La Crête")

    assert [row.slug for row in in_state("active")] == ["la-crete", "le-val"]


def test_each_set_of_arguments_has_its_own_query(db):
    make.site("Le Val")
    make.site("Vauban", state="paused")

    assert [row.slug for row in in_state("active")] == ["le-val"]
    assert [row.slug for row in in_state("paused")] == ["vauban"]
    assert in_state("withdrawn") == []


@pytest.mark.parametrize("slugs", [[], ["le-val"], ["la-crete", "le-val", "nulle-part"]])
def test_a_list_is_given_at_each_run_however_long_it_is(db, slugs):
    make.site("Le Val")
    make.site("La Crête")

    expected = [slug for slug in slugs if slug != "nulle-part"]
    for _run in range(8):
        with CaptureQueriesContext(connection) as queries:
            found = named(slugs=slugs)
        assert [row.slug for row in found] == expected
        assert len(queries) == 1


def test_what_somebody_typed_stays_a_value(db):
    make.site("Le Val")

    assert named(slugs=["x'); DROP TABLE sites_site; --", "100%", "%s"]) == []
    for _run in range(3):
        assert in_state("%s") == []
        assert in_state("'; DROP TABLE sites_site; --") == []
    assert Site.objects.count() == 1


def test_a_percent_sign_in_the_text_and_in_a_value_stays_one(db):
    make.site("Le Val 100 %")
    make.site("La Crête")

    for _run in range(3):
        found = with_a_percent_sign(5, slugs=["le-val-100", "la-crete", "%s"])
        assert [(row.slug, row.name) for row in found] == [("le-val-100", "Le Val 100 %")]


def prepared() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [row[0] for row in cursor.fetchall()]


@compiled
def in_wave(number: int) -> Any:
    return Site.objects.filter(wave__number=number).order_by("slug").values("slug")


def test_what_is_asked_again_is_planned_once_and_still_reads_what_is_there_now(db):
    make.site("Le Val")
    known = len(prepared())

    assert [row.slug for row in in_wave(1)] == ["le-val"]
    assert len(prepared()) == known
    assert [row.slug for row in in_wave(1)] == ["le-val"]
    assert len(prepared()) == known + 1
    make.site("La Crête")

    assert [row.slug for row in in_wave(1)] == ["la-crete", "le-val"]
    assert in_wave(2) == []
    assert len(prepared()) == known + 1
    assert "'1'" not in prepared()[-1] and "= 1" in prepared()[-1]


def test_one_plan_serves_lists_of_any_length(db):
    """PostgreSQL plans the first five runs for their own values, and then no more."""
    make.site("Le Val")
    lists = [["le-val"], [], ["le-val", "vauban"], ["x"] * 40]
    for turn in range(12):
        named(slugs=lists[turn % 4])

    with connection.cursor() as cursor:
        asked = (
            "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE %s"
        )
        cursor.execute(asked, ["%ANY((SELECT%"])
        ((once, each),) = cursor.fetchall()
    assert each == 5
    assert once > 5


def test_a_value_that_is_too_long_for_its_column_is_none_of_those_in_it(db):
    site = make.site("V" * 40)

    assert [row.slug for row in named(slugs=[site.slug])] == [site.slug]
    assert named(slugs=[f"{site.slug}v"]) == []


def test_what_is_logged_can_be_carried_out_again(db):
    """The log says the values: a benchmark explains and replays what a page has asked."""
    make.site("Le Val")
    for _run in range(2):
        with CaptureQueriesContext(connection) as asked:
            assert [row.slug for row in named(slugs=["le-val", "vauban"])] == ["le-val"]

    with connection.cursor() as cursor:
        cursor.execute(asked[0]["sql"])
        assert cursor.fetchall() == [("le-val",)]


def test_nothing_is_prepared_where_the_settings_forbid_it(db, monkeypatch):
    make.site("Le Val")
    in_wave(3), in_wave(3)
    known = len(prepared())
    connection.ensure_connection()
    monkeypatch.setattr(connection.connection, "prepare_threshold", None)

    for _run in range(3):
        assert [row.slug for row in in_state("active")] == ["le-val"]
        assert in_wave(4) == []

    assert len(prepared()) == known


def test_other_queries_are_not_prepared(db):
    make.site("Le Val")
    known = len(prepared())

    for _run in range(8):
        assert Site.objects.get(slug="le-val").name == "Le Val"

    assert len(prepared()) == known


def test_a_failing_run_leaves_the_next_one_whole(db):
    make.site("Le Val")
    assert [row.slug for row in named(slugs=["le-val"])] == ["le-val"]
    with pytest.raises(DatabaseError), transaction.atomic():
        named(slugs=3)

    assert [row.slug for row in named(slugs=["le-val"])] == ["le-val"]


def test_a_query_that_can_find_nothing_asks_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert nobody() == []


def test_a_fragment_is_drawn_once_for_its_inputs_in_each_language():
    fragment.cache_clear()

    with override("fr"):
        first = drawn("components/logo.html")
        again = drawn("components/logo.html")
    with override("en"):
        english = drawn("components/logo.html")

    assert (fragment.cache_info().misses, fragment.cache_info().hits) == (2, 1)
    assert first is again
    assert "Quartiers" in first
    assert english is not first


def test_other_inputs_give_another_fragment_and_are_escaped():
    with override("fr"):
        one = drawn("components/tag.html", label="Vague 1", icon="", tint="", outlined="")
        other = drawn("components/tag.html", label="<b>", icon="", tint="", outlined="")

    assert "Vague 1" in one
    assert "&lt;b&gt;" in other
    assert "<b>" not in other


def test_words_that_are_marked_up_are_not_the_same_as_these_words_typed():
    rest = {"icon": "", "tint": "", "outlined": ""}
    with override("fr"):
        marked = drawn("components/tag.html", label=mark_safe("<b>Val</b>"), **rest)
        typed = drawn("components/tag.html", label="<b>Val</b>", **rest)

    assert "<b>Val</b>" in marked
    assert "&lt;b&gt;Val&lt;/b&gt;" in typed


@compiled
def held_by() -> Any:
    one = Given("name", CharField())
    return Mandate.objects.filter(person__name=one).select_related("site").order_by("seat")


def test_instances_of_one_run_load_what_they_lack_for_all_at_once(db):
    ines = make.person("Ines Carpentier")
    for name in ("Le Val", "La Crête", "Vauban"):
        make.seat(make.site(name), "state", ines)

    for _run in range(3):
        found = held_by(name="Ines Carpentier")
        assert {each.site.name for each in found} == {"Le Val", "La Crête", "Vauban"}
        with CaptureQueriesContext(connection) as queries:
            assert {each.person for each in found} == {ines}
            assert {each.site.wave.number for each in found} == {1}
        assert len(queries) == 2


def test_where_a_page_is_read_a_list_of_instances_is_guarded_like_any_other(db):
    ines = make.person("Ines Carpentier")
    for name in ("Le Val", "La Crête"):
        make.seat(make.site(name), "state", ines)

    for _run in range(2):
        found = held_by(name="Ines Carpentier")
        with lists_are_guarded(True), pytest.raises(FieldFetchBlocked):
            assert found[0].person


@compiled
def told_of() -> Any:
    seats = Mandate.objects.filter(site=OuterRef("pk")).order_by("seat")
    sites = Site.objects.filter(slug__among=Given("slugs", CharField())).order_by("slug")
    facts = JSONObject(seat="seat", since="starts_on")
    return sites.values("slug", seats=ArraySubquery(seats.values(each=facts)))


@compiled
def with_seats() -> Any:
    counted = Mandate.objects.filter(site=OuterRef("pk")).order_by().values("site")
    sites = Site.objects.filter(slug__among=Given("slugs", CharField())).order_by("slug")
    return sites.defer("name").annotate(n=Subquery(counted.annotate(n=Count("pk")).values("n")))


def test_what_is_gathered_as_json_comes_as_the_orm_would_read_it(db):
    site, bare = make.site("Le Val"), make.site("Vauban")
    make.seat(site, "state", make.person("Ines Carpentier"))

    for _run in range(3):
        told, empty = told_of(slugs=[site.slug, bare.slug])
        assert [each["seat"] for each in told.seats] == ["state"]
        assert empty.seats == []


def test_instances_are_those_of_the_orm_with_what_is_added_and_without_what_is_left_out(db):
    site, bare = make.site("Le Val"), make.site("Vauban")
    make.seat(site, "state", make.person("Ines Carpentier"))
    known = {each.slug: each for each in Site.objects.all()}

    for _run in range(3):
        found = with_seats(slugs=[site.slug, bare.slug])
        assert [each.n for each in found] == [1, None]
        for each in found:
            assert each == known[each.slug]
            assert each.get_deferred_fields() == {"name"}
            assert (each._state.db, each._state.adding) == ("default", False)
            assert each.wave_id == known[each.slug].wave_id
            assert each.created_at == known[each.slug].created_at
        assert [each.name for each in found] == ["Le Val", "Vauban"]


def test_an_instance_that_was_found_is_saved_as_any_other(db):
    make.site("Le Val")
    for name in ("Le Val d’Or", "Le Grand Val"):
        (found,) = with_seats(slugs=["le-val"])
        found.name = name
        found.save(update_fields=["name"])
        assert Site.objects.get().name == name


with isolate_apps("sites"):

    class Shouting(Site):
        """A model that makes its instances in a way of its own; the portal's models do not know it."""

        class Meta:
            proxy = True
            app_label = "sites"

        @classmethod
        def from_db(cls, db: Any, field_names: Any, values: Any, **more: Any) -> Any:
            made = super().from_db(db, field_names, values, **more)
            made.name = made.name.upper()
            return made


@compiled
def shouting() -> Any:
    return Shouting.objects.filter(slug=Given("slug", CharField()))


def test_a_model_that_makes_its_instances_itself_keeps_to_it(db):
    make.site("Le Val")
    for _run in range(2):
        assert [each.name for each in shouting(slug="le-val")] == ["LE VAL"]
