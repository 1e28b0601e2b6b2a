"""docs/operating.md names everything that is read from the environment."""

import re

from runtime.places import ROOT

READ = re.compile(r"env\.(?:text|flag|words|whole)\(\s*[\"']([A-Z_]+)[\"']")
READ_BY_US = re.compile(r"os\.environ(?:\.get\(|\[)[\"']([A-Z_]+)[\"']")


def test_every_setting_is_described() -> None:
    told = (ROOT / "docs" / "operating.md").read_text()
    read = {
        name
        for pattern, places in ((READ, "[a-z]*/*.py"), (READ_BY_US, "runtime/*.py"))
        for path in ROOT.glob(places)
        for name in pattern.findall(path.read_text())
    }

    assert read
    assert {name for name in read if f"`{name}`" not in told} == set()
