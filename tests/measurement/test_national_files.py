"""The national team brings a file of many sites."""

from journal.models import Entry
from sites.models import Site
from tests import make
from tests.measurement.importing import counts, seen, taken, told


def test_the_national_team_brings_many_sites_at_once(le_val, la_crete, maud):
    shared = make.common_indicator("hab-01")

    taken(None, maud, "Site;Période;hab-01\nle-val;T1 2026;4\nLa Crête;T1 2026;5\n")

    rows = shared.measurements.order_by("value").values_list("site__slug", "value", "entered_leg")
    assert list(rows) == [("le-val", 4, ""), ("la-crete", 5, "")]
    assert Entry.objects.get(kind="measurement.values_imported").site == ""


def test_a_name_that_several_sites_have_names_none_of_them(le_val, maud):
    shared = make.common_indicator("hab-01")
    for slug in ("centre-nord", "centre-sud"):
        Site.objects.filter(pk=make.site(slug.title()).pk).update(name="Centre", slug=slug)

    found = seen(
        None, maud,
        "Site;Période;hab-01\nCentre;T1 2026;4\ncentre-sud;T1 2026;5\nLe Val;T1 2026;6\n",
    )  # fmt: skip

    assert counts(found) == (2, 1, 0, 0, 0)
    assert "2" in told(found)[2]
    assert not shared.measurements.exists()
