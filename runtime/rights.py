"""Running a program with fewer rights when we are root, and never widening anyone's."""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from runtime.problem import Problem


@dataclass(frozen=True)
class Person:
    """Whom a server runs as: ourselves, or somebody without rights when we are root."""

    uid: int
    gid: int

    @property
    def is_us(self) -> bool:
        """Whether that is simply the person who typed the command."""
        return self.uid == os.getuid()

    def started_as(self) -> dict[str, object]:
        """The arguments that make `subprocess` start something as this person."""
        return {} if self.is_us else {"user": self.uid, "group": self.gid, "extra_groups": []}

    def owns(self, path: Path) -> None:
        """Hand a path over, when it is not ours to keep."""
        if not self.is_us:
            os.chown(path, self.uid, self.gid)

    def can_run(self, *command: str, cwd: Path | None = None) -> bool:
        """Try it for real: rights on a path have too many sources to be reasoned about."""
        try:
            done = subprocess.run(  # type: ignore[call-overload]
                command,
                capture_output=True,
                cwd=cwd or "/",
                timeout=60,
                check=False,
                **self.started_as(),
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
        return bool(done.returncode == 0)


def unprivileged() -> Person:
    """`nobody` when we are root, else ourselves: PostgreSQL rightly refuses to run as root."""
    if os.getuid() != 0:
        return Person(os.getuid(), os.getgid())
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        message = "Started as root, and this system has no user `nobody` to run the database as: start as another user."
        raise Problem(message) from None
    return Person(nobody.pw_uid, nobody.pw_gid)


def private_folder(path: Path, person: Person) -> Path:
    """A folder that only this person may enter; one that somebody else made is refused."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = path.lstat()
    if path.is_symlink() or found.st_uid not in (os.getuid(), person.uid):
        raise Problem(f"{path} belongs to somebody else: remove it, then start again.")
    path.chmod(0o700)
    person.owns(path)
    return path


def settle(path: Path, person: Person) -> Path:
    """Where a server's folder really lies: `path`, or a place that the person can reach.

    A checkout under a private home (`/root`, say) is out of `nobody`'s reach. The home stays
    private: the folder moves to /var/lib and a link in its place says where it is.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_symlink():
        if not path.exists():
            private_folder(path.readlink(), person)
        return path.resolve()
    if person.is_us or path.exists() or person.can_run("/usr/bin/test", "-x", str(path.parent)):
        return path
    digest = hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
    base = Path("/var/lib/qic-portal")
    base.mkdir(mode=0o755, parents=True, exist_ok=True)
    elsewhere = private_folder(base / f"{path.name}-{digest}", person)
    path.symlink_to(elsewhere)
    return elsewhere


def within_reach(programs: Path, probe: str, person: Person, beside: Path) -> Path:
    """These programs, or a private copy of them when the person cannot get at the originals.

    A wheel's programs find their libraries two folders up, in `PACKAGE.libs`: those come along.
    """
    if person.can_run(str(programs / "bin" / probe), "--version"):
        return programs
    package = programs.parent
    libraries = package.with_name(f"{package.name}.libs")
    digest = hashlib.sha256(f"{programs} {programs.stat().st_mtime_ns}".encode()).hexdigest()[:12]
    copy = beside / f"programs-{digest}"
    if not copy.exists():
        for old in beside.glob("programs-*"):
            shutil.rmtree(old)
        fresh = beside / "copying"
        shutil.rmtree(fresh, ignore_errors=True)
        try:
            shutil.copytree(programs, fresh / package.name / programs.name, symlinks=True)
            if libraries.is_dir():
                shutil.copytree(libraries, fresh / libraries.name, symlinks=True)
        except OSError:
            shutil.rmtree(fresh)
            raise
        fresh.rename(copy)
    return copy / package.name / programs.name
