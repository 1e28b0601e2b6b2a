"""Waves and themes have a name for readers of English; what we do not know is said as it is."""

import pytest
from django.utils import translation

from sites.models import Theme
from sites.naming import said

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("Vague 12", "Wave 12"),
        ("Cohésion sociale", "Social cohesion"),
        ("Vague des villes moyennes", "Vague des villes moyennes"),
        ("Transition écologique", "Transition écologique"),
    ],
)
def test_a_name_of_the_reference_data_follows_the_reader(name, english):
    with translation.override("fr"):
        assert said(name) == name
    with translation.override("en"):
        assert said(name) == english


def test_the_directory_in_english_names_wave_and_theme_in_english(client, le_val):
    theme = Theme.objects.create(slug="acces-aux-droits", name="Accès aux droits", position=1)
    le_val.themes.add(theme)

    with translation.override("fr"):
        client.cookies["django_language"] = "en"
        page = client.get("/sites/").content.decode()

    assert "Wave 1" in page
    assert "Access to rights" in page
    assert "Vague 1" not in page
