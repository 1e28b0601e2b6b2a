"""A figure is said to be part of another one: what fits, in forms, files and the database."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from kit.states import Refusal
from measurement import actions
from measurement.catalogue import bringing
from measurement.models import Definition, Indicator
from tests.measurement.families import own, words_of
from tests.measurement.test_catalogue_pages import files, start_over, state


def test_a_part_knows_its_whole_and_both_know_their_family(le_val, everybody, women):
    everybody.refresh_from_db()
    [version] = women.definitions.all()

    assert (women.part_of, version.part_of) == ("participants", "participants")
    assert everybody.in_family
    assert women.in_family
    free = own(le_val, "Jeunes", "participants", threshold=0)
    assert free.threshold == 5, "as secret as its whole"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"unit": "ateliers"}, "unité"),
        ({"periodicity": "month"}, "périodicité"),
        ({"value_type": "distinct"}, "type"),
        ({"part_of": "nulle-part"}, "ni un chiffre"),
        ({"part_of": "chomeurs"}, "ni un chiffre"),
    ],
)
def test_what_is_counted_otherwise_is_no_part(le_val, la_crete, everybody, fields, said):
    """Nor is a figure of another site its whole."""
    own(la_crete, "Chômeurs")

    with pytest.raises(Refusal) as refused:
        own(le_val, "Femmes", **({"part_of": "participants"} | fields))

    assert said in str(refused.value) or refused.value.field == "part_of"
    assert not le_val.indicators.filter(code="femmes").exists()


def test_nothing_goes_round_in_a_circle(le_val, everybody, women, samira):
    """Neither through what was part of it once."""
    everybody.refresh_from_db()
    turn = actions.Change(1, {"part_of": "femmes"}, "À l’envers")
    with pytest.raises(Refusal):
        actions.redefine(everybody, turn, by=samira)
    actions.redefine(women, actions.Change(1, {"part_of": ""}, "Comptées à part"), by=samira)
    with pytest.raises(Refusal):
        actions.redefine(everybody, turn, by=samira)
    with pytest.raises(Refusal):
        actions.redefine(women, actions.Change(2, {"part_of": "femmes"}, "Soi-même"), by=samira)


def test_the_database_keeps_circles_and_strangers_out(le_val, la_crete, everybody, women):
    def written(**fields):
        with transaction.atomic(), connection.cursor() as cursor:
            Indicator.objects.filter(pk=everybody.pk).update(in_family=True, **fields)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    own(la_crete, "Chômeurs")
    for fault in ("femmes", "participants", "chomeurs", "Pas un code"):
        with pytest.raises(IntegrityError):
            written(part_of=fault)
    with pytest.raises(IntegrityError):
        Indicator.objects.filter(pk=women.pk).update(value_type="amount", threshold=0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_two_who_make_a_circle_at_once_do_not(le_val, samira):
    one, other = own(le_val, "Participants"), own(le_val, "Habitants")
    start, said = threading.Barrier(2), []

    def turn(found, whole):
        start.wait()
        try:
            change = actions.Change(1, {"part_of": whole.code}, "En fait partie")
            actions.redefine(found, change, by=None)
        except Refusal as refusal:
            said.append(refusal)
        finally:
            connection.close()

    hands = [threading.Thread(target=turn, args=pair) for pair in ((one, other), (other, one))]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()

    assert len(said) == 1
    assert Definition.objects.exclude(part_of="").count() == 1


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_a_family_comes_back_out_of_a_catalogue_file(shared, maud, kind):
    """Also where the part stands before its whole, and what was a part once."""
    whole, part = shared
    actions.reword(whole, actions.Change(1, {"position": 9}), by=maud)
    actions.redefine(part, actions.Change(1, {"unit": "personnes", "definition": "Autrement"}, "Mieux"), by=maud)  # fmt: skip
    before, content = state(), files()[kind]
    assert bringing.write(content, reason="Reprise", by=maud) == 0
    start_over("measurement_indicator")

    assert bringing.write(content, reason="Reprise", by=maud) == 2

    assert state() == before
    assert set(Indicator.objects.values_list("in_family", flat=True)) == {True}
    for row in before:
        assert row["partie_de"] == ("par-05" if row["code"] == "par-06" else "")


def test_a_file_with_a_circle_changes_nothing(shared, maud):
    words = files()["json"].decode().replace('"partie_de": ""', '"partie_de": "par-06"')

    with pytest.raises(Refusal):
        bringing.write(words.encode(), reason="Reprise", by=maud)
    assert Definition.objects.count() == 2


def test_samira_says_of_what_a_new_figure_is_a_part(
    le_val, la_crete, everybody, samira, ines, browser_of, client
):
    own(la_crete, "Chômeurs")
    browser, add = browser_of(samira), "/sites/le-val/indicateurs/nouveau/"
    typed = {
        "name": "Jeunes", "unit": "personnes", "value_type": "count", "direction": "higher",
        "periodicity": "quarter", "source": "Feuilles", "part_of": "participants",
    }  # fmt: skip
    page = words_of(browser.get(add))
    wrong = browser.post(add, typed | {"unit": "ateliers"})
    foreign = browser.post(add, typed | {"part_of": "chomeurs"})
    share = browser.post(add, typed | {"value_type": "amount"})

    assert "Participants (personnes)" in page
    assert "Chômeurs" not in page
    assert [wrong.status_code, foreign.status_code, share.status_code] == [422, 422, 422]
    assert "en diffère par : unité" in words_of(wrong)
    assert browser.post(add, typed).status_code == 302
    one, other = (words_of(client.get(f"/sites/le-val/indicateurs/{c}/")) for c in ("jeunes", "participants"))  # fmt: skip
    assert "Partie de Participants" in one
    assert "Parmi eux Jeunes" in other
    change = words_of(browser_of(ines).get("/sites/le-val/indicateurs/jeunes/redefinir/"))
    assert "Participants (personnes)" in change
    assert "Partie de\N{NO-BREAK SPACE}: participants" in client.get("/sites/le-val/indicateurs/valeurs.json").content.decode()  # fmt: skip


def test_the_national_team_says_it_of_common_figures(shared, maud, browser_of, client):
    whole, part = shared
    page, browser = "/indicateurs/par-06/nouvelle-version/", browser_of(maud)
    shown = browser.get(page)
    definition = words_of(client.get("/indicateurs/par-06/"))

    assert "Participants (personnes)" in words_of(shown)
    assert "Partie de Participants" in definition
    assert "retenue là où" in definition
    typed = {**shown.context["form"].initial, "reason": "Autre unité", "unit": "foyers"}
    typed = {name: "" if value is None else value for name, value in typed.items()}
    refused = browser.post(page, typed)
    assert refused.status_code == 422
    assert "en diffère par : unité" in words_of(refused)
    assert browser.post(page, typed | {"unit": "personnes", "part_of": ""}).status_code == 302
    part.refresh_from_db()
    assert (part.part_of, part.in_family, part.version) == ("", True, 2)
    assert whole.definitions.count() == 1
