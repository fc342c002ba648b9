"""Elided words (l', d', qu' ...) are no words of their own; a few words keep their apostrophe."""

APOSTROPHE = "['’‘ʼ′＇`´]"

_ELIDED = "lorsqu|puisqu|quoiqu|jusqu|qu|[ldjmtsnc]"
# Never before a digit-only word ending: what follows must be a letter.
ELISION = rf"(?:{_ELIDED}){APOSTROPHE}(?=[^\W_])"
WHOLE = (
    rf"(?:aujourd{APOSTROPHE}hui|quelqu{APOSTROPHE}une?|prud{APOSTROPHE}hom\w+|presqu{APOSTROPHE}[iî]les?"
    rf"|entr{APOSTROPHE}\w+)(?![^\W_])"
)
