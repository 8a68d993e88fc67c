"""``read``, ``evaluate`` and ``explain``."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.options import DEFAULT, Actors, Db, Exit, Jobs, Json, day


def read(
    ctx: typer.Context,
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE|FOLDER|GLOB|URL|-",
            help="txt, md, html, pdf, docx, eml, xml (feeds), json, jsonl, csv, tsv, warc; - is standard input.",
            show_default=False,
        ),
    ] = None,
    *,
    db: Db = DEFAULT,
    no_keep: Annotated[bool, typer.Option("--no-keep", help="Show what the reports say, and keep nothing.")] = False,
    json: Json = False,
    published: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", callback=day, help="Day of publication of all inputs.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published them.")] = None,
    title: Annotated[str | None, typer.Option(help="Their headline.")] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(metavar="FIELD=NAME", help="Where a table or JSON has text, title, published, publisher, url or id. May be repeated."),
    ] = None,
    follow: Annotated[bool, typer.Option("--follow", help="Fetch the page of each entry of a feed.")] = False,
    allow_private: Annotated[bool, typer.Option("--allow-private", help="Fetch also from addresses inside private networks.")] = False,
    actors: Actors = None,
    explain: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Show how event number N came about, instead of the record.")
    ] = None,
    jobs: Jobs = 1,
) -> None:
    """Read reports and keep what they say. A report that comes alone is shown, too.

    --json, --explain and --no-keep write what was read and keep nothing.
    """
    from dragoman.cli import reading
    from dragoman.sources import STDIN, Details, Options

    if json and explain:
        raise typer.BadParameter("--explain writes for people; leave out --json")
    keep_nothing = json or no_keep or explain
    source = ctx.get_parameter_source("db")
    if keep_nothing and source and source.name == "COMMANDLINE":
        raise typer.BadParameter("--db keeps the record, while --json, --explain and --no-keep keep nothing; leave one out")
    if not inputs and sys.stdin.isatty():
        raise typer.BadParameter("nothing to read: name files, folders or addresses, or - for standard input")
    given = Details(published=published, publisher=publisher, title=title)
    options = Options(given=given, columns=_columns(column or []), follow=follow, allow_private=allow_private)
    choice = reading.Choice(
        inputs=tuple(inputs or [STDIN]), options=options, db=None if keep_nothing else db, json=json, actors=actors, explain=explain,
        jobs=jobs,
    )  # fmt: skip
    raise typer.Exit(Exit.READ if reading.run(choice) else Exit.NOTHING_READ)


def _columns(given: list[str]) -> dict[str, str]:
    from dragoman.sources.columns import NAMES

    pairs = [one.partition("=") for one in given]
    for field, _, name in pairs:
        if field not in NAMES or not name:
            raise typer.BadParameter(f"{field}={name} names no column; write FIELD=NAME, where FIELD is {', '.join(NAMES)}")
    return {field: name for field, _, name in pairs}


def evaluate(
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD_DIR", exists=True, file_okay=False, help="Coded reports, one JSON file each.")
    ],
    *,
    coded: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="Compare these records (JSON lines) instead of reading the texts."),
    ] = None,
    json: Json = False,
    actors: Actors = None,
    jobs: Jobs = 1,
) -> None:
    """Compare what dragoman reads in the texts of GOLD_DIR with what people coded there."""
    from dragoman.cli import evaluating

    evaluating.run(gold, coded=coded, json=json, actors=actors, jobs=jobs)


def explain(
    codes: Annotated[list[str], typer.Argument(metavar="CODE...", help="AID, CONSULT:phone, diplomatic, GOV, historical, …")],
) -> None:
    """Say what a code means."""
    from dragoman import ontology

    for code in codes:
        typer.echo(ontology.explain(code))
