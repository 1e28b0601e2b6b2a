"""Floods, repeated text and links: a class of pupils passes, a machine does not."""

import pytest

from agenda import actions
from agenda.models import Moderation, NotShown, Reply
from journal.models import Letter
from kit.states import Refusal
from tests.agenda import scenes
from tests.agenda.test_residents import typed, url

PAMPHLET = "Dites non à ce projet : il coûte trop cher à tous les habitants du quartier."
SCHOOL = {"REMOTE_ADDR": "192.0.2.30"}


@pytest.fixture
def opened(triad, le_val, ines):
    return scenes.opened(le_val, ines)


def sent(client, site, n, **words):
    return client.post(
        url("comment-add-whole", site), typed(once=f"k{n}", **words), headers=None, **SCHOOL
    )


def test_thirty_pupils_and_a_sheet_of_a_workshop_pass_behind_one_address(
    client, le_val, opened, ines
):
    for n in range(30):
        text = f"Moi, élève numéro {n} de la classe de troisième, je voudrais {'ab' * n}."
        assert sent(client, le_val, n, text=text).status_code == 200
        assert sent(client, le_val, f"b{n}", text="Oui, je suis d'accord.").status_code == 200
    table = actions.Meeting("Atelier", opened.opened_on, "Salle", 40)
    lines = [actions.SheetLine(n + 1, None, PAMPHLET) for n in range(40)]
    actions.enter_workshop(opened, table, lines, by=ines, consent=True, once="t")

    assert opened.comments.count() == 100
    assert not NotShown.objects.exists()


def test_the_same_paragraph_many_times_is_held_then_refused_and_kept(client, le_val, opened):
    for n in range(20):
        near = PAMPHLET.upper() if n % 2 else PAMPHLET.replace(" ", "  ") + "!" * n
        assert sent(client, le_val, n, text=near).status_code == 200
    refused = sent(client, le_val, 20, text=PAMPHLET)

    assert refused.status_code == 422
    assert "Dites non" in refused.content.decode()
    assert opened.comments.count() == 20
    assert opened.comments.shown().count() == 3
    assert set(Moderation.objects.values_list("kind", "why")) == {("held", "repeated")}


def test_many_links_are_held_and_two_are_not(client, le_val, opened):
    for n, held in ((2, False), (3, True)):
        text = "Voir " + " ".join(f"https://exemple.fr/{k}" for k in range(n))
        page = sent(client, le_val, n, text=text).content.decode()
        assert ("lue avant d" in page) == held
    assert list(Moderation.objects.values_list("why", flat=True)) == ["links"]


def test_a_reply_is_screened_too_and_no_letter_tells_of_what_is_not_shown(opened, le_val):
    said, _code = scenes.said(opened, email="sabrina@example.org")
    links = "www.a.fr www.b.fr www.c.fr"
    made, _code = actions.reply(said, text=links, public_name="Bob", once="1")

    assert NotShown.objects.get().reply == made
    assert actions.tell_of_replies() == 0
    assert not Letter.objects.exists()


def test_where_comments_are_read_first_so_are_replies(triad, le_val, ines, samira):
    version = scenes.writing(le_val, ines)
    actions.open_consultation(version, by=ines, until=scenes.UNTIL, reads_first=True)
    said, _code = scenes.said(version)
    actions.let_through(said, by=ines)
    actions.reply(said, text="Moi aussi.", public_name="Bob", once="1")
    actions.reply(said, text="Bien reçu.", by=samira, role="community", once="2")

    assert [n.reply.text for n in NotShown.objects.all()] == ["Moi aussi."]
    assert Reply.objects.count() == 2


def test_a_refused_repeat_writes_nothing(opened):
    for n in range(20):
        scenes.said(opened, PAMPHLET, once=str(n), passage=None)
    with pytest.raises(Refusal):
        scenes.said(opened, PAMPHLET, once="20", passage=None)
    assert opened.comments.count() == 20
