"""Sets a four-page report and a bare page in turns; prints one line of JSON."""

import io
import json
from dataclasses import replace

import django
import pikepdf

django.setup()

from weasyprint import HTML

from bench.figures import ratio
from overview.snapshot import SiteFigures, VoiceFigures
from reports.paper.typeset import typeset
from reports.sheets import markup
from tests.reports.sample import FULL, IMPRINT

ROUNDS = 7
SENTENCE = "Les habitants du quartier ont répondu à la consultation. "
BARE = (
    '<!doctype html><html lang="fr"><head><title>Une page</title></head><body><h1>Une page</h1>'
    f"{f'<p>{SENTENCE * 8}</p>' * 5}</body></html>"
)


def four_pages() -> SiteFigures:
    """Cover, essentials, figures with their charts, method: as a site in its first year."""
    return replace(
        FULL,
        headlines=FULL.headlines[1:3],
        indicators=(),
        plan=(),
        funding=(),
        voices=VoiceFigures(),
        decisions=(),
        learned="",
    )


def report() -> bytes:
    return typeset(markup(four_pages(), IMPRINT))


def bare() -> bytes:
    made: bytes = HTML(string=BARE).write_pdf()
    return made


def main() -> None:
    with pikepdf.open(io.BytesIO(report())) as document:
        pages = len(document.pages)
    print(json.dumps({"pages": pages, "four": ratio(report, bare, rounds=ROUNDS)}))


if __name__ == "__main__":
    main()
