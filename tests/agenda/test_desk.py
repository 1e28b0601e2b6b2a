"""The triad at work: writing in place, conflicts, answers, opening, endorsing, the plan."""

import html

import pytest
from django.urls import reverse

from agenda import actions
from agenda.models import Activity, Outcome, Version
from tests.agenda import scenes
from tests.agenda.test_residents import url

HTMX = {"HX-Request": "true"}


def flat(text):
    """The text with plain spaces."""
    return html.unescape(text).replace("\xa0", " ").replace("\u202f", " ")


@pytest.fixture
def version(triad, le_val, ines):
    return scenes.writing(le_val, ines)


@pytest.fixture
def school(version):
    return version.wordings.get(heading="Après l'école")


def test_a_passage_is_edited_in_place_and_the_page_equals_the_reloaded_one(
    browser_of, le_val, ines, school
):
    browser = browser_of(ines)
    address = url("passage-edit", le_val, passage=school.passage_id)
    form = browser.get(address, headers=HTMX)
    assert f'id="passage-{school.passage_id}"' in form.content.decode()

    browser.htmx(
        address, scenes.wording_fields(school, text="Jusqu'à 19 h."), page=url("desk", le_val)
    )

    school.refresh_from_db()
    assert (school.text, school.revision) == ("Jusqu'à 19 h.", 2)


def test_the_same_without_javascript(browser_of, le_val, ines, school):
    browser = browser_of(ines)
    address = url("passage-edit", le_val, passage=school.passage_id)
    assert browser.get(address).status_code == 200

    saved = browser.post(address, scenes.wording_fields(school, text="Jusqu'à 19 h."), follow=True)

    assert saved.redirect_chain[0][0].startswith(url("desk", le_val))
    assert "19 h" in flat(saved.content.decode())


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_version_opened_while_somebody_types_keeps_the_typed_text(
    browser_of, le_val, ines, marc, version, school, headers
):
    actions.open_consultation(version, by=marc, until=scenes.UNTIL)

    late = browser_of(ines).post(
        url("passage-edit", le_val, passage=school.passage_id),
        scenes.wording_fields(school, text="Jusqu'à 20 h."),
        headers=headers,
    )

    assert late.status_code == 422
    assert "20 h" in late.content.decode()


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_passage_removed_while_somebody_types_keeps_the_typed_text(
    browser_of, le_val, ines, marc, version, school, headers
):
    actions.remove_passage(school, by=marc, revision=1)

    late = browser_of(ines).post(
        url("passage-edit", le_val, passage=school.passage_id),
        scenes.wording_fields(school, text="Jusqu'à 20 h."),
        headers=headers,
    )

    assert late.status_code == 422
    assert "20 h" in late.content.decode()


@pytest.mark.parametrize(
    "wrong", [{"text": ""}, {"heading": ""}, {"heading": "x" * 121}, {"text": "x" * 20_001},
              {"revision": "x"}, {"text": "\x00"}]
)  # fmt: skip
def test_wrong_words_are_told_and_change_nothing(browser_of, le_val, ines, school, wrong):
    sent = browser_of(ines).post(
        url("passage-edit", le_val, passage=school.passage_id),
        scenes.wording_fields(school, **wrong),
    )

    assert sent.status_code == 422
    school.refresh_from_db()
    assert school.revision == 1


def test_an_ended_session_keeps_the_typed_passage(client, le_val, school):
    sent = client.post(
        url("passage-edit", le_val, passage=school.passage_id),
        scenes.wording_fields(school, text="Une heure de travail."),
    )

    assert sent.status_code == 302
    assert client.session["kept_text"]["fields"]["text"] == ["Une heure de travail."]


def test_a_passage_is_added_moved_and_taken_out(browser_of, le_val, ines, version):
    browser = browser_of(ines)
    sent = {
        "section": "strategy",
        "strategy": "Grandir ici",
        "heading": "Le samedi",
        "text": "Sport.",
    }
    for _click in range(2):
        browser.post(url("passage-add", le_val), sent | {"once": "k"})
    added = version.wordings.get(heading="Le samedi")
    browser.post(url("passage-move", le_val, passage=added.passage_id), {"up": "1"})
    added.refresh_from_db()
    assert added.position == 5

    remove = url("passage-remove", le_val, passage=added.passage_id)
    assert browser.get(remove).status_code == 200
    browser.post(remove, {"revision": "1"})
    assert version.wordings.filter(heading="Le samedi").exists()
    browser.post(remove, {"revision": added.revision})
    assert not version.wordings.filter(heading="Le samedi").exists()


def test_a_strategy_without_a_name_is_told(browser_of, le_val, ines, version):
    sent = browser_of(ines).post(
        url("passage-add", le_val), {"section": "strategy", "heading": "x", "text": "y"}
    )
    assert sent.status_code == 422


def test_the_whole_way_from_the_desk_to_the_adoption(browser_of, client, le_val, triad):
    ines, marc, samira = triad
    browser = browser_of(ines)
    browser.post(url("version-start", le_val))
    for section, strategy, heading, text in scenes.PASSAGES:
        browser.post(
            url("passage-add", le_val),
            {"section": section, "strategy": strategy, "heading": heading, "text": text},
        )
    browser.post(url("consultation-open", le_val), {"until": scenes.UNTIL.isoformat()})
    opened = le_val.versions.get()
    passage = scenes.passage(opened)
    client.post(
        url("comment-add", le_val, passage=passage.pk), {"text": "19 h !", "public_name": "Sabrina"}
    )
    browser.post(url("consultation-close", le_val))
    browser.post(url("version-start", le_val))
    wording = le_val.versions.get(number=2).wordings.get(passage=passage)
    browser.post(
        url("passage-edit", le_val, passage=passage.pk),
        scenes.wording_fields(wording, text="De 16 h 30 à 19 h."),
    )
    browser.post(url("version-send", le_val))
    assert le_val.versions.get(number=2).state == "writing"
    voice = le_val.comments.get()
    browser.post(
        url("comment-answer", le_val, comment=voice.pk),
        {"kind": "retained", "reason": "", "passages": [str(passage.pk)]},
    )
    browser.post(url("version-send", le_val))
    for person in (ines, marc, samira):
        browser_of(person).post(url("endorsement-give", le_val), {"kind": "consent", "reason": ""})

    states = dict(le_val.versions.values_list("number", "state"))
    assert states == {1: "superseded", 2: "adopted"}
    page = client.get(url("agenda-page", le_val)).content.decode()
    assert "16 h 30 à 19" in flat(page)
    differences = client.get(url("version-differences", le_val, number=2, other=1))
    assert differences.status_code == 200
    assert "<ins>" in differences.content.decode()


def test_an_answer_in_place_equals_the_page_reloaded(browser_of, le_val, ines, version):
    opened = actions.open_consultation(version, by=ines, until=scenes.UNTIL)
    comment, _code = scenes.said(opened)
    browser = browser_of(ines)
    address = url("comment-answer", le_val, comment=comment.pk)
    assert f'id="voice-{comment.pk}"' in browser.get(address, headers=HTMX).content.decode()

    browser.htmx(
        address, {"kind": "partly", "reason": "18 h 45."}, page=url("comment-list", le_val)
    )

    assert Outcome.objects.get().kind == "partly"


def test_an_answer_at_the_desk_renews_the_desk(browser_of, le_val, ines, version):
    opened = actions.open_consultation(version, by=ines, until=scenes.UNTIL)
    comment, _code = scenes.said(opened)

    answered = browser_of(ines).htmx(
        url("comment-answer", le_val, comment=comment.pk),
        {"kind": "retained"},
        page=url("desk", le_val),
    )

    assert answered.headers["HX-Refresh"] == "true"


@pytest.mark.parametrize("wrong", [{"kind": "partly", "reason": ""}, {"kind": "x", "reason": "y"}, {},
                                   {"kind": "partly", "reason": "x" * 1501}])  # fmt: skip
def test_an_answer_without_a_reason_is_told(browser_of, le_val, ines, version, wrong):
    opened = actions.open_consultation(version, by=ines, until=scenes.UNTIL)
    comment, _code = scenes.said(opened)

    sent = browser_of(ines).post(url("comment-answer", le_val, comment=comment.pk), wrong)

    assert sent.status_code == 422
    assert not Outcome.objects.exists()


def test_an_endorsement_in_place_equals_the_page_reloaded(browser_of, le_val, ines, version):
    actions.send_for_endorsement(version, by=ines)
    browser = browser_of(ines)

    browser.htmx(
        url("endorsement-give", le_val), {"kind": "consent", "reason": ""},
        page=url("endorsement", le_val),
    )  # fmt: skip
    silent = browser.post(url("endorsement-give", le_val), {"kind": "objection", "reason": " "})

    assert silent.status_code == 422
    assert Version.objects.get(pk=version.pk).state == "endorsing"


def test_a_past_day_is_told_beside_the_field(browser_of, le_val, ines, version):
    sent = browser_of(ines).post(url("consultation-open", le_val), {"until": "2026-01-01"})

    assert sent.status_code == 422
    assert Version.objects.get(pk=version.pk).state == "writing"


def test_an_activity_is_planned_and_suspended_with_its_reason(browser_of, le_val, paul, triad):
    browser = browser_of(paul)
    sent = {"title": "Jardin partagé", "lead": "Ville", "strategy": "", "due_on": "", "once": "k"}
    for _click in range(2):
        browser.post(url("activity-add", le_val), sent)
    garden = le_val.activities.get()
    address = url("activity-move", le_val, activity=garden.pk)
    browser.post(address, {"to": "under_way"})
    assert browser.post(address, {"to": "suspended", "reason": ""}).status_code == 422
    browser.post(address, {"to": "suspended", "reason": "Étude des sols."})

    garden.refresh_from_db()
    assert (garden.state, garden.reason) == ("suspended", "Étude des sols.")
    assert "tude des sols" in browser.get(url("plan-page", le_val)).content.decode()
    assert Activity.objects.count() == 1


TRIAD_PAGES = ["desk", "passage-add", "consultation-open"]
PUBLIC_PAGES = [
    "agenda-page",
    "consultation",
    "comment-follow",
    "comment-list",
    "plan-page",
    "endorsement",
]


@pytest.mark.parametrize("name", PUBLIC_PAGES)
def test_public_pages_are_open_empty_and_full(client, le_val, name, triad, ines):
    assert client.get(url(name, le_val)).status_code == 200
    scenes.said(scenes.opened(le_val, ines))
    assert client.get(url(name, le_val)).status_code == 200


@pytest.mark.parametrize("name", TRIAD_PAGES)
def test_the_desk_is_for_the_triad_of_this_site(
    browser_of, client, le_val, version, ines, paul, lila, victor, name
):
    assert browser_of(ines).get(url(name, le_val)).status_code == 200
    assert client.get(url(name, le_val)).status_code == 302
    for person in (paul, lila, victor):
        assert browser_of(person).get(url(name, le_val)).status_code == 403


def test_what_is_being_written_is_not_public(browser_of, client, le_val, version, paul, victor):
    address = url("version-page", le_val, number=1)
    assert client.get(address).status_code == 404
    assert browser_of(victor).get(address).status_code == 404
    assert browser_of(paul).get(address).status_code == 200
    assert "adultes accueillent" not in client.get(url("agenda-page", le_val)).content.decode()


def test_ids_of_another_site_are_not_there_and_nothing_is_written(
    browser_of, le_val, la_crete, ines, victor, version
):
    theirs = scenes.writing(la_crete, victor)
    wording = theirs.wordings.get(heading="Après l'école")
    activity = actions.plan_activity(la_crete, by=victor, title="x", lead="y")
    opened = actions.open_consultation(theirs, by=victor, until=scenes.UNTIL)
    comment, _code = scenes.said(opened, passage=wording.passage)
    browser = browser_of(ines)

    for address, data in [
        (
            url("passage-edit", le_val, passage=wording.passage_id),
            scenes.wording_fields(wording, text="x"),
        ),
        (url("passage-move", le_val, passage=wording.passage_id), {"up": "1"}),
        (url("passage-remove", le_val, passage=wording.passage_id), {"revision": "1"}),
        (url("passage-split", le_val, passage=wording.passage_id), {"after": "1"}),
        (url("passage-join", le_val, passage=wording.passage_id), {"revision": "1"}),
        (url("passage-put", le_val, passage=wording.passage_id), {"where": "helps  "}),
        (url("act-undo", le_val, act=theirs.acts.first().pk), {}),
        (url("comment-answer", le_val, comment=comment.pk), {"kind": "retained"}),
        (url("activity-move", le_val, activity=activity.pk), {"to": "ready"}),
    ]:
        assert browser.post(address, data).status_code == 404, address
        assert browser.get(address).status_code in {404, 405}, address
    for address in (
        url("passage-edit", la_crete, passage=wording.passage_id),
        url("version-send", la_crete),
    ):
        assert browser.post(address, {}).status_code == 403
    assert not Outcome.objects.exists()
    activity.refresh_from_db()
    assert activity.state == "idea"


def test_unknown_numbers_are_not_there(client, le_val, version):
    for address in (
        url("version-page", le_val, number=99),
        url("version-differences", le_val, number=1, other=99),
        reverse("agenda:version-page", kwargs={"site": "nowhere", "number": 1}),
    ):
        assert client.get(address).status_code == 404
