"""Universal Dependencies treebanks in CoNLL-U, read into words, tags, heads and relations."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dragoman.record.errors import TrainingError

# GUM's own split (`splits.md` beside the treebank): these documents are never trained on.
GUM_DEV = frozenset(
    "academic_exposure academic_librarians bio_byron bio_emperor court_loan court_negligence interview_cyclone interview_gaming "
    "news_homeopathic news_iodine speech_impeachment speech_inauguration textbook_governments textbook_labor vlog_portland "
    "vlog_radiology voyage_athens voyage_coron".split()
)


class Tree(NamedTuple):
    """One sentence: forms, universal tags, heads (1-based, 0 is the root) and relations."""

    forms: list[str]
    tags: list[str]
    heads: list[int]
    relations: list[str]


def read_conllu(path: Path) -> Iterator[Tree]:
    """The sentences of one file; multiword ranges and empty nodes are passed over."""
    rows: list[list[str]] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("#"):
            continue
        if line:
            columns = line.split("\t")
            if columns[0].isdigit():
                rows.append(columns)
        elif rows:
            yield Tree([r[1] for r in rows], [r[3] for r in rows], [int(r[6]) for r in rows], [r[7].split(":")[0] for r in rows])
            rows = []


def held_out_gum(readme: Path) -> set[str]:
    """Documents that GUM's ``splits.md`` puts outside its training part."""
    part, held = "", set()
    for line in readme.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            part = line[3:].strip()
        elif line.strip().startswith("* GUM_") and part != "train":
            held.add(line.strip()[2:])
    return held


def load_treebanks(data: Path) -> tuple[list[Tree], dict[str, list[Tree]]]:
    """Training sentences, and development sentences by name, from ``data/ewt`` and ``data/gum``."""
    if not (data / "ewt").is_dir() or not (data / "gum").is_dir():
        raise TrainingError(f"{data} has no folders ewt and gum with the treebanks in CoNLL-U; name the right folder with --data")
    held = held_out_gum(data / "gum" / "splits.md")
    train = list(read_conllu(data / "ewt" / "ewt-train.conllu"))
    gum_dev: list[Tree] = []
    for path in sorted((data / "gum").glob("*.conllu")):
        name = path.stem.removeprefix("GUM_")
        if name in GUM_DEV:
            gum_dev += read_conllu(path)
        elif path.stem not in held:
            train += read_conllu(path)
    return train, {"ewt": list(read_conllu(data / "ewt" / "ewt-dev.conllu")), "gum": gum_dev}
