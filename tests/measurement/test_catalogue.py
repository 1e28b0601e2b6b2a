"""The catalogue: versions that break a series, better words, the end of an indicator, a local one for all."""

import threading
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import translation

from journal.models import Entry
from kit import clock
from kit.states import Refusal
from measurement import actions, exact, figures
from measurement.engine.aggregate import Question, aggregate
from measurement.engine.places import Link
from measurement.engine.places import Site as Place
from measurement.models import Definition, Headline, Indicator
from sites.models import Site
from tests import make
from tests.measurement.conftest import quarter, read


def narrower(seen=1, **more):
    """What is counted becomes narrower."""
    fields = {"definition": "Présents deux fois par semaine", "name": "Jamais lu ici"}
    return actions.Change(seen, fields | more, "Trop large", date(2026, 10, 1))


def test_what_is_chosen_has_its_first_version(children, samira):
    version = children.definitions.get()

    assert (version.number, version.reason, version.name) == (1, "", "Enfants accompagnés")
    assert version.rules() == children.rules()


def test_a_redefinition_is_a_new_version_and_the_old_one_stays(children, le_val, samira):
    found = actions.redefine(children, narrower(), by=samira)

    old, new = found.definitions.order_by("number")
    assert (found.version, found.definition) == (2, "Présents deux fois par semaine")
    assert old.definition == "Présents chaque semaine."
    assert new.definition == "Présents deux fois par semaine"
    assert (new.reason, new.valid_from, new.written_name) == (
        "Trop large",
        date(2026, 10, 1),
        samira.name,
    )
    entry = Entry.objects.of_site("le-val").first()
    assert "version 2" in translated(entry) and "Trop large" in translated(entry)


def translated(entry):
    with translation.override("en"):
        return str(entry.sentence)


def test_the_series_is_cut_and_said_not_to_be_comparable(children, le_val, samira):
    for number, value in ((2, 40), (3, 41)):
        actions.enter_value(children, quarter(number, 2026), read(value), site=le_val, by=samira)
    found = actions.redefine(children, narrower(), by=samira)
    late = actions.enter_value(found, quarter(1, 2026), read(39), site=le_val, by=samira)
    actions.enter_value(found, quarter(4, 2026), read(22), site=le_val, by=samira)

    with translation.override("en"):
        figure = figures.indicator(le_val, found)

    assert late.version == 1, "a period of before is measured as it was defined then"
    assert [(p.value, p.kind) for p in figure.points] == [
        (39, "real"), (40, "real"), (41, "real"), (22, "break"),
    ]  # fmt: skip
    assert figure.trend == "not_comparable"
    assert "the definition changed (4th\xa0quarter\xa02026)" in figure.sentence


def test_a_correction_stays_under_the_definition_of_its_day(children, le_val, samira):
    value = actions.enter_value(children, quarter(3, 2026), read(41), site=le_val, by=samira)
    actions.redefine(children, narrower(), by=samira)

    corrected = actions.correct_value(value, read(40), reason="Compté deux fois", by=samira)

    assert corrected.version == 1


def test_a_rate_that_becomes_a_ratio_is_corrected_as_what_it_was(le_val, samira, set_day):
    rate = actions.choose_indicator(
        le_val,
        actions.NewIndicator(name="Part", unit="%", source="Nous", value_type="rate"),
        by=samira,
    )
    value = actions.enter_value(rate, quarter(3, 2026), read(40), site=le_val, by=samira)
    terms = {"numerator_label": "Venus", "denominator_label": "Invités", "value_type": "ratio"}
    before = clock.now()
    set_day(date(2026, 11, 25))
    ratio = actions.redefine(
        rate, actions.Change(1, terms, "Les effectifs sont connus", date(2026, 10, 1)), by=samira
    )

    corrected = actions.correct_value(value, read(42), reason="Erreur", by=samira)
    worked_out = actions.enter_value(
        ratio,
        quarter(4, 2026),
        read(None, numerator=Decimal(3), denominator=Decimal(4)),
        site=le_val,
        by=samira,
    )

    assert (corrected.version, corrected.value, corrected.numerator) == (1, 42, None)
    assert (worked_out.version, worked_out.value, worked_out.per) == (2, 75, 100)
    then = figures.indicator(le_val, ratio, as_of=before)
    assert (then.value_type, then.latest.value) == ("rate", 40)


def test_better_words_make_no_version(children, samira):
    change = actions.Change(1, {"question": "Qui les attend ?", "unit": "élèves"})

    found = actions.reword(children, change, by=samira)

    assert (found.question, found.unit, found.version) == ("Qui les attend ?", "enfants", 1)
    assert found.definitions.count() == 1


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (actions.Change(1, {"unit": "élèves"}, " "), "Say why"),
        (actions.Change(1, {"unit": "élèves"}, "x", date(2030, 1, 1)), "in the future"),
        (actions.Change(2, {"unit": "élèves"}, "x"), "in the meantime"),
        (actions.Change(1, {"value_type": "ratio", "threshold": 0}, "x"), "names its numerator"),
        (actions.Change(1, {"direction": "context", "band_low": Decimal(3)}, "x"), "context figure"),
        (actions.Change(1, {"direction": "band"}, "x"), "range is given"),
        (actions.Change(1, {"direction": "band", "band_low": 9, "band_high": 3}, "x"), "below its end"),
        (actions.Change(1, {"value_type": "rate"}, "x"), "Only counts"),
        (actions.Change(1, {"nature": "stock"}, "x"), "begins at nought"),
        (actions.Change(1, {"multiplier": 100}, "x"), "Only a ratio"),
        (actions.Change(1, {"lower_bound": 5, "upper_bound": 1}, "x"), "lowest possible"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words_and_nothing_changes(children, samira, change, why):
    with translation.override("en"), pytest.raises(Refusal, match=why):
        actions.redefine(children, change, by=samira)

    assert (Indicator.objects.get().version, Definition.objects.count()) == (1, 1)


def test_versions_follow_each_other_in_time(children, samira):
    found = actions.redefine(children, narrower(), by=samira)

    with translation.override("en"), pytest.raises(Refusal, match="before the one"):
        actions.redefine(found, actions.Change(2, {"unit": "u"}, "x", date(2026, 9, 1)), by=samira)


def test_nothing_new_is_no_version(children, samira):
    assert (
        actions.redefine(children, actions.Change(1, children.rules(), "x"), by=samira).version == 1
    )
    assert Definition.objects.count() == 1


def test_a_version_and_a_code_are_never_changed(children):
    for break_it in (
        lambda: Definition.objects.update(unit="élèves"),
        lambda: Definition.objects.all().delete(),
        lambda: Indicator.objects.update(code="autre"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            break_it()


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_two_people_redefine_at_once_and_one_of_them_is_told(children, samira, ines):
    said, start = [], threading.Barrier(2)

    def write(person, unit):
        start.wait()
        try:
            with translation.override("en"):
                actions.redefine(children, narrower(unit=unit), by=person)
        except Refusal as refusal:
            said.append((person, str(refusal)))
        finally:
            connection.close()

    hands = [threading.Thread(target=write, args=each) for each in ((samira, "a"), (ines, "b"))]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()

    children.refresh_from_db()
    [(loser, words)] = said
    winner = children.definitions.get(number=2)
    assert winner.written_by in {samira, ines} - {loser}
    assert f"{winner.written_name} has written version 2 in the meantime" in words
    assert children.unit == winner.unit == ("a" if loser == ines else "b")


def test_a_target_of_another_definition_is_not_aimed_at(children, le_val, samira):
    actions.set_target(
        children, site=le_val, value=Decimal(80), due_on=date(2027, 12, 31), by=samira
    )
    found = actions.redefine(children, narrower(), by=samira)

    assert figures.indicator(le_val, found).target is None
    actions.set_target(found, site=le_val, value=Decimal(80), due_on=date(2027, 12, 31), by=samira)
    assert figures.indicator(le_val, found).target.value == 80


def test_a_retired_indicator_keeps_its_values_and_takes_no_more(children, le_val, samira):
    actions.enter_value(children, quarter(3, 2026), read(41), site=le_val, by=samira)

    found = actions.retire_indicator(children, reason="Remplacé par un registre", by=samira)

    assert figures.indicator(le_val, found).latest.value == 41
    for write in (
        lambda: actions.enter_value(found, quarter(4, 2026), read(4), site=le_val, by=samira),
        lambda: actions.redefine(found, narrower(), by=samira),
        lambda: actions.retire_indicator(
            make.common_indicator("nou-01"), reason="x", replaced_by=found, by=samira
        ),
    ):
        with pytest.raises(Refusal):
            write()
    assert le_val.slug not in figures.up_to_date([le_val])
    assert figures.up_to_date([le_val])[le_val.pk].due == 0


def test_the_code_of_a_new_indicator_outlives_a_session_and_an_old_form(client, children, maud):
    address, typed = f"/indicateurs/locaux/{children.pk}/", {"code": "enf-01", "name": "Enfants"}
    client.post(address, typed)
    client.sign_in(maud)
    old_form = Client(enforce_csrf_checks=True).post(address, typed)

    for page in (client.get("/compte/texte-garde/"), old_form):
        assert "enf-01" in page.content.decode()


def test_a_local_one_for_all_is_another_one_with_its_own_values(children, le_val, samira, maud):
    value = actions.enter_value(children, quarter(3, 2026), read(41), site=le_val, by=samira)
    lacking = {"code": "enf-01"}
    with (
        translation.override("en"),
        pytest.raises(Refusal, match="still lacks question, what the figure is used for"),
    ):
        actions.promote_indicator(children, lacking, by=maud)
    told = {"question": "Combien ?", "definition": "Présents", "information_use": "Décider"}

    common = actions.promote_indicator(children, lacking | told, by=maud)

    children.refresh_from_db()
    value.refresh_from_db()
    assert (common.site, common.derived_from, common.origin) == (
        None,
        children,
        "le-val/enfants-accompagnes",
    )
    assert (common.version, common.definitions.count(), common.measurements.count()) == (1, 1, 0)
    assert (children.status, value.indicator) == ("active", children)
    assert children.definition == "Présents chaque semaine."
    with translation.override("en"), pytest.raises(Refusal, match="promoted already.*enf-01"):
        actions.promote_indicator(children, {"code": "enf-02"} | told, by=maud)
    with pytest.raises(Refusal):
        actions.promote_indicator(common, {"code": "enf-02"}, by=maud)


def test_a_site_puts_five_figures_first_and_says_why(le_val, samira):
    made = [make.common_indicator(f"uns-0{n}", f"Repère {n}") for n in range(1, 7)]
    rows = [actions.choose_headline(i, site=le_val, why="Décidé", by=samira) for i in made[:5]]
    again = actions.choose_headline(made[0], site=le_val, why="Encore", by=samira)
    with translation.override("en"), pytest.raises(Refusal, match="already has five"):
        actions.choose_headline(made[5], site=le_val, why="Aussi", by=samira)

    actions.end_headline(rows[1], reason="Ne bouge pas", by=samira)
    last = actions.choose_headline(made[5], site=le_val, why="Aussi", by=samira)

    assert [row.rank for row in rows] == [1, 2, 3, 4, 5]
    assert (again, last.rank) == (rows[0], 2)
    ended = Headline.objects.get(pk=rows[1].pk)
    assert (ended.ended_why, ended.why) == ("Ne bouge pas", "Décidé")
    with pytest.raises(IntegrityError), transaction.atomic():
        Headline.objects.filter(pk=ended.pk).update(ended_why="Autre")


def test_what_residents_could_not_read_or_judge_is_no_headline(le_val, la_crete, children, samira):
    other = actions.choose_indicator(
        la_crete,
        actions.NewIndicator(name="Repas", unit="repas", source="Nous", question="?"),
        by=None,
    )
    context = make.common_indicator("ctx-01", direction="context")
    with translation.override("en"):
        for found, why in (
            (children, "question"),
            (other, "not one of this site"),
            (context, "never judged"),
        ):
            with pytest.raises(Refusal, match=why):
                actions.choose_headline(found, site=le_val, why="x", by=samira)


def test_all_of_the_definition_reaches_the_engine(db):
    found = make.common_indicator(
        "par-03", unit="%", value_type="ratio", direction="band", band_low=Decimal(60), band_high=Decimal(90),
        nature="flow", accumulation="per_period", numerator_label="Retours", denominator_label="Consultations",
        multiplier=100, ceiling=Decimal(100), noise=Decimal(2), vintage_gap=2,
    )  # fmt: skip

    told = exact.definition_of(found)

    assert (told.value_type, told.nature, told.accumulation, told.level) == (
        "ratio", "flow", "per_period", "site",
    )  # fmt: skip
    assert (told.band.low, told.band.high, told.noise, told.vintage_gap) == (60, 90, 2, 2)
    assert (told.multiplier, told.ceiling, told.min_cell) == (100, 100, 0)
    place = Place("le-val", (Link("QN05998N"),))
    assert aggregate(Question(told, (place,), exact.UNSTATED), []).value is None


def test_a_file_names_no_site_that_its_reader_may_not_see(
    client, browser_of, maud, le_val, children
):
    told = {"question": "Combien ?", "definition": "Présents", "information_use": "Décider"}
    actions.promote_indicator(children, {"code": "enf-01"} | told, by=maud)
    files = [f"/indicateurs/catalogue.{kind}" for kind in ("csv", "json")]

    def named(browser):
        return ["le-val/" in browser.get(path).content.decode() for path in files]

    public = named(client)
    Site.objects.filter(pk=le_val.pk).update(public_since=None)

    assert all("enf-01" in client.get(path).content.decode() for path in files)
    assert (public, named(client), named(browser_of(maud))) == ([True] * 2, [False] * 2, [True] * 2)
