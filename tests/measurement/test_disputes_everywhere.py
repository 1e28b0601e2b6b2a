"""Wherever a figure is printed, who contests it is printed beside it."""

import re

import pytest

from agenda import actions as plan
from kit import clock
from measurement import actions
from measurement.models import Measurement
from overview.figures import site_snapshot
from overview.figures.agendas import quarter_of
from reports.sheets import Imprint, markup
from tests import make
from tests.measurement import learning
from tests.measurement.conftest import quarter

SITE = "/sites/le-val"
FIGURES = f"{SITE}/indicateurs"


def said(response):
    text = re.sub("<[^>]+>", " ", response.content.decode())
    return " ".join(text.replace("\xa0", " ").replace("\u202f", " ").split())


@pytest.fixture
def contested(le_val, ines, samira):
    """What Le Val follows itself is shown by an activity, and a resident contests its last value."""
    found = learning.falling(le_val, samira)
    activity = plan.plan_activity(le_val, by=ines, title="Ouvrir le soir", lead="Centre social")
    actions.tie_indicator(found, site=le_val, activity=activity, by=ines)
    value = Measurement.objects.get(indicator=found, starts_on=quarter(2, 2026).starts_on)
    actions.dispute_value(value, site=le_val, words="Trop peu.", by=None, public_name="Lila")
    return activity


@pytest.mark.parametrize("address", ["/", "/indicateurs/", "/indicateurs/planche/", "/indicateurs/reperes/"])  # fmt: skip
def test_a_figure_of_the_site_says_so_on_each_page(client, contested, address):
    assert "par une habitante ou un habitant (2e trimestre 2026), sans réponse" in said(
        client.get(f"{SITE}{address}")
    )


def test_so_does_the_plan_that_shows_it(client, contested):
    for address in (f"{SITE}/plan-d-action/{contested.pk}/", f"{SITE}/fil/"):
        assert "(2e trimestre 2026), sans réponse" in said(client.get(address)), address


def test_so_does_the_review_at_each_step(browser_of, client, contested, le_val, ines, samira):
    cycle = learning.held(le_val, ines)
    mine, page = browser_of(ines), f"{FIGURES}/revues/{cycle.pk}/"
    for address in ("", "preparer/", "chiffres/enfants-accompagnes/"):
        assert "(2e trimestre 2026), sans réponse" in said(mine.get(page + address)), address
    indicator = le_val.indicators.get()
    actions.decide_adaptation(cycle, learning.change(), by=ines, indicator=indicator)
    actions.close_cycle(cycle, learned="On vient le soir.", by=ines)
    actions.answer_dispute(
        le_val.disputes.get(), outcome="upheld", answer="C’est vrai, il en manque.", by=samira
    )
    assert "le chiffre garde cette réserve" in said(client.get(page))

    actions.enter_value(
        indicator, quarter(3, 2026), actions.Reading(60, "Feuilles"), site=le_val, by=samira
    )
    assert "le chiffre garde cette réserve" in said(client.get(page)), "it is about that value"


@pytest.fixture
def rate(le_val, poverty):
    """The poverty of its neighbourhood, as published; a resident contests it."""
    place = le_val.neighbourhoods_on()[0]
    value = Measurement.objects.create(
        indicator=poverty, neighbourhood=place, value=46, provenance="Insee"
    )
    actions.dispute_value(value, site=le_val, words="Bien plus.", by=None, public_name="Lila")
    return place


def test_a_public_figure_says_so_at_the_site_and_in_its_neighbourhood(client, rate, le_val):
    make.neighbourhood("QN05963N", "Autre", of=le_val)
    words = f"par une habitante ou un habitant (millésime à confirmer, {rate.name}), sans réponse"
    for address in ("/", "/rev-01/", "/rev-01/quartiers/", "/planche/", "/reperes/"):
        assert words in said(client.get(f"{FIGURES}{address}")), address
    assert said(client.get(f"{FIGURES}/rev-01/quartiers/")).count(words) == 1
    assert words in said(client.get(f"/profils/{rate.code}/"))
    assert words in said(client.get(f"/profils/{rate.code}/chiffres.csv"))


def test_the_report_says_so_on_each_of_its_pages_and_for_each_neighbourhood(
    rate, le_val, contested
):
    Measurement.objects.create(
        indicator=Measurement.objects.get(neighbourhood=rate).indicator, value=50, provenance="Insee",
        neighbourhood=make.neighbourhood("QN05963N", "Autre", of=le_val),
    )  # fmt: skip

    paper = site_snapshot(le_val, quarter_of(clock.today()))
    told = {row.name: row.beside for row in paper.indicators}
    assert "sans réponse" in told[f"Taux de pauvreté, {rate.name}"][0]
    assert told["Taux de pauvreté, Autre"] == ()
    essentials = markup(paper, Imprint(1, "ABC", False, "0" * 64, "https://x.example/", "fr"))
    first = essentials.partition("Les chiffres à retenir")[2].partition("Ce qui a changé")[0]
    assert "sans réponse" in first


def test_a_site_that_is_not_public_is_not_told_of(client, rate, le_val):
    type(le_val).objects.filter(pk=le_val.pk).update(public_since=None)
    assert "sans réponse" not in said(client.get(f"/profils/{rate.code}/"))
