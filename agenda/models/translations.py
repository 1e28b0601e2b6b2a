"""A passage of a version in another language, written by hand: each saving is a row of its own."""

import hashlib
from typing import Any, Self

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agenda.models.versions import Passage, Version
from agenda.tongues import Language
from kit import clock
from kit.models import Entity, HouseQuerySet

# Other languages may need more letters than French.
HEADING_IN_OTHER_WORDS = 200


class TranslationQuerySet(HouseQuerySet["Translation"]):
    """Translations of passages."""

    def newest(self) -> Self:
        """Of each passage and language the last saving."""
        ordered = self.order_by("passage_id", "language", "-number")
        return ordered.distinct("passage_id", "language")


class Translation(Entity):
    """What a passage of one version says in another language, as somebody wrote it.

    It is no part of the text that is endorsed. `words_sha256` is the fingerprint of the French
    words that it translates: where the passage has another one now, the translation is to be
    looked through. `carried` says that it came along from the version before.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="translations")
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="translations")
    language = models.CharField(_("language"), max_length=3)
    number = models.PositiveIntegerField()
    heading = models.CharField(_("heading"), max_length=HEADING_IN_OTHER_WORDS)
    text = models.TextField(_("text"))
    plain_text = models.TextField(_("plain language"), blank=True)
    revision = models.PositiveIntegerField()
    words_sha256 = models.CharField(max_length=64)
    carried = models.BooleanField(default=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects = TranslationQuerySet.as_manager()

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        constraints = (
            UniqueConstraint(
                fields=["version", "passage", "language", "number"],
                name="translation_one_a_number",
            ),
            CheckConstraint(condition=Q(number__gte=1), name="translation_number_from_one"),
            CheckConstraint(
                condition=Q(language__regex=r"^[a-z]{2,3}$") & ~Q(language="fr"),
                name="translation_language_is_another",
            ),
            CheckConstraint(
                condition=~Q(heading="") & ~Q(text=""), name="translation_says_something"
            ),
            CheckConstraint(
                condition=Q(words_sha256__regex=r"^[0-9a-f]{64}$"),
                name="translation_of_certain_words",
            ),
        )

    def __str__(self) -> str:
        return f"{self.language}: {self.heading}"

    @property
    def tongue(self) -> Language:
        """The language with its name and direction."""
        return Language(self.language)

    def translates(self, wording: Any) -> bool:
        """True while the passage still says the words that were translated."""
        return self.words_sha256 == fingerprint(wording)


def fingerprint(wording: Any) -> str:
    """SHA-256 of the words of a passage, its heading and plain text included."""
    words = (wording.heading, wording.text, wording.plain_text)
    return hashlib.sha256("\x1f".join(words).encode()).hexdigest()
