"""Options that several commands share, and what the program tells the shell."""

from enum import IntEnum
from pathlib import Path
from typing import Annotated

import typer

from dragoman.record.errors import InputError

DEFAULT = Path("dragoman.duckdb")
"""Where the record is kept if nobody says otherwise."""


class Exit(IntEnum):
    """What the program tells the shell."""

    READ = 0
    """At least one report was read, or was known."""
    NOTHING_READ = 1
    USAGE = 2


def day(value: str | None) -> str | None:
    """A day of publication from the command line."""
    from dragoman.sources import day

    try:
        return day(value) if value else None
    except InputError as error:
        raise typer.BadParameter(str(error)) from None


ENV = "DRAGOMAN_DB"
Db = Annotated[Path, typer.Option("--db", envvar=ENV, dir_okay=False, help="File that the record is kept in.")]
Json = Annotated[bool, typer.Option("--json", help="Write JSON on standard output, and nothing else there.")]
Csv = Annotated[bool, typer.Option("--csv", help="Write CSV on standard output, and nothing else there.")]
Jobs = Annotated[int, typer.Option(min=1, help="Processes to read with.")]
Actors = Annotated[
    Path | None,
    typer.Option("--actors", exists=True, dir_okay=False, help="A table of your own actors, used before the built-in ones."),
]

PARTY = "A state (JPN, Japan), a body (IGO:ASEAN), or words of a name"
Between = Annotated[
    tuple[str, str] | None, typer.Option("--between", metavar="A B", help=f"Two parties, in either direction. {PARTY}.", show_default=False)
]
Actor = Annotated[str | None, typer.Option("--actor", metavar="A", help=f"Who has a part in it. {PARTY}.")]
SaidBy = Annotated[str | None, typer.Option("--said-by", metavar="A", help="On whose word it stands.")]
Since = Annotated[str | None, typer.Option("--from", metavar="DATE", help="First day, month or year.")]
Until = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Last day, month or year.")]
Source = Annotated[str | None, typer.Option("--source", help="Words of the publisher's name, or the host of the address.")]
Words = Annotated[str | None, typer.Option("--text", metavar="WORDS", help='Words that must be there; "a phrase", begin*, -without.')]
Copies = Annotated[bool, typer.Option("--copies", help="Also what copies of a report tell.")]
Limit = Annotated[
    int | None, typer.Option("--limit", min=0, help="At most so many, the latest first; 0 for all.  [default: 50 in tables, else 0]")
]
Quad = Annotated[
    list[int] | None,
    typer.Option("--quad", min=1, max=4, help="1 verbal, 2 material cooperation; 3 verbal, 4 material conflict. May be repeated."),
]
Aux = Annotated[list[str] | None, typer.Option("--aux", help="actual, future, hypothetical, negated, historical. May be repeated.")]
