"""A succession before it happens: who leaves, who comes, what moves, who is told, in words."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from governance.models import HANDOVER, Commitment, Invitation, Mandate, Seat, Succession
from kit import clock
from kit.templatetags.kit import day
from sites.models import Site

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form asks for: the leaver's last day, and who follows, if anybody is known."""

    last_day: date | None = None
    reason: str = ""
    email: str = ""
    starts_on: date | None = None
    expected_on: date | None = None
    function: str = ""
    organisation: str = ""
    dropped: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Foreseen:
    """Exactly what will happen; the action does this and nothing else."""

    site: Site
    seat: Seat
    asked: Asked
    leaver: Mandate | None
    successor: User | None
    deputy: Mandate | None
    carried: tuple[Commitment, ...]
    dropped: tuple[Commitment, ...]
    withdrawn: tuple[Invitation, ...]
    told: tuple[User, ...]

    @property
    def invites(self) -> bool:
        """True when who follows has no account yet."""
        return bool(self.asked.email) and self.successor is None

    @property
    def mark(self) -> str:
        """A fingerprint of all that was shown: another one means that something has changed."""
        seen = (
            self.leaver and (self.leaver.pk, self.leaver.ends_on, self.leaver.expected_on),
            self.asked,
            sorted(self.asked.dropped),
            self.successor and self.successor.pk,
            self.deputy and self.deputy.pk,
            [str(c.pk) for c in (*self.carried, *self.dropped)],
            [str(i.pk) for i in self.withdrawn],
        )
        plain = [part for part in seen if part is not self.asked]
        words = (
            self.asked.last_day,
            self.asked.email,
            self.asked.starts_on,
            self.asked.expected_on,
        )
        return hashlib.sha256(repr((plain, words)).encode()).hexdigest()

    @property
    def steps(self) -> tuple[str, ...]:
        """What will happen, one sentence each, in the order of the days."""
        return (*self.of_the_leaver(), *self.of_the_seat(), *self.of_the_tasks())

    def of_the_leaver(self) -> Iterator[str]:
        """The end of the mandate, and what the leaver may still do."""
        if self.leaver is None or self.asked.last_day is None:
            return
        last = self.asked.last_day
        facts = {"name": self.leaver.person, "day": day(last), "until": day(last + HANDOVER)}
        yield _("The mandate of %(name)s ends on the evening of %(day)s.") % facts
        yield (
            _("Until %(until)s %(name)s may read and hand over, and no longer write or endorse.")
            % facts
        )
        yield _("What %(name)s has written, answered and endorsed keeps this name.") % facts

    def of_the_seat(self) -> Iterator[str]:
        """Who holds the seat next, and the days on which nobody does."""
        start, last = self.asked.starts_on, self.asked.last_day
        seat = str(self.seat.label)
        if not self.asked.email or start is None:
            since = day(last + ONE_DAY) if last else ""
            yield _(
                "The seat “%(seat)s” is vacant from %(day)s. As long as it is, no version can be "
                "adopted."
            ) % {"seat": seat, "day": since}
            return
        facts = {"seat": seat, "day": day(start), "email": self.asked.email}
        if self.successor:
            facts["name"] = str(self.successor)
            yield _("%(name)s (%(email)s) holds the seat “%(seat)s” from %(day)s.") % facts
        else:
            yield (
                _(
                    "%(email)s has no account yet: an invitation to the seat “%(seat)s” leaves at once. "
                    "Its link works for 14 days."
                )
                % facts
            )
            yield (
                _(
                    "The seat is vacant until the invitation is accepted, from %(day)s at the earliest."
                )
                % facts
            )
        if self.successor and last and start > last + ONE_DAY:
            between = {"first": day(last + ONE_DAY), "last": day(start - ONE_DAY)}
            yield _("The seat is vacant from %(first)s to %(last)s.") % between
        if self.deputy:
            yield _("%(name)s is deputy until %(day)s, then holds the seat.") % {
                "name": self.deputy.person,
                "day": day(start - ONE_DAY),
            }

    def of_the_tasks(self) -> Iterator[str]:
        """What moves by itself, what is carried on, what is set aside."""
        for invitation in self.withdrawn:
            yield _("The open invitation sent to %(email)s is withdrawn.") % {
                "email": invitation.email
            }
        if self.carried:
            count = len(self.carried)
            to = {"count": count, "name": self.successor}
            if self.successor:
                words = ngettext(
                    "%(count)s commitment passes to %(name)s.",
                    "%(count)s commitments pass to %(name)s.",
                    count,
                )
            else:
                words = ngettext(
                    "%(count)s commitment stays with the seat and waits for its next holder.",
                    "%(count)s commitments stay with the seat and wait for its next holder.",
                    count,
                )
            yield words % to
        for commitment in self.dropped:
            yield _("The commitment “%(text)s” is given up.") % {"text": commitment.text}
        yield _(
            "Endorsements, answers to comments and figures that are due follow the seat by themselves."
        )


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A succession undone, before it is: who stays, what returns, who is told."""

    site: Site
    seat: Seat
    passed: Succession
    successor: User | None
    returned: tuple[Commitment, ...]
    reopened: tuple[Commitment, ...]
    told: tuple[User, ...]

    @property
    def until(self) -> date:
        """The last day on which it can be done."""
        return self.passed.open_until()

    @property
    def addresses(self) -> tuple[tuple[str, str], ...]:
        """Who gets a letter, with their names; who was invited has none yet."""
        found = [(person.email, str(person)) for person in self.told]
        if self.passed.invitation:
            found.append((self.passed.invitation.email, ""))
        return tuple(found)

    @property
    def steps(self) -> tuple[str, ...]:
        """What will happen, one sentence each."""
        return (*self.of_the_successor(), *self.of_the_former(), *self.of_the_tasks())

    def of_the_successor(self) -> Iterator[str]:
        """Who was named no longer follows."""
        seat = str(self.seat.label)
        if self.successor:
            facts = {"name": self.successor, "seat": seat}
            yield _("%(name)s is no longer named for the seat “%(seat)s”.") % facts
        if self.passed.invitation:
            facts = {"email": self.passed.invitation.email, "seat": seat}
            yield _("The invitation of %(email)s to the seat “%(seat)s” no longer works.") % facts

    def of_the_former(self) -> Iterator[str]:
        """Who has the seat again, and until when."""
        passed, today = self.passed, clock.today()
        if passed.leaver is None:
            yield _("The seat “%(seat)s” is vacant again.") % {"seat": self.seat.label}
        elif passed.last_before is None:
            facts = {"name": passed.leaver.person, "seat": self.seat.label}
            yield _("%(name)s holds the seat “%(seat)s” as before, with no last day set.") % facts
        else:
            facts = {"name": passed.leaver.person, "day": day(passed.last_before)}
            if passed.last_before >= today:
                yield _("%(name)s holds the seat until %(day)s, as was set before.") % facts
            else:
                yield (
                    _("The mandate of %(name)s has ended on %(day)s, as was set before.") % facts
                )
        if passed.deputy:
            yield _("%(name)s stays deputy.") % {"name": passed.deputy.person}

    def of_the_tasks(self) -> Iterator[str]:
        """What returns, and what is open again."""
        if self.returned:
            count = len(self.returned)
            yield (
                ngettext(
                    "%(count)s commitment returns to who carried it.",
                    "%(count)s commitments return to who carried them.",
                    count,
                )
                % {"count": count}
            )
        for commitment in self.reopened:
            yield _("The commitment “%(text)s” is open again.") % {"text": commitment.text}
