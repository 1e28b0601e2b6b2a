"""From what was said to the words that it changed, and from a passage to all that was said of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from agenda.differences import Piece, words
from agenda.figures.places import Places
from agenda.models import Comment, Effect, Outcome, Version, Wording

BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class Changed:
    """A passage that a kept comment changed: its words then and in version `number`, compared.

    `kind` is `changed`, `new`, `gone` (taken out) or `same`: named, but not a word differs yet.
    """

    kind: str
    number: int
    passage_id: Any
    place: int | None
    heading: str
    text: tuple[Piece, ...]
    writing: bool = False

    @property
    def differs(self) -> bool:
        """True when there are words that came or went."""
        return self.kind != "same"


@dataclass(frozen=True, slots=True)
class Unproven:
    """A kept comment that names no passage whose words differ: it holds up the sending."""

    id: Any
    public_name: str
    text: str
    named: bool


def version_after(comment: Comment) -> Version | None:
    """The last version after the one that was commented on: its words may owe the comment something."""
    later = Version.objects.filter(site=comment.site_id, number__gt=comment.version.number)
    return later.exclude(state=Version.State.SET_ASIDE).order_by("-number").first()


def kept_of(comments: Any) -> Any:
    """The current outcomes of comments that are kept, whole or in part."""
    later = Outcome.objects.filter(comment=OuterRef("comment"), number__gt=OuterRef("number"))
    found = Outcome.objects.filter(~Exists(later), comment__in=comments, kind__in=Outcome.OF_CHANGE)
    return found.select_related("comment__version").order_by("comment__at", "comment__pk")


def changes_by(outcomes: Iterable[Outcome], later: Version) -> dict[Any, tuple[Changed, ...]]:
    """By comment, what its kept outcome changed as version `later` words it; seven queries in all."""
    kept = [each for each in outcomes if each.comment.version.number < later.number]
    effects: dict[Any, list[Effect]] = {}
    named = Effect.objects.filter(
        outcome__in=[each.pk for each in kept], version__number__lte=later.number
    )
    for effect in named.order_by("created_at", "pk"):
        effects.setdefault(effect.outcome_id, []).append(effect)
    if not effects:
        return {}
    places = Places(later)
    then = {
        (w.version_id, w.passage_id): w
        for w in Wording.objects.filter(version__in={each.comment.version_id for each in kept})
    }
    return {
        each.comment_id: tuple(
            changed(effect, each.comment, places, then) for effect in effects[each.pk]
        )
        for each in kept
        if each.pk in effects
    }


def changes_of(comment: Comment, later: Version | None) -> tuple[Changed, ...]:
    """What one comment changed, as version `later` words it."""
    if later is None:
        return ()
    return changes_by(kept_of([comment.pk]), later).get(comment.pk, ())


def changed(
    effect: Effect, comment: Comment, places: Places, then: dict[tuple[Any, Any], Wording]
) -> Changed:
    """One passage that a comment changed: from the words that were commented to those of now."""
    said_in = comment.version_id
    before = then.get((said_in, effect.passage_id))
    # From where it was commented on, so that what became of it while it was written counts too.
    start = effect.version_id if before is None else said_in
    pieces = places.trace(start, effect.passage_id).pieces
    now = [places.words[key] for key in pieces if key in places.words]
    sources = [then[said_in, key] for key in sources_of(pieces, said_in, places)]
    if not sources and before is not None:
        sources = [before]
    renamed = [w.heading for w in sources] != [w.heading for w in now]
    was, text = texts(sources, headings=renamed), texts(now, headings=renamed)
    kind = "same" if was == text else "gone" if not now else "changed" if sources else "new"
    shown = now[0] if now else before
    return Changed(
        kind=kind,
        number=places.later.number,
        passage_id=shown.passage_id if shown else effect.passage_id,
        place=now[0].position if now else None,
        heading=shown.heading if shown else "",
        text=words(was, text),
        writing=places.later.is_writable,
    )


def sources_of(pieces: Iterable[Any], version: Any, places: Places) -> list[Any]:
    """The passages of an earlier version of which these came, in reading order."""
    found = {key for piece in pieces for key in places.origins(version, piece)}
    return [key for key in places.steps[version].present if key in found]


def texts(wordings: Iterable[Wording], *, headings: bool) -> str:
    """The words of passages, one after another; with their headings where these differ."""
    return BREAK.join(f"{w.heading}. {w.text}" if headings else w.text for w in wordings)


def unproven(version: Version) -> tuple[Unproven, ...]:
    """The kept comments that name no words which differ in this version.

    What an adopted text has settled is settled: whoever is kept there by name is not asked for
    again. A comment that was kept without words is asked for, however old it is.
    """
    adopted = version.site.versions.filter(state=Version.State.ADOPTED).values("number")
    floor = adopted.first()
    since = floor["number"] if floor else 0
    settled = Effect.objects.filter(outcome=OuterRef("pk"), version__number__lte=since)
    kept = list(
        kept_of(Comment.objects.filter(site=version.site_id)).filter(
            Q(comment__version__number__gt=since) | ~Exists(settled)
        )
    )
    found = changes_by(kept, version)
    return tuple(
        Unproven(
            each.comment_id, each.comment.public_name, each.comment.text, each.comment_id in found
        )
        for each in kept
        if not any(change.differs for change in found.get(each.comment_id, ()))
    )


def said_about(version: Version, passage: Any) -> Any:
    """Every comment whose passage is, whole or in part, this one of `version`; or that changed it.

    The latest first. Where a passage was is computed from what was recorded, never from words.
    """
    places = Places(version)
    before = {
        (number, key)
        for number, step in places.steps.items()
        for key in step.present
        if passage in places.trace(number, key).pieces
    }
    about = Q(pk__in=[])
    for number in {number for number, _key in before}:
        keys = [key for other, key in before if other == number]
        about |= Q(version=number, passage__in=keys)
    replaced = Outcome.objects.filter(
        comment=OuterRef("outcome__comment"), number__gt=OuterRef("outcome__number")
    )
    changing = Effect.objects.filter(
        ~Exists(replaced), passage=passage, outcome__comment=OuterRef("pk")
    )
    return Comment.objects.filter(about | Q(Exists(changing)), site=version.site_id).order_by(
        "-at", "-pk"
    )
