"""What a triad may say of an indicator of its own: its time, its range, per how many a share is told."""

from decimal import Decimal

import pytest

from measurement import actions, figures
from measurement.engine.overtime import rule_over_time
from measurement.exact import definition_of
from measurement.models import Indicator, Measurement
from tests.measurement.conftest import quarter, read

SITE = "/sites/le-val/indicateurs/"
TYPED = {
    "name": "Familles suivies", "question": "", "unit": "familles", "value_type": "count",
    "direction": "higher", "periodicity": "quarter", "source": "Registre",
}  # fmt: skip


def text(response):
    return " ".join(response.content.decode().replace("\xa0", " ").replace("\u202f", " ").split())


@pytest.mark.parametrize(
    ("time", "nature", "accumulation", "rule"),
    [
        ("per_period", "flow", "per_period", "sum"),
        ("running_total", "flow", "running_total", "last"),
        ("stock", "stock", "", "last"),
        ("rolling", "rolling", "", "last"),
        ("", "flow", "per_period", "sum"),
    ],
)
def test_a_state_or_a_running_total_is_never_added_up(
    browser_of, samira, le_val, time, nature, accumulation, rule
):
    browser_of(samira).post(f"{SITE}nouveau/", TYPED | {"time": time})

    found = le_val.indicators.get()
    assert (found.nature, found.accumulation) == (nature, accumulation)
    assert rule_over_time(definition_of(found)).value == rule


def test_its_time_is_defined_anew_with_a_break(browser_of, samira, le_val, children):
    page = f"{SITE}enfants-accompagnes/redefinir/"
    typed = {
        "definition": children.definition, "unit": "enfants", "direction": "higher", "noise": "0",
        "source": children.source, "valid_from": "2026-10-01", "seen": "1", "time": "stock",
        "reason": "Nous comptons les inscrits au dernier jour.",
    }  # fmt: skip
    shown = browser_of(samira).post(page, typed)
    agreed = shown.context["form"]["agreed"].value()
    browser_of(samira).post(page, typed | {"agreed": agreed})

    children.refresh_from_db()
    assert (children.version, children.nature, children.accumulation) == (2, "stock", "")


def test_a_range_is_said_from_the_beginning(browser_of, samira, le_val):
    asked = browser_of(samira).post(f"{SITE}nouveau/", TYPED | {"direction": "band"})
    assert asked.status_code == 422
    assert "un seul bout suffit" in text(asked)

    sent = TYPED | {"direction": "band", "band_low": "4", "band_high": "8,5"}
    browser_of(samira).post(f"{SITE}nouveau/", sent)
    found = le_val.indicators.get()
    assert (found.band_low, found.band_high) == (4, Decimal("8.5"))


@pytest.mark.parametrize(
    ("unit", "value", "ceiling"),
    [
        ("%", 30, 100),
        ("% des demandes", 30, 100),
        ("pour 100 places", 30, None),
        ("‰", 300, None),
        ("pour 1 000 habitants", 300, None),
        ("pour mille", 300, None),
        ("pour 10 000 habitants", Decimal("0.3"), None),
        ("enfants par adulte", Decimal("0.3"), None),
    ],
)
def test_a_share_is_told_per_as_many_as_its_unit_says(
    browser_of, samira, le_val, unit, value, ceiling
):
    terms = {"value_type": "ratio", "numerator_label": "oui", "denominator_label": "en tout"}
    browser_of(samira).post(f"{SITE}nouveau/", TYPED | terms | {"unit": unit})
    found = le_val.indicators.get()
    reading = actions.Reading(None, "Registre", numerator=Decimal(12), denominator=Decimal(40))
    actions.enter_value(found, quarter(3, 2026), reading, site=le_val, by=samira)

    assert (Measurement.objects.get().value, found.ceiling) == (value, ceiling)


def test_a_percentage_typed_where_a_number_is_counted_says_so(browser_of, samira, le_val):
    terms = {"value_type": "ratio", "numerator_label": "oui", "denominator_label": "en tout"}
    browser_of(samira).post(f"{SITE}nouveau/", TYPED | terms | {"unit": "%"})
    typed = {"period": "2026-07-01", "numerator": "45 %", "denominator": "100", "state": "observed", "provenance": "x"}  # fmt: skip

    answer = browser_of(samira).post(f"{SITE}familles-suivies/saisir/", typed)

    assert "se compte un nombre sans unité : « 45 % » est autre chose" in text(answer)


@pytest.mark.parametrize(
    ("said", "few"), [({}, 0), ({"people": "on"}, 5), ({"households": "on", "people": "on"}, 11)]
)
def test_households_are_kept_secret_up_to_ten(browser_of, client, samira, le_val, said, few):
    browser_of(samira).post(f"{SITE}nouveau/", TYPED | said)
    found = le_val.indicators.get()
    actions.enter_value(found, quarter(3, 2026), read(10), site=le_val, by=samira)

    assert found.threshold == few
    assert ("10 familles" in text(client.get(f"{SITE}familles-suivies/"))) == (few < 11)
    amount = {"name": "Euros", "value_type": "amount", "households": "on"}
    assert browser_of(samira).post(f"{SITE}nouveau/", TYPED | amount).status_code == 422


def test_its_page_tells_what_it_is_for_and_what_may_be_computed(browser_of, client, samira, le_val):
    terms = {"value_type": "ratio", "numerator_label": "relogées", "denominator_label": "demandes"}
    use = {"information_use": "Décider où ouvrir.", "direction": "context", "time": "stock"}
    browser_of(samira).post(f"{SITE}nouveau/", TYPED | terms | use | {"unit": "%"})

    told = text(client.get(f"{SITE}familles-suivies/"))

    for words in ("relogées", "demandes", "Décider où ouvrir.", "repère de contexte, jamais jugé",
                  "état à un jour donné", "chaque trimestre", "Addition refusée",
                  "Sur plusieurs périodes, seule la dernière valeur"):  # fmt: skip
        assert words in told, words


def test_where_it_became_common_both_pages_say_so(client, samira, maud, le_val, children):
    before = Indicator.objects.filter(site=None).count()
    told = {"code": "enf-01", "question": "?", "definition": "x", "information_use": "y"}
    first = actions.promote_indicator(children, told, by=maud)
    other = actions.choose_indicator(le_val, actions.NewIndicator("Cours", "cours", "Nous"), by=samira)  # fmt: skip
    second = actions.promote_indicator(other, told | {"code": "enf-02"}, by=maud)

    assert second.position == first.position + 1 > before
    assert "Devenu commun à tous les sites : Enfants accompagnés" in text(client.get(f"{SITE}enfants-accompagnes/"))  # fmt: skip
    assert "que suit Le Val" in text(client.get("/indicateurs/enf-01/"))
    type(le_val).objects.filter(pk=le_val.pk).update(public_since=None)
    assert "Le Val" not in text(client.get("/indicateurs/enf-01/"))
    assert figures.indicator(le_val, first).code == "enf-01"
