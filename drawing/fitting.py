"""The sheet as one curve needs it: a key above, room for long numbers at the left, rows for words."""

from dataclasses import replace
from textwrap import wrap

from drawing.chart import Chart, PointKind, Sheet
from drawing.letters import wide
from drawing.scale import scale_of

ROW = 1.3  # the height of a row of words, in the size of its letters


def fitted(sheet: Sheet, chart: Chart, rows: int = 0) -> Sheet:
    """The sheet with its key, `rows` above that and the room that its levels' numbers take."""
    size, lines = sheet.size, sum(len(words) for _kind, words in key_of(sheet, chart))
    top = sheet.top + rows * ROW * size
    if lines:
        cuts = any(point.kind == PointKind.BREAK for point in chart.points)
        top = max(top, (rows + lines + cuts) * ROW * size + size * 1.9)
    found = replace(sheet, top=top, height=sheet.height + top - sheet.top)
    if not sheet.grid:
        return found
    levels = [wide(words, size) for _level, words in scale_of(chart, found).named(chart.unit)]
    return replace(found, left=max(sheet.left, max(levels) + size * 0.4 + 2))


def key_of(sheet: Sheet, chart: Chart) -> list[tuple[str, list[str]]]:
    """The two names of the key, each in the lines that the sheet holds."""
    if chart.around is None or not sheet.grid:
        return []
    room = int((sheet.width - sheet.size * 1.8) / sheet.letter)
    named = (("dot", chart.name or chart.title), ("beside", chart.around.name))
    return [(kind, wrap(words, room)) for kind, words in named]
