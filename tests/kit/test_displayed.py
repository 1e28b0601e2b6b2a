"""The word of a choice is the one that Django would say, without translating all the others."""

import pytest
from django.apps import apps
from django.db import models
from django.utils import translation

from kit.models import Entity

CHOSEN = [
    (model, field)
    for model in apps.get_models()
    if issubclass(model, Entity)
    for field in model._meta.get_fields()
    if isinstance(field, models.Field) and field.choices
]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_choice_has_the_word_that_django_says(language):
    assert CHOSEN
    with translation.override(language):
        for model, field in CHOSEN:
            for key, word in field.flatchoices:
                one = model(**{field.attname: key})
                assert getattr(one, f"get_{field.name}_display")() == str(word)
                assert models.Model._get_FIELD_display(one, field) == str(word)


def test_a_value_that_is_no_choice_any_more_stands_for_itself():
    model, field = CHOSEN[0]
    for value in ("former", "", None):
        assert getattr(model(**{field.attname: value}), f"get_{field.name}_display")() == value
