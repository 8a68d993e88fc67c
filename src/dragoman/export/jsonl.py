"""The whole record as ``dragoman read --json`` writes it: one JSON object per report; ``dragoman import`` takes it back."""

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from dragoman.store import load_all

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection


def write(connection: "Connection", path: Path) -> int:
    """Write all reports; their number."""
    encoder, written = msgspec.json.Encoder(), 0
    with path.open("wb") as file:
        for coded in load_all(connection):
            file.write(encoder.encode(coded) + b"\n")
            written += 1
    return written
