"""What of a family is withheld beside a secret of a source, which is told to nobody, inside a site neither."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

type Parts = Mapping[Any, Sequence[Any]]


def beside_secrets(
    parts: Parts,
    read: Iterable[tuple[Any, Any]],
    secrets: Collection[Any],
    unread: Collection[Any],
) -> frozenset[Any]:
    """Of numbers that are read else, by key and figure in their order, those that would tell a secret.

    Of what would tell it one number stays unknown, the one that was written last; `unread` are the
    figures of which some number is withheld already.
    """
    rows = list(read)
    waiting = Counter(figure for _key, figure in rows)
    told = Told(parts, secrets, waiting, kept={*unread})
    return frozenset(key for key, figure in rows if not told.reads(figure))


@dataclass(frozen=True, slots=True)
class Told:
    """Of which figures somebody has read a number, and of which one waits or is kept back."""

    parts: Parts
    secrets: Collection[Any]
    waiting: Counter[Any]
    kept: set[Any]
    shown: set[Any] = field(default_factory=set)

    def reads(self, figure: Any) -> bool:
        """True where a number of the figure may be shown to him too; he has read it then."""
        self.waiting[figure] -= 1
        if figure in self.shown:
            return True
        self.shown.add(figure)
        if any(self.tells(secret) for secret in self.secrets):
            self.shown.discard(figure)
            self.kept.add(figure)
            return False
        return True

    def below(self, whole: Any, way: tuple[Any, ...]) -> list[Any]:
        """The parts of a figure, but for those on the way to it."""
        return [part for part in self.parts.get(whole, ()) if part not in way]

    def tells(self, secret: Any) -> bool:
        """True where a number that its source keeps back is told: by its parts, or by what it is part of.

        The parts may be all there are; so one of them, or one beside it, has to stay unknown. Few
        people are not unknown enough.
        """
        parts = self.below(secret, (secret,))
        if any(self.has_numbers(part, (secret, part)) for part in parts) and not any(
            self.is_unknown(part, (secret, part)) for part in parts
        ):
            return True
        return self.is_told_from_above(secret, (secret,))

    def is_told_from_above(self, figure: Any, way: tuple[Any, ...]) -> bool:
        """True where a whole is shown, and nothing beside the way down to the figure is unknown."""
        for whole, parts in self.parts.items():
            if figure not in parts or whole in way:
                continue
            beside = [part for part in parts if part not in way]
            if any(self.is_unknown(part, (*way, part)) for part in beside):
                continue
            if whole in self.shown or self.is_told_from_above(whole, (*way, whole)):
                return True
        return False

    def is_unknown(self, figure: Any, way: tuple[Any, ...]) -> bool:
        """True of a number that is there and kept back, unless its parts tell it."""
        if figure in self.shown:
            return False
        parts = self.below(figure, way)
        if any(self.has_numbers(part, (*way, part)) for part in parts):
            return any(self.is_unknown(part, (*way, part)) for part in parts)
        return self.is_kept_back(figure)

    def is_kept_back(self, figure: Any) -> bool:
        """True of a figure with a number that he has not read, be it because its turn has not come."""
        return figure in self.kept or figure in self.secrets or self.waiting[figure] > 0

    def has_numbers(self, figure: Any, way: tuple[Any, ...]) -> bool:
        """True where something of a figure or below it is shown or kept back; few people are not."""
        return (
            figure in self.shown
            or self.is_kept_back(figure)
            or any(self.has_numbers(part, (*way, part)) for part in self.below(figure, way))
        )
