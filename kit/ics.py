"""A calendar as a file that calendars subscribe to (RFC 5545): whole days, lines folded by bytes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.http import HttpResponse

from kit.sheets import UNSEEN

LONGEST = 75


@dataclass(frozen=True, slots=True)
class DayEvent:
    """Something on a day. `uid` never changes; `sequence` grows when what is said does."""

    uid: str
    on: date
    title: str
    changed_at: datetime
    text: str = ""
    url: str = ""
    sequence: int = 0
    cancelled: bool = False


def calendar(name: str, events: Iterable[DayEvent]) -> bytes:
    """The whole file; the same events always give the same bytes."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//QIC//portal//FR",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
    ]
    for event in events:
        lines += event_lines(event)
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def event_lines(event: DayEvent) -> list[str]:
    """One event; the day after it is its end, as the standard counts whole days."""
    lines = [
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{event.changed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"SEQUENCE:{event.sequence}",
        f"DTSTART;VALUE=DATE:{event.on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{event.on + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped(event.title)}",
        f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}",
        "TRANSP:TRANSPARENT",
    ]
    if event.text:
        lines.append(f"DESCRIPTION:{escaped(event.text)}")
    if event.url:
        lines.append(f"URL:{event.url}")
    return [*lines, "END:VEVENT"]


def escaped(text: str) -> str:
    """Words as a calendar holds them: on one line, with its signs marked, without unseen ones."""
    text = UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def folded(line: str) -> bytes:
    """A line of at most 75 bytes a piece; no letter is cut in two."""
    pieces, here = [], b""
    for letter in line:
        sign = letter.encode()
        if len(here) + len(sign) > LONGEST:
            pieces.append(here)
            here = b" "
        here += sign
    return b"\r\n".join([*pieces, here]) + b"\r\n"


def answer(name: str, content: bytes) -> HttpResponse:
    """The file, which a calendar may ask for again and again."""
    found = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    found["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return found
