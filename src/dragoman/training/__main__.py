"""``python -m dragoman.training``: corpora and base weights in, the shipped model out."""

import argparse
from pathlib import Path

import msgspec
import torch

from dragoman import ontology
from dragoman.gazetteer import Gazetteer
from dragoman.reader.labels import Labels
from dragoman.training.corpus import read_corpus
from dragoman.training.encoder import base_weights, default_cache, load_base
from dragoman.training.examples import CLASSES, split
from dragoman.training.export import export
from dragoman.training.model import Joint
from dragoman.training.train import train_joint, train_trees
from dragoman.training.treebank import load_treebanks
from dragoman.training.trees import RELATIONS, TAGS, prepare


def label_inventory() -> Labels:
    """The labels that the heads are made for, in the ontology's order."""
    return Labels(
        types=ontology.TYPES,
        modes=tuple(f"{kind}:{mode}" for kind, mode in ontology.MODES),
        contexts=ontology.CONTEXTS,
        sectors=ontology.SECTORS,
        aux=ontology.AUX,
        kinds=ontology.COMMITMENT_KINDS,
        claims=ontology.CLAIMS,
        classes=CLASSES,
        tags=tuple(TAGS),
        relations=tuple(RELATIONS),
    )


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m dragoman.training", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder with the treebanks ewt and gum")
    parser.add_argument("--corpus", type=Path, default=Path("corpus"), help="folder with the annotated reports (*.rep)")
    parser.add_argument("--out", type=Path, default=Path("src/dragoman/reader/data"), help="where the shipped model goes")
    parser.add_argument("--work", type=Path, default=Path("build/training"), help="where checkpoints go")
    parser.add_argument("--tree-epochs", type=float, default=12, help="epochs of stage one; its checkpoint is used again if there is one")
    parser.add_argument("--epochs", type=int, default=28, help="epochs of stage two")
    parser.add_argument("--hold", type=float, default=0.0, help="share of the corpus held back to watch the losses")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def main() -> None:
    """Train and export."""
    told = arguments()
    torch.manual_seed(told.seed)
    torch.set_num_threads(told.threads)
    torch.set_flush_denormal(True)
    told.work.mkdir(parents=True, exist_ok=True)
    labels, gazetteer = label_inventory(), Gazetteer.load()
    sentences = prepare(load_treebanks(told.data)[0])
    model = Joint(labels)
    first = told.work / "trees.pt"
    if first.exists():
        state = torch.load(first)
        model.tokens.encoder.load_state_dict(state["enc"])
        model.trees.load_state_dict(state["head"])
    else:
        load_base(model.tokens.encoder, base_weights(default_cache()))
        train_trees(model.tokens.encoder, model.trees, sentences, told.tree_epochs, told.seed)
        torch.save({"enc": model.tokens.encoder.state_dict(), "head": model.trees.state_dict()}, first)
    reports, held = split(read_corpus(told.corpus), told.hold)
    train_joint(model, reports, held, sentences, gazetteer, labels, told.epochs, told.seed, told.work / "joint.pt")
    (told.out / "labels.json").write_bytes(msgspec.json.format(msgspec.json.encode(labels)))
    export(model, labels, told.out)


if __name__ == "__main__":
    main()
