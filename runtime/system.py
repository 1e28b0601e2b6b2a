"""System libraries and programs that Python packages cannot bring: looked for, and installed."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from runtime.places import VAR
from runtime.problem import FULL, Problem, full_disk

#: Homebrew's libraries are outside the loader's path for some Pythons.
BREW_LIBRARIES = ("/opt/homebrew/lib", "/usr/local/lib")


@dataclass(frozen=True)
class Need:
    """Something that must be there, and the packages that bring it."""

    present: Callable[[], bool]
    debian: str
    brew: str = ""


def library(linux: str, mac: str) -> Callable[[], bool]:
    """Whether the loader finds a library."""

    def present() -> bool:
        names = (
            [mac, *(f"{place}/{mac}" for place in BREW_LIBRARIES)]
            if sys.platform == "darwin"
            else [linux]
        )
        return any(_loads(name) for name in names)

    return present


def program(*names: str) -> Callable[[], bool]:
    """Whether one of these programs is there."""
    return lambda: any(shutil.which(name) for name in names)


def any_font() -> bool:
    """Whether there is a font at all to fall back on."""
    places = ("/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts")
    return any(next(Path(place).rglob("*.[to]t[fc]"), None) for place in places)


RUNNING = (
    Need(library("libpango-1.0.so.0", "libpango-1.0.0.dylib"), "libpango-1.0-0", "pango"),
    Need(library("libpangoft2-1.0.so.0", "libpangoft2-1.0.0.dylib"), "libpangoft2-1.0-0", "pango"),
    Need(
        library("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
        "libharfbuzz-subset0",
        "harfbuzz",
    ),
    Need(any_font, "fonts-dejavu-core"),
)


def browser_driver() -> bool:
    """Whether the Node that drives the browser finds its library, which a minimal Debian 12 lacks."""
    return sys.platform == "darwin" or _loads("libatomic.so.1")


CHECKING = (*RUNNING, Need(program("xgettext"), "gettext", "gettext"))
TESTING = (
    *CHECKING,
    Need(lambda: bool(browser()), "chromium", "--cask chromium"),
    Need(browser_driver, "libatomic1"),
    Need(program("pdftoppm"), "poppler-utils", "poppler"),
)
FOR = {"run": RUNNING, "check": CHECKING, "test": TESTING}


def browser() -> str | None:
    """A Chromium that the tests may drive."""
    mac = Path("/Applications/Chromium.app/Contents/MacOS/Chromium")
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), str(mac) if mac.exists() else None)


def ensure(needs: tuple[Need, ...]) -> None:
    """Install what is missing, or say the exact line to type."""
    missing = [need for need in needs if not need.present()]
    if not missing:
        return
    if shutil.which("apt-get"):
        _install_debian(sorted({need.debian for need in missing}))
    elif shutil.which("brew"):
        _install_brew(sorted({need.brew for need in missing if need.brew}))
    else:
        names = ", ".join(need.debian for need in missing)
        raise Problem(
            f"Missing on this system: {names} (Debian's names). Install them, then start again."
        )
    if still := [need.debian for need in missing if not need.present()]:
        raise Problem(f"Still missing after the installation: {', '.join(still)}.")


def _install_debian(packages: list[str]) -> None:
    line = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if os.getuid() != 0:
        raise Problem(f"Missing on this system: type `sudo {' '.join(line)}`, then start again.")
    _run(["apt-get", "update", "-qq"], packages)
    _run(line, packages)


def _install_brew(packages: list[str]) -> None:
    for package in packages:
        _run(["brew", "install", *package.split()], packages)


def _run(line: list[str], packages: list[str]) -> None:
    print(
        f"Installing {' '.join(packages)}" if "install" in line else "Reading the package lists",
        file=sys.stderr,
    )
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        line, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    (VAR / "log").mkdir(parents=True, exist_ok=True)
    said = done.stdout + done.stderr
    (VAR / "log" / "prepare.log").write_text(said)
    if done.returncode == 0:
        return
    if FULL in said:
        raise full_disk("this system")
    why = "is there a network? Details in var/log/prepare.log"
    raise Problem(f"`{' '.join(line)}` failed ({why}).")


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    try:
        ensure(FOR[sys.argv[1]])
    except Problem as problem:
        sys.exit(str(problem))
