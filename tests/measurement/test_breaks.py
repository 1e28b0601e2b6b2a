"""What cuts a series by its day: neighbourhoods that join a site, breaks that the national team records."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from journal.models import Entry
from kit import clock
from kit.states import Refusal
from measurement import actions, figures
from measurement.models import Measurement, SeriesBreak
from sites.models import Lineage, SiteNeighbourhood
from tests import make
from tests.measurement.test_course import entered, said
from tests.measurement.test_pictures import text, year

JOBS = "/indicateurs/emp-04/"
LAW = "Les allocataires du RSA sont inscrits d’office"
TYPED = {"kind": "law", "on": "2025-01-01", "words": LAW}


@pytest.fixture
def jobs(le_val):
    """People out of work in the only neighbourhood of Le Val, by year."""
    found = make.common_indicator(
        "emp-04", "Demandeurs d’emploi", unit="personnes", value_type="count", direction="lower",
        periodicity="year", level="neighbourhood", source="France Travail",
    )  # fmt: skip
    for number, value in ((2023, 100), (2024, 90), (2025, 120)):
        Measurement.objects.create(
            indicator=found, neighbourhood=le_val.neighbourhoods_on()[0], value=value,
            provenance="FT", starts_on=year(number).starts_on, ends_on=year(number).ends_on,
        )  # fmt: skip
    return found


def joins(site, code, on, until=None):
    make.neighbourhood(code, f"Quartier {code}")
    return SiteNeighbourhood.objects.create(site=site, neighbourhood_id=code, during=(on, until))


def test_a_neighbourhood_that_joins_cuts_what_the_site_counts(le_val, children, samira, client):
    joins(le_val, "QN05971N", date(2026, 7, 1))
    entered(children, le_val, samira, 20, 20, 60)

    assert said(le_val, children).startswith("Non comparable : le périmètre a changé")
    page = client.get("/sites/le-val/indicateurs/enfants-accompagnes/")
    assert "nouveau périmètre" in text(page)

    entered(children, le_val, samira, 50, first=(4, 2026))
    words = said(le_val, children)
    assert words.startswith("En baisse : de 60 enfants (3e trimestre 2026) à 50 enfants")
    assert "Lecture depuis le changement de périmètre" in words


def test_before_the_first_link_nothing_is_known_to_have_changed(le_val, children, samira):
    SiteNeighbourhood.objects.filter(site=le_val).update(during=(date(2026, 5, 1), None))
    entered(children, le_val, samira, 20, 30)
    assert said(le_val, children).startswith("En hausse")


@pytest.mark.parametrize(
    ("relation", "words"), [("unchanged", "En hausse"), ("modified", "Non comparable")]
)
def test_the_same_limits_under_another_code_are_the_same_place(
    le_val, children, samira, relation, words
):
    old = le_val.links.get()
    SiteNeighbourhood.objects.filter(pk=old.pk).update(during=(old.during.lower, date(2026, 4, 1)))
    joins(le_val, "QN05971N", date(2026, 4, 1))
    Lineage.objects.create(
        former=old.neighbourhood, later_id="QN05971N", relation=relation, edition=2026
    )
    entered(children, le_val, samira, 20, 30)
    assert said(le_val, children).startswith(words)


def test_the_sum_of_neighbourhoods_is_over_the_same_ones_all_along(le_val, jobs):
    joins(le_val, "QN05971N", date(2025, 1, 1))
    for number in (2023, 2024, 2025):
        Measurement.objects.create(
            indicator=jobs, neighbourhood_id="QN05971N", value=10, provenance="FT",
            starts_on=year(number).starts_on, ends_on=year(number).ends_on,
        )  # fmt: skip
    figure = figures.indicator(le_val, jobs)
    assert [p.value for p in figure.points] == [110, 100, 130]
    assert figure.trend == "worsening"


def test_a_recorded_break_cuts_every_curve_of_the_figure(le_val, jobs, maud, client, browser_of):
    assert said(le_val, jobs).startswith("En hausse")
    national = browser_of(maud)
    assert national.post(f"{JOBS}ruptures/ajouter/", TYPED | {"words": " "}).status_code == 422
    assert client.get(f"{JOBS}ruptures/ajouter/").status_code in {302, 403}
    told = national.post(f"{JOBS}ruptures/ajouter/", TYPED, follow=True)
    assert LAW in text(told)

    words = said(le_val, jobs)
    assert words.startswith("Non comparable : la loi a changé")
    assert LAW in words
    page = text(client.get("/sites/le-val/indicateurs/emp-04/"))
    assert "nouvelle loi" in page
    assert LAW in text(client.get(JOBS))
    assert Entry.objects.filter(kind="measurement.break_recorded").count() == 1


def test_a_break_is_recorded_once_never_changed_and_taken_back_with_the_reason(
    le_val, jobs, maud, browser_of, set_day
):
    facts = {"kind": "law", "on": date(2025, 1, 1), "words": LAW}
    row = actions.record_break(jobs, by=maud, **facts)
    assert actions.record_break(jobs, by=maud, **facts) == row
    for spoil in (
        lambda: SeriesBreak.objects.filter(pk=row.pk).update(words="Autre"),
        lambda: SeriesBreak.objects.filter(pk=row.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            spoil()
    then = clock.now()
    set_day(clock.today() + timedelta(days=1))
    address = f"{JOBS}ruptures/{row.pk}/retirer/"
    refused = browser_of(maud).post(address, {"reason": ""})
    assert refused.status_code == 422
    assert "Pourquoi il n’y a pas de rupture" in refused.content.decode()
    assert browser_of(maud).post(address, {"reason": "C’était 2026."}).status_code == 302
    assert browser_of(maud).get(address).status_code == 404

    assert said(le_val, jobs).startswith("En hausse")
    before = figures.indicator(le_val, jobs, as_of=then)
    assert before.trend == "not_comparable"


def test_only_a_common_figure_is_cut_so(le_val, children, maud):
    with pytest.raises(Refusal):
        actions.record_break(
            children, kind="method", on=date(2026, 1, 1), words="Autre registre", by=maud
        )
    with pytest.raises(DatabaseError), transaction.atomic():
        SeriesBreak.objects.create(
            indicator=children, kind="method", on=date(2026, 1, 1), words="Autre registre"
        )


@pytest.mark.parametrize("who", ["ines", "rose", "paul"])
def test_only_the_national_team_records_a_break(request, browser_of, jobs, who):
    browser = browser_of(request.getfixturevalue(who))
    assert browser.post(f"{JOBS}ruptures/ajouter/", TYPED).status_code == 403


def test_a_site_with_many_links_and_breaks_costs_the_same(le_val, jobs, maud):
    cost = []
    for many in (1, 3, 30):
        for number in range(SeriesBreak.objects.count(), many):
            joins(le_val, f"QN05{number + 100}N", date(2020, 1, 1), date(2021, 1, 1))
            day = date(2015, 1, 1) + timedelta(days=number)
            actions.record_break(jobs, kind="method", on=day, words="Autre", by=maud)
        with CaptureQueriesContext(connection) as asked:
            figures.indicator_table(le_val)
        cost.append(len(asked))

    assert cost == cost[:1] * 3
