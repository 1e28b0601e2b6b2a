"""Giving comments a theme by hand, renaming a theme, joining two."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agenda import events
from agenda.models import Comment, CommentTheme, ThemeMark
from journal.actions import record
from kit.states import Refusal
from sites.models import Site


def held(site: Site) -> Site:
    """The site, locked: two people who write the same new theme at once make one."""
    found: Site = Site.objects.locked().get(pk=site.pk)
    return found


@transaction.atomic
def theme_comments(
    site: Site, comments: Sequence[Comment], *, label: str, by: User
) -> CommentTheme:
    """Gives comments of a site a theme; a new one is begun with them. Twice is once."""
    site, label = held(site), label.strip()
    if not label or not comments:
        raise Refusal(_("Write a theme, or choose one of the list."), "label")
    theme = site.comment_themes.filter(label__iexact=label).first()
    if theme is None:
        theme = CommentTheme.objects.create(site=site, label=label)
    had = set(theme.marks.values_list("comment", flat=True))
    new = [comment for comment in comments if comment.pk not in had]
    ThemeMark.objects.bulk_create(ThemeMark(comment=comment, theme=theme) for comment in new)
    if new:
        fact = events.CommentsThemed(theme=theme.label, comments=len(new))
        record(fact, by=by, site=site, about=theme)
    return theme


@transaction.atomic
def unmark_comments(theme: CommentTheme, comments: Sequence[Comment], *, by: User) -> int:
    """Takes a theme from comments; how many had it."""
    site = held(theme.site)
    taken, _all = theme.marks.filter(comment__in=[comment.pk for comment in comments]).delete()
    if taken:
        fact = events.CommentsUnthemed(theme=theme.label, comments=taken)
        record(fact, by=by, site=site, about=theme)
    return taken


@transaction.atomic
def rename_theme(theme: CommentTheme, *, label: str, by: User) -> CommentTheme:
    """The theme is called otherwise; another one of that name is joined, not doubled."""
    site = held(theme.site)
    theme = CommentTheme.objects.locked().get(pk=theme.pk)
    before, label = theme.label, label.strip()
    if not label:
        raise Refusal(_("Write a theme, or choose one of the list."), "label")
    if label == before:
        return theme
    if site.comment_themes.exclude(pk=theme.pk).filter(label__iexact=label).exists():
        raise Refusal(_("This theme exists already: join the two."), "label")
    theme.label = label
    theme.save(update_fields=["label"])
    record(events.ThemeRenamed(before=before, after=label), by=by, site=site, about=theme)
    return theme


@transaction.atomic
def join_themes(theme: CommentTheme, *, into: CommentTheme, by: User) -> CommentTheme:
    """All comments of one theme get the other; the first one is gone, the journal tells."""
    site = held(theme.site)
    if theme.pk == into.pk or into.site_id != site.pk:
        raise Refusal(_("Choose another theme of this site."), "into")
    had = into.marks.values_list("comment", flat=True)
    moved = theme.marks.exclude(comment__in=had).update(theme=into)
    label = theme.label
    theme.delete()
    fact = events.ThemesJoined(theme=label, into=into.label, comments=moved)
    record(fact, by=by, site=site, about=into)
    return into
