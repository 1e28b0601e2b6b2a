"""The database's address, and whether its connections keep prepared statements."""

import os
import subprocess
import sys

import pytest

from qic_portal import environment
from runtime.places import ROOT


def test_statements_are_prepared_unless_the_operator_says_otherwise():
    assert environment.database("postgresql://u@h/qic")["OPTIONS"] == {"prepare_threshold": 0}
    assert environment.database("postgresql://u@h/qic", prepares=False)["OPTIONS"] == {
        "prepare_threshold": None
    }


@pytest.mark.slow
@pytest.mark.parametrize(("said", "threshold"), [("off", "None"), ("on", "0"), ("", "0")])
def test_the_setting_reaches_the_connection(said, threshold):
    asked = (
        "import django; django.setup()\n"
        "from django.db import connection\n"
        "print(connection.get_connection_params()['prepare_threshold'])"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", asked],
        cwd=ROOT,
        env=os.environ
        | {"PREPARED_STATEMENTS": said, "DEBUG": "1", "DJANGO_SETTINGS_MODULE": "qic_portal.settings"},
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert done.stdout.strip() == threshold
