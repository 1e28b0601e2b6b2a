"""Translating: a person writes a passage in another language; nothing that was written is lost."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agenda import events
from agenda.models import Passage, Translation, Version, Wording
from agenda.models.translations import fingerprint
from agenda.tongues import Language
from journal.actions import record
from kit.states import Refusal
from sites.models import Site

# A text that was superseded or set aside is history.
TRANSLATED = (*Version.IN_HAND, Version.State.ADOPTED)


class Overtaken(Refusal):
    """Somebody saved a translation of the same passage meanwhile: `theirs`."""

    def __init__(self, theirs: Translation) -> None:
        self.theirs = theirs
        super().__init__(
            _(
                "%(name)s saved a translation meanwhile. Yours is still here: read both, and save again."
            )
            % {"name": theirs.by or "…"}
        )


@transaction.atomic
def translate(
    wording: Wording,
    *,
    by: User,
    language: str,
    heading: str,
    text: str,
    plain_text: str = "",
    after: int = 0,
) -> Translation:
    """What a passage of a version says in another language, from the saving that the person saw.

    Also while the version is open or adopted: it is not the text that is endorsed. `after` is the
    number of the translation that the person saw (0: none); a later one is shown to them instead
    of being written over. The same words about the same text twice are one saving. A later version
    that says the very same has it too, unless somebody has translated that one by hand.
    """
    found, now = in_hand(wording)
    spoken = Language.of(language)
    if spoken is None:
        raise Refusal(_("Choose a language other than French."), "language")
    known = found.translations.filter(passage=wording.passage_id, language=language)
    last = known.select_related("by").order_by("-number").first()
    words = (heading, text, plain_text)
    if last and last.translates(now) and words == (last.heading, last.text, last.plain_text):
        return last
    if last and last.number != after:
        raise Overtaken(last)
    made = Translation.objects.create(
        version=found,
        passage_id=wording.passage_id,
        language=language,
        number=last.number + 1 if last else 1,
        heading=heading,
        text=text,
        plain_text=plain_text,
        revision=now.revision,
        words_sha256=fingerprint(now),
        by=by,
    )
    carry_on(made)
    fact = events.PassageTranslated(number=found.number, heading=now.heading, language=spoken)
    record(fact, by=by, site=found.site, about=made)
    return made


def in_hand(wording: Wording) -> tuple[Version, Wording]:
    """The version and the passage as they stand, held: no version begins meanwhile."""
    found = Version.objects.select_related("site").get(pk=wording.version_id)
    Site.objects.locked().get(pk=found.site_id)
    Passage.objects.locked().get(pk=wording.passage_id)
    found.refresh_from_db(fields=["state"])
    now = found.wordings.filter(passage=wording.passage_id).first()
    if found.state not in TRANSLATED or now is None:
        raise Refusal(_("This passage is not translated any more: its version is history."))
    return found, now


def carry_on(made: Translation) -> None:
    """Later versions in hand that say the very same words have this translation too."""
    later = Version.objects.filter(
        site=made.version.site_id, number__gt=made.version.number, state__in=TRANSLATED
    )
    for version in later.order_by("number"):
        there = version.wordings.filter(passage=made.passage_id).first()
        known = version.translations.filter(passage=made.passage_id, language=made.language)
        last = known.order_by("-number").first()
        if there is None or not made.translates(there) or (last and not last.carried):
            continue
        carried(made, version, last.number + 1 if last else 1, there.revision).save(
            force_insert=True
        )


def carried(old: Translation, version: Version, number: int, revision: int) -> Translation:
    """A translation as it comes along to a later version: the same words, by whom and when."""
    return Translation(
        version=version,
        passage_id=old.passage_id,
        language=old.language,
        number=number,
        heading=old.heading,
        text=old.text,
        plain_text=old.plain_text,
        revision=revision,
        words_sha256=old.words_sha256,
        carried=True,
        by_id=old.by_id,
        at=old.at,
    )


def carry_translations(before: Version | None, version: Version) -> None:
    """The next version begins with the translations of the last one; its caller holds the lock.

    Those of passages that are rewritten then are to be looked through: their fingerprint differs.
    """
    if before is None:
        return
    there = version.wordings.values("passage")
    Translation.objects.bulk_create(
        carried(old, version, number=1, revision=1)
        for old in before.translations.filter(passage__in=there).newest()
    )
