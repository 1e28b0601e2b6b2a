"""The press is given hostile and broken documents."""

import io
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import page
import pikepdf
import pytest
from pypdf import PdfReader

from reports.paper import press, typeset

LEGIBLE = "<p>Le rapport sort quand même.</p>"


def document(body: str, head: str = "") -> str:
    return (
        f'<!doctype html><html lang="fr"><head><title>Essai</title>{head}</head>'
        f"<body><h1>Essai</h1>{body}</body></html>"
    )


def text_of(pdf: bytes) -> str:
    return "\n".join(p.extract_text() for p in PdfReader(io.BytesIO(pdf)).pages)


def complaints(pdf: bytes) -> list[str]:
    """What the checker of both standards has to say."""
    profiles = (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A)
    reports = [page.validate_pdf_bytes(pdf, profile=profile) for profile in profiles]
    return [f"{f.rule_id} {f.message}" for report in reports for f in report.failures]


TABLE = """<table><caption>Valeurs</caption>
<thead><tr><th scope="col">Indicateur</th><th scope="col">Valeur</th></tr></thead>
<tbody><tr><th colspan="2" scope="rowgroup">Groupe</th></tr>
<tr><th scope="row">Taux</th><td>45</td></tr></tbody></table>
<svg viewBox="0 0 9 9" width="9" height="9"><title>Un carré</title><rect width="9" height="9"/></svg>"""


@pytest.fixture(scope="module")
def printed() -> bytes:
    return press.render(document(TABLE))


def test_one_file_is_both_archival_and_accessible(printed: bytes) -> None:
    assert complaints(printed) == []


def test_a_table_head_keeps_its_span_beside_its_scope(printed: bytes) -> None:
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        heads = [
            thing
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == pikepdf.Name.TH
        ]
        told = [
            {
                str(key): str(value)
                for part in (head.A if isinstance(head.A, pikepdf.Array) else [head.A])
                for key, value in part.items()
                if key in {"/Scope", "/ColSpan"}
            }
            for head in heads
        ]

    assert sorted(told, key=str) == sorted(
        [
            {"/Scope": "/Column"},
            {"/Scope": "/Column"},
            {"/ColSpan": "2", "/Scope": "/Row"},
            {"/Scope": "/Row"},
        ],
        key=str,
    )


def test_the_same_markup_gives_the_same_bytes(printed: bytes) -> None:
    assert press.render(document(TABLE)) == printed


# WeasyPrint leaves its colour profile open; the child process ends with it.
@pytest.mark.filterwarnings("ignore:.*sRGB2014:pytest.PytestUnraisableExceptionWarning")
def test_no_stream_ends_so_that_its_length_can_be_mistaken() -> None:
    """Tried on many documents, since the last byte of a compressed stream is like a die."""
    for number in range(12):
        pdf = typeset.typeset(document(f"<p>{number * 7919}</p>"))

        assert typeset.MISTAKABLE not in pdf
        assert complaints(pdf) == []


@pytest.fixture
def listener() -> Iterator[tuple[str, list[bytes]]]:
    """A server that notes whoever comes."""
    came: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(20)

        def wait() -> None:
            try:
                while True:
                    guest, _address = server.accept()
                    came.append(b"somebody")
                    guest.close()
            except OSError:
                return

        threading.Thread(target=wait, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", came


HOSTILE = (
    '<img alt="x" src="{a}/x.png">',
    '<object data="{a}/x.svg">x</object>',
    '<embed src="{a}/x.svg">',
    '<p style="background: url({a}/b.png)">x</p>',
    '<p style="content: url({a}/c.png)">x</p>',
    '<svg viewBox="0 0 1 1" width="1" height="1"><title>x</title><image href="{a}/d.png"/></svg>',
    '<svg viewBox="0 0 1 1" width="1" height="1"><title>x</title><use href="{a}/e.svg#i"/></svg>',
    '<a rel="attachment" href="{a}/secret">x</a>',
)
HOSTILE_HEADS = (
    '<link rel="attachment" href="{a}/secret">',
    '<link rel="stylesheet" href="{a}/style.css">',
    '<style>@import url("{a}/import.css");</style>',
    '<style>@font-face {{ font-family: "Z"; src: url("{a}/font.woff2"); }} p {{ font-family: Z; }}</style>',
)


def test_no_document_reaches_the_network_and_the_report_still_comes(
    listener: tuple[str, list[bytes]],
) -> None:
    address, came = listener
    body = "".join(part.format(a=address) for part in HOSTILE)
    head = "".join(part.format(a=address) for part in HOSTILE_HEADS)

    pdf = press.render(document(body + LEGIBLE, head))

    assert came == []
    assert "Le rapport sort quand même." in text_of(pdf)


def test_no_document_reads_a_file_and_the_report_still_comes(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("CANARI-DES-SECRETS")
    address = tmp_path.as_uri()
    body = "".join(part.format(a=address) for part in HOSTILE)
    head = "".join(part.format(a=address) for part in HOSTILE_HEADS)

    pdf = press.render(document(body + LEGIBLE, head))

    with pikepdf.open(io.BytesIO(pdf)) as found:
        assert list(found.attachments) == []
        assert not any(
            b"CANARI" in thing.read_bytes()
            for thing in found.objects
            if isinstance(thing, pikepdf.Stream)
        )
    assert "Le rapport sort quand même." in text_of(pdf)


def test_a_bomb_of_tiny_pages_is_stopped_at_the_deadline() -> None:
    bomb = document("<p>mot </p>" * 9000, "<style>@page { size: 1mm 1mm; margin: 0 }</style>")

    with pytest.raises(press.PrintFailed, match=r"ready|processor"):
        press.render(bomb, seconds=3)


def test_a_document_nested_too_deeply_fails_with_its_reason() -> None:
    with pytest.raises(press.PrintFailed, match="nested too deeply"):
        press.render(document("<div>" * 2500 + "x" + "</div>" * 2500))


def test_a_document_that_eats_memory_fails_with_its_reason_and_the_press_goes_on() -> None:
    with pytest.raises(press.PrintFailed, match=r"memory|signal|ended"):
        press.render(document('<table><tr><td colspan="1000000000">x</td></tr></table>' * 3))

    assert press.render(document(LEGIBLE)).startswith(b"%PDF-1.7")


def test_the_child_sees_no_secret_of_the_portal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "hidden")
    monkeypatch.setenv("DATABASE_URL", "postgresql://hidden")

    assert not any("hidden" in value for value in press.surroundings().values())
