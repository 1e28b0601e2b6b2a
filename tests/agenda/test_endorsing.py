"""The page of the three answers: replaced, lapsed, awaited; objections and what meets them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agenda import actions
from agenda.figures import earlier_worries, seat_records, worries
from agenda.models import Ceremony, Remedy, Version
from governance.actions import end_mandate
from journal.models import Entry
from kit.states import Refusal
from tests import make
from tests.agenda import scenes
from tests.conftest import TODAY
from tests.overview.test_home import soup_of, words_of

PAGE = "/sites/le-val/feuille-de-route/approbation/"
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def objected(triad, le_val):
    """Version 1: the State agrees, the municipality objects."""
    version = scenes.endorsing(le_val, triad[0])
    actions.endorse(version, by=triad[0], kind="consent")
    actions.endorse(version, by=triad[1], kind="objection", reason="Le conseil n'a pas voté.")
    return Version.objects.get(pk=version.pk)


@pytest.fixture
def reworked(triad, le_val, objected):
    """Version 2, in writing, says something else about the Wednesday."""
    version = actions.start_version(le_val, by=triad[0])
    wording = version.wordings.get(heading="Le mercredi")
    actions.save_passage(
        wording, by=triad[0], heading="Le mercredi", text="Après le vote.", revision=1
    )
    return version


def objection(version):
    return version.endorsements.get(kind="objection")


def test_a_changed_answer_is_shown_as_replaced_and_folded(triad, le_val, client):
    version = scenes.endorsing(le_val, triad[0])
    actions.endorse(version, by=triad[0], kind="reservation", reason="À revoir en juin.")
    actions.endorse(version, by=triad[0], kind="consent")

    state = seat_records(version).seats[0]
    folded = soup_of(client.get(PAGE)).select_one("#endorsement details")

    assert (state.answer.kind, [p.kind for p in state.past]) == ("consent", ["reservation"])
    assert folded is not None
    assert not folded.has_attr("open")
    assert "remplacée" in folded.text
    assert "À revoir en juin." in folded.text


def test_the_page_says_what_is_awaited_from_whom_since_when(triad, le_val, client, set_day):
    scenes.endorsing(le_val, triad[0])
    set_day(TODAY + timedelta(days=9))

    words = words_of(client.get(PAGE))

    assert "Marc Delattre, attendue depuis le 24 novembre 2026" in words
    assert "Après l’école" in words


def test_who_follows_answers_anew_and_the_page_says_so(triad, le_val, client, set_day):
    ines, marc, _samira = triad
    version = scenes.endorsing(le_val, ines)
    actions.endorse(version, by=ines, kind="consent")
    end_mandate(le_val.mandates.get(person=ines), by=marc, on=TODAY)
    make.seat(le_val, "state", make.person("Hugo Petit"), since=TOMORROW)
    set_day(TOMORROW)

    words = words_of(client.get(PAGE))

    assert "Ines Carpentier avait répondu" in words
    assert "Hugo Petit, attendue depuis le 25 novembre 2026" in words
    assert seat_records(version).seats[0].lapsed.mandate_until == TODAY


def test_nobody_comes_to_hold_two_seats_of_a_site_that_endorses(triad, le_val):
    """Refused with words where the seat would be taken: no text ever waits for the same person twice."""
    ines, marc, _samira = triad
    scenes.endorsing(le_val, ines)
    end_mandate(le_val.mandates.get(seat="community"), by=marc, on=TODAY - timedelta(days=1))

    with pytest.raises(Refusal, match="déjà un siège de ce site"):
        make.seat(le_val, "community", marc, since=TODAY)
    with pytest.raises(scenes.DATABASE_REFUSES), scenes.savepoint():
        le_val.mandates.create(seat="community", person=marc, during=(TODAY, None))


def test_what_changed_since_each_seat_agreed_is_counted(triad, le_val, client):
    scenes.adopted(le_val, triad)
    version = actions.start_version(le_val, by=triad[0])
    wording = version.wordings.get(heading="Le mercredi")
    actions.save_passage(
        wording, by=triad[0], heading="Le mercredi", text="De 13 h à 18 h.", revision=1
    )
    actions.send_for_endorsement(version, by=triad[0])

    since = [record.since for record in seat_records(Version.objects.get(pk=version.pk)).seats]

    assert [(s.number, s.counted["reworded"], s.same) for s in since] == [(1, 1, False)] * 3
    assert "/versions/2/ecarts/1/" in client.get(PAGE).content.decode()


def test_an_objection_is_met_in_public_with_the_changed_passages(
    triad, le_val, objected, reworked, browser_of, client
):
    marc = triad[1]
    wednesday = scenes.passage(reworked, "Le mercredi")
    address = f"{PAGE}{objection(objected).pk}/repondre/"
    browser = browser_of(marc)
    assert "Le mercredi" in words_of(browser.get(address))

    told = {"text": "Le vote est écrit au passage 5.", "passages": [str(wednesday.pk)]}
    browser.post(address, told)

    (worry,) = worries(objected)
    assert [(r.number, r.by, r.spots) for r in worry.remedies] == [
        (2, "Marc Delattre", ((5, "Le mercredi"),))
    ]
    page = client.get(PAGE)
    assert "Le vote est écrit au passage 5." in words_of(page)
    assert Entry.objects.of_site("le-val").first().kind == "agenda.objection_answered"
    actions.send_for_endorsement(reworked, by=marc)
    assert [w.reason for w in earlier_worries(reworked)] == ["Le conseil n'a pas voté."]
    page = client.get("/sites/le-val/feuille-de-route/versions/2/")
    assert "Le vote est écrit au passage 5." in words_of(page)


def test_what_cannot_be_answered_is_refused(triad, le_val, objected, reworked, victor, la_crete):
    ines = triad[0]
    found, good = objection(objected), {"version": reworked, "text": "Fait.", "by": ines}
    theirs = scenes.writing(la_crete, victor)
    agreed = objected.endorsements.get(kind="consent")
    for endorsement, wrong in (
        (agreed, {}), (found, {"text": " "}), (found, {"version": theirs}),
        (found, {"passages": [scenes.passage(theirs).pk]}),
    ):  # fmt: skip
        with pytest.raises(Refusal):
            actions.answer_objection(endorsement, **(good | wrong))
    for _click in range(2):
        actions.answer_objection(found, **good)
    actions.answer_objection(found, **(good | {"text": "Mieux fait."}))
    assert list(found.remedies.order_by("number").values_list("text", flat=True)) == [
        "Fait.", "Mieux fait.",
    ]  # fmt: skip
    for change in (lambda: Remedy.objects.update(text="x"), lambda: Remedy.objects.all().delete()):
        with pytest.raises(scenes.DATABASE_REFUSES), scenes.savepoint():
            change()


def test_talking_was_enough_the_same_text_goes_out_again(triad, le_val, objected, browser_of):
    ines, marc, samira = triad
    actions.answer_objection(objection(objected), version=objected, text="Voté hier.", by=ines)
    browser = browser_of(ines)
    assert "Envoyer de nouveau le même texte" in words_of(browser.get(PAGE))
    browser.post("/sites/le-val/feuille-de-route/redaction/envoyer/")
    actions.endorse(objected, by=marc, kind="consent")
    with pytest.raises(Refusal, match="changé"):
        actions.answer_objection(objection(objected), version=objected, text="Trop tard.", by=ines)
    actions.endorse(objected, by=samira, kind="consent")

    assert Version.objects.get(pk=objected.pk).state == "adopted"


@pytest.mark.parametrize("who", ["paul", "lila", "victor", "rose"])
def test_only_the_triad_answers_objections_and_records_ceremonies(
    request, browser_of, triad, le_val, objected, reworked, who
):
    browser = browser_of(request.getfixturevalue(who))

    assert browser.get(f"{PAGE}{objection(objected).pk}/repondre/").status_code == 403
    assert browser.get(CEREMONY + "ceremonie/").status_code == 403


CEREMONY = "/sites/le-val/feuille-de-route/versions/1/adoption/"
HELD = {"held_on": "2026-11-24", "place": "Centre social", "people": "45", "words": "Merci."}


def test_the_ceremony_page_names_the_three_and_the_text(triad, le_val, client, browser_of):
    ines, marc, samira = triad
    assert client.get(CEREMONY).status_code == 404
    version = scenes.endorsing(le_val, ines)
    for person in (ines, marc):
        actions.endorse(version, by=person, kind="consent")
    assert client.get(CEREMONY).status_code == 404
    actions.endorse(version, by=samira, kind="reservation", reason="À revoir en juin.")

    page = client.get(CEREMONY)

    words = words_of(page)
    for said in (
        "Ines Carpentier", "Marc Delattre", "Samira Haddad", "Réserve exprimée par Samira Haddad",
        "À revoir en juin.", "mardi 24 novembre 2026", "Chaque enfant trouve un adulte qui l’attend.",
    ):  # fmt: skip
        assert said in words
    shown = soup_of(page).select_one("code.fingerprint").text.split()
    assert "".join(shown) == version.sha256 or "".join(shown) == Version.objects.get().sha256
    assert len(shown) == 16


def test_a_ceremony_is_recorded_and_corrected(triad, le_val, client, browser_of):
    scenes.adopted(le_val, triad)
    browser = browser_of(triad[2])
    browser.post(f"{CEREMONY}ceremonie/", HELD)
    browser.post(f"{CEREMONY}ceremonie/", HELD)
    assert "45 personnes étaient là" in words_of(client.get(CEREMONY))
    assert Ceremony.objects.count() == 1

    browser.post(f"{CEREMONY}ceremonie/", HELD | {"people": "54"})

    words = words_of(client.get(CEREMONY))
    assert "54 personnes étaient là" in words
    assert "corrigé depuis" in words
    assert list(Ceremony.objects.order_by("number").values_list("people", flat=True)) == [45, 54]


@pytest.mark.parametrize(
    "wrong",
    [
        {"held_on": "2026-11-23"}, {"held_on": "2026-11-25"}, {"held_on": "hier"}, {"place": " "},
        {"people": "0"}, {"people": "beaucoup"}, {"words": "x" * 5000},
    ],
)  # fmt: skip
def test_an_unlikely_ceremony_is_refused_beside_what_was_typed(triad, le_val, browser_of, wrong):
    scenes.adopted(le_val, triad)

    answer = browser_of(triad[0]).post(f"{CEREMONY}ceremonie/", HELD | wrong)

    assert answer.status_code == 422
    assert soup_of(answer).select_one(".error-summary") is not None
    assert not Ceremony.objects.exists()


def test_the_page_costs_the_same_whatever_was_answered(triad, le_val, client):
    version = scenes.endorsing(le_val, triad[0])
    counts = []
    for times in (1, 3, 30):
        for place in range(times):
            actions.endorse(version, by=triad[0], kind="reservation", reason=f"Réserve {place}")
        client.get(PAGE)
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        counts.append(len(queries))

    assert len(set(counts)) == 1
