"""Catalogues of words: `words AREA` extracts, `words --check` refuses gaps, `words --compile`."""

import subprocess
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import templatize

from kit.typography import french

BASE = Path(settings.BASE_DIR)
PORTAL = "portal"
FRENCH = "fr/LC_MESSAGES/django.po"
KEYWORDS = [
    "gettext_noop", "gettext_lazy", "ngettext_lazy:1,2", "pgettext:1c,2", "npgettext:1c,2,3",
    "pgettext_lazy:1c,2", "npgettext_lazy:1c,2,3", "gettext", "ngettext:1,2", "_",
]  # fmt: skip


def areas() -> dict[str, list[Path]]:
    """The source files of each catalogue: one an app, the rest under `portal`."""
    own = {
        path.parent.name
        for path in BASE.glob("*/apps.py")
        if path.parent.name not in {"kit", "qic_portal", "drawing"}
    }
    found: dict[str, list[Path]] = {name: [] for name in [*sorted(own), PORTAL]}
    for path in sorted([*BASE.glob("*/**/*.py"), *(BASE / "templates").rglob("*.*")]):
        parts = path.relative_to(BASE).parts
        if parts[0] in {"tests", "var", ".venv", "node_modules", "bench", "tools"} or parts[
            0
        ].startswith("."):
            continue
        area = parts[1] if parts[0] == "templates" else parts[0]
        if area == "emails" and len(parts) > 3:
            area = parts[2]
        found[area if area in found else PORTAL].append(path)
    return found


def catalogue(area: str) -> Path:
    """The French catalogue of an area."""
    return BASE / "locale" / area / FRENCH


def said_twice(sources: Iterable[Path]) -> list[str]:
    """Words that two catalogues put into French differently, a line each.

    All catalogues make one: of two French words for the same English ones, only one is ever
    shown. Words of which a context says in what sense they are meant may differ.
    """
    found: dict[Any, dict[Any, str]] = {}
    for source in sources:
        with source.open("rb") as po:
            for message in read_po(po, locale="fr"):
                if message.id and message.context is None:
                    found.setdefault(message.id, {}).setdefault(message.string, source.parts[-4])
    return [
        f"{', '.join(says.values())}: said in different words: {words!r}: {', '.join(map(repr, says))}"
        for words, says in found.items()
        if len(says) > 1
    ]


def set_in_type(words: Any) -> Any:
    """French words with the spaces and apostrophes of French typography, whoever typed them.

    A plain space before a colon or inside « » lets a line begin with the sign. Texts that have
    lines of their own are letters: they stay as they were typed.
    """
    if isinstance(words, tuple):
        return tuple(map(set_in_type, words))
    return words if "\n" in words else french(words)


class Command(BaseCommand):
    requires_system_checks = ()
    help = "Extracts, checks and compiles the French catalogues, one an area."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("areas", nargs="*")
        parser.add_argument(
            "--check", action="store_true", help="fail on a stale or incomplete catalogue"
        )
        parser.add_argument("--compile", action="store_true", help="write the compiled catalogues")

    def handle(self, *args: Any, **options: Any) -> None:
        every = areas()
        wanted = options["areas"] or list(every)
        if unknown := set(wanted) - set(every):
            raise CommandError(f"unknown areas: {', '.join(sorted(unknown))}")
        if options["compile"]:
            self.compile()
            return
        gaps = [
            gap
            for area in wanted
            for gap in self.extract(area, every[area], write=not options["check"])
        ]
        if options["check"]:
            gaps += said_twice(sorted((BASE / "locale").glob(f"*/{FRENCH}")))
        for gap in gaps:
            self.stdout.write(gap)
        if options["check"] and gaps:
            raise CommandError(
                f"{len(gaps)} words are missing, doubtful, stale or said in two ways in the catalogues"
            )

    def compile(self) -> None:
        """Writes each django.mo beside its django.po, in pure Python, only when it is older."""
        changed = Path(__file__).stat().st_mtime
        for source in (BASE / "locale").glob(f"*/{FRENCH}"):
            target = source.with_suffix(".mo")
            newest = max(changed, source.stat().st_mtime)
            if target.exists() and target.stat().st_mtime >= newest:
                continue
            with source.open("rb") as po, target.open("wb") as mo:
                found = read_po(po, locale="fr")
                for message in found:
                    message.string = set_in_type(message.string) if message.id else message.string
                write_mo(mo, found)

    def extract(self, area: str, files: list[Path], *, write: bool) -> list[str]:
        """Brings the catalogue of an area in line with its sources; the gaps, a line each."""
        template = self.xgettext(files)
        target = catalogue(area)
        if not template:
            return [f"{area}: {target} has words that no source uses"] if target.exists() else []
        if not target.exists():
            if not write:
                return [f"{area}: no French catalogue"]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(HEADER)
        merged = self.run(
            [
                "msgmerge",
                "-q",
                "--no-location",
                "--no-fuzzy-matching",
                "--sort-output",
                "--width=100",
                str(target),
                "-",
            ],
            template,
        )
        merged = self.run(
            ["msgattrib", "--no-obsolete", "--no-location", "--width=100", "-"], merged
        )
        if write:
            target.write_text(merged)
        known = {(m.context, m.id) for m in read_po(target.open("rb"), locale="fr")}
        gaps = []
        for message in read_po(iter_lines(merged), locale="fr"):
            if not message.id:
                continue
            strings = message.string if isinstance(message.string, tuple) else (message.string,)
            if (message.context, message.id) not in known or not all(strings[:2]) or message.fuzzy:
                gaps.append(f"{area}: untranslated: {message.id!r}")
        return gaps

    def xgettext(self, files: list[Path]) -> str:
        """The words of the files as a template catalogue; templates are turned into code first."""
        keywords = [f"--keyword={word}" for word in KEYWORDS]
        command = [
            "xgettext",
            "-L",
            "Python",
            "--from-code=UTF-8",
            "--no-location",
            "-s",
            "-o",
            "-",
            *keywords,
        ]
        python = [str(path) for path in files if path.suffix == ".py"]
        text = self.run([*command, *python], "") if python else ""
        pages = "\n".join(
            templatize(path.read_text(), origin=str(path)) for path in files if path.suffix != ".py"
        )
        more = self.run([*command, "-"], pages) if pages.strip() else ""
        both = [part.replace("CHARSET", "UTF-8", 1) for part in (text, more) if "msgid" in part]
        if not both:
            return ""
        if len(both) == 1:
            return both[0]
        joined = both[0] + "\n" + both[1].split("\n\n", 1)[1]
        return self.run(["msguniq", "--use-first", "--no-location", "-s", "-"], joined)

    def run(self, command: list[str], text: str) -> str:
        done = subprocess.run(  # noqa: S603 - fixed commands of gettext
            command, input=text, capture_output=True, text=True, check=False, cwd=BASE
        )
        if done.returncode:
            raise CommandError(f"{command[0]}: {done.stderr.strip()[:2000]}")
        return done.stdout


def iter_lines(text: str) -> Any:
    """A catalogue's text as the byte lines that the reader wants."""
    return [line.encode() + b"\n" for line in text.split("\n")]


HEADER = """msgid ""
msgstr ""
"Language: fr\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"
"""
