"""Wordpieces: the encoder's own alphabet, word by word."""

from collections.abc import Sequence
from functools import cache
from importlib import resources

from tokenizers import Tokenizer

CLS, SEP, MASK, UNKNOWN = 101, 102, 103, 100
MOST_PIECES = 12


@cache
def tokenizer() -> Tokenizer:
    """The uncased BERT tokenizer shipped with the package, with truncation and padding off."""
    data = resources.files("dragoman.reader") / "data" / "tokenizer.json"
    loaded = Tokenizer.from_str(data.read_text(encoding="utf-8"))
    loaded.no_truncation()
    loaded.no_padding()
    return loaded


def pieces(words: Sequence[str]) -> list[list[int]]:
    """The wordpiece ids of each word, at least one and at most twelve a word."""
    if not words:
        return []
    encoded = tokenizer().encode_batch_fast(list(words), add_special_tokens=False)
    return [(e.ids or [UNKNOWN])[:MOST_PIECES] for e in encoded]
