"""``export``, ``import`` and ``columns``: the record in other programs' forms, and back."""

from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.options import DEFAULT, Db, Exit, Json


def export(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="jsonl, csv, parquet, plover, gdelt, icews or graphml.")],
    target: Annotated[Path, typer.Argument(metavar="TARGET", help="File to write; a folder for csv and parquet.")],
    *,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace what is there.")] = False,
    db: Db = DEFAULT,
) -> None:
    """Write the record in a form for other programs; docs/export.md describes each."""
    from dragoman.cli.terminal import plain
    from dragoman.export import export

    if str(target) == "-":
        raise typer.BadParameter("an export goes to a file or folder, and - is neither; name one")
    written = export(db, form, target, overwrite=overwrite)
    typer.echo(plain(f"{written:,} written to {target}"), err=True)


def import_(
    inputs: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Records as JSON lines; - is standard input.")],
    *,
    db: Db = DEFAULT,
) -> None:
    """Take records in that `read --json` or `export jsonl` wrote."""
    from dragoman.cli import importing

    raise typer.Exit(Exit.READ if importing.run(db, inputs) else Exit.NOTHING_READ)


def columns(
    table: Annotated[str | None, typer.Argument(help="Only this table or view.")] = None,
    *,
    json: Json = False,
    db: Db = DEFAULT,
) -> None:
    """Say what the tables of the record hold, column by column."""
    from dragoman.cli import asking

    asking.dictionary(db, table, json=json)
