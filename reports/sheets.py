"""The report as markup: everything that the templates show, computed from the figures alone.

The same figures, imprint, language and template version give the same markup, hence the same
bytes: nothing here reads the clock, the database or the settings.
"""

import base64
import hashlib
import io
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import batched, groupby
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from fontTools.ttLib import TTFont

from drawing.qr import square_code
from overview.snapshot import (
    Headline,
    IndicatorRow,
    Period,
    SiteFigures,
    SiteIdentity,
    Tally,
)
from reports import numbers, small
from reports.paper import rings, words

HOME = Path(__file__).resolve().parent.parent
STYLES = (HOME / "static/css/report.css", HOME / "static/css/report-signs.css")
PAGES = HOME / "templates" / "reports" / "pdf"
# How many periods stand side by side under a curve over the page, and under a small one.
COLUMNS, FEW_COLUMNS = 10, 5
PER_ROW = 14
PITCH = 10
# So much of a fingerprint tells one version from any other that a site writes.
SHORT = 16
ABSENT = {"missing", "not_produced", "not_sent", "secret", "withheld"}


@dataclass(frozen=True, slots=True)
class Imprint:
    """What an edition says of itself: its number, its code and where to verify it."""

    number: int
    code: str
    final: bool
    digest: str
    address: str
    language: str = "fr"


def markup(figures: SiteFigures, imprint: Imprint) -> str:
    """The whole report as one document that needs nothing outside itself."""
    with translation.override(imprint.language):
        found = render_to_string("reports/pdf/report.html", context(figures, imprint))
        return words.typographic(found) if imprint.language == "fr" else found


def context(figures: SiteFigures, imprint: Imprint) -> dict[str, Any]:
    site, spoken_of = figures.site, figures.agenda.spoken_of
    drawn = [h for h in figures.headlines if small.kind_of(h) == "small"]
    return {
        "f": figures,
        "imprint": imprint,
        "style": style(),
        "icon": icon(site),
        "cover": cover(figures),
        "qr": square_code(imprint.address),
        "quarter": numbers.quarter(figures.period),
        "quarter_short": numbers.quarter_short(figures.period),
        "code": spaced(imprint.code),
        "hash": grouped(imprint.digest),
        "agenda_hash": grouped(spoken_of.sha256[:SHORT]) if spoken_of else "",
        "title_size": title_size(site.name),
        "quote_size": "long" if len(figures.agenda.horizon) > 150 else "",
        "figures": [chart(h) for h in figures.headlines if small.kind_of(h) == "curve"],
        "small_figures": pairs(drawn),
        # Beside the last small picture there is room where their number is odd.
        "bare_beside": len(drawn) % 2 == 1,
        "bare_figures": [h for h in figures.headlines if not small.kind_of(h)],
        "groups": groups(figures.indicators),
        "published": sum(row.state not in ABSENT for row in figures.indicators),
        "absent": sum(row.state in ABSENT for row in figures.indicators),
        "activities": sum(len(s.activities) for s in figures.plan),
        "plan_tally": plan_tally(figures),
        "voice_tally": [tally(t) for t in figures.voices.outcomes if t.count],
        "headline_three": figures.headlines[:3],
        "life": life(figures),
    }


def pairs(figures: list[Headline]) -> list[tuple[dict[str, Any], ...]]:
    """Small charts stand two by two."""
    return list(batched([chart(h) for h in figures], 2, strict=False))


def life(figures: SiteFigures) -> list[dict[str, Any]]:
    """The steps of the life line with the drawing behind each: what leads to it and from it."""
    steps = figures.life
    found = []
    for place, step in enumerate(steps):
        before = "" if place == 0 else "solid" if step.state != "ahead" else "dotted"
        following = steps[place + 1].state if place + 1 < len(steps) else ""
        after = "" if not following else "dotted" if following == "ahead" else "solid"
        found.append(
            {
                "step": step,
                "drawing": data_uri(
                    "reports/pdf/_life.svg", state=step.state, before=before, after=after
                ),
            }
        )
    return found


def chart(figure: Headline) -> dict[str, Any]:
    """A headline figure with its chart's geometry and its table of values."""
    kind = small.kind_of(figure)
    return {
        "h": figure,
        "tables": tables(figure, COLUMNS if kind == "curve" else FEW_COLUMNS),
        "signs": signs_of(figure),
    }


def tables(figure: Headline, width: int) -> list[dict[str, Any]]:
    """Every value of the curve, so many periods a table; each row has as many cells as the head."""
    assert figure.series is not None
    every = [s for s in (figure.series, figure.comparator) if s]
    found = []
    for columns in batched(figure.series.points, width, strict=False):
        places = [p.at for p in columns]
        cuts = {
            next((at for at in places if at >= b.at), None)
            for b in figure.breaks
            if places[0] < b.at
        }
        rows = []
        for series in every:
            known = {p.at: p for p in series.points}
            cells = [(known.get(at), at in cuts) for at in places]
            rows.append({"name": series.name, "cells": cells})
        heads = [(p.label, p.at in cuts) for p in columns]
        found.append({"heads": heads, "rows": rows})
    return found


def signs_of(figure: Headline) -> str:
    """What the short signs in the figure's table mean: only those that stand there."""
    every = [s for s in (figure.series, figure.comparator) if s]
    met = {point.state for series in every for point in series.points}
    meanings = {
        "not_produced": _("n.p.: not produced"),
        "not_sent": _("n.s.: not sent"),
        "secret": _("s.: statistical secrecy"),
        "withheld": _("w.: withheld, because few people could be worked out with it"),
        "missing": _("m.: missing from the source"),
        "corrected": _("c: corrected"),
        "provisional": _("p: provisional"),
    }
    said = [text for state, text in meanings.items() if state in met]
    if figure.breaks:
        said.append(_("vertical line: values do not compare across it"))
    text = ", ".join(said)
    return (
        f"{text[0].upper()}{text[1:]}." if text and len(said) == 1 else f"{text}." if text else ""
    )


def groups(rows: tuple[IndicatorRow, ...]) -> list[tuple[str, list[IndicatorRow]]]:
    return [(name, list(found)) for name, found in groupby(rows, key=lambda r: r.group)]


def plan_tally(figures: SiteFigures) -> list[dict[str, Any]]:
    """The activities of the whole plan by state, in the order of an activity's life."""
    every = [a.state for s in figures.plan for a in s.activities]
    counts = {
        code: every.count(code)
        for code in ("done", "running", "waiting", "suspended", "planned", "dropped")
    }
    labels = {
        "done": ngettext("done", "done", counts["done"]),
        "running": _("under way"),
        "waiting": _("waiting for an agreement"),
        "suspended": ngettext("suspended", "suspended", counts["suspended"]),
        "planned": _("to begin"),
        "dropped": ngettext("given up", "given up", counts["dropped"]),
    }
    return [tally(Tally(code, labels[code], n)) for code, n in counts.items() if n]


def tally(count: Tally) -> dict[str, Any]:
    """One sign per thing, in rows; beyond fifty the number alone."""
    whole, rest = divmod(count.count, PER_ROW) if count.count < 50 else (0, 1)
    rows = [PER_ROW] * whole + ([rest] if rest else [])
    return {"t": count, "rows": [n * PITCH for n in rows], "width": max(rows[0] * PITCH, 48)}


def cover(figures: SiteFigures) -> rings.Drawing:
    """One ring per quarter since the site joined, thick when a version was adopted."""
    joined = figures.site.joined_on
    adopted = {quarters(joined, v.adopted_on) for v in figures.agenda.versions if v.adopted_on}
    return ringed(figures.site, figures.period.end, thick=frozenset(adopted))


def ringed(site: SiteIdentity, on: date, thick: frozenset[int] = frozenset()) -> rings.Drawing:
    """The outline of a site on a cover, with its rings until a day."""
    return rings.drawing(
        outlines(site),
        rings=min(max(quarters(site.joined_on, on), 1), 48),
        thick=thick,
        box=(80 * rings.MM, 60 * rings.MM),
        centre=(127 * rings.MM, 84 * rings.MM),
    )


def outlines(site: SiteIdentity) -> list[Any]:
    """All rings of the site's neighbourhoods."""
    return [ring for n in site.neighbourhoods for ring in n.rings]


def title_size(name: str) -> str:
    """Longer names are set smaller on a cover."""
    return "longer" if len(name) > 26 else "long" if len(name) > 15 else ""


def quarters(start: date, end: date) -> int:
    """How many quarters the days from start to end touch: 1 within the first."""
    return (end.year - start.year) * 4 + (end.month - 1) // 3 - (start.month - 1) // 3 + 1


def icon(site: SiteIdentity) -> str:
    """The neighbourhoods' outline, small, for the head of each page."""
    drawn = rings.drawing(
        outlines(site), rings=0, thick=frozenset(), box=(14, 14), centre=(7.5, 7.5)
    )
    return data_uri("reports/pdf/_icon.svg", path=drawn.path)


def data_uri(template: str, **facts: Any) -> str:
    svg = " ".join(render_to_string(template, facts).split())
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def spaced(code: str) -> str:
    """A code in groups of four: 7K4M-92QX."""
    return "-".join(code[n : n + 4] for n in range(0, len(code), 4))


def grouped(digest: str) -> str:
    return " ".join(digest[n : n + 4] for n in range(0, len(digest), 4))


@cache
def style() -> str:
    """The style sheets with their fonts inside."""
    text = "\n".join(path.read_text() for path in STYLES)
    return re.sub(r'url\("\.\./fonts/report/([\w.-]+)"\)', font, text)


def font(found: re.Match[str]) -> str:
    """A font as it is after unpacking: done once here, it halves the time of every document."""
    unpacked = io.BytesIO()
    with TTFont(words.FONTS / found.group(1), recalcTimestamp=False) as packed:
        packed.flavor = None
        packed.save(unpacked)
    return f'url("data:font/ttf;base64,{base64.b64encode(unpacked.getvalue()).decode()}")'


@cache
def template_version() -> str:
    """A fingerprint of templates, style and fonts: reports of one version can be set again alike."""
    found = hashlib.sha256(style().encode() + (HOME / "static/css/certificate.css").read_bytes())
    for path in sorted(PAGES.iterdir()):
        found.update(path.read_bytes())
    return found.hexdigest()[:12]


def period_of(start: date) -> Period:
    """The quarter that begins on this day."""
    following = date(start.year + start.month // 10, (start.month + 2) % 12 + 1, 1)
    return Period(start, date.fromordinal(following.toordinal() - 1))
