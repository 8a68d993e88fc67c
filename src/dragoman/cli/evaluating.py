"""What ``dragoman evaluate`` does: read the texts, compare, print the tables."""

from collections.abc import Iterator
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.table import Table

from dragoman.cli.keeping import set_aside
from dragoman.cli.reading import engine
from dragoman.cli.terminal import stdout, write_json
from dragoman.evaluation import Scores, Tally, gold_reports, load_coded, load_gold, measured, score
from dragoman.record import CodedReport, Rejection


def run(gold: Path, *, coded: Path | None, json: bool, actors: Path | None, jobs: int) -> None:
    """Compare and print."""
    people = load_gold(gold)
    records = load_coded(coded) if coded else measured(_code(gold, actors, jobs))
    scores = score(people, records)
    if json:
        write_json(scores.as_dict())
    else:
        _show(scores)


def _code(gold: Path, actors: Path | None, jobs: int) -> Iterator[CodedReport]:
    for result in engine(actors, jobs).code(gold_reports(gold)):
        if isinstance(result, Rejection):
            set_aside(result)
        else:
            yield result


def _show(scores: Scores) -> None:
    console = stdout()
    console.print(_levels(scores), _attributes(scores), _types(scores))
    console.print(f"{scores.reports} reports, {scores.missing} of them not coded")


def _levels(scores: Scores) -> Table:
    table = _table("", "gold", "coded", "hit", "P", "R", "F1")
    for name, tally in scores.levels.items():
        table.add_row(name, str(tally.gold), str(tally.coded), str(tally.hits), *_measures(tally))
    return table


def _attributes(scores: Scores) -> Table:
    table = _table("of events found", "right", "of", "share")
    for name, share in scores.attributes.items():
        rate = share.accuracy
        table.add_row(name, str(share.right), str(share.of), "–" if rate is None else f"{rate:.3f}")
    return table


def _types(scores: Scores) -> Table:
    table = _table("type", "gold", "coded", "act", "P", "R", "F1", "who", "P", "R", "F1")
    for name, (act, who) in scores.types.items():
        table.add_row(
            name, str(act.gold), str(act.coded), str(act.hits), *_measures(act), str(who.hits), *_measures(who)
        )
    return table


def _measures(tally: Tally) -> tuple[str, str, str]:
    return f"{tally.precision:.3f}", f"{tally.recall:.3f}", f"{tally.f1:.3f}"


def _table(first: str, *others: str) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(first)
    for name in others:
        table.add_column(name, justify="right")
    return table
