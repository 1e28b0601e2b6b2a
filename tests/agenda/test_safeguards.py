"""What protects people: whose words the nation reads, whom letters reach, what history names."""

import pytest

from agenda import actions
from agenda.models import NotShown, Report, ReportContact
from journal.models import Entry, Letter
from tests import make
from tests.agenda import scenes
from tests.agenda.test_appeals import hidden, of, of_appeal
from tests.agenda.test_residents import url
from tests.agenda.test_workshops import enter, lines

ANSWER = {"decision": "show", "reason": "Rien d'insultant."}


@pytest.fixture
def opened(triad, le_val, ines):
    return scenes.opened(le_val, ines)


# The national team decides on appeals that nobody else can, and reads nothing else.


def test_the_nation_finds_in_the_queue_the_appeals_that_wait_for_it_alone(
    browser_of, la_crete, victor, maud
):
    version = scenes.opened(la_crete, victor)
    reported, _code = scenes.said(version, "Madame Untel exagère.")
    actions.report(reported, ground="personal", words="C'est ma voisine.", email="n@example.org")
    said, _code = scenes.said(version, "Ces gens-là…", public_name="Karim")
    hidden(said, victor)
    appeal = actions.appeal(said, words="Ce sont mes voisins.")

    seen = browser_of(maud).get(url("moderation-queue", la_crete)).content.decode()
    assert "Ce sont mes voisins." in seen
    assert "Untel" not in seen
    assert "ma voisine" not in seen
    own = browser_of(victor).get(url("moderation-queue", la_crete)).content.decode()
    assert "Untel" in own

    make.seat(la_crete, "community", make.person("Dan Second"))
    seen = browser_of(maud).get(url("moderation-queue", la_crete)).content.decode()
    assert "Ce sont mes voisins." not in seen
    page = browser_of(maud).get(of_appeal(la_crete, appeal)).content.decode()
    assert "Dan Second" in page
    for words in ("Ces gens", "Karim", "mes voisins"):
        assert words not in page


# Letters that somebody else brought upon an address.


def test_an_address_that_others_type_in_gets_few_letters_and_no_report_is_lost(
    client, opened, ines, marc
):
    comments = [scenes.said(opened, f"Remarque {n}.")[0] for n in range(12)]
    pages = []
    for said in comments:
        sent = {"ground": "spam", "words": "", "email": "Victime@example.org"}
        pages.append(client.post(of("comment-report", said), sent).content.decode())

    assert Report.objects.count() == 12
    assert all("La décision arrive par courriel." in page for page in pages)
    assert Letter.objects.filter(to__iexact="victime@example.org").count() == 3
    assert ReportContact.objects.count() == 10
    for said in comments:
        actions.let_through(said, by=marc)
    assert Letter.objects.filter(to__iexact="victime@example.org").count() == 13
    actions.report(comments[0], ground="off_topic", email="autre@example.org")
    assert Letter.objects.filter(to="autre@example.org").count() == 1


# History names no resident.


def test_history_names_nobody_who_spoke_without_an_account(browser_of, le_val, opened, ines):
    secret = "Aïcha du 3 rue des Lilas"
    said, _code = scenes.said(opened, public_name=secret, email="a@example.org", once="a")
    scenes.said(opened, public_name=secret, email="b@example.org", once="a")
    actions.reply(said, text="Moi aussi.", public_name=secret, once="r")
    actions.agree(said, yes=True, keys=("k",))
    actions.stop_reply_letters(said.contact, by=None)
    hidden(said, ines)
    actions.show_again(said, reason="Par erreur.", by=ines)

    kept = Entry.objects.of_site(le_val.slug)
    assert kept.count() > 8
    assert not [e for e in kept if "Aïcha" in f"{e.by_name} {e.facts} {e.sentence} {e.who}"]
    page = browser_of(ines).get(f"/sites/{le_val.slug}/journal/").content.decode()
    assert "Une personne" in page
    assert "Aïcha" not in page


def test_an_entry_of_before_that_kept_a_name_does_not_show_it(browser_of, le_val, opened, ines):
    entry = Entry.objects.of_site(le_val.slug).first()
    old = Entry(
        site=le_val.slug, position=entry.position + 1, kind="agenda.comment_made", at=entry.at,
        by_name="Aïcha", facts={"number": 1, "passage": "x", "workshop": False},
        previous=entry.digest, digest="0" * 64,
    )  # fmt: skip
    old.save(force_insert=True)
    page = browser_of(ines).get(f"/sites/{le_val.slug}/journal/").content.decode()
    assert "Aïcha" not in page
    assert old.who == "Une personne"


def test_who_has_a_seat_speaks_under_their_own_name(le_val, opened, ines):
    said, _code = scenes.said(opened)
    actions.reply(said, text="Nous verrons.", by=ines, role="state", once="r")
    assert Entry.objects.of_site(le_val.slug).first().who == "Ines Carpentier"


# The rule about sheets of workshops, said where it is read and kept.


def test_a_sheet_is_shown_at_once_where_comments_are_read_first_and_every_page_says_so(
    client, browser_of, triad, le_val, ines, samira
):
    version = scenes.writing(le_val, ines)
    opening = browser_of(ines).get(url("consultation-open", le_val)).content.decode()
    assert "lu par la personne qui le saisit" in opening
    actions.open_consultation(version, by=ines, until=scenes.UNTIL, reads_first=True)
    form = browser_of(samira).get(url("workshop-add", le_val)).content.decode()
    assert "pour celles-ci, c’est vous qui lisez" in form.replace("\xa0", " ")

    workshop, _said = enter(version, samira, lines(2))

    assert not NotShown.objects.exists()
    shown = client.get(url("comment-list", le_val)).content.decode()
    assert all(comment.text in shown for comment in workshop.comments.all())
    rules = client.get(url("moderation-rules", le_val)).content.decode()
    assert "Ce qui a été dit en atelier est affiché aussitôt" in rules
    hidden(workshop.comments.order_by("line")[0], ines)
    assert NotShown.objects.count() == 1


def test_the_terms_and_the_approach_tell_of_a_text_for_the_people_of_a_site_alone(client, db):
    assert "à ses seuls membres et partenaires" in client.get("/cgu/").content.decode()
    assert "que ses membres et partenaires" in client.get("/la-demarche/").content.decode()
