"""The page of a collective: what is strong, what is missing, and where each person may act on it."""

from datetime import date
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup

from kit import clock
from partnership import actions, figures
from partnership.models import Sector
from tests.partnership.test_partners import facts
from tests.partnership.test_together import granted

HUB = "/sites/le-val/collectif/"


def told(response, name):
    """The sentences of one column with their ways."""
    soup = BeautifulSoup(response.content, "lxml")
    rows = soup.find("h2", string=name).find_parent("div").select("li")
    return {
        row.p.get_text(strip=True).replace("\xa0", " ").replace("\u202f", " "): row.a["href"]
        for row in rows
    }


@pytest.fixture
def needing(le_val, ines):
    """A collective that lacks much: culture, a paid coordination, an answer, a review."""
    actions.add_partner(le_val, facts("Club", "sport", date(2023, 1, 1)), by=None)
    held = actions.Held("Centre social", Decimal("0.5"), date(2025, 1, 1), funded_until=date(2027, 1, 31))  # fmt: skip
    actions.entrust(le_val, held, function="coordination", by=ines)
    wish = actions.ask_support(le_val, kind="coaching", title="Animer", need="Oser", by=ines)
    decision = actions.propose(le_val, title="Le samedi", proposal="Ouvrir.", by=ines)
    actions.object_to(decision, place="resident", reason="Trop tôt.", by=ines)
    return wish


def test_what_is_missing_leads_a_seat_holder_to_where_they_act(browser_of, ines, le_val, needing):
    found = told(browser_of(ines).get(HUB), "Ce qui manque")

    here = "/sites/le-val/"
    assert found["Personne n’assure encore « Mobiliser les habitants et les partenaires »."] == f"{here}structure-d-appui/mobilisation/confier/"  # fmt: skip
    assert found["« Animer » a été demandé le 24 novembre 2026 et n’a pas encore de date."] == f"{here}journees-d-appui/{needing.pk}/date/"  # fmt: skip
    assert found["1 objection attend une réponse."] == f"{here}decisions/"
    ways = set(found.values())
    assert f"{here}partenaires/nouveau/" in ways
    assert f"{here}financements/nouveau/" in ways
    for way in ways:
        assert browser_of(ines).get(way).status_code == 200


def test_a_coach_reads_and_acts_only_where_coaches_act(browser_of, rose, le_val, needing):
    found = told(browser_of(rose).get(HUB), "Ce qui manque")

    assert set(found.values()) == {
        "/sites/le-val/partenaires/", "/sites/le-val/structure-d-appui/", "/sites/le-val/decisions/",
        f"/sites/le-val/journees-d-appui/{needing.pk}/date/",
    }  # fmt: skip


def test_a_partner_acts_only_while_their_organisation_holds_a_function(
    browser_of, paul, ines, le_val, needing
):
    before = told(browser_of(paul).get(HUB), "Ce qui manque")
    assert "/sites/le-val/partenaires/nouveau/" not in before.values()

    held = actions.Held("Mission locale", Decimal("0.2"), date(2026, 1, 1))
    actions.entrust(le_val, held, function="vision", by=ines)
    after = told(browser_of(paul).get(HUB), "Ce qui manque")

    assert "/sites/le-val/partenaires/nouveau/" in after.values()


def test_what_is_strong_follows_from_facts(browser_of, marc, ines, le_val):
    empty = browser_of(marc).get(HUB)
    assert told(empty, "Ce qui est solide") == {}
    assert "Aucun partenaire n’est encore enregistré." in told(empty, "Ce qui manque")

    for sector in Sector:
        actions.add_partner(le_val, facts(f"Un de {sector}", sector.value), by=None)
    for function in (
        "vision",
        "coordination",
        "measurement",
        "mobilisation",
        "advocacy",
        "resources",
    ):
        held = actions.Held("Centre social", Decimal("0.5"), date(2025, 1, 1), funded_until=date(2028, 1, 31))  # fmt: skip
        actions.entrust(le_val, held, function=function, by=ines)
    granted(le_val, 900)
    actions.log_support(le_val, kind="co_training", title="Vision", on=clock.today(), days=Decimal(2), attendance={"residents": 2}, by=None)  # fmt: skip

    found = told(browser_of(marc).get(HUB), "Ce qui est solide")

    assert set(found) == {
        "Tous les secteurs participent.",
        "Les six fonctions d’appui sont tenues.",
        "Le temps d’appui est payé pour 14 mois au moins.",
        "Le nom du collectif a aidé à obtenir 900 €.",
        "Jours de co-formation tenus : 2 sur 12.",
    }
    assert figures.collective(le_val).missing == ()
