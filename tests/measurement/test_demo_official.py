"""The two files that the national team looks through in the demonstration."""

from measurement import actions, demo_official
from measurement.incoming.account import Kind
from measurement.models import Measurement, ValueImport
from sites.models import FormerCode
from tests import make
from tests.measurement.importing import counts, told


def test_a_worker_finds_the_long_file_and_a_second_run_changes_nothing(le_val, population, maud):
    place, changed = make.neighbourhood("QN05941I", "Pasteur", of=le_val), make.neighbourhood("QN02602M", "Nocaze")  # fmt: skip
    make.common_indicator("men-01", "Ménages", unit="ménages", periodicity="irregular")
    before = Measurement.objects.count()

    demo_official.fill(maud)
    demo_official.fill(maud)

    found, old = ValueImport.objects.order_by("-length")
    assert (found.name, old.name) == (demo_official.LONG, demo_official.OLD)
    assert (found.state, found.task, found.is_large) == ("checked", "", True)
    assert found.rows > 5000
    assert actions.work_on_file(found.pk) is False, "what was asked for is done once"
    assert counts(old)[:2] == (1, 2)
    assert "QP059041" in told(old, Kind.WARNING)[2]
    assert "limites modifiées" in told(old)[3]
    assert "personne n’a dit ici" in told(old)[4]
    said = FormerCode.objects.order_by("code").values_list("code", "neighbourhood", "reason")
    assert list(said) == [
        ("QP026002", changed.pk, demo_official.INVENTED),
        ("QP059041", place.pk, demo_official.INVENTED),
    ]
    assert Measurement.objects.count() == before, "neither is taken"
