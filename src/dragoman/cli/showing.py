"""``show``: a report's record, or an entry with its words marked in their paragraph."""

from pathlib import Path

from rich.console import Console
from rich.text import Text

from dragoman.cli.show import head, show_entry, show_record
from dragoman.cli.terminal import plain, stdout, write_json
from dragoman.record import CodedReport, Entry, QueryError
from dragoman.record.types import Range
from dragoman.store import ALL_ENTRIES, Record, all_entries

OPEN, CLOSE = "⟦", "⟧"
"""Marks around evidence, also where there is no colour."""

WHERE = f"SELECT report_id FROM (SELECT id, id AS report_id FROM reports UNION ALL {ALL_ENTRIES}) WHERE id = $1"  # noqa: S608


def run(db: Path, ids: list[str], *, json: bool) -> None:
    """Show each; QueryError at the first that is not in the record."""
    record = Record(db)
    for key in ids:
        coded = _report_with(record, key)
        entry = next((entry for entry in all_entries(coded) if entry.id == key), None)
        if json:
            write_json(entry or coded)
        elif entry:
            _show_entry(stdout(), coded, entry)
        else:
            _show_report(stdout(), record, coded)


def _report_with(record: Record, key: str) -> CodedReport:
    found = record.sql(WHERE, [key]).rows()
    coded = record.report(found[0]["report_id"]) if found else None
    if coded is None:
        raise QueryError(f"nothing in the record has the id {key!r}; the other commands show ids in their last column")
    return coded


def _show_report(console: Console, record: Record, coded: CodedReport) -> None:
    show_record(coded, console)
    same = record.sql(COPIES, [coded.report.id]).rows()
    for row in same:
        console.print(plain(f"  told also by {row['source'] or 'somebody'}: {row['title'] or ''} ({row['id']})"), soft_wrap=True)


COPIES = """
SELECT r.id, r.title, r.source FROM reports_flat r
WHERE r.id <> $1 AND coalesce(r.copy_of, r.id) = (SELECT coalesce(copy_of, id) FROM reports_flat WHERE id = $1) ORDER BY r.number
"""


def _show_entry(console: Console, coded: CodedReport, entry: Entry) -> None:
    console.print(head(coded.report))
    show_entry(coded, entry, console)
    for paragraph in paragraphs(coded.report.text, entry.spans):
        console.print(_marked(coded.report.text, paragraph, entry.spans))
        console.print()


def paragraphs(text: str, spans: tuple[Range, ...]) -> list[Range]:
    """The paragraphs that the spans stand in, in the text's order, each once."""
    found = set()
    for start, end in spans:
        opens = text.rfind("\n", 0, start) + 1
        closes = text.find("\n", end)
        found.add((opens, closes if closes >= 0 else len(text)))
    return sorted(found)


def _marked(text: str, paragraph: Range, spans: tuple[Range, ...]) -> Text:
    start, end = paragraph
    out, at = Text(), start
    for first, last in sorted(span for span in spans if start <= span[0] and span[1] <= end):
        if last <= at:  # inside the one before
            continue
        out.append(_kept(text[at : max(at, first)]))
        out.append(OPEN + _kept(text[max(at, first) : last]) + CLOSE, "bold reverse")
        at = max(at, last)
    return out.append(_kept(text[at:end]))


def _kept(text: str) -> str:
    """Harmless, with the blanks at its ends."""
    shown = plain(text)
    before = " " if text[:1].isspace() else ""
    after = " " if shown and text[-1:].isspace() else ""
    return before + shown + after
