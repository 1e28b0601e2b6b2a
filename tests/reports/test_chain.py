"""The chain walks both ways: passage, strategy, activity, indicator, value, report."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agenda import actions as agenda
from agenda.models import Activity, Version
from measurement import actions as measurement
from overview.figures import chain
from reports.models import Edition
from tests import make
from tests.agenda import scenes
from tests.measurement.conftest import quarter, read
from tests.overview.test_home import soup_of, words_of

PAGE = "/sites/le-val/fil/"


@pytest.fixture
def evening(triad, le_val):
    """Version 1 is adopted; an activity rests on its passage « Après l'école »."""
    version = scenes.adopted(le_val, triad)
    return planned(
        le_val, triad[0], "Ouvrir le soir", version.wordings.get(heading="Après l'école")
    )


def planned(site, by, title, on=None):
    """An activity, on a passage of the adopted version where one is given."""
    return agenda.plan_activity(site, by=by, title=title, lead="Centre social", tied_to=on)


def measured(site, by, activity, name="Enfants accompagnés"):
    """An indicator of the site with a value, tied to the activity."""
    found = measurement.choose_indicator(
        site, measurement.NewIndicator(name=name, unit="enfants", source="Nous"), by=by
    )
    measurement.enter_value(found, quarter(3, 2026), read(64), site=site, by=by)
    measurement.tie_indicator(found, site=site, activity=activity, by=by)
    return found


def test_it_leads_from_the_words_to_the_report_and_back(triad, le_val, client, evening):
    found = measured(le_val, triad[2], evening)
    make.edition(le_val)

    told = chain(le_val)
    page = client.get(PAGE)

    (axis,) = [axis for axis in told.axes if axis.rungs]
    (rung,) = axis.rungs
    assert (axis.name, rung.title, rung.number, rung.heading) == (
        "Grandir ici", "Ouvrir le soir", 1, "Après l'école",
    )  # fmt: skip
    assert [gauge.value for gauge in rung.gauges] == ["64 enfants"]
    links = {a["href"] for a in soup_of(page).select("main a[href]")}
    edition = Edition.objects.get()
    for step in (
        f"/sites/le-val/feuille-de-route/versions/1/#p{rung.place}",
        f"/sites/le-val/plan-d-action/{evening.pk}/",
        f"/sites/le-val/indicateurs/{found.code}/",
        f"/sites/le-val/rapports/{edition.pk}.pdf",
    ):
        assert step in links, step
    # and back
    for address in (
        f"/sites/le-val/indicateurs/{found.code}/", "/sites/le-val/feuille-de-route/versions/1/",
    ):  # fmt: skip
        assert PAGE in {a["href"] for a in soup_of(client.get(address)).select("main a[href]")}


def test_an_activity_shows_its_place_in_the_chain_and_leads_both_ways(
    triad, le_val, client, evening
):
    """Passage, strategy, activity, indicator, value and report, each a link, on the activity's page."""
    found = measured(le_val, triad[2], evening)
    make.edition(le_val)
    edition = Edition.objects.get()

    section = soup_of(client.get(evening.get_absolute_url())).select_one("#chain")

    links = [a["href"] for a in section.select("a[href]")]
    assert links == [
        "/sites/le-val/feuille-de-route/versions/1/#p4",
        f"{PAGE}#axe-1",
        f"{PAGE}#a{evening.pk}",
        f"/sites/le-val/indicateurs/{found.code}/",
        f"/sites/le-val/rapports/{edition.pk}.pdf",
        PAGE,
    ]
    assert "64 enfants" in section.get_text()
    chain_page = soup_of(client.get(PAGE))
    assert chain_page.select_one(f"#a{evening.pk}") and chain_page.select_one("#axe-1")
    assert PAGE in {
        a["href"] for a in soup_of(client.get("/sites/le-val/rapports/")).select("main a")
    }


def test_an_activity_that_is_tied_to_nothing_says_what_lacks(triad, le_val, client):
    alone = planned(le_val, triad[0], "Une idée sans texte")
    section = soup_of(client.get(alone.get_absolute_url())).select_one("#chain")
    words = section.get_text(" ", strip=True)
    assert words.count("pas encore") == 2
    assert "Pas encore mesurée" in words


def test_a_passage_of_the_adopted_text_leads_to_what_carries_it_out(
    triad, le_val, client, browser_of, evening, paul
):
    """« Après l'école » is carried out; « Le mercredi » is not, and one click puts it into the plan."""
    page = "/sites/le-val/feuille-de-route/versions/1/"
    read = soup_of(client.get(page))
    assert read.select_one("#p4 a[href*=plan-d-action]")["href"] == evening.get_absolute_url()
    assert "Aucune action du plan" in read.select_one("#p5").get_text()
    assert "plan" not in read.select_one("#p1").get_text()
    assert not read.select("main form")

    browser = browser_of(paul)
    kept = soup_of(browser.get(page))
    forms = {form.parent["id"]: form["action"] for form in kept.select("article form")}
    assert list(forms) == ["p5", "p6"]
    made = browser.post(forms["p5"]).url
    assert soup_of(client.get(page)).select_one("#p5 a[href*=plan-d-action]")["href"] == made


def test_a_passage_that_a_later_version_joined_is_carried_by_what_carried_its_parts(
    triad, le_val, client, evening
):
    second = agenda.start_version(le_val, by=triad[0])
    into, other = (second.wordings.get(heading=h) for h in ("Le mercredi", "Après l'école"))
    agenda.merge_passages(
        into,
        other,
        by=triad[0],
        revision=into.revision,
        other_revision=other.revision,
        heading="Le mercredi et le soir",
    )
    adopt(second, triad)
    page = soup_of(client.get("/sites/le-val/feuille-de-route/versions/2/"))
    joined = next(a for a in page.select("article") if "Le mercredi et le soir" in a.get_text())
    assert joined.select_one("a[href*=plan-d-action]")["href"] == evening.get_absolute_url()
    assert (
        "Ouvrir le soir"
        in soup_of(client.get("/sites/le-val/feuille-de-route/versions/1/"))
        .select_one("#p4")
        .get_text()
    )


def test_what_is_not_tied_is_listed_and_never_hidden(triad, le_val, client, evening):
    planned(le_val, triad[0], "Une idée sans texte")
    measurement.choose_indicator(
        le_val, measurement.NewIndicator(name="Bancs", unit="bancs", source="Nous"), by=triad[0]
    )

    told, words = chain(le_val), words_of(client.get(PAGE))

    assert [rung.title for rung in told.loose] == ["Une idée sans texte"]
    assert [figure.name for figure in told.untied] == ["Bancs"]
    assert "Une idée sans texte" in words
    assert "Bancs" in words
    assert "Aucun indicateur ne montre encore ce que change cet axe." in words


def test_a_passage_is_found_where_a_later_version_has_it(triad, le_val, evening):
    """Rewritten it is still there; taken out, the activity says so."""
    second = agenda.start_version(le_val, by=triad[0])
    wording = second.wordings.get(passage=evening.passage)
    agenda.save_passage(wording, by=triad[0], revision=1, heading="Le soir", text="Jusqu'à 19 h.")
    adopt(second, triad)
    (rung,) = chain(le_val).rungs
    assert (rung.number, rung.heading) == (1, "Le soir")

    third = agenda.start_version(le_val, by=triad[0])
    gone = third.wordings.get(passage=evening.passage)
    agenda.remove_passage(gone, by=triad[0], revision=gone.revision)
    adopt(third, triad)
    told = chain(le_val)
    assert [(r.number, r.place) for r in told.elsewhere] == [(1, None)]


def adopt(version, triad):
    agenda.send_for_endorsement(version, by=triad[0])
    for person in triad:
        agenda.endorse(Version.objects.get(pk=version.pk), by=person, kind="consent")


def test_a_site_without_anything_says_what_will_appear(client, la_crete):
    page = client.get("/sites/la-crete/fil/")
    assert soup_of(page).select_one(".empty") is not None
    assert chain(la_crete).rungs == ()


@pytest.mark.slow
def test_on_thirty_sites_every_activity_reaches_a_passage_or_is_listed(client, maud):
    people = [make.person(name) for name in ("Ana Roy", "Bo Lim", "Cy Petit")]
    for number in range(30):
        site = make.site(f"Site {number}")
        for seat, person in zip(("state", "municipality", "community"), people, strict=True):
            make.seat(site, seat, person)
        version = scenes.adopted(site, people) if number % 3 else scenes.writing(site, people[0])
        for place in range(number % 4):
            on = version.wordings.get(position=4) if place % 2 and number % 3 else None
            planned(site, people[0], f"Action {place}", on)
        told = chain(site)
        reached = {rung.id for axis in told.axes for rung in axis.rungs if rung.rests}
        listed = {rung.id for rung in told.loose}
        assert reached | listed == set(site.activities.values_list("pk", flat=True))
        assert reached & listed == set()
        for rung in told.rungs:
            if rung.rests:
                pinned = Version.objects.get(site=site, number=rung.number)
                tied = Activity.objects.get(pk=rung.id)
                assert pinned.adopted_on is not None
                assert pinned.wordings.filter(passage=tied.passage_id).exists()


def test_the_page_costs_the_same_whatever_the_chain_holds(triad, le_val, client, evening):
    counts, on = [], Version.objects.get().wordings.get(position=4)
    for number in (1, 3, 30):
        for place in range(number):
            more = planned(le_val, triad[0], f"De plus {number} {place}", on)
            measured(le_val, triad[0], more, name=f"Chiffre {number} {place}")
        client.get(PAGE)
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        counts.append(len(queries))

    assert len(set(counts)) == 1
