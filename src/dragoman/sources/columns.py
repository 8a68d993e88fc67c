"""What the columns of a table and the fields of an object are called: the user's own names first, then common ones."""

from collections.abc import Iterable, Mapping

from dragoman.sources.report import WholeInputError

NAMES = {
    "text": ("text", "body", "content", "article", "fulltext", "full_text", "maintext"),
    "title": ("title", "headline"),
    "published": ("published", "date", "pubdate", "published_at", "date_published", "publication_date"),
    "publisher": ("publisher", "source", "outlet", "newspaper"),
    "url": ("url", "link"),
    "id": ("id", "doc_id", "docid", "document_id"),
}
"""Names by our own; where a table has several of them, the first here counts."""


def find_columns(there: Iterable[str], chosen: Mapping[str, str]) -> dict[str, str]:
    """Our fields, each with the column that holds it; WholeInputError if a column that the user chose is not there."""
    names = list(there)
    by_key = {_key(name): name for name in reversed(names)}
    found = {ours: by_key[alias] for ours, aliases in NAMES.items() for alias in reversed(aliases) if alias in by_key}
    return found | {ours: _chosen(ours, name, names, by_key) for ours, name in chosen.items()}


def missing(what: str, there: Iterable[str]) -> WholeInputError:
    """The error for a column that is not there, with those that are."""
    listed = ", ".join(repr(name) for name in there)[:500] or "none"
    return WholeInputError(f"no column {what}; its columns are {listed}: say which one it is, as in --column text=NAME")


def _chosen(ours: str, name: str, names: list[str], by_key: Mapping[str, str]) -> str:
    if ours not in NAMES:
        raise WholeInputError(f"{ours!r} is nothing that a report has; choose columns for {', '.join(NAMES)}")
    if name in names:
        return name
    if _key(name) in by_key:
        return by_key[_key(name)]
    raise missing(repr(name), names)


def _key(name: str) -> str:
    return name.strip().lower().replace(" ", "_").replace("-", "_")
