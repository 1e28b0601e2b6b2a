"""The French catalogues make one: no words are said in two ways, all are set in French typography."""

import pytest

from kit.management.commands.words import said_twice, set_in_type

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.fixture
def catalogues(tmp_path):
    """Writes the catalogues of some areas."""

    def write(**areas):
        found = []
        for area, words in areas.items():
            path = tmp_path / area / "fr" / "LC_MESSAGES" / "django.po"
            path.parent.mkdir(parents=True)
            path.write_text(HEAD + words)
            found.append(path)
        return found

    return write


def test_words_that_two_catalogues_say_differently_are_named(catalogues):
    found = said_twice(
        catalogues(
            agenda='msgid "draft"\nmsgstr "brouillon"\n', reports='msgid "draft"\nmsgstr "projet"\n'
        )
    )

    assert found == ["agenda, reports: said in different words: 'draft': 'brouillon', 'projet'"]


def test_words_said_alike_or_in_a_sense_of_their_own_may_stand_twice(catalogues):
    meant = 'msgctxt "report"\nmsgid "draft"\nmsgstr "projet"\n'
    draft = 'msgid "draft"\nmsgstr "brouillon"\n'

    assert said_twice(catalogues(agenda=draft, readiness=draft, reports=meant)) == []


def test_both_forms_of_a_plural_count(catalogues):
    many = 'msgid "one"\nmsgid_plural "many"\nmsgstr[0] "un"\nmsgstr[1] "{}"\n'

    found = said_twice(catalogues(sites=many.format("plusieurs"), agenda=many.format("beaucoup")))

    assert len(found) == 1


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("« %(typed)s » peut se lire : tapez-le !", "«\u00a0%(typed)s\u00a0» peut se lire\u00a0: tapez-le\u202f!"),
        (("1 200 l'an", "%(count)s %"), ("1\u202f200 l\u2019an", "%(count)s %")),
        ("Voir https://exemple.fr/?a=b : 12:30", "Voir https://exemple.fr/?a=b\u00a0: 12:30"),
        ("Bonjour :\nvoici", "Bonjour :\nvoici"),
    ],
)  # fmt: skip
def test_words_are_set_in_french_typography_whoever_typed_them(typed, shown):
    assert set_in_type(typed) == shown
