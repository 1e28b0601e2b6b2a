"""Codes of before in a file: read where somebody says that the limits are the same, else refused with the reason."""

import pytest

from journal.models import Entry
from measurement.incoming.account import Kind
from sites import actions as sites
from sites.models import Commune, FormerCode, Lineage
from tests import make
from tests.measurement.importing import counts, seen, taken, told
from tests.sites.test_lineage import came, gone

R = Lineage.Relation
HEAD, COLUMNS = "Code QPV;Population\n", ["place", "of:pop-01"]
PAGE = "/quartiers/QN05998N/ancien-code/"


@pytest.fixture
def said(le_val, maud):
    """Maud has the prefecture's word on three codes of 2015."""
    here, other = (make.neighbourhood(code, code) for code in ("QN05912N", "QN05913N"))
    place = le_val.neighbourhoods_on()[0]
    because = {"reason": "Préfecture du Nord, annexe 2", "by": maud}
    sites.say_former_code(place, code="QP059001", relation=R.UNCHANGED, **because)
    sites.say_former_code(here, code="QP059002", relation=R.MODIFIED, **because)
    for one in (here, other):
        sites.say_former_code(one, code="QP059003", relation=R.SPLIT, **because)


def test_a_code_of_2015_is_read_only_where_the_limits_are_the_same(said, maud, population):
    found = taken(
        None, maud,
        f"{HEAD}QP059001;1430\nQP059002;7\nQP059003;8\nqp059004;9\n",
        columns=COLUMNS, only_good=True,
    )  # fmt: skip

    assert counts(found) == (1, 3, 0, 0, 0)
    assert population.measurements.get().neighbourhood_id == "QN05998N"
    assert "QP059001" in told(found, Kind.WARNING)[2]
    refused = told(found)
    assert "limites modifiées" in refused[3]
    assert "QN05912N, QN05913N" in refused[4]
    assert "personne n’a dit ici" in refused[5]


def test_the_old_and_the_new_code_in_one_file_are_one_place(said, maud, population):
    found = seen(None, maud, f"{HEAD}QP059001;1430\nQN05998N;1430\n", columns=COLUMNS)

    assert counts(found) == (1, 0, 0, 1, 0)


def test_a_site_reads_its_own_old_codes_and_not_those_of_others(said, la_crete, victor, population):
    found = seen(la_crete, victor, f"{HEAD}QP059001;1430\n", columns=COLUMNS)

    assert counts(found) == (0, 1, 0, 0, 0)
    assert "personne n’a dit ici" in told(found)[2]


def test_a_code_that_left_the_list_goes_on_as_the_one_with_the_same_limits(maud, population):
    former, other = gone("QN05914N", "59004"), gone("QN05916N", "59005")
    same = came("QN05915N", "59004")
    sites.say_lineage(former, later=same, relation=R.UNCHANGED, reason="Décret", by=maud)

    found = taken(None, maud, f"{HEAD}QN05914N;12\nQN05916N;13\n", columns=COLUMNS)

    places = population.measurements.order_by("value").values_list("neighbourhood", flat=True)
    assert list(places) == [same.pk, other.pk]
    assert "QN05915N" in told(found, Kind.WARNING)[2]


def test_a_commune_is_no_place_and_a_former_one_is_told_by_its_name(le_val, maud, population):
    make.commune("59990", "Val-Nouveau")
    Commune.objects.filter(pk="59990").update(former_codes=["59123"])

    found = seen(None, maud, f"{HEAD}59990;12\n59123;13\n", columns=COLUMNS)

    assert counts(found) == (0, 2, 0, 0, 0)
    assert "est la commune Val-Nouveau" in told(found)[2]
    assert "ancien code de la commune Val-Nouveau (59990)" in told(found)[3]


def test_maud_records_a_code_of_2015_with_her_reason(browser_of, le_val, maud, samira):
    right = {"code": "qp059001", "relation": "unchanged", "reason": "Annexe 2"}
    client = browser_of(maud)

    assert browser_of(samira).post(PAGE, right).status_code == 403
    assert client.post(PAGE, right | {"code": "QP59001"}).status_code == 422
    assert client.post(PAGE, right | {"reason": ""}).status_code == 422
    assert client.post(PAGE, right | {"relation": "left"}).status_code == 422
    assert client.post(PAGE, right).status_code == 302
    assert client.post(PAGE, right).status_code == 422

    make.neighbourhood("QN05912N", "Les Prés")
    other = client.post(PAGE.replace("QN05998N", "QN05912N"), right)
    assert "ce ne peut être qu’un seul quartier" in other.text.replace("\u00a0", " ")
    assert FormerCode.objects.get().code == "QP059001"
    assert "QP059001" in client.get("/quartiers/QN05998N/").text
    assert Entry.objects.filter(kind="sites.former_code_said").count() == 1
