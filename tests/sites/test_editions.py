"""Everybody reads what changed from one edition of the official list to the next."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sites.imports.lineage import derive_lineage
from tests.kit.test_sheets import read_xlsx
from tests.sites.test_lineage import came, gone, quarter, text_of

PAGE = "/quartiers/"


@pytest.fixture
def two_lists(db):
    """One stays, one changes, two merge, one is split in two, one leaves and one comes."""
    quarter("QN05910I", "59001")
    gone("QN05911N", "59002")
    came("QN05912M", "59002")
    gone("QN05913N", "59003")
    gone("QN05914N", "59003")
    came("QN05915C", "59003")
    gone("QN05919N", "59006")
    derive_lineage({2025, 2026})


def test_the_six_words_stand_with_their_numbers_and_lead_to_their_lines(client, two_lists):
    page = text_of(client.get(PAGE))

    assert "L’édition de 2026 face à celle de 2025" in page
    for word, count in {
        "unchanged": 1, "modified": 1, "merged": 2, "split": 0, "new": 0, "left": 1,
    }.items():  # fmt: skip
        way = f'{PAGE}?edition=2026&amp;word={word}#lines">'
        assert way in page
        assert f'class="number">{count}<' in page.split(way)[1].split("</tr>")[0]
        found = text_of(client.get(PAGE, {"edition": "2026", "word": word}))
        assert found.count('href="/quartiers/QN') >= count
        assert ("Aucun quartier ne répond" in found) == (count == 0)


def test_a_search_and_a_value_that_does_not_exist(client, two_lists):
    found = text_of(client.get(PAGE, {"q": "qn05915"}))
    assert "2 lignes" in found
    assert "QN05919N" not in found
    for wrong in ({"edition": "1999"}, {"word": "eaten"}, {"page": "99"}, {"edition": "2025"}):
        assert "5 lignes" in text_of(client.get(PAGE, wrong))


@pytest.mark.parametrize("kind", ["xlsx", "ods", "csv"])
def test_the_chosen_lines_are_a_file(client, two_lists, kind):
    answer = client.get(f"{PAGE}liste.{kind}", {"word": "merged"})

    assert answer.status_code == 200
    if kind == "xlsx":
        rows = read_xlsx(answer.content)
        assert len(rows) == 3
    assert client.get(f"{PAGE}liste.{kind}").status_code == 200


def test_a_neighbourhood_of_both_lists_says_that_it_is_unchanged(client, two_lists):
    assert "Inchangé de 2025 à 2026." in text_of(client.get(f"{PAGE}QN05910I/"))
    assert "Inchangé" not in text_of(client.get(f"{PAGE}QN05911N/"))


def test_one_list_alone_has_nothing_to_compare(client, db):
    assert "Le portail ne connaît" in text_of(client.get(PAGE))
    assert client.get(f"{PAGE}liste.csv").status_code == 200


def test_the_page_costs_the_same_for_one_line_and_for_thirty(client, db):
    costs = []
    for rank in range(30):
        quarter(f"QN059{rank:02}I", "59001")
        if rank + 1 in {1, 3, 30}:
            with CaptureQueriesContext(connection) as asked:
                client.get(PAGE)
            costs.append(len(asked))

    assert len(set(costs)) == 1, costs
