"""The course of a figure after a break, by parts, and on its way to a target: told as far as it is known."""

import re
from datetime import date
from decimal import Decimal

import pytest

from kit.states import Refusal
from measurement import actions, figures
from measurement.models import Measurement
from reports import actions as reports
from tests import make
from tests.measurement import learning
from tests.measurement.conftest import quarter, read
from tests.measurement.test_pictures import text

PAGE = "/sites/le-val/indicateurs/enfants-accompagnes/"


def entered(found, site, by, *values, first=(1, 2026)):
    """A value each quarter from the first on."""
    number, year = first
    for value in values:
        actions.enter_value(found, quarter(number, year), read(value), site=site, by=by)
        number, year = (number + 1, year) if number < 4 else (1, year + 1)


def said(site, found):
    return figures.indicator(site, found).sentence.replace("\xa0", " ")


def redefined(found, by, **rules):
    change = actions.Change(
        1, {"definition": "Venus deux fois", **rules}, "Plus juste", date(2026, 7, 1)
    )
    actions.redefine(found, change, by=by)
    found.refresh_from_db()
    return found


def test_a_series_begins_again_at_its_last_break(le_val, samira, ines):
    found = redefined(learning.falling(le_val, samira), samira)
    entered(found, le_val, samira, 30, first=(3, 2026))
    assert "Non comparable : la définition a changé" in said(le_val, found)

    entered(found, le_val, samira, 20, first=(4, 2026))

    figure = figures.indicator(le_val, found)
    assert figure.trend == "worsening"
    assert said(le_val, found).startswith(
        "En baisse : de 30 enfants (3e trimestre 2026) à 20 enfants (4e trimestre 2026). "
        "Lecture depuis le changement de définition (3e trimestre 2026). Ce n’est pas le sens espéré."
    )
    assert len(figures.blockers(learning.held(le_val, ines))) == 1


def test_a_place_that_goes_the_wrong_way_is_seen_where_nothing_is_added_up(le_val, ines):
    make.neighbourhood("QN05971N", "Les Prés", of=le_val)
    share = make.common_indicator(
        "emp-05", "Part de longue durée", unit="%", value_type="ratio", multiplier=100,
        numerator_label="un an ou plus", denominator_label="inscrits", direction="lower",
        periodicity="year", level="neighbourhood", source="France Travail",
    )  # fmt: skip
    for place, values in zip(le_val.neighbourhoods_on(), ((10, 20, 40), (40, 20, 10)), strict=True):
        for year, value in enumerate(values, 2023):
            Measurement.objects.create(
                indicator=share, neighbourhood=place, value=value, numerator=value, denominator=100,
                per=100, provenance="FT", starts_on=date(year, 1, 1), ends_on=date(year, 12, 31),
            )  # fmt: skip

    figure = figures.indicator(le_val, share)

    assert [part.trend for part in figure.parts] == ["worsening", "improving"]
    assert figures.is_off_course(figure)
    assert said(le_val, share).endswith(f"sens espéré à cet endroit : {figure.parts[0].name}.")
    (left,) = figures.blockers(learning.held(le_val, ines))
    assert left.where["code"] == "emp-05"


@pytest.mark.parametrize(
    ("values", "aim", "words"),
    [
        ((40, 60), 80, "Vers la cible de 80 enfants au 31 décembre 2027 : 50 % du chemin depuis le départ (1er trimestre 2026)."),
        ((40, 79), 80, "98 % du chemin"),
        ((40, 31), 80, "Plus loin de la cible de 80 enfants au 31 décembre 2027 qu’au départ (1er trimestre 2026)."),
        ((40, 40), 80, "rien de mesurable n’a bougé depuis le départ (1er trimestre 2026)"),
        ((40, 80), 80, "La cible de 80 enfants au 31 décembre 2027 est atteinte."),
        ((40, 90), 80, "est atteinte et dépassée."),
        ((40, 45), 40, "était tenue au départ (1er trimestre 2026) et l’est toujours."),
        ((40, 31), 40, "était tenue au départ (1er trimestre 2026) et ne l’est plus."),
        ((40, 35), 30, "Cette cible est moins bonne que la valeur de départ."),
        ((40,), 80, "La cible de 80 enfants au 31 décembre 2027 n’est pas encore atteinte."),
    ],
)  # fmt: skip
def test_how_much_of_the_way_to_a_target_lies_behind(le_val, children, samira, values, aim, words):
    entered(children, le_val, samira, *values)
    actions.set_target(
        children, site=le_val, value=Decimal(aim), due_on=date(2027, 12, 31), by=samira
    )

    assert words in said(le_val, children)


def test_the_share_of_the_way_stands_beside_the_target_in_both_languages(
    le_val, children, samira, client
):
    entered(children, le_val, samira, 40, 50)
    actions.set_target(
        children, site=le_val, value=Decimal(80), due_on=date(2027, 12, 31), by=samira
    )
    assert "80 enfants fin 2027 : 25 % du chemin" in text(client.get(PAGE)).replace("\xa0", " ")
    client.cookies["django_language"] = "en"
    assert re.search(r"25\s?% of the way", text(client.get(PAGE)))


def test_no_share_of_the_way_is_told_over_a_break(le_val, children, samira):
    entered(children, le_val, samira, 40, 50)
    found = redefined(children, samira)
    actions.set_target(found, site=le_val, value=Decimal(80), due_on=date(2027, 12, 31), by=samira)
    entered(found, le_val, samira, 60, first=(3, 2026))

    words = said(le_val, found)
    assert "on ne peut pas dire quelle part du chemin est faite" in words
    assert "%" not in words


def test_how_people_live_is_no_target_of_a_triad(le_val, samira, browser_of):
    alone = make.common_indicator("moy-09", "Habitants isolés", unit="habitants", kind="population")
    with pytest.raises(Refusal, match="vivent|live"):
        actions.set_target(
            alone, site=le_val, value=Decimal(5), due_on=date(2027, 12, 31), by=samira
        )
    page = text(browser_of(samira).get("/sites/le-val/indicateurs/moy-09/"))
    assert "Fixer une cible" not in page


@pytest.mark.parametrize("rules", [{"noise": Decimal(50)}, {"direction": "context"}])
def test_what_was_measured_is_judged_by_the_rules_of_its_own_version(
    le_val, samira, ines, rules, django_assert_max_num_queries
):
    found = redefined(learning.falling(le_val, samira), samira, **rules)
    draft = make.edition(le_val, final=False)

    with django_assert_max_num_queries(11):
        figure = figures.indicator(le_val, found)
    assert figure.trend == "worsening"
    assert len(figures.blockers(learning.held(le_val, ines))) == 1
    with pytest.raises(Refusal, match="Enfants accompagnés"):
        reports.close_report(le_val, draft.period_start, by=ines)
    entered(found, le_val, samira, 30, 29, first=(3, 2026))
    assert figures.indicator(le_val, found).trend in {"within_noise", "context_only"}


def test_a_target_of_the_new_definition_is_no_aim_of_what_was_measured_before(
    le_val, children, samira
):
    entered(children, le_val, samira, 40, 50)
    found = redefined(children, samira, unit="familles")
    actions.set_target(found, site=le_val, value=Decimal(45), due_on=date(2027, 12, 31), by=samira)

    assert "cible" not in said(le_val, found)
    assert figures.indicator(le_val, found).target.way == ""
