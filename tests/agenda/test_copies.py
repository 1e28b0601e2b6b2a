"""A version taken away: checked offline by a program that knows nothing of the portal."""

import hashlib
import json
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from django.urls import reverse

from agenda import actions
from tests.agenda import scenes

SCRIPT = Path(__file__).resolve().parents[2] / "tools" / "check_version.py"


def address(site, number=1):
    return reverse("agenda:version-file", kwargs={"site": site.slug, "number": number})


def check(path, *more):
    """The check in a process of its own, without the portal's packages."""
    return subprocess.run(
        [sys.executable, "-I", "-S", SCRIPT, path, *more],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture
def taken(client, triad, le_val, tmp_path):
    """The file of an adopted version, as Sabrina downloads it without an account."""
    scenes.adopted(le_val, triad)
    answer = client.get(address(le_val))
    path = tmp_path / "le-val-v1.json"
    path.write_bytes(answer.content)
    return path


def test_anybody_takes_an_adopted_version_away_and_checks_it_offline(client, le_val, taken):
    answer = client.get(address(le_val))

    assert answer["Content-Type"] == "application/json"
    assert answer["Content-Disposition"] == f'attachment; filename="{le_val.slug}-v1.json"'
    done = check(taken)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Tout concorde" in done.stdout
    for person in ("Ines Carpentier", "Marc Delattre", "Samira Haddad"):
        assert person in done.stdout
    assert "All agrees" in check(taken, "--english").stdout
    shown = le_val.versions.get().sha256
    assert check(taken, "--sha256", shown.upper()).returncode == 0


def test_three_persons_of_one_name_are_three(client, triad, le_val, tmp_path):
    for person in triad:
        person.name = "Claude Martin"
        person.save(update_fields=["name"])
    scenes.adopted(le_val, triad)
    path = tmp_path / "homonyms.json"
    path.write_bytes(client.get(address(le_val)).content)

    assert check(path).returncode == 0


def test_each_changed_character_of_the_text_is_found(taken):
    faults = runpy.run_path(str(SCRIPT))["faults"]
    copy = json.loads(taken.read_text())
    content = copy["content"]
    assert faults(copy) == []

    for place, letter in enumerate(content):
        changed = content[:place] + ("é" if letter != "é" else "e") + content[place + 1 :]
        try:
            found = faults(copy | {"content": changed})
        except ValueError:  # it is no text of a version any more, which the program says
            continue
        assert "changed" in found, place


def test_each_changed_character_of_a_name_an_answer_or_the_day_is_found(taken):
    faults = runpy.run_path(str(SCRIPT))["faults"]
    copy = json.loads(taken.read_text())
    assert [answer["person"] for answer in copy["answers"]] == [
        "Ines Carpentier", "Marc Delattre", "Samira Haddad",
    ]  # fmt: skip

    for number, answer in enumerate(copy["answers"]):
        for key, said in answer.items():
            for place, letter in enumerate(said):
                other = "x" if letter != "x" else "y"
                changed = answer | {key: said[:place] + other + said[place + 1 :]}
                answers = [*copy["answers"]]
                answers[number] = changed
                assert "signed" in faults(copy | {"answers": answers}), (key, place)
    assert "signed" in faults(copy | {"adopted_on": "2026-11-25"})
    assert faults(copy, copy["adoption_sha256"]) == []


def test_who_is_called_otherwise_later_has_signed_under_the_name_of_that_day(
    taken, client, triad, le_val
):
    triad[0].name = "Ines Carpentier-Roy"
    triad[0].save(update_fields=["name"])

    assert client.get(address(le_val)).content == taken.read_bytes()


def forge(copy, **changes):
    return json.dumps(copy | changes)


def test_who_changes_text_and_fingerprint_is_found_by_the_seats_and_by_the_paper(taken, tmp_path):
    copy = json.loads(taken.read_text())
    content = copy["content"].replace("18 h 30", "17 h 30")
    named = hashlib.sha256(content.encode()).hexdigest()
    forged = tmp_path / "forged.json"
    forged.write_text(forge(copy, content=content, sha256=named))
    assert check(forged).returncode == 1

    answers = [answer | {"sha256": named} for answer in copy["answers"]]
    forged.write_text(forge(copy, content=content, sha256=named, answers=answers))
    assert check(forged).returncode == 1

    signed = runpy.run_path(str(SCRIPT))["adoption_fingerprint"]
    both = copy | {"content": content, "sha256": named, "answers": answers}
    forged.write_text(forge(both, adoption_sha256=signed(both)))
    assert check(forged).returncode == 0
    assert check(forged, "--sha256", copy["adoption_sha256"]).returncode == 1
    done = check(forged, "--sha256", copy["sha256"])
    assert (done.returncode, "empreinte" in done.stdout) == (1, True)


@pytest.mark.parametrize("spoil", [
    lambda answers: answers[:2],
    lambda answers: [*answers[:2], answers[2] | {"answer": "objection"}],
    lambda answers: [*answers[:2], answers[2] | {"signatory": answers[0]["signatory"]}],
    lambda answers: [*answers[:2], answers[2] | {"sha256": "0" * 64}],
])  # fmt: skip
def test_an_adoption_without_three_consents_of_three_persons_is_found(taken, tmp_path, spoil):
    copy = json.loads(taken.read_text())
    forged = tmp_path / "forged.json"
    forged.write_text(forge(copy, answers=spoil(copy["answers"])))
    assert check(forged).returncode == 1


@pytest.mark.parametrize("text", ["", "{}", "[]", "\x00", '{"form": "other"}', '{"form": "qic-version-1", "content": 3}'])  # fmt: skip
def test_a_file_that_is_no_version_is_said_so(tmp_path, text):
    path = tmp_path / "other.json"
    path.write_text(text)
    done = check(path)
    assert (done.returncode, done.stderr) == (2, "")
    assert "version" in done.stdout


def test_a_version_open_to_comments_is_checked_for_its_text_alone(client, ines, le_val, tmp_path):
    scenes.opened(le_val, ines)
    path = tmp_path / "open.json"
    path.write_bytes(client.get(address(le_val)).content)
    done = check(path)
    assert (done.returncode, "pas adoptée" in done.stdout) == (0, True)


def test_what_is_still_written_cannot_be_taken_away_not_even_by_its_writers(
    client, browser_of, ines, le_val
):
    actions.start_version(le_val, by=ines)
    assert client.get(address(le_val)).status_code == 404
    assert browser_of(ines).get(address(le_val)).status_code == 404
    assert client.get(address(le_val, 7)).status_code == 404


def test_the_page_of_a_version_leads_to_its_file(client, triad, le_val):
    scenes.adopted(le_val, triad)
    page = client.get(reverse("agenda:version-page", kwargs={"site": le_val.slug, "number": 1}))
    assert address(le_val) in page.content.decode()
