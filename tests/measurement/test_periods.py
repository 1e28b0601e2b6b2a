"""Periods and their names."""

from datetime import date

from django.utils import translation

from measurement.periods import Period, between, latest, named_in, of_length, period_of


def test_periods_are_found_from_a_day_and_follow_each_other():
    third = period_of(date(2026, 8, 15), "quarter")

    assert third == Period(date(2026, 7, 1), date(2026, 9, 30))
    assert third.next() == Period(date(2026, 10, 1), date(2026, 12, 31))
    assert third.next().next().starts_on == date(2027, 1, 1)
    assert period_of(date(2024, 2, 3), "month").ends_on == date(2024, 2, 29)
    assert period_of(date(2026, 12, 31), "half") == Period(date(2026, 7, 1), date(2026, 12, 31))


def test_the_latest_periods_end_with_the_one_that_runs():
    found = latest("half", before=date(2026, 3, 1), count=3)

    assert [p.starts_on for p in found] == [date(2026, 1, 1), date(2025, 7, 1), date(2025, 1, 1)]


def test_the_periods_between_two_are_those_left_out():
    first, last = of_length(date(2025, 1, 1), 3), of_length(date(2025, 10, 1), 3)

    assert [p.starts_on.month for p in between(first, last)] == [4, 7]
    assert list(between(first, first.next())) == []
    assert list(between(first, of_length(date(2026, 1, 1), 12))) == []


def test_labels_say_what_people_say():
    with translation.override("en"):
        assert of_length(date(2023, 1, 1), 12).label == "2023"
        assert "3" in of_length(date(2026, 7, 1), 3).label
        assert of_length(date(2026, 9, 1), 12).label.startswith("from")
        assert of_length(date(2026, 7, 1), 3).short == "Q3\xa02026"
        assert of_length(date(2026, 7, 1), 6).short == "H2\xa02026"


def test_a_name_is_never_broken_over_two_lines():
    """« 3e » alone at the end of a line is no period; a file keeps the spaces that people type."""
    third, half = of_length(date(2026, 7, 1), 3), of_length(date(2026, 1, 1), 6)

    with translation.override("fr"):
        assert third.label == "3e\xa0trimestre\xa02026"
        assert half.label == "1er\xa0semestre\xa02026"
        assert of_length(date(2026, 3, 1), 1).label == "mars\xa02026"
        assert third.bare == "3e trimestre 2026"


def test_one_day_is_no_span():
    with translation.override("fr"):
        assert Period(date(2026, 11, 27), date(2026, 11, 27)).label == "27\xa0novembre 2026"


def test_nothing_lies_between_a_period_and_the_one_that_begins_the_day_after():
    first = of_length(date(2025, 1, 1), 3)

    assert first.leads_to(first.next())
    assert first.leads_to(Period(date(2025, 4, 1), date(2025, 4, 30)))
    assert not first.leads_to(first.next().next())
    assert not first.leads_to(first)
    assert not first.next().leads_to(first)


def test_a_period_is_named_in_each_language_as_it_names_itself():
    for first, last in (
        (date(2026, 7, 1), date(2026, 9, 30)),
        (date(2026, 2, 3), date(2026, 5, 9)),
    ):
        for language in ("fr", "en", "fr"):
            with translation.override(language):
                named = named_in(language, first, last)
                period = Period(first, last)
                assert named == (period, period.named(), period.abridged(), period.at)
                assert (period.label, period.short) == (named.label, named.short)
