"""What counts for how much, for every engine: where a word stands, how near a place is, how much of a query is most."""

TITLE, SUMMARY, TEXT = 10.0, 3.0, 1.0
OTHERS = 0.6  # a synonym, beside what was typed
# By circle around a place, beside 1 for the whole text: itself, what it contains, what contains it, nearest first.
NEAR = (1.0, 0.7, 0.6, 0.2, 0.1)
# Where a text is nothing but places, that order comes before any word: what holds the name without being there stands
# among the circles, and the page of a place before what else concerns it.
SAID, PAGE, ALONE = 0.65, 0.04, 100.0
MOST, HALF = 0.51, 0.499  # share of the worth of a text that what "holds most of its words" must have; of two words


def most(parts: int) -> float:
    """The share wanted of a text of so many parts: of two, what lacks one cannot hold more than about half."""
    return HALF if parts == 2 else MOST


def majority(parts: int) -> int:
    """So many parts of a text are most of it whatever they are worth: one rare word does not outweigh two."""
    return parts // 2 + 1
