"""How long something lasted, as people say it."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.templatetags.kit import number


def days(count: int) -> str:
    """« 12 jours »."""
    return ngettext("%(count)s day", "%(count)s days", count) % {"count": number(count)}


def lasting(start: date, end: date) -> str:
    """How long from one day to another: days, months, years and months."""
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    if months < 2:
        return days(max(0, (end - start).days))
    years, rest = divmod(months, 12)
    rest_words = ngettext("%(count)s month", "%(count)s months", rest) % {"count": rest}
    if not years:
        return rest_words
    years_words = ngettext("%(count)s year", "%(count)s years", years) % {"count": years}
    if not rest:
        return years_words
    return _("%(years)s and %(months)s") % {"years": years_words, "months": rest_words}
