"""States as a table that can be read aloud; a move that is not in the table is refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Refusal(Exception):  # noqa: N818 - it is a sentence for the person, not a fault
    """What was asked is not possible now; carries the sentence that the person reads.

    `field` is the name of what was typed wrong, where it is one thing.
    """

    def __init__(self, sentence: object, field: str = "") -> None:
        super().__init__(str(sentence))
        self.sentence = sentence
        self.field = field

    def __str__(self) -> str:
        return str(self.sentence)


type Moves = Mapping[Any, set[Any]]


class Stateful(models.Model):
    """A row with a `state` whose moves stand in the class's `MOVES` table.

    `MOVES` maps each state to the states that may follow; `FIRST` is where life begins.
    The table is checked when the class is made: each state declared and reachable.
    """

    MOVES: ClassVar[Moves] = {}
    FIRST: ClassVar[StrEnum | None] = None

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.MOVES:
            check_moves(cls.__qualname__, cls.MOVES, cls.FIRST)

    def can_move_to(self, state: Any) -> bool:
        """True when the table allows the move from the present state."""
        return state in self.MOVES[type(next(iter(self.MOVES)))(self.state)]  # type: ignore[attr-defined]

    def move_to(self, state: Any, **fields: Any) -> None:
        """Moves to the state and sets the paired fields; refuses what the table lacks.

        The row must have been read under a lock in the same transaction.
        """
        if not self.can_move_to(state):
            raise Refusal(_("This cannot be done any more: the page had changed in the meantime."))
        self.state = state
        for name, value in fields.items():
            setattr(self, name, value)
        changed = ["state", *fields]
        self.save(update_fields=changed)


def check_moves(owner: str, moves: Moves, first: Any) -> None:
    """Raises TypeError unless each state is declared and reachable from the first."""
    vocabulary: Any = type(next(iter(moves)))
    states: set[Any] = set(vocabulary)
    if set(moves) != states:
        raise TypeError(f"{owner}.MOVES leaves out {sorted(states - set(moves))}")
    start = first if first is not None else next(iter(moves))
    reached, ahead = {start}, [start]
    while ahead:
        for state in moves[ahead.pop()] - reached:
            reached.add(state)
            ahead.append(state)
    if reached != states:
        raise TypeError(f"{owner}.MOVES never reaches {sorted(states - reached)}")


@dataclass(frozen=True, slots=True)
class Phase:
    """A state that follows from dates: when it holds, in words and as a test, and what it gives.

    `role` says which role the row's person has meanwhile, None where there is none.
    """

    state: Any
    when: Any
    gives: Any
    holds: Callable[[Any, Any], bool]
    role: Callable[[Any], str | None] = lambda _row: None


class Phased(models.Model):
    """A model whose state follows from its dates: nobody moves it and nothing is stored.

    The table, in the order of time, is all there is: code and documents read it alike.
    """

    PHASES: ClassVar[tuple[Phase, ...]] = ()

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        named = [phase.state for phase in cls.PHASES]
        vocabulary: Any = type(named[0]) if named else ()
        if named != list(vocabulary):
            raise TypeError(f"{cls.__qualname__}.PHASES does not name each state once, in order")

    def phase_on(self, moment: Any) -> Phase:
        """The row of the table that holds on a day (or at an instant): there is exactly one."""
        return next(phase for phase in self.PHASES if phase.holds(self, moment))
