"""A value says out of which publication of its source it comes."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from kit.states import Refusal
from measurement import actions, figures, history
from measurement.figures.around import around
from measurement.forms import ELSEWHERE
from measurement.models import Measurement
from sites.models import CityContract
from tests import make
from tests.measurement.conftest import quarter, read
from tests.measurement.test_entry import follow
from tests.measurement.test_pages import text

PAGE = "/sites/le-val/indicateurs/demandeurs-demploi/"
SHEET = "/sites/le-val/indicateurs/saisie/"


@pytest.fixture
def seekers(le_val):
    """Le Val reads off each quarter how many people look for work, out of what France Travail publishes."""
    return follow(le_val, "Demandeurs d’emploi", source_code="france-travail")


@pytest.fixture
def published(db):
    """Two vintages; a third one was never made."""
    make.release("france-travail", 2027, produced=False, caveats="Non produit.", generation=None)
    return [make.release("france-travail", year) for year in (2025, 2026)]


def test_samira_says_out_of_which_publication_her_value_comes(
    browser_of, le_val, seekers, published, samira
):
    browser = browser_of(samira)
    page = text(browser.get(PAGE))
    assert "FRANCE-TRAVAIL, millésime 2026, quartiers de 2024" in page
    assert "millésime 2027" not in page

    typed = {"period": "2026-07-01", "value": "64", "state": "observed", "provenance": "Tableau"}
    assert "Ce champ est obligatoire" in text(browser.post(f"{PAGE}saisir/", typed))
    browser.post(f"{PAGE}saisir/", typed | {"release": str(published[1].pk)})

    value = Measurement.objects.get()
    assert value.release == published[1]
    assert "millésime 2026" in text(browser.get(f"{PAGE}valeurs/{value.pk}/"))
    assert history.value_rows(le_val, seekers)[0].now.release.endswith("quartiers de 2024")


def test_the_publication_alone_may_be_corrected(browser_of, le_val, seekers, published, samira):
    value = actions.enter_value(seekers, quarter(2, 2026), read(64), site=le_val, by=samira)
    address, browser = f"{PAGE}valeurs/{value.pk}/corriger/", browser_of(samira)
    assert f'value="{ELSEWHERE}" selected' in text(browser.get(address))

    typed = {
        "value": "64", "state": "observed", "provenance": "Tableau", "code": "other",
        "reason": "Le millésime manquait", "release": str(published[0].pk),
    }  # fmt: skip
    browser.post(address, typed)

    now, before = history.history(value)
    assert (now.shown, now.release) == (before.shown, published[0].told)
    assert before.release == ""


def test_the_sheet_suggests_the_publication_of_the_year(
    browser_of, le_val, seekers, published, samira
):
    page = text(browser_of(samira).get(SHEET))
    assert f'<option value="{published[1].pk}" selected>' in page

    code = seekers.code
    sent = {f"period-{code}": "2026-07-01/2026-09-30", f"value-{code}": "64"}
    browser_of(samira).post(SHEET, sent | {f"release-{code}": str(published[0].pk)})

    assert Measurement.objects.get().release == published[0]


@pytest.mark.parametrize(("source", "produced"), [("filosofi", True), ("france-travail", False)])
def test_a_publication_that_holds_no_such_value_is_refused(
    le_val, seekers, samira, source, produced
):
    other = make.release(
        source, 2026, produced=produced, caveats="" if produced else "Non produit."
    )
    with pytest.raises(Refusal):
        actions.enter_value(
            seekers, quarter(2, 2026), read(64, release=other), site=le_val, by=samira
        )
    period = quarter(2, 2026)
    with pytest.raises(IntegrityError, match="measurement_of_another_source"), transaction.atomic():
        Measurement.objects.create(
            indicator=seekers, site=le_val, starts_on=period.starts_on, ends_on=period.ends_on,
            value=64, provenance="x", release=other,
        )  # fmt: skip


@pytest.fixture
def residents(le_val):
    """How many people live in each of the two neighbourhoods of Le Val."""
    make.neighbourhood("QN05999N", of=le_val)
    return make.common_indicator(
        "pop-01", "Population", value_type="count", direction="context", periodicity="year",
        level="neighbourhood", source="Insee", source_code="rp",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("vintages", "generations", "said"),
    [
        ((2020, 2020), (2024, 2024), ""),
        ((2020, 2021), (2024, 2024), "publications différentes"),
        ((2020, 2020), (2015, 2024), "éditions différentes"),
    ],
)
def test_two_publications_are_not_added_up(le_val, residents, vintages, generations, said):
    codes = ("QN05998N", "QN05999N")
    for code, vintage, generation in zip(codes, vintages, generations, strict=True):
        known = residents.measurements.filter(
            release__vintage=vintage, release__generation=generation
        )
        first = known.first()
        Measurement.objects.create(
            indicator=residents, neighbourhood_id=code, value=100, provenance="Insee",
            starts_on=date(2020, 1, 1), ends_on=date(2020, 12, 31),
            release=first.release if first else make.release("rp", vintage, generation=generation),
        )  # fmt: skip

    figure = figures.indicator(le_val, residents)

    assert figure.points[0].value == (None if said else 200)
    assert bool(said) == ("publications différentes" in figure.points[0].reason)


def test_beside_a_curve_stands_the_same_publication_only(le_val):
    posts = make.common_indicator(
        "moy-01", "Postes", value_type="count", direction="context", periodicity="year",
        level="contract", source="ANCT", source_code="dauphin",
    )  # fmt: skip
    here, there = make.release("dauphin", 2022, generation=2015), make.release("dauphin", 2022)
    contracts = [
        CityContract.objects.create(
            code=f"CV20{n}", name=f"Contrat {n}", perimeter_code="200040947", perimeter_kind="epci",
            perimeter_exists=True,
        )
        for n in range(6)
    ]  # fmt: skip
    le_val.city_contract = contracts[0]
    le_val.save(update_fields=["city_contract"])

    def tell(year, release, count):
        for n, contract in enumerate(contracts):
            Measurement.objects.create(
                indicator=posts, contract=contract, value=Decimal(n), provenance="ANCT",
                source_file="f.csv", starts_on=date(year, 1, 1), ends_on=date(year, 12, 31),
                release=release if n < count else there,
            )  # fmt: skip

    tell(2022, here, 6)
    tell(2023, here, 2)
    beside = around(le_val, posts, figures.indicator(le_val, posts)).around

    assert beside
    assert [point.value for point in beside.points] == [2, None]


@pytest.mark.slow
def test_old_values_of_official_files_are_named_where_one_publication_is_meant(le_val, poverty):
    """Taken back behind the publications of values and forward again: no row is lost."""
    rate = make.common_indicator(
        "rev-02", "Revenu", value_type="quantile", level="neighbourhood", source="Insee",
        source_code="filosofi", periodicity="year",
    )  # fmt: skip
    made = make.release("filosofi", 2021)
    for year, file in ((2020, "f.csv"), (2021, "f.csv"), (None, "f.csv"), (2022, "")):
        Measurement.objects.create(
            indicator=rate, neighbourhood_id="QN05998N", value=100, provenance="Insee",
            source_file=file, starts_on=year and date(year, 1, 1), ends_on=year and date(year, 12, 31),
        )  # fmt: skip
    connection.check_constraints()
    loader = MigrationExecutor(connection).loader
    key = next(key for key in loader.disk_migrations if key[1].endswith("_value_release"))
    migration, before = loader.get_migration(*key), loader.project_state(key, at_end=False)

    with connection.schema_editor() as editor:
        migration.unapply(before.clone(), editor)
    with connection.schema_editor() as editor:
        migration.apply(before.clone(), editor)

    told = Measurement.objects.order_by("starts_on").values_list("starts_on__year", "release")
    assert list(told) == [(2020, None), (2021, made.pk), (2022, None), (None, made.pk)]
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Measurement.objects.update(value=1)
