"""French words drawn with their real frequencies (Zipf's law), put into sentences and titles that mean nothing."""

import itertools
import lzma
from functools import lru_cache
from pathlib import Path
from random import Random

FILE = Path(__file__).resolve().parent / "data" / "french_words.txt.xz"
COMMON = 400  # words so frequent that a title needs others


class Words:
    """The vocabulary: draws are the caller's `Random`, so that a seed gives one text."""

    def __init__(self, path: Path = FILE) -> None:
        self.words: list[str] = []
        weights: list[float] = []
        for line in lzma.decompress(path.read_bytes()).decode("utf-8").splitlines():
            level, *words = line.split(" ")
            self.words += words
            weights += [10 ** (-int(level) / 100)] * len(words)
        self.cumulative = list(itertools.accumulate(weights))
        self.rarer = [word for word in self.words[COMMON:] if len(word) > 4]

    def sentence(self, rng: Random, length: int) -> str:
        """That many words, a capital, a full stop, sometimes a comma."""
        words = rng.choices(self.words, cum_weights=self.cumulative, k=length)
        if length > 12:
            words[length // 2] += ","
        text = " ".join(words)
        return f"{text[0].upper()}{text[1:]}."

    def paragraphs(self, rng: Random, total: int) -> list[str]:
        """Paragraphs of about 70 words that hold `total` words together."""
        paragraphs: list[str] = []
        while total > 0:
            length = min(total, rng.randint(50, 90))
            total -= length
            sentences = []
            while length > 0:
                size = min(length, rng.randint(7, 22))
                length -= size
                sentences.append(self.sentence(rng, size))
            paragraphs.append(" ".join(sentences))
        return paragraphs

    def html(self, rng: Random, total: int) -> str:
        """The same as rich text, with a subtitle."""
        paragraphs = [f"<p>{text}</p>" for text in self.paragraphs(rng, total)]
        if len(paragraphs) > 2:
            paragraphs.insert(2, f"<h2>{self.label(rng, 3).capitalize()}</h2>")
        return "".join(paragraphs)

    def label(self, rng: Random, length: int = 2) -> str:
        """A few words that are not the most frequent ones."""
        return " ".join(rng.choices(self.rarer, k=length))


@lru_cache(maxsize=1)
def words() -> Words:
    """The vocabulary of the repository, read once."""
    return Words()
