"""What is asked about a passage of a file: only what is plausible; French agendas are the measure."""

from itertools import permutations

import pytest

from agenda.bringing.matching import DOUBTFUL, NEW, REWORDED, SAME, Text, matches
from agenda.demo.stories import STORIES


def agenda_of(site):
    """The passages of a site of the demonstration as they were last written."""
    last = {
        words.heading: words.text for chapter in STORIES[site].rounds for words in chapter.words
    }
    return list(last.items())


def read(rows):
    return [Text(heading, ("", ""), heading, text) for heading, text in rows]


def verdicts(present, coming):
    return matches(read(present), read(coming))


HERE = agenda_of("hazebrouck")
SCHOOL = "Après l'école"


def elsewhere():
    """Passages of all other sites; under their own headings, so that none is said by its heading."""
    rows = [row for site in STORIES if site != "hazebrouck" for row in agenda_of(site)]
    return [(f"{heading} ({number})", text) for number, (heading, text) in enumerate(rows)]


def test_a_file_that_is_wholly_new_is_new_passage_by_passage_without_a_question():
    coming = (elsewhere() * 2)[:75]

    found = verdicts(HERE, coming)

    assert len(coming) == 75
    assert [match.key for match in found if match.is_sure and match.verdict != NEW] == []
    asked = [match for match in found if match.verdict == DOUBTFUL]
    assert len(asked) <= 2, "passages about other things are hardly ever like one of here"
    assert all(len(match.candidates) <= 1 for match in asked)


def test_between_any_two_sites_a_question_is_rare_and_nothing_is_taken_for_another():
    asked = total = 0
    for one, other in permutations(STORIES, 2):
        coming = [(f"{heading} là-bas", text) for heading, text in agenda_of(other)]
        found = verdicts(agenda_of(one), coming)
        total += len(found)
        asked += sum(match.verdict == DOUBTFUL for match in found)
        assert {match.verdict for match in found} <= {NEW, DOUBTFUL}

    assert total > 300
    assert asked / total < 0.02


def test_a_passage_that_stands_where_another_stood_is_new_when_its_words_are():
    coming = [row for row in HERE if row[0] != SCHOOL]
    coming.insert(HERE.index((SCHOOL, dict(HERE)[SCHOOL])), elsewhere()[0])

    found = verdicts(HERE, coming)

    assert [match.verdict for match in found].count(NEW) == 1
    assert all(match.verdict in {SAME, NEW} for match in found)


@pytest.mark.parametrize("order", [1, -1])
def test_reworded_passages_are_known_again_wherever_they_stand(order):
    coming = [(heading, f"{text} Un bilan est fait chaque été.") for heading, text in HERE]

    found = verdicts(HERE, coming[::order])

    assert {match.verdict for match in found} == {REWORDED}
    assert [match.key for match in found] == [heading for heading, _text in HERE][::order]


def test_moved_passages_are_known_by_their_words_alone():
    found = verdicts(HERE, HERE[3:] + HERE[:3])

    assert {match.verdict for match in found} == {SAME}
    assert [match.key for match in found] == [row[0] for row in HERE[3:] + HERE[:3]]


def test_of_a_passage_cut_in_two_both_halves_are_asked():
    text = dict(HERE)[SCHOOL]
    first, _, second = text.partition(" : ")
    coming = [row for row in HERE if row[0] != SCHOOL]
    coming += [(SCHOOL, f"{first}."), ("Au local de la rue Foch", second)]

    *_others, kept, cut = verdicts(HERE, coming)

    assert (kept.verdict, kept.candidates[0]) == (DOUBTFUL, SCHOOL)
    assert (cut.verdict, cut.candidates[0]) == (DOUBTFUL, SCHOOL)


def test_two_passages_put_together_are_asked_with_both():
    evening = "Le français du soir"
    both = f"{dict(HERE)['La permanence emploi']} {dict(HERE)[evening]}"
    coming = [row for row in HERE if row[0] not in {"La permanence emploi", evening}]

    *_others, merged = verdicts(HERE, [*coming, ("Chercher du travail", both)])

    assert merged.verdict == DOUBTFUL
    assert set(merged.candidates) == {"La permanence emploi", evening}


def test_the_same_heading_over_other_words_is_asked_once_and_never_guessed():
    found = verdicts(HERE, [(SCHOOL, "On plante des arbres devant chaque immeuble.")])
    twice = verdicts([*HERE, ("Objectif", "Ouvrir.")], [("Objectif", "Planter."), ("Objectif", "Réparer.")])  # fmt: skip

    assert (found[0].verdict, found[0].candidates) == (DOUBTFUL, (SCHOOL,))
    assert [match.verdict for match in twice] == [NEW, NEW]
