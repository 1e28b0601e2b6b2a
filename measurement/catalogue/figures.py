"""The catalogue as values: a list that is searched, and the page of one definition."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import get_language, gettext

from agenda.differences import Piece, words
from kit.templatetags.kit import french
from measurement.catalogue.former import label_of, said
from measurement.catalogue.rules import ToldRule, rules_told
from measurement.models import (
    RULES,
    Definition,
    Headline,
    Indicator,
    Measurement,
    Release,
    SeriesBreak,
)
from measurement.models.indicators import PORTAL
from sites.models import Site


@dataclass(frozen=True, slots=True)
class Text:
    """Words with the language that they are in."""

    words: str
    lang: str

    def __str__(self) -> str:
        """As it is shown: French typography for French alone."""
        return french(self.words) if self.lang == "fr" else self.words


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for in the catalogue; an empty string asks for all."""

    text: str = ""
    theme: str = ""
    kind: str = ""
    source: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator in the list."""

    code: str
    name: Text
    question: Text
    theme: str
    kind: str
    unit: Text
    source: Text
    status: str
    status_words: str
    first_rule: ToldRule


def asked_indicators(asked: Asked, *, staff: bool) -> Any:
    """The common indicators that answer, in the order of the catalogue; never by a value.

    Drafts are read by the national team, but for those that are to be developed, which everybody
    may read.
    """
    found = Indicator.objects.filter(site=None)
    if not staff:
        found = found.exclude(Q(status="draft") & ~Q(role="to_develop"))
    for name, value in (
        ("theme", asked.theme),
        ("kind", asked.kind),
        ("source_code", asked.source),
    ):
        if value:
            found = found.filter(**{name: value})
    found = found.filter(status=asked.status) if asked.status else found.exclude(status="retired")
    for word in asked.text.split()[:8]:
        found = found.filter(
            Q(name__icontains=word)
            | Q(question__icontains=word)
            | Q(definition__icontains=word)
            | Q(name_en__icontains=word)
            | Q(question_en__icontains=word)
            | Q(code__iexact=word)
        )
    return found.order_by("position", "code")


def lines(found: Iterable[Indicator]) -> list[Line]:
    """Each as a line of the list."""
    return [
        Line(
            code=one.code,
            name=text(one, "name"),
            question=text(one, "question"),
            theme=str(one.get_theme_display()),
            kind=str(one.get_kind_display()),
            unit=text(one, "unit"),
            source=text(one, "source"),
            status=one.status,
            status_words=str(
                one.get_role_display() if one.role == "to_develop" else one.get_status_display()
            ),
            first_rule=leading(one),
        )
        for one in found
    ]


def leading(one: Indicator) -> ToldRule:
    """The rule that people trip over: the first refusal where there is one about adding."""
    told = rules_told(one)
    refused = one.value_type not in Indicator.ADDITIVE
    return told[1] if refused and not told[1].allows else told[0]


def text(found: Indicator, name: str) -> Text:
    """A text in the reader's language, or in French."""
    return Text(*found.said(name))


@dataclass(frozen=True, slots=True)
class Changed:
    """One rule that a version changed, word by word."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version of a definition: since when, why, by whom, and what it changed."""

    number: int
    valid_from: Any
    written_at: Any
    who: str
    reason: str
    changes: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """One line of the definition."""

    label: str
    text: Text


@dataclass(frozen=True, slots=True)
class CataloguePage:
    """All that the catalogue says of an indicator."""

    line: Line
    terms: tuple[Term, ...]
    rules: tuple[ToldRule, ...]
    versions: tuple[VersionLine, ...]
    releases: tuple["ReleaseLine", ...]
    sites: tuple[tuple[str, str], ...]
    places: int
    headlines: int
    # The indicator of a site that it comes from: its site's slug and name, its code and name.
    origin: tuple[str, str, str, str] | None = None
    breaks: tuple[SeriesBreak, ...] = ()


def told_to(standing: Any, found: Iterable[Indicator]) -> list[Indicator]:
    """The indicators; they do not name a site from which they come that this person may not see."""
    told = list(found)
    slugs = {one.origin.partition("/")[0] for one in told if one.origin}
    sites: Any = Site.objects.filter(slug__in=slugs)
    unseen = sites.exclude(pk__in=Site.objects.visible_to(standing).order_by().values("pk"))
    hidden = set(unseen.values_list("slug", flat=True)) if slugs else set()
    for one in told:
        if one.origin.partition("/")[0] in hidden:
            one.origin = ""
    return told


def catalogue_page(found: Indicator, standing: Any) -> CataloguePage:
    """The page of one definition; the sites are those that the reader may see, by name."""
    visible = Site.objects.visible_to(standing)
    released = Release.objects.filter(source=found.source_code) if found.source_code else ()
    measured = Measurement.objects.current().filter(indicator=found)
    follow = visible.filter(
        Q(pk__in=measured.exclude(site=None).values("site"))
        | Q(pk__in=Headline.objects.standing().filter(indicator=found).values("site"))
    )
    return CataloguePage(
        line=lines([found])[0],
        terms=terms(found),
        rules=rules_told(found),
        versions=version_lines(found),
        releases=tuple(
            release_line(r) for r in sorted(released, key=lambda r: (-r.vintage, r.generation or 0))
        ),
        sites=tuple(sorted(follow.values_list("slug", "name"), key=lambda s: s[1])),
        places=measured.exclude(neighbourhood=None, contract=None)
        .order_by()
        .values("neighbourhood", "contract")
        .distinct()
        .count(),
        headlines=Headline.objects.standing().filter(indicator=found, site__in=visible).count(),
        origin=Indicator.objects.filter(derived=found, site__in=visible)
        .values_list("site__slug", "site__name", "code", "name")
        .first(),
        breaks=tuple(SeriesBreak.objects.standing().filter(indicator=found).order_by("-on", "pk")),
    )


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """One publication of a source, or that there was none."""

    title: Text
    vintage: int
    produced: bool
    producer: str
    reference_day: Any
    generation: int | None
    protection: str
    caveats: Text
    licence: str


def release_line(row: Release) -> ReleaseLine:
    """A publication in the reader's language, or in French."""
    english = (get_language() or "").startswith("en")

    def told(name: str) -> Text:
        there = getattr(row, f"{name}_en") if english else ""
        return Text(there or getattr(row, name), "en" if there else "fr")

    return ReleaseLine(
        told("title"), row.vintage, row.produced, row.producer, row.reference_day, row.generation,
        str(row.get_protection_display()), told("caveats"), row.licence,
    )  # fmt: skip


TOLD = (
    "definition", "numerator_label", "denominator_label", "unit", "source", "vintage", "caution",
    "information_use", "steward",
)  # fmt: skip
CHOSEN = ("theme", "kind", "value_type", "direction", "nature", "periodicity", "level", "role")
# What the page of a site tells beside its own words.
TOLD_HERE = ("numerator_label", "denominator_label", "information_use")
CHOSEN_HERE = ("direction", "nature", "periodicity")


def terms_here(found: Indicator) -> tuple[Term, ...]:
    """What the figure is used for and how it is read, for the page of a site that follows it."""
    return (*in_words(found, TOLD_HERE), *as_chosen(found, CHOSEN_HERE))


def in_words(found: Indicator, names: Iterable[str]) -> list[Term]:
    """What was written, where something was."""
    return [Term(label_of(name), text(found, name)) for name in names if getattr(found, name)]


def as_chosen(found: Indicator, names: Iterable[str]) -> list[Term]:
    """What was chosen out of a list."""
    spoken = (get_language() or "fr")[:2]
    return [Term(label_of(name), Text(said(name, getattr(found, name)), spoken)) for name in names]


def terms(found: Indicator) -> tuple[Term, ...]:
    """What it is, in the order in which people ask."""
    spoken = (get_language() or "fr")[:2]
    texts, chosen = in_words(found, TOLD), as_chosen(found, CHOSEN)
    if found.direction == "band":
        low, high = (said(n, getattr(found, n)) for n in ("band_low", "band_high"))
        words_of = gettext("from %(low)s to %(high)s") % {"low": low, "high": high}
        chosen.append(Term(gettext("range"), Text(words_of, spoken)))
    return (*texts, *chosen, *family_terms(found))


def family_terms(found: Indicator) -> list[Term]:
    """Of what it is part, and what its parts are; nothing is asked of what is of no family."""
    if not found.in_family:
        return []
    near = Indicator.objects.filter(Q(code=found.part_of) | Q(part_of=found.code), site=None)
    told: list[Term] = []
    for one in near.exclude(pk=found.pk).order_by("position", "code"):
        whole = one.code == found.part_of
        told.append(
            Term(gettext("part of") if whole else gettext("has as a part"), text(one, "name"))
        )
    return told


def version_lines(found: Indicator) -> tuple[VersionLine, ...]:
    """The versions, newest first, each with what it changed of the one before."""
    rows = list(found.definitions.order_by("number"))
    made = [
        VersionLine(
            number=row.number,
            valid_from=row.valid_from,
            written_at=row.written_at,
            who=row.written_name,
            reason=row.reason,
            changes=changes(before, row) if before else (),
        )
        for before, row in zip([None, *rows], rows, strict=False)
    ]
    return tuple(reversed(made))


def changes(before: Definition, after: Definition) -> tuple[Changed, ...]:
    """The rules that differ between two versions."""
    return tuple(
        Changed(label_of(name), words(plain(before, name), plain(after, name)))
        for name in RULES
        if getattr(before, name) != getattr(after, name)
    )


def plain(row: Definition, name: str) -> str:
    """A rule as words."""
    return said(name, getattr(row, name))


def sources() -> list[tuple[str, str]]:
    """The sources of common indicators with their names, in the order of the alphabet."""
    rows = Indicator.objects.filter(site=None).exclude(source_code="").order_by("position")
    found: dict[str, str] = {}
    for one in rows:
        kept_here = one.source_code == PORTAL
        name = gettext("The registers kept on this portal") if kept_here else one.said("source")[0]
        found.setdefault(one.source_code, name)
    return sorted(found.items(), key=lambda pair: pair[1])


def others_in_use(found: Indicator) -> Any:
    """The common indicators that may take the place of one, and of a site's own its other ones."""
    there = Indicator.objects.in_use().filter(Q(site=None) | Q(site=found.site_id))
    there = there.exclude(pk=found.pk)
    return there.order_by("position", "code")


def local_in_use() -> Any:
    """What sites follow of their own, by the name of the site."""
    found = Indicator.objects.in_use().exclude(site=None).select_related("site")
    return found.order_by("site__name", "position", "code")


def promoted(found: Iterable[Indicator]) -> list[tuple[Indicator, str]]:
    """Each local indicator with the code of the common one that came of it, if there is one."""
    shown = list(found)
    derived = Indicator.objects.filter(derived_from__in=shown).order_by("code")
    codes = dict(derived.values_list("derived_from", "code"))
    return [(one, codes.get(one.pk, "")) for one in shown]


@dataclass(frozen=True, slots=True)
class HeadlineLine:
    """A headline figure of a site, now or formerly."""

    id: Any
    code: str
    rank: int
    name: str
    question: str
    why: str
    chosen_at: Any
    who: str
    ended_at: Any
    ended_why: str


def headline_lines(site: Site) -> tuple[HeadlineLine, ...]:
    """All that a site ever put first: those that stand by their rank, then the former ones."""
    rows = site.headlines.select_related("indicator").order_by("rank", "chosen_at")
    made = [
        HeadlineLine(
            row.pk, row.indicator.code, row.rank, row.indicator.name, row.indicator.question, row.why,
            row.chosen_at, row.chosen_name, row.ended_at, row.ended_why,
        )
        for row in rows
    ]  # fmt: skip
    return tuple(sorted(made, key=lambda line: line.ended_at is not None))


def headline_choices(site: Site) -> list[tuple[str, str]]:
    """What may be put first: in use, with a question, judged, and not there yet."""
    there = site.headlines.standing().values("indicator")
    found = Indicator.objects.at(site).in_use().exclude(pk__in=there)
    found = found.exclude(direction="context").exclude(question="")
    return [(one.code, one.name) for one in found]
