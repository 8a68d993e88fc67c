"""The two stages of training: trees first, then everything together."""

import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from torch import nn

from dragoman.gazetteer import Gazetteer
from dragoman.reader.labels import Labels
from dragoman.training import trees
from dragoman.training.corpus import CorpusReport
from dragoman.training.encoder import Encoder
from dragoman.training.examples import Example, examples, known_people, without_title
from dragoman.training.losses import WEIGHTS, Noise, losses
from dragoman.training.model import Joint
from dragoman.training.optimiser import optimiser, set_rates
from dragoman.training.swap import swap

TREE_BATCH, WINDOW_BATCH = 2048, 1500
TREES_EVERY, TREE_WEIGHT = 6, 0.5
SWAP_SHARE, UNTITLED_SHARE, KNOWN_PEOPLE = 0.5, 0.4, 0.3
ENCODER_DROPOUT = 0.1


def autocast() -> torch.autocast:
    """bfloat16 where the processor gains from it."""
    return torch.autocast("cpu", dtype=torch.bfloat16)


def step(loss: torch.Tensor, modules: Sequence[nn.Module], optimise: torch.optim.Optimizer) -> None:
    """One step of the optimiser, with clipped gradients."""
    optimise.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_([p for m in modules for p in m.parameters() if p.requires_grad], 5.0)
    optimise.step()


def train_trees(encoder: Encoder, head: trees.TreeHead, sentences: Sequence[trees.Sentence], epochs: float, seed: int) -> None:
    """Stage one: Universal Dependencies."""
    rng = random.Random(seed)
    optimise = optimiser(encoder, list(head.parameters()), 3.5e-4, 2e-3)
    total = int(epochs * sum(1 for _ in trees.batches(sentences, TREE_BATCH, rng)))
    began, number, stream = time.monotonic(), 0, forever(sentences, TREE_BATCH, rng)
    encoder.train(), head.train()
    while number < total:
        set_rates(optimise, number / total, number)
        with autocast():
            loss = tree_step_loss(encoder, head, next(stream))
        step(loss, [encoder, head], optimise)
        number += 1
        if number % 100 == 0:
            print(f"trees {number}/{total} loss {loss.item():.3f} {(time.monotonic() - began) / 60:.1f} min", flush=True)


def forever(sentences: Sequence[trees.Sentence], size: int, rng: random.Random) -> Iterator[list[trees.Sentence]]:
    """Batches of sentences without end."""
    while True:
        yield from trees.batches(sentences, size, rng)


def tree_step_loss(encoder: Encoder, head: trees.TreeHead, group: list[trees.Sentence]) -> torch.Tensor:
    """Loss of one batch of trees with some pieces and shapes masked."""
    batch = trees.collate(group)
    ids = batch.ids.masked_fill((torch.rand(batch.ids.shape) < 0.06) & (batch.ids > 103), 103)
    shapes = batch.shapes.masked_fill(torch.rand(batch.shapes.shape) < 0.15, 0)
    return trees.tree_loss(head, encoder(ids, batch.first, batch.last, shapes), batch)


def window_batches(parts: Sequence[Example], size: int, rng: random.Random) -> list[list[Example]]:
    """Batches of windows of like length, in random order."""
    groups: list[list[Example]] = [[]]
    for part in sorted(parts, key=lambda e: e.size + 60 * rng.random()):
        longest = max([part.size, *(e.size for e in groups[-1])])
        if groups[-1] and longest * (len(groups[-1]) + 1) > size:
            groups.append([])
        groups[-1].append(part)
    rng.shuffle(groups)
    return [g for g in groups if g]


def seen_as(report: CorpusReport, gazetteer: Gazetteer, labels: Labels, rng: random.Random) -> list[Example]:
    """The windows of a report as it is seen in one epoch."""
    told = varied(report, gazetteer, rng)
    return examples(told, gazetteer, labels, known_people(told, KNOWN_PEOPLE, rng))


def varied(report: CorpusReport, gazetteer: Gazetteer, rng: random.Random) -> CorpusReport:
    """A report as it is seen in one epoch: sometimes with other states, sometimes without its headline."""
    if rng.random() < SWAP_SHARE:
        report = swap(report, gazetteer, rng)
    return without_title(report) if report.title_end and rng.random() < UNTITLED_SHARE else report


def train_joint(
    model: Joint, reports: Sequence[CorpusReport], held: Sequence[CorpusReport], sentences: Sequence[trees.Sentence],
    gazetteer: Gazetteer, labels: Labels, epochs: int, seed: int, checkpoint: Path,
) -> None:  # fmt: skip
    """Stage two: all heads on the corpus, with a batch of trees now and then so that they are not forgotten."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    heads = [p for name, p in model.named_parameters() if not name.startswith("tokens.encoder.")]
    optimise = optimiser(model.tokens.encoder, heads, 2.5e-4, 1.5e-3)
    stream, began, number, noise = forever(sentences, WINDOW_BATCH, rng), time.monotonic(), 0, Noise()
    for epoch in range(epochs):
        parts = [e for r in reports for e in seen_as(r, gazetteer, labels, rng)]
        groups = window_batches(parts, WINDOW_BATCH, rng)
        sums: Counter[str] = Counter()
        model.train()
        for i, group in enumerate(groups):
            set_rates(optimise, (epoch + i / len(groups)) / epochs, number)
            with autocast():
                each = losses(model, group, labels, rng, ENCODER_DROPOUT, noise)
                loss = sum((WEIGHTS[name] * value for name, value in each.items()), torch.zeros(()))
                if number % TREES_EVERY == 0:
                    loss = loss + TREE_WEIGHT * tree_step_loss(model.tokens.encoder, model.trees, next(stream))
            step(loss, [model], optimise)
            number += 1
            sums.update({name: value.item() for name, value in each.items()})
        told = " ".join(f"{name} {value / len(groups):.3f}" for name, value in sums.items())
        print(f"epoch {epoch + 1}/{epochs} {(time.monotonic() - began) / 60:.1f} min {told}", flush=True)
        if held and (epoch % 4 == 3 or epoch + 1 == epochs):
            print("  held back:", held_out(model, held, gazetteer, labels), flush=True)
        torch.save(model.state_dict(), checkpoint)


@torch.no_grad()
def held_out(model: Joint, held: Sequence[CorpusReport], gazetteer: Gazetteer, labels: Labels) -> str:
    """Mean losses on reports that were held back."""
    model.eval()
    rng, sums = random.Random(0), Counter[str]()
    groups = window_batches([e for r in held for e in examples(r, gazetteer, labels)], WINDOW_BATCH, rng)
    for group in groups:
        with autocast():
            each = losses(model, group, labels, rng, 0.0, Noise(0, 0, 0, 0))
        sums.update({name: value.item() for name, value in each.items()})
    return " ".join(f"{name} {value / len(groups):.3f}" for name, value in sums.items())
