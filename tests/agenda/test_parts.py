"""Areas of change with their themes, strategies that answer to them, activities of a strategy."""

import json
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from django.db import transaction

from agenda import actions
from agenda.actions.bearings import bear
from agenda.content import canonical, is_intact, sha256
from agenda.models import Passage, Version, Wording
from kit.states import Refusal
from sites.models import Theme
from tests.agenda import scenes
from tests.agenda.test_copies import check
from tests.agenda.test_figures import queries
from tests.agenda.test_residents import url

EVENING = {"section": "area", "heading": "Le soir", "text": "Personne ne reste seul."}


@pytest.fixture
def themes(le_val):
    """Le Val works on two themes; health is another site's."""
    kept = [
        Theme.objects.get_or_create(slug=slug, defaults={"name": name, "position": place})[0]
        for place, (slug, name) in enumerate(
            [("liens", "Liens"), ("emploi", "Emploi"), ("sante", "Santé")], 90
        )
    ]
    le_val.themes.set(kept[:2])
    return kept


@pytest.fixture
def version(triad, le_val, ines, themes):
    """Six passages, an area of change, an activity of the first strategy."""
    version = scenes.writing(le_val, ines)
    actions.add_passage(version, by=ines, **EVENING, themes=["liens"])
    actions.add_passage(
        version, by=ines, section="activity", strategy="Grandir ici",
        heading="Le relais des parents", text="Dix parents se relaient.",
    )  # fmt: skip
    return version


def find(version, heading):
    return version.wordings.select_related("version__site", "passage").get(heading=heading)


def answer(version, by, heading="Après l'école", area="Le soir", **more):
    """A passage of a strategy names the area to which it answers."""
    wording = find(version, heading)
    fields = {"revision": wording.revision, "heading": heading, "text": wording.text} | more
    to = find(version, area).passage_id if area else ""
    return actions.save_passage(wording, by=by, answers_to=to, **fields)


def headings(version):
    return list(version.wordings.order_by("position").values_list("heading", flat=True))


def test_the_parts_stand_in_their_order_whatever_was_written_first(version, ines):
    assert headings(version) == [
        "Notre horizon", "Ce qui nous aide", "Ce qui nous freine", "Le soir",
        "Après l'école", "Le mercredi", "Le relais des parents", "La permanence emploi",
    ]  # fmt: skip
    actions.add_passage(version, by=ines, section="strategy", strategy="Grandir ici",
                        heading="Le samedi", text="Sport.")  # fmt: skip
    actions.add_passage(version, by=ines, section="activity", strategy="Bouger",
                        heading="Un minibus", text="Le dimanche.")  # fmt: skip
    actions.add_passage(version, by=ines, section="strategy", strategy="Bouger",
                        heading="Sortir", text="Sans voiture.")  # fmt: skip
    assert headings(version)[4:] == [
        "Après l'école", "Le mercredi", "Le samedi", "Le relais des parents",
        "La permanence emploi", "Sortir", "Un minibus",
    ]  # fmt: skip


def test_a_strategy_taken_out_and_brought_back_stands_before_its_activities(version, ines):
    before = headings(version)
    for heading in ("Après l'école", "Le mercredi"):
        wording = find(version, heading)
        actions.remove_passage(wording, by=ines, revision=wording.revision)
    for act in version.acts.order_by("-number")[:2]:
        actions.undo(act, by=ines)
    assert headings(version) == before


def test_who_edits_an_area_ticks_themes_of_the_site_and_no_other(browser_of, le_val, ines, version):
    area = find(version, "Le soir")
    address = url("passage-edit", le_val, passage=area.passage_id)
    browser = browser_of(ines)
    page = browser.get(address).content.decode()
    assert "Emploi" in page
    assert "Santé" not in page

    sent = scenes.wording_fields(area) | {"themes": ["liens", "emploi"]}
    browser.post(address, sent)
    area.refresh_from_db()
    assert area.themes == ["emploi", "liens"]

    sent = scenes.wording_fields(area) | {"themes": ["sante"]}
    assert browser.post(address, sent).status_code == 422
    browser.post(address, scenes.wording_fields(area))
    area.refresh_from_db()
    assert (area.themes, area.revision) == ([], 3)


def test_a_strategy_answers_to_an_area_of_the_same_text(browser_of, le_val, ines, version):
    school, area = find(version, "Après l'école"), find(version, "Le soir")
    address = url("passage-edit", le_val, passage=school.passage_id)
    browser = browser_of(ines)
    browser.post(address, scenes.wording_fields(school) | {"answers_to": area.passage_id})
    school.refresh_from_db()
    assert (school.answers_to_id, school.revision) == (area.passage_id, 2)
    desk = browser.get(url("desk", le_val)).content.decode()
    assert "Répond au domaine de changement" in desk

    wrong = {"answers_to": find(version, "Le mercredi").passage_id}
    assert browser.post(address, scenes.wording_fields(school) | wrong).status_code == 422
    with pytest.raises(Refusal):
        answer(version, ines, area="Ce qui nous freine")


def test_a_save_too_late_keeps_the_area_that_was_chosen(browser_of, le_val, ines, marc, version):
    school, area = find(version, "Après l'école"), find(version, "Le soir")
    answer(version, marc, area="", text="Jusqu'à 19 h.")
    address = url("passage-edit", le_val, passage=school.passage_id)
    sent = scenes.wording_fields(school, text="Mon texte.") | {"answers_to": area.passage_id}
    page = browser_of(ines).post(address, sent)
    assert page.status_code == 422
    assert f'value="{area.passage_id}" selected' in page.content.decode()


def test_what_another_part_does_not_know_is_left_behind(version, ines):
    answer(version, ines)
    area = find(version, "Le soir")
    actions.put_passage(area, by=ines, section="hinders", behind=None)
    assert find(version, "Le soir").themes == []
    assert "answers_to" not in canonical(version, version.wordings.all())

    actions.undo(version.acts.order_by("-number").first(), by=ines)
    assert find(version, "Le soir").themes == ["liens"]
    assert "answers_to" in canonical(version, version.wordings.all())


def test_a_strategy_follows_an_area_that_another_took_in(version, ines):
    actions.add_passage(version, by=ines, section="area", heading="La nuit", text="…",
                        themes=["emploi"])  # fmt: skip
    answer(version, ines, area="La nuit")
    one, two = find(version, "Le soir"), find(version, "La nuit")
    joined = actions.merge_passages(
        one, two, by=ines, revision=1, other_revision=1, heading="Le soir"
    )
    assert joined.themes == ["emploi", "liens"]
    assert find(version, "Après l'école").answers_to_id == joined.passage_id

    actions.undo(version.acts.order_by("-number").first(), by=ines)
    assert find(version, "Après l'école").answers_to_id == two.passage_id


def test_a_text_of_before_keeps_its_exact_content(triad, le_val, ines):
    """The spelling of a text that names neither theme nor area is the one that was always hashed."""
    version = scenes.opened(le_val, ines, passages=1)
    passage = version.wordings.get().passage_id
    assert version.content == (
        '{"form":"qic-agenda-1","passages":[{"heading":"Notre horizon","id":"' + str(passage) +
        '","part":"horizon","plain_text":"","strategy":"","text":"Chaque enfant trouve un adulte'
        ' qui l\'attend."}],"site":"' + le_val.slug + '","version":1}'
    )  # fmt: skip
    assert is_intact(version)


def test_an_adopted_text_with_the_new_parts_is_whole_and_checked_offline(
    client, le_val, triad, version, ines, tmp_path
):
    answer(version, ines)
    version = actions.send_for_endorsement(version, by=ines)
    for person in triad:
        actions.endorse(version, by=person, kind="consent")
    version.refresh_from_db()

    said = {p["heading"]: p for p in json.loads(version.content)["passages"]}
    assert said["Le soir"]["themes"] == ["liens"]
    assert said["Après l'école"]["answers_to"] == said["Le soir"]["id"]
    assert said["Le relais des parents"]["part"] == "activity"
    assert is_intact(version)
    assert version.sha256 == sha256(version.content)
    path = tmp_path / "v1.json"
    path.write_bytes(client.get(url("version-file", le_val, number=1)).content)
    assert check(path).returncode == 0
    path.write_text(path.read_text(encoding="utf-8").replace("liens", "liene"), encoding="utf-8")
    assert check(path).returncode == 1


@pytest.mark.parametrize(
    ("heading", "fields"),
    [
        ("Après l'école", {"themes": ["liens"]}),
        ("Le soir", {"strategy": "Grandir ici"}),
        ("Le relais des parents", {"strategy": ""}),
        ("Le relais des parents", {"answers_to_id": "area"}),
        ("Après l'école", {"answers_to_id": "elsewhere"}),
    ],
)
def test_the_database_refuses_what_a_part_does_not_know(version, la_crete, heading, fields):
    keys = {
        "area": find(version, "Le soir").passage_id,
        "elsewhere": Passage.objects.create(site=la_crete).pk,
    }
    changed = {name: keys.get(value, value) if isinstance(value, str) else value
               for name, value in fields.items()}  # fmt: skip
    with pytest.raises(scenes.DATABASE_REFUSES), transaction.atomic():
        Wording.objects.filter(version=version, heading=heading).update(**changed)


@pytest.mark.parametrize("fields", [{"themes": ["emploi"]}, {"answers_to_id": None}])
def test_an_opened_text_keeps_its_themes_and_areas(version, ines, fields):
    answer(version, ines)
    actions.open_consultation(version, by=ines, until=scenes.UNTIL)
    with pytest.raises(scenes.DATABASE_REFUSES), transaction.atomic():
        Wording.objects.filter(version=version).update(**fields)


def test_every_page_shows_the_parts_with_headings_in_steps(
    browser_of, client, le_val, ines, version
):
    answer(version, ines)
    levels(
        browser_of(ines).get(url("desk", le_val)),
        h2="Domaines de changement",
        h4="Le relais des parents",
    )
    actions.open_consultation(version, by=ines, until=scenes.UNTIL)
    page = levels(
        client.get(url("agenda-page", le_val)),
        h3="Domaines de changement",
        h5="Le relais des parents",
    )
    assert "Thème : Liens" in page.replace("\xa0", " ")
    levels(
        client.get(url("reading-sheet", le_val)),
        h2="Domaines de changement",
        h4="Le relais des parents",
    )
    page = levels(client.get(url("consultation", le_val)), h2="Le relais des parents")
    assert "Domaine de changement" in page


def levels(response, **wanted):
    """The page, whose headings never skip a level and have these words at these levels."""
    soup = BeautifulSoup(response.content, "lxml")
    found = soup.find_all(["h1", "h2", "h3", "h4", "h5"])
    depths = [int(tag.name[1]) for tag in found]
    assert all(later - earlier <= 1 for earlier, later in pairwise(depths))
    said = {(tag.name, tag.get_text(" ", strip=True).replace("’", "'")) for tag in found}
    for name, words in wanted.items():
        assert any(tag == name and words in text for tag, text in said), (name, words, said)
    return soup.get_text(" ")


def test_the_text_costs_the_same_with_one_area_and_with_thirty(client, le_val, ines, version):
    actions.open_consultation(version, by=ines, until=scenes.UNTIL)
    address = url("version-page", le_val, number=1)
    one = queries(lambda: client.get(address))
    actions.close_consultation(version, by=ines)
    following = actions.start_version(le_val, by=ines)
    for n in range(30):
        actions.add_passage(following, by=ines, section="area", heading=f"D{n}", text="…",
                            themes=["emploi"])  # fmt: skip
    actions.open_consultation(following, by=ines, until=scenes.UNTIL)
    assert queries(lambda: client.get(url("version-page", le_val, number=2))) == one


def test_a_copied_version_keeps_what_its_passages_bear(version, le_val, ines):
    answer(version, ines)
    actions.open_consultation(version, by=ines, until=scenes.UNTIL)
    actions.close_consultation(version, by=ines)
    following = actions.start_version(le_val, by=ines)
    assert find(following, "Le soir").themes == ["liens"]
    school = find(following, "Après l'école")
    assert school.answers_to_id == find(following, "Le soir").passage_id
    with pytest.raises(Refusal):
        bear(school, Version.objects.get(pk=following.pk), themes=["liens"], answers_to=None)
