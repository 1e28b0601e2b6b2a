"""The project's own files, for tests that read code."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {"var", "node_modules", "static-built", "requirements", "static", "data", "locale"}


@cache
def python_files() -> tuple[Path, ...]:
    """Every Python file that somebody wrote by hand: migrations are made by a command."""
    return tuple(
        path
        for path in sorted(ROOT.rglob("*.py"))
        if not hidden(path) and "migrations" not in path.parts
    )


@cache
def migrations() -> tuple[Path, ...]:
    """Every migration."""
    return tuple(p for p in sorted(ROOT.glob("*/migrations/*.py")) if p.name != "__init__.py")


@cache
def templates() -> tuple[Path, ...]:
    """Every template of ours."""
    return tuple(p for p in sorted((ROOT / "templates").rglob("*")) if p.is_file())


@cache
def documents() -> tuple[Path, ...]:
    """Every document that people read."""
    return tuple(
        p for p in sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]) if not hidden(p)
    )


def hidden(path: Path) -> bool:
    """True for what is not ours: packages, caches, built files."""
    parts = path.relative_to(ROOT).parts
    return parts[0] in NOT_OURS or any(part.startswith(".") for part in parts)


def name(path: Path) -> str:
    """A file's name as people say it: from the root."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """The parsed file."""
    return ast.parse(path.read_text(), filename=str(path))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a file."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def apps() -> list[str]:
    """The names of our apps that hold actions, views or models."""
    return sorted(p.parent.name for p in ROOT.glob("*/apps.py"))


def modules(*names: str) -> list[Path]:
    """The files of these names, and the files of packages of these names, in any app."""
    return [
        path
        for path in python_files()
        if path.relative_to(ROOT).parts[0] != "tests"
        and (path.stem in names or any(part in names for part in path.relative_to(ROOT).parts[:-1]))
    ]


def text_of_everything() -> str:
    """All code, templates and tests as one text: to see whether a name is used anywhere."""
    return "\n".join(p.read_text() for p in [*python_files(), *templates()])


COMMENT = re.compile(r"\{%\s*comment\s*%\}.*?\{%\s*endcomment\s*%\}", re.DOTALL)


def markup(path: Path) -> str:
    """A template without its comments."""
    return COMMENT.sub("", path.read_text())
