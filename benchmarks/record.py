"""A record of one million events: how long questions and exports take, and how much memory they need.

``python benchmarks/record.py [EVENTS]`` reads the reports under demo/, repeats their records with shifted dates until the file
holds that many events, and then runs each command as a user would, start of the program included.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from dragoman import store

DEMO = Path(__file__).parent.parent / "demo"
PROGRAM = [sys.executable, "-c", "from dragoman.cli.main import main; main()"]

SHIFTED = {
    "reports": "id || '-' || k AS id, number + k * 1000 AS number, published + k::INTEGER AS published",
    "events": "id || '-' || k AS id, report_id || '-' || k AS report_id, strftime(first_day + k::INTEGER, '%Y-%m-%d') AS date,"
    " first_day + k::INTEGER AS first_day, last_day + k::INTEGER AS last_day",
    "statements": "id || '-' || k AS id, report_id || '-' || k AS report_id",
    "commitments": "id || '-' || k AS id, report_id || '-' || k AS report_id, event_id || '-' || k AS event_id",
    "instruments": "id || '-' || k AS id, report_id || '-' || k AS report_id",
    "claims": "id || '-' || k AS id, report_id || '-' || k AS report_id",
    "roles": "item_id || '-' || k AS item_id, report_id || '-' || k AS report_id",
    "evidence": "item_id || '-' || k AS item_id, report_id || '-' || k AS report_id",
    "fingerprints": "report_id || '-' || k AS report_id, key + k AS key",
}
"""What of a row changes from one repetition to the next."""

QUESTIONS = {
    "events --between": ("events", "--between", "JPN", "KHM"),
    "events --between, all as JSON": ("events", "--between", "USA", "ARE", "--json"),
    "events --type --from --to": ("events", "--type", "CONSULT:phone", "--from", "2024", "--to", "2024-06"),
    "events --text": ("events", "--text", '"power lines" minist*'),
    "reports --text": ("reports", "--text", '"five-point consensus"'),
    "statements --said-by": ("statements", "--said-by", "Prak Sokhonn"),
    "actors": ("actors",),
    "sql: counts by dyad and month": (
        "sql",
        "FROM events_flat SELECT date_trunc('month', first_day), actor_country, recipient_country, avg(score) GROUP BY ALL LIMIT 20",
    ),
    "read again (33 known reports)": ("read", str(DEMO)),
}
EXPORTS = ("parquet", "csv", "gdelt", "icews", "plover", "graphml", "jsonl")


def build(path: Path, events: int) -> None:
    """A record with about that many events."""
    subprocess.run([*PROGRAM, "read", DEMO, "--db", path], check=True, capture_output=True)
    with store.reading(path) as connection:
        (few,) = connection.execute("SELECT count(*) FROM events").fetchall()[0]
    times = -(-events // few) - 1
    with store.writing(path) as connection:
        for table, changed in SHIFTED.items():
            connection.execute(f"INSERT INTO {table} SELECT {table}.* REPLACE ({changed}) FROM {table}, range(1, {times} + 1) t(k)")  # noqa: S608


def apart(work: Callable[..., None], *args: object) -> None:
    """Do it in a process of its own: what this one has once needed would count as memory of those that it starts."""
    process = get_context("spawn").Process(target=work, args=args)
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(process.exitcode)


def timed(*args: str | Path) -> tuple[float, float]:
    """Seconds and peak megabytes of one command."""
    began = time.perf_counter()
    with subprocess.Popen([*PROGRAM, *args], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as program:
        assert program.stderr is not None  # noqa: S101
        said = program.stderr.read()
        _, status, used = os.wait4(program.pid, 0)
        program.returncode = status
    if status:
        raise SystemExit(said.decode())
    return time.perf_counter() - began, used.ru_maxrss / 1024


def main(events: int) -> None:
    """Build, ask, export; a line each."""
    with TemporaryDirectory(dir="build" if Path("build").is_dir() else None) as folder:
        path = Path(folder) / "record.duckdb"
        apart(build, path, events)
        print(f"{events:,} events; file of {path.stat().st_size / 1e6:,.0f} MB")
        for name, args in QUESTIONS.items():
            seconds = sorted(timed(*args, "--db", path)[0] for _ in range(3))[1]
            print(f"{name:40} {seconds:7.2f} s")
        for form in EXPORTS:
            seconds, peak = timed("export", form, Path(folder) / form, "--db", path)
            print(f"export {form:33} {seconds:7.2f} s {peak:7,.0f} MB at most")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
