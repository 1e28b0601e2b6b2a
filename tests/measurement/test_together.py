"""The figures of all sites: what is put together, what is refused, on whom it rests; never a rank."""

import json
import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from journal.models import Entry
from measurement import actions
from measurement.models import Indicator, Measurement
from measurement.together.asking import Asked, Moment
from measurement.together.lines import together
from measurement.together.pages import page
from sites.models import Site, SiteNeighbourhood
from tests import make
from tests.measurement.conftest import quarter, read

LIST = "/national/chiffres/"
SUMMER = quarter(3, 2026)
ASKED = Asked(SUMMER)


def text(response):
    words = " ".join(response.content.decode().replace("\xa0", " ").replace("\u202f", " ").split())
    return words.split("<main")[1].split("</main")[0]


def site_named(name: str, *codes: str, number: int = 1) -> Site:
    """A site at work with its neighbourhoods."""
    made = make.site(name, wave=make.wave(number))
    for code in codes:
        make.neighbourhood(code, f"Quartier {code}", of=made)
    return made


@pytest.fixture
def four(db) -> list[Site]:
    """Four sites at work, none of which shares a neighbourhood with another."""
    return [
        site_named(name, code)
        for name, code in (
            ("Zuydcoote", "QN05971N"), ("Arleux", "QN05972N"), ("Merville", "QN05973N"), ("Orchies", "QN05974N"),
        )
    ]  # fmt: skip


@pytest.fixture
def meetings(db) -> Indicator:
    """A count that sites give each quarter."""
    return make.common_indicator(
        "col-03", "Rencontres", unit="rencontres", value_type="count", nature="flow",
        accumulation="per_period", periodicity="quarter", level="site", source="Registre",
    )  # fmt: skip


@pytest.fixture
def answers(db) -> Indicator:
    """A share that sites give each quarter, with both its numbers."""
    return make.common_indicator(
        "par-03", "Retours à temps", unit="%", value_type="ratio", nature="flow", multiplier=100,
        accumulation="per_period", periodicity="quarter", level="site", source="Registre", ceiling=100,
        numerator_label="Retours", denominator_label="Consultations", decimals=1,
    )  # fmt: skip


def given(found: Indicator, site: Site, value, period=SUMMER, **more) -> Measurement:
    return actions.enter_value(found, period, read(value, **more), site=site, by=None)


def share(found: Indicator, site: Site, part: int, whole: int) -> Measurement:
    reading = actions.Reading(None, "Registre", numerator=Decimal(part), denominator=Decimal(whole))
    return actions.enter_value(found, SUMMER, reading, site=site, by=None)


def line(code: str, asked: Asked = ASKED):
    return next(one for one in together(asked).lines if one.code == code)


def test_counts_are_added_and_shares_are_one_share_of_all(four, meetings, answers):
    for site, count, pair in zip(
        four, (3, 0, 8, 5), ((1, 2), (0, 0), (9, 10), (0, 4)), strict=True
    ):
        given(meetings, site, count)
        share(answers, site, *pair)

    assert line("col-03").shown.startswith("16")
    # Ten of sixteen; the mean of the three shares would be 46,7.
    assert line("par-03").shown == "62,5\N{NO-BREAK SPACE}%"
    assert line("par-03").covered == "3\xa0sites sur 3", "over nought it does not apply"


def test_a_site_without_a_value_changes_the_coverage_alone(four, meetings):
    for site, count in zip(four[:3], (3, 4, 8), strict=True):
        given(meetings, site, count)
    before = line("col-03")
    given(meetings, four[3], None, state="missing", note="Registre perdu")
    said = line("col-03")
    new = site_named("Bavay", "QN05975N")
    after = line("col-03")

    assert {each.shown for each in (before, said, after)} == {"15\N{NO-BREAK SPACE}rencontres"}
    assert [each.covered for each in (before, said, after)] == [
        "3\xa0sites sur 4",
        "3\xa0sites sur 4",
        "3\xa0sites sur 5",
    ]
    assert (said.coverage.missing, said.coverage.unreported) == (1, 0)
    assert (after.coverage.unreported, after.is_partial, new.name) == (1, True, "Bavay")


def test_a_published_rate_has_a_spread_and_no_number_of_all(four, poverty):
    for site, value in zip(four, (46, 31, 40, 52), strict=True):
        make_official(poverty, site, value)
    found = line("rev-01")

    assert found.shown == ""
    assert found.spread.startswith("4\xa0valeurs, de 31")
    assert "ne s’additionnent pas" in found.never
    assert sorted(page(poverty, Moment(None), ASKED).spread.values) == [31, 40, 46, 52]


def make_official(found: Indicator, site: Site, value, **more) -> Measurement:
    place = site.neighbourhoods_on()[0]
    fields = {"value": value, "provenance": "Insee"} | more
    return Measurement.objects.create(indicator=found, neighbourhood=place, **fields)


def test_a_neighbourhood_of_two_sites_counts_once_and_that_is_said(four, population):
    for site, value in zip(four, (1000, 2000, 3000, 4000), strict=True):
        make_official(population, site, value)
    SiteNeighbourhood.objects.create(
        site=four[1], neighbourhood=four[0].neighbourhoods_on()[0], during=(date(2022, 1, 1), None)
    )
    found = page(population, Moment(None), ASKED)

    assert found.line.shown.replace("\u202f", " ") == "10 000\N{NO-BREAK SPACE}habitants"
    assert [(place, names) for place, names in found.shared] == [("QN05971N", "Arleux, Zuydcoote")]
    assert any("compte une fois" in said for said in found.caveats)


def test_a_small_count_is_left_out_of_the_sum_that_would_tell_it(four, children_of_all):
    for site, count in zip(four, (30, 40, 50, 3), strict=True):
        given(children_of_all, site, count)
    found = page(children_of_all, Moment(SUMMER), ASKED)

    assert found.line.shown[:3] == "120"
    assert found.line.covered == "3\xa0sites sur 4, 1\xa0valeur sous secret"
    assert "1\xa0valeur sous secret statistique n’y est pas comptée." in found.caveats
    hidden = next(place for place in found.places if place.sites[0][0] == "Orchies")
    assert (hidden.value, hidden.state) == (None, "secret")
    assert "3" not in hidden.shown


@pytest.fixture
def children_of_all(db) -> Indicator:
    """A count of persons that all sites give; less than five are not published."""
    return make.common_indicator(
        "par-04", "Enfants", unit="enfants", value_type="count", nature="flow", threshold=5,
        accumulation="per_period", periodicity="quarter", level="site", source="Registre",
    )  # fmt: skip


def test_two_sites_make_no_figure_of_the_network(four, meetings):
    for site in four[:2]:
        given(meetings, site, 4)

    assert line("col-03").shown == ""
    assert "2 sites seulement ont une valeur" in line("col-03").refusal


def test_values_of_different_definitions_are_refused_and_told_apart(four, meetings):
    for site in four[:3]:
        given(meetings, site, 4)
    make.redefined(meetings)
    Measurement.objects.create(
        indicator=meetings, site=four[3], starts_on=SUMMER.starts_on, ends_on=SUMMER.ends_on,
        value=9, version=2, provenance="Registre",
    )  # fmt: skip
    found = page(meetings, Moment(SUMMER), ASKED)

    assert found.line.shown == ""
    assert "définitions différentes" in found.line.refusal
    assert [part.places for part in found.parts] == [3, 1]


def test_phases_stand_beside_the_whole_only_where_none_tells_too_much(four, meetings):
    late = [site_named(f"Second {n}", f"QN0598{n}N", number=2) for n in range(3)]
    for site in [*four, *late[:2]]:
        given(meetings, site, 4)
    before = page(meetings, Moment(SUMMER), ASKED)
    given(meetings, late[2], 4)
    after = page(meetings, Moment(SUMMER), ASKED)

    assert (before.line.shown[:2], before.phases) == ("24", ())
    assert "2 sites seulement" in before.phases_refused
    assert [(one.sites, one.shown[:2]) for one in after.phases] == [(4, "16"), (3, "12")]


def test_as_of_an_instant_says_what_was_shown_then(
    four, meetings, set_day, client, maud, browser_of
):
    set_day(date(2026, 10, 5))
    for site in four[:3]:
        given(meetings, site, 4)
    first = Measurement.objects.get(site=four[0])
    set_day(date(2026, 11, 2))
    actions.correct_value(first, read(9), reason="Deux feuilles oubliées", by=None)
    given(meetings, four[3], 1)
    set_day(date(2026, 11, 24))
    browser = browser_of(maud)
    then = text(browser.get(f"{LIST}col-03/?le=2026-10-31"))
    now = text(browser.get(f"{LIST}col-03/"))

    assert "<strong>12 rencontres</strong>" in then
    assert "Telle qu’affichée le" in then or "Tel qu’affiché le" in then or "affiché" in then
    assert "<strong>18 rencontres</strong>" in now


def test_disputes_are_counted_and_stand_beside_their_place(
    four, meetings, browser_of, maud, le_val, ines
):
    for site in [*four, le_val]:
        given(meetings, site, 4)
    value = Measurement.objects.get(site=le_val)
    actions.dispute_value(value, site=le_val, words="Une manque.", by=ines)
    answer = text(browser_of(maud).get(f"{LIST}col-03/"))

    assert line("col-03").disputed.words == "1\xa0valeur contestée, dont 1 sans réponse"
    assert "Contestée 1 fois." in answer


def test_the_national_team_reads_it_and_nobody_else(client, browser_of, maud, ines, four, meetings):
    given(meetings, four[0], 4)

    assert browser_of(maud).get(LIST).status_code == 200
    for who in (client, browser_of(ines)):
        assert who.get(LIST).status_code in {302, 403}
        assert who.get(f"{LIST}col-03/lieux.csv").status_code in {302, 403}
    assert browser_of(maud).get(f"{LIST}inconnu/").status_code == 404
    assert not Entry.objects.filter(kind__contains="together").exists()


ORDERS = ("tri", "ordre", "order", "order_by", "sort", "sort_by", "o", "classement", "rang", "rank")


@pytest.mark.parametrize("value", ["valeur", "-value"])
def test_nothing_in_the_address_orders_places_by_value(value, four, meetings, browser_of, maud):
    for site, count in zip(four, (9, 2, 30, 7), strict=True):
        given(meetings, site, count)
    browser, query = browser_of(maud), "&".join(f"{name}={value}" for name in ORDERS)
    answer = text(browser.get(f"{LIST}col-03/?{query}"))
    named = re.findall(r"/sites/([a-z-]+)/indicateurs/col-03/", answer)
    places = json.loads(browser.get(f"{LIST}col-03/lieux.json?{query}").content)["places"]

    assert named == ["arleux", "merville", "orchies", "zuydcoote"]
    assert [place["sites"] for place in places] == [[slug] for slug in named]
    assert f"={value}" not in answer


def test_no_page_offers_an_order_nor_judges_with_a_colour(four, meetings, browser_of, maud):
    for site, count in zip(four, (9, 2, 30, 7), strict=True):
        given(meetings, site, count)
    for address in (LIST, f"{LIST}col-03/"):
        answer = text(browser_of(maud).get(address))
        assert not re.search(r'name="(tri|ordre|order|sort)', answer)
        assert not re.search(r'class="[^"]*\b(good|bad|success|danger|warning|red|green)\b', answer)


def test_files_hold_what_the_page_says(four, meetings, browser_of, maud):
    for site, count in zip(four[:3], (9, 2, 30), strict=True):
        given(meetings, site, count)
    browser = browser_of(maud)
    rows = browser.get(f"{LIST}col-03/lieux.csv").content.decode().splitlines()
    data = json.loads(browser.get(f"{LIST}col-03/lieux.json").content)

    assert [row.split(";")[0] for row in rows[1:]] == ["Arleux", "Merville", "Orchies", "Zuydcoote"]
    assert {row.split(";")[4] for row in rows[1:]} == {"9", "2", "30", ""}
    assert data["figure"]["exact"] == "41"
    assert data["figure"]["coverage"]["sites_expected"] == 4
    for kind in ("xlsx", "ods", "csv"):
        assert browser.get(f"{LIST}chiffres.{kind}").status_code == 200
        assert browser.get(f"{LIST}col-03/lieux.{kind}").status_code == 200
    assert json.loads(browser.get(f"{LIST}chiffres.json").content)["figures"][0]["code"] == "col-03"


def test_a_day_to_come_is_said_beside_the_field(four, meetings, browser_of, maud):
    answer = browser_of(maud).get(f"{LIST}?le=2031-01-01&periode=1999-01-01")

    assert "rien n’était encore affiché" in text(answer) or "dans l’avenir" in text(answer)
    assert "col-03" in text(answer)


@pytest.mark.parametrize(
    "query", ["?periode=hier&etat=premier&page=zzz", "?periode=&le=", "?page=99"]
)
def test_an_address_that_says_nothing_shows_everything(query, four, meetings, browser_of, maud):
    given(meetings, four[0], 4)

    assert "Arleux" in text(browser_of(maud).get(f"{LIST}col-03/{query}"))


def test_places_of_one_standing_are_named(four, meetings, browser_of, maud):
    given(meetings, four[0], 4)
    given(meetings, four[1], None, state="missing", note="Registre perdu")
    answer = text(browser_of(maud).get(f"{LIST}col-03/?etat=unreported")).split('id="places"')[1]

    assert re.findall(r"/sites/([a-z-]+)/indicateurs", answer) == ["merville", "orchies"]


@pytest.mark.parametrize(
    ("query", "day"), [("", "24 novembre 2026"), ("?le=2026-11-20", "20 novembre 2026")]
)
def test_paper_says_of_which_period_and_day_its_figures_are(
    query, day, four, meetings, browser_of, maud
):
    given(meetings, four[0], 4)
    for address in (LIST, f"{LIST}col-03/"):
        said = text(browser_of(maud).get(address + query)).split('class="only-print"')[1]
        words = said.split("</p>")[0].replace("\N{NO-BREAK SPACE}", " ")

        assert f"Données arrêtées au {day}." in words
        assert "2026." in words.split("Données")[0]


def test_the_instant_of_a_day_is_its_last_one():
    assert Asked(SUMMER, date(2026, 10, 1), datetime(2026, 10, 1, tzinfo=UTC)).shown_on == date(
        2026, 10, 1
    )
