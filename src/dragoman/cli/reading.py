"""What ``dragoman read`` does: inputs, engine, output, and what is said about inputs set aside."""

import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import msgspec
from rich.console import Console

from dragoman.cli.keeping import finish, set_aside, with_bar
from dragoman.cli.show import head, show_record
from dragoman.cli.terminal import plain, stderr, stdout, write_json
from dragoman.engines import Engine, LocalEngine, ProcessEngine
from dragoman.ingest import Ingest, Summary
from dragoman.pipeline import Reader, provenance
from dragoman.record import CodedReport, Rejection, Report
from dragoman.sources import Meter, Options, find, read_inputs
from dragoman.store import Record


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What the user asked for."""

    inputs: tuple[str, ...]
    options: Options
    db: Path | None
    """Where to keep the record; None to keep nothing."""
    json: bool
    actors: Path | None
    explain: int | None
    jobs: int


def run(choice: Choice) -> bool:
    """Read all inputs; true if anything was read, or known."""
    meter, inputs = Meter(), list(find(choice.inputs))
    reports = read_inputs(inputs, choice.options, meter)
    if choice.db:
        return _keep(choice, choice.db, [name for name in inputs if isinstance(name, str)], reports, meter)
    show: Callable[[CodedReport], CodedReport | Rejection] = _write_json
    if choice.explain:
        reader = Reader(choice.actors)
        results, show = LocalEngine(reader).code(reports), partial(_explain, reader, choice.explain)
    else:
        results = engine(choice.actors, choice.jobs).code(reports)
        show = show if choice.json else partial(_show, stdout())
    summary = Summary()
    for result in results if sys.stdout.isatty() else with_bar(results, summary, meter):
        done = result if isinstance(result, Rejection) else show(result)
        if isinstance(done, Rejection):
            set_aside(done)
        summary.count(done)
    if summary.handled > 1 and summary.set_aside:
        stderr().print(f"{summary.read} read, {summary.set_aside} set aside")
    return bool(summary.read)


def _keep(choice: Choice, db: Path, names: list[str], reports: Iterable[Report | Rejection], meter: Meter) -> bool:
    """Read into the record; a report that comes alone is shown, also if it was known."""
    refused: list[Rejection] = []
    ingest = Ingest(db)
    try:
        with ingest:
            results = ingest.read(reports, engine(choice.actors, choice.jobs), provenance(choice.actors))
            refused += (result for result in with_bar(results, ingest.summary, meter) if isinstance(result, Rejection))
            ingest.forgive(names)
    except KeyboardInterrupt:
        finish(ingest.summary, refused, db)
        raise
    if ingest.summary.handled == 1 and ingest.last and (alone := Record(db).report(ingest.last)):
        show_record(alone, stdout())
    return finish(ingest.summary, refused, db)


def engine(actors: Path | None, jobs: int) -> Engine:
    """The engine for this many processes."""
    return LocalEngine(Reader(actors)) if jobs == 1 else ProcessEngine(jobs, partial(Reader, actors))


def _write_json(coded: CodedReport) -> CodedReport:
    write_json(coded)
    return coded


def _show(console: Console, coded: CodedReport) -> CodedReport:
    show_record(coded, console)
    console.print()
    return coded


def _explain(reader: Reader, number: int, coded: CodedReport) -> CodedReport | Rejection:
    count = len(coded.events)
    if number > count:
        numbers = f"its events are numbered 1 to {count}" if count else "it has no events"
        return Rejection(source=coded.report.id, reason=f"there is no event {number} to explain; {numbers}")
    console = stdout()
    console.print(head(coded.report))
    for line in reader.explain(coded.report, number).splitlines():
        indent = line[: len(line) - len(line.lstrip())]
        console.print(indent + plain(line), soft_wrap=True)
    return coded
