"""A successor named by mistake is taken back: what stood before stands again, with one entry."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from accounts.roles import Role
from governance import actions, events, figures
from governance.foreseen import Asked
from governance.models import Invitation, Seat
from governance.standing import standing_of
from journal.actions import record
from journal.models import Entry, Letter
from kit.states import Refusal
from tests import make
from tests.conftest import TODAY
from tests.sites.test_races import at_once

LAST, FIRST = TODAY + timedelta(days=6), TODAY + timedelta(days=7)


@pytest.fixture
def hugo(db):
    """Named by mistake."""
    return make.person("Hugo Petit")


@pytest.fixture
def screen(le_val):
    return f"/sites/{le_val.slug}/triade/etat/succession/"


def pass_on(site, by, *, email="hugo.petit@example.org", last=LAST, first=FIRST, dropped=()):
    asked = Asked(
        last_day=last,
        reason="Mutation",
        email=email,
        starts_on=first if email else None,
        dropped=frozenset(str(one.pk) for one in dropped),
    )
    mark = actions.foresee(site, Seat.STATE, asked).mark
    actions.pass_on(site, Seat.STATE, asked, by=by, mark=mark)
    return site.successions.latest("created_at")


def promise(site, person, text):
    return actions.make_commitment(site, by=person, seat="state", text=text)


def words_of(response):
    return BeautifulSoup(response.content, "lxml").find("main").get_text(" ", strip=True)


def test_the_former_holder_the_tasks_and_the_deputy_are_as_before(
    browser_of, triad, hugo, le_val, screen, set_day
):
    ines = triad[0]
    make.seat(le_val, "state", hugo, deputy=True)
    kept, given_up = promise(le_val, ines, "Revenir"), promise(le_val, ines, "Écrire à la CAF")
    passed = pass_on(le_val, ines, dropped=[given_up])
    Letter.objects.all().delete()
    browser, entries = browser_of(ines), Entry.objects.count()

    said = words_of(browser.get(screen))
    response = browser.post(screen, {"undo": str(passed.pk)})

    assert "Hugo Petit n’est plus" in said
    assert "1 engagement revient" in said
    assert "« Écrire à la CAF »" in said.replace("\xa0", " ")
    assert response.status_code == 302
    mandate = le_val.mandates.get(person=ines)
    assert (mandate.ends_on, mandate.end_reason) == (None, "")
    deputy = le_val.mandates.get(person=hugo)
    assert (deputy.deputy, deputy.ends_on, deputy.end_reason) == (True, None, "")
    for commitment in (kept, given_up):
        commitment.refresh_from_db()
        assert (commitment.state, commitment.mandate, commitment.made_by) == ("open", mandate, ines)
    assert Entry.objects.count() == entries + 1
    assert Entry.objects.filter(kind="governance.succession_taken_back").count() == 1
    told = {person.email for person in (*triad, hugo)}
    assert set(Letter.objects.values_list("to", flat=True)) == told
    set_day(FIRST)
    assert standing_of(ines, le_val).roles == {Role.STATE}
    assert standing_of(hugo, le_val).roles == {Role.DEPUTY}


def test_an_end_that_was_known_before_stands_again(ines, hugo, maud, le_val):
    known = TODAY + timedelta(days=90)
    actions.end_mandate(le_val.mandates.get(), by=maud, on=known, reason="Retraite")

    actions.take_back(pass_on(le_val, ines), by=maud)

    mandate = le_val.mandates.get()
    assert (mandate.ends_on, mandate.end_reason) == (known, "Retraite")


def test_a_link_that_was_sent_stops_working_and_its_reader_is_told(
    browser_of, ines, le_val, screen
):
    passed = pass_on(le_val, ines, email="personne@example.org")
    link = next(w for w in Letter.objects.get(to="personne@example.org").text.split() if "/invitation/" in w)  # fmt: skip
    wrong = make.person("Personne", email="personne@example.org")

    browser_of(ines).post(screen, {"undo": str(passed.pk)})

    assert Invitation.objects.get().withdrawn_at
    assert Letter.objects.filter(to="personne@example.org").count() == 2
    assert browser_of(wrong).post("/" + link.split("/", 3)[3]).status_code == 422


def test_a_vacancy_decided_by_mistake_is_taken_back(ines, le_val):
    actions.take_back(pass_on(le_val, ines, email=""), by=ines)

    assert le_val.mandates.get().ends_on is None


def test_a_seat_that_was_vacant_is_vacant_again(ines, hugo, maud, le_val, set_day):
    promised = promise(le_val, ines, "Revenir")
    actions.end_mandate(le_val.mandates.get(), by=maud, on=TODAY)
    set_day(FIRST)
    passed = pass_on(le_val, maud, last=None)

    actions.take_back(passed, by=maud)

    promised.refresh_from_db()
    assert le_val.mandates.get().person == ines
    assert promised.mandate.person == ines


def test_until_seven_days_after_or_before_the_first_day(ines, hugo, maud, le_val, set_day):
    soon = pass_on(le_val, ines, last=TODAY, first=TODAY + timedelta(days=1))
    set_day(TODAY + timedelta(days=8))
    with pytest.raises(Refusal, match="délai"):
        actions.take_back(soon, by=maud)
    set_day(TODAY + timedelta(days=7))
    actions.take_back(soon, by=maud)
    assert le_val.mandates.get().ends_on is None

    late = pass_on(le_val, ines, last=TODAY + timedelta(days=60), first=TODAY + timedelta(days=61))
    set_day(TODAY + timedelta(days=60))
    actions.take_back(late, by=ines)
    assert le_val.mandates.get().ends_on is None


def test_not_once_the_successor_has_acted(browser_of, ines, hugo, maud, le_val, screen, set_day):
    passed = pass_on(le_val, ines)
    set_day(FIRST)
    promise(le_val, hugo, "Passer lundi")

    page = browser_of(maud).post(screen, {"undo": str(passed.pk)}, follow=True)

    assert "Hugo Petit a déjà agi" in page.content.decode()
    assert le_val.mandates.count() == 2
    assert 'name="undo"' not in browser_of(maud).get(screen).content.decode()


@pytest.mark.parametrize("deputy", [True, False])
def test_what_the_successor_did_in_another_role_is_no_act_in_the_seat(
    ines, hugo, maud, le_val, set_day, deputy
):
    """Neither what came before the succession, nor the succession, which a deputy may decide."""
    actions.end_mandate(le_val.mandates.get(person=ines), by=maud, on=TODAY)
    set_day(FIRST)
    if deputy:
        make.seat(le_val, "state", hugo, deputy=True)
    else:
        record(events.PersonInvited(place=Seat.STATE), by=hugo, site=le_val)
    passed = pass_on(le_val, hugo, last=None)
    assert Entry.objects.filter(by_id=hugo.pk, at__date__gte=FIRST).exists()

    actions.take_back(passed, by=maud)

    assert set(le_val.mandates.filter(deputy=False).values_list("person", flat=True)) == {ines.pk}
    assert le_val.mandates.filter(person=hugo, ends_on=None).exists() == deputy


def test_not_once_a_deputy_has_promised_in_a_seat_that_nobody_held_before(
    browser_of, ines, hugo, maud, la_crete
):
    ada = make.person("Ada Relais")
    make.seat(la_crete, "state", ada, deputy=True)
    passed = pass_on(la_crete, maud, last=None, first=TODAY)
    promise(la_crete, ada, "Passer lundi")
    there = f"/sites/{la_crete.slug}/triade/etat/succession/"

    page = browser_of(maud).post(there, {"undo": str(passed.pk)}, follow=True)

    assert "Un engagement a été noté depuis" in page.content.decode()
    assert 'name="undo"' not in browser_of(maud).get(there).content.decode()
    assert la_crete.mandates.get(person=hugo).commitments.count() == 1


def test_not_where_something_else_rests_on_the_new_mandate(ines, hugo, maud, le_val, set_day):
    passed = pass_on(le_val, ines)
    passed.successor.letters.create(number=1, text="Bonjour", by=maud)

    with pytest.raises(Refusal, match="déjà agi"):
        actions.take_back(passed, by=maud)
    assert le_val.mandates.count() == 2


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_promise_at_the_same_moment_loses_nothing(ines, hugo, maud, le_val, set_day):
    ada = make.person("Ada Relais")
    make.seat(le_val, "state", ada, deputy=True)
    passed = pass_on(le_val, ines, last=TODAY, first=TODAY + timedelta(days=1))
    set_day(TODAY + timedelta(days=1))

    said = at_once(lambda: actions.take_back(passed, by=maud), lambda: promise(le_val, ada, "Revenir"))  # fmt: skip

    assert "done" in said
    assert len(said) == 2
    assert set(le_val.commitments.values_list("mandate__person", flat=True)) <= {ines.pk}
    assert le_val.mandates.get(deputy=False).person == ines


def test_not_once_the_invited_person_has_come_or_the_seat_has_changed(ines, maud, le_val, set_day):
    invited = make.person("Nora", email="nora@example.org")
    invited.emailaddress_set.update(verified=False)
    passed = pass_on(le_val, ines, email=invited.email)
    set_day(FIRST)
    actions.accept_invitation(passed.invitation, by=invited)
    with pytest.raises(Refusal, match="invitée"):
        actions.take_back(passed, by=maud)

    other = make.seat(make.site("Ailleurs"), "state", make.person("Ada"))
    vacant = pass_on(other.site, maud, email="", last=FIRST)
    set_day(FIRST + timedelta(days=1))
    make.seat(other.site, "state", make.person("Bob"), since=FIRST + timedelta(days=1))
    with pytest.raises(Refusal, match="changé"):
        actions.take_back(vacant, by=maud)


@pytest.mark.parametrize("sent", ["", "x", "0c4d4b3e-0000-4000-8000-000000000000"])
def test_what_was_made_up_is_not_there(browser_of, ines, screen, sent):
    assert browser_of(ines).post(screen, {"undo": sent}).status_code == 404


def test_another_site_s_or_seat_s_succession_is_not_there(
    browser_of, triad, victor, le_val, screen
):
    passed = pass_on(le_val, triad[0])
    there = "/sites/la-crete/triade/etat/succession/"

    assert browser_of(victor).post(there, {"undo": str(passed.pk)}).status_code == 404
    assert browser_of(victor).post(screen, {"undo": str(passed.pk)}).status_code == 403
    commune = screen.replace("etat", "commune")
    assert browser_of(triad[1]).post(commune, {"undo": str(passed.pk)}).status_code == 404


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_who_take_it_back_at_once_do_it_once(ines, hugo, maud, le_val):
    passed = pass_on(le_val, ines)

    said = at_once(lambda: actions.take_back(passed, by=ines), lambda: actions.take_back(passed, by=maud))  # fmt: skip

    assert said == ["done", "refused"]
    assert Entry.objects.filter(kind="governance.succession_taken_back").count() == 1
    assert le_val.mandates.get().ends_on is None


def test_the_page_before_confirming_leads_to_the_handover_file(browser_of, ines, hugo, screen):
    typed = {"last_day": LAST.isoformat(), "who": "somebody", "email": hugo.email, "starts_on": FIRST.isoformat()}  # fmt: skip

    page = browser_of(ines).post(screen, typed)

    assert page.status_code == 200
    assert 'href="/sites/le-val/triade/passation/etat/"' in page.content.decode()


def test_what_is_promised_after_the_naming_is_for_whoever_holds_the_seat(
    ines, hugo, le_val, set_day
):
    """Who leaves carries it to the last day, who follows from the first."""
    pass_on(le_val, ines)
    promise(le_val, ines, "Revenir")

    carried = figures.commitments(le_val, "state")[0].carried_by
    set_day(FIRST)

    assert carried == "Ines Carpentier"
    assert figures.commitments(le_val, "state")[0].carried_by == "Hugo Petit"


def test_once_somebody_is_named_the_page_offers_to_take_it_back_and_nothing_else(
    browser_of, ines, hugo, le_val, screen
):
    pass_on(le_val, ines)

    page = BeautifulSoup(browser_of(ines).get(screen).content, "lxml").find("main")

    assert "Hugo Petit est désigné·e et prend le siège" in page.get_text(" ", strip=True)
    assert page.select_one("[name=undo]")
    assert not page.select_one("[name=last_day]")
