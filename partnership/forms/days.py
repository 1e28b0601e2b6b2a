"""Days that people can mean."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.forms import DayField
from partnership.paste import EARLIEST


class PastDay(DayField):
    """A day that has come; not so far back that it must be a slip."""

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if isinstance(day, date) and day > clock.today():
            raise forms.ValidationError(_("This day lies in the future."))
        return near(day)


class AnyDay(DayField):
    """A day of our time."""

    def clean(self, value: Any) -> Any:
        return near(super().clean(value))


LATEST = 2100


def near(day: Any) -> Any:
    if isinstance(day, date) and (day < EARLIEST or day.year > LATEST):
        raise forms.ValidationError(_("Check the year."))
    return day
