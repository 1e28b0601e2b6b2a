"""Vendor Pico CSS: wrap it in a cascade layer, leave out what no page of the portal uses.

    npm pack @picocss/pico@2.1.1      (unpack it)
    python tools/vendor_pico.py package/css/pico.classless.min.css

Left out: rules for dialogs, tooltips, busy marks, progress and range controls, dropdowns and
right-to-left pages, which together weigh a quarter of the file.
"""

import re
import sys
from pathlib import Path

import tinycss2

TARGET = Path(__file__).resolve().parent.parent / "static" / "vendor" / "pico" / "pico.css"
UNUSED = re.compile(
    r"aria-busy|data-tooltip|dialog|progress|type=range|type=search|\bdropdown|dir=rtl|type=color"
    r"|role=switch|\bkbd\b|\[role=group\]|\[role=search\]|fieldset\[role|data-theme=dark"
    r"|modal|\.pico"
)
EXCEPTION = re.compile(r":not\([^()]*\)")


def kept(rules: list[tinycss2.ast.Node]) -> str:
    """The rules without the selectors that no page uses."""
    out = []
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = split(tinycss2.serialize(rule.prelude))
            wanted = [s for s in selectors if not UNUSED.search(EXCEPTION.sub("", s))]
            if wanted:
                out.append(f"{','.join(wanted)}{{{tinycss2.serialize(rule.content).strip()}}}")
        elif rule.type == "at-rule" and rule.at_keyword == "media":
            inner = kept(
                tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            )
            if inner:
                out.append(f"@media {tinycss2.serialize(rule.prelude).strip()}{{{inner}}}")
        elif rule.type == "at-rule" and rule.at_keyword not in {"charset", "keyframes"}:
            out.append(rule.serialize())
    return "".join(out)


def split(prelude: str) -> list[str]:
    """The selectors of a rule, at the commas outside brackets."""
    parts, depth, start = [], 0, 0
    for place, letter in enumerate(prelude):
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and not depth:
            parts.append(prelude[start:place].strip())
            start = place + 1
    return [*parts, prelude[start:].strip()]


def main(source: Path) -> None:
    """Writes the vendored file."""
    text = source.read_text()
    head = re.search(r"/\*!.*?\*/", text, re.DOTALL)
    rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    TARGET.write_text(
        f'@charset "UTF-8";{head.group(0) if head else ""}@layer foundation{{{kept(rules)}}}\n'
    )
    sys.stdout.write(f"{TARGET.name} {TARGET.stat().st_size}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
