"""Base of all tables: random ids, a birth date, rows that can be locked, no slow lists."""

import uuid
from typing import Any, Self

from django.db import models
from django.db.models.fetch_modes import FETCH_PEERS, FetchMode
from django.utils.encoding import force_str

# By this name a model makes its `get_…_display`.
DISPLAY = "_get_FIELD_display"


class HouseQuerySet[M: models.Model](models.QuerySet[M]):
    """Rows that load what is missing for all their peers at once instead of one by one."""

    fetching: FetchMode = FETCH_PEERS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._fetch_mode = self.fetching

    def locked(self) -> Self:
        """The rows, locked until the transaction ends, without blocking references to them."""
        return self.select_for_update(of=("self",), no_key=True)


def display_of(one: models.Model, field: Any) -> Any:
    """The word for the value of a field with choices, in the reader's language.

    Only that one word is translated. Django's own way hashes, and so translates, the words of all
    choices for each row: on a page of sixty lines that took more time than anything else.
    """
    value = getattr(one, field.attname)
    word = next((word for key, word in field.flatchoices if key == value), value)
    return force_str(word, strings_only=True)


class Entity(models.Model):
    """A thing with a random id (uuid4) and the instant at which it was written down."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(auto_now_add=True, editable=False)

    objects: Any = HouseQuerySet.as_manager()

    class Meta:
        abstract = True


setattr(Entity, DISPLAY, display_of)
