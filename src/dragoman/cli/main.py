"""The commands and their options. Everything heavy is imported when a command runs, so that ``--help`` is quick."""

import sys
from enum import IntEnum
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from dragoman.record.errors import DragomanError, InputError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Reads English news reports and press releases into a record of who did, said and promised what to whom.",
)


class Exit(IntEnum):
    """What the program tells the shell."""

    READ = 0
    """At least one report was read."""
    NOTHING_READ = 1
    USAGE = 2


def _version(wanted: bool) -> None:
    if wanted:
        import dragoman

        typer.echo(f"dragoman {dragoman.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    _version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Options before the command."""


def _day(value: str | None) -> str | None:
    from dragoman.sources import day

    try:
        return day(value) if value else None
    except InputError as error:
        raise typer.BadParameter(str(error)) from None


Actors = Annotated[
    Path | None,
    typer.Option(
        "--actors", exists=True, dir_okay=False, help="A table of your own actors, used before the built-in ones."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Write JSON on standard output, and nothing else there.")]
Jobs = Annotated[int, typer.Option(min=1, help="Processes to read with.")]


@app.command()
def read(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE|FOLDER|-", help="txt, md, html, json, jsonl; - is standard input.", show_default=False
        ),
    ] = None,
    *,
    json: Json = False,
    published: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", callback=_day, help="Day of publication of all inputs.")
    ] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published them.")] = None,
    title: Annotated[str | None, typer.Option(help="Their headline.")] = None,
    actors: Actors = None,
    explain: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Show how event number N came about, instead of the record.")
    ] = None,
    jobs: Jobs = 1,
) -> None:
    """Read reports and show, or write as JSON, what they say."""
    from dragoman.cli import reading
    from dragoman.sources import STDIN, Details

    if json and explain:
        raise typer.BadParameter("--explain writes for people; leave out --json")
    if not inputs and sys.stdin.isatty():
        raise typer.BadParameter("nothing to read: name files or folders, or - for standard input")
    details = Details(published=published, publisher=publisher, title=title)
    choice = reading.Choice(
        inputs=tuple(inputs or [STDIN]), given=details, json=json, actors=actors, explain=explain, jobs=jobs
    )
    raise typer.Exit(Exit.READ if reading.run(choice) else Exit.NOTHING_READ)


@app.command()
def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(metavar="GOLD_DIR", exists=True, file_okay=False, help="Coded reports, one JSON file each."),
    ],
    *,
    coded: Annotated[
        Path | None,
        typer.Option(
            exists=True, dir_okay=False, help="Compare these records (JSON lines) instead of reading the texts."
        ),
    ] = None,
    json: Json = False,
    actors: Actors = None,
    jobs: Jobs = 1,
) -> None:
    """Compare what dragoman reads in the texts of GOLD_DIR with what people coded there."""
    from dragoman.cli import evaluating

    evaluating.run(gold, coded=coded, json=json, actors=actors, jobs=jobs)


@app.command()
def explain(
    codes: Annotated[
        list[str], typer.Argument(metavar="CODE...", help="AID, CONSULT:phone, diplomatic, GOV, historical, …")
    ],
) -> None:
    """Say what a code means."""
    from dragoman import ontology

    for code in codes:
        typer.echo(ontology.explain(code))


def main() -> None:
    """Run the program; errors that it foresaw are told without a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        app()
    except DragomanError as error:
        from dragoman.cli.terminal import plain

        sys.stderr.write(f"dragoman: {plain(str(error))}\n")
        sys.exit(Exit.NOTHING_READ)
