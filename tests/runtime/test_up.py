"""`bin/up` for real, with the smallest portal in place of ours."""

import os
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from runtime import system
from runtime.places import ROOT
from runtime.problem import Problem

from .checkout import Checkout

EVERYTHING = [
    "import_reference",
    "import_measurements",
    "ensure_forums",
    "publish_rubrics",
    "seed_demo",
]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def checkout() -> Iterator[Checkout]:
    made = Checkout(ROOT / "var" / "trial-checkout").with_packages()
    yield made
    made.clear_up()


@pytest.fixture(autouse=True)
def _nothing_stays(checkout: Checkout) -> Iterator[None]:
    """A test that failed half-way leaves nothing running to the next one."""
    yield
    checkout.clear_up()


@pytest.fixture
def bare() -> Iterator[Checkout]:
    """A checkout on which nothing was ever run."""
    made = Checkout(ROOT / "var" / "trial-bare")
    yield made
    made.clear_up()


def test_the_first_start_does_everything_and_the_second_loses_nothing(checkout: Checkout) -> None:
    first = checkout.started()
    told = "".join(first.said)
    assert f"http://localhost:{checkout.port}/" in told
    assert "national@demo.example" in told
    assert first.health().startswith("well")
    assert first.stop() == 0
    assert checkout.living() == []
    assert checkout.commands_run() == EVERYTHING

    second = checkout.started()
    assert second.stop(signal.SIGTERM) == 0
    assert checkout.commands_run() == EVERYTHING


def test_without_the_demonstration_only_public_data_comes(bare: Checkout) -> None:
    running = bare.with_packages().started("--empty")

    assert "demo.example" not in "".join(running.said)
    assert running.stop() == 0
    assert bare.commands_run() == EVERYTHING[:-1]


def test_one_checkout_runs_once(checkout: Checkout) -> None:
    running = checkout.started()

    complaint = checkout.refused(PORT=str(checkout.port + 1))

    assert complaint.startswith("The portal of this checkout already runs at http://localhost:")
    assert running.health().startswith("well")
    assert running.stop() == 0


def test_what_is_killed_starts_again(checkout: Checkout) -> None:
    running = checkout.started()

    for part in ("granian", "worker", "beat", "postgres", "valkey"):
        os.kill(running.pid_of(part), signal.SIGKILL)
        running.read_until("ended with code -9; it starts again")
        running.wait_for(part)

    assert running.health().startswith("well")
    assert running.stop() == 0


def test_a_start_after_a_kill_clears_up_first(checkout: Checkout) -> None:
    killed = checkout.started()
    killed.kill()
    assert checkout.living() != []

    running = checkout.started()

    assert running.health().startswith("well")
    assert running.stop() == 0


def test_a_busy_port_is_said_before_anything_starts(bare: Checkout) -> None:
    bare.with_packages()
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        complaint = bare.refused(PORT=str(port))

    assert complaint == (
        f"Port {port} is used by another program: stop that one, or choose another port (PORT={port + 1} bin/up)."
    )
    assert not (bare.folder / "var" / "pg").exists()


@pytest.mark.parametrize("port", ["no", "0", "65536", "-1", "٣"])
def test_a_port_that_is_none_is_refused(bare: Checkout, port: str) -> None:
    assert bare.with_packages().refused(PORT=port) == (
        f"PORT must be a number from 1 to 65535, not {port!r}."
    )


def test_an_address_without_a_database_is_refused(bare: Checkout) -> None:
    complaint = bare.with_packages().refused(DATABASE_URL="postgresql://127.0.0.1:9/qic")

    assert complaint.startswith("DATABASE_URL leads to no database that answers: ")
    assert len(complaint.splitlines()) == 1


def test_without_a_network_one_sentence_and_nothing_half_done(
    bare: Checkout, tmp_path: Path
) -> None:
    nowhere = "http://127.0.0.1:9/simple"
    complaint = bare.refused(
        PIP_INDEX_URL=nowhere,
        UV_DEFAULT_INDEX=nowhere,
        UV_CACHE_DIR=str(tmp_path),
        PIP_RETRIES="0",
        PIP_NO_CACHE_DIR="1",
        PIP_FIND_LINKS="",
        UV_HTTP_RETRIES="0",
    )

    assert complaint.splitlines()[-1].endswith(
        "the package server cannot be reached (network, proxy or certificates; details in var/log/prepare.log)."
    )
    assert not list(bare.folder.glob(".venv*"))
    assert not list(bare.folder.glob("var/tools*"))


def test_a_missing_right_to_install_names_the_line_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system.os, "getuid", lambda: 1000)
    monkeypatch.setattr(system.shutil, "which", lambda name: f"/usr/bin/{name}")
    missing = system.Need(lambda: False, "libpango-1.0-0", "pango")

    with pytest.raises(
        Problem, match=r"type `sudo apt-get install -y --no-install-recommends libpango-1.0-0`"
    ):
        system.ensure((missing,))


@pytest.mark.skipif(os.getuid() != 0, reason="only root can mount a small disk")
@pytest.mark.parametrize("megabytes", [1, 40])
def test_a_full_disk_is_one_sentence_and_the_next_start_works(megabytes: int) -> None:
    """With the smaller one not even a log can be written, with the larger one no cluster."""
    # In reach of `nobody`: from under a private home the data would move to another disk.
    bare = Checkout(Path(tempfile.gettempdir()) / "qic-trial-disk").with_packages()
    var = bare.folder / "var"
    var.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", var], check=False
    )
    if mounted.returncode:
        pytest.skip("this machine lets nobody mount")
    try:
        complaint = bare.refused()
        assert "is full: make room (about 1 GB), then start again." in complaint.splitlines()[-1]
        assert bare.living() == []
        subprocess.run(["mount", "-o", "remount,size=400m", var], check=True)
        running = bare.started()
        assert running.health().startswith("well")
        assert running.stop() == 0
    finally:
        bare.clear_up()
        subprocess.run(["umount", var], check=True)
