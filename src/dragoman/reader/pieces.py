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
    """The wordpiece ids of each word, at least one and at most twelve a word; words seen before are remembered."""
    unknown = list({word for word in words if word not in _seen})
    if unknown:
        if len(_seen) + len(unknown) > MOST_SEEN:
            _seen.clear()
            unknown = list(set(words))
        encoded = tokenizer().encode_batch_fast(unknown, add_special_tokens=False)
        _seen.update((word, (e.ids or [UNKNOWN])[:MOST_PIECES]) for word, e in zip(unknown, encoded, strict=True))
    return [_seen[word] for word in words]


MOST_SEEN = 200_000
_seen: dict[str, list[int]] = {}
