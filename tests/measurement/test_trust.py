"""Another seat looks at a value; who contests one is answered; both print beside the figure."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from journal.models import Entry
from kit import clock
from kit.states import Refusal
from measurement import actions, figures
from measurement.models import Dispute, Measurement, Validation
from overview.figures import site_snapshot
from overview.figures.agendas import quarter_of
from reports.sheets import Imprint, markup
from tests import make
from tests.measurement.conftest import quarter, read

PAGE = "/sites/le-val/indicateurs/enfants-accompagnes/"


@pytest.fixture
def value(le_val, children, samira):
    """64 children, entered by the community seat."""
    return actions.enter_value(
        children, quarter(3, 2026), read(64), site=le_val, by=samira, role="community"
    )


def text(response):
    return " ".join(response.content.decode().replace("\xa0", " ").replace("\u202f", " ").split())


def test_another_seat_validates_and_it_stands_beside_the_figure(le_val, children, value, marc):
    said = actions.validate_value(value, by=marc)
    again = actions.validate_value(value, by=marc)

    assert (said, said.seat, said.by_name) == (again, "municipality", "Marc Delattre")
    assert Entry.objects.filter(kind="measurement.value_validated").count() == 1
    assert "24\N{NO-BREAK SPACE}novembre 2026" in figures.indicator(le_val, children).validated_by


def test_a_value_sent_back_says_the_word_and_a_correction_starts_anew(
    le_val, children, value, ines, samira
):
    with pytest.raises(Refusal, match="en un mot"):
        actions.validate_value(value, by=ines, kind="returned", words=" ")
    actions.validate_value(value, by=ines, kind="returned", words="Juillet manque.")
    assert "Juillet manque." in figures.indicator(le_val, children).validated_by

    new = actions.correct_value(value, read(70), reason="Juillet ajouté", by=samira)
    assert figures.indicator(le_val, children).validated_by == ""
    with pytest.raises(Refusal, match="entre-temps"):
        actions.validate_value(value, by=ines)
    assert actions.validate_value(new, by=ines).kind == "validated"


def test_never_the_seat_that_entered_nor_anybody_in_its_place(le_val, value, samira, paul, maud):
    deputy = make.person("Dora Adjointe")
    make.seat(le_val, "community", deputy, deputy=True)
    for person in (samira, deputy, paul, maud):
        with pytest.raises(Refusal):
            actions.validate_value(value, by=person)
    with pytest.raises(IntegrityError, match="another_seat"), transaction.atomic():
        Validation.objects.create(
            measurement=value, kind="validated", seat="community", by_name="Dora"
        )
    with pytest.raises(IntegrityError, match="another_seat"), transaction.atomic():
        Validation.objects.create(
            measurement=value, kind="validated", seat="state", by=samira, by_name="Samira"
        )


def test_a_validation_is_kept(value, marc):
    said = actions.validate_value(value, by=marc)
    rows = Validation.objects.filter(pk=said.pk)
    for attempt in (lambda: rows.update(kind="returned", words="x"), rows.delete):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            attempt()


def test_a_dispute_prints_beside_the_figure_until_and_after_it_is_answered(
    le_val, children, value, marc, samira, paul
):
    told, code = actions.dispute_value(value, site=le_val, words="Il manque un groupe.", by=paul)
    assert (told.voice, code) == ("partner", "")
    assert "sans réponse" in figures.indicator(le_val, children).dispute
    with pytest.raises(Refusal, match="déjà"):
        actions.dispute_value(value, site=le_val, words="Encore.", by=paul)

    with pytest.raises(Refusal, match="Corrigez d’abord"):
        actions.answer_dispute(told, outcome="corrected", answer="Vu.", by=samira)
    actions.correct_value(value, read(70), reason="Un groupe", code="dispute_resolved", by=samira)
    actions.answer_dispute(told, outcome="corrected", answer="Un groupe ajouté.", by=samira)

    figure = figures.indicator(le_val, children)
    assert "la valeur a été corrigée" in figure.dispute
    paper = site_snapshot(le_val, quarter_of(clock.today()))
    assert figure.dispute in paper.headlines[0].beside
    assert figure.dispute in paper.indicators[0].beside
    imprint = Imprint(1, "ABC", False, "0" * 64, "https://x.example/", "fr")
    assert "la valeur a été corrigée" in markup(paper, imprint)


def test_a_resident_contests_with_a_code_once_and_nobody_reads_it_before_the_answer(
    le_val, value, marc, client, browser_of
):
    sent = {"site": le_val, "words": "Ma fille n’y est pas.", "by": None, "public_name": "Lila"}
    told, code = actions.dispute_value(value, once="formulaire", **sent)
    again, same = actions.dispute_value(value, once="formulaire", **sent)

    assert (told, code) == (again, same)
    assert (told.voice, told.raised_by, len(code)) == ("resident", None, 14)
    assert code not in told.code_hash
    assert "Lila" not in Entry.objects.of_site("le-val").first().sentence
    page = f"{PAGE}valeurs/{value.pk}/"
    assert "Ma fille" not in text(client.get(page))
    assert "Ma fille" in text(browser_of(marc).get(page))
    actions.answer_dispute(told, outcome="not_followed", answer="Elle y est.", by=marc)
    assert "Ma fille" in text(client.get(page))


def test_who_contests_does_not_answer_and_one_answer_stands(
    le_val, value, marc, ines, samira, maud
):
    told, _code = actions.dispute_value(value, site=le_val, words="Trop.", by=marc)
    for person in (marc, maud):
        with pytest.raises(Refusal):
            actions.answer_dispute(told, outcome="upheld", answer="Oui.", by=person)
    first = actions.answer_dispute(told, outcome="upheld", answer="Oui.", by=ines)
    assert actions.answer_dispute(told, outcome="upheld", answer="Oui.", by=ines) == first
    with pytest.raises(Refusal, match="Ines Carpentier"):
        actions.answer_dispute(told, outcome="not_followed", answer="Non.", by=samira)
    for attempt in (
        lambda: Dispute.objects.filter(pk=told.pk).update(answer="Autre"),
        lambda: Dispute.objects.filter(pk=told.pk).delete(),
    ):
        with pytest.raises(IntegrityError, match="dispute is"), transaction.atomic():
            attempt()


def test_an_earlier_day_shows_what_was_contested_and_validated_then(
    le_val, children, value, marc, monkeypatch
):
    told, _code = actions.dispute_value(value, site=le_val, words="Trop.", by=marc)
    monkeypatch.setattr(clock, "source", lambda: datetime(2026, 12, 1, 9, tzinfo=UTC))
    actions.validate_value(value, by=marc)
    make.seat(le_val, "state", ines := make.person("Irène État"))
    actions.answer_dispute(told, outcome="upheld", answer="Oui.", by=ines)

    then = figures.indicator(le_val, children, as_of=clock.now() - timedelta(days=1))
    now = figures.indicator(le_val, children, as_of=clock.now())
    assert (then.validated_by, then.disputes[0].is_open) == ("", True)
    assert now.validated_by
    assert now.disputes[0].answer == "Oui."


def test_pages_from_the_table_to_the_answer(browser_of, le_val, value, marc, samira, paul, client):
    history = f"{PAGE}valeurs/{value.pk}/"
    assert history in text(client.get(PAGE))
    assert "valider/" not in text(browser_of(samira).get(history))
    browser = browser_of(marc)
    assert f"{history}valider/" in text(browser.get(history))
    back = browser.post(f"{history}valider/", {"kind": "returned", "words": ""})
    assert back.status_code == 422
    browser.post(f"{history}valider/", {"kind": "returned", "words": "Juillet manque."})
    assert "Juillet manque." in text(client.get(PAGE))

    browser_of(paul).post(f"{history}contester/", {"words": "Trop peu.", "once": "a"})
    told = Dispute.objects.get()
    answer = f"/sites/le-val/indicateurs/contestations/{told.pk}/repondre/"
    assert answer in text(browser.get(history))
    browser.post(answer, {"outcome": "upheld", "answer": "C’est vrai."})
    assert "C’est vrai." in text(client.get(history))
    assert "Contestée" in text(client.get(PAGE))


def test_a_page_of_another_day_says_so_and_offers_nothing_to_write(
    browser_of, le_val, children, value, samira, monkeypatch
):
    monkeypatch.setattr(clock, "source", lambda: datetime(2026, 12, 5, 9, tzinfo=UTC))
    actions.correct_value(value, read(70), reason="Relu", by=samira)
    browser = browser_of(samira)

    then, now = text(browser.get(f"{PAGE}?le=2026-11-24")), text(browser.get(PAGE))
    assert "Tel qu’affiché le 24 novembre 2026" in then
    assert "70" not in then.split("<main")[1].split("</main")[0].split('id="chain"')[0]
    assert "saisir/" in now
    assert "saisir/" not in then
    listed = text(browser.get("/sites/le-val/indicateurs/?le=2026-11-24"))
    assert "Tel qu’affiché le 24 novembre 2026" in listed
    assert "<strong>64" in listed
    for odd in ("2027-01-01", "hier"):
        assert "à la fin de ce jour-là" not in text(browser.get(f"{PAGE}?le={odd}"))
    assert "Ce jour est à venir" in text(browser.get(f"{PAGE}?le=2027-01-01"))


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_the_history_costs_as_many_queries(
    client, le_val, value, samira, marc, rows, django_assert_max_num_queries
):
    row = value
    for turn in range(rows - 1):
        row = actions.correct_value(row, read(100 + turn), reason="Relu", by=samira)
        actions.validate_value(row, by=marc)
    with django_assert_max_num_queries(22):
        assert client.get(f"{PAGE}valeurs/{value.pk}/").status_code == 200


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_value_corrected_while_it_is_validated_is_not_validated_unseen():
    site = make.site("Le Val")
    samira, marc = make.person("Samira Haddad"), make.person("Marc Delattre")
    make.seat(site, "community", samira)
    make.seat(site, "municipality", marc)
    children = actions.choose_indicator(
        site, actions.NewIndicator(name="Enfants", unit="enfants", source="s"), by=None
    )
    row = actions.enter_value(children, quarter(3, 2026), read(64), site=site, by=samira)

    def act(work):
        try:
            return work()
        except Refusal as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        done = list(
            pool.map(
                act,
                (
                    lambda: actions.correct_value(row, read(65), reason="Relu", by=samira),
                    lambda: actions.validate_value(row, by=marc),
                ),
            )
        )
    assert isinstance(done[0], Measurement)
    now = Measurement.objects.current().get()
    assert not now.validations.exists()
    assert isinstance(done[1], str) or done[1].measurement_id == row.pk
