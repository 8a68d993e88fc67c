"""A batch of examples as tensors: the spans that the heads look at, and what each should say of them."""

import random
from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor

from dragoman.reader.candidates import code_features, code_table
from dragoman.reader.labels import ROLES, WHO, Labels
from dragoman.reader.windows import HINT_KINDS
from dragoman.training.corpus import Party
from dragoman.training.examples import CLASSES, Example, Marked, means, party_class
from dragoman.training.model import Batch, Spans
from dragoman.training.trees import pad

EVENT_ROLES = {"actor": "by", "recipient": "to", "date": "on", "place": "at"}
COMMITMENT_ROLES = {"by": "by", "to": "to", "date": "deadline", "about": "about"}
KIND_OF_ROLE = {"date": "t", "place": "p", "about": "i"}
HINTS_AS_MENTIONS = 0.7


class Anchor(NamedTuple):
    """An event, statement, commitment or claim at its words: kind number, id, and who plays which part."""

    first: int
    last: int
    kind: int
    key: str
    parts: dict[str, tuple[str, ...]]


class Groups(NamedTuple):
    """Pairs for a loss in which each group needs one of its members: flat indices of negatives, positives, and the positives' groups."""

    negative: list[int]
    positive: list[int]
    group: list[int]


class Prepared(NamedTuple):
    """The spans of a batch as the model wants them."""

    batch: Batch
    anchors: list[list[Anchor]]
    mentions: list[list[Marked]]
    anchor_spans: Spans
    mention_spans: Spans
    hint_spans: Spans
    codes: list[list[str]]
    code_table: Tensor
    code_features: Tensor


def anchors_of(example: Example, labels: Labels) -> list[Anchor]:
    """Everything in a window that has parts to play."""
    kinds = labels.anchor_kinds()
    out = []
    for mark in example.triggers:
        line = example.line(mark.ids[0])
        parts = {role: line.after.get(word, ()) for role, word in EVENT_ROLES.items()}
        out.append(Anchor(mark.first, mark.last, kinds.index(line.head[0]), mark.ids[0], parts))
    for mark in example.cues:
        speaker = example.line(mark.ids[0]).after.get("by", ())[:1]
        out.append(Anchor(mark.first, mark.last, kinds.index("cue"), mark.ids[0], {"speaker": speaker}))
    for mark in example.stretches:
        for key in mark.ids:
            line = example.line(key)
            if key[0] == "s":
                kind, parts = "statement", {"speaker": line.after.get("by", ())[:1]}
            elif key[0] == "c":
                kind, parts = line.head[0], {role: line.after.get(word, ()) for role, word in COMMITMENT_ROLES.items()}
            else:
                kind, parts = "claim", {"speaker": line.after.get("by", ())[:1]}
            out.append(Anchor(mark.first, mark.last, kinds.index(kind), key, parts))
    return out


def mentions_of(example: Example, rng: random.Random, share: float = HINTS_AS_MENTIONS) -> list[Marked]:
    """The marked mentions and, as the program will see them too, gazetteer names that are no mention of their own."""
    marked = {(m.first, m.last) for m in example.mentions}
    extra = [Marked(a, b, ()) for a, b, _ in example.hints if (a, b) not in marked and rng.random() < share]
    return [*example.mentions, *extra]


def mention_kind(mark: Marked) -> int:
    """Actor, place, date or instrument."""
    return "apti".index(mark.ids[0][0]) if mark.ids else 0


def prepare_batch(examples: Sequence[Example], labels: Labels, rng: random.Random) -> Prepared:
    """Tensors of some windows and their spans."""
    anchors = [anchors_of(e, labels) for e in examples]
    mentions = [mentions_of(e, rng) for e in examples]
    tables = [code_table(e.hints) for e in examples]
    wide, deep = max(1, *(len(e.hints) for e in examples)), max(1, *(len(codes) for codes, _ in tables))
    most = max(1, *(len(a) for a in anchors))
    table, features = torch.zeros(len(examples), wide, deep), torch.zeros(len(examples), most, deep, 6)
    for i, (e, (codes, rows)) in enumerate(zip(examples, tables, strict=True)):
        if codes:
            table[i, : rows.shape[0], : rows.shape[1]] = torch.from_numpy(rows)
        if codes and anchors[i]:
            at = [a.first for a in anchors[i]]
            known = code_features(at, [e.sentence[w] for w in at], e.hints, e.sentence, codes)
            features[i, : known.shape[0], : known.shape[1]] = torch.from_numpy(known)
    return Prepared(
        to_batch(examples), anchors, mentions,
        spans_of([[(a.first, a.last, a.kind) for a in row] for row in anchors]),
        spans_of([[(m.first, m.last, mention_kind(m)) for m in row] for row in mentions]),
        spans_of([[(a, b, HINT_KINDS.index(h.kind)) for a, b, h in e.hints] for e in examples]),
        [codes for codes, _ in tables], table, features,
    )  # fmt: skip


def spans_of(rows: Sequence[Sequence[tuple[int, int, int]]]) -> Spans:
    """Padded tensors of spans."""
    return Spans(*(pad([[span[i] for span in row] for row in rows], 0) for i in range(3)))


def to_batch(examples: Sequence[Example]) -> Batch:
    """The encoder's input of some windows."""
    inputs = [e.input for e in examples]
    width = max(len(i.first) for i in inputs)
    lexicon = torch.zeros(len(inputs), width, inputs[0].lexicon.shape[1])
    for row, i in enumerate(inputs):
        lexicon[row, : len(i.first)] = torch.from_numpy(i.lexicon)
    columns = [[list(column) for column in i[:6]] for i in inputs]
    ids, first, last, shapes, quoted, hint_kinds = (pad([c[k] for c in columns], 0) for k in range(6))
    return Batch(ids, first, last, shapes, quoted, hint_kinds, lexicon, pad([e.sentence for e in examples], -1))


def parties(example: Example, keys: Sequence[str]) -> list[Party]:
    """The actors behind some ids."""
    return [example.report.actors[key] for key in keys if key in example.report.actors]


def role_groups(prepared: Prepared, shape: tuple[int, ...]) -> Groups:
    """Which mention plays which part: for every part and each who plays it, one of his mentions will do."""
    _, most_anchors, most_mentions, channels = shape
    out, group = Groups([], [], []), 0
    for row, anchors in enumerate(prepared.anchors):
        for a, anchor in enumerate(anchors):
            for role, keys in anchor.parts.items():
                wanted = {key: group + i for i, key in enumerate(keys)}
                group += len(keys)
                for m, mark in enumerate(prepared.mentions[row]):
                    if mention_kind(mark) != "apti".index(KIND_OF_ROLE.get(role, "a")):
                        continue
                    flat = ((row * most_anchors + a) * most_mentions + m) * channels + ROLES.index(role)
                    hits = [wanted[key] for key in mark.ids if key in wanted]
                    if not hits:
                        out.negative.append(flat)
                    out.positive.extend([flat] * len(hits))
                    out.group.extend(hits)
    return out


def affiliation_groups(prepared: Prepared, examples: Sequence[Example], shape: tuple[int, ...]) -> Groups:
    """Which gazetteer name tells whom a mention belongs to: any name of the right state or body will do."""
    _, most_mentions, most_hints = shape
    out, group = Groups([], [], []), 0
    for row, example in enumerate(examples):
        for m, mark in enumerate(prepared.mentions[row]):
            if not mark.ids or mark.ids[0][0] != "a":
                continue
            who = parties(example, mark.ids)
            keys: dict[str | None, int] = {}
            for g, (_, _, hint) in enumerate(example.hints):
                flat = (row * most_mentions + m) * most_hints + g
                hit = next((p for p in who if means(hint.code, p)), None)
                if hit is None:
                    out.negative.append(flat)
                else:
                    out.positive.append(flat)
                    out.group.append(group + keys.setdefault(hit.code, len(keys)))
            group += len(keys)
    return out


def who_target(prepared: Prepared, examples: Sequence[Example], shape: tuple[int, ...]) -> Tensor:
    """[B, A, K, W]: 1 where a code plays a part, 0 where it does not, -1 where the part is none of the anchor's."""
    target = torch.full(shape, -1.0)
    for row, example in enumerate(examples):
        for a, anchor in enumerate(prepared.anchors[row]):
            if anchor.key[0] == "r":
                pair = set(example.line(anchor.key).head[1:3])
                for k, code in enumerate(prepared.codes[row]):
                    target[row, a, k, WHO.index("pair")] = float(code in pair)
            for role in set(anchor.parts) & set(WHO):
                who = parties(example, anchor.parts[role])
                for k, code in enumerate(prepared.codes[row]):
                    target[row, a, k, WHO.index(role)] = float(any(means(code, p) for p in who))
    return target


def class_targets(prepared: Prepared, examples: Sequence[Example], labels: Labels, shape: tuple[int, ...]) -> tuple[Tensor, Tensor]:
    """Class and sector of each actor mention (-100 where there is none); the sector after the last is none."""
    kind, sector = torch.full(shape, -100), torch.full(shape, -100)
    for row, example in enumerate(examples):
        for m, mark in enumerate(prepared.mentions[row]):
            who = parties(example, mark.ids)
            if who:
                kind[row, m] = CLASSES.index(party_class(who[0]))
                sector[row, m] = labels.sectors.index(who[0].sectors[0]) if who[0].sectors else len(labels.sectors)
    return kind, sector
