"""What ``dragoman read`` does: inputs, engine, output, and what is said about inputs set aside."""

import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain, islice
from pathlib import Path

import msgspec
from rich.console import Console

from dragoman.cli.show import head, show_record
from dragoman.cli.terminal import plain, stderr, stdout, words
from dragoman.engines import Engine, LocalEngine, ProcessEngine
from dragoman.pipeline import Reader
from dragoman.record import CodedReport, Rejection
from dragoman.sources import Details, find, read_inputs


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What the user asked for."""

    inputs: tuple[str, ...]
    given: Details
    json: bool
    actors: Path | None
    explain: int | None
    jobs: int


def run(choice: Choice) -> bool:
    """Read all inputs; true if anything was read."""
    reports = read_inputs(find(choice.inputs), choice.given)
    show: Callable[[CodedReport], bool] = _write_json
    if choice.explain:
        reader = Reader(choice.actors)
        results, show = LocalEngine(reader).code(reports), partial(_explain, reader, choice.explain)
    else:
        results = engine(choice.actors, choice.jobs).code(reports)
        show = show if choice.json else partial(_show, stdout())
    done = [_tell(result) if isinstance(result, Rejection) else show(result) for result in _with_progress(results)]
    if len(done) > 1 and False in done:
        stderr().print(f"{sum(done)} read, {len(done) - sum(done)} set aside")
    return any(done)


def engine(actors: Path | None, jobs: int) -> Engine:
    """The engine for this many processes."""
    return LocalEngine(Reader(actors)) if jobs == 1 else ProcessEngine(jobs, partial(Reader, actors))


def set_aside(rejection: Rejection) -> None:
    """Tell on standard error which input was not read, and why."""
    stderr().print(words(f"set aside: {rejection.source}: {rejection.reason}", "yellow"), soft_wrap=True)


def _tell(rejection: Rejection) -> bool:
    set_aside(rejection)
    return False


def _write_json(coded: CodedReport) -> bool:
    sys.stdout.buffer.write(msgspec.json.encode(coded) + b"\n")
    sys.stdout.buffer.flush()
    return True


def _show(console: Console, coded: CodedReport) -> bool:
    show_record(coded, console)
    console.print()
    return True


def _explain(reader: Reader, number: int, coded: CodedReport) -> bool:
    count = len(coded.events)
    if number > count:
        numbers = f"its events are numbered 1 to {count}" if count else "it has no events"
        return _tell(Rejection(source=coded.report.id, reason=f"there is no event {number} to explain; {numbers}"))
    console = stdout()
    console.print(head(coded.report))
    for line in reader.explain(coded.report, number).splitlines():
        indent = line[: len(line) - len(line.lstrip())]
        console.print(indent + plain(line), soft_wrap=True)
    return True


def _with_progress(results: Iterable[CodedReport | Rejection]) -> Iterator[CodedReport | Rejection]:
    """The results, counted on standard error if there are several and a person waits there for output that goes elsewhere."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield from results
        return
    waiting = iter(results)
    first = list(islice(waiting, 2))
    if len(first) > 1:
        yield from _counted(chain(first, waiting))
    else:
        yield from first


def _counted(results: Iterable[CodedReport | Rejection]) -> Iterator[CodedReport | Rejection]:
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    bar = Progress(
        TextColumn("reading"),
        BarColumn(),
        TextColumn("{task.completed} reports"),
        TimeElapsedColumn(),
        console=stderr(),
    )
    with bar:
        task = bar.add_task("reading", total=None)
        for result in results:
            yield result
            bar.advance(task)
