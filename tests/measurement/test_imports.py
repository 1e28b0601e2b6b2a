"""The official files go in, whole, once."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import translation

from journal.models import Entry
from measurement import figures, imports
from measurement.catalogue import releases
from measurement.models import Indicator, Measurement
from measurement.together.asking import Asked
from measurement.together.lines import together
from sites.imports.reading import read_csv
from sites.models import CityContract, Neighbourhood, Site, SiteNeighbourhood
from tests import make
from tests.measurement.conftest import quarter

DATA = Path(settings.BASE_DIR) / "data"
HEAD = "code,population_municipale,taux_pauvrete_60\n"
CATALOGUE = (
    "code,fichier,colonne,millesime_fichier,code_source,nom,question,definition,unite,type,sens,periodicite,niveau,source,millesime,precaution,ordre,utilite\n"
    "pop-01,qpv_indicateurs.csv,population_municipale,,,Population,Combien ?,Habitants,habitants,count,context,irregular,neighbourhood,Insee,,,1,Décider\n"
    "rev-01,qpv_indicateurs.csv,taux_pauvrete_60,2021,filosofi,Pauvreté,Combien ?,Part,%,rate,lower,irregular,neighbourhood,Insee,,,2,Décider\n"
    "moy-01,contrats_de_ville_series_2020_2023.csv,postes,,dauphin,Postes,Combien ?,Postes,postes,count,context,year,contract,ANCT,,,3,Décider\n"
)


@pytest.fixture
def folder(tmp_path, le_val):
    """A small folder of official files about the one neighbourhood of Le Val."""
    (tmp_path / imports.CATALOGUE).write_text(CATALOGUE)
    (tmp_path / releases.RELEASES).write_text(
        f"{','.join(releases.COLUMNS)}\nfilosofi,Filosofi,,Insee,2022,,,2024,none,0,0,Non produit,,,\n"
    )
    (tmp_path / "qpv_indicateurs.csv").write_text(f"{HEAD}QN05998N,1430,\n")
    (tmp_path / "contrats_de_ville_series_2020_2023.csv").write_text(
        "code,annee,postes\nCV201,2022,0\nCV201,2023,3\n"
    )
    contract = CityContract.objects.create(
        code="CV201",
        name="Cœur de Flandre",
        perimeter_code="200040947",
        perimeter_kind="epci",
        perimeter_exists=True,
    )
    le_val.city_contract = contract
    le_val.save(update_fields=["city_contract"])
    return tmp_path


def load(folder):
    return [run(folder, imports.silent) for run in imports.IMPORTS.values()]


def test_every_cell_is_accounted_for_and_zero_is_not_absent(folder, le_val):
    reports = load(folder)

    assert [(r.read, r.added, r.failed) for r in reports] == [
        (3, 3, False),
        (1, 1, False),
        (1, 1, False),
        (2, 2, False),
    ]
    assert list(Measurement.objects.order_by("indicator__position", "starts_on").values_list("value", "state")) == [
        (1430, "observed"), (None, "missing"), (0, "observed"), (3, "observed"),
    ]  # fmt: skip
    series = figures.indicator(le_val, Indicator.objects.get(code="moy-01"))
    assert [(p.label, p.value) for p in series.points] == [("2022", 0), ("2023", 3)]
    assert "Cœur de Flandre" in series.place


def test_each_value_names_the_publication_that_its_file_holds(folder):
    made = [("filosofi", 2021, 2024), ("filosofi", 2021, 2015), ("dauphin", 2023, 2015)]
    released = {key: make.release(key[0], key[1], generation=key[2]) for key in made}
    load(folder)

    told = Measurement.objects.order_by("indicator__position", "starts_on")
    assert [row.release for row in told] == [None, released[made[0]], None, released[made[2]]]

    later = make.release("dauphin", 2022, generation=2015)
    report = load(folder)[3]

    assert (report.changed, report.unchanged) == (1, 1)
    now = Measurement.objects.current().get(release=later)
    assert (now.value, now.replaces.release, now.reason_code) == (0, None, "other")
    assert load(folder)[3].unchanged == 2


def test_a_second_run_changes_nothing(folder):
    load(folder)
    before = Measurement.objects.count(), Entry.objects.count()

    reports = load(folder)

    assert [(r.added, r.changed, r.unchanged) for r in reports] == [
        (0, 0, 3), (0, 0, 1), (0, 0, 1), (0, 0, 2),
    ]  # fmt: skip
    assert (Measurement.objects.count(), Entry.objects.count()) == before


def test_a_new_edition_of_the_file_corrects_and_keeps_the_old_value(folder):
    load(folder)
    (folder / "qpv_indicateurs.csv").write_text(f"{HEAD}QN05998N,1432,44\n")

    report = load(folder)[2]

    now = Measurement.objects.current().get(indicator__code="pop-01")
    assert (report.added, report.changed) == (0, 1)
    assert (now.value, now.replaces.value) == (1432, 1430)
    assert now.reason
    assert Measurement.objects.current().get(indicator__code="rev-01").replaces.state == "missing"
    assert load(folder)[2].unchanged == 1


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        (f"{HEAD}QN05998N,1430,46\nQN01111N,5,4\n", 3),
        (f"{HEAD}QN05998N,1430,46\nQN05998N,5,4\n", 3),
        (f"{HEAD}QP005998,1430,46\n", 2),
        (f"{HEAD}QN05998N,beaucoup,46\n", 2),
        (f"{HEAD}QN05998N,-3,46\n", 2),
    ],
)
def test_a_refused_row_is_named_and_nothing_of_the_file_goes_in(folder, content, refused):
    (folder / "qpv_indicateurs.csv").write_text(content)

    report = load(folder)[2]

    assert [line for line, _why in report.refused] == [refused]
    assert not Measurement.objects.filter(neighbourhood__isnull=False).exists()


@pytest.mark.parametrize(
    "content",
    [b"", b"code;population\n", b"\xff\xfe\x00", b"code,population_municipale,taux_pauvrete_60\nQN05998N,1,2,3\n",
     f"{HEAD}QN05998N,1\x0030,4\n".encode(), f"{HEAD}QN05998N,1430,é\n".encode("latin-1")],
)  # fmt: skip
def test_an_unreadable_file_says_why_and_changes_nothing(folder, content):
    (folder / "qpv_indicateurs.csv").write_bytes(content)

    report = load(folder)[2]

    assert report.unreadable
    assert not Measurement.objects.filter(neighbourhood__isnull=False).exists()


def test_semicolons_decimal_commas_and_a_byte_order_mark_are_read(folder):
    (folder / "qpv_indicateurs.csv").write_text(
        "\ufeffcode;population_municipale;taux_pauvrete_60\nQN05998N;1430;46,5\n"
    )

    assert not load(folder)[2].failed
    assert Measurement.objects.get(indicator__code="rev-01").value == Decimal("46.5")


def test_the_command_tells_what_it_did_and_fails_aloud(folder, capsys):
    with translation.override("en"):
        call_command("import_measurements", data=folder)
        (folder / "qpv_indicateurs.csv").write_text("x\n")
        with pytest.raises(CommandError):
            call_command("import_measurements", data=folder, only=["qpv_values"])

    assert "qpv_values" in capsys.readouterr().out


def shown_of_all(*sites):
    """The residents that the national page shows once these sites, with their neighbourhoods, are at work."""
    began = (date(2022, 1, 1), None)
    for codes in sites:
        site = make.site(f"Site {Site.objects.count()}")
        SiteNeighbourhood.objects.bulk_create(
            SiteNeighbourhood(site=site, neighbourhood_id=code, during=began) for code in codes
        )
    return shown("pop-01", "2020")


def shown(code, period):
    """What the national page shows of a count, as a number."""
    found = next(one for one in together(Asked(quarter(3, 2026))).lines if one.code == code)
    assert (found.refusal, found.period) == ("", period)
    return int("".join(filter(str.isdigit, found.shown)))


@pytest.mark.slow
@pytest.mark.django_db
def test_the_whole_real_file_goes_in_and_the_known_totals_come_out():
    rows = list(read_csv(DATA / "qpv_indicateurs.csv", ["code"]))
    codes = [row.text("code") for row in rows]
    region, department = make.region(), make.department()
    Neighbourhood.objects.bulk_create(
        Neighbourhood(
            code=c,
            name=c,
            official_name=c,
            origin=c[-1],
            editions=[2025],
            region=region,
            department=department,
        )
        for c in codes
    )
    contracts = {
        row.text("code")
        for row in read_csv(DATA / "contrats_de_ville_series_2020_2023.csv", ["code"])
    }
    CityContract.objects.bulk_create(
        CityContract(
            code=c, name=c, perimeter_code="200040947", perimeter_kind="epci", perimeter_exists=True
        )
        for c in contracts
    )

    reports = load(DATA)

    mainland = [code for code in codes if not code.startswith("QN97")]
    cells = sum(
        bool(cell.strip()) for row in rows for name, cell in row.cells.items() if name != "code"
    )
    official = Measurement.objects.filter(neighbourhood__isnull=False)
    assert [(r.read, r.added, r.failed) for r in reports] == [
        (54, 54, False),
        (7, 7, False),
        (1518, 1518, False),
        (1618, 1618, False),
    ]
    assert shown_of_all(mainland[0::3], mainland[1::3], [*mainland[2::3], mainland[0]]) == 5_307_455
    assert shown_of_all([code for code in codes if code.startswith("QN97")]) == 5_931_940
    # Of the Caf's, 3.74 million and not the 5.03 million of rows that are repeated for each commune.
    assert shown("dro-02", "millésime à confirmer") == 3_738_908
    overseas = official.filter(neighbourhood__code__startswith="QN97", value__isnull=False)
    assert not overseas.filter(indicator__code__in=("rev-01", "dro-02")).exists()
    rates = (
        official.filter(indicator__code="rev-01")
        .exclude(value=None)
        .values_list("value", flat=True)
    )
    assert (len(rates), sum(rate == int(rate) for rate in rates)) == (1299, 1288)
    assert official.count() == 1518 * 14
    assert official.filter(value__isnull=False).count() == cells
    assert Measurement.objects.filter(contract__isnull=False).count() == 1618 * 4
    assert [r.unchanged for r in load(DATA)] == [54, 7, 1518, 1618]
