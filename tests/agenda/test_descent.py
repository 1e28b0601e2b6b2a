"""What becomes of a passage and of what was said about it: computed, never guessed, never lost."""

import random

import pytest

from agenda.cutting import parted, sentences
from agenda.descent import Deed, Link, Step, holders, links_of, moved, standing, trace, way

WORDS = ("école", "bus", "local", "jardin", "mercredi", "samedi", "parents", "emploi")


class Paper:
    """A text on paper, kept apart from the portal: on every passage lie the comments made on it.

    When a passage is cut, both halves keep its comments; when two are glued, the one has those
    of both; what is thrown away takes its comments along. Nothing else moves a comment. This is
    what the computed places must equal.
    """

    def __init__(self, dice):
        self.dice, self.made = dice, 0
        self.passages = []  # [id, list of words, set of comments]
        self.links, self.number = [], 0
        self.origins = {}  # comment: (version number, passage, a word that is its own)
        self.gone = {}  # comment: the version in which it was last seen to be gone

    def add(self, place=None):
        if len(self.passages) >= 80:
            return
        self.made += 1
        fresh = [self.made, [f"{self.dice.choice(WORDS)}{self.made}-{n}" for n in range(6)], set()]
        self.passages.insert(self.dice.randint(0, len(self.passages)), fresh)

    def remove(self):
        if len(self.passages) > 1:
            self.passages.pop(self.dice.randrange(len(self.passages)))

    def move(self):
        passage = self.passages.pop(self.dice.randrange(len(self.passages)))
        self.passages.insert(self.dice.randint(0, len(self.passages)), passage)

    def split(self):
        place = self.dice.randrange(len(self.passages))
        key, words, comments = self.passages[place]
        if len(words) < 2 or len(self.passages) >= 80:
            return
        cut = self.dice.randint(1, len(words) - 1)
        self.made += 1
        self.passages[place] = [key, words[:cut], comments]
        self.passages.insert(place + 1, [self.made, words[cut:], set(comments)])
        self.links.append(Link("split", key, self.made))

    def merge(self):
        if len(self.passages) < 2:
            return
        one, two = sorted(self.dice.sample(range(len(self.passages)), 2))
        target, source = self.passages[one], self.passages.pop(two)
        target[1], target[2] = target[1] + source[1], target[2] | source[2]
        self.links.append(Link("merged", source[0], target[0]))

    def reword(self):
        passage = self.dice.choice(self.passages)
        place = self.dice.randrange(len(passage[1]))
        passage[1][place] = f"autre{self.dice.random()}"

    def publish(self):
        """A version: what it holds, and what happened while it was written; then people speak."""
        self.number += 1
        step = Step(self.number, tuple(p[0] for p in self.passages), tuple(self.links))
        self.links = []
        present = set().union(*(p[2] for p in self.passages))
        for comment in self.origins.keys() - present - self.gone.keys():
            self.gone[comment] = self.number
        for key, words, comments in self.passages:
            comment = f"{self.number}/{key}"
            comments.add(comment)
            self.origins[comment] = (self.number, key, self.dice.choice(words))
        return step

    def truth(self):
        """By comment, the passages on which it lies now."""
        return {
            comment: tuple(p[0] for p in self.passages if comment in p[2])
            for comment in self.origins
        }


def script(seed):
    """A random life of a text: some versions of 5 to 80 passages, with every kind of change between.

    With the steps goes what was true when each version was published, and the words of then.
    """
    dice = random.Random(seed)
    paper = Paper(dice)
    for _passage in range(dice.randint(5, 80)):
        paper.add()
    steps, then = [paper.publish()], [snapshot(paper)]
    for _version in range(dice.randint(1, 4)):
        for _change in range(dice.randint(1, 30)):
            kind = dice.choice(
                ("add", "remove", "move", "split", "split", "merge", "merge", "reword")
            )
            getattr(paper, kind)()
        steps.append(paper.publish())
        then.append(snapshot(paper))
    return paper, steps, then


def snapshot(paper):
    """Where each comment lies, which are gone, and the words, as one version has them."""
    words = {key: frozenset(words) for key, words, _comments in paper.passages}
    return paper.truth(), dict(paper.gone), words


@pytest.mark.slow
def test_a_thousand_random_lives_of_a_text_lose_and_misplace_no_comment():
    checked = seen_split = seen_gone = seen_merged = most = 0
    for seed in range(1000):
        paper, steps, then = script(seed)
        texts = {key: " ".join(words) for key, words, _comments in paper.passages}
        for last, (truth, gone, words) in enumerate(then, start=1):
            most = max(most, len(words))
            for comment, pieces in truth.items():
                number, passage, word = paper.origins[comment]
                found = trace(passage, [], steps[number:last])

                assert found.pieces == pieces, (seed, comment)
                assert found.gone_in == gone.get(comment), (seed, comment)
                if last == len(then):
                    there = holders(word, {key: texts[key] for key in found.pieces})
                    assert there == tuple(k for k in found.pieces if word in words[k]), seed
                checked += 1
                seen_split += len(pieces) > 1
                seen_gone += not pieces
                seen_merged += len(pieces) == 1 and pieces[0] != passage
    assert most == 80
    assert checked > 250_000
    assert min(seen_split, seen_gone, seen_merged) > 1000


def test_an_undone_split_never_happened_and_can_be_done_again():
    split = Deed("a", links=(Link("split", 1, 2),))

    assert links_of([split]) == split.links
    assert links_of([split, Deed("b", undoes="a")]) == ()
    assert links_of([split, Deed("b", undoes="a"), Deed("c", undoes="b")]) == split.links
    again = [split, Deed("b", undoes="a"), Deed("c", undoes="b"), Deed("d", undoes="c")]
    assert standing(again) == ()


def test_a_version_that_was_set_aside_is_left_backward():
    """2 was set aside after people had spoken on it; 3 began from 1 again."""
    based_on = {1: None, 2: 1, 3: 1}
    steps = {
        1: Step(1, ("a", "b", "c")),
        2: Step(2, ("a", "d", "b", "n"), (Link("split", "a", "d"), Link("merged", "c", "b"))),
        3: Step(3, ("a", "b", "c")),
    }
    up, down = way(2, 3, based_on)
    assert (up, down) == ((2,), (3,))

    def placed(passage):
        return trace(
            passage, [(steps[v], steps[based_on[v]]) for v in up], [steps[v] for v in down]
        )

    assert placed("d").pieces == ("a",)
    assert placed("b").pieces == ("b", "c")
    assert (placed("n").pieces, placed("n").gone_in) == ((), 3)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("abcde", "abcde", ""), ("abcde", "bcdea", "a"), ("abcde", "eabcd", "e"),
        ("abcde", "axcbe", "c"), ("ab", "ba", "a"), ("", "abc", ""), ("abc", "", ""),
    ],
)  # fmt: skip
def test_the_fewest_passages_are_said_to_have_moved(before, after, expected):
    found = moved(before, after)

    assert len(found) == len(expected)
    rest = [k for k in after if k in before and k not in found]
    assert rest == [k for k in before if k in rest]


@pytest.mark.parametrize(
    "text",
    [
        "Un. Deux ! Trois ?", "- a\n- b\n\nSuite **en gras. Fort** et fin.", "عربي؟ نعم. لا",
        "« Oui. » Et « non ! ».", "🎉! Ok\n\n\nLoin.", "3.5 km", "[a. b](https://c.d/e). Fin.",
    ],
)  # fmt: skip
def test_sentences_give_the_text_back_and_a_part_is_never_empty(text):
    pieces = sentences(text)

    assert "".join(pieces) == text
    for after in range(1, len(pieces)):
        one, two = parted(text, after)
        assert one
        assert two
        assert (one + two).replace(" ", "").replace("\n", "") == text.replace(" ", "").replace(
            "\n", ""
        )
    assert all(piece.count("**") % 2 == 0 for piece in pieces)


def test_quoted_words_are_found_through_formatting_and_apostrophes():
    text = "Le **local** de l’école\nouvre : le samedi\u202f!"

    assert holders("le local de l'école ouvre", {1: text, 2: "autre"}) == (1,)
    assert holders("ouvre à midi", {1: text}) == ()
    assert holders("", {1: text}) == ()
