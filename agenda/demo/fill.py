"""Plays a story through the same actions as everybody's work, each on its day."""

from datetime import date, timedelta

from django.db import transaction

from accounts.models import User
from agenda import actions
from agenda.demo.days import as_of, holder, on
from agenda.demo.doing import do, link_deeds
from agenda.demo.files import bring
from agenda.demo.moderated import moderate
from agenda.demo.story import (
    Echo,
    Feast,
    Merge,
    Met,
    Objection,
    Round,
    Sheet,
    Split,
    Spoken,
    Story,
    Voice,
    Words,
)
from agenda.models import Comment, Effect, Endorsement, Outcome, Version, Wording
from agenda.models.versions import Section
from kit import clock
from sites.actions import choose_themes
from sites.models import Site, Theme

PARTS = {section.value for section in Section if not section.has_strategy}

type Told = tuple[Comment, Voice]


@transaction.atomic
def fill(site: Site, story: Story) -> None:
    """Writes a site's story once, whole or not at all; a site that has versions is left alone."""
    if site.versions.exists():
        return
    choose(site, story)
    told: list[Told] = []
    for chapter in story.rounds:
        told += play(site, chapter, told)
    for label, words in story.themes:
        give_theme(told, label, words)
    for deed in story.deeds:
        do(site, deed)
    link_deeds(site, story.deeds)


def choose(site: Site, story: Story) -> None:
    """A site that has no theme yet works on those that its areas of change name."""
    named = {slug for chapter in story.rounds for words in chapter.words for slug in words.themes}
    themes = Theme.objects.filter(slug__in=named)
    if themes and not site.themes.exists():
        with as_of(on(story.rounds[0].started), 8):
            choose_themes(site, themes, by=holder(site))


def play(site: Site, chapter: Round, told: list[Told]) -> list[Told]:
    """One version from its first word to where it stands; what was said about it."""
    days = {
        name: getattr(chapter, name) for name in ("started", "opened", "closes", "sent", "adopted")
    }
    when = {name: on(day) for name, day in days.items() if day is not None}
    with as_of(when["started"]):
        version = actions.start_version(site, by=holder(site))
        for shape in chapter.shapes:
            reshape(version, shape, by=holder(site))
        if chapter.brought:
            bring(version, chapter.words, by=holder(site))
        for words in () if chapter.brought else chapter.words:
            write(version, words, by=holder(site))
        for spoken in chapter.spoken:
            translate(version, spoken, by=holder(site))
    with as_of(when["started"], hour=17):
        tie(version, told)
        for met in chapter.meets:
            meet(version, met)
    said: list[Told] = []
    if "opened" in when:
        with as_of(when["opened"]):
            actions.open_consultation(
                version, by=holder(site), until=when["closes"], reads_first=chapter.reads_first
            )
        said = speak(version, chapter, when["opened"], when["closes"])
        if chapter.moderated:
            moderate(version)
    if "sent" in when:
        endorse(version, chapter, when["sent"], when.get("adopted"))
    if chapter.feast:
        celebrate(version, chapter.feast)
    return said


def endorse(version: Version, chapter: Round, sent: date, adopted: date | None) -> None:
    """The version is sent, and the seats answer: they agree, or one objects."""
    with as_of(sent):
        actions.send_for_endorsement(version, by=holder(version.site))
    last = adopted or sent + timedelta(days=4)
    for seat in chapter.endorsed_by:
        with as_of(last):
            reason = dict(chapter.reserves).get(seat, "")
            kind = "reservation" if reason else "consent"
            actions.endorse(version, by=holder(version.site, seat), kind=kind, reason=reason)
    if chapter.objection:
        object_to(version, chapter.objection)


def object_to(version: Version, objection: Objection) -> None:
    """A seat says why it cannot agree: the version is taken up again."""
    with as_of(on(objection.on), hour=15):
        by = holder(version.site, objection.seat)
        actions.endorse(version, by=by, kind="objection", reason=objection.reason)


def meet(version: Version, met: Met) -> None:
    """What this version does about the last objection or reservation of a seat."""
    said = Endorsement.objects.filter(version__site=version.site_id, seat=met.seat)
    worry = said.exclude(kind="consent").select_related("version").latest("version__number")
    changed = version.wordings.filter(heading__in=met.changed)
    actions.answer_objection(
        worry, version=version, text=met.text, by=holder(version.site),
        passages=changed.values_list("passage", flat=True),
    )  # fmt: skip


def celebrate(version: Version, feast: Feast) -> None:
    """The adoption is celebrated, and written down the same evening."""
    with as_of(on(feast.on), hour=17):
        actions.record_ceremony(
            version, by=holder(version.site, "community"), held_on=on(feast.on),
            place=feast.place, people=feast.people, words=feast.words,
        )  # fmt: skip


def tie(version: Version, told: list[Told]) -> None:
    """Names, once for each comment that was kept, the passage whose words it changed."""
    known = {w.heading: w for w in version.wordings.all()}
    for comment, voice in told:
        now = known.get(voice.changed or voice.about)
        if voice.kind not in Outcome.OF_CHANGE or now is None or same_words(comment, now):
            continue
        if Effect.objects.filter(outcome__comment=comment).exists():
            continue
        details = actions.Details(passages=(now.passage_id,))
        by = holder(version.site, "community")
        actions.give_outcome(comment, kind=voice.kind, reason=voice.reason, by=by, details=details)


def give_theme(told: list[Told], label: str, words: tuple[str, ...]) -> None:
    """A theme for the comments in which one of the words occurs."""
    about = [c for c, _voice in told if any(word in c.text.lower() for word in words)]
    if about:
        site = about[0].site
        actions.theme_comments(site, about, label=label, by=holder(site, "community"))


def same_words(comment: Comment, now: Wording) -> bool:
    """True when a passage still stands as it was commented."""
    then = comment.version.wordings.filter(passage=now.passage_id).first()
    return then is not None and then.text == now.text


def reshape(version: Version, shape: Split | Merge, *, by: User) -> None:
    """Splits a passage or joins two."""
    known = {w.heading: w for w in version.wordings.select_related("version__site", "passage")}
    if isinstance(shape, Split):
        wording = known[shape.heading]
        actions.split_passage(
            wording, by=by, revision=wording.revision, after=shape.after, heading=shape.second
        )
        return
    first, second = known[shape.first], known[shape.second]
    actions.merge_passages(
        first,
        second,
        by=by,
        revision=first.revision,
        other_revision=second.revision,
        heading=shape.heading,
    )


def write(version: Version, words: Words, *, by: User) -> None:
    """Adds a passage, or rewrites the one of that heading."""
    known = version.wordings.select_related("version__site", "passage")
    wording = known.filter(heading=words.heading).first()
    area = known.filter(heading=words.answers_to).first() if words.answers_to else None
    if wording is not None:
        actions.save_passage(
            wording,
            by=by,
            revision=wording.revision,
            heading=words.heading,
            text=words.text,
            plain_text=words.plain,
            answers_to=area.passage_id if area else None,
        )
        return
    fixed = words.part in PARTS
    of_strategy = Section.ACTIVITY if words.activity else Section.STRATEGY
    actions.add_passage(
        version,
        by=by,
        section=words.part if fixed else of_strategy,
        strategy="" if fixed else words.part,
        heading=words.heading,
        text=words.text,
        plain_text=words.plain,
        themes=version.site.themes.filter(slug__in=words.themes).values_list("slug", flat=True),
        answers_to=area.passage_id if area else "",
    )


def translate(version: Version, spoken: Spoken, *, by: User) -> None:
    """A passage in another language; a translation that came along is brought up to date."""
    wording = version.wordings.get(heading=spoken.about)
    known = version.translations.filter(passage=wording.passage_id, language=spoken.language)
    actions.translate(
        wording,
        by=by,
        language=spoken.language,
        heading=spoken.heading,
        text=spoken.text,
        plain_text=spoken.plain,
        after=known.count(),
    )


def speak(version: Version, chapter: Round, first: date, last: date) -> list[Told]:
    """People speak on days spread over the consultation; those who have an answer get it after."""
    today = clock.today()
    until = min(last, today)
    span = max(1, (until - first).days)
    passages = {w.heading: w.passage for w in version.wordings.select_related("passage")}
    said = []
    for place, voice in enumerate(chapter.voices):
        day = first + timedelta(days=place * span // max(1, len(chapter.voices)))
        with as_of(day, hour=8 + place % 11):
            comment, _code = actions.comment(
                version,
                passage=passages[voice.about] if voice.about else None,
                text=voice.text,
                quote=voice.quote,
                public_name=voice.name,
                by=holder(version.site, "community") if voice.workshop else None,
                once=f"{version.pk} {place}",
                suggestion=voice.suggestion,
                language=voice.language,
            )
            if chapter.reads_first and not voice.workshop and place < len(chapter.voices) - 1:
                actions.let_through(comment, by=holder(version.site, "community"))
        echo(comment, voice, day, 9 + place % 11)
        said.append((comment, voice))
    for sheet in chapter.sheets:
        said += enter(version, sheet)
    if last < today:
        with as_of(last + timedelta(days=1)):
            actions.close_consultation(version, by=None)
    with as_of(min(last + timedelta(days=9), today - timedelta(days=1))):
        for comment, voice in said:
            if voice.kind:
                by = holder(version.site, "community")
                details = actions.Details(whom=voice.whom, until_number=voice.until)
                actions.give_outcome(
                    comment, kind=voice.kind, reason=voice.reason, by=by, details=details
                )
    return said


def echo(comment: Comment, voice: Voice, day: date, hour: int) -> None:
    """Neighbours agree with a voice, and reply to it hour by hour; a seat asks something."""
    with as_of(day, hour):
        for neighbour in range(voice.agrees):
            actions.agree(comment, yes=True, keys=(f"demo {neighbour}",))
    for place, word in enumerate(voice.echoes):
        with as_of(day, hour + place):
            reply(comment, word, place)


def reply(comment: Comment, word: Echo, place: int) -> None:
    """One reply; where comments are read first, it is read and let through."""
    said, _code = actions.reply(
        comment,
        text=word.text,
        public_name=word.name,
        role=word.seat,
        once=f"{comment.pk} {place}",
        by=holder(comment.site, word.seat) if word.seat else None,
    )
    if comment.version.reads_first and not word.seat:
        actions.let_through(said, by=holder(comment.site, "community"))


def enter(version: Version, sheet: Sheet) -> list[tuple[Comment, Voice]]:
    """The sheet of a workshop, entered on the day after by whoever holds the community seat."""
    places = dict(version.wordings.values_list("heading", "position"))
    meeting = actions.Meeting(sheet.title, on(sheet.held_on), sheet.place, sheet.people)
    lines = [
        actions.SheetLine(n, places.get(voice.about), voice.text, voice.name, voice.people)
        for n, voice in enumerate(sheet.voices, start=1)
    ]
    with as_of(meeting.held_on + timedelta(days=1), hour=16):
        by = holder(version.site, "community")
        once = f"{version.pk} {sheet.title}"
        _workshop, said = actions.enter_workshop(
            version, meeting, lines, by=by, consent=True, once=once
        )
    return [(c, voice) for (c, _code), voice in zip(said, sheet.voices, strict=True)]
