"""Entering, correcting, aiming: nothing is overwritten."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from journal.models import Entry
from kit.states import Refusal
from measurement import actions, history
from measurement.models import Indicator, Measurement, Target
from tests import make
from tests.measurement.conftest import quarter, read


def test_a_value_is_entered_with_its_author_and_leaves_a_trace(le_val, children, samira):
    row = actions.enter_value(
        children, quarter(3, 2026), read(64), site=le_val, by=samira, role="community"
    )

    assert (row.value, row.state, row.site, row.entered_name, row.entered_role) == (
        64, "observed", le_val, "Samira Haddad", "community",
    )  # fmt: skip
    entry = Entry.objects.of_site("le-val").first()
    assert entry.kind == "measurement.value_entered"
    assert "64" in entry.sentence


def test_zero_is_a_value_and_an_absence_says_why(le_val, children, samira):
    zero = actions.enter_value(children, quarter(3, 2026), read(0), site=le_val, by=samira)
    gone = actions.enter_value(
        children, quarter(2, 2026), read(None, state="missing", note="local en travaux"),
        site=le_val, by=samira,
    )  # fmt: skip

    assert (zero.value, zero.state) == (0, "observed")
    assert (gone.value, gone.note) == (None, "local en travaux")


@pytest.mark.parametrize(
    "reading",
    [
        read(None),
        read(None, state="missing"),
        read(4, state="missing", note="x"),
        read("2.5"),
        read(-1),
    ],
)
def test_what_does_not_fit_is_refused(le_val, children, samira, reading):
    with pytest.raises(Refusal):
        actions.enter_value(children, quarter(3, 2026), reading, site=le_val, by=samira)

    assert not Measurement.objects.exists()


def test_a_share_above_a_hundred_and_a_period_to_come_are_refused(le_val, samira):
    share = actions.choose_indicator(
        le_val,
        actions.NewIndicator(name="Part", unit="%", source="Nous", value_type="rate"),
        by=samira,
    )

    with pytest.raises(Refusal):
        actions.enter_value(share, quarter(3, 2026), read(101), site=le_val, by=samira)
    with pytest.raises(Refusal):
        actions.enter_value(share, quarter(1, 2027), read(50), site=le_val, by=samira)


def test_official_values_are_not_entered_by_hand(le_val, poverty, samira):
    with pytest.raises(Refusal, match="fichier|file"):
        actions.enter_value(poverty, quarter(3, 2026), read(50), site=le_val, by=samira)


def test_a_double_click_enters_once(le_val, children, samira):
    first = actions.enter_value(children, quarter(3, 2026), read(64), site=le_val, by=samira)

    again = actions.enter_value(children, quarter(3, 2026), read(64), site=le_val, by=samira)

    assert again == first
    assert Entry.objects.filter(kind="measurement.value_entered").count() == 1


def test_the_second_of_two_people_is_told_who_was_faster(le_val, children, samira, marc):
    actions.enter_value(children, quarter(3, 2026), read(64), site=le_val, by=samira)

    with pytest.raises(Refusal, match="Samira Haddad.*64"):
        actions.enter_value(children, quarter(3, 2026), read(65), site=le_val, by=marc)

    assert Measurement.objects.get().value == 64


def test_a_correction_keeps_the_old_value_and_names_it(le_val, children, samira, marc):
    old = actions.enter_value(children, quarter(2, 2026), read(59), site=le_val, by=samira)

    new = actions.correct_value(old, read(57), reason="deux enfants comptés deux fois", by=marc)
    newest = actions.correct_value(new, read(58), reason="un seul", by=samira)

    assert [r.shown.replace("\xa0", " ") for r in history.history(old)] == [
        "58 enfants", "57 enfants", "59 enfants",
    ]  # fmt: skip
    assert [r.who for r in history.history(new)] == [
        "Samira Haddad",
        "Marc Delattre",
        "Samira Haddad",
    ]
    assert newest.replaces == new
    assert Measurement.objects.current().get() == newest
    assert (
        "deux enfants comptés deux fois"
        in Entry.objects.filter(kind="measurement.value_corrected").order_by("position")[0].sentence
    )


def test_a_correction_needs_a_reason_a_difference_and_a_row_that_stands(
    le_val, children, samira, marc
):
    old = actions.enter_value(children, quarter(2, 2026), read(59), site=le_val, by=samira)

    with pytest.raises(Refusal):
        actions.correct_value(old, read(57), reason="  ", by=marc)
    with pytest.raises(Refusal):
        actions.correct_value(old, read(59), reason="idem", by=marc)
    actions.correct_value(old, read(57), reason="recompté", by=marc)
    with pytest.raises(Refusal, match="Marc Delattre.*57"):
        actions.correct_value(old, read(56), reason="recompté aussi", by=samira)
    assert actions.correct_value(old, read(57), reason="recompté", by=marc).value == 57
    assert Measurement.objects.count() == 2


def test_what_stands_beside_a_value_is_corrected_too(le_val, children, samira, marc):
    old = actions.enter_value(children, quarter(2, 2026), read(59), site=le_val, by=samira)
    noted = read(59, note="Les jumeaux comptent pour deux.")

    new = actions.correct_value(old, noted, reason="à savoir", by=marc)

    assert (new.value, new.note, new.replaces) == (59, "Les jumeaux comptent pour deux.", old)
    with pytest.raises(Refusal):
        actions.correct_value(new, noted, reason="idem", by=marc)
    with pytest.raises(Refusal, match="Marc Delattre"):
        actions.correct_value(old, read(59, note="Sans les jumeaux."), reason="non", by=marc)


def test_no_row_is_ever_changed_or_removed(le_val, children, samira):
    row = actions.enter_value(children, quarter(3, 2026), read(64), site=le_val, by=samira)
    aimed = actions.set_target(
        children, site=le_val, value=Decimal(80), due_on=date(2027, 12, 31), by=samira
    )

    for attempt in (
        lambda: Measurement.objects.filter(pk=row.pk).update(value=65),
        lambda: Measurement.objects.filter(pk=row.pk).delete(),
        lambda: Target.objects.filter(pk=aimed.pk).update(value=65),
        lambda: Target.objects.filter(pk=aimed.pk).delete(),
    ):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            attempt()


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"value": None}, "value_iff"),
        ({"value": 3, "state": "missing"}, "value_iff"),
        ({"site": None}, "exactly_one_place"),
        ({"starts_on": None}, "another_rhythm"),
        ({"ends_on": date(2020, 1, 1)}, "another_rhythm"),
        ({"reason": "sans remplacer"}, "reason_iff"),
        ({"provenance": ""}, "provenance"),
    ],
)
def test_the_database_refuses_what_must_never_be(le_val, children, fields, name):
    good = {
        "indicator": children, "site": le_val, "starts_on": date(2026, 7, 1), "value": 3,
        "ends_on": date(2026, 9, 30), "provenance": "Feuilles",
    }  # fmt: skip

    with (
        pytest.raises(
            IntegrityError, match=name if name != "exactly_one_place" else "one_place|wrong_place"
        ),
        transaction.atomic(),
    ):
        Measurement.objects.create(**(good | fields))


def test_the_database_refuses_a_correction_of_another_period_and_a_value_of_another_site(
    le_val, la_crete, children, samira
):
    row = actions.enter_value(children, quarter(3, 2026), read(64), site=le_val, by=samira)
    base = {"indicator": children, "value": 3, "provenance": "Feuilles"}

    with pytest.raises(IntegrityError, match="corrects_another"), transaction.atomic():
        Measurement.objects.create(
            **base,
            site=le_val,
            starts_on=date(2026, 4, 1),
            ends_on=date(2026, 6, 30),
            replaces=row,
            reason="x",
        )
    with pytest.raises(IntegrityError, match="wrong_place"), transaction.atomic():
        Measurement.objects.create(
            **base, site=la_crete, starts_on=date(2026, 4, 1), ends_on=date(2026, 6, 30)
        )
    with pytest.raises(IntegrityError, match="wrong_place"), transaction.atomic():
        Measurement.objects.create(
            **base,
            neighbourhood=la_crete.neighbourhoods_on()[0],
            starts_on=date(2026, 4, 1),
            ends_on=date(2026, 6, 30),
        )


def test_a_place_without_a_known_period_has_one_value(le_val, poverty):
    place = le_val.neighbourhoods_on()[0]
    Measurement.objects.create(indicator=poverty, neighbourhood=place, value=40, provenance="Insee")

    with pytest.raises(IntegrityError, match="one_measurement"), transaction.atomic():
        Measurement.objects.create(
            indicator=poverty, neighbourhood=place, value=41, provenance="Insee"
        )


def test_a_local_indicator_never_has_a_common_code(le_val, samira):
    for name in ("rev-01", "Nouveau", "Enfants"):
        actions.choose_indicator(
            le_val, actions.NewIndicator(name=name, unit="u", source="s"), by=samira
        )

    assert set(Indicator.objects.values_list("code", flat=True)) == {
        "rev-01-local",
        "nouveau-local",
        "enfants",
    }
    with pytest.raises(Refusal):
        actions.choose_indicator(
            le_val, actions.NewIndicator(name="Enfants !", unit="u", source="s"), by=samira
        )
    with pytest.raises(IntegrityError, match="keeps its code"), transaction.atomic():
        Indicator.objects.filter(code="enfants").update(site=None)


def test_a_target_replaces_the_one_before_and_both_stay(le_val, children, samira):
    first = actions.set_target(
        children, site=le_val, value=Decimal(80), due_on=date(2027, 12, 31), by=samira
    )
    same = actions.set_target(
        children, site=le_val, value=Decimal(80), due_on=date(2027, 12, 31), by=samira
    )
    second = actions.set_target(
        children, site=le_val, value=Decimal(90), due_on=date(2027, 12, 31), by=samira
    )

    third = actions.set_target(
        children, site=le_val, value=Decimal(90), due_on=date(2027, 12, 31), note="Voté le 3 mars", by=samira
    )  # fmt: skip

    assert same == first
    assert second.replaces == first
    assert (third.replaces, third.note) == (second, "Voté le 3 mars")
    assert Target.objects.count() == 3


def test_no_target_on_context_nor_in_the_past(le_val, children, population, samira):
    with pytest.raises(Refusal):
        actions.set_target(
            population, site=le_val, value=Decimal(1), due_on=date(2027, 1, 1), by=samira
        )
    with pytest.raises(Refusal):
        actions.set_target(
            children, site=le_val, value=Decimal(1), due_on=date(2026, 11, 24), by=samira
        )


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_two_people_entering_at_once_one_wins_and_the_other_is_told():
    site = make.site("Le Val")
    people = [make.person("Samira Haddad"), make.person("Marc Delattre")]
    children = actions.choose_indicator(
        site, actions.NewIndicator(name="Enfants", unit="enfants", source="s"), by=None
    )

    def enter(person):
        try:
            return actions.enter_value(children, quarter(3, 2026), read(64), site=site, by=person)
        except Refusal as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(enter, people))

    told = [r for r in results if isinstance(r, str)]
    assert Measurement.objects.count() == 1
    assert len(told) == 1
    assert "64" in told[0]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_two_corrections_at_once_one_wins():
    site = make.site("Le Val")
    people = [make.person("Samira Haddad"), make.person("Marc Delattre")]
    children = actions.choose_indicator(
        site, actions.NewIndicator(name="Enfants", unit="enfants", source="s"), by=None
    )
    row = actions.enter_value(children, quarter(3, 2026), read(64), site=site, by=people[0])

    def correct(given):
        try:
            return actions.correct_value(row, read(given[1]), reason="recompté", by=given[0])
        except Refusal as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(correct, zip(people, (60, 61), strict=True)))

    assert sum(isinstance(r, str) for r in results) == 1
    assert Measurement.objects.count() == 2
