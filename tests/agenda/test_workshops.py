"""A facilitator enters the sheet of a workshop: forty lines, each with its own code and outcome."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from agenda import actions, codes
from agenda.models import Comment, Waiting, Workshop
from agenda.sheet import Typed, read
from journal.events import sentence
from journal.models import Entry
from kit.states import Refusal
from tests.agenda import scenes
from tests.client import Guardian
from tests.conftest import TODAY

CODE = re.compile(r"(?:[2-9A-Z]{4}-){2}[2-9A-Z]{4}")


def url(name, site, **more):
    return reverse(f"agenda:{name}", kwargs={"site": site.slug, **more})


def meeting(**changes):
    facts = {"title": "Petit déjeuner des parents", "held_on": TODAY, "place": "Aux Glycines"}
    return actions.Meeting(**(facts | {"people": 45} | changes))


def lines(count=3, **changes):
    """So many lines about the passages 1, 2, 3 and 1 again."""
    return [
        actions.SheetLine(**({"line": n, "number": n % 3 + 1, "text": f"Parole {n}."} | changes))
        for n in range(1, count + 1)
    ]


def enter(version, by, said=None, *, consent=True, once="s1", **changes):
    said = lines() if said is None else said
    return actions.enter_workshop(
        version, meeting(**changes), said, by=by, consent=consent, once=once
    )


def typed(count=3, **changes):
    """What the form sends for so many lines."""
    fields = {
        "title": "Petit déjeuner des parents", "held_on": TODAY.isoformat(), "place": "Glycines",
        "people": "45", "consent": "on", "once": "f1", "lines": str(max(10, count)),
    }  # fmt: skip
    for n in range(1, count + 1):
        fields |= {f"number-{n}": str(n % 3 + 1), f"text-{n}": f"Parole {n}."}
    return fields | changes


@pytest.fixture
def opened(triad, le_val, ines):
    return scenes.opened(le_val, ines)


def test_forty_lines_each_get_a_code_and_an_outcome_and_the_log_names_who_entered(
    browser_of, le_val, opened, rose, samira
):
    page = browser_of(rose).post(url("workshop-add", le_val), typed(40)).content.decode()

    workshop = Workshop.objects.get()
    said = list(workshop.comments.order_by("line"))
    shown = CODE.findall(page)
    assert (len(said), len(set(shown))) == (40, 40)
    assert [codes.hash_of(code) for code in shown] == [c.code_hash for c in said]
    assert {(c.by, c.source, c.version) for c in said} == {(rose, "workshop", opened)}
    assert said[6].public_name == f"Participant 7, atelier du {TODAY.day}\xa0novembre 2026"
    entry = Entry.objects.of_site(le_val.slug).get(kind="agenda.workshop_entered")
    assert (entry.by_id, entry.facts["lines"]) == (rose.pk, 40)
    assert "40" in sentence(entry.kind, entry.facts)
    assert not Entry.objects.filter(kind="agenda.comment_made").exists()

    for comment in said:
        kind = "retained" if comment.line % 2 else "not_retained"
        actions.give_outcome(comment, kind=kind, by=samira, reason=f"Réponse {comment.line}.")

    for comment, code in zip(said[:3], shown, strict=False):
        found = Guardian().post(url("comment-follow", le_val), {"follow_up": code})
        words = found.content.decode()
        assert comment.text in words
        assert f"Réponse {comment.line}." in words
        assert "Rose Lemaire" in words
    assert not Waiting.objects.exists()


def test_the_same_form_twice_is_one_sheet_with_the_same_codes(browser_of, le_val, opened, ines):
    browser = browser_of(ines)

    first, second = (browser.post(url("workshop-add", le_val), typed(5)) for _ in range(2))

    assert CODE.findall(first.content.decode()) == CODE.findall(second.content.decode())
    assert (Workshop.objects.count(), Comment.objects.count()) == (1, 5)
    assert Entry.objects.filter(kind="agenda.workshop_entered").count() == 1
    other = browser.post(url("workshop-add", le_val), typed(5, **{"text-2": "Autre chose."}))
    assert other.status_code == 422
    assert "Autre chose." in other.content.decode()
    assert Comment.objects.count() == 5


@pytest.mark.parametrize(
    ("wrong", "beside"),
    [
        ({"number-2": "99"}, "number-2"),
        ({"number-2": "deux"}, "number-2"),
        ({"text-2": ""}, "text-2"),
        ({"text-2": "x" * 4001}, "text-2"),
        ({"name-2": "x" * 61}, "name-2"),
        ({"people-2": "46"}, "people-2"),
        ({"people-2": "0"}, "people-2"),
        ({"people-2": "²"}, "people-2"),
        ({"title": ""}, "title"),
        ({"place": ""}, "place"),
        ({"people": "0"}, "people"),
        ({"people": "9" * 30}, "people"),
        ({"held_on": "2026-02-30"}, "held_on"),
        ({"held_on": "2025-01-01"}, "held_on"),
        ({"held_on": "2031-01-01"}, "held_on"),
        ({"consent": ""}, "consent"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_beside_its_line_and_nothing_is_lost(
    browser_of, le_val, opened, ines, wrong, beside
):
    sent = typed(3, **({"text-3": "Celle-ci reste <b>là</b>."} | wrong))

    answer = browser_of(ines).post(url("workshop-add", le_val), sent)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="id_{beside}_error"' in page
    assert "Celle-ci reste &lt;b&gt;là&lt;/b&gt;." in page
    assert not Comment.objects.exists()
    assert not Workshop.objects.exists()


def test_an_empty_sheet_is_refused(browser_of, le_val, opened, ines):
    answer = browser_of(ines).post(url("workshop-add", le_val), typed(0))

    assert answer.status_code == 422
    assert not Workshop.objects.exists()


def test_a_pasted_list_becomes_lines_to_look_through_and_nothing_is_entered(
    browser_of, le_val, opened, ines
):
    browser = browser_of(ines)
    pasted = "3; Un banc ; et de l'ombre; Lucien; 4\n; Plus court.\n99; Nulle part"

    answer = browser.post(url("workshop-add", le_val), typed(2, paste=pasted))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert not Comment.objects.exists()
    assert "Un banc; et de l&#x27;ombre" in page
    assert re.search(r'name="people-3" value="4"', page)
    assert re.search(r'name="number-5" value="99"', page)
    assert "3 lignes" in page.replace("\xa0", " ")


def test_ten_more_lines_keep_what_was_typed(browser_of, le_val, opened, ines):
    answer = browser_of(ines).post(url("workshop-add", le_val), typed(10, more="1"))

    page = answer.content.decode()
    assert 'name="text-20"' in page
    assert "Parole 10." in page
    assert 'role="alert"' not in page
    assert not Comment.objects.exists()


def test_more_than_a_sheet_holds_stays_in_the_box(browser_of, le_val, opened, ines):
    pasted = "\n".join(f"1; Parole {n}" for n in range(1, 211))

    page = browser_of(ines).post(url("workshop-add", le_val), typed(0, paste=pasted))

    words = page.content.decode()
    assert 'name="text-200"' in words
    assert 'name="text-201"' not in words
    assert "1; Parole 210" in words


def test_lists_are_read_as_people_write_them():
    assert read("3; Un banc; Lucien; 4") == (Typed("3", "Un banc", "Lucien", "4"),)
    assert read("3;Un banc") == (Typed("3", "Un banc"),)
    assert read("3; Un banc; 12") == (Typed("3", "Un banc", "", "12"),)
    assert read("3; Un banc;; 12") == (Typed("3", "Un banc", "", "12"),)
    assert read("3; Un banc; à l'ombre; Lucien") == (Typed("3", "Un banc; à l'ombre", "Lucien"),)
    assert read("3\tUn banc; vite\tLucien\t4") == (Typed("3", "Un banc; vite", "Lucien", "4"),)
    assert read("Plus court.\n\n;;;\n") == (Typed(text="Plus court."),)


def test_signs_that_nobody_sees_are_dropped_and_scripts_are_only_words(
    browser_of, le_val, opened, ines
):
    evil = "<script>x</script>\x00\u202e🙂 مرحبا"
    fields = {"text-1": evil, "name-1": evil, "title": evil, "place": evil}

    page = browser_of(ines).post(url("workshop-add", le_val), typed(1, **fields)).content.decode()

    comment = Comment.objects.get()
    assert comment.text == comment.public_name == "<script>x</script>🙂 مرحبا"
    assert "<script>x" not in page
    listed = browser_of(ines).get(url("comment-list", le_val)).content.decode()
    assert "<script>x" not in listed


def test_a_session_that_ended_loses_nothing(client, le_val, opened):
    sent = client.post(url("workshop-add", le_val), typed(40))

    assert sent.status_code == 302
    kept = client.session["kept_text"]["fields"]
    assert (kept["text-40"], kept["number-40"]) == (["Parole 40."], ["2"])
    assert not Comment.objects.exists()


def test_who_may_enter_a_sheet(browser_of, le_val, opened, ines, rose, lila, paul, victor):
    address = url("workshop-add", le_val)
    statuses = [
        browser_of(who).get(address).status_code for who in (ines, rose, paul, lila, victor)
    ]
    assert statuses == [200, 200, 403, 403, 403]


def test_paper_comes_late_until_the_next_text_is_sent(le_val, opened, ines, samira):
    actions.close_consultation(opened, by=ines)

    _workshop, said = enter(opened, samira)

    assert {c.version for c, _code in said} == {opened}
    following = actions.start_version(le_val, by=ines)
    with pytest.raises(Refusal, match="3"):
        actions.send_for_endorsement(following, by=ines)
    for comment, _code in said:
        actions.give_outcome(comment, kind="already", by=ines, reason="C'est écrit.")
    actions.send_for_endorsement(following, by=ines)
    with pytest.raises(Refusal):
        enter(opened, samira, once="s2")


def test_a_workshop_after_the_last_day_belongs_to_the_next_text(opened, samira, set_day):
    set_day(opened.closes_on + timedelta(days=3))

    with pytest.raises(Refusal) as refused:
        enter(opened, samira, held_on=opened.closes_on + timedelta(days=1))

    assert refused.value.field == "held_on"


def test_the_database_refuses_what_no_sheet_says(opened, samira, la_crete):
    workshop, _said = enter(opened, samira)
    line = {
        "site": opened.site, "version": opened, "public_name": "X", "text": "Y", "by": samira,
        "source": "workshop", "code_hash": "h", "once": "o", "workshop": workshop, "line": 9,
    }  # fmt: skip
    sheet = {
        "site": opened.site, "version": opened, "title": "T", "place": "P", "people": 2,
        "consent": True, "once": "o", "by": samira, "held_on": TODAY,
    }  # fmt: skip
    for wrong in ({"line": None}, {"line": 1}, {"people": 0}, {"source": "online"}):
        with pytest.raises(scenes.DATABASE_REFUSES), transaction.atomic():
            Comment.objects.create(**(line | wrong))
    for wrong in (
        {"consent": False}, {"people": 0}, {"title": ""}, {"site": la_crete},
        {"held_on": TODAY - timedelta(days=400)},
    ):  # fmt: skip
        with pytest.raises(scenes.DATABASE_REFUSES), transaction.atomic():
            Workshop.objects.create(**(sheet | wrong))
    with pytest.raises(scenes.DATABASE_REFUSES), transaction.atomic():
        Workshop.objects.update(title="Autre")


def test_when_nothing_is_open_what_was_typed_can_be_copied(browser_of, le_val, triad, ines):
    page = browser_of(ines).post(url("workshop-add", le_val), typed(2))

    assert page.status_code == 422
    assert "2; Parole 1." in page.content.decode()
    assert browser_of(ines).get(url("workshop-add", le_val)).status_code == 200


@pytest.mark.parametrize("count", [1, 3, 30])
def test_a_sheet_costs_the_same_whatever_its_length(
    browser_of, le_val, opened, ines, django_assert_num_queries, count
):
    browser = browser_of(ines)
    browser.get("/")

    with django_assert_num_queries(17):
        browser.post(url("workshop-add", le_val), typed(count))
