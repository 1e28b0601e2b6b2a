"""The press: sets a document in a process of its own that can be killed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent.parent
SECONDS = 90
MEGABYTES = 1024


class PrintFailed(Exception):  # noqa: N818 - the document failed, the press did not
    """The document could not be set; carries the reason."""


def render(markup: str, *, seconds: int = SECONDS, megabytes: int = MEGABYTES) -> bytes:
    """The PDF of the markup, or PrintFailed with a reason; never more time or memory than given."""
    command = [sys.executable, "-m", "reports.paper.child", str(seconds), str(megabytes)]
    with subprocess.Popen(  # noqa: S603 - our own interpreter and module, no text of anybody's
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=HOME,
        env=surroundings(),
        start_new_session=True,
    ) as child:
        try:
            pdf, complaint = child.communicate(markup.encode(), timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            raise PrintFailed(f"the document was not ready after {seconds} seconds") from None
    if child.returncode == 0 and pdf.startswith(b"%PDF-"):
        return pdf
    raise PrintFailed(reason_of(child.returncode, complaint.decode(errors="replace")))


def surroundings() -> dict[str, str]:
    """The few variables that the child needs: it sees no password and no address of a server."""
    kept = ("PATH", "HOME", "LANG", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH")
    own = {name: os.environ[name] for name in (*kept, "XDG_CACHE_HOME") if name in os.environ}
    # One arena: a thread's own would count against the memory limit without being used.
    return own | {"MALLOC_ARENA_MAX": "1", "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "0"}


def reason_of(code: int, complaint: str) -> str:
    """Why the child ended so, in a sentence."""
    if code == -signal.SIGXCPU:
        return "the document needs more processor time than it may use"
    if code < 0:
        return f"the child process was ended by signal {-code}"
    lines = complaint.strip().splitlines()
    return lines[-1] if lines else f"the child process ended with {code}"
