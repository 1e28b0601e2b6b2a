"""A seat passes on, on one screen: what is said before happens, whole or not at all."""

import threading
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection

from accounts.roles import Role
from governance import actions, figures
from governance.foreseen import Asked
from governance.models import Invitation, Mandate, Seat
from governance.standing import standing_of
from journal.actions import broken_links
from journal.models import Entry, Letter
from kit.states import Refusal
from tests import make
from tests.conftest import TODAY

LAST, FIRST = TODAY + timedelta(days=6), TODAY + timedelta(days=7)
TYPED = {
    "last_day": LAST.isoformat(),
    "reason": "Mutation",
    "who": "somebody",
    "email": "hugo.petit@example.org",
    "starts_on": FIRST.isoformat(),
    "function": "Délégué du préfet",
    "organisation": "Préfecture du Nord",
}


@pytest.fixture
def hugo(db):
    """Will come: has an account and no seat."""
    return make.person("Hugo Petit")


@pytest.fixture
def screen(le_val):
    return f"/sites/{le_val.slug}/triade/etat/succession/"


def words_of(response):
    return BeautifulSoup(response.content, "lxml").find("main").get_text(" ", strip=True)


def confirmed(browser, screen, typed):
    """The form, the page that says what will happen, and its button."""
    shown = browser.post(screen, typed)
    assert shown.status_code == 200, words_of(shown)
    form = BeautifulSoup(shown.content, "lxml").select_one("main form")
    fields = {}
    for field in form.select("input[name]"):
        fields.setdefault(field["name"], []).append(field.get("value", ""))
    return browser.post(screen, fields | {"confirm": "1"})


def promise(site, person, text="Revenir en janvier"):
    return actions.make_commitment(site, by=person, seat="state", text=text)


@pytest.mark.parametrize(("last", "told"), [(LAST, True), (TODAY - timedelta(days=1), False)])
def test_who_may_come_back_reads_how_to_take_it_back(browser_of, ines, hugo, le_val, screen, last, told):  # fmt: skip
    browser = browser_of(ines)
    confirmed(browser, screen, {**TYPED, "last_day": last.isoformat()})

    page = words_of(browser.get(f"/sites/{le_val.slug}/triade/"))
    assert ("Une erreur" in page) == told
    assert browser.get(screen).status_code == (200 if told else 403)


def test_the_day_of_a_promise_is_its_last(browser_of, ines, hugo, le_val, screen):
    actions.make_commitment(le_val, by=ines, seat="state", text="Revenir", due_on=LAST)
    promised = str(le_val.commitments.get().pk)

    said = words_of(browser_of(ines).post(screen, {**TYPED, "carried": [promised]}))

    assert "au plus tard le 30\xa0novembre 2026" in said


def test_the_seat_passes_on_and_everything_with_it(
    browser_of, triad, hugo, le_val, screen, set_day
):
    ines, marc, samira = triad
    promised = promise(le_val, ines)
    before = Entry.objects.count()

    response = confirmed(browser_of(ines), screen, {**TYPED, "carried": [str(promised.pk)]})

    assert response.status_code == 302
    old, new = le_val.mandates.get(person=ines), le_val.mandates.get(person=hugo)
    assert (old.ends_on, old.end_reason, new.starts_on) == (LAST, "Mutation", FIRST)
    assert new.organisation == "Préfecture du Nord"
    promised.refresh_from_db()
    assert (promised.mandate, promised.made_by) == (new, ines)
    assert set(Letter.objects.values_list("to", flat=True)) == {
        p.email for p in (ines, marc, samira, hugo)
    }
    assert Entry.objects.filter(kind="governance.seat_passed_on").count() == 1
    assert Entry.objects.count() == before + 1
    assert not broken_links(le_val.slug)
    set_day(FIRST)
    assert standing_of(ines, le_val).roles == {Role.HANDING_OVER}
    assert standing_of(hugo, le_val).roles == {Role.STATE}


def test_nothing_happens_before_it_is_confirmed(browser_of, ines, hugo, le_val, screen):
    promised = promise(le_val, ines)
    before = Entry.objects.count()

    said = words_of(browser_of(ines).post(screen, {**TYPED, "carried": [str(promised.pk)]}))

    assert "Hugo Petit (hugo.petit@example.org) tient le siège" in said
    assert "1 engagement passe à Hugo Petit" in said
    assert "2 personnes reçoivent un courriel" in said
    assert le_val.mandates.count() == 1
    assert (Entry.objects.count(), Letter.objects.count()) == (before, 0)


def test_what_was_typed_comes_back_to_be_changed(browser_of, ines, hugo, screen):
    page = browser_of(ines).post(screen, {**TYPED, "change": "1"})

    assert page.status_code == 200
    assert 'value="hugo.petit@example.org"' in page.content.decode()


def test_a_successor_without_an_account_is_invited(browser_of, ines, le_val, screen, set_day):
    promised = promise(le_val, ines)
    typed = {**TYPED, "email": "Nouvelle@Example.org", "carried": [str(promised.pk)]}

    assert confirmed(browser_of(ines), screen, typed).status_code == 302

    invitation = Invitation.objects.get()
    assert (invitation.seat, invitation.starts_on) == ("state", FIRST)
    letter = Letter.objects.get(to="nouvelle@example.org")
    link = next(w for w in letter.text.split() if "/invitation/" in w)
    newcomer = make.person("Nouvelle Déléguée", email="nouvelle@example.org")
    set_day(FIRST + timedelta(days=2))
    browser_of(newcomer).post("/" + link.split("/", 3)[3])
    mandate = le_val.mandates.get(person=newcomer)
    promised.refresh_from_db()
    assert mandate.starts_on == FIRST + timedelta(days=2)
    assert (promised.mandate, promised.made_by) == (mandate, ines)


def test_the_seat_may_stay_vacant_and_what_is_unticked_is_given_up(
    browser_of, maud, ines, le_val, screen, set_day
):
    kept, dropped = promise(le_val, ines), promise(le_val, ines, "Écrire à la CAF")
    typed = {**TYPED, "who": "nobody", "email": "", "carried": [str(kept.pk)]}

    assert confirmed(browser_of(maud), screen, typed).status_code == 302

    kept.refresh_from_db()
    dropped.refresh_from_db()
    assert (kept.state, dropped.state) == ("open", "dropped")
    assert dropped.reason
    set_day(FIRST)
    assert figures.triad(le_val)[0].vacant


def test_a_deputy_of_the_seat_moves_up(browser_of, maud, ines, hugo, le_val, screen):
    make.seat(le_val, "state", hugo, deputy=True)

    assert confirmed(browser_of(maud), screen, TYPED).status_code == 302

    deputy, holder = le_val.mandates.filter(person=hugo).order_by("starts_on")
    assert (deputy.ends_on, holder.starts_on, holder.deputy) == (LAST, FIRST, False)


def test_who_left_may_still_name_who_follows(browser_of, ines, hugo, le_val, screen, set_day):
    actions.end_mandate(le_val.mandates.get(), by=ines, on=TODAY)
    set_day(TODAY + timedelta(days=3))
    leaver = browser_of(ines)

    assert (
        confirmed(leaver, screen, {"email": hugo.email, "starts_on": "2026-12-01"}).status_code
        == 302
    )
    assert leaver.get(screen).status_code == 403
    assert le_val.mandates.get(person=hugo).starts_on.isoformat() == "2026-12-01"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"last_day": ""}, "last_day"),
        ({"last_day": "bientôt"}, "last_day"),
        ({"last_day": "2020-01-01"}, "last_day"),
        ({"last_day": "9999-12-31"}, "last_day"),
        ({"starts_on": ""}, "starts_on"),
        ({"starts_on": LAST.isoformat()}, "starts_on"),
        ({"starts_on": "2026-02-30"}, "starts_on"),
        ({"expected_on": TODAY.isoformat()}, "expected_on"),
        ({"email": ""}, "email"),
        ({"email": "hugo"}, "email"),
        ({"email": "ines.carpentier@example.org"}, "email"),
        ({"email": "marc.delattre@example.org"}, "email"),
        ({"who": "perhaps"}, "who"),
        ({"reason": "x" * 301}, "reason"),
        ({"carried": ["0c4d4b3e-0000-4000-8000-000000000000"]}, "carried"),
    ],
)
def test_bad_input_keeps_what_was_typed_beside_its_error(
    browser_of, triad, hugo, le_val, screen, changes, field
):
    promised = promise(le_val, triad[0])
    before = Entry.objects.count()

    response = browser_of(triad[0]).post(
        screen, {**TYPED, "carried": [str(promised.pk)], **changes}
    )

    soup = BeautifulSoup(response.content, "lxml")
    assert response.status_code == 422
    assert soup.select_one(f"#id_{field}_error")
    assert soup.select_one("#id_organisation")["value"] == "Préfecture du Nord"
    assert (le_val.mandates.count(), Entry.objects.count()) == (2 + 1, before)


def test_a_second_click_changes_nothing(browser_of, ines, hugo, le_val, screen):
    browser = browser_of(ines)
    plan = actions.foresee(le_val, Seat.STATE, asked())
    typed = {**TYPED, "confirm": "1", "mark": plan.mark}
    before = Entry.objects.count()

    assert [browser.post(screen, typed).status_code for _click in range(2)] == [302, 422]
    assert (le_val.mandates.count(), Entry.objects.count()) == (2, before + 1)


def asked(**changes):
    given = {
        "last_day": LAST,
        "reason": "Mutation",
        "email": "hugo.petit@example.org",
        "starts_on": FIRST,
        "function": "Délégué du préfet",
        "organisation": "Préfecture du Nord",
    }
    return Asked(**(given | changes))


def test_what_was_not_shown_does_not_happen(browser_of, ines, hugo, le_val, screen):
    """Confirming with the mark of another page, or of none, is refused."""
    other = actions.foresee(le_val, Seat.STATE, asked(last_day=TODAY)).mark

    for mark in (other, "", "x"):
        response = browser_of(ines).post(screen, {**TYPED, "confirm": "1", "mark": mark})
        assert response.status_code == 422
    assert le_val.mandates.get().ends_on is None


@pytest.mark.parametrize("who", ["marc", "paul", "lila", "rose", "victor"])
def test_each_institution_passes_on_its_own_seat(
    request, browser_of, triad, paul, lila, rose, victor, screen, who
):
    browser = browser_of(
        {"marc": triad[1], "paul": paul, "lila": lila, "rose": rose, "victor": victor}[who]
    )

    assert browser.get(screen).status_code == 403
    assert browser.post(screen, TYPED).status_code == 403


def test_a_link_to_the_succession_stands_where_it_may_be_followed(browser_of, triad, le_val):
    page = f"/sites/{le_val.slug}/triade/"
    own = "/triade/commune/succession/"

    text = browser_of(triad[1]).get(page).content.decode()

    assert own in text
    assert "/triade/etat/succession/" not in text


def test_a_fault_in_the_middle_undoes_everything(ines, hugo, le_val, monkeypatch):
    promised = promise(le_val, ines)
    mark = actions.foresee(le_val, Seat.STATE, asked()).mark
    monkeypatch.setattr("governance.actions.succession.record", lambda *a, **k: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        actions.pass_on(le_val, Seat.STATE, asked(), by=ines, mark=mark)

    promised.refresh_from_db()
    assert Mandate.objects.get().ends_on is None
    assert promised.mandate.person == ines
    assert not Letter.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_make_one_succession(ines, maud, hugo, le_val):
    jeanne = make.person("Jeanne Roy")
    plans = [(ines, asked()), (maud, asked(email=jeanne.email))]
    marks = [actions.foresee(le_val, Seat.STATE, one).mark for _by, one in plans]
    gate, done = threading.Barrier(len(plans)), []

    def act(by, one, mark):
        gate.wait()
        try:
            actions.pass_on(le_val, Seat.STATE, one, by=by, mark=mark)
            done.append("passed")
        except Refusal:
            done.append("refused")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=act, args=(by, one, mark))
        for (by, one), mark in zip(plans, marks, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(done) == ["passed", "refused"]
    assert le_val.mandates.count() == 2
    assert Entry.objects.filter(kind="governance.seat_passed_on").count() == 1
