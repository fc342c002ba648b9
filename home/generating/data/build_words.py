"""Makes `french_words.txt.xz`, by hand, where wordfreq 3.1 and simplemma 2 are installed (the portal needs neither).

    python build_words.py

Frequencies come from wordfreq (its data are under CC BY-SA 4.0, see LICENCE.md beside this file); a word is kept where
simplemma's French dictionary (MIT) knows its form, which leaves out foreign words, names of people and misspellings.
"""

import lzma
import math
import re
from pathlib import Path

from simplemma import is_known
from wordfreq import get_frequency_dict

KEPT = 30_000
SHORT = {"à", "a", "y", "on", "un", "de", "la", "le", "et", "en", "du", "au", "ce", "se", "ne", "je", "tu", "il", "ou"}
SHORT |= {"où", "si", "sa", "son", "ma", "ta", "me", "te", "ni", "or", "an", "as", "eu", "va", "vu", "su", "lu", "nu"}
LEFT_OUT = re.compile(
    r"^(put[ea]|con(ne|nard|s)?$|merd|encul|sal(op|aud)|bit(e|es)$|chatt|couill|nichon|porn|bais|nique|pédé|nègr|bougn"
    r"|youp|nazi|viol(er|eur|e|s|é)|suic|sex|cul$|culs$|foutr|chi(er|e|es|ent)$|gouine|tapette|trav(elo)|branl|sodom)"
)


def main() -> None:
    """Write one line for each frequency (centibels, as wordfreq rounds them): the number, then its words."""
    rows: dict[int, list[str]] = {}
    kept = 0
    for word, frequency in get_frequency_dict("fr", "large").items():
        if not re.fullmatch(r"[a-zàâäæçéèêëîïôöœùûüÿ]+(-[a-zàâäæçéèêëîïôöœùûüÿ]+)*", word) or LEFT_OUT.match(word):
            continue
        if (len(word) < 3 and word not in SHORT) or not is_known(word, lang="fr"):
            continue
        rows.setdefault(round(-100 * math.log10(frequency)), []).append(word)
        kept += 1
        if kept == KEPT:
            break
    lines = [f"{level} {' '.join(sorted(words))}" for level, words in sorted(rows.items())]
    target = Path(__file__).with_name("french_words.txt.xz")
    target.write_bytes(lzma.compress("\n".join(lines).encode() + b"\n", preset=9 | lzma.PRESET_EXTREME))


if __name__ == "__main__":
    main()
