"""What became of every passage between two versions: each is said once, whole."""

from collections import Counter

from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from agenda import actions, figures
from agenda.figures.changes import groups
from tests.agenda import scenes


def text(pieces, *kinds):
    return "".join(piece.text for piece in pieces if piece.kind in ("same", *kinds))


def kinds(changes):
    return [(change.kind, change.before, change.after) for change in changes]


LONG = "Deux adultes accueillent. Le goûter est offert."


def reopened(site, by, change):
    """A second version, in which something was done to the passages of the first."""
    first = scenes.writing(site, by)
    actions.add_passage(
        first, by=by, section="strategy", strategy="Grandir ici", heading="Le soir", text=LONG
    )
    actions.open_consultation(first, by=by, until=scenes.UNTIL)
    actions.close_consultation(first, by=by)
    second = actions.start_version(site, by=by)
    change(second)
    return first, second


def changed(first, second):
    return [c for c in figures.differences(first, second) if c.kind != "same" or c.moved]


def test_a_split_passage_is_compared_with_all_that_came_out_of_it(triad, le_val, ines):
    def split(version):
        wording = version.wordings.get(heading="Le soir")
        actions.split_passage(
            wording, by=ines, revision=wording.revision, after=1, heading="Le goûter"
        )

    (found,) = changed(*reopened(le_val, ines, split))

    assert kinds([found]) == [("split", ("Le soir",), ("Le soir", "Le goûter"))]
    assert [piece.text.strip() for piece in found.text if piece.kind != "same"] == []
    assert text(found.text).split() == LONG.split()


def test_merged_passages_are_read_as_one_and_what_was_added_is_shown(triad, le_val, ines):
    def merge(version):
        one, other = (version.wordings.get(heading=h) for h in ("Le mercredi", "Le soir"))
        merged = actions.merge_passages(
            one, other, by=ines, revision=one.revision, other_revision=other.revision,
            heading="Mercredi et soir",
        )  # fmt: skip
        actions.save_passage(
            merged, by=ines, revision=merged.revision, heading=merged.heading,
            text=f"{merged.text} Sur inscription.", plain_text="",
        )  # fmt: skip

    (found,) = changed(*reopened(le_val, ines, merge))

    assert kinds([found]) == [("merged", ("Le mercredi", "Le soir"), ("Mercredi et soir",))]
    assert "".join(p.text for p in found.text if p.kind == "added") == " Sur inscription."
    assert not [p for p in found.text if p.kind == "removed"]


@given(st.data())
def test_every_passage_of_both_versions_is_in_one_group_only(data):
    before = data.draw(st.lists(st.integers(0, 30), unique=True, max_size=12))
    after = data.draw(st.lists(st.integers(0, 60), unique=True, max_size=12))
    somewhere = st.lists(st.sampled_from(after), unique=True, max_size=3) if after else st.just([])
    goes = {key: tuple(data.draw(somewhere)) for key in before}

    found = groups(goes, after)

    assert Counter(key for g in found for key in g.before) == Counter(before)
    assert Counter(key for g in found for key in g.after) == Counter(after)
    for group in found:
        for key in group.before:
            assert set(goes[key]) <= set(group.after)
    firsts = [after.index(group.after[0]) for group in found if group.after]
    assert firsts == sorted(firsts)


def test_one_moved_passage_is_one_move_however_many_it_passes(triad, le_val, ines):
    def move(version):
        actions.move_passage(version.wordings.get(heading="Le soir"), by=ines, up=True)
        actions.move_passage(version.wordings.get(heading="Le soir"), by=ines, up=True)

    (found,) = changed(*reopened(le_val, ines, move))

    assert (found.after, found.kind, found.moved) == (("Le soir",), "same", True)


def test_the_summary_says_only_what_happened(client, triad, le_val, ines, browser_of):
    def remove(version):
        wording = version.wordings.get(heading="Le mercredi")
        actions.remove_passage(wording, by=ines, revision=wording.revision)

    reopened(le_val, ines, remove)
    words = {"site": le_val.slug, "number": 2, "other": 1}
    address = reverse("agenda:version-differences", kwargs=words)

    page = browser_of(ines).get(address).content.decode()

    assert "1 passage retiré" in page
    assert "6 passages aux mots inchangés" in page
    assert "ajouté" not in page
    assert client.get(address).status_code == 404
