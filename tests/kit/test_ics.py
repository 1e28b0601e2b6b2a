"""A calendar that every program reads: folded by bytes, escaped, whole days."""

from datetime import UTC, date, datetime

from kit.ics import DayEvent, calendar, escaped

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def test_no_line_is_longer_than_75_bytes_and_no_letter_is_cut():
    title = "Été 🌱 des écoles, مرحبا; " * 9
    content = calendar("Plan", [DayEvent("u@qic", date(2026, 12, 31), title, AT)])

    lines = content.split(b"\r\n")
    assert lines[-1] == b"" and all(len(line) <= 75 for line in lines)
    assert b"\n" not in content.replace(b"\r\n", b"")
    unfolded = content.replace(b"\r\n ", b"").decode()
    assert f"SUMMARY:{escaped(title)}" in unfolded
    assert "DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101" in unfolded


def test_words_cannot_begin_another_line():
    content = calendar(
        "P", [DayEvent("u", date(2026, 1, 1), "a\r\nATTENDEE:x\x00", AT, text="b;c,d\\e\nf")]
    ).decode()

    assert "SUMMARY:a\\nATTENDEE:x\r\n" in content
    assert "DESCRIPTION:b\\;c\\,d\\\\e\\nf\r\n" in content


def test_what_is_cancelled_says_so_and_the_same_events_give_the_same_bytes():
    event = DayEvent("u", date(2026, 1, 1), "x", AT, sequence=3, cancelled=True)

    assert b"STATUS:CANCELLED\r\n" in calendar("P", [event]) and b"SEQUENCE:3\r\n" in calendar(
        "P", [event]
    )
    assert calendar("P", [event]) == calendar("P", [event])
