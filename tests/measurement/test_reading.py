"""What a site's page says of a series: the engine's verdict, by the catalogue's rules, in plain words."""

import random
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from measurement import clauses
from measurement.breaks import Cut
from measurement.engine.assess import Series
from measurement.engine.comparing import BreakKind
from measurement.engine.sentence import Says
from measurement.figures.series import cut
from measurement.models import Indicator, Measurement
from measurement.reading import Kind, PointFigure, absences, sentence
from measurement.words import quantity
from tests import make
from tests.measurement.engine.test_oracle import MAKERS
from tests.measurement.test_pictures import text, year

PAGE = "/sites/le-val/indicateurs/taux/"
SAYS = {
    Says.UP: ("En hausse : de ",),
    Says.DOWN: ("En baisse : de ",),
    Says.NO_MEASURABLE_CHANGE: ("Pas d’évolution mesurable : ", "La même valeur au début et à la fin"),
    Says.NOT_COMPARABLE: ("Non comparable : ",),
    Says.HOPED_FOR: ("C’est le sens espéré.",),
    Says.NOT_HOPED_FOR: ("Ce n’est pas le sens espéré.",),
    Says.CONTEXT: ("ni bon ni mauvais en soi",),
    Says.SINGLE_MEASURE: ("Une seule mesure",),
    Says.NO_MEASURE: ("Pas encore de mesure.",),
    Says.SECRET: ("Toutes les valeurs sont couvertes par le secret statistique.",),
    Says.NOT_PRODUCED: ("La source n’a pas produit ces valeurs.",),
    Says.IN_BAND: ("L’indicateur est là où il devrait rester",),
    Says.BELOW_BAND: ("pas là où il devrait rester",),
    Says.ABOVE_BAND: ("pas là où il devrait rester",),
}  # fmt: skip
OUTSIDE = {Says.BELOW_BAND, Says.ABOVE_BAND}
# What a page of a site does not show: two codes in one series, an aggregate over sites.
ON_PAGES = [maker for maker in MAKERS if maker.__name__ not in {"moved_limits", "too_few_sites"}]
RECORDED = {BreakKind.METHOD: "method", BreakKind.LEGAL: "law"}


def points_of(series: Series) -> tuple[PointFigure, ...]:
    """The rows of a series as its page has them."""
    rows = sorted(series.rows, key=lambda row: row.span)
    return cut([
        PointFigure(
            str(row.span.first.year), str(row.span.first.year), float(row.span.first.year), row.value,
            "real" if row.is_told else "gap", state=row.state, seen=row,
        )
        for row in rows
    ], [Cut(RECORDED[each.kind], each.on) for each in series.breaks])  # fmt: skip


@pytest.mark.parametrize("maker", ON_PAGES, ids=lambda maker: maker.__name__)
def test_the_page_says_what_each_series_was_made_to_say(maker):
    """The oracle of the engine, down to the words: what is not true is not said either."""
    for number in range(15):
        series, expected, _why = maker(random.Random(f"page/{number}"))
        words = sentence(points_of(series), series.definition).replace("\xa0", " ")

        for says, forms in SAYS.items():
            there = any(form in words for form in forms)
            true = says in expected or (says in OUTSIDE and OUTSIDE & set(expected))
            assert (number, says, there) == (number, says, bool(true)), words


@pytest.fixture
def rate(le_val):
    """A published rate of Le Val's neighbourhood, by year, of which one point is noise."""

    def told(values, *, releases=(), **rules):
        fields = {
            "value_type": "rate",
            "direction": "lower",
            "unit": "%",
            "noise": Decimal(1),
        } | rules
        found = make.common_indicator(
            "rev-01", "Taux", periodicity="year", level="neighbourhood", source="Insee",
            source_code="filosofi", **fields,
        )  # fmt: skip
        for n, value in enumerate(values):
            Measurement.objects.create(
                indicator=found, neighbourhood=le_val.neighbourhoods_on()[0], value=value,
                provenance="Insee", starts_on=year(2019 + n).starts_on, ends_on=year(2019 + n).ends_on,
                release=releases[n] if releases else None, precision=Decimal("0.1"),
            )  # fmt: skip
        return found

    return told


def of(vintage, **fields):
    return make.release("filosofi", vintage, **fields)


BAND = {"direction": "band", "band_low": Decimal(10), "band_high": Decimal(20)}


@pytest.mark.parametrize(
    ("values", "rules", "said"),
    [
        ((45, 44), {}, "Pas d’évolution mesurable : 45 % (2019), puis 44 % (2020). L’écart tient dans la marge d’incertitude, qui est de 1 point."),
        ((45, 42), {}, "En baisse : de 45 % (2019) à 42 % (2020)"),
        ((45, 42), {"vintage_gap": 5}, "Non comparable : de 2019 à 2020, il y a moins de 5 ans"),
        ((45, 44, 43, 42, 41, 30), {"vintage_gap": 5}, "En baisse : de 45 % (2019) à 30 % (2024)"),
        ((25, 15), BAND, "L’indicateur est là où il devrait rester : de 10 % à 20 %"),
        ((15, 25), BAND, "L’indicateur n’est pas là où il devrait rester : de 10 % à 20 %"),
        ((15, 25), BAND | {"band_low": None}, "pas là où il devrait rester : 20 % au plus"),
        ((5,), BAND | {"band_high": None}, "pas là où il devrait rester : 10 % au moins"),
    ],
)  # fmt: skip
def test_the_rules_of_the_catalogue_decide_what_is_said(client, rate, values, rules, said):
    rate(values, **rules)

    assert said in text(client.get("/sites/le-val/indicateurs/rev-01/"))


@pytest.mark.parametrize(
    ("before", "after", "said", "drawn"),
    [
        ({"generation": 2015}, {"generation": 2024}, "Non comparable : le périmètre a changé (2021)", "nouveau périmètre"),
        ({"protection": "suppression"}, {"protection": "perturbation"}, "Non comparable : à partir de 2021, la source protège autrement", "autre protection"),
        ({}, {}, "En baisse : de 46 % (2019) à 40 % (2021)", ""),
    ],
)  # fmt: skip
def test_the_publication_of_each_value_cuts_the_curve(client, rate, before, after, said, drawn):
    rate((46, 45, 40), releases=(of(2019, **before), of(2020, **before), of(2021, **after)))

    page = client.get("/sites/le-val/indicateurs/rev-01/")

    assert said in text(page)
    assert page.content.count(b'class="break"') == (2 if drawn else 0)
    assert drawn in text(page)
    if not said.startswith("En baisse"):
        assert "En baisse" not in text(page)


def test_a_value_of_an_unknown_publication_is_not_compared_with_one_that_is_known(client, rate):
    rate((45, 44, 40), releases=(None, None, of(2021)))

    page = text(client.get("/sites/le-val/indicateurs/rev-01/"))

    assert "Non comparable : la source a changé (2021)" in page
    assert "autre source" in page


def test_a_year_that_the_source_did_not_produce_is_a_gap_with_its_name(client, rate):
    of(2020, produced=False, caveats="Non produit.")
    of(2022, produced=False, caveats="Non produit.")
    first, last = of(2019), of(2021)
    found = rate((45,), releases=(first,))
    page = text(client.get("/sites/le-val/indicateurs/rev-01/"))
    assert "Pas de mesure, 2020 : non produit." in page
    assert "2021, non produit" not in page

    Measurement.objects.create(
        indicator=found, neighbourhood=found.measurements.get().neighbourhood, value=40, release=last,
        provenance="Insee", starts_on=date(2021, 1, 1), ends_on=date(2021, 12, 31),
    )  # fmt: skip

    page = text(client.get("/sites/le-val/indicateurs/rev-01/"))
    assert "Non comparable : la source n’a pas produit 2020" in page
    assert "Pas de mesure, 2020 et 2022 : non produit." in page
    assert Indicator.objects.get().version == 1


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (Decimal("42.8571"), "%", "42,9 %"),
        (Decimal("5.6250"), "enfants par adulte", "5,6 enfants par adulte"),
        (Decimal("0.0416"), "accidents", "0,04 accident"),
        (Decimal("1.25"), "postes", "1,25 poste"),
        (Decimal(2), "niveau", "niveau 2"),
        (Decimal("301077.30"), "€", "301 077,30 €"),
    ],
)
def test_a_value_is_said_as_people_say_it(value, unit, said):
    with translation.override("fr"):
        assert quantity(value, unit).replace("\xa0", " ").replace("\u202f", " ") == said


def test_two_ends_that_differ_never_sound_the_same():
    first, last = clauses.End(Decimal("42.8571"), "2024"), clauses.End(Decimal("42.9012"), "2025")

    ends = clauses.Facts("%", first, last).ends

    assert ends["first"] != ends["last"]


def test_periods_without_a_measure_for_one_reason_are_told_together():
    gaps = [
        PointFigure(f"T{n}", f"{n}e trimestre 2025", None, None, Kind.GAP, reason=reason)
        for n, reason in ((2, "Le registre n’a pas été tenu."), (3, "Le registre n’a pas été tenu"))
    ]
    with translation.override("fr"):
        told = absences([PointFigure("T1", "1er trimestre 2025", None, Decimal(3)), *gaps])

    assert told == [
        "Pas de mesure, 2e trimestre 2025 et 3e trimestre 2025\xa0: Le registre n’a pas été tenu."
    ]
