"""Writing history, and sending the letters that wait."""

import hashlib
import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.db import transaction

from accounts.letters import LetterKind
from accounts.models import User
from journal.events import Event, LettersStopped, LettersWanted
from journal.models import Entry, Letter, LetterChoice
from kit import clock
from kit.hints import hint
from kit.reads import preparing_cursor
from kit.writes import insert

LEASE = timedelta(minutes=5)
TRIES = 8


def record(event: Event, *, by: Any, site: Any = "", about: Any = None) -> Entry:
    """Writes one entry in the caller's transaction; the last thing that an action does.

    `by` is a person, None for the portal itself, or a bare name (a resident without an
    account). `site` is a site or its slug. The site's chain is locked until the commit, so
    entries have one order and each names the one before.
    """
    slug = getattr(site, "slug", site) or ""
    last, previous = end_of_chain(slug)
    person = None if by is None or isinstance(by, str) else by
    entry = Entry(
        site=slug,
        position=last + 1,
        kind=event.kind,
        at=clock.now(),
        by_id=person.pk if person else None,
        by_name=str(by or ""),
        about_kind=type(about).__name__ if about is not None else "",
        about_id=str(about.pk) if about is not None else "",
        facts=event.facts(),
        previous=previous,
    )
    entry.digest = digest(entry)
    insert(entry)
    return entry


def end_of_chain(site: str) -> tuple[int, str]:
    """Position and digest of a site's last entry; the chain is held until the transaction ends."""
    with preparing_cursor() as cursor:
        cursor.execute("SELECT position, digest FROM journal_end_of_chain(%s)", [site])
        return cursor.fetchone() or (0, "")


def digest(entry: Entry) -> str:
    """SHA-256 (hex) over the entry's canonical JSON, the previous digest included."""
    content = {
        "site": entry.site,
        "position": entry.position,
        "kind": entry.kind,
        "at": entry.at.isoformat(),
        "by": [str(entry.by_id or ""), entry.by_name],
        "about": [entry.about_kind, entry.about_id],
        "facts": entry.facts,
        "previous": entry.previous,
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def broken_links(site: str) -> list[int]:
    """Positions of the entries of a site whose digest or predecessor does not fit."""
    wrong, previous, expected = [], "", 1
    for entry in Entry.objects.filter(site=site).order_by("position").iterator():
        if (entry.position, entry.previous, entry.digest) != (expected, previous, digest(entry)):
            wrong.append(entry.position)
        previous, expected = entry.digest, entry.position + 1
    return wrong


@transaction.atomic
def write_letter(
    *, to: str, subject: str, text: str, html: str = "", key: str = "", stop: str = ""
) -> Letter:
    """The portal puts a letter in the outbox; a second one under the same key is the same letter.

    `stop`: the address at which one click stops letters of this kind.
    """
    fields = {"to": to, "subject": subject, "text": text, "html": html, "due_at": clock.now()}
    fields["stop"] = stop
    if key:
        letter, new = Letter.objects.get_or_create(key=key, defaults=fields)
    else:
        letter, new = Letter.objects.create(**fields), True
    if new:
        hint("journal.post", letter.pk)
    return letter


def post(letter_id: Any) -> bool:
    """Sends one waiting letter; True when it left. Two workers cannot send the same one.

    The letter is claimed for five minutes before it goes out; a worker that dies in the
    middle leaves it to the next sweep. After eight tries it is given up, visibly.
    """
    with transaction.atomic():
        claimed = (
            Letter.objects.filter(pk=letter_id, state=Letter.State.WAITING, due_at__lte=clock.now())
            .select_for_update(skip_locked=True)
            .first()
        )
        if claimed is None:
            return False
        claimed.tries += 1
        claimed.due_at = clock.now() + LEASE * claimed.tries
        claimed.save(update_fields=["tries", "due_at"])
    try:
        send_outside(claimed)
    except OSError as fault:
        gives_up = claimed.tries >= TRIES
        after = Letter.State.GIVEN_UP if gives_up else Letter.State.WAITING
        claimed.move_to(after, last_error=str(fault)[:300])
        return False
    claimed.move_to(Letter.State.SENT, sent_at=clock.now(), text=claimed.text, html=claimed.html)
    return True


def send_outside(letter: Letter) -> None:
    """Hands the letter to the outside mailer; what it said is then forgotten here."""
    message = EmailMultiAlternatives(
        letter.subject, letter.text, to=[letter.to], headers=headers_of(letter)
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    kept = message.send(using="outside") == KEPT
    if not kept:
        letter.text = letter.html = ""


def headers_of(letter: Letter) -> dict[str, str]:
    """The mail reader's own button to stop such letters (RFC 2369, RFC 8058)."""
    if not letter.stop:
        return {}
    return {
        "List-Unsubscribe": f"<{letter.stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


@transaction.atomic
def choose_letters(person: User, wanted: Mapping[LetterKind, bool], *, by: User) -> None:
    """What a person wants of the letters that come by themselves; what stays as it was is no news."""
    User.objects.select_for_update().get(pk=person.pk)
    said = dict(LetterChoice.objects.filter(person=person).values_list("kind", "wanted"))
    for kind, yes in wanted.items():
        if said.get(kind) == yes:
            continue
        LetterChoice.objects.update_or_create(
            person=person, kind=kind, defaults={"wanted": yes, "since": clock.now()}
        )
        fact = LettersWanted(letters=kind) if yes else LettersStopped(letters=kind)
        record(fact, by=by, about=person)


KEPT = 0


def sweep() -> int:
    """Sends every letter that is due and whose hint was lost; how many left."""
    due = Letter.objects.filter(state=Letter.State.WAITING, due_at__lte=clock.now())
    return sum(post(pk) for pk in due.order_by("due_at").values_list("pk", flat=True)[:500])
