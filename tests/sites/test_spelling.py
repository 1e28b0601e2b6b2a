"""Names as French writes them, and keys that sort and find without accents."""

import pytest
from django.db import connection

from sites.spelling import french_case, plain, slug, terms


@pytest.mark.parametrize(
    ("official", "shown"),
    [
        ("Résidences Pasteur Et Foch", "Résidences Pasteur et Foch"),
        ("Cœur De Ville", "Cœur de Ville"),
        ("Champ Roland Et Bords De L'Oise", "Champ Roland et Bords de l'Oise"),
        ("Chemin-Bas D'Avignon - Clos D'Orville", "Chemin-Bas d'Avignon – Clos d'Orville"),
        ("Le Vernet - Saint Amand Montrond", "Le Vernet – Saint Amand Montrond"),
        ("Saint Jean - La Madeleine", "Saint Jean – La Madeleine"),
        ("Fleming La Reille", "Fleming La Reille"),
        ("Villeneuve-Les-Salines", "Villeneuve-les-Salines"),
        ("Boudème-Les Deux Portes-Bargemont", "Boudème-Les Deux Portes-Bargemont"),
        ("Iles De Mars Olympiades", "Îles de Mars Olympiades"),
        ("Le Haut D'Houdain", "Le Haut d'Houdain"),
        ("Quartier Prioritaire De M'tsamoudou", "Quartier Prioritaire de M'tsamoudou"),
        ("Centre-Ville (Barbusse)", "Centre-Ville (Barbusse)"),
        ("La Redoute (Le Fort-Michelet)", "La Redoute (Le Fort-Michelet)"),
        ("HBM - Les Tours", "HBM – Les Tours"),
        ("", ""),
    ],
)
def test_names_are_written_in_french_case(official, shown):
    assert french_case(official) == shown


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("L'Île-d'Œuf", "l ile d oeuf"),
        ("Condé-sur-l’Escaut", "conde sur l escaut"),
        ("L'Haÿ-les-Roses", "l hay les roses"),
        ("Calonne – Marichelles", "calonne marichelles"),
        ("  ", ""),
        ("Ærø ß", "aero ss"),
    ],
)
def test_the_key_in_python_and_in_the_database_is_the_same(db, text, key):
    with connection.cursor() as cursor:
        cursor.execute("SELECT qic_plain(%s)", [text])
        in_database = cursor.fetchone()[0]

    assert (plain(text), in_database) == (key, key)


def test_a_slug_is_the_name_in_an_address():
    assert slug("Condé-sur-l'Escaut") == "conde-sur-l-escaut"


def test_a_search_has_at_most_eight_words():
    assert terms("a " * 500) == ["a"] * 8
    assert terms("%_'\"\\") == []


def test_french_search_finds_without_accents(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT to_tsvector('french_unaccent', 'Les écoles de la Cité éducative')"
            " @@ plainto_tsquery('french_unaccent', 'ecole educatives')"
        )
        assert cursor.fetchone()[0]
