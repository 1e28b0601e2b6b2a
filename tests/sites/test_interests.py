"""A territory asks to take part from a public page; the national team answers."""

from dataclasses import asdict
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from journal.models import Entry, Letter
from kit.states import Refusal
from sites import actions, figures
from sites.models import Interest, Site
from tests import make

JOIN = "/rejoindre/"
LIST = "/national/demandes/"
TODAY = date(2026, 11, 24)
LETTERS = "emails/sites/interest_"


@pytest.fixture
def asked(db):
    return actions.express_interest(make.request_to_join(), once="one")


def typed(**fields):
    return asdict(make.request_to_join()) | {"once": "k1"} | fields


def text_of(response):
    return " ".join(response.content.decode().split())


def test_a_town_asks_without_an_account_and_gets_a_letter(client, db):
    answer = client.post(JOIN, typed(), follow=True)

    assert answer.redirect_chain == [("/rejoindre/merci/", 302)]
    assert "Merci, votre demande est arrivée" in text_of(answer)
    interest = Interest.objects.get()
    assert (interest.territory, interest.state) == ("Le Bourg", "waiting")
    letter = Letter.objects.get()
    assert letter.to == "adele@example.org"
    entry = Entry.objects.get(kind="sites.interest_expressed")
    assert (entry.by_name, entry.site) == ("Ville du Bourg", "")
    assert "adele" not in str(entry.facts)
    assert not Site.objects.exists()


def test_a_double_click_is_one_request_and_one_letter(client, db):
    client.post(JOIN, typed())
    client.post(JOIN, typed())
    client.post(JOIN, typed(once=""))

    assert Interest.objects.count() == 2
    assert Letter.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"territory": ""}, "Ce champ est obligatoire."),
        ({"territory": "x" * 121}, "120"),
        ({"urgency": "\x00"}, "Ce champ est obligatoire."),
        ({"resources": "x" * 2001}, "2000"),
        ({"party": "king"}, "Sélectionnez un choix valide"),
        ({"email": "adele"}, "adresse"),
        ({"email": "a@" + "b" * 260 + ".fr"}, "254"),
        ({"name": " "}, "Ce champ est obligatoire."),
    ],
)
def test_a_wrong_request_is_told_beside_the_field_and_kept_in_the_form(client, db, fields, said):
    answer = client.post(JOIN, typed(**fields))

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert "Le centre commercial ferme." in text_of(answer) or "urgency" in fields
    assert not Interest.objects.exists()


def test_a_machine_that_goes_on_is_held_back(client, db):
    for rank in range(actions.FLOOD_INTERESTS):
        assert client.post(JOIN, typed(once=f"k{rank}")).status_code == 302

    answer = client.post(JOIN, typed(once="last"))

    assert answer.status_code == 422
    assert "dans une heure" in text_of(answer)
    assert Interest.objects.count() == actions.FLOOD_INTERESTS


def test_maud_reads_the_request_and_opens_a_site_from_it(browser_of, maud, asked):
    make.neighbourhood("QN05996N", "Les Acacias")
    make.wave(3)
    browser = browser_of(maud)
    assert "Le Bourg" in text_of(browser.get(LIST))
    page = text_of(browser.get(f"{LIST}{asked.pk}/"))
    assert "Le centre commercial ferme." in page
    assert "adele@example.org" in page

    new = f"/national/sites/nouveau/?demande={asked.pk}&q=acacias&qpv=QN05996N"
    assert "Demande de Ville du Bourg" in text_of(browser.get(new))
    answer = browser.post(
        new,
        {"name": "Le Bourg", "slug": "le-bourg", "wave": "3", "programme": "", "commune": "59999",
         "on": "2026-11-24", "reason": "Demande de la ville"},
        follow=True,
    )  # fmt: skip

    assert answer.redirect_chain == [("/sites/le-bourg/vie/", 302)]
    site = Site.objects.get(slug="le-bourg")
    assert (site.state, site.public_since) == ("expressed", None)
    asked.refresh_from_db()
    assert (asked.state, asked.site, asked.handled_by) == ("accepted", site, maud)
    assert Letter.objects.filter(key=f"{LETTERS}accepted.txt-{asked.pk}").count() == 1
    assert "Le Bourg" in text_of(browser.get(LIST))


def test_maud_closes_a_request_and_the_author_reads_why(browser_of, maud, asked):
    answer = browser_of(maud).post(f"{LIST}{asked.pk}/", {"reason": "Une cité éducative suffit."})

    assert answer.status_code == 302
    letter = Letter.objects.get(key=f"{LETTERS}closed.txt-{asked.pk}")
    assert "Une cité éducative suffit." in letter.text
    asked.refresh_from_db()
    assert (asked.state, asked.reason) == ("closed", "Une cité éducative suffit.")
    again = browser_of(maud).post(f"{LIST}{asked.pk}/", {"reason": "Encore"})
    assert again.status_code == 422
    assert "Maud Ferrand a déjà répondu" in text_of(again)
    assert Letter.objects.filter(key__startswith=f"{LETTERS}closed").count() == 1


@pytest.mark.parametrize(("reason", "said"), [("", "obligatoire"), ("x" * 4001, "4000")])
def test_a_request_is_not_closed_without_a_reason(browser_of, maud, asked, reason, said):
    answer = browser_of(maud).post(f"{LIST}{asked.pk}/", {"reason": reason})

    assert answer.status_code == 422
    assert said in text_of(answer)
    asked.refresh_from_db()
    assert asked.state == "waiting"
    with pytest.raises(Refusal):
        actions.close_interest(asked, by=maud, reason="  ")


def test_every_pair_of_states_is_allowed_or_refused_as_the_table_says(asked):
    for before in Interest.State:
        for after in Interest.State:
            asked.state = before
            assert asked.can_move_to(after) == (after in Interest.MOVES[before])


@pytest.mark.parametrize(
    "wrong", [{"state": "accepted"}, {"state": "closed"}, {"handled_at": "2026-11-24T09:00Z"}]
)
def test_the_database_refuses_an_answer_without_its_facts(asked, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Interest.objects.filter(pk=asked.pk).update(**wrong)


def test_requests_are_for_the_national_team(browser_of, client, asked, ines, rose):
    page = f"{LIST}{asked.pk}/"

    assert client.get(page).status_code == 302
    for person in (ines, rose):
        assert browser_of(person).get(page).status_code == 403
        assert browser_of(person).get(LIST).status_code == 403


def test_an_unknown_request_is_not_there(browser_of, maud):
    unknown = "00000000-0000-4000-8000-000000000000"

    for page in (f"{LIST}{unknown}/", f"/national/sites/nouveau/?demande={unknown}",
                 "/national/sites/nouveau/?demande=x"):  # fmt: skip
        assert browser_of(maud).get(page).status_code == 404


def test_the_list_costs_the_same_for_one_and_for_thirty(browser_of, maud):
    counts, site = [], None
    for rank in range(30):
        interest = actions.express_interest(make.request_to_join(), once=str(rank))
        if rank % 3 == 0 and rank:
            actions.close_interest(interest, by=maud, reason="x")
        if rank + 1 in {2, 5, 30}:
            with CaptureQueriesContext(connection) as queries:
                browser_of(maud).get(LIST)
            counts.append(len(queries))

    assert site is None
    assert counts[1:] == [counts[1]] * 2


def test_the_board_learns_how_many_wait_and_since_when(asked, set_day, maud):
    assert figures.interests_waiting() == figures.Unanswered(1, TODAY)
    set_day(date(2026, 12, 24))
    assert figures.interests().waiting[0].waits_too_long
    actions.close_interest(asked, by=maud, reason="x")

    assert figures.interests_waiting() == figures.Unanswered(0, None)
