"""How somebody is called who gave no name at a workshop: in French, since everybody reads it."""

from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from kit.templatetags.kit import day


def made_name(line: int, held_on: date) -> str:
    """The public name of a line of a sheet without one."""
    with translation.override(settings.LANGUAGE_CODE):
        return _("Participant %(line)s, workshop of %(day)s") % {"line": line, "day": day(held_on)}


def short_name(name: str, line: int, held_on: date) -> str:
    """The name beside the workshop itself, which is then not told twice."""
    if name != made_name(line, held_on):
        return name
    with translation.override(settings.LANGUAGE_CODE):
        return _("Participant %(line)s") % {"line": line}
