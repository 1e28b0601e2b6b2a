"""The supports that a decision names, with what has become of each."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kit import clock
from kit.templatetags.kit import day
from partnership.models import SupportDay
from readiness.models import DAYS, NamedSupport
from sites.models import Site

State = SupportDay.State


@dataclass(frozen=True, slots=True)
class NamedFigure:
    """One support: what, from whom, by when; `answered`: how far its support day is, if it has one."""

    id: Any
    kind: str
    kind_words: str
    what: str
    provider: str
    partner: bool
    until: date | None
    day_id: Any
    day_title: str
    answered: str
    held: bool
    cancelled: bool

    @property
    def in_days(self) -> bool:
        """True for a support that is given in support days."""
        return self.kind in DAYS

    @property
    def to_ask(self) -> bool:
        """True while nobody has asked for the support day, or once it was cancelled."""
        return self.in_days and (self.day_id is None or self.cancelled)

    @property
    def late(self) -> bool:
        """True when its day has passed and no support day was held for it."""
        return self.in_days and not self.held and bool(self.until and self.until < clock.today())

    @property
    def words(self) -> str:
        """One line of a file: « coaching : deux journées, par …, au plus tard le … »."""
        if not self.provider:
            return self.what
        facts = {"kind": self.kind_words, "what": self.what, "giver": self.provider, "day": day(self.until)}  # fmt: skip
        return _("%(kind)s: %(what)s, from: %(giver)s, by %(day)s") % facts


def named_figure(row: NamedSupport) -> NamedFigure:
    """A named support as a value; its support day is at hand."""
    return NamedFigure(
        id=row.pk,
        kind=row.kind,
        kind_words=str(row.get_kind_display()),
        what=row.what,
        provider=row.provider,
        partner=row.partner_id is not None,
        until=row.until,
        day_id=row.day_id,
        day_title=row.day.title if row.day else "",
        answered=answered(row),
        held=bool(row.day and row.day.state == State.HELD),
        cancelled=bool(row.day and row.day.state == State.CANCELLED),
    )


def answered(row: NamedSupport) -> str:
    """« pas encore demandé », « prévu le 7 décembre 2026 », « tenu le … »; nothing for money or time."""
    if row.kind not in DAYS:
        return ""
    if row.day is None:
        return _("not asked for yet")
    on = {"day": day(row.day.on or row.day.asked_on)}
    return {
        State.ASKED: _("asked on %(day)s"),
        State.PLANNED: _("planned for %(day)s"),
        State.HELD: _("held on %(day)s"),
        State.CANCELLED: _("the support day was cancelled"),
    }[State(row.day.state)] % on


def days_that_fit(site: Site, kind: str) -> list[tuple[str, str]]:
    """The support days of a kind that may answer a named support, the latest first: key and words."""
    taken = NamedSupport.objects.filter(day__site=site).values("day")
    rows = site.support_days.filter(kind=kind).exclude(state=State.CANCELLED).exclude(pk__in=taken)
    return [
        (
            str(row.pk),
            f"{row.title}, {row.get_state_display()}{_(': ')}{day(row.on or row.asked_on)}",
        )
        for row in rows.newest()
    ]


def givers(site: Site) -> list[str]:
    """Who may be named as giving a support: the site's partners, by name."""
    return list(site.partners.in_force().by_name().values_list("name", flat=True))
