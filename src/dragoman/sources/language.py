"""Is a text English? Commonly answered by its small words, and only in doubt by the language model of py3langid."""

import re
import unicodedata
from functools import cache
from typing import Protocol, cast

SAMPLE = 4000
"""Characters looked at; a report that changes its language later is read as what it began with."""

SHORTEST = 60
"""Letters below which a guess is worth nothing: names and numbers outweigh the words."""

SURE = 0.9
ENGLISH = frozenset({"en", "pcm", "sco"})
"""English, and two languages that the model takes short English for."""

SMALL_WORDS = frozenset("the of and to that with said was were for by from has have his their its which would".split())
ENOUGH = 0.12
"""Share of small words over which a text is English without asking the model (nineteen in twenty reports have 0.15 to 0.36).
The model takes most of a second to load, and nearly every text is spared it."""


class _Identifier(Protocol):
    def rank(self, text: str) -> list[tuple[str, float]]: ...


def foreign_language(text: str) -> str | None:
    """The name of the language if the text is surely not English; None if it is, or if nobody can tell."""
    sample = text[:SAMPLE]
    words = re.findall(r"[^\W\d_]+", sample.lower())
    elsewhere = _in_another_script(words)
    if not elsewhere and (sum(map(len, words)) <= SHORTEST or _speaks_english(words)):
        return None
    code, probability = _identifier().rank(sample)[0]
    return _name(code) if code not in ENGLISH and (elsewhere or probability > SURE) else None


def _in_another_script(words: list[str]) -> bool:
    """Whether most letters are none of the Latin script; then its kin alone (Arabic of here or there) can be in doubt."""
    letters = "".join(words)
    return sum(not unicodedata.name(letter, "").startswith(("LATIN", "FULLWIDTH LATIN")) for letter in letters) * 2 > len(letters)


def _speaks_english(words: list[str]) -> bool:
    return sum(word in SMALL_WORDS for word in words) >= ENOUGH * len(words)


@cache
def _identifier() -> _Identifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return cast("_Identifier", LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True))


def _name(code: str) -> str:
    from pycountry import languages

    found = languages.get(alpha_2=code) or languages.get(alpha_3=code)
    return f"{found.name} ({code})" if found else code
