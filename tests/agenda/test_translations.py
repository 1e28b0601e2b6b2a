"""A version in other languages: written by hand, read in its direction, never the text endorsed."""

import json

import pytest
from bs4 import BeautifulSoup
from django.db import transaction

from agenda import actions
from agenda.content import is_intact
from agenda.models import Translation, Version
from agenda.tongues import Language, names
from journal.models import Entry
from kit.states import Refusal
from tests.agenda import scenes
from tests.agenda.test_desk import flat
from tests.agenda.test_figures import queries
from tests.agenda.test_races import at_once
from tests.agenda.test_residents import url

ARABIC = {"heading": "بعد المدرسة", "text": "شخصان بالغان **يستقبلان** الأطفال.", "plain_text": ""}
TURKISH = {"heading": "Okuldan sonra", "text": "İki yetişkin çocukları karşılar mı?"}


@pytest.fixture
def version(triad, le_val, ines):
    return scenes.writing(le_val, ines)


@pytest.fixture
def school(version):
    return version.wordings.get(heading="Après l'école")


def edit(site, wording, language="ar", number=1):
    kwargs = {"number": number, "language": language, "passage": wording.passage_id}
    return url("translation-edit", site, **kwargs)


def soup(page):
    return BeautifulSoup(page.content, "lxml")


def words_of(page):
    """All that a page says, with single plain spaces."""
    return " ".join(flat(soup(page).get_text(" ")).split())


def test_languages_are_named_and_have_their_direction():
    assert {"ar", "tr", "swb", "buc", "gcf", "rcf", "kab", "ti"} <= set(names("fr"))
    assert len(names("fr")) > 500
    assert not {"fr", "mul", "und"} & set(names("fr"))
    assert (Language("swb").name, Language("tr").native) == ("shimaoré", "Türkçe")
    assert [Language(code).direction for code in ("ar", "fa", "ur", "tr", "zh")] == [
        "rtl", "rtl", "rtl", "ltr", "ltr",
    ]  # fmt: skip
    assert Language.of("fr") is None
    assert Language.of("<script>") is None


def test_a_passage_is_translated_while_it_is_open_and_read_in_its_direction(
    browser_of, client, le_val, ines, version, school
):
    version = actions.open_consultation(version, by=ines, until=scenes.UNTIL)
    browser = browser_of(ines)
    page = soup(browser.get(edit(le_val, school)))
    assert page.find("textarea", {"name": "text"})["dir"] == "rtl"
    assert page.find("input", {"name": "heading"})["lang"] == "ar"
    saved = browser.post(edit(le_val, school), ARABIC | {"after": "0"})
    assert saved.status_code == 302

    for name, kwargs in (
        ("agenda-page", {}), ("version-page", {"number": 1}), ("consultation", {}),
        ("reading-sheet", {}),
    ):  # fmt: skip
        address = url(name, le_val, **kwargs)
        assert "العربية" in client.get(address).content.decode(), name
        page = soup(client.get(address + "?langue=ar"))
        words = page.find(string=lambda s: "الأطفال" in s).find_parent(attrs={"lang": "ar"})
        assert words["dir"] == "rtl", name
        assert words.find("strong").get_text() == "يستقبلان"
        assert "Pas encore traduit : ici en français." in flat(page.get_text(" ")), name
        assert "Chaque enfant" in page.get_text()
        assert "Le texte sur lequel les trois sièges se prononcent" in flat(page.get_text(" "))
    assert "langue=ar" in client.get(url("consultation-short", le_val) + "?langue=ar")["Location"]
    assert "العربية" in client.get(url("poster", le_val)).content.decode()
    commented = soup(
        client.get(url("comment-add", le_val, passage=school.passage_id) + "?langue=ar")
    )
    assert commented.find("bdi", {"lang": "ar"}).get_text() == ARABIC["heading"]
    assert is_intact(Version.objects.get(pk=version.pk))


def test_other_languages_have_no_french_spaces(client, le_val, ines, version, school):
    actions.translate(school, by=ines, language="tr", **TURKISH)
    actions.open_consultation(version, by=ines, until=scenes.UNTIL)
    page = client.get(url("consultation", le_val) + "?langue=tr").content.decode()
    assert "karşılar mı?" in page


def test_a_changed_text_is_to_look_through_and_an_unchanged_one_is_carried(
    browser_of, client, le_val, ines, version, school
):
    actions.translate(school, by=ines, language="tr", **TURKISH)
    evening = version.wordings.get(heading="Le mercredi")
    actions.translate(evening, by=ines, language="tr", heading="Çarşamba", text="Açık.")
    actions.open_consultation(version, by=ines, until=scenes.UNTIL)
    actions.close_consultation(version, by=ines)
    following = actions.start_version(le_val, by=ines)
    found = following.wordings.get(passage=school.passage_id)
    actions.move_passage(found, by=ines, up=False)
    found.refresh_from_db()
    actions.save_passage(found, by=ines, revision=found.revision, heading=found.heading,
                         text="Jusqu'à 19 h.")  # fmt: skip

    carried = following.translations.get(passage=school.passage_id)
    assert (carried.carried, carried.by, carried.text) == (True, ines, TURKISH["text"])
    rows = words_of(browser_of(ines).get(url("translation-list", le_val, number=2) + "?langue=tr"))
    assert "2 passages sur 6, 1 à relire" in rows, rows
    assert "à relire : le texte français a changé" in rows
    actions.open_consultation(following, by=ines, until=scenes.UNTIL)
    page = soup(client.get(url("consultation", le_val) + "?langue=tr"))
    told = "Le texte français a changé depuis cette traduction."
    place = page.find(id=f"passage-{school.passage_id}")
    assert told in flat(place.get_text(" "))
    assert told not in flat(page.find(id=f"passage-{evening.passage_id}").get_text(" "))

    actions.translate(found, by=ines, language="tr", heading="Okuldan sonra", text="19'a kadar.",
                      after=1)  # fmt: skip
    page = soup(client.get(url("consultation", le_val) + "?langue=tr"))
    assert told not in flat(page.get_text(" "))


def test_who_was_overtaken_reads_both_and_loses_nothing(
    browser_of, le_val, ines, marc, version, school
):
    sent = ARABIC | {"after": "0"}
    browser_of(ines).post(edit(le_val, school), sent)
    late = browser_of(marc).post(edit(le_val, school), sent | {"text": "نص آخر."})
    assert late.status_code == 422
    page = soup(late)
    assert page.find("textarea", {"name": "text"}).get_text().strip() == "نص آخر."
    assert "يستقبلان" in page.find(class_="theirs").get_text()
    again = {
        name: (page.find(attrs={"name": name}).get("value") or "") for name in ("after", "heading")
    }
    assert again["after"] == "1"
    browser_of(marc).post(edit(le_val, school), sent | {"text": "نص آخر.", "after": "1"})
    assert [t.by for t in school.passage.translations.order_by("number")] == [ines, marc]
    assert Entry.objects.filter(kind="agenda.passage_translated").count() == 2


def test_the_same_saving_twice_is_one(ines, school):
    for _click in range(2):
        actions.translate(school, by=ines, language="ar", **ARABIC)
    assert Translation.objects.count() == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_translators_at_once_lose_no_word(triad, le_val, ines, marc):
    school = scenes.writing(le_val, ines).wordings.get(heading="Après l'école")
    results = at_once(*(
        lambda by=by, n=n: actions.translate(
            school, by=by, language="tr", heading="Okul", text=f"Metin {n}")
        for n, by in enumerate((ines, marc, ines, marc))
    ))  # fmt: skip
    late = [r for r in results if isinstance(r, actions.Overtaken)]
    saved = Translation.objects.get()
    assert len(late) == 3
    assert {each.theirs for each in late} == {saved}


def test_who_may_not_and_what_may_not_be_translated(
    browser_of, client, le_val, la_crete, ines, paul, lila, victor, version, school
):
    assert browser_of(paul).get(edit(le_val, school)).status_code == 200
    assert browser_of(lila).get(edit(le_val, school)).status_code == 403
    assert client.get(edit(le_val, school)).status_code == 302
    assert browser_of(victor).get(edit(la_crete, school)).status_code == 404
    for language in ("fr", "zzz", "mul"):
        assert browser_of(ines).get(edit(le_val, school, language)).status_code == 404
        with pytest.raises(Refusal):
            actions.translate(school, by=ines, language=language, **ARABIC)
    assert browser_of(ines).get(edit(le_val, school, number=9)).status_code == 404
    page = browser_of(ines).get(url("translation-list", le_val, number=1) + "?langue=zzz")
    assert page.status_code == 422
    actions.set_aside(version, by=ines, reason="Trop tôt.")
    assert browser_of(ines).get(edit(le_val, school)).status_code == 404
    with pytest.raises(Refusal):
        actions.translate(school, by=ines, language="ar", **ARABIC)


def test_bad_input_is_made_clean_and_shown_as_words(
    browser_of, client, le_val, ines, version, school
):
    sent = {
        "heading": "a\x00b\u202e <b>", "text": "<script>alert(1)</script> 🧒🏽\u200b [x](javascript:x)",
        "plain_text": "", "after": "0",
    }  # fmt: skip
    browser_of(ines).post(edit(le_val, school), sent)
    said = Translation.objects.get()
    assert (said.heading, said.text) == (
        "ab <b>", "<script>alert(1)</script> 🧒🏽 [x](javascript:x)",
    )  # fmt: skip
    actions.open_consultation(version, by=ines, until=scenes.UNTIL)
    page = client.get(url("consultation", le_val) + "?langue=ar").content.decode()
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    empty = browser_of(ines).post(edit(le_val, school), {"heading": " ", "text": "", "after": "x"})
    assert empty.status_code == 422
    assert client.get(url("consultation", le_val) + "?langue=<b>").status_code == 200


@pytest.mark.parametrize("fields", [{"text": "x"}, {"language": "tr"}, {"words_sha256": "0" * 64}])
def test_a_saving_never_changes(ines, school, fields):
    actions.translate(school, by=ines, language="ar", **ARABIC)
    with pytest.raises(scenes.DATABASE_REFUSES), transaction.atomic():
        Translation.objects.update(**fields)
    with pytest.raises(scenes.DATABASE_REFUSES), transaction.atomic():
        Translation.objects.all().delete()


def test_the_file_of_a_version_holds_them_outside_the_hashed_text(
    client, le_val, ines, version, school
):
    actions.translate(school, by=ines, language="ar", **ARABIC)
    version = actions.open_consultation(version, by=ines, until=scenes.UNTIL)
    copy = json.loads(client.get(url("version-file", le_val, number=1)).content)
    assert [row["language"] for row in copy["translations"]] == ["ar"]
    assert ARABIC["heading"] not in copy["content"]
    assert copy["sha256"] == version.sha256


def test_pages_cost_the_same_with_one_three_and_thirty_translations(
    browser_of, client, le_val, ines, version, school
):
    for n in range(30):
        actions.add_passage(version, by=ines, section="helps", heading=f"H{n}", text="…")
    version = actions.open_consultation(version, by=ines, until=scenes.UNTIL)
    browser, counted = browser_of(ines), []
    wordings = list(version.wordings.order_by("position"))
    for first, last in ((0, 1), (1, 3), (3, 30)):
        for wording in wordings[first:last]:
            actions.translate(wording, by=ines, language="tr", **TURKISH)
        counted.append((
            queries(lambda: client.get(url("consultation", le_val) + "?langue=tr")),
            queries(lambda: browser.get(url("translation-list", le_val, number=1) + "?langue=tr")),
        ))  # fmt: skip
    assert len(set(counted)) == 1


@pytest.fixture
def following(le_val, version, ines):
    """The next version was begun while the one before still is reworked; its Wednesday is rewritten."""
    actions.open_consultation(version, by=ines, until=scenes.UNTIL)
    actions.close_consultation(version, by=ines)
    begun = actions.start_version(le_val, by=ines)
    found = begun.wordings.get(heading="Le mercredi")
    actions.save_passage(found, by=ines, **scenes.wording_fields(found, text="Dès 13 h."))
    return begun


def test_what_is_translated_late_comes_along_to_the_next_version_where_its_words_are_the_same(
    browser_of, le_val, version, school, following, ines
):
    page = browser_of(ines).post(edit(le_val, school, "tr"), TURKISH | {"after": "0"}, follow=True)

    assert "dans la version 2 aussi" in words_of(page)
    carried = following.translations.get(passage=school.passage_id)
    assert (carried.carried, carried.by, carried.text) == (True, ines, TURKISH["text"])
    assert carried.translates(following.wordings.get(passage=school.passage_id))
    better = TURKISH | {"text": "İki yetişkin.", "after": "1"}
    browser_of(ines).post(edit(le_val, school, "tr"), better)
    assert following.translations.newest().get().text == "İki yetişkin."
    assert Entry.objects.filter(kind="agenda.passage_translated").count() == 2


def test_a_translation_of_other_words_stays_where_it_is(version, following, ines):
    wednesday = version.wordings.get(heading="Le mercredi")
    actions.translate(wednesday, by=ines, language="tr", heading="Çarşamba", text="14-18.")
    assert not following.translations.exists()


def test_what_somebody_translated_in_the_next_version_is_not_written_over(
    version, school, following, ines, marc
):
    there = following.wordings.get(passage=school.passage_id)
    actions.translate(there, by=marc, language="tr", heading="Okul", text="Marc.")

    actions.translate(school, by=ines, language="tr", heading="Okul", text="Ines.")

    assert following.translations.newest().get().text == "Marc."
    assert not version.translations.filter(text="Marc.").exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_translated_while_the_next_version_begins_it_is_in_both(triad, le_val, ines, marc):
    version = scenes.opened(le_val, ines)
    actions.close_consultation(version, by=ines)
    school = version.wordings.get(heading="Après l'école")

    at_once(
        lambda: actions.start_version(le_val, by=ines),
        lambda: actions.translate(school, by=marc, language="tr", heading="Okul", text="Marc."),
    )

    following = le_val.versions.get(number=2)
    assert following.translations.newest().get().text == "Marc."
