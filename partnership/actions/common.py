"""What the actions of this app share: whose turn it is, and what the database refuses, in words."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from kit.states import Refusal
from partnership.figures.backbone import may_tend
from sites.models import Site


def refuse_outsiders(site: Site, by: User | None) -> None:
    """A partner acts for the collective only while their organisation holds a backbone function."""
    if by is not None and not may_tend(site, by):
        raise Refusal(
            _("This is for the triad and for the organisation that holds a backbone function.")
        )


@contextmanager
def said_in_words(sentences: Mapping[str, Any]) -> Iterator[None]:
    """A constraint that stands in the way becomes the sentence of its name."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as fault:
        for name, sentence in sentences.items():
            if name in str(fault):
                raise Refusal(sentence) from fault
        raise
