"""A file is as long as it is, whatever it looks like: long ones are a worker's, too long ones nobody's."""

import pytest

from kit.states import Refusal
from measurement.incoming import accounting
from measurement.models import imports as models
from tests.kit.test_long_sheets import ROW, SHEET, xlsx
from tests.kit.test_workbooks import ods
from tests.measurement.importing import LONG, seen, sent

MANY = 6
REPEATED = (
    '<table:table-row table:number-rows-repeated="{}"><table:table-cell office:value-type="string">'
    "<text:p>{}</text:p></table:table-cell></table:table-row>"
)


@pytest.fixture(autouse=True)
def large(monkeypatch):
    """Files of more than five rows are large here."""
    monkeypatch.setattr(models, "LARGE", MANY - 1)


@pytest.mark.parametrize(
    "content",
    [
        LONG + "\nenfants-accompagnes;T1 2026;44" * MANY,
        (LONG + "\nenfants-accompagnes;T1 2026;44" * MANY).replace("\n", "\r"),
        (LONG + "\nenfants-accompagnes;T1 2026;44" * MANY).encode("utf-16"),
        xlsx(
            "".join(ROW.format(n) for n in range(1, MANY + 2)),
            **{"xl/worksheets/sheet0.xml": SHEET.format("")},
        ),
        ods(REPEATED.format(1, "Indicateur") + REPEATED.format(MANY, "enfants-accompagnes")),
    ],
    ids=["csv", "lines of old", "utf-16", "behind another", "repeated"],
)
def test_a_long_file_is_known_by_its_rows(content, le_val, children, samira):
    assert sent(le_val, samira, content).is_large


def test_a_short_file_is_not_long_for_its_empty_lines(le_val, children, samira):
    found = sent(le_val, samira, f"{LONG}\nenfants-accompagnes;T1 2026;44" + "\n" * 50)

    assert (found.length, found.is_large) == (1, False)


def test_a_file_of_more_values_than_fit_is_sent_in_parts(le_val, children, samira, monkeypatch):
    monkeypatch.setattr(accounting, "MOST_VALUES", 3)
    rows = "".join(f"\nenfants-accompagnes;T{n} 2025;4{n}" for n in range(1, 5))

    with pytest.raises(Refusal, match="3 valeurs"):
        seen(le_val, samira, LONG + rows)

    assert seen(le_val, samira, LONG + rows.rpartition("\n")[0]).accepted == 3
