"""The triad's page, invitations, and the end of mandates, as people meet them."""

from datetime import date, timedelta
from functools import partial

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from governance import actions
from governance.models import Invitation
from journal.models import Entry, Letter
from tests import make
from tests.conftest import NOW, TODAY
from tests.sites.test_races import at_once

INVITATION = {"email": " New.Person@Example.org ", "place": "state", "starts_on": "2026-12-01"}


@pytest.fixture
def page(le_val):
    return f"/sites/{le_val.slug}/triade/"


def test_a_visitor_sees_the_three_seats_and_the_vacant_one(client, ines, samira, page):
    text = BeautifulSoup(client.get(page).content, "lxml").find("main").get_text(" ", strip=True)

    assert "Ines Carpentier" in text
    assert "Samira Haddad" in text
    assert "Siège vacant" in text
    assert "Inviter" not in text


def test_a_holder_invites_and_the_invited_person_takes_the_seat(browser_of, marc, le_val, page):
    browser_of(marc).htmx(f"{page}invitations/", INVITATION, page=page)
    letter = Letter.objects.get()
    link = next(w for w in letter.text.split() if "/invitation/" in w)
    hugo = make.person("Hugo Petit", email="new.person@example.org")

    response = browser_of(hugo).post("/" + link.split("/", 3)[3])

    assert response.status_code == 302
    assert le_val.mandates.get(person=hugo).starts_on.isoformat() == "2026-12-01"


def test_without_javascript_the_invitation_page_comes_back_with_the_news(browser_of, marc, page):
    response = browser_of(marc).post(f"{page}invitations/", INVITATION, follow=True)

    assert response.redirect_chain == [(page, 302)]
    assert "new.person@example.org" in response.content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "nobody"),
        ("email", ""),
        ("starts_on", "tomorrow"),
        ("ends_on", "2026-11-30"),
        ("place", "king"),
        ("function", "x" * 121),
    ],
)
def test_bad_input_keeps_what_was_typed_and_sends_nothing(browser_of, marc, page, field, value):
    typed = {**INVITATION, "function": "Déléguée", field: value}

    response = browser_of(marc).post(f"{page}invitations/", typed)

    assert response.status_code == 422
    assert typed["function"] in response.content.decode()
    assert not Invitation.objects.exists()
    assert not Letter.objects.exists()


def test_a_double_click_sends_one_invitation(browser_of, marc, page):
    browser = browser_of(marc)

    codes = [browser.post(f"{page}invitations/", INVITATION).status_code for _click in range(2)]

    assert codes == [302, 422]
    assert Invitation.objects.count() == 1


def invite(site, by, **more):
    return actions.invite(
        site, email="hugo.petit@example.org", seat="state", starts_on=TODAY, by=by, **more
    )


def test_a_seat_that_somebody_takes_later_is_said_to_be_promised(browser_of, maud, la_crete):
    make.seat(la_crete, "state", make.person("Aude Suite"), since=TODAY + timedelta(days=20))
    typed = {**INVITATION, "place": "state"}

    answer = browser_of(maud).post(f"/sites/{la_crete.slug}/triade/invitations/", typed)

    assert answer.status_code == 422
    assert "Aude Suite prend cette place le 14\xa0décembre 2026." in answer.content.decode()
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("changes", "until", "field", "said"),
    [
        ({}, None, "place", "Ines Carpentier tient ce siège"),
        ({}, "2026-12-24", "starts_on", "Ines Carpentier a cette place jusqu’au 24 décembre 2026"),
        ({"place": "deputy-municipality"}, None, "place", "Denis Suppléant assure la suppléance"),
        ({"email": "Samira.Haddad@example.org", "place": "municipality"}, None, "email", "siège déjà ici"),
        ({"email": "paul.roussel@example.org", "place": "partner"}, None, "email", "déjà ce rôle"),
        ({"starts_on": "2026-11-01", "ends_on": "2026-11-20"}, None, "ends_on", "avant"),
    ],
)  # fmt: skip
def test_a_place_that_could_not_be_taken_is_refused_before_the_link_is_sent(
    browser_of, triad, paul, maud, le_val, page, changes, until, field, said
):
    ines, marc, _samira = triad
    make.seat(le_val, "municipality", make.person("Denis Suppléant"), deputy=True)
    if until:
        actions.end_mandate(le_val.mandates.get(person=ines), by=maud, on=date.fromisoformat(until))
    typed = {**INVITATION, "function": "Déléguée", **changes}

    response = browser_of(marc).post(f"{page}invitations/", typed)

    soup = BeautifulSoup(response.content, "lxml")
    assert response.status_code == 422
    assert said in soup.select_one(f"#id_{field}_error").get_text()
    assert soup.select_one("#id_function")["value"] == "Déléguée"
    assert not Invitation.objects.exists()
    assert not Letter.objects.exists()


def test_a_seat_that_falls_vacant_in_time_may_be_offered(browser_of, ines, marc, le_val, page):
    actions.end_mandate(le_val.mandates.get(person=ines), by=marc, on=date(2026, 11, 30))

    assert browser_of(marc).post(f"{page}invitations/", INVITATION).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_of_two_who_accept_the_same_seat_at_once_one_has_it(marc, le_val):
    people = [make.person(f"Jumelle {number}") for number in range(2)]
    offers = [
        actions.invite(le_val, email=one.email, seat="state", starts_on=TODAY, by=marc)[0]
        for one in people
    ]
    accept = actions.accept_invitation
    said = at_once(*(partial(accept, o, by=p) for o, p in zip(offers, people, strict=True)))

    assert said == ["done", "refused"]
    assert le_val.mandates.in_force().filter(seat="state").count() == 1
    assert Invitation.objects.filter(accepted_at=None).count() == 1


def test_a_forwarded_link_gives_nothing(browser_of, marc, le_val):
    _invitation, secret = invite(le_val, marc)
    thief = make.person("Thierry Faux")

    response = browser_of(thief).post(f"/invitation/{secret}/")

    assert response.status_code == 422
    assert not le_val.mandates.filter(person=thief).exists()


def test_a_place_is_held_under_a_name(browser_of, client, marc, le_val, page):
    """Whoever comes with a new account says theirs: the page shows no part of an address."""
    _invitation, secret = invite(le_val, marc)
    hugo = make.person("", email="hugo.petit@example.org")
    browser, link = browser_of(hugo), f"/invitation/{secret}/"

    for name in ("", "   ", "x" * 121):
        assert browser.post(link, {"name": name}).status_code == 422
    assert not le_val.mandates.filter(person=hugo).exists()
    assert browser.post(link, {"name": " Hugo Petit "}).status_code == 302

    text = client.get(page).content.decode()
    assert "Hugo Petit" in text
    assert "hugo.petit" not in text


def test_a_link_works_once_and_not_after_its_last_day(browser_of, marc, le_val, monkeypatch):
    from kit import clock

    _invitation, secret = invite(le_val, marc)
    hugo = make.person("Hugo Petit")
    monkeypatch.setattr(clock, "source", lambda: NOW + timedelta(days=14, seconds=1))

    assert browser_of(hugo).post(f"/invitation/{secret}/").status_code == 422
    monkeypatch.setattr(clock, "source", lambda: NOW)
    assert browser_of(hugo).post(f"/invitation/{secret}/").status_code == 302
    assert browser_of(hugo).post(f"/invitation/{secret}/").status_code == 422


def test_a_withdrawn_invitation_is_dead(browser_of, marc, le_val, page):
    invitation, secret = invite(le_val, marc)
    browser_of(marc).htmx(f"{page}invitations/{invitation.pk}/retirer/", {}, page=page)
    hugo = make.person("Hugo Petit")

    assert browser_of(hugo).post(f"/invitation/{secret}/").status_code == 422


@pytest.fixture
def deputy(le_val, ines):
    person = make.person("Denis Suppléant")
    make.seat(le_val, "state", person, deputy=True)
    return person


def test_the_end_of_a_deputy_s_mandate_takes_the_rights_the_same_evening(
    browser_of, marc, deputy, le_val, page, set_day
):
    mandate = le_val.mandates.get(person=deputy)
    browser_of(marc).post(
        f"{page}mandats/{mandate.pk}/fin/", {"on": "2026-11-24", "reason": "Mutation"}
    )
    browser, desk = browser_of(deputy), f"{page}engagements/nouveau/"

    assert browser.post(desk, {"text": "Revenir en janvier"}).status_code == 302
    set_day(TODAY + timedelta(days=1))
    assert browser.post(desk, {"text": "Revenir en février"}).status_code == 403
    assert browser.get(f"{page}engagements/").status_code == 200
    set_day(TODAY + timedelta(days=31))
    assert browser.get(f"{page}engagements/").status_code == 403


@pytest.mark.parametrize("day", ["2020-01-01", "9999-12-31", "tomorrow", ""])
def test_an_impossible_last_day_of_a_deputy_changes_nothing(
    browser_of, marc, deputy, le_val, page, day
):
    mandate = le_val.mandates.get(person=deputy)

    response = browser_of(marc).post(
        f"{page}mandats/{mandate.pk}/fin/", {"on": day, "reason": "Mutation"}
    )

    assert response.status_code == 422
    assert "Mutation" in response.content.decode()
    mandate.refresh_from_db()
    assert mandate.ends_on is None


def test_a_holder_s_mandate_ends_by_a_succession_only(browser_of, marc, ines, le_val, page):
    mandate = le_val.mandates.get(person=ines)

    response = browser_of(marc).post(f"{page}mandats/{mandate.pk}/fin/", {"on": "2026-11-24"})

    assert response.status_code == 404


def test_an_expected_end_is_noted_and_shown(browser_of, marc, ines, le_val, page):
    mandate = le_val.mandates.get(person=ines)

    response = browser_of(marc).post(
        f"{page}mandats/{mandate.pk}/echeance/", {"on": "2026-12-20"}, follow=True
    )

    assert "dans 26 jours" in response.content.decode()
    early = browser_of(marc).post(f"{page}mandats/{mandate.pk}/echeance/", {"on": "2020-01-01"})
    assert early.status_code == 422


def test_a_neighbour_s_mandate_or_invitation_is_not_there(
    browser_of, victor, marc, ines, le_val, la_crete
):
    invitation, _secret = invite(le_val, marc, deputy=True)
    mandate = le_val.mandates.get(person=ines)
    before = Entry.objects.count()
    there = f"/sites/{la_crete.slug}/triade/"
    browser = browser_of(victor)

    assert (
        browser.post(f"{there}mandats/{mandate.pk}/fin/", {"on": "2026-11-24"}).status_code == 404
    )
    assert browser.post(f"{there}invitations/{invitation.pk}/retirer/").status_code == 404
    assert browser.post(f"/sites/{le_val.slug}/triade/invitations/", INVITATION).status_code == 403
    assert Entry.objects.count() == before


def test_a_site_that_is_not_public_yet_is_not_there_for_outsiders(
    client, browser_of, maud, victor, db
):
    make.site("Le Secret", public_since=None)

    assert client.get("/sites/le-secret/triade/").status_code == 404
    assert browser_of(victor).get("/sites/le-secret/triade/").status_code == 404
    assert browser_of(maud).get("/sites/le-secret/triade/").status_code == 200


def test_my_rights_say_where_why_and_until_when(browser_of, ines, la_crete):
    make.seat(la_crete, "community", ines, since=TODAY + timedelta(days=5))

    text = BeautifulSoup(browser_of(ines).get("/compte/").content, "lxml").get_text(" ", strip=True)

    assert "Le Val" in text
    assert "en vigueur" in text
    assert "à venir" in text


def test_the_page_says_the_state_of_each_mandate(client, le_val, page):
    make.seat(le_val, "state", make.person("Ancien"), until=TODAY - timedelta(days=60))
    gone = TODAY - timedelta(days=59)
    make.seat(le_val, "state", make.person("Partant"), since=gone, until=TODAY)
    make.seat(le_val, "state", make.person("Suivante"), since=TODAY + timedelta(days=1))
    make.seat(le_val, "community", make.person("Parti"), until=TODAY - timedelta(days=1))

    soup = BeautifulSoup(client.get(page).content, "lxml")

    states = {
        row.th.get_text(strip=True): " ".join(row.find_all("td")[-1].get_text().split())
        for row in soup.select("tbody tr")
    }
    assert states["Ancien"] == "terminé"
    assert states["Partant"] == "en vigueur"
    assert states["Suivante"].startswith("à venir")
    assert states["Parti"].startswith("en passation jusqu’au 23 décembre 2026")


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_page_costs_the_same_whatever_the_history(
    client, le_val, page, count, django_assert_num_queries
):
    for number in range(count):
        first = timezone.localdate(NOW) - timedelta(days=10 * (number + 1))
        make.seat(
            le_val,
            "state",
            make.person(f"Person {number}"),
            since=first,
            until=first + timedelta(days=8),
        )

    with django_assert_num_queries(4):
        client.get(page)
