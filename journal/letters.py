"""Who wants the letters that come by themselves, and the seal by which a letter stops its kind."""

from django.conf import settings
from django.core import signing
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from accounts.letters import UNASKED, LetterKind
from accounts.models import User
from journal.models import LetterChoice

SALT = "letters"


def choices_of(person: User) -> dict[str, bool]:
    """What somebody has said about each kind of letter; nothing of those they never spoke of."""
    said = LetterChoice.objects.filter(person=person).order_by("kind")
    return dict(said.values_list("kind", "wanted"))


def wanting(people: QuerySet[User], kind: LetterKind) -> QuerySet[User]:
    """Of some people those to whom a kind of letter comes."""
    said = LetterChoice.objects.filter(person=OuterRef("pk"), kind=kind)
    if kind in UNASKED:
        return people.exclude(Exists(said.filter(wanted=False)))
    return people.filter(Exists(said.filter(wanted=True)))


def stop_address(person: User, kind: LetterKind) -> str:
    """The address that stops a kind of letter for a person, without signing in."""
    seal = signing.dumps([person.pk.hex, kind.value], salt=SALT)
    return f"{settings.BASE_URL}{reverse('governance:letters-stop', kwargs={'seal': seal})}"


def sealed(seal: str) -> tuple[User, LetterKind] | None:
    """The person and the kind of letter that a seal stops; None for one that we never made."""
    try:
        key, kind = signing.loads(seal, salt=SALT)
        person = User.objects.filter(pk=key).first()
        return (person, LetterKind(kind)) if person else None
    except (signing.BadSignature, ValueError, TypeError):
        return None
