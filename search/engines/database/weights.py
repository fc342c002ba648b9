"""What a word is worth by the place where it stands, for both databases."""

TITLE, SUMMARY, TEXT = 10.0, 3.0, 1.0
OTHERS = 0.6  # a synonym, beside what was typed
