"""An activity on its own page: corrected by two at once, told about, tied to the text, linked."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.urls import reverse

from agenda import actions
from agenda.figures import activities, activity_page
from agenda.models import Activity, ActivityChange, ActivityLink, ActivityNote
from agenda.planning import ActivityFacts
from journal.models import Entry
from kit.states import Refusal
from tests.agenda import scenes
from tests.conftest import TODAY


@pytest.fixture
def garden(triad, le_val, ines):
    return actions.plan_activity(
        le_val, by=ines, title="Jardin partagé", lead="Ville", state="under_way"
    )


def url(name, site, **more):
    return reverse(f"agenda:{name}", kwargs={"site": site.slug} | more)


def facts(activity, **changes):
    activity.refresh_from_db()
    return ActivityFacts(**(ActivityFacts.of(activity).values() | changes))


def sent(activity, **changes):
    """What the form sends."""
    base = {"title": activity.title, "lead": activity.lead, "revision": str(activity.revision)}
    return base | changes


WHOLE = {
    "partners": "Centre social\nBailleur\nBailleur\n\n",
    "begins_on": "2026-12-01",
    "due_on": "30/06/2027",
    "description": "Douze parcelles.",
    "people": "Deux bénévoles",
    "money": "4 000 €",
    "places": "Derrière la résidence",
    "evidence": "Compte rendu https://example.org/cr",
}


def test_everything_that_is_typed_is_on_the_public_page(browser_of, client, le_val, paul, garden):
    answer = browser_of(paul).post(
        url("activity-correct", le_val, activity=garden.pk), sent(garden, **WHOLE)
    )

    page = client.get(answer.url).content.decode()
    garden.refresh_from_db()
    assert garden.partners == ["Centre social", "Bailleur"]
    assert (garden.begins_on, garden.due_on) == (date(2026, 12, 1), date(2027, 6, 30))
    for words in ("Douze parcelles", "Deux bénévoles", "4 000", "Derrière la résidence"):
        assert words in page.replace("\u202f", " ").replace("\xa0", " ")
    assert 'href="https://example.org/cr"' in page
    assert garden.changes.get().fields["partners"] == [[], ["Centre social", "Bailleur"]]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("due_on", "2026-01-01"),
        ("due_on", "31/02/2027"),
        ("begins_on", "0001-01-01"),
        ("evidence", "javascript:alert(1)"),
        ("evidence", "photo http://example.org/x"),
        ("evidence", "https://example.org/sans-mots"),
        ("partners", "\n".join(f"Partenaire {n}" for n in range(21))),
        ("title", "x" * 161),
        ("lead", "\x00\u202e"),
    ],
)
def test_what_cannot_be_is_refused_beside_the_field_and_kept(
    browser_of, le_val, ines, garden, field, typed
):
    address = url("activity-correct", le_val, activity=garden.pk)
    answer = browser_of(ines).post(
        address, sent(garden, begins_on="2026-12-01", people="Six voisins") | {field: typed}
    )

    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert "Six voisins" in answer.content.decode()
    assert not ActivityChange.objects.exists()


def test_signs_that_harm_are_shown_as_words(browser_of, client, le_val, ines, garden):
    nasty = '<script>alert("é")</script> 🌱 مرحبا\x00\u200b'
    fields = dict.fromkeys(("title", "lead", "description", "people", "money", "places"), nasty)
    answer = browser_of(ines).post(
        url("activity-correct", le_val, activity=garden.pk),
        sent(garden) | fields | {"partners": nasty, "evidence": f"{nasty} https://example.org/a"},
    )
    browser_of(ines).post(
        url("note-add", le_val, activity=garden.pk), {"text": nasty, "on": "2026-11-24"}
    )

    page = client.get(answer.url).content.decode()
    assert "<script>alert" not in page and "🌱 مرحبا" in page
    assert client.get(url("plan-page", le_val)).status_code == 200


def test_two_at_once_who_change_different_things_are_brought_together(garden, ines, marc):
    mine, theirs = facts(garden, people="Six voisins"), facts(garden, money="4 000 €")
    actions.correct_activity(garden, theirs, by=marc, revision=1)
    actions.correct_activity(garden, mine, by=ines, revision=1)

    garden.refresh_from_db()
    assert (garden.people, garden.money, garden.revision) == ("Six voisins", "4 000 €", 3)


def test_two_at_once_who_change_the_same_thing_both_see_it(browser_of, le_val, garden, ines, marc):
    actions.correct_activity(
        garden, facts(garden, people="Dix voisins", money="9 €"), by=marc, revision=1
    )
    address = url("activity-correct", le_val, activity=garden.pk)
    browser = browser_of(ines)
    answer = browser.post(
        address, sent(garden, revision="1", people="Six voisins", places="Au fond")
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Six voisins"' in page and "Dix voisins" in page
    assert 'value="9 €"' in page, "what only the other changed is not lost"
    garden.refresh_from_db()
    assert (garden.people, garden.places) == ("Dix voisins", "")

    again = {"revision": "2", "people": "Six voisins", "money": "9 €", "places": "Au fond"}
    assert browser.post(address, sent(garden, **again)).status_code == 302
    garden.refresh_from_db()
    assert (garden.people, garden.money, garden.places) == ("Six voisins", "9 €", "Au fond")


def test_saving_what_stands_there_changes_nothing(garden, ines):
    before = Entry.objects.count()
    actions.correct_activity(garden, facts(garden), by=ines, revision=1)
    assert (Entry.objects.count(), ActivityChange.objects.count()) == (before, 0)


def test_the_database_refuses_wrong_days_and_bad_addresses(garden, le_val):
    row = Activity.objects.filter(pk=garden.pk)
    for wrong in (
        {"begins_on": TODAY, "due_on": TODAY - timedelta(days=1)},
        {"evidence": ["x javascript:alert(1)"]},
        {"passage": scenes.Any and le_val.passages.create()},
    ):
        with pytest.raises(scenes.DATABASE_REFUSES), transaction.atomic():
            row.update(**wrong)


def test_a_note_is_told_once_corrected_by_another_and_never_changed(
    browser_of, client, le_val, garden, paul
):
    browser = browser_of(paul)
    address = url("note-add", le_val, activity=garden.pk)
    typed = {"text": "**Douze** familles.", "on": "2026-11-20", "once": "k"}
    for _click in range(2):
        browser.post(address, typed)
    first = garden.notes.get()
    page = url("activity-page", le_val, activity=garden.pk)
    asked = browser.get(f"{page}?corrige={first.pk}").content.decode()
    assert f"corrige={first.pk}" in asked
    browser.post(f"{address}?corrige={first.pk}", {"text": "Onze.", "on": "2026-11-24"})

    moments = activity_page(garden).moments
    assert [(m.kind, m.corrected) for m in moments] == [
        ("progress", False), ("progress", True), ("planned", False),
    ]  # fmt: skip
    assert moments[0].corrects == date(2026, 11, 20)
    assert "<strong>Douze</strong>" in client.get(page).content.decode()
    for table in ("agenda_activitynote", "agenda_activitychange"):
        actions.correct_activity(
            garden, facts(garden, people=table), by=paul, revision=garden.revision
        )
        with pytest.raises(scenes.DATABASE_REFUSES, match="append-only"), transaction.atomic():
            connection.cursor().execute(f"DELETE FROM {table}")


@pytest.mark.parametrize("typed", [{"text": " "}, {"on": "2026-11-25"}, {"on": "hier"}])
def test_a_note_that_says_nothing_or_foretells_is_refused(browser_of, le_val, garden, ines, typed):
    answer = browser_of(ines).post(
        url("note-add", le_val, activity=garden.pk), {"text": "Bien.", "on": "2026-11-24"} | typed
    )
    assert answer.status_code == 422 and not ActivityNote.objects.exists()


def test_one_click_says_that_it_goes_on_and_stops_the_question(
    browser_of, le_val, garden, ines, set_day
):
    assert activities(le_val)[0].waits == ""
    set_day(TODAY + timedelta(days=61))
    assert activities(le_val)[0].waits == "untouched"
    for _click in range(2):
        browser_of(ines).post(url("course-confirm", le_val, activity=garden.pk))
    assert garden.notes.get().kind == "on_course"
    assert activities(le_val)[0].waits == ""
    set_day(TODAY + timedelta(days=122))
    assert activities(le_val)[0].waits == "untouched"


def test_what_is_late_or_suspended_long_is_asked_about(le_val, garden, ines, set_day):
    due = facts(garden, due_on=TODAY + timedelta(days=9))
    garden = actions.correct_activity(garden, due, by=ines, revision=1)
    set_day(TODAY + timedelta(days=10))
    assert activities(le_val)[0].waits == "late"
    actions.note_progress(garden, by=ines, text="Il manque la clôture.")
    assert activities(le_val)[0].waits == ""
    actions.move_activity(garden, to="suspended", by=ines, reason="Gel.")
    set_day(TODAY + timedelta(days=129))
    assert activities(le_val)[0].waits == ""
    set_day(TODAY + timedelta(days=130))
    assert activities(le_val)[0].waits == "suspended"


def test_a_tie_stays_pinned_and_shows_where_the_passage_is_now(
    browser_of, client, le_val, triad, garden
):
    first = scenes.adopted(le_val, triad)
    wording = first.wordings.get(heading="Après l'école")
    browser = browser_of(triad[0])
    tie = url("activity-tie", le_val, activity=garden.pk)
    browser.post(tie, {"passage": str(wording.passage_id)})
    second = actions.start_version(le_val, by=triad[0])
    again = second.wordings.get(passage=wording.passage_id)
    actions.save_passage(
        again, by=triad[0], revision=again.revision, heading="Le soir", text="Jusqu'à 19 h."
    )
    actions.send_for_endorsement(second, by=triad[0])
    for person in triad:
        actions.endorse(second, by=person, kind="consent")

    found = activity_page(garden).tie
    assert (found.number, found.heading) == (1, "Après l'école")
    assert (found.now.number, found.now.kind, found.now.spot.heading) == (2, "reworded", "Le soir")
    page = url("activity-page", le_val, activity=garden.pk)
    assert "deux adultes accueillent" in client.get(page).content.decode()
    browser.post(tie, {"passage": found.now.spot.key})
    renewed = activity_page(garden)
    assert (renewed.tie.number, renewed.tie.now) == (2, None)
    assert renewed.figure.strategy == "Grandir ici"


def test_only_a_passage_of_the_version_in_force_is_offered(browser_of, le_val, triad, garden):
    tie = url("activity-tie", le_val, activity=garden.pk)
    browser = browser_of(triad[0])
    version = scenes.writing(le_val, triad[0])
    wording = version.wordings.get(heading="Après l'école")
    assert browser.post(tie, {"passage": str(wording.passage_id)}).status_code == 422
    with pytest.raises(Refusal):
        actions.tie_activity(garden, wording, by=triad[0])
    with pytest.raises(scenes.DATABASE_REFUSES, match="adopted"), transaction.atomic():
        Activity.objects.filter(pk=garden.pk).update(version=version, passage=wording.passage_id)


def test_what_carries_out_a_strategy_belongs_to_it(le_val, triad, garden):
    wording = scenes.adopted(le_val, triad).wordings.get(heading="Après l'école")
    tied = actions.tie_activity(garden, wording, by=triad[0])
    with pytest.raises(Refusal, match="Grandir ici"):
        actions.correct_activity(
            tied, facts(tied, strategy="Travailler"), by=triad[0], revision=tied.revision
        )


def test_links_go_one_way_once_and_are_seen_from_both_ends(
    browser_of, client, le_val, garden, ines
):
    welcome = actions.plan_activity(le_val, by=ines, title="Accueil du soir", lead="Ville")
    browser = browser_of(ines)
    address = url("link-add", le_val, activity=garden.pk)
    typed = {"target": str(welcome.pk), "why": "Les récoltes font le goûter."}
    for _click in range(2):
        assert browser.post(address, typed).status_code == 302
    assert browser.post(address, typed | {"why": "Autrement."}).status_code == 422
    assert browser.post(address, typed | {"target": str(garden.pk)}).status_code == 422

    link = ActivityLink.objects.get()
    for activity in (garden, welcome):
        page = client.get(url("activity-page", le_val, activity=activity.pk)).content.decode()
        assert "Les récoltes font le goûter" in page
    with pytest.raises(scenes.DATABASE_REFUSES), transaction.atomic():
        ActivityLink.objects.create(source=garden, target=garden, why="x", by=ines)
    browser.post(url("link-remove", le_val, activity=garden.pk, link=link.pk))
    assert activity_page(garden).alone


def test_another_sites_ids_are_not_there_and_nothing_is_written(
    browser_of, le_val, la_crete, ines, victor, triad
):
    theirs = actions.plan_activity(la_crete, by=victor, title="x", lead="y")
    other = actions.plan_activity(la_crete, by=victor, title="z", lead="y")
    link = actions.link_activities(theirs, other, by=victor, why="w")
    mine = actions.plan_activity(le_val, by=ines, title="à moi", lead="y")
    browser, before = browser_of(ines), Entry.objects.count()

    for name, more in [
        ("activity-page", {}), ("activity-correct", {}), ("activity-move", {}), ("note-add", {}),
        ("course-confirm", {}), ("activity-tie", {}), ("link-add", {}), ("link-remove", {"link": link.pk}),
    ]:  # fmt: skip
        address = url(name, le_val, activity=theirs.pk, **more)
        assert browser.get(address).status_code in {404, 405}, name
        if name != "activity-page":
            assert browser.post(address, {"to": "ready"}).status_code == 404, name
    posted = browser.post(
        url("link-add", le_val, activity=mine.pk), {"target": str(theirs.pk), "why": "w"}
    )
    assert posted.status_code == 422
    with pytest.raises(scenes.DATABASE_REFUSES, match="one site"), transaction.atomic():
        ActivityLink.objects.create(source=mine, target=theirs, why="w", by=ines)
    assert Entry.objects.count() == before


def test_who_does_not_keep_the_plan_reads_it(browser_of, client, le_val, garden, lila, victor):
    page = url("activity-page", le_val, activity=garden.pk)
    for browser in (client, browser_of(lila), browser_of(victor)):
        assert browser.get(page).status_code == 200
        for name in ("note-add", "course-confirm", "activity-correct", "activity-tie", "link-add"):
            answer = browser.post(url(name, le_val, activity=garden.pk), {"text": "x"})
            assert answer.status_code in {302, 403}
    assert not ActivityNote.objects.exists()


@pytest.mark.parametrize("count", [1, 3, 30])
def test_a_long_life_costs_no_more(client, le_val, garden, ines, count, django_assert_num_queries):
    others = [
        actions.plan_activity(le_val, by=ines, title=f"A{n}", lead="y", once=str(n))
        for n in range(count)
    ]
    for n, other in enumerate(others):
        actions.note_progress(garden, by=ines, text=str(n), once=str(n))
        actions.link_activities(garden, other, by=ines, why="w")
        actions.correct_activity(garden, facts(garden, people=str(n)), by=ines, revision=n + 1)
    with django_assert_num_queries(10):
        assert client.get(url("activity-page", le_val, activity=garden.pk)).status_code == 200
