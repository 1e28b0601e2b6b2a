"""A file says more women than participants: nobody is stopped, and its sender is told of the row."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from measurement import actions
from measurement.incoming.account import Kind
from tests.measurement.conftest import quarter, read
from tests.measurement.families import own, share_of
from tests.measurement.importing import LONG, counts, seen, taken, told

ABOVE = "C’est plus que « Participants » (%s), dont ce chiffre est une partie."
BELOW = "C’est moins que « %s » (%s), qui en est une partie."


def file(*rows: str) -> str:
    return "\n".join((LONG, *rows, ""))


def words_of(found) -> dict[int, str]:
    return {line: words.replace("\xa0", " ") for line, words in told(found, Kind.WARNING).items()}


def test_a_part_above_its_whole_in_the_same_file_is_said_and_not_refused(le_val, men, samira):
    found = seen(
        le_val, samira,
        file("participants;T1 2026;40", "femmes;T1 2026;41", "hommes;T1 2026;12", "femmes;T2 2026;41"),
    )  # fmt: skip

    assert counts(found) == (4, 0, 0, 0, 0)
    assert words_of(found) == {3: ABOVE % "40 personnes"}


def test_what_stands_of_the_same_period_is_its_measure(le_val, everybody, women, samira):
    actions.enter_value(everybody, quarter(1, 2026), read(40), site=le_val, by=samira)
    actions.enter_value(women, quarter(2, 2026), read(25), site=le_val, by=samira)

    found = seen(
        le_val, samira, file("femmes;T1 2026;45", "femmes;T3 2026;45", "participants;T2 2026;20")
    )

    assert words_of(found) == {2: ABOVE % "40 personnes", 4: BELOW % ("Femmes", "25 personnes")}


def test_what_the_file_says_of_the_whole_comes_before_what_stands(le_val, everybody, women, samira):
    actions.enter_value(everybody, quarter(1, 2026), read(40), site=le_val, by=samira)

    found = seen(le_val, samira, file("femmes;T1 2026;45", "participants;T1 2026;50"))

    assert words_of(found) == {}
    assert len(told(found, Kind.CORRECTION)) == 1


def test_an_absence_a_share_and_a_figure_without_family_are_beside_nothing(
    le_val, children, women, samira
):
    share_of(le_val, "Part des femmes", "femmes", "participants")
    rows = ("participants;T1 2026;s", "femmes;T1 2026;45", "enfants-accompagnes;T1 2026;900")

    assert words_of(seen(le_val, samira, file(*rows))) == {}


def test_the_same_file_again_says_nothing_of_what_stands(le_val, everybody, women, samira):
    text = file("participants;T1 2026;40", "femmes;T1 2026;41")
    taken(le_val, samira, text)

    found = seen(le_val, samira, text)

    assert counts(found) == (0, 0, 0, 0, 2)
    assert words_of(found) == {}


def test_the_national_team_learns_nothing_of_a_family(le_val, shared, maud, samira):
    whole, _part = shared
    actions.enter_value(whole, quarter(1, 2026), read(40), site=le_val, by=samira)
    text = "Indicateur;Site;Période;Valeur\npar-06;le-val;T1 2026;45\n"

    found = seen(None, maud, text)

    assert counts(found)[0] == 1
    assert words_of(found) == {}


def test_families_of_a_file_cost_the_same_whatever_their_number(le_val, samira):
    costs = []
    seen(le_val, samira, file("inconnu;T1 2026;40"))
    for many in (1, 3, 30):
        rows = []
        for n in range(many):
            whole = own(le_val, f"Tous {many} {n}")
            own(le_val, f"Elles {many} {n}", whole.code)
            rows += [f"{whole.code};T1 2026;40", f"elles-{many}-{n};T1 2026;41"]
        with CaptureQueriesContext(connection) as asked:
            found = seen(le_val, samira, file(*rows))
        assert len(words_of(found)) == many
        costs.append(len(asked))

    assert costs[0] == costs[1] == costs[2]
