"""The child process that sets one document: markup on standard input, PDF on standard output.

Usage: python -m reports.paper.child SECONDS MEGABYTES. It ends with 0, or with 3 and one line
on standard error that says why; the system kills it beyond its limits.
"""

import ctypes
import resource
import signal
import sys

FAILED = 3
PR_SET_PDEATHSIG = 1


def stay_within(seconds: int, megabytes: int) -> None:
    """Gives the process limits of processor time and memory, and ties its life to the parent's."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        # Elsewhere the kernel does not keep this limit; the deadline still holds.
        size = megabytes * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def main() -> int:
    stay_within(int(sys.argv[1]), int(sys.argv[2]))
    try:
        from reports.paper.typeset import typeset  # noqa: PLC0415 - under the limits

        pdf = typeset(sys.stdin.buffer.read().decode())
    except RecursionError:
        return refuse("the document is nested too deeply")
    except MemoryError:
        return refuse("the document needs more memory than it may use")
    except Exception as fault:  # noqa: BLE001 - whatever went wrong, the parent is told in words
        return refuse(f"{type(fault).__name__}: {fault}")
    sys.stdout.buffer.write(pdf)
    return 0


def refuse(reason: str) -> int:
    """Tells the parent why, in one line."""
    sys.stderr.write(f"{reason}\n")
    return FAILED


if __name__ == "__main__":
    sys.exit(main())
