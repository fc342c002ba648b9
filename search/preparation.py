"""What a search needs of a process, read before the first visitor comes: words, synonyms, the sets of the catalogue."""

from django.conf import settings

from portal.models import Counter
from search.analysis.lexicon import lexicon
from search.engines.select import size
from search.index import held
from search.state import read_state
from search.synonyms import held_synonyms


def prepare() -> None:
    """Read them. The sets of a catalogue that a cluster serves are read where the database could count in its place."""
    for language, _ in settings.LANGUAGES:
        lexicon(language)
    held_synonyms(Counter.read())
    if settings.SEARCH_URL and size() > settings.PORTAL_SEARCH_FALLBACK_COUNTS:
        return
    number, _hidden = read_state()
    with held.lock:
        held.at(number)
