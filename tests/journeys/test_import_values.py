"""Somebody of a site brings in a file as it came from a spreadsheet, with its faults."""

import csv
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.moves import follow, settle

pytestmark = [pytest.mark.slow, pytest.mark.journey, pytest.mark.real_clock]

SITE, MEMBER, CODE = "hazebrouck", "community.hazebrouck", "QN05941I"
FIGURES = f"/sites/{SITE}/indicateurs/"
FOLLOW = """
from measurement import actions
from sites.models import Site
site = Site.objects.get(slug="{site}")
actions.choose_indicator(site, actions.NewIndicator(name="{homes}", unit="logements", source="Bailleurs", periodicity="year"), by=None)
actions.choose_indicator(site, actions.NewIndicator(name="{work}", unit="%", source="Insee", periodicity="year", value_type="rate"), by=None)
"""


@pytest.fixture
def file(portal, javascript, tmp_path) -> Path:
    """Real figures of the neighbourhood as a French spreadsheet saves them, and seven kinds of rows."""
    kind = "avec" if javascript else "sans"
    homes, work = f"Logements sociaux {kind}", f"Taux d’emploi {kind}"
    portal.python(*FOLLOW.format(site=SITE, homes=homes, work=work).strip().split("\n"))
    with (settings.BASE_DIR / "data/qpv_indicateurs.csv").open(encoding="utf-8-sig") as data:
        real = next(row for row in csv.DictReader(data) if row["code"] == CODE)
    rows = [
        ("Code QPV", "Année", "Indicateur", "Valeur"),
        (CODE, "2023", homes, real["logements_sociaux"]),
        (CODE, "2022", homes, "nd"),
        (CODE, "2021", homes, "s"),
        (CODE, "2023", homes, real["logements_sociaux"]),
        (CODE, "2023", work, real["taux_emploi_15_64"].replace(".", ",")),
        ("QP059099", "2023", homes, "120"),
        ("QN05999N", "2023", homes, "85"),
    ]
    path = tmp_path / f"logements-{kind}.csv"
    text = "\r\n".join(";".join(row) for row in rows)
    path.write_bytes(f"\ufeff{text}\r\n".encode())
    return path


def test_a_file_with_faults_is_seen_through_taken_and_taken_back(visitor, file, javascript):
    member = visitor(screen=PHONE if javascript else DESK, account=MEMBER)
    sends_the_file(member, file)
    says_what_the_columns_are(member)
    sees_what_becomes_of_each_row(member)
    takes_only_the_good_ones(member)
    sees_a_value(member, "avec" if javascript else "sans")
    takes_it_back(member, file)


def sends_the_file(member, file):
    page = member.go(FIGURES)
    follow(page.get_by_role("link", name="Importer des valeurs d’un fichier"))
    page.wait_for_url("**/imports/")
    member.looks_right()
    page.set_input_files("input[name=file]", file)
    follow(page.get_by_role("button", name="Lire ce fichier"))
    page.wait_for_url("**/imports/*-*/")
    member.looks_right()


def says_what_the_columns_are(member):
    page = member.page
    for column, role in enumerate(("place", "period", "indicator", "value")):
        expect(page.locator(f"#id_column-{column}")).to_have_value(role)
    expect(page.locator("#id_column-0_helptext")).to_contain_text(CODE)
    # What was said of the last file with the same heads is there again: here it is taken away.
    page.fill("#id_provenance", "")
    follow(page.get_by_role("button", name="Vérifier les lignes"))
    expect(page.locator(".error-summary")).to_contain_text("Dites d’où viennent les valeurs")
    page.fill("#id_provenance", "Bailleurs et Insee, extraction annuelle")
    follow(page.get_by_role("button", name="Vérifier les lignes"))
    settle(page)


def sees_what_becomes_of_each_row(member):
    page = member.page
    account = page.locator("section[aria-labelledby=account]")
    expect(account.locator("h2")).to_contain_text("7 lignes, et ce que devient chacune")
    counted = account.locator("table").first.locator("td").all_inner_texts()
    assert counted == ["3", "1", "1", "0", "2", "7"]
    expect(account).to_contain_text("« QP059099 » est un code de la géographie de 2015")
    expect(account).to_contain_text("« QN05999N » n’est pas un quartier connu ici.")
    member.looks_right()
    with page.expect_download() as given:
        account.get_by_role("link", name="CSV").click()
    refused = Path(given.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(";")[0] for line in refused[1:]] == ["7", "8"]


def takes_only_the_good_ones(member):
    page = member.page
    page.get_by_label("Tout ou rien").check()
    follow(page.get_by_role("button", name="Importer ces valeurs"))
    expect(page.locator(".error-summary")).to_contain_text("Des lignes sont refusées")
    page.get_by_label("Seulement les bonnes").check()
    follow(page.get_by_role("button", name="Importer ces valeurs"))
    expect(page.locator("main")).to_contain_text("Importé par")
    member.looks_right()


def sees_a_value(member, kind):
    page = member.go(f"{FIGURES}taux-demploi-{kind}/")
    expect(page.locator("main")).to_contain_text("Bailleurs et Insee, extraction annuelle")
    expect(page.locator("main")).to_contain_text(f"logements-{kind}.csv")


def takes_it_back(member, file):
    page = member.go(f"{FIGURES}imports/")
    follow(page.get_by_role("link", name=file.name))
    page.fill("#id_why", "Le fichier de l’an dernier")
    follow(page.get_by_role("button", name="Annuler cet import"))
    expect(page.locator("main")).to_contain_text("Le fichier de l’an dernier")
    expect(page.get_by_role("button", name="Annuler cet import")).to_have_count(0)
    member.looks_right()
