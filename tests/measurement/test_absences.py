"""Why there is no value: each reason is chosen, kept and read as itself, never as another."""

import pytest

from measurement import actions, figures
from measurement.models import Measurement
from tests.measurement import importing
from tests.measurement.conftest import quarter, read

PAGE = "/sites/le-val/indicateurs/enfants-accompagnes/"


def text(response):
    return " ".join(response.content.decode().replace("\xa0", " ").replace("\u202f", " ").split())


@pytest.mark.parametrize(
    ("state", "words", "sentence"),
    [
        ("missing", "Pas de mesure, la feuille est perdue", "Pas de mesure, 3e trimestre 2026 : la feuille est perdue."),
        ("suppressed", "Secret statistique, la feuille est perdue", "3e trimestre 2026 : secret statistique, la feuille est perdue."),
        ("not_produced", "La feuille est perdue", "Pas de mesure, 3e trimestre 2026 : non produit."),
        ("not_applicable", "Sans objet, la feuille est perdue", "3e trimestre 2026 : la feuille est perdue."),
    ],
)  # fmt: skip
def test_each_is_chosen_and_read_as_itself(
    browser_of, client, samira, le_val, children, state, words, sentence
):
    actions.enter_value(children, quarter(2, 2026), read(41), site=le_val, by=samira)
    typed = {"period": "2026-07-01", "value": "", "state": state, "note": "la feuille est perdue", "provenance": "x"}  # fmt: skip
    sent = browser_of(samira).post(f"{PAGE}saisir/", typed)

    assert sent.status_code == 302
    row = Measurement.objects.get(starts_on="2026-07-01")
    assert (row.state, row.value) == (state, None)
    told = text(client.get(PAGE))
    assert words in told
    assert sentence in told

    again = {"value": "0", "state": "observed", "note": "", "provenance": "x", "code": "late_data", "reason": "retrouvée"}  # fmt: skip
    browser_of(samira).post(f"{PAGE}valeurs/{row.pk}/corriger/", again)
    assert figures.indicator(le_val, children).latest.value == 0, "zero is a value"


def test_a_file_says_why_once(client, samira, le_val, children):
    actions.enter_value(children, quarter(2, 2026), read(41), site=le_val, by=samira)
    importing.taken(le_val, samira, "lieu;indicateur;période;valeur\nle-val;enfants-accompagnes;2026-T3;s\n")  # fmt: skip

    assert Measurement.objects.get(starts_on="2026-07-01").note == "«\N{NO-BREAK SPACE}s\N{NO-BREAK SPACE}» dans le fichier"  # fmt: skip
    assert "3e trimestre 2026 : secret statistique, « s » dans le fichier." in text(client.get(PAGE))  # fmt: skip
