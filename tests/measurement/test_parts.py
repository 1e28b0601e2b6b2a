"""What may be read of a whole and its parts, wherever it is told."""

import re
from datetime import timedelta
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from drawing.chart import told as told_of
from journal.models import Entry
from measurement import actions, figures
from measurement.models import Measurement
from measurement.together.lines import together
from overview.charts import chart_of
from overview.figures import site_snapshot
from overview.figures.agendas import quarter_of
from overview.figures.measured import headlines
from overview.stored import to_json
from reports.sheets import signs_of
from tests.conftest import TODAY
from tests.measurement.bounds import Unknown, is_free
from tests.measurement.conftest import quarter, read
from tests.measurement.engine.test_parts_attacked import NEAR
from tests.measurement.families import own, words_of
from tests.measurement.test_together import ASKED, SUMMER, given, site_named

SPRING = quarter(2, 2026)


def read_by(browser, site) -> dict[str, Fraction | None]:
    """The values of the quarter that the open file of a site tells, by the code of the figure."""
    rows = browser.get(f"/sites/{site.slug}/indicateurs/valeurs.json").json()["values"]
    return {
        row["indicateur"]: None if row["valeur"] is None else Fraction(row["valeur"])
        for row in rows
    }


def hidden_from(seen, truth) -> set[str]:
    """The numbers of few people that a solver bounds within a fifth, of all that was seen."""
    unknowns = {name: Unknown(Fraction(truth[name])) for name in truth if seen.get(name) is None}
    equation = {"participants": -1, "femmes": 1, "hommes": 1}
    equations = [{key: sign for key, sign in equation.items() if key in unknowns}]
    return {
        name for name in unknowns
        if truth[name] < 5 and not is_free(unknowns, equations, name, NEAR * truth[name])
    }  # fmt: skip


@pytest.mark.parametrize("turn", [1, -1], ids=["the whole first", "parts first"])
def test_a_stranger_reads_all_pages_and_files_and_finds_nobody(
    le_val, everybody, women, men, samira, browser_of, client, set_day, turn
):
    truth = {"participants": 12, "femmes": 9, "hommes": 3}
    found = {"participants": everybody, "femmes": women, "hommes": men}
    for day, (code, number) in enumerate([*truth.items()][::turn]):
        set_day(TODAY + timedelta(days=day))
        found[code].refresh_from_db()
        actions.enter_value(found[code], SUMMER, read(number), site=le_val, by=samira)

    seen = read_by(client, le_val)
    kept = "femmes" if turn == 1 else "participants"

    assert [code for code, value in seen.items() if value is None] == sorted(
        {kept, "hommes"}, key=list(seen).index
    )
    assert hidden_from(seen, truth) == set()
    assert hidden_from(seen | {kept: Fraction(truth[kept])}, truth) == {"hommes"}, (
        "it could be found"
    )
    pages = [
        f"/sites/le-val/indicateurs/{kept}/", "/sites/le-val/indicateurs/", "/sites/le-val/", "/sites/le-val/journal/",
        "/sites/le-val/indicateurs/valeurs.csv", "/sites/le-val/indicateurs/reperes/",
    ]  # fmt: skip
    number = truth[kept]
    for page in pages:
        answer = client.get(page)
        text = words_of(answer)
        assert answer.status_code == 200, page
        assert not re.search(rf"\b{number} personnes|;{number};", text), (page, number)
    page = words_of(client.get(pages[0]))
    assert page.count("pourrait être déduit") >= 2, "in the sentence and in the table"
    one, other = (words_of(client.get(f"/sites/le-val/indicateurs/{c}/")) for c in (kept, "hommes"))
    said = re.compile(r"retenue? : [^.]*")
    assert said.findall(one)[:1] == said.findall(other)[:1], "which of both is few is not told"


def test_those_inside_read_their_few_people_and_no_secret_of_a_source(
    le_val, everybody, women, men, samira, browser_of
):
    for found, value in ((everybody, 12), (women, 9), (men, 3)):
        found.refresh_from_db()
        given(found, le_val, value)
    browser = browser_of(samira)
    assert read_by(browser, le_val) == {"participants": 12, "femmes": 9, "hommes": 3}

    row = men.measurements.get()
    actions.correct_value(row, read(None, state="suppressed", note="Le centre ne le dit pas"), reason="secret", by=samira)  # fmt: skip

    assert read_by(browser, le_val) == {"participants": 12, "femmes": None, "hommes": None}


def test_the_journal_names_no_number_of_a_family(le_val, everybody, women, samira):
    everybody.refresh_from_db()
    given(everybody, le_val, 12)
    row = given(women, le_val, 7)
    actions.correct_value(row, read(9), reason="recompté", by=samira)

    told = [entry.facts for entry in Entry.objects.filter(kind__contains="value_")]
    assert len(told) == 3
    assert not re.search(r"\b(12|7|9)\b", str([one.get("quantity") for one in told]))


def test_what_could_be_read_on_a_day_is_read_of_it_ever_after(
    le_val, everybody, women, client, set_day
):
    everybody.refresh_from_db()
    given(women, le_val, 9)
    set_day(TODAY + timedelta(days=1))
    given(everybody, le_val, 12)

    def shown(day):
        page = client.get(
            "/sites/le-val/indicateurs/femmes/", {"le": day.isoformat()} if day else {}
        )
        return "9 personnes" in words_of(page)

    assert shown(TODAY)
    assert shown(None)
    row = everybody.measurements.get()
    assert figures.indicator(le_val, everybody).latest is None
    actions.correct_value(row, read(30), reason="tous", by=None)
    assert figures.indicator(le_val, everybody).latest is None, (
        "by how much it was corrected would tell of those who are hidden"
    )
    history = words_of(client.get("/sites/le-val/indicateurs/participants/"))
    assert not re.search("(12|30) personnes", history), "neither number is told beside the women"


def test_the_paper_says_that_a_number_is_withheld_and_does_not_print_it(
    le_val, everybody, women, samira
):
    """The frozen figures of a report, which its pages and files are made of."""
    everybody.refresh_from_db()
    for period, (all_of_them, some) in ((SPRING, (30, 21)), (SUMMER, (12, 9))):
        given(everybody, le_val, all_of_them, period)
        given(women, le_val, some, period)
    for found in (women, everybody):
        actions.reword(found, actions.Change(1, {"question": "Combien ?"}), by=samira)
        actions.choose_headline(found, site=le_val, why="Les habitants le demandent", by=samira)

    frozen = to_json(site_snapshot(le_val, quarter_of(TODAY)))
    [figure] = [
        one for one in headlines([figures.indicator(le_val, women)], 5) if one.name == "Femmes"
    ]

    assert [(p.state, p.value) for p in figure.series.points] == [
        ("observed", 21),
        ("withheld", None),
    ]
    assert "r. : retenu" in signs_of(figure).lower().replace("\N{NO-BREAK SPACE}", " ")
    assert "retenue" in told_of(chart_of(figure))
    assert "un petit nombre de personnes pourrait être déduit" in str(frozen).replace("\xa0", " ")


def test_the_nation_adds_up_what_may_be_read(shared, maud, browser_of):
    whole, part = shared
    counts = [(12, 9), (40, 20), (50, 30), (60, 35)]
    for n, (all_of_them, some) in enumerate(counts):
        site = site_named(f"Ville {n}", f"QN059{n + 10}N")
        given(whole, site, all_of_them)
        given(part, site, some)
    browser = browser_of(maud)
    query = {"periode": SUMMER.starts_on.isoformat()}

    lines = {one.code: one for one in together(ASKED).lines}
    found = browser.get("/national/chiffres/par-06/lieux.json", query).json()
    file = browser.get("/national/chiffres/par-06/lieux.csv", query).content.decode("utf-8-sig")
    page = words_of(browser.get("/national/chiffres/par-06/", query))

    assert lines["par-05"].shown.startswith("162")
    assert lines["par-06"].shown.startswith("85")
    assert lines["par-06"].coverage.suppressed == 1
    assert [p["value"] for p in found["places"]] == [None, "20", "30", "35"]
    assert found["figure"]["together"].startswith("85")
    assert not re.search(r"\b9\b", file)
    assert "pourrait être déduit" in page


def test_what_a_site_counts_among_all_keeps_the_common_figure_back_there(shared, le_val):
    whole, _part = shared
    young = own(le_val, "Moins de 25 ans", "par-05")
    given(young, le_val, 37)
    row = given(whole, le_val, 40)
    sites = [site_named(f"Ville {n}", f"QN059{n + 10}N") for n in range(3)]
    for site in sites:
        given(whole, site, 40)

    line = next(one for one in together(ASKED).lines if one.code == "par-05")

    assert figures.indicator(le_val, young).latest is None
    assert row.value == 40
    assert line.shown.startswith("160"), (
        "the whole stays: written at the same instant, it is read first"
    )


@pytest.mark.parametrize("many", [1, 3, 30])
def test_families_cost_as_many_queries_whatever_their_number(shared, many):
    whole, part = shared
    for n in range(many):
        site = site_named(f"Ville {n:02}", f"QN059{n + 10}N")
        given(whole, site, 40)
        given(part, site, 20)

    with CaptureQueriesContext(connection) as asked:
        together(ASKED)

    assert len(asked) == QUERIES


QUERIES = 8


def test_a_page_of_a_site_costs_as_many_queries_whatever_its_families(le_val, everybody, client):
    """One of them, three of them, over one quarter or over four."""
    everybody.refresh_from_db()
    counts = []
    for many in (1, 3):
        for n in range(many):
            found = le_val.indicators.filter(code=f"groupe-{n}").first()
            found = found or own(le_val, f"Groupe {n}", "participants")
            for period in (SPRING, SUMMER)[:many]:
                given(found, le_val, 40 + n, period)
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/sites/le-val/indicateurs/").status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_without_a_family_nothing_is_asked(le_val, children):
    given(children, le_val, 30)

    with CaptureQueriesContext(connection) as asked:
        figures.indicator(le_val, children)

    assert not any("measurement_definition" in q["sql"] for q in asked)
    assert Measurement.objects.count() == 1
    assert quarter(3, 2026) == SUMMER
