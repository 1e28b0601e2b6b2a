"""A resident contests a figure without an account; a seat answers with a date; it stands beside it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from agenda import codes
from journal.models import Entry, Letter
from kit import clock
from kit.states import Refusal
from measurement import actions, figures
from measurement.models import Dispute, DisputeContact, Indicator, Measurement, Withholding
from measurement.windows import windows_of
from tests import make
from tests.measurement.conftest import quarter, read

FIGURES = "/sites/le-val/indicateurs/reperes/"
FOLLOW = "/sites/le-val/indicateurs/contestations/suivre/"
WORDS = "Ma fille n’y est pas comptée."


@pytest.fixture
def value(le_val, children, samira):
    """64 children, entered by the community seat."""
    return actions.enter_value(
        children, quarter(3, 2026), read(64), site=le_val, by=samira, role="community"
    )


@pytest.fixture
def form(value):
    """Where the value is contested."""
    return f"/sites/le-val/indicateurs/{value.indicator.code}/valeurs/{value.pk}/contester/"


def text(response):
    return " ".join(response.content.decode().replace("\xa0", " ").replace("\u202f", " ").split())


def code_in(response):
    return response.content.decode().split('id="code-')[1].split('"')[0]


def contest(site, value, **more):
    sent = {"words": WORDS, "public_name": "Lila", "once": "formulaire"} | more
    return actions.dispute_value(value, site=site, by=None, **sent)


def test_residents_read_the_first_figures_in_plain_words(client, le_val, children, value, marc):
    words = {"question": "Combien d’enfants sont aidés ?"}
    Indicator.objects.filter(pk=children.pk).update(**words)
    actions.choose_headline(
        Indicator.objects.get(pk=children.pk), site=le_val, why="Notre promesse", by=marc
    )
    page = text(client.get(FIGURES))

    for said in (
        "Combien d’enfants sont aidés ?", "<strong>64</strong>", "enfants", "Présents chaque semaine.",
        "3e trimestre 2026", "Centre social", "Notre promesse", "Contester ce chiffre",
    ):  # fmt: skip
        assert said in page
    site = text(client.get("/sites/le-val/"))
    assert "Combien d’enfants sont aidés ?" in site
    assert f'href="{FIGURES}#{children.code}"' in site
    indicator = f"/sites/le-val/indicateurs/{children.code}/"
    contest = f"{indicator}valeurs/{value.pk}/contester/"
    assert contest in text(client.get(indicator))
    assert contest not in text(client.get(f"{indicator}?le=2026-11-24"))


def test_rates_of_two_neighbourhoods_are_contested_one_by_one(client, le_val, poverty):
    make.neighbourhood("QN05949I", "Les Prés", of=le_val)
    for place, rate in zip(le_val.neighbourhoods_on(), (40, 44), strict=True):
        Measurement.objects.create(
            indicator=poverty, neighbourhood=place, value=rate, provenance="Insee"
        )
    page = client.get(FIGURES).content.decode()
    rows = Measurement.objects.filter(indicator=poverty)
    assert len(rows) == 2
    for row in rows:
        assert f"/indicateurs/rev-01/valeurs/{row.pk}/contester/" in page
    contest(le_val, rows[0])
    told = text(client.get("/sites/le-val/journal/"))
    assert "a contesté « Taux de pauvreté », période non précisée" in told


def test_a_resident_contests_and_finds_the_dated_answer_with_the_code(
    client, browser_of, le_val, value, form, marc, mailoutbox
):
    assert "Qu’est-ce qui ne va pas dans ce chiffre ?" in text(client.get(form))
    sent = {"words": WORDS, "public_name": "Lila", "email": "lila@example.org", "once": "a"}
    thanks = client.post(form, sent)
    code = code_in(thanks)
    assert "Merci Lila" in text(thanks)
    assert code not in thanks.request["PATH_INFO"]
    again = client.post(form, sent)
    assert (code_in(again), Dispute.objects.count(), DisputeContact.objects.count()) == (code, 1, 1)

    beside = text(client.get(FIGURES))
    assert "sans réponse à ce jour" in beside
    assert "Ma fille" not in beside
    waiting = text(client.post(FOLLOW, {"follow_up": code.lower().replace("-", " ")}))
    assert "il attend sa réponse" in waiting
    assert "Ma fille" in waiting

    told = Dispute.objects.get()
    answer = f"/sites/le-val/indicateurs/contestations/{told.pk}/repondre/"
    assert "Ma fille" in text(browser_of(marc).get(answer))
    browser_of(marc).post(answer, {"outcome": "not_followed", "answer": "Elle y est : ligne 12."})

    for page in (client.get(FIGURES), client.post(FOLLOW, {"follow_up": code})):
        assert "Elle y est : ligne 12." in text(page)
        assert "24 novembre 2026" in text(page)
        assert "Ma fille" in text(page)
    letter = Letter.objects.get(to="lila@example.org")
    assert "Elle y est : ligne 12." in letter.text
    assert code not in letter.text


def test_the_three_seats_get_one_letter_a_day(le_val, value, marc, ines, samira):
    for turn in range(3):
        contest(le_val, value, once=str(turn), words=f"Encore {turn}")
    told = Letter.objects.filter(subject__contains="contesté")
    assert set(told.values_list("to", flat=True)) == {p.email for p in (marc, ines, samira)}
    assert told.count() == 3


def test_an_address_given_afterwards_is_the_one_that_counts(le_val, value, marc):
    for email in ("", "un@example.org", "deux@example.org", "deux@example.org"):
        said, _code = contest(le_val, value, email=email)
    assert DisputeContact.objects.get().email == "deux@example.org"
    assert Entry.objects.filter(kind="measurement.dispute_address_left").count() == 2
    actions.answer_dispute(said, outcome="not_followed", answer="Non.", by=marc)
    assert Letter.objects.filter(to="deux@example.org").count() == 1
    assert not Letter.objects.filter(to="un@example.org").exists()


def test_the_triad_withholds_words_with_a_reason_and_the_dispute_stays(
    client, browser_of, le_val, children, value, marc, ines
):
    said, code = contest(le_val, value, words="Untel est un voleur.", email="lila@example.org")
    desk = f"/sites/le-val/indicateurs/contestations/{said.pk}/moderer/"
    browser = browser_of(marc)
    assert browser.post(desk, {"decision": "hide", "reason": "x"}).status_code == 422
    hide = {"decision": "hide", "ground": "insult", "reason": "Une personne est visée."}
    browser.post(desk, hide)
    with pytest.raises(Refusal, match="entre-temps"):
        actions.hide_words(said, ground="spam", reason="Autre.", by=ines)
    actions.answer_dispute(said, outcome="not_followed", answer="Le compte est bon.", by=marc)

    history = f"/sites/le-val/indicateurs/{children.code}/valeurs/{value.pk}/"
    for page in (client.get(FIGURES), client.get(history)):
        assert "voleur" not in text(page)
        assert "Lila" not in text(page)
        assert "Une personne est visée." in text(page)
        assert "Le compte est bon." in text(page)
    mine = text(client.post(FOLLOW, {"follow_up": code}))
    assert "voleur" in mine
    assert "Une personne est visée." in mine
    assert Letter.objects.filter(to="lila@example.org", subject__contains="affiché").count() == 1
    assert figures.indicator(le_val, children).disputes[0].answer

    browser.post(desk, {"decision": "show", "reason": "Ce n’était qu’un surnom."})
    assert "voleur" in text(client.get(FIGURES))
    rows = Withholding.objects.filter(dispute=said)
    assert list(rows.order_by("number").values_list("kind", flat=True)) == ["hidden", "restored"]
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        rows.update(reason="autre")


def test_only_the_triad_withholds_and_only_what_residents_wrote(
    browser_of, client, le_val, value, paul, marc
):
    said, _code = contest(le_val, value)
    desk = f"/sites/le-val/indicateurs/contestations/{said.pk}/moderer/"
    assert client.get(desk).status_code == 302
    assert browser_of(paul).get(desk).status_code == 403
    member, _none = actions.dispute_value(value, site=le_val, words="Trop.", by=paul)
    assert browser_of(marc).get(desk.replace(str(said.pk), str(member.pk))).status_code == 404
    with pytest.raises(Refusal, match="habitant"):
        actions.hide_words(member, ground="spam", reason="Non.", by=marc)


HARD = {
    "html": "<script>alert(1)</script><b>gras</b> & « ok »",
    "nul": "avant\x00après",
    "zero": "Li\u200bla\ufeff",
    "emoji": "👩‍👧 Ça 'va' ?",
    "rtl": "\u202eabc",
}


@pytest.mark.parametrize("sign", HARD)
def test_hard_signs_in_every_field_are_words(client, form, marc, sign):
    words = HARD[sign]
    response = client.post(form, {"words": words, "public_name": words, "email": "", "once": words})
    assert response.status_code == 200
    said = Dispute.objects.get()
    assert not set("\x00\u200b\ufeff\u202e") & set(said.words + said.raised_name)
    actions.answer_dispute(said, outcome="not_followed", answer="Lu.", by=marc)
    page = client.get(FIGURES).content.decode()
    assert "<script>alert" not in page
    assert "<b>gras" not in page


@pytest.mark.parametrize(
    ("field", "words", "sentence"),
    [
        ("words", "", "quelques mots suffisent"),
        ("words", " \u200b\u2060 ", "quelques mots suffisent"),
        ("words", "x" * 1001, "1000"),
        ("public_name", "\u200d\u200d", "Donnez un nom"),
        ("public_name", "n" * 61, "60"),
        ("email", "pas une adresse", "adresse"),
        ("email", "a\x00@b.fr", "adresse"),
    ],
)
def test_what_does_not_fit_is_said_and_what_was_typed_is_kept(client, form, field, words, sentence):
    sent = {"words": WORDS, "public_name": "Lila", "email": "lila@example.org"} | {field: words}
    response = client.post(form, sent)
    assert response.status_code == 422
    assert sentence.replace("1000", "1") in text(response)
    kept = "public_name" if field == "words" else "words"
    assert sent[kept] in response.content.decode()
    assert not Dispute.objects.exists()


def test_another_sites_value_and_code_are_not_found(client, le_val, value, form, la_crete):
    said, code = contest(le_val, value)
    for path in (form, f"/sites/le-val/indicateurs/contestations/{said.pk}/repondre/"):
        elsewhere = path.replace("le-val", la_crete.slug)
        assert client.get(elsewhere).status_code in {302, 404}
    assert client.post(form.replace("le-val", la_crete.slug), {"words": "a"}).status_code == 404
    there = client.post(FOLLOW.replace("le-val", la_crete.slug), {"follow_up": code})
    assert there.status_code == 422
    assert "Aucune contestation" in text(there)
    assert client.post(FOLLOW, {"follow_up": "\x00"}).status_code == 422


def test_a_value_corrected_meanwhile_keeps_what_was_typed(client, le_val, value, form, samira):
    new = actions.correct_value(value, read(70), reason="Relu", by=samira)
    response = client.post(form, {"words": WORDS, "public_name": "Lila"})
    assert response.status_code == 422
    page = response.content.decode()
    assert WORDS in page
    assert f"{new.pk}/contester/" in page
    assert "70" in page
    assert client.post(form.replace(str(value.pk), str(new.pk)), {"words": WORDS, "public_name": "L"}).status_code == 200  # fmt: skip


def test_a_locked_figure_may_be_contested_and_one_that_is_not_followed_may_not(
    client, le_val, children, value, form, maud
):
    days = actions.WindowDays(date(2026, 7, 1), date(2026, 10, 31), date(2026, 11, 1), "Publié.")
    actions.set_window("quarter", quarter(3, 2026), days, by=maud)
    assert windows_of(le_val, "quarter")[date(2026, 7, 1)].is_shut
    assert "Publié." in text(client.get(form))
    assert client.post(form, {"words": WORDS, "public_name": "Lila"}).status_code == 200

    Indicator.objects.filter(pk=children.pk).update(
        status="retired",
        retired_on=date(2026, 11, 1),
        retired_at=clock.now(),
        retired_why="Trop lourd",
    )
    response = client.post(form, {"words": "Encore.", "public_name": "Lila", "once": "b"})
    assert response.status_code == 422
    assert "n’est plus suivi" in text(response)


@pytest.mark.slow
def test_floods_are_held_back(client, form, le_val, value):
    for turn in range(60):
        contest(le_val, value, words=f"Mot {turn}", once=str(turn), address="192.0.2.7")
    with pytest.raises(Refusal, match="dix minutes"):
        contest(le_val, value, words="Encore", once="encore", address="192.0.2.7")
    long = "Le même long texte, envoyé encore et encore par une machine."
    for turn in range(20):
        contest(le_val, value, words=long, once=f"l{turn}", address=f"198.51.100.{turn}")
    with pytest.raises(Refusal, match="très souvent"):
        contest(le_val, value, words=long, once="l20", address="203.0.113.1")
    beside = figures.indicator(le_val, value.indicator).dispute
    assert "Contesté 80\xa0fois" in beside
    assert len(beside) < 120


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_the_page_of_residents_costs_as_many_queries(
    client, le_val, value, rows, django_assert_max_num_queries
):
    for turn in range(rows):
        contest(le_val, value, words=f"Mot {turn}", once=str(turn))
    with django_assert_max_num_queries(16):
        assert client.get(FIGURES).status_code == 200


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_same_form_twice_at_once_is_one_dispute_and_two_answers_are_one():
    site = make.site("Le Val")
    people = {seat: make.person(f"Holder {seat}") for seat in ("state", "municipality")}
    for seat, person in people.items():
        make.seat(site, seat, person)
    children = actions.choose_indicator(
        site, actions.NewIndicator(name="Enfants", unit="enfants", source="s"), by=None
    )
    row = actions.enter_value(children, quarter(3, 2026), read(64), site=site, by=None)

    def act(work):
        try:
            return work()
        except Refusal as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        sent = list(pool.map(act, [lambda: contest(site, row)] * 2))
    assert sent[0] == sent[1]
    said = Dispute.objects.get()
    assert codes.hash_of(sent[0][1]) == said.code_hash

    def answer(seat):
        return act(
            lambda: actions.answer_dispute(
                said, outcome="upheld", answer=f"Vu par {seat}.", by=people[seat]
            )
        )

    with ThreadPoolExecutor(2) as pool:
        answered = list(pool.map(answer, people))
    assert sum(isinstance(each, str) for each in answered) == 1
