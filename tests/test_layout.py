"""The layout: which package may import which (the table of the design), and where heavy libraries may come in."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "dragoman"

ALLOWED: dict[str, set[str]] = {
    "record": set(),
    "ontology": {"record"},
    "gazetteer": {"record"},
    "sources": {"record"},
    "reader": {"record"},
    "coding": {"reader", "gazetteer", "ontology", "record"},
    "pipeline": {"reader", "coding", "gazetteer", "record"},
    "store": {"gazetteer", "record", "ontology"},
    "linking": {"store", "record", "ontology"},
    "export": {"store", "record", "ontology"},
    "engines": {"pipeline", "sources", "record"},
    "ingest": {"sources", "engines", "store", "linking", "record"},
    "training": {"reader", "record", "ontology", "gazetteer"},
    "evaluation": {"pipeline", "record"},
}
"""``cli`` and the package's own ``__init__`` may import anything, and anything the version. Training takes the gazetteer's
hints as the reader will; the pipeline builds the gazetteer, with the user's own actors; copies are linked in the transaction
that keeps a report; the store asks the gazetteer what states are called in questions."""

ONLY_IN: dict[str, tuple[str, ...]] = {
    "torch": ("training/",),
    "onnx": ("training/",),
    "safetensors": ("training/",),
    "ray": ("engines/ray.py",),
    "typer": ("cli/",),
    "rich": ("cli/",),
    "onnxruntime": ("reader/", "training/"),
    "trafilatura": ("sources/",),
    "docx": ("sources/",),
    "fastwarc": ("sources/",),
    "feedparser": ("sources/",),
    "httpcore2": ("sources/",),
    "protego": ("sources/",),
    "pypdfium2": ("sources/",),
    "duckdb": ("store/", "linking/", "export/", "ingest.py"),
    "filelock": ("store/",),
    "networkx": ("export/",),
}
FILES = sorted(SOURCE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports(path: Path) -> None:
    place = path.relative_to(SOURCE)
    package = place.parts[0].removesuffix(".py")
    for name in _imports(path):
        library = name.split(".")[0]
        assert place.as_posix().startswith(ONLY_IN.get(library, ("",))), f"{name} belongs in {ONLY_IN[library]} alone"
        if library == "dragoman" and package in ALLOWED:
            assert _part(name) in ALLOWED[package] | {package, "version"}, f"{package} may not import {name}"


def test_every_package_has_its_place() -> None:
    packages = {path.relative_to(SOURCE).parts[0].removesuffix(".py") for path in FILES}
    assert packages - {"__init__", "cli", "version"} <= set(ALLOWED)


def test_import_is_light() -> None:
    heavy = "{'dragoman.record', 'msgspec', 'numpy', 'onnxruntime', 'rich', 'trafilatura', 'typer'}"
    code = f"import sys, dragoman; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_files_stay_short() -> None:
    long = {
        str(path.relative_to(SOURCE)): lines for path in FILES if (lines := len(path.read_text().splitlines())) > 400
    }
    assert not long


def _part(name: str) -> str:
    """The package or module right under dragoman; ``dragoman`` itself is the empty one."""
    return name.split(".")[1] if "." in name else ""


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(path, node)
            yield from [f"dragoman.{alias.name}" for alias in node.names] if base == "dragoman" else [base]


def _absolute(path: Path, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    parents = ("dragoman", *path.relative_to(SOURCE).parts)[: -node.level]
    return ".".join((*parents, *([node.module] if node.module else [])))
