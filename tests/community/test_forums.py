"""What is said in the forums, by whom, and who finds it."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from community import actions, demo, figures
from community.models import Forum, Post, PostBefore, Topic, topics_for
from governance.standing import standing_of
from journal.models import Entry
from kit import clock
from kit.states import Refusal
from tests import make

HOME = "/communaute/"


@pytest.fixture
def national(db):
    """The national forum and that of the region."""
    make.region()
    actions.ensure_forums()
    return Forum.objects.get(kind="national")


@pytest.fixture
def school(national, samira):
    """Samira's question about children after school."""
    return actions.open_topic(
        national, title="Éducation : accueillir après l’école", text="Qui a **essayé** les mercredis ?",
        is_question=True, by=samira,
    )  # fmt: skip


def text(response):
    return " ".join(response.content.decode().replace("\xa0", " ").replace("\u202f", " ").split())


def test_the_forums_are_opened_once(db):
    make.region()
    make.region("84", "Auvergne-Rhône-Alpes")

    first, second = actions.ensure_forums(), actions.ensure_forums()

    assert [f.slug for f in first] == ["national", "auvergne-rhone-alpes", "hauts-de-france"]
    assert second == []
    assert Entry.objects.filter(kind="community.forums_opened").count() == 1


def test_the_database_keeps_one_forum_for_one_place(national):
    with pytest.raises(IntegrityError, match="one_national_forum"), transaction.atomic():
        Forum.objects.create(kind="national", slug="autre", name="Autre")
    with pytest.raises(IntegrityError, match="forum_is_for"), transaction.atomic():
        Forum.objects.create(kind="regional", slug="autre", name="Autre")
    with pytest.raises(IntegrityError, match="region"), transaction.atomic():
        Forum.objects.create(kind="regional", slug="autre", name="Autre", region=make.region())


def test_a_double_click_says_a_thing_once(school, marc):
    once = uuid.uuid4()

    first = actions.reply(school, text="Oui, à Le Val.", by=marc, once=once)
    second = actions.reply(school, text="Oui, à Le Val.", by=marc, once=once)

    school.refresh_from_db()
    assert first == second
    assert school.answers == 1
    assert Post.objects.filter(topic=school).count() == 2


def test_somebody_elses_form_is_refused(school, marc, samira):
    once = uuid.uuid4()
    actions.reply(school, text="Oui.", by=marc, once=once)

    with pytest.raises(Refusal):
        actions.reply(school, text="Non.", by=samira, once=once)

    assert Post.objects.filter(topic=school).count() == 2


def test_a_question_waits_until_somebody_else_answers(school, samira, marc):
    reader = standing_of(marc)
    waits = figures.unanswered(reader)

    actions.reply(school, text="Je précise.", by=samira)
    still = figures.unanswered(reader)
    actions.reply(school, text="Oui, chez nous.", by=marc)

    assert [t.title for t in waits] == [t.title for t in still] == [school.title]
    assert figures.unanswered(reader) == ()
    assert figures.latest_topics(reader)[0].answers == 1


def test_an_author_changes_a_message_for_fifteen_minutes_and_the_first_words_are_kept(
    school, samira, marc, monkeypatch
):
    post = school.posts.get()

    actions.change_post(post, text="Qui a essayé les samedis ?", by=samira)
    with pytest.raises(Refusal):
        actions.change_post(post, text="Rien", by=marc)
    later = clock.now() + timedelta(minutes=16)
    monkeypatch.setattr(clock, "source", lambda: later)
    with pytest.raises(Refusal):
        actions.change_post(post, text="Trop tard", by=samira)

    assert PostBefore.objects.get().text == "Qui a **essayé** les mercredis ?"
    assert Post.objects.get().text == "Qui a essayé les samedis ?"
    with pytest.raises(IntegrityError), transaction.atomic():
        PostBefore.objects.update(text="Autre chose")
    with pytest.raises(IntegrityError), transaction.atomic():
        PostBefore.objects.all().delete()


def test_a_hidden_message_keeps_its_words_shows_its_reason_and_is_not_found(
    school, maud, marc, browser_of
):
    post = actions.reply(school, text="Une insulte au rutabaga", by=marc)

    with pytest.raises(Refusal):
        actions.hide_post(post, reason=" ", by=maud)
    actions.hide_post(post, reason="injure", by=maud)
    with pytest.raises(Refusal):
        actions.hide_post(post, reason="injure", by=maud)
    with pytest.raises(Refusal):
        actions.change_post(post, text="Pardon", by=marc)
    page = text(browser_of(marc).get(school.get_absolute_url()))

    post.refresh_from_db()
    assert post.text == "Une insulte au rutabaga"
    assert "injure" in page
    assert "rutabaga" not in page
    assert not topics_for(standing_of(marc)).matching("rutabaga").exists()


@pytest.mark.parametrize(
    ("typed", "found"),
    [("education", 1), ("Éducation", 1), ("ecole", 1), ("mercredi", 1), ("accueil", 1), ("jardin", 0),
     ('"après l’école"', 1), ("' & | ! :* (", 0), ("", 0), ("le la", 0)],
)  # fmt: skip
def test_the_search_knows_french(school, marc, browser_of, typed, found):
    page = browser_of(marc).get(f"{HOME}recherche/", {"q": typed})

    assert page.status_code == 200
    assert text(page).count(f'href="{school.get_absolute_url()}"') == found


def test_practitioners_read_and_write_and_others_do_not(
    client, school, browser_of, lila, paul, rose, victor, maud
):
    forum = school.forum.get_absolute_url()
    for person in (paul, rose, victor, maud):
        for where in (HOME, forum, f"{forum}nouveau/", school.get_absolute_url()):
            assert browser_of(person).get(where).status_code == 200
    for where in (HOME, forum, school.get_absolute_url(), f"{HOME}recherche/?q=ecole"):
        assert browser_of(lila).get(where).status_code == 403
        assert client.get(where).status_code == 302


def test_a_topic_is_opened_and_answered_with_and_without_javascript(
    national, browser_of, samira, rose
):
    forum = national.get_absolute_url()
    fields = {"title": "Trouver un local", "text": "Le nôtre ferme.", "is_question": "on"}

    empty = browser_of(samira).post(f"{forum}nouveau/", fields | {"title": " "})
    browser_of(samira).post(f"{forum}nouveau/", fields)
    topic = Topic.objects.get()
    page = topic.get_absolute_url()
    plain = browser_of(rose).post(f"{page}repondre/", {"text": "Voyez le bailleur."})
    swapped = browser_of(rose).htmx(f"{page}repondre/", {"text": "Et la mairie."}, page=page)
    blank = browser_of(rose).htmx(f"{page}repondre/", {"text": " "}, page=page)
    long = browser_of(rose).post(f"{page}repondre/", {"text": "x" * 20_001})

    assert (empty.status_code, plain.status_code, swapped.status_code) == (422, 302, 200)
    assert (blank.status_code, long.status_code) == (422, 422)
    assert "Le nôtre ferme." in text(empty)
    assert Post.objects.filter(topic=topic).count() == 3
    assert topic.posts.get(author=samira).author_role.endswith("Le Val")
    assert "Et la mairie." in text(browser_of(samira).get(page))


def test_a_message_is_changed_by_its_author_and_hidden_by_the_national_team(
    school, browser_of, samira, marc, maud
):
    post = school.posts.get()
    change, hide = f"{HOME}messages/{post.pk}/modifier/", f"{HOME}messages/{post.pk}/masquer/"

    assert browser_of(marc).get(change).status_code == 302
    assert browser_of(marc).post(change, {"text": "À sa place"}).status_code == 422
    assert browser_of(marc).get(hide).status_code == 403
    assert browser_of(samira).get(change).status_code == 200
    assert browser_of(samira).post(change, {"text": "Mieux dit"}).status_code == 302
    assert browser_of(maud).post(hide, {"reason": ""}).status_code == 422
    assert browser_of(maud).post(hide, {"reason": "doublon"}).status_code == 302
    assert "doublon" in text(browser_of(marc).get(school.get_absolute_url()))


def test_no_markup_of_a_message_reaches_the_page(school, browser_of, marc):
    actions.reply(school, text="<script>alert(1)</script> [x](javascript:alert(1))", by=marc)

    page = browser_of(marc).get(school.get_absolute_url()).content.decode()

    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_the_forum_of_a_site_is_for_its_people(national, le_val, samira, victor, maud, browser_of):
    inside = Forum.objects.create(kind="site", slug="le-val", name="Le Val", site=le_val)
    topic = actions.open_topic(inside, title="Entre nous", text="Un désaccord", by=samira)

    assert browser_of(samira).get(topic.get_absolute_url()).status_code == 200
    assert browser_of(maud).get(topic.get_absolute_url()).status_code == 200
    assert browser_of(victor).get(topic.get_absolute_url()).status_code == 404
    assert browser_of(victor).get(inside.get_absolute_url()).status_code == 404
    assert "Entre nous" not in text(browser_of(victor).get(HOME))
    assert "Entre nous" not in text(browser_of(victor).get(f"{HOME}recherche/?q=désaccord"))


@pytest.mark.parametrize("page", ["home", "forum", "topic", "search"])
def test_a_list_asks_the_database_as_often_whatever_its_length(
    national, school, browser_of, samira, marc, page
):
    where = {
        "home": HOME, "forum": national.get_absolute_url(), "topic": school.get_absolute_url(),
        "search": f"{HOME}recherche/?q=ecole",
    }[page]  # fmt: skip
    counts = []
    for many in (1, 3, 19):
        while school.posts.count() < many:
            actions.reply(school, text="Une école", by=marc)
            actions.open_topic(national, title="École", text="École", is_question=True, by=samira)
        with CaptureQueriesContext(connection) as asked:
            browser_of(marc).get(where)
        counts.append(len(asked))

    assert counts[0] == counts[1] == counts[2]


def test_long_topics_have_pages(school, browser_of, marc):
    for number in range(25):
        actions.reply(school, text=f"Message {number}", by=marc)

    first, second = (browser_of(marc).get(school.get_absolute_url(), {"page": n}) for n in (1, 2))

    assert "Message 3" in text(first)
    assert "Message 24" in text(second)
    assert browser_of(marc).get(school.get_absolute_url(), {"page": "x"}).status_code == 200


def test_the_demonstration_talks_once(national, samira, rose):
    people = {"samira": samira, "rose": rose}

    assert demo.fill(list(people.values())) == 4
    assert demo.fill(list(people.values())) == 0


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_twice_at_once_says_it_once():
    make.region()
    actions.ensure_forums()
    person = make.person("Samira Haddad")
    topic = actions.open_topic(Forum.objects.get(kind="national"), title="T", text="t", by=person)
    once = uuid.uuid4()

    def say(_number):
        try:
            return actions.reply(topic, text="Une fois", by=person, once=once)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        posts = list(pool.map(say, range(2)))

    assert posts[0] == posts[1]
    assert Post.objects.filter(topic=topic).count() == 2
    assert Entry.objects.filter(kind="community.post_added").count() == 1
