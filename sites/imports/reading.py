"""Reading a file of official data: all of it, exactly, or not at all."""

import csv
import io
import json
import re
from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

LARGEST = 64 * 1024 * 1024
SEPARATORS = (",", ";", "\t")
WHOLE = re.compile(r"-?[0-9]{1,10}")
NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,15})?")
DAY = re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
LARGEST_WHOLE = 2_147_483_647


class BadFile(Exception):  # noqa: N818 - it is a sentence for the person
    """The file as a whole cannot be read; the text says why and what was expected."""


class RowRefused(Exception):  # noqa: N818 - it is a sentence for the person
    """One row cannot be taken; the text says why."""


class Row:
    """One row of a file by its column names; each reader refuses what it cannot mean."""

    __slots__ = ("cells", "line")

    def __init__(self, line: int, cells: dict[str, str]) -> None:
        self.line = line
        self.cells = cells

    def text(self, column: str, *, most: int = 300, empty: bool = False) -> str:
        value = self.cells[column].strip()
        if not value and not empty:
            raise RowRefused(_("“{column}” is empty").format(column=column))
        if CONTROL.search(value):
            raise RowRefused(_("“{column}” holds a control character").format(column=column))
        if len(value) > most:
            raise RowRefused(
                _("“{column}” is longer than {most} characters").format(column=column, most=most)
            )
        return value

    def code(self, column: str, pattern: str, *, empty: bool = False) -> str:
        value = self.text(column, empty=empty)
        if value and not re.fullmatch(pattern, value):
            raise RowRefused(
                _("“{value}” in “{column}” is not a code of the expected form").format(
                    value=value[:40], column=column
                )
            )
        return value

    def choice(self, column: str, choices: dict[str, Any]) -> Any:
        value = self.text(column)
        if value not in choices:
            raise RowRefused(
                _("“{value}” in “{column}” is not one of: {choices}").format(
                    value=value[:40], column=column, choices=", ".join(choices)
                )
            )
        return choices[value]

    def known(self, column: str, codes: Collection[str], *, empty: bool = False) -> str | None:
        value = self.text(column, empty=empty)
        if value and value not in codes:
            raise RowRefused(unknown(value, column))
        return value or None

    def many(self, column: str) -> list[str]:
        """The values between bars, in order, none twice."""
        values = (value.strip() for value in self.cells[column].split("|"))
        return list(dict.fromkeys(value for value in values if value))

    def all_known(self, column: str, codes: Collection[str]) -> frozenset[str]:
        for value in self.many(column):
            if value not in codes:
                raise RowRefused(unknown(value, column))
        return frozenset(self.many(column))

    def whole(self, column: str, *, most: int = LARGEST_WHOLE) -> int | None:
        value = self.text(column, empty=True).replace("\u202f", "").replace("\xa0", "")
        if value and not WHOLE.fullmatch(value):
            raise RowRefused(
                _("“{value}” in “{column}” is not a whole number").format(
                    value=value[:40], column=column
                )
            )
        if value.startswith("-"):
            raise RowRefused(_("“{column}” is negative").format(column=column))
        if value and int(value) > most:
            raise RowRefused(_("“{column}” is larger than {most}").format(column=column, most=most))
        return int(value) if value else None

    def decimal(self, column: str) -> Decimal | None:
        """A number with a decimal point or a decimal comma."""
        value = self.text(column, empty=True).replace(",", ".")
        if not value:
            return None
        if not NUMBER.fullmatch(value):
            raise RowRefused(
                _("“{value}” in “{column}” is not a number").format(value=value[:40], column=column)
            )
        return Decimal(value)

    def point(self, lon: str, lat: str) -> tuple[float | None, float | None]:
        x, y = self.decimal(lon), self.decimal(lat)
        if x is None or y is None:
            if x is not y:
                raise RowRefused(_("one of “{lon}” and “{lat}” is empty").format(lon=lon, lat=lat))
            return None, None
        if abs(x) > 180 or abs(y) > 90:
            raise RowRefused(_("the point {x}, {y} is not on the globe").format(x=x, y=y))
        return float(x), float(y)

    def day(self, column: str) -> date:
        value = self.text(column)
        try:
            if DAY.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        raise RowRefused(
            _("“{value}” in “{column}” is not a day written as 2026-12-31").format(
                value=value[:40], column=column
            )
        )

    def flag(self, column: str) -> bool:
        return bool(self.choice(column, {"1": True, "0": False}))


def unknown(value: str, column: str) -> str:
    return _("“{value}” in “{column}” is not a known code").format(value=value[:40], column=column)


def read_text(path: Path) -> str:
    """The file's text. UTF-8 is expected; anything else is named, never guessed."""
    try:
        if path.stat().st_size > LARGEST:
            raise BadFile(_("{file} is larger than 64 MB").format(file=path.name))
        content = path.read_bytes()
    except OSError as fault:
        raise BadFile(
            _("{file} cannot be read: {why}").format(file=path.name, why=fault.strerror)
        ) from fault
    if b"\x00" in content:
        line = content[: content.index(b"\x00")].count(b"\n") + 1
        raise BadFile(
            _("{file} holds a NUL character at line {line}: the file is damaged or is UTF-16; "
              "UTF-8 was expected").format(file=path.name, line=line)
        )  # fmt: skip
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content[: fault.start].count(b"\n") + 1
        raise BadFile(
            _("{file} is not encoded in UTF-8, which was expected (byte {byte} at line {line}): "
              "save it again as “CSV UTF-8”").format(
                file=path.name, byte=f"0x{content[fault.start]:02X}", line=line
            )
        ) from fault  # fmt: skip
    if "\N{REPLACEMENT CHARACTER}" in text:
        line = text[: text.index("\N{REPLACEMENT CHARACTER}")].count("\n") + 1
        raise BadFile(
            _("{file}, line {line}: a letter was already lost when this file was made").format(
                file=path.name, line=line
            )
        )
    return text


def read_csv(path: Path, columns: Collection[str]) -> Iterator[Row]:
    """The rows of a CSV file that has at least these columns, separated by commas, semicolons or tabs."""
    text = read_text(path)
    first_line = text.partition("\n")[0]
    separator = max(SEPARATORS, key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        head = [name.strip() for name in next(reader, [])]
        check_head(path, head, columns)
        for cells in reader:
            if any(cells):
                yield row(reader.line_num, head, cells, path)
    except csv.Error as fault:
        raise BadFile(
            _("{file}, line {line}: the quotes or separators do not fit ({why})").format(
                file=path.name, line=reader.line_num, why=fault
            )
        ) from fault


def row(line: int, head: list[str], cells: list[str], path: Path) -> Row:
    """A row must have as many cells as the head: a shifted row would be half-read."""
    if len(cells) != len(head):
        raise BadFile(
            _("{file}, line {line}: {found} cells where the first line has {expected}").format(
                file=path.name, line=line, found=len(cells), expected=len(head)
            )
        )
    return Row(line, dict(zip(head, cells, strict=True)))


def check_head(path: Path, head: list[str], columns: Collection[str]) -> None:
    if not any(head):
        raise BadFile(_("{file} is empty").format(file=path.name))
    missing = [name for name in columns if name not in head]
    if missing:
        raise BadFile(
            _("{file} lacks the columns: {columns}").format(
                file=path.name, columns=", ".join(missing)
            )
        )
    if len(set(head)) < len(head):
        raise BadFile(_("{file} has the same column twice").format(file=path.name))


def read_features(path: Path) -> list[dict[str, Any]]:
    """The features of a GeoJSON file."""
    content = read_json(path)
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not all(isinstance(f, dict) for f in features):
        raise BadFile(_("{file} is not a GeoJSON collection of features").format(file=path.name))
    return features


def read_json(path: Path) -> Any:
    text = read_text(path)
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise BadFile(
            _("{file} is not valid JSON: {why}").format(file=path.name, why=fault)
        ) from fault
