"""Values in templates, as `measurement.words` says them everywhere."""

from decimal import Decimal

from django import template

from measurement import words

register = template.Library()


@register.filter
def quantity(value: Decimal | None, unit: str) -> str:
    """A value with its unit: « 33,3 % », « 64 enfants »."""
    return words.quantity(value, unit)
