"""Ties: which activity or strategy an indicator should show the effect of."""

import threading

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agenda import actions as agenda
from agenda.ties import gauges
from journal.models import Entry
from kit.states import Refusal
from measurement import actions
from measurement.models import Indicator, IndicatorTie
from measurement.tied import ties_of
from tests.agenda import scenes
from tests.measurement.conftest import quarter, read
from tests.overview.test_home import soup_of, words_of

TIES = "/sites/le-val/indicateurs/rattachements/"
PAGE = "/sites/le-val/indicateurs/enfants-accompagnes/"


@pytest.fixture
def evening(le_val, ines):
    """An activity of the plan."""
    return agenda.plan_activity(le_val, by=ines, title="Ouvrir le soir", lead="Centre social")


def test_a_tie_is_read_by_everybody_with_its_version_and_its_last_value(
    browser_of, client, triad, le_val, children, evening
):
    scenes.adopted(le_val, triad)
    actions.enter_value(children, quarter(3, 2026), read(64), site=le_val, by=triad[2])
    typed = {"indicator": children.code, "to": f"activity {evening.pk}", "why": "Plus d’enfants."}

    answer = browser_of(triad[0]).post(f"{TIES}ajouter/", typed, follow=True)

    assert "Rattaché." in words_of(answer)
    words = words_of(client.get(PAGE))
    assert "Ouvrir le soir" in words
    assert "sous la version 1 de la feuille de route" in words
    assert "Plus d’enfants." in words
    (gauge,) = gauges(le_val).of(evening.pk)
    assert (gauge.name, gauge.value, gauge.number) == ("Enfants accompagnés", "64 enfants", 1)
    assert gauge.address == PAGE
    entry = Entry.objects.of_site("le-val").first()
    assert (entry.kind, entry.facts["number"]) == ("measurement.indicator_tied", 1)


def test_a_strategy_of_the_adopted_version_is_tied_by_its_name(triad, le_val, children):
    with pytest.raises(Refusal):
        actions.tie_indicator(children, site=le_val, strategy="Grandir ici", by=triad[0])
    version = scenes.adopted(le_val, triad)
    with pytest.raises(Refusal):
        actions.tie_indicator(children, site=le_val, strategy="Voler", by=triad[0])

    tie = actions.tie_indicator(children, site=le_val, strategy="Grandir ici", by=triad[0])

    assert tie.version == version
    assert [g.code for g in gauges(le_val).of_strategy("Grandir ici")] == [children.code]


def test_a_tie_ends_with_a_reason_and_stays_readable(
    browser_of, client, ines, le_val, children, evening
):
    tie = actions.tie_indicator(children, site=le_val, activity=evening, by=ines)
    browser = browser_of(ines)
    refused = browser.post(f"{TIES}{tie.pk}/retirer/", {"reason": " "})
    assert refused.status_code == 422

    browser.post(f"{TIES}{tie.pk}/retirer/", {"reason": "Trop loin de l’action"})

    assert gauges(le_val).of(evening.pk) == ()
    assert "Trop loin de l’action" in words_of(client.get(PAGE))
    assert "Pas encore rattachés" in words_of(client.get(TIES))
    again = actions.untie_indicator(tie, reason="Autre", by=ines)
    assert again.reason == "Trop loin de l’action"
    more = actions.tie_indicator(children, site=le_val, activity=evening, by=ines)
    assert more.pk != tie.pk


@pytest.mark.parametrize("who", ["paul", "lila", "victor", "rose"])
def test_only_the_triad_ties(request, browser_of, le_val, children, who):
    browser = browser_of(request.getfixturevalue(who))

    assert browser.get(TIES).status_code == 200
    assert browser.post(f"{TIES}ajouter/", {}).status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [{"indicator": "rien"}, {"to": ""}, {"to": "activity 12"}, {"to": "strategy Voler"}, {"why": "x" * 201}],
)  # fmt: skip
def test_what_is_not_there_is_said_and_what_was_typed_is_kept(
    browser_of, ines, le_val, children, evening, wrong
):
    typed = {"indicator": children.code, "to": f"activity {evening.pk}", "why": "Plus"} | wrong

    answer = browser_of(ines).post(f"{TIES}ajouter/", typed)

    assert answer.status_code == 422
    assert soup_of(answer).select_one(".error-summary") is not None
    assert soup_of(answer).select_one("[name=why]")["value"] == typed["why"]
    assert not IndicatorTie.objects.exists()


def test_nothing_of_another_site_is_tied(browser_of, victor, la_crete, ines, le_val, children):
    theirs = agenda.plan_activity(la_crete, by=victor, title="Autre", lead="Eux")
    with pytest.raises(Refusal):
        actions.tie_indicator(children, site=le_val, activity=theirs, by=ines)
    with pytest.raises(Refusal):
        actions.tie_indicator(children, site=la_crete, activity=theirs, by=victor)
    with scenes.savepoint(), pytest.raises(scenes.DATABASE_REFUSES), scenes.savepoint():
        IndicatorTie.objects.create(site=la_crete, indicator=children, activity=theirs)


def test_the_database_keeps_a_tie(ines, le_val, children, evening):
    tie = actions.tie_indicator(children, site=le_val, activity=evening, by=ines)
    for change in (
        tie.delete,
        lambda: IndicatorTie.objects.update(why="autre", tied_on="2020-01-01"),
        lambda: IndicatorTie.objects.create(site=le_val, indicator=children),
        lambda: IndicatorTie.objects.create(
            site=le_val, indicator=children, activity=evening, strategy="Grandir"
        ),
    ):
        with pytest.raises(scenes.DATABASE_REFUSES), scenes.savepoint():
            change()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_tie(ines, le_val, children, evening):
    def click():
        actions.tie_indicator(children, site=le_val, activity=evening, by=ines)
        connection.close()

    hands = [threading.Thread(target=click) for _hand in range(4)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()

    assert len(ties_of(le_val)) == 1


def test_the_page_costs_the_same_with_many_ties(client, ines, le_val, children, evening):
    counts = []
    for number in (1, 3, 30):
        for place in range(number):
            new = actions.NewIndicator(name=f"De plus {place}", unit="lieux", source="Nous")
            there = Indicator.objects.filter(site=le_val, name=new.name).first()
            indicator = there or actions.choose_indicator(le_val, new, by=None)
            actions.tie_indicator(indicator, site=le_val, activity=evening, by=ines)
        client.get(TIES)
        with CaptureQueriesContext(connection) as queries:
            client.get(TIES)
            gauges(le_val)
        counts.append(len(queries))

    assert len(set(counts)) == 1
