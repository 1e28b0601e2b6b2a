"""A figure that a site follows no longer: its values stay, nobody is asked for more, residents read others."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from kit.states import Refusal
from measurement import actions, figures
from measurement.dues import figures_due
from measurement.models import Headline, Indicator
from tests import make
from tests.measurement.conftest import quarter, read

LIST = "/sites/le-val/indicateurs/"
FIRST = f"{LIST}reperes/"


def text(response):
    return " ".join(response.content.decode().replace("\xa0", " ").replace("\u202f", " ").split())


@pytest.fixture
def followed(le_val, children, samira):
    """Children helped after school: two values, one of the first figures of the site."""
    words = {"question": "Combien d’enfants sont aidés ?"}
    found = actions.reword(children, actions.Change(1, words), by=samira)
    for number, value in ((1, 40), (2, 44)):
        actions.enter_value(found, quarter(number, 2026), read(value), site=le_val, by=samira)
    actions.choose_headline(found, site=le_val, why="Notre promesse", by=samira)
    return found


def test_the_triad_stops_following_what_became_common(
    browser_of, client, le_val, followed, samira, paul, maud
):
    words = {"code": "enf-01", "definition": "Présents", "information_use": "Décider"}
    actions.promote_indicator(followed, words, by=maud)
    page, browser = f"{LIST}{followed.code}/", browser_of(samira)
    address = f"{page}arreter/"
    assert address in text(browser.get(page))
    assert [due.code for due in figures_due([le_val])[le_val.pk]] == [followed.code]

    assert browser_of(paul).get(address).status_code == 403
    form = browser.get(address)
    assert form.context["form"].initial["replaced_by"] == "enf-01"
    assert browser.post(address, {"reason": ""}).status_code == 422
    sent = {"reason": "Devenu commun", "replaced_by": "enf-01"}
    assert browser.post(address, sent).status_code == 302

    shown = text(browser.get(page))
    for said in ("N’est plus suivi depuis le", "Devenu commun", "Remplacé par", "enf-01", "44"):
        assert said in shown
    for gone in ("Enregistrer cette valeur", "contester/", address, "Fixer une cible"):
        assert gone not in shown
    assert "N’est plus suivi depuis le" in text(client.get(LIST))
    assert figures_due([le_val])[le_val.pk] == ()
    assert browser.get(address).status_code == 302, "it is done once"


def test_residents_do_not_read_first_what_nobody_follows(client, le_val, followed, samira):
    assert "Combien d’enfants" in text(client.get(FIRST))
    actions.retire_indicator(followed, reason="Le centre a fermé", by=samira)

    assert "Combien d’enfants" not in text(client.get(FIRST))
    ended = Headline.objects.get()
    assert (ended.ended_why, ended.ended_at is None) == ("Le centre a fermé", False)
    assert figures.headline(le_val) == ()
    with pytest.raises(Refusal):
        actions.choose_headline(followed, site=le_val, why="Encore", by=samira)


def test_a_catalogue_figure_that_is_retired_is_first_nowhere(le_val, la_crete, maud, samira):
    found = make.common_indicator("hab-01")
    for site in (le_val, la_crete):
        actions.choose_headline(found, site=site, why="Important", by=maud)
    actions.retire_indicator(found, reason="La source s’arrête", by=maud)

    assert not Headline.objects.standing().exists()


def test_only_the_site_s_own_is_stopped_here(browser_of, samira, le_val, la_crete, children):
    make.common_indicator("hab-01")
    new = actions.NewIndicator(name="Ailleurs", unit="u", source="s")
    elsewhere = actions.choose_indicator(la_crete, new, by=None)

    for code in ("hab-01", elsewhere.code, "rien"):
        assert browser_of(samira).get(f"{LIST}{code}/arreter/").status_code == 404
    sent = {"reason": "Fini", "replaced_by": elsewhere.code}
    assert browser_of(samira).post(f"{LIST}{children.code}/arreter/", sent).status_code == 422


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_put_first_and_retired_at_once_leaves_no_first_figure_that_is_retired(le_val, samira):
    new = actions.NewIndicator(name="Repas", unit="repas", source="Centre")
    found = actions.choose_indicator(le_val, new, by=None)
    found = actions.reword(found, actions.Change(1, {"question": "Combien ?"}), by=None)
    start = Barrier(2)

    def at_once(act):
        start.wait()
        try:
            act()
        except Refusal:
            pass
        finally:
            connection.close()

    acts = (
        lambda: actions.choose_headline(found, site=le_val, why="Nous", by=samira),
        lambda: actions.retire_indicator(found, reason="Fini", by=samira),
    )
    threads = [Thread(target=at_once, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Indicator.objects.get(pk=found.pk).status == "retired"
    assert not Headline.objects.standing().exists()
