"""`bin/bench NAME …`: prints `NAME value limit PASS|FAIL` a figure, fails when one does."""

import importlib
import pkgutil
import sys
from pathlib import Path

FRAME = {"figures", "databases", "bare", "plans", "served", "visits", "wsgi", "__main__"}


def names() -> list[str]:
    """The benchmarks there are."""
    found = (module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)]))
    return sorted(name for name in found if name not in FRAME and not name.endswith("_worker"))


def main(words: list[str]) -> int:
    known = names()
    if words == ["--list"]:
        for name in known:
            purpose = (importlib.import_module(f"bench.{name}").__doc__ or "").strip()
            print(f"{name:<12} {purpose.splitlines()[0]}")
        return 0
    if not words or set(words) - set(known):
        print(f"usage: bin/bench NAME …, with NAME among: {', '.join(known)}", file=sys.stderr)
        return 2
    failed = False
    for name in words:
        for figure in importlib.import_module(f"bench.{name}").run():
            print(figure, flush=True)
            failed = failed or not figure.passes
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
