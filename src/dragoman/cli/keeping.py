"""What is told while reports go into the record, and at the end."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.cli.terminal import stderr, words
from dragoman.ingest import Result, Summary
from dragoman.record import Rejection

if TYPE_CHECKING:
    from dragoman.sources import Meter

LISTED = 20
"""Inputs set aside that are named at the end; all are in the record."""


def with_bar(results: Iterable[Result], summary: Summary, meter: "Meter | None" = None) -> Iterator[Result]:
    """The results, with a bar on standard error if a person waits there: by bytes of input where their number is known."""
    if not stderr().is_terminal:
        yield from results
        return
    from dragoman.cli.bar import Bar

    with Bar(summary, meter):
        yield from results


def set_aside(rejection: Rejection) -> None:
    """Tell on standard error which input was not read, and why."""
    stderr().print(words(f"set aside: {rejection.source}: {rejection.reason}", "yellow"), soft_wrap=True)


def finish(summary: Summary, refused: Sequence[Rejection], db: Path) -> bool:
    """Tell on standard error what was set aside and what was done; true if any report was read or known."""
    console = stderr()
    for rejection in refused[:LISTED]:
        set_aside(rejection)
    if len(refused) > LISTED:
        console.print(words(f"and {len(refused) - LISTED:,} more; `dragoman reports --set-aside` lists all", "yellow"))
    console.print(words(_told(summary, db)), soft_wrap=True)
    return bool(summary.read or summary.known)


def _told(summary: Summary, db: Path) -> str:
    new, again = f"{summary.read - summary.updated:,} new", f", {summary.updated:,} again" if summary.updated else ""
    rate = f" ({summary.rate:.0f} reports a second)" if summary.read else ""
    counts = f"{summary.read:,} read ({new}{again}), {summary.known:,} known, {summary.set_aside:,} set aside; {summary.events:,} events"
    return f"{counts}; {summary.seconds:.1f} s{rate}; kept in {db}"
