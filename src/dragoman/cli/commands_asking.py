"""What the record is asked by: one command for each kind of entry, ``show`` and ``sql``."""

from typing import Annotated

import typer

from dragoman.cli.options import (
    DEFAULT,
    Actor,
    Aux,
    Between,
    Copies,
    Csv,
    Db,
    Json,
    Limit,
    Quad,
    SaidBy,
    Since,
    Source,
    Until,
    Words,
)


def events(
    *,
    between: Between = None,
    actor: Actor = None,
    type_: Annotated[
        list[str] | None, typer.Option("--type", metavar="CODE", help="AGREE, CONSULT:phone, … May be repeated.")
    ] = None,
    quad: Quad = None,
    aux: Aux = None,
    since: Since = None,
    until: Until = None,
    said_by: SaidBy = None,
    source: Source = None,
    text: Words = None,
    copies: Copies = False,
    limit: Limit = None,
    json: Json = False,
    csv: Csv = False,
    db: Db = DEFAULT,
) -> None:
    """Who did what to whom."""
    from dragoman.cli import asking

    asking.answer(
        db, "events", asking.form(json=json, csv=csv),
        between=between, actor=actor, type=type_, quad=quad, aux=aux, since=since, until=until, said_by=said_by,
        source=source, text=text, copies=copies, limit=limit,
    )  # fmt: skip


def statements(
    *,
    said_by: SaidBy = None,
    since: Since = None,
    until: Until = None,
    source: Source = None,
    text: Words = None,
    copies: Copies = False,
    limit: Limit = None,
    json: Json = False,
    csv: Csv = False,
    db: Db = DEFAULT,
) -> None:
    """Who said what; dates are those of publication."""
    from dragoman.cli import asking

    asking.answer(
        db, "statements", asking.form(json=json, csv=csv),
        said_by=said_by, since=since, until=until, source=source, text=text, copies=copies, limit=limit,
    )  # fmt: skip


def commitments(
    *,
    between: Between = None,
    actor: Actor = None,
    type_: Annotated[
        list[str] | None, typer.Option("--type", metavar="KIND", help="pledge, agreement, request, threat. May be repeated.")
    ] = None,
    since: Since = None,
    until: Until = None,
    source: Source = None,
    text: Words = None,
    copies: Copies = False,
    limit: Limit = None,
    json: Json = False,
    csv: Csv = False,
    db: Db = DEFAULT,
) -> None:
    """Who is to do what for whom; dates are those on which it was promised or asked."""
    from dragoman.cli import asking

    asking.answer(
        db, "commitments", asking.form(json=json, csv=csv),
        between=between, actor=actor, type=type_, since=since, until=until, source=source, text=text, copies=copies,
        limit=limit,
    )  # fmt: skip


def instruments(
    *,
    between: Between = None,
    since: Since = None,
    until: Until = None,
    source: Source = None,
    text: Words = None,
    copies: Copies = False,
    limit: Limit = None,
    json: Json = False,
    csv: Csv = False,
    db: Db = DEFAULT,
) -> None:
    """Agreements and the like that reports cite; dates are those of publication."""
    from dragoman.cli import asking

    asking.answer(
        db, "instruments", asking.form(json=json, csv=csv),
        between=between, since=since, until=until, source=source, text=text, copies=copies, limit=limit,
    )  # fmt: skip


def claims(
    *,
    between: Between = None,
    type_: Annotated[
        list[str] | None, typer.Option("--type", metavar="CLAIM", help="improving, hostile, mediator, … May be repeated.")
    ] = None,
    said_by: SaidBy = None,
    since: Since = None,
    until: Until = None,
    source: Source = None,
    text: Words = None,
    copies: Copies = False,
    limit: Limit = None,
    json: Json = False,
    csv: Csv = False,
    db: Db = DEFAULT,
) -> None:
    """What people claim of how two states stand; dates are those of publication."""
    from dragoman.cli import asking

    asking.answer(
        db, "claims", asking.form(json=json, csv=csv),
        between=between, type=type_, said_by=said_by, since=since, until=until, source=source, text=text, copies=copies,
        limit=limit,
    )  # fmt: skip


def reports(
    *,
    between: Between = None,
    actor: Actor = None,
    type_: Annotated[
        list[str] | None, typer.Option("--type", metavar="CODE", help="Type of an event in it. May be repeated.")
    ] = None,
    since: Since = None,
    until: Until = None,
    source: Source = None,
    text: Words = None,
    copies: Copies = False,
    set_aside: Annotated[bool, typer.Option("--set-aside", help="Instead: the inputs that could not be read, and why.")] = False,
    limit: Limit = None,
    json: Json = False,
    csv: Csv = False,
    db: Db = DEFAULT,
) -> None:
    """Which reports are in the record; dates are those of publication."""
    from dragoman.cli import asking

    form = asking.form(json=json, csv=csv)
    asked = {
        "between": between, "actor": actor, "type": type_, "since": since, "until": until, "source": source, "text": text,
        "copies": copies,
    }  # fmt: skip
    if set_aside:
        asking.set_aside(db, form, limit, **asked)
    else:
        asking.answer(db, "reports", form, limit, **asked)


def actors(
    *,
    actor: Actor = None,
    text: Words = None,
    limit: Limit = None,
    json: Json = False,
    csv: Csv = False,
    db: Db = DEFAULT,
) -> None:
    """Who appears in the record, and how often."""
    from dragoman.cli import asking

    asking.answer(db, "actors", asking.form(json=json, csv=csv), actor=actor, text=text, limit=limit)


def show(
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of reports or entries, as the other commands show them.")],
    *,
    json: Json = False,
    db: Db = DEFAULT,
) -> None:
    """Show a report's record, or an entry with its words marked in their paragraph."""
    from dragoman.cli import showing

    showing.run(db, ids, json=json)


def sql(
    query: Annotated[str, typer.Argument(help="In DuckDB's SQL; `dragoman columns` lists tables and columns.")],
    *,
    json: Json = False,
    csv: Csv = False,
    db: Db = DEFAULT,
) -> None:
    """Ask the record in SQL. Nothing can be changed."""
    from dragoman.cli import asking

    asking.query(db, query, asking.form(json=json, csv=csv))
