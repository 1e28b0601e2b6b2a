"""Pages of learning reviews: planned, prepared, held, closed, read; who sees what, and what two type at once."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agenda import actions as plan
from journal.models import Entry
from measurement import actions
from measurement.models import Adaptation, CurveDraft, CurveReview, LearningCycle
from tests import make
from tests.conftest import TODAY
from tests.measurement import learning
from tests.overview.test_home import soup_of, words_of

REVIEWS = "/sites/le-val/indicateurs/revues/"
PLAN = {"planned_on": "2026-11-24", "facilitator": "Rose Lemaire", "place": "Salle", "quorum": ""}
DECISION = {
    "kind": "adjust", "text": "Ouvrir jusqu’à vingt heures.", "activity": "", "owner": "community",
    "due_on": "2027-02-01", "expected": "40 enfants", "reason": "",
}  # fmt: skip


@pytest.fixture
def cycle(le_val, ines):
    learning.falling(le_val, ines)
    return learning.held(le_val, ines)


def page(cycle, end=""):
    return f"{REVIEWS}{cycle.pk}/{end}"


def test_a_whole_review_from_the_plan_to_the_lesson(browser_of, client, ines, le_val):
    learning.falling(le_val, ines)
    mine = browser_of(ines)
    planned = mine.post(f"{REVIEWS}prevoir/", PLAN, follow=True)
    cycle = LearningCycle.objects.get()
    assert "Rose Lemaire" in words_of(planned)
    assert "31 enfants" in words_of(mine.get(page(cycle, "preparer/")))
    assert b"SUMMARY:Revue d" in client.get(page(cycle, "calendrier.ics")).content
    mine.post(page(cycle, "presences/"), {"held_on": "2026-11-24", "state": "1", "residents": "0"})
    desk = mine.get(page(cycle))
    assert "Décidez au sujet de" in words_of(desk)
    assert "Tenue, pas encore close" in words_of(client.get(page(cycle)))
    curve = page(cycle, "chiffres/enfants-accompagnes/")
    mine.post(curve, learning.WORDS | {"revision": "0"})
    blocked = mine.post(page(cycle, "clore/"), {"learned": "On vient le soir."})
    assert blocked.status_code == 422
    assert "On vient le soir." in blocked.content.decode()
    mine.post(page(cycle, "decisions/?figure=enfants-accompagnes"), DECISION)
    decision = Adaptation.objects.get()
    new = {"act": "new", "new-title": "Accueil du soir", "new-lead": "Centre", "new-due_on": ""}
    mine.post(f"{REVIEWS}decisions/{decision.pk}/plan/", new)
    closed = mine.post(page(cycle, "clore/"), {"learned": "On vient le soir."}, follow=True)
    assert "close" in words_of(closed)

    read = words_of(client.get(page(cycle)))
    for words in ("On vient le soir.", "La permanence ferme trop tôt.", "Ouvrir jusqu’à vingt heures.",
                  "Accueil du soir", "Aucun habitant n’était là", "40 enfants"):  # fmt: skip
        assert words in read
    activity = client.get(le_val.activities.select_related("site").get().get_absolute_url())
    assert "Ouvrir jusqu’à vingt heures." in words_of(activity)


def test_residents_are_told_with_a_file_that_everybody_may_read(browser_of, client, ines, le_val):
    cycle = learning.closed(le_val, ines)
    poster = SimpleUploadedFile("affiche.pdf", make.page_of_pdf(), content_type="application/pdf")
    typed = {"channel": "poster", "on": "2026-11-24", "text": "", "url": ""}
    browser_of(ines).post(page(cycle, "retour/"), typed | {"file": poster})

    told = cycle.returns.get()
    assert "affiche.pdf" in words_of(client.get(page(cycle)))
    file = client.get(page(cycle, f"retour/{told.pk}/fichier/"))
    assert file["Content-Type"] == "application/pdf"
    assert file.content.startswith(b"%PDF-")
    fake = SimpleUploadedFile("affiche.pdf", b"<script>", content_type="application/pdf")
    assert browser_of(ines).post(page(cycle, "retour/"), typed | {"file": fake}).status_code == 422
    assert browser_of(ines).post(page(cycle, "retour/"), typed).status_code == 422


def test_the_second_of_two_who_write_at_once_is_told_and_loses_nothing(
    browser_of, ines, marc, cycle
):
    curve = page(cycle, "chiffres/enfants-accompagnes/")
    browser_of(ines).post(curve, learning.WORDS | {"revision": "0"})
    answer = browser_of(marc).post(curve, {"causes": "Le bus.", "revision": "0"})

    assert answer.status_code == 422
    assert "Le bus." in soup_of(answer).select_one("[name=causes]").text
    assert "La permanence ferme trop tôt." in words_of(answer)
    again = {n.get("name"): n.get("value") for n in soup_of(answer).select("[name=revision]")}
    browser_of(marc).post(curve, {"causes": "Le bus.", **again, "confidence": "medium"})
    row = CurveReview.objects.get()
    assert (row.causes, row.former[1]["causes"]) == ("Le bus.", "La permanence ferme trop tôt.")


def test_a_draft_is_kept_shown_again_to_its_author_alone_and_thrown_away(
    browser_of, ines, marc, cycle
):
    curve = page(cycle, "chiffres/enfants-accompagnes/")
    kept = browser_of(ines).post(
        f"{curve}brouillon/", {"causes": "À moitié"}, headers={"HX-Request": "true"}
    )
    assert "Brouillon gardé" in words_of(kept)
    assert "À moitié" in browser_of(ines).get(curve).content.decode()
    assert "À moitié" not in browser_of(marc).get(curve).content.decode()

    browser_of(ines).post(f"{curve}brouillon/", {"drop": "1"})
    assert not CurveDraft.objects.exists()


def test_a_draft_keeps_no_sign_that_cannot_be_kept(browser_of, ines, cycle):
    draft = page(cycle, "chiffres/enfants-accompagnes/brouillon/")
    sent = {"causes": "À\x00 moitié", "activities": ["\x00"]}
    browser_of(ines).post(draft, sent, headers={"HX-Request": "true"})

    assert CurveDraft.objects.get().words["causes"] == "À moitié"


def test_an_activity_given_up_since_stays_named_beside_its_figure(browser_of, ines, le_val, cycle):
    evening = plan.plan_activity(le_val, by=ines, title="Ouvrir le soir", lead="Centre social")
    other = plan.plan_activity(le_val, by=ines, title="Bus du soir", lead="Centre social")
    curve, mine = page(cycle, "chiffres/enfants-accompagnes/"), browser_of(ines)
    mine.post(curve, {"causes": "Trop tôt", "activities": [evening.pk], "revision": "0"})
    for each in (evening, other):
        plan.move_activity(each, to="given_up", by=ines, reason="Personne ne vient")

    boxes = soup_of(mine.get(curve)).select("[name=activities]")
    assert [(box["value"], box.has_attr("checked")) for box in boxes] == [(str(evening.pk), True)]
    mine.post(curve, {"causes": "Bien trop tôt", "activities": [evening.pk], "revision": "1"})

    row = CurveReview.objects.get()
    assert (row.causes, list(row.activities.all())) == ("Bien trop tôt", [evening])


def test_a_draft_that_nobody_touches_for_two_months_is_thrown_away(ines, le_val, cycle, set_day):
    indicator = le_val.indicators.get()
    actions.keep_curve_draft(cycle, indicator, {"causes": "À moitié"}, by=ines)
    assert actions.sweep_curve_drafts() == 0
    set_day(TODAY + timedelta(days=61))
    assert actions.sweep_curve_drafts() == 1


@pytest.mark.parametrize("act", ["move", "dates", "note"])
def test_one_button_changes_the_activity_by_the_decision(browser_of, ines, le_val, cycle, act):
    activity = plan.plan_activity(le_val, by=ines, title="Soir", lead="Centre", state="under_way")
    facts = learning.change(activity=activity)
    decision = actions.decide_adaptation(cycle, facts, by=ines)
    typed = {
        "move": {"to": "suspended"},
        "dates": {"dates-title": "Soir", "dates-due_on": "2027-01-31", "dates-revision": "1"},
        "note": {"note-text": "La revue le demande."},
    }[act]
    address = f"{REVIEWS}decisions/{decision.pk}/plan/"
    assert browser_of(ines).get(address).status_code == 200

    answer = browser_of(ines).post(address, typed | {"act": act})

    assert answer.status_code == 302
    assert decision.changes.get().activity == activity
    again = browser_of(ines).post(address, typed | {"act": act})
    assert again.status_code == (302 if act == "note" else 422)


@pytest.mark.parametrize("who", ["paul", "lila", "victor", "rose"])
def test_only_the_triad_holds_a_review(request, browser_of, cycle, who):
    browser = browser_of(request.getfixturevalue(who))

    for end in ("preparer/", "presences/", "clore/", "decisions/", "chiffres/enfants-accompagnes/"):
        assert browser.get(page(cycle, end)).status_code == 403
    assert "La permanence" not in words_of(browser.get(page(cycle)))


def test_the_review_of_another_site_is_not_found(browser_of, victor, ines, la_crete, le_val, cycle):
    decision = actions.decide_adaptation(cycle, learning.change(), by=ines)
    theirs = "/sites/la-crete/indicateurs/revues/"
    for end in (f"{cycle.pk}/", f"{cycle.pk}/clore/", f"decisions/{decision.pk}/plan/",
                f"decisions/{decision.pk}/suite/", f"decisions/{decision.pk}/retirer/"):  # fmt: skip
        assert browser_of(victor).get(theirs + end).status_code == 404


@pytest.mark.parametrize("count", [1, 3, 30])
def test_a_review_costs_the_same_whatever_it_says(
    client, le_val, ines, count, django_assert_num_queries
):
    facts = [learning.change(text=f"Décision {number}") for number in range(count)]
    cycle = learning.closed(le_val, ines, *facts)

    with django_assert_num_queries(12):
        client.get(page(cycle))


def test_a_decision_is_taken_back_on_a_page_that_asks_why(browser_of, ines, le_val):
    decision = actions.decide_adaptation(learning.held(le_val, ines), learning.change(), by=ines)
    mine, address = browser_of(ines), f"{REVIEWS}decisions/{decision.pk}/retirer/"

    asked = mine.get(address).content.decode()
    assert decision.text in asked
    assert "Pourquoi la décision est retirée" in asked
    assert mine.post(address, {"reason": " "}).status_code == 422
    assert Adaptation.objects.filter(pk=decision.pk).exists()
    mine.post(address, {"reason": "Dit trop vite"})

    assert not Adaptation.objects.exists()
    assert "Dit trop vite" in Entry.objects.of_site("le-val").first().sentence


def test_who_counts_beside_a_colleague_reads_the_other_count_before_replacing_it(
    browser_of, ines, marc, le_val
):
    cycle = learning.planned(le_val, ines)
    address = page(cycle, "presences/")
    drawn = {
        who: browser_of(who).get(address).context["form"]["seen"].value() for who in (ines, marc)
    }
    browser_of(ines).post(address, {"held_on": "2026-11-24", "state": "2", "residents": "5"})

    late = browser_of(marc).post(address, {"seen": drawn[marc], "residents": "9"})

    assert late.status_code == 422
    assert "Entre-temps, il a été compté" in words_of(late)
    assert "habitants : 5" in words_of(late)
    assert late.context["form"]["residents"].value() == "9"
    assert (drawn[marc], LearningCycle.objects.get().people) == ("", 7)

    again = late.context["form"]["seen"].value()
    browser_of(marc).post(address, {"seen": again, "residents": "9"})
    assert LearningCycle.objects.get().people == 9


def test_a_count_that_is_sent_twice_is_written_once(browser_of, ines, cycle):
    seen = browser_of(ines).get(page(cycle, "presences/")).context["form"]["seen"].value()
    for _twice in range(2):
        sent = browser_of(ines).post(page(cycle, "presences/"), {"seen": seen, "state": "3"})
        assert sent.status_code == 302

    assert Entry.objects.filter(kind="measurement.attendance_counted").count() == 1
