"""The tree head (deep biaffine attention, Dozat and Manning 2017) and the first stage of training on it."""

import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from dragoman.reader.pieces import CLS, SEP, pieces
from dragoman.reader.text import shape
from dragoman.training.encoder import SHAPE_WIDTH, WIDTH
from dragoman.training.treebank import Tree

TAGS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
RELATIONS = (
    "acl advcl advmod amod appos aux case cc ccomp clf compound conj cop csubj dep det discourse dislocated expl fixed flat "
    "goeswith iobj list mark nmod nsubj nummod obj obl orphan parataxis punct reparandum root vocative xcomp"
).split()
ARC, LABEL = 192, 64


class TreeHead(nn.Module):
    """Scores heads and labels of every word against every other; word 0 is the root (the CLS piece)."""

    def __init__(self, dropout: float = 0.25) -> None:
        super().__init__()
        width = WIDTH + SHAPE_WIDTH
        self.dropout = dropout
        self.arc_child, self.arc_head = nn.Linear(width, ARC), nn.Linear(width, ARC)
        self.label_child, self.label_head = nn.Linear(width, LABEL), nn.Linear(width, LABEL)
        self.arc = nn.Parameter(torch.zeros(ARC + 1, ARC + 1))
        self.label = nn.Parameter(torch.randn(len(RELATIONS), LABEL + 1, LABEL + 1) * 0.02)
        self.tag = nn.Sequential(nn.Linear(width, 192), nn.GELU(), nn.Linear(192, len(TAGS)))

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """``x`` [B, N, 416] → arc scores [B, N, N] (child, head), label vectors of child and head, tag scores."""
        x = F.dropout(x, self.dropout, self.training)

        def project(linear: nn.Linear) -> Tensor:
            y = F.dropout(F.leaky_relu(linear(x), 0.1), self.dropout, self.training)
            return torch.cat([y, torch.ones_like(y[..., :1])], -1)

        arcs = torch.matmul(torch.matmul(project(self.arc_child), self.arc), project(self.arc_head).transpose(1, 2))
        return arcs, project(self.label_child), project(self.label_head), self.tag(x)

    def labels(self, child: Tensor, head: Tensor, heads: Tensor) -> Tensor:
        """Label scores [B, N, R] of each word given its head."""
        chosen = torch.gather(head, 1, heads.unsqueeze(-1).expand(-1, -1, head.shape[-1]))
        return torch.einsum("bni,oij,bnj->bno", child, self.label.to(child.dtype), chosen)


class TreeBatch(NamedTuple):
    """Padded tensors of some sentences; targets are -100 where there is nothing to learn."""

    ids: Tensor
    first: Tensor
    last: Tensor
    shapes: Tensor
    heads: Tensor
    relations: Tensor
    tags: Tensor


class Sentence(NamedTuple):
    """A tree with its wordpieces."""

    tree: Tree
    pieces: list[list[int]]
    length: int


def prepare(trees: Sequence[Tree], longest: int = 160) -> list[Sentence]:
    """Trees with their wordpieces; sentences of more than ``longest`` pieces are left out."""
    vocabulary = sorted({form for tree in trees for form in tree.forms})
    known = dict(zip(vocabulary, pieces(vocabulary), strict=True))
    cut = [Sentence(tree, [known[form] for form in tree.forms], 2 + sum(len(known[form]) for form in tree.forms)) for tree in trees]
    return [s for s in cut if s.length <= longest]


def batches(sentences: Sequence[Sentence], size: int, rng: random.Random) -> Iterator[list[Sentence]]:
    """Batches of about ``size`` wordpieces, of sentences of like length, in random order."""
    order = sorted(sentences, key=lambda s: s.length + 3 * rng.random())
    groups: list[list[Sentence]] = [[]]
    for sentence in order:
        if groups[-1] and sentence.length * (len(groups[-1]) + 1) > size:
            groups.append([])
        groups[-1].append(sentence)
    rng.shuffle(groups)
    yield from groups


def pad(rows: Sequence[Sequence[int]], value: int) -> Tensor:
    """Rows of different length as one tensor, filled up with ``value``."""
    width = max(1, *(len(r) for r in rows))
    return torch.tensor([[*r, *[value] * (width - len(r))] for r in rows])


def collate(group: Sequence[Sentence]) -> TreeBatch:
    """One batch of tensors."""
    ids, first, last, shapes = [], [], [], []
    for sentence in group:
        row, a, b = [CLS], [0], [0]
        for word in sentence.pieces:
            a.append(len(row))
            row += word
            b.append(len(row) - 1)
        ids.append([*row, SEP])
        first.append(a)
        last.append(b)
        shapes.append([0, *(shape(form, first=i == 0) for i, form in enumerate(sentence.tree.forms))])
    trees = [s.tree for s in group]
    relations = [[-100, *(RELATIONS.index(r) if r in RELATIONS else -100 for r in t.relations)] for t in trees]
    tags = [[-100, *(TAGS.index(t) if t in TAGS else -100 for t in tree.tags)] for tree in trees]
    heads = [[-100, *t.heads] for t in trees]
    return TreeBatch(pad(ids, 0), pad(first, 0), pad(last, 0), pad(shapes, 0), pad(heads, -100), pad(relations, -100), pad(tags, -100))


def tree_loss(head: TreeHead, x: Tensor, batch: TreeBatch) -> Tensor:
    """Cross-entropy of heads, labels (given the true heads) and half that of tags."""
    arcs, child, parent, tags = head(x)
    absent = (batch.heads == -100).clone()
    absent[:, 0] = False
    arcs = arcs.float().masked_fill(absent[:, None, :], -1e4)
    labels = head.labels(child, parent, batch.heads.clamp(min=0))

    def entropy(scores: Tensor, target: Tensor) -> Tensor:
        return F.cross_entropy(scores.reshape(-1, scores.shape[-1]).float(), target.reshape(-1), ignore_index=-100)

    return entropy(arcs, batch.heads) + entropy(labels, batch.relations) + 0.5 * entropy(tags, batch.tags)
