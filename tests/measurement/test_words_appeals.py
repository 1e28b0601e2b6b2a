"""Lila's words are hidden: another person than who hid them decides on her appeal; lost codes come again."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.test.utils import CaptureQueriesContext

from journal.models import Entry, Letter
from kit.states import Refusal
from measurement import actions
from measurement.models import DisputeAppeal, Withholding
from tests import make
from tests.measurement.conftest import quarter, read
from tests.measurement.test_contests import FIGURES, FOLLOW, contest, text

BASE = "/sites/le-val/indicateurs/contestations/"
APPEAL = f"{BASE}suivre/recours/"
AGAIN = f"{BASE}suivre/code-perdu/"
LIST = "/sites/le-val/a-faire/?tout=1"
# The seal of a page's forms is another one each time.
SEAL = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


@pytest.fixture
def value(le_val, children, samira):
    """64 children, entered by the community seat."""
    return actions.enter_value(
        children, quarter(3, 2026), read(64), site=le_val, by=samira, role="community"
    )


@pytest.fixture
def hidden(le_val, value, marc):
    """Lila's words, which Marc hid, and her code."""
    said, code = contest(le_val, value, words="Untel ment.", email="lila@example.org")
    hide(said, by=marc)
    return said, code


def hide(said, *, by, reason="Une personne est visée."):
    return actions.hide_words(said, ground="insult", reason=reason, by=by)


def desk(appeal):
    return f"{BASE}recours/{appeal.pk}/"


# The appeal of a resident without an account.


def test_another_person_than_who_hid_shows_the_words_again(
    client, browser_of, le_val, value, hidden, marc, ines
):
    said, code = hidden
    page = text(client.post(FOLLOW, {"follow_up": code}))
    assert "Demander qu’une autre personne décide" in page
    assert "Pourquoi vos mots" in text(client.post(APPEAL, {"follow_up": code}))
    sent = {"follow_up": code, "words": "C’est son surnom."}
    for _twice in range(2):
        assert "Votre recours est arrivé." in text(client.post(APPEAL, sent))
    made = DisputeAppeal.objects.get()

    assert "Trancher le recours" in text(browser_of(ines).get(LIST))
    theirs = text(browser_of(marc).get(desk(made)))
    assert "L’une de ces personnes tranche" in theirs
    assert "Les garder masqués" not in theirs
    assert "C’est son surnom." in text(browser_of(ines).get(desk(made)))
    browser_of(ines).post(desk(made), {"decision": "show", "reason": "Un surnom connu."})

    actions.answer_dispute(said, outcome="not_followed", answer="Le compte est bon.", by=marc)
    assert "Untel ment." in text(client.get(FIGURES))
    mine = text(client.post(FOLLOW, {"follow_up": code}))
    for told in ("Un surnom connu.", "ils sont affichés de nouveau", "C’est son surnom."):
        assert told in mine
    letter = Letter.objects.get(to="lila@example.org", subject__contains="recours")
    assert "Un surnom connu." in letter.text
    assert code not in letter.text
    kinds = Entry.objects.filter(kind__startswith="measurement.dispute_appeal")
    assert list(kinds.order_by("position").values_list("kind", "by_id")) == [
        ("measurement.dispute_appealed", None), ("measurement.dispute_appeal_decided", ines.pk)
    ]  # fmt: skip
    assert "Trancher le recours" not in text(browser_of(ines).get(LIST))


def test_upheld_the_page_says_the_ground_the_reason_and_the_day(client, hidden, ines, marc):
    said, code = hidden
    made = actions.appeal_words(said, words="Non.")
    actions.decide_words_appeal(made, shows=False, reason="Le nom reste visé.", by=ines)
    actions.answer_dispute(said, outcome="not_followed", answer="Lu.", by=marc)

    page = text(client.get(FIGURES))
    assert "Untel ment." not in page
    assert "Le nom reste visé." in page
    assert "Après un recours, une autre personne a décidé de même le 24 novembre 2026." in page
    assert "ils restent masqués" in text(client.post(FOLLOW, {"follow_up": code}))
    with pytest.raises(Refusal, match="un seul est possible"):
        actions.appeal_words(said, words="Encore non.")
    actions.show_words_again(said, reason="Le nom est public.", by=marc)
    assert "Untel ment." in text(client.get(FIGURES))


def test_who_hid_decides_nothing_and_nobody_goes_around_the_appeal(
    browser_of, hidden, marc, ines, maud, paul, client
):
    said, _code = hidden
    made = actions.appeal_words(said, words="Non.")
    answer = {"decision": "show", "reason": "Vu."}
    refused = browser_of(marc).post(desk(made), answer)
    assert (refused.status_code, "quelqu’un d’autre" in text(refused)) == (422, True)
    assert "par l’une de ces personnes" in text(browser_of(maud).post(desk(made), answer))
    assert browser_of(paul).get(desk(made)).status_code == 403
    assert client.get(desk(made)).status_code == 302
    with pytest.raises(Refusal, match="tranchez le recours"):
        actions.show_words_again(said, reason="Oups.", by=marc)
    moderate = text(browser_of(ines).get(f"{BASE}{said.pk}/moderer/"))
    assert "Son auteur a fait un recours." in moderate
    empty = browser_of(ines).post(desk(made), {"decision": "show", "reason": " \u200b"})
    assert empty.status_code == 422
    decided = actions.decide_words_appeal(made, shows=True, reason="Vu.", by=ines)
    assert actions.decide_words_appeal(made, shows=True, reason="Vu.", by=ines) == decided
    with pytest.raises(Refusal, match="entre-temps"):
        actions.decide_words_appeal(made, shows=False, reason="Non.", by=ines)
    assert "Ce recours est tranché." in text(browser_of(ines).get(desk(made)))


def test_where_nobody_else_is_at_the_site_the_national_team_decides(
    browser_of, le_val, hidden, marc, maud
):
    said, _code = hidden
    le_val.mandates.exclude(person=marc).delete()
    made = actions.appeal_words(said, words="Non.")
    assert "l’équipe nationale" in text(browser_of(marc).get(desk(made)))
    assert "Trancher le recours" in text(browser_of(maud).get(LIST))
    browser_of(maud).post(desk(made), {"decision": "hide", "reason": "Le nom reste visé."})
    assert Withholding.objects.get(appeal=made).by == maud


@pytest.mark.parametrize("words", ["", " \u200b\u2060", "x" * 1501, "\x00"])
def test_an_appeal_that_says_nothing_or_too_much_is_told(client, hidden, words):
    sent = client.post(APPEAL, {"follow_up": hidden[1], "words": words})
    assert sent.status_code == 422
    assert not DisputeAppeal.objects.exists()


def test_without_the_code_of_this_site_there_is_no_appeal(client, browser_of, le_val, la_crete, hidden, value, ines):  # fmt: skip
    said, code = hidden
    sent = {"follow_up": code, "words": "Non."}
    for wrong in ({"follow_up": ""}, {"follow_up": "\x00"}, {"follow_up": "ABCD-EFGH-JKMN"}):
        assert client.post(APPEAL, sent | wrong).status_code == 404
    assert client.post(APPEAL.replace("le-val", la_crete.slug), sent).status_code == 404
    made = actions.appeal_words(said, words="Non.")
    there = make.person("Odile Là-bas")
    make.seat(la_crete, "state", there)
    elsewhere = desk(made).replace("le-val", la_crete.slug)
    assert browser_of(there).get(elsewhere).status_code == 404
    other, _code = contest(le_val, value, words="Autre.", once="b")
    with pytest.raises(Refusal, match="pas masqués"):
        actions.appeal_words(other, words="Non.")


def test_the_database_refuses_what_cannot_follow(hidden, marc, ines):
    said, _code = hidden
    made = actions.appeal_words(said, words="Non.")
    row = {"dispute": said, "number": 2, "reason": "x", "ground": "insult"}
    wrong = (
        {"kind": "upheld", "appeal": made, "by": marc},
        {"kind": "restored", "ground": "", "by": ines},
        {"kind": "hidden", "by": ines},
        {"kind": "upheld", "by": ines},
        {"kind": "upheld", "appeal": made, "by": ines, "number": 3},
    )
    for fields in wrong:
        with pytest.raises(DatabaseError), transaction.atomic():
            Withholding.objects.create(**row | fields)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        DisputeAppeal.objects.update(words="autre")
    actions.decide_words_appeal(made, shows=True, reason="Vu.", by=ines)
    with pytest.raises(DatabaseError, match="hidden now"), transaction.atomic():
        DisputeAppeal.objects.create(decision=Withholding.objects.get(number=2), words="Non.")


def test_the_list_of_what_waits_costs_the_same_for_one_and_for_thirty(
    browser_of, le_val, value, marc, ines
):
    browser, cost = browser_of(ines), []
    for total in (1, 3, 30):
        for turn in range(DisputeAppeal.objects.count(), total):
            said, _code = contest(le_val, value, words=f"Mot {turn}", once=str(turn))
            hide(said, by=marc)
            actions.appeal_words(said, words="Non.")
        browser.get(LIST)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(LIST).text.count("Trancher le recours") == total
        cost.append(len(asked))

    assert cost == cost[:1] * 3


# Codes that were lost.


def test_lost_codes_come_by_letter_and_the_page_says_the_same_to_all(client, le_val, la_crete, value):  # fmt: skip
    codes = {
        contest(le_val, value, words=words, once=words, email="Lila@example.org")[1]
        for words in ("Non.", "Toujours non.")
    }
    known, unknown = (
        SEAL.sub("", client.post(AGAIN, {"email": email}).content.decode())
        for email in ("lila@example.ORG ", "personne@example.org")
    )
    assert known == unknown
    client.post(AGAIN, {"email": "lila@example.org"})
    client.post(AGAIN.replace("le-val", la_crete.slug), {"email": "lila@example.org"})
    letter = Letter.objects.get(to="Lila@example.org")
    assert all(code in letter.text for code in codes)
    for code in codes:
        assert client.post(FOLLOW, {"follow_up": code}).status_code == 200
    assert AGAIN in text(client.get(FOLLOW))


@pytest.mark.parametrize("wrong", ["", "x", "\x00", "a@b@c", "x" * 255 + "@example.org"])
def test_what_is_no_address_is_told(client, le_val, wrong):
    assert client.post(AGAIN, {"email": wrong}).status_code == 422


def test_who_asks_for_codes_too_often_is_held_back(client, le_val):
    for _click in range(20):
        actions.send_dispute_codes_again(le_val, email="x@example.org", address="127.0.0.1")
    assert client.post(AGAIN, {"email": "x@example.org"}).status_code == 422


# Two at once, and the way back.


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_who_decide_at_once_decide_once():
    site = make.site("Le Val")
    people = [make.person(f"Holder {seat}") for seat in ("state", "municipality", "community")]
    for seat, person in zip(("state", "municipality", "community"), people, strict=True):
        make.seat(site, seat, person)
    children = actions.choose_indicator(
        site, actions.NewIndicator(name="Enfants", unit="enfants", source="s"), by=None
    )
    row = actions.enter_value(children, quarter(3, 2026), read(64), site=site, by=None)
    said, _code = contest(site, row)
    hide(said, by=people[0])

    def act(work):
        try:
            return work()
        except Refusal as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(act, [lambda: actions.appeal_words(said, words="Non.")] * 2))
    assert made[0] == made[1]
    decisions = [
        lambda by=by, shows=shows: actions.decide_words_appeal(made[0], shows=shows, reason="Vu.", by=by)
        for by, shows in zip(people[1:], (True, False), strict=True)
    ]  # fmt: skip
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(act, decisions))
    assert sum(isinstance(each, str) for each in done) == 1
    assert said.withholdings.count() == 2


@pytest.mark.slow
def test_behind_appeals_and_forward_again_nothing_is_lost(hidden, ines):
    made = actions.appeal_words(hidden[0], words="Non.")
    actions.decide_words_appeal(made, shows=False, reason="Vu.", by=ines)
    loader = MigrationExecutor(connection).loader
    name = next(n for app, n in loader.graph.nodes if app == "measurement" and n.endswith("dispute_appeals"))  # fmt: skip
    key = ("measurement", name)
    before = [
        list(model.objects.order_by("created_at").values())
        for model in (Withholding, DisputeAppeal)
    ]
    migration, state = loader.get_migration(*key), loader.project_state(key, at_end=False)
    connection.check_constraints()
    with connection.schema_editor() as editor:
        migration.unapply(state.clone(), editor)
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind FROM measurement_withholding ORDER BY number")
        assert cursor.fetchall() == [("hidden",), ("hidden",)]
    with connection.schema_editor() as editor:
        migration.apply(state.clone(), editor)
    assert [
        list(model.objects.order_by("created_at").values())
        for model in (Withholding, DisputeAppeal)
    ] == before
