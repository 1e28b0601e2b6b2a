"""How wide words run, before any font is there: rather too wide than too narrow."""

# In parts of the size of the letters, as the fonts of page and paper run.
DIGIT, LETTER, CAPITAL, NARROW = 0.615, 0.6, 0.7, 0.36
THIN = frozenset(" \u00a0\u202f.,:;'’·|!()-ijlftrI")
WIDE = frozenset("mwMW%@€")


def wide(words: str, size: float) -> float:
    """The room that words take in letters of a size."""
    return size * sum(map(reach, words))


def reach(letter: str) -> float:
    """The room of one letter."""
    if letter in THIN:
        return NARROW
    if letter.isdigit():
        return DIGIT
    if letter in WIDE:
        return 0.9
    return CAPITAL if letter.isupper() else LETTER
