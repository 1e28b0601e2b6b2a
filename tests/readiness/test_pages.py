"""Rating on one page in parts, the meeting page, the decision: what people type and read."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from readiness import actions
from readiness.models import Round
from readiness.texts import read_all
from sites.models import Site
from tests import make
from tests.conftest import TODAY
from tests.readiness import scenes

HERE = "/sites/le-val/maturite/"
FIRST = "urgency-issue"


def at(found, rest=""):
    return f"{HERE}tours/{found.pk}/{rest}"


def soup(answer):
    return BeautifulSoup(answer.content, "lxml")


def text(answer):
    return re.sub(r"\s+", " ", soup(answer).find("main").get_text(" "))


def test_a_round_is_opened_in_a_page_by_the_triad_and_by_the_national_team(
    browser_of, ines, maud, paul, le_val
):
    actions.publish_rubrics(read_all())
    typed = {"kind": "preconditions", "rate_until": "2026-12-10", "once": "0" * 32}

    assert browser_of(paul).post(f"{HERE}tours/nouveau/", typed).status_code == 403
    for _click in range(2):
        assert browser_of(ines).post(f"{HERE}tours/nouveau/", typed).status_code == 302
    again = browser_of(maud).post(f"{HERE}tours/nouveau/", typed | {"once": "pas une clé"})
    assert (again.status_code, Round.objects.count()) == (422, 1)
    assert "en cours" in text(again)
    other = typed | {"kind": "conditions", "once": ""}
    assert browser_of(maud).post(f"{HERE}tours/nouveau/", other).status_code == 302


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "scores"), ("kind", ""), ("rate_until", "2026-11-01"), ("rate_until", "demain"),
        ("rate_until", "2031-01-01"), ("rate_until", ""),
    ],
)  # fmt: skip
def test_what_does_not_fit_opens_nothing_and_is_kept(browser_of, ines, le_val, field, value):
    actions.publish_rubrics(read_all())
    typed = {"kind": "preconditions", "rate_until": "2026-12-10", field: value}

    answer = browser_of(ines).post(f"{HERE}tours/nouveau/", typed)

    assert answer.status_code == 422
    assert soup(answer).select_one(".error-summary a") is not None
    assert not Round.objects.exists()


def test_rating_is_saved_in_parts_and_comes_back_where_one_was(browser_of, ines, le_val):
    found = scenes.opened(le_val, ines)
    browser, where = browser_of(ines), at(found, "evaluer/")
    typed = {
        f"{FIRST}-level": "3",
        f"{FIRST}-comment": "Nous en\x00 parlons.",
        "urgency-context-level": "unknown",
        "leadership-triad-comment": "À voir.",
        "then": "2",
    }

    answer = browser.post(where, typed)

    assert answer.status_code == 302
    assert answer["Location"] == f"{where}?enregistre=2#partie-2"
    page = browser.get(answer["Location"])
    assert "2 questions répondues sur 6" in text(page)
    assert soup(page).select_one("#partie-2 [role=status]") is not None
    checked = {i["name"]: i["value"] for i in soup(page).select("input[type=radio][checked]")}
    assert (checked[f"{FIRST}-level"], checked["urgency-context-level"]) == ("3", "unknown")
    assert checked["leadership-triad-level"] == ""
    assert "Nous en parlons." in text(page)
    # A warning in words that blocks nothing: the highest level without a word on what shows it.
    assert "dites ce qui le montre" in text(page)
    assert browser.post(where, typed | {"then": ""}).status_code == 302


@pytest.mark.parametrize("level", ["9", "-1", "deux", "1.5"])
def test_a_level_that_does_not_exist_is_refused_and_what_was_typed_kept(
    browser_of, ines, le_val, level
):
    found = scenes.opened(le_val, ines)
    typed = {f"{FIRST}-level": level, "urgency-context-comment": "Un mot gardé."}

    answer = browser_of(ines).post(at(found, "evaluer/"), typed)

    assert answer.status_code == 422
    assert "Un mot gardé." in text(answer)
    assert not found.ratings.exists()


def test_a_text_that_is_too_long_is_told_beside_its_field(browser_of, ines, le_val):
    found = scenes.opened(le_val, ines)
    answer = browser_of(ines).post(at(found, "evaluer/"), {f"{FIRST}-comment": "a" * 2001})

    assert answer.status_code == 422
    assert soup(answer).select_one(f"#id_{FIRST}-comment_error") is not None


def test_the_page_works_by_keyboard_and_names_its_questions(browser_of, ines, le_val):
    """One fieldset a dimension with its question as legend, native controls, no control without label."""
    found = scenes.opened(le_val, ines, "conditions")
    page = soup(browser_of(ines).get(at(found, "evaluer/")))

    legends = [f.legend.get_text(" ", strip=True) for f in page.select("main fieldset")]
    controls = page.select("main form [name]:not([type=hidden]):not(button)")
    unnamed = [c["id"] for c in controls if not page.find("label", attrs={"for": c["id"]})]

    assert len(legends) == 15
    assert unnamed == []
    assert not page.select("[tabindex]:not([tabindex='-1']):not([tabindex='0'])")


def test_a_partner_rates_conditions_and_not_preconditions(browser_of, ines, paul, le_val):
    first, yearly = scenes.opened(le_val, ines), scenes.opened(le_val, ines, "conditions")

    assert browser_of(paul).get(at(first, "evaluer/")).status_code == 404
    assert browser_of(paul).get(at(yearly, "evaluer/")).status_code == 200
    assert browser_of(paul).get(at(first)).status_code == 200


def test_who_rates_while_the_meeting_begins_reads_why_and_keeps_the_text(browser_of, triad, le_val):
    ines, marc, _samira = triad
    found = scenes.rated(scenes.opened(le_val, ines), ines)
    browser = browser_of(marc)
    assert browser.get(at(found, "evaluer/")).status_code == 200
    actions.open_meeting(found, by=ines)

    late = browser.post(at(found, "evaluer/"), {f"{FIRST}-level": "1", f"{FIRST}-comment": "Zut"})

    assert late.status_code == 422
    assert "la rencontre a commencé" in text(late)
    assert "Zut" in text(late)
    assert not found.ratings.filter(person=marc).exists()


def test_withdrawing_asks_first(browser_of, ines, le_val):
    found = scenes.rated(scenes.opened(le_val, ines), ines)
    browser, where = browser_of(ines), at(found, "evaluer/retirer/")

    assert browser.get(where).status_code == 200
    assert found.ratings.count() == 6
    assert browser.post(where).status_code == 302
    assert not found.ratings.exists()
    assert browser.post(where).status_code == 422


def test_the_meeting_shows_what_differs_most_first(browser_of, triad, le_val):
    found = scenes.meeting(
        le_val, triad, resources_coordination=(0, 2, 1), urgency_context=(0, 3, 3),
        leadership_triad=(2, 3, 2), urgency_issue=(2, None, 2),
    )  # fmt: skip

    page = soup(browser_of(triad[1]).get(at(found)))

    sections = {s["aria-labelledby"]: s for s in page.select("main section[aria-labelledby]")}
    first = [h.get_text(strip=True) for h in sections["discuss"].select("h3")]
    rest = [h.get_text(strip=True) for h in sections["rest"].select("h3")]
    assert first == ["Contexte propice", "Animation"]
    assert rest == ["Enjeu partagé", "Triade", "Capacité d’entraîner", "Connaissance et participation"]  # fmt: skip
    said = sections["discuss"].get_text(" ")
    assert "Ines Carpentier dit 0." in said and "Crise en cours" in said
    assert "ne sait pas" in sections["rest"].get_text(" ")


def test_the_meeting_notes_its_word_and_goes_to_the_next(browser_of, triad, le_val):
    found = scenes.meeting(le_val, triad, urgency_context=(0, 3, 3))
    browser = browser_of(triad[0])
    where = at(found, "rencontre/urgency-context/")
    seen = soup(browser.get(where)).select_one("input[name=seen]").get("value", "")

    assert browser.post(where, {"level": "none", "note": " ", "seen": seen}).status_code == 422
    assert browser.post(where, {"level": "7", "note": "x", "seen": seen}).status_code == 422
    noted = browser.post(where, {"level": "none", "note": "Nous en reparlons.", "seen": seen})
    assert noted.status_code == 302
    assert noted["Location"].endswith("/rencontre/urgency-issue/")
    unseen = browser.post(where, {"level": "1", "note": "Un autre avis", "seen": seen})
    assert unseen.status_code == 422
    assert "Un autre avis" in text(unseen)
    assert "pas de consensus" in text(browser.get(at(found)))
    assert browser.get(at(found, "rencontre/inconnue/")).status_code == 404


def test_a_round_is_concluded_with_who_was_there(browser_of, triad, le_val):
    found = scenes.meeting(le_val, triad)
    browser, where = browser_of(triad[0]), at(found, "conclure/")
    typed = {"met_on": "2026-11-24", "facilitator": "Samira", "seats": ["state", "community"], "others": "Régie\n\nClub"}  # fmt: skip

    assert browser.post(where, typed).status_code == 422
    scenes.talked_over(found, triad[0])
    for wrong in ({"met_on": "2026-11-25"}, {"met_on": "2020-01-01"}, {"facilitator": ""}, {"seats": [], "others": ""}, {"others": "x" * 161}):  # fmt: skip
        assert browser.post(where, typed | wrong).status_code == 422
    assert browser.post(where, typed).status_code == 302
    page = text(browser.get(at(found)))
    assert "Samira Haddad" in page and "Club" in page
    assert "Facilité par" in page or "Qui a animé" in page


def test_ready_is_refused_beside_the_field(browser_of, triad, le_val):
    found = scenes.concluded(le_val, triad, urgency_context=0)
    browser, where = browser_of(triad[0]), at(found, "decision/")

    assert "propose" in text(browser.get(where))
    refused = browser.post(where, {"outcome": "ready", "words": "Nous y allons."})
    assert refused.status_code == 422
    assert "Contexte propice" in soup(refused).select_one("#id_outcome_error").get_text()
    assert "Nous y allons." in text(refused)
    for wrong in ({"outcome": "supported"}, {"outcome": "not_yet", "revisit_on": "2020-01-01"}, {"outcome": "unsuited", "words": ""}, {"outcome": "excellent"}):  # fmt: skip
        assert browser.post(where, {"words": "Oui."} | wrong).status_code == 422
    assert not found.decisions.exists()


def test_the_national_team_decides_once_the_round_is_shared(browser_of, triad, maud, le_val):
    found = scenes.concluded(le_val, triad)
    where = at(found, "decision/")
    assert browser_of(maud).get(where).status_code == 404

    shared = browser_of(triad[0]).post(at(found, "partage/"), {"sharing": "national"})
    assert shared.status_code == 302
    assert browser_of(maud).get(where).status_code == 200
    typed = {"outcome": "not_yet", "words": "Après les élections.", "revisit_on": "2027-06-01"}
    assert browser_of(maud).post(where, typed).status_code == 302


def test_a_decision_goes_to_the_stage_page_as_what_shows_it(browser_of, triad, maud, le_val):
    Site.objects.filter(pk=le_val.pk).update(state="exploring")
    found = scenes.concluded(le_val, triad)
    actions.share(found, sharing="national", by=triad[0])
    actions.decide(found, outcome="ready", words="Les trois le veulent.", by=maud)
    browser = browser_of(maud)

    links = [a["href"] for a in soup(browser.get(at(found))).select("#decisions ~ p a") if "etape" in a["href"]]  # fmt: skip
    page = soup(browser.get(links[0]))

    assert "Les trois le veulent." in page.select_one("[name=evidence]").get_text()
    assert page.select_one("[name=link]")["value"].endswith(at(found))
    assert not [a for a in soup(browser_of(triad[0]).get(at(found))).select("a") if "etape" in a["href"]]  # fmt: skip


def test_a_round_of_another_site_is_not_there(browser_of, triad, victor, le_val, la_crete):
    found = scenes.meeting(le_val, triad)

    for rest in ("", "evaluer/", "rencontre/", f"rencontre/{FIRST}/", "conclure/", "partage/", "mise-de-cote/"):  # fmt: skip
        assert browser_of(victor).get(at(found, rest).replace("le-val", "la-crete")).status_code == 404  # fmt: skip
        assert browser_of(victor).get(at(found, rest)).status_code == 403


def test_the_earlier_round_is_compared_in_words(browser_of, triad, le_val, set_day):
    scenes.concluded(le_val, triad, level=2, urgency_issue=1, urgency_context=None)
    set_day(TODAY + timedelta(days=300))
    second = scenes.meeting(le_val, triad)
    scenes.talked_over(second, triad[0], level=2, leadership_triad=1)
    actions.conclude(second, met_on=TODAY + timedelta(days=300), facilitator="S", seats=["state"], by=triad[0])  # fmt: skip

    page = text(browser_of(triad[0]).get(at(second)))

    assert "Était 1 · Fragile, est maintenant 2 · Présent" in page
    assert "Était 2 · Présent, est maintenant 1 · Fragile" in page
    assert "Toujours 2 · Présent." in page
    assert "Pas de consensus la dernière fois" in page


def test_an_earlier_round_that_is_not_shared_is_not_compared_with(
    browser_of, triad, maud, le_val, set_day
):
    first = scenes.concluded(le_val, triad, level=2, urgency_issue=1)
    set_day(TODAY + timedelta(days=300))
    second = scenes.meeting(le_val, triad)
    scenes.talked_over(second, triad[0], level=3)
    actions.conclude(second, met_on=TODAY + timedelta(days=300), facilitator="S", seats=["state"], by=triad[0])  # fmt: skip
    actions.share(second, sharing="national", by=triad[0])

    for address in (at(second), at(second, "tour.csv")):
        assert "Était" not in browser_of(maud).get(address).content.decode()
    actions.share(first, sharing="national", by=triad[0])
    for address in (at(second), at(second, "tour.csv")):
        assert "Était 1 · Fragile" in browser_of(maud).get(address).content.decode()


def test_who_shares_and_who_decides_reads_who_reads_it_now(browser_of, triad, le_val):
    found = scenes.concluded(le_val, triad)
    browser = browser_of(triad[0])
    assert "pour l’heure : le site seul" in text(browser.get(at(found, "decision/")))

    browser.post(at(found, "partage/"), {"sharing": "support"})

    assert "pour l’heure : le centre de ressources" in text(browser.get(at(found, "decision/")))
    assert "ce qui a été décidé" in text(browser.get(at(found, "partage/")))


def test_the_concluded_page_holds_no_sum_no_mean_no_score(browser_of, triad, le_val):
    found = scenes.concluded(le_val, triad, kind="conditions", level=3)
    page = soup(browser_of(triad[0]).get(at(found)))

    words = page.find("main").get_text(" ").lower()
    assert not [w for w in ("score", "moyenne", "total", "%", "note sur", "/4", "sur 4") if w in words]  # fmt: skip
    assert not page.select("main canvas, main .curve")


def test_the_way_to_the_rounds_is_on_the_triads_page_for_the_people_of_the_site(
    client, browser_of, ines, victor, le_val
):
    link = 'href="/sites/le-val/maturite/"'

    assert link in browser_of(ines).get("/sites/le-val/triade/").content.decode()
    for outside in (client, browser_of(victor)):
        assert link not in outside.get("/sites/le-val/triade/").content.decode()


def test_a_round_set_aside_says_why_to_the_site_alone(browser_of, ines, maud, le_val):
    found = scenes.opened(le_val, ines)
    where = at(found, "mise-de-cote/")

    assert browser_of(maud).post(where, {"reason": ""}).status_code == 422
    assert browser_of(maud).post(where, {"reason": "Trop tôt pour nous."}).status_code == 302
    assert "Trop tôt pour nous." in text(browser_of(ines).get(at(found)))
    assert "Trop tôt pour nous." not in text(browser_of(maud).get(at(found)))
    assert browser_of(maud).post(where, {"reason": "Encore."}).status_code == 422


def test_a_site_without_a_round_says_what_will_be_here(browser_of, ines, maud, le_val):
    assert soup(browser_of(ines).get(HERE)).select_one(".empty") is not None
    assert soup(browser_of(maud).get("/national/maturite/")).select_one(".empty") is not None


def test_a_site_that_is_not_public_is_not_there_for_its_neighbours(browser_of, victor, maud):
    site = make.site("Le Bas", state="exploring", public_since=None, town=make.commune("59997", "Le Bas"))  # fmt: skip
    marc = make.person("Marc Delattre")
    make.seat(site, "municipality", marc)

    assert browser_of(victor).get("/sites/le-bas/maturite/").status_code == 404
    assert browser_of(marc).get("/sites/le-bas/maturite/").status_code == 200
    assert browser_of(maud).get("/sites/le-bas/maturite/").status_code == 200


def test_a_round_is_on_the_list_of_who_has_not_rated_yet(browser_of, triad, le_val):
    ines, marc, _samira = triad
    found = scenes.rated(scenes.opened(le_val, ines), ines)
    link = at(found, "evaluer/")

    assert link in browser_of(marc).get("/sites/le-val/a-faire/?tout=1").content.decode()
    assert link not in browser_of(ines).get("/sites/le-val/a-faire/?tout=1").content.decode()


def test_who_decides_second_reads_the_first_and_may_still_decide(browser_of, triad, le_val):
    ines, marc, _samira = triad
    found = scenes.concluded(le_val, triad)
    browser, where = browser_of(marc), at(found, "decision/")
    seen = soup(browser.get(where)).select_one("input[name=seen]").get("value", "")
    actions.decide(found, outcome="unsuited", words="La crue passe avant.", by=ines)
    typed = {"outcome": "ready", "words": "Les trois le veulent."}

    second = browser.post(where, typed | {"seen": seen})

    assert second.status_code == 422
    assert "entre-temps" in text(second) and "La crue passe avant." in text(second)
    assert "Les trois le veulent." in text(second)
    seen = soup(second).select_one("input[name=seen]")["value"]
    assert browser.post(where, typed | {"seen": seen}).status_code == 302
    assert found.decisions.count() == 2


def test_the_ways_to_the_rounds_for_those_who_may_read_them(browser_of, ines, rose, maud, le_val):
    """From the collective of a site, and for the national team from its board too."""
    here, country = f'href="{HERE}"', 'href="/national/maturite/"'

    for person, beyond in ((ines, False), (rose, False), (maud, True)):
        page = browser_of(person).get("/sites/le-val/collectif/").content.decode()
        assert here in page
        assert (country in page) is beyond
    assert country in browser_of(maud).get("/national/").content.decode()
