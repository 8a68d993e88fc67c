"""The program: all commands together. Everything heavy is imported when a command runs, so that ``--help`` is quick."""

import sys
from io import TextIOWrapper
from typing import Annotated, NoReturn

import typer

from dragoman.cli import commands_asking, commands_keeping, commands_reading
from dragoman.cli.options import Exit
from dragoman.record.errors import DragomanError, OntologyError, QueryError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Reads English news reports and press releases into a record of who did, said and promised what to whom.",
)

PANELS = {
    "Read": (commands_reading.read, commands_reading.evaluate, commands_reading.explain),
    "Ask the record": (
        commands_asking.events,
        commands_asking.statements,
        commands_asking.commitments,
        commands_asking.instruments,
        commands_asking.claims,
        commands_asking.reports,
        commands_asking.actors,
        commands_asking.show,
        commands_asking.sql,
    ),
    "Carry it elsewhere": (commands_keeping.export, commands_keeping.import_, commands_keeping.columns),
}
"""The commands as ``--help`` shows them."""

for panel, commands in PANELS.items():
    for command in commands:
        app.command(command.__name__.rstrip("_"), rich_help_panel=panel)(command)


def _version(wanted: bool) -> None:  # noqa: FBT001
    if wanted:
        import dragoman

        typer.echo(f"dragoman {dragoman.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    _version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")] = False,  # noqa: FBT002
) -> None:
    """Options before the command."""


def main() -> None:
    """Run the program; errors that it foresaw are told without a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        app()
    except (QueryError, OntologyError) as error:
        _fail(error, Exit.USAGE)
    except DragomanError as error:
        _fail(error, Exit.NOTHING_READ)
    except OSError as error:  # of standard output: all other files have errors of their own
        _fail(f"cannot write the answer: {error.strerror or error}", Exit.NOTHING_READ)


def _fail(error: object, status: Exit) -> NoReturn:
    from dragoman.cli.terminal import plain

    sys.stderr.write(f"dragoman: {plain(str(error))}\n")
    sys.exit(status)
