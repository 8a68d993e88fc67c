"""Words per second of the whole pipeline beside those of the bare encoder, in one run, and peak memory.

    python benchmarks/throughput.py [--words 60000] [--processes 2] [--texts FILE.jsonl]

The bare encoder is the shipped int8 token network alone on the same text, cut into windows without context;
both sides run in the same number of processes of one thread each. The text is made of the project's own sample
reports, or of a file of report objects.
"""

import argparse
import json
import multiprocessing
import resource
import time
from collections.abc import Callable
from pathlib import Path

HOME = Path(__file__).parent.parent


def sample_texts(words: int, file: Path | None) -> list[str]:
    """Report texts of about so many words together."""
    if file:
        pool = [json.loads(line)["text"] for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    else:
        pool = [json.loads(p.read_text(encoding="utf-8"))["report"]["text"] for p in sorted((HOME / "tests" / "gold").glob("*.json"))]
        pool += [p.read_text(encoding="utf-8") for p in sorted((HOME / "demo").glob("*.md"))]
    out: list[str] = []
    while sum(len(t.split()) for t in out) < words:
        out += pool
    return out


def bare(texts: list[str]) -> tuple[float, int]:
    """Seconds that the token network alone takes, and words read."""
    from dragoman.reader.network import network, read_words
    from dragoman.reader.reader import Reader
    from dragoman.reader.windows import Window, arrays

    reader = Reader()
    network("tokens")
    inputs = []
    for text in texts:
        document = reader.prepare(text, [])
        low = 0
        while low < len(document.words):
            high, size = low, 0
            while high < len(document.words) and size + len(document.pieces[high]) <= 500:
                size += len(document.pieces[high])
                high += 1
            inputs.append(arrays(document, Window(low, high, low)))
            low = high
    read_words(inputs[0])
    began = time.perf_counter()
    for one in inputs:
        read_words(one)
    return time.perf_counter() - began, sum(len(t.split()) for t in texts)


def whole(texts: list[str]) -> tuple[float, int]:
    """Seconds that the whole pipeline takes, from text to JSON, and words read."""
    import msgspec

    from dragoman.pipeline import Reader
    from dragoman.record import Report

    reader = Reader()
    reader.code(Report(id="warm", text=texts[0], published="2021-11-21"))
    began = time.perf_counter()
    for i, text in enumerate(texts):
        msgspec.json.encode(reader.code(Report(id=str(i), text=text, published="2021-11-21")))
    return time.perf_counter() - began, sum(len(t.split()) for t in texts)


def measure(side: Callable[[list[str]], tuple[float, int]], texts: list[str], processes: int) -> float:
    """Words a second over all processes."""
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        shares = [texts[i::processes] for i in range(processes)]
        return sum(words / seconds for seconds, words in pool.map(side, shares))


def main() -> None:
    """Print both speeds, their ratio and peak memory."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, default=60000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--texts", type=Path, help="JSON lines with a field text")
    told = parser.parse_args()
    texts = sample_texts(told.words, told.texts)
    encoder, pipeline = measure(bare, texts, told.processes), measure(whole, texts, told.processes)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"bare int8 encoder  {encoder:9.0f} words/s in {told.processes} processes")
    print(f"whole pipeline     {pipeline:9.0f} words/s in {told.processes} processes")
    print(f"ratio              {pipeline / encoder:9.2f}")
    print(f"peak memory        {peak:9.0f} MB in the largest process")


if __name__ == "__main__":
    main()
