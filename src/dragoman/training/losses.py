"""What each head is trained on. Weights were set once by the size of the losses and never tuned on the development gold."""

import random
from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional as F

from dragoman.reader.labels import Labels
from dragoman.training.examples import Example, Marked
from dragoman.training.model import Batch, Joint
from dragoman.training.targets import (
    Anchor,
    Groups,
    Prepared,
    affiliation_groups,
    class_targets,
    prepare_batch,
    role_groups,
    spans_of,
    who_target,
)
from dragoman.training.trees import pad

WEIGHTS = {
    "mention": 2.0, "trigger": 4.0, "cue": 1.0, "statement": 2.0, "commitment": 3.0, "claim": 1.0, "type": 2.0, "role": 1.0,
    "affiliation": 0.7, "who": 1.5, "aux": 0.7, "mode": 0.7, "context": 0.7, "same": 0.5, "member": 0.4, "coreference": 0.5,
    "class": 0.3, "sector": 0.3, "content": 0.5, "pair": 0.7,
}  # fmt: skip
IGNORE = -100


def losses(model: Joint, examples: Sequence[Example], labels: Labels, rng: random.Random, drop: float, noise: "Noise") -> dict[str, Tensor]:
    """All losses of a batch of windows, by head."""
    prepared = prepare_batch(examples, labels, rng)
    batch = noise.apply(prepared.batch)
    x, layers = model.tokens(batch, noise.offset(batch.ids.shape[1], rng), drop)
    out = {
        name: F.cross_entropy(scores.flatten(0, 1), pad([e.layers[name] for e in examples], IGNORE).flatten(), ignore_index=IGNORE)
        for name, scores in layers.items()
    }
    heads = model.spans(
        x, batch.sentence, batch.lexicon, prepared.anchor_spans, prepared.mention_spans, prepared.hint_spans,
        prepared.code_table, prepared.code_features,
    )  # fmt: skip
    out["type"] = type_loss(model, x, batch.sentence, batch.lexicon, prepared, examples, labels, rng)
    out["role"] = group_loss(heads.role, role_groups(prepared, tuple(heads.role.shape)))
    pointed = affiliation_groups(prepared, examples, tuple(heads.affiliation.shape))
    out["affiliation"] = group_loss(heads.affiliation, pointed)
    out["who"] = masked_binary(heads.who, who_target(prepared, examples, tuple(heads.who.shape)))
    out |= event_losses(heads.aux, heads.mode, heads.context, prepared, examples, labels)
    out |= link_losses(heads.same_event, heads.member, heads.coreference, prepared, examples, labels)
    kind, sector = class_targets(prepared, examples, labels, tuple(heads.kind.shape[:2]))
    out["class"], out["sector"] = entropy(heads.kind, kind), entropy(heads.sector, sector)
    out["content"] = content_loss(heads.start, heads.end, prepared, examples, labels)
    out["pair"] = pair_loss(model, x, batch.sentence, examples, labels)
    return out


class Noise:
    """Random masking of the input: words, case shapes, gazetteer and lexicon features, and the place of the text in its window."""

    def __init__(self, words: float = 0.08, shapes: float = 0.15, hints: float = 0.1, lexicon: float = 0.15) -> None:
        self.words, self.shapes, self.hints, self.lexicon = words, shapes, hints, lexicon

    def apply(self, batch: Batch) -> Batch:
        """The batch with some of its input masked."""

        def some(like: Tensor, share: float) -> Tensor:
            return torch.rand(like.shape) < share

        return batch._replace(
            ids=batch.ids.masked_fill(some(batch.ids, self.words) & (batch.ids > 103), 103),
            shapes=batch.shapes.masked_fill(some(batch.shapes, self.shapes), 0),
            hint_kinds=batch.hint_kinds.masked_fill(some(batch.hint_kinds, self.hints), 0),
            lexicon=batch.lexicon.masked_fill(some(batch.lexicon[..., 0], self.lexicon).unsqueeze(-1), 0.0),
        )

    def offset(self, length: int, rng: random.Random) -> int:
        """Where in the encoder's positions the text begins, so that later positions are trained too."""
        return rng.randrange(512 - length) if length < 511 and rng.random() < 0.4 else 0


def entropy(scores: Tensor, target: Tensor, smoothing: float = 0.0) -> Tensor:
    """Cross-entropy over the last axis; 0 if nothing is there to learn."""
    if not bool((target != IGNORE).any()):
        return scores.sum() * 0.0
    return F.cross_entropy(scores.flatten(0, -2), target.flatten(), ignore_index=IGNORE, label_smoothing=smoothing)


def masked_binary(scores: Tensor, target: Tensor) -> Tensor:
    """Mean binary cross-entropy where the target is not negative; positives count double for being rare."""
    there = target >= 0
    if not bool(there.any()):
        return scores.sum() * 0.0
    weight = torch.where(target > 0, 2.0, 1.0)[there]
    return F.binary_cross_entropy_with_logits(scores[there], target[there], weight=weight)


def group_loss(scores: Tensor, groups: Groups) -> Tensor:
    """Negatives are pushed down; of each group at least one positive is pulled up (noisy or). Mean over groups."""
    flat, count = scores.reshape(-1), 1
    total = F.softplus(flat[torch.tensor(groups.negative, dtype=torch.long)]).sum()
    if groups.positive:
        names, index = torch.unique(torch.tensor(groups.group), return_inverse=True)
        missed = torch.zeros(len(names)).index_add(0, index, -F.softplus(flat[torch.tensor(groups.positive)]))
        total = total - torch.log1p(-torch.exp(missed.clamp(max=-1e-6))).sum()
        count += len(names)
    return total / count


def type_loss(
    model: Joint, x: Tensor, sentence: Tensor, lexicon: Tensor, prepared: Prepared,
    examples: Sequence[Example], labels: Labels, rng: random.Random,
) -> Tensor:  # fmt: skip
    """Type of each trigger, and no type for words that only the lexicon takes for acts and for random other words."""
    none = len(labels.types)
    rows, target = [], []
    for example, anchors in zip(examples, prepared.anchors, strict=True):
        events = [(a.first, a.last, a.kind) for a in anchors if a.kind < none]
        decoys = rng.sample(example.decoys, min(len(example.decoys), 4 + len(events)))
        rows.append([*events, *((a, b, kind) for a, b, kind in decoys)] or [(0, 0, 0)])
        target.append([*(kind for _, _, kind in events), *[none] * len(decoys)] or [IGNORE])
    spans = spans_of(rows)
    scores = model.spans.typed(x, sentence, lexicon, spans)
    return entropy(scores, pad(target, IGNORE), smoothing=0.05)


def event_losses(
    aux: Tensor, mode: Tensor, context: Tensor, prepared: Prepared, examples: Sequence[Example], labels: Labels
) -> dict[str, Tensor]:
    """Auxiliary mode, modes (of the event's own type only) and contexts."""
    wanted = torch.full(aux.shape[:2], IGNORE)
    modes, contexts = torch.full(mode.shape, -1.0), torch.full(context.shape, -1.0)
    for row, (example, anchors) in enumerate(zip(examples, prepared.anchors, strict=True)):
        for a, anchor in enumerate(anchors):
            if anchor.kind >= len(labels.types):
                continue
            line = example.line(anchor.key)
            kind, told = line.head[0], {m for word in line.head[1:] for m in word.split(",")}
            wanted[row, a] = labels.aux.index(line.after["aux"][0])
            for i, name in enumerate(labels.modes):
                if name.startswith(kind + ":"):
                    modes[row, a, i] = float(name.partition(":")[2] in told)
            about = {c for word in line.after.get("ctx", ()) for c in word.split(",")}
            contexts[row, a] = torch.tensor([float(c in about) for c in labels.contexts])
    return {"aux": entropy(aux, wanted), "mode": masked_binary(mode, modes), "context": masked_binary(context, contexts)}


def link_losses(
    same: Tensor, member: Tensor, coreference: Tensor, prepared: Prepared, examples: Sequence[Example], labels: Labels
) -> dict[str, Tensor]:
    """Which triggers tell the same event, which event a commitment comes of, which mentions mean the same actor."""
    together = torch.full(same.shape, -1.0)
    parents: list[Tensor] = []
    events = len(labels.types)
    for row, (example, anchors) in enumerate(zip(examples, prepared.anchors, strict=True)):
        for a, one in enumerate(anchors):
            for b in range(a + 1, len(anchors)):
                if one.kind < events and anchors[b].kind < events:
                    together[row, a, b] = float(one.key == anchors[b].key)
            if one.key[0] == "c":
                origin = example.line(one.key).after.get("of", ("",))[0]
                parents += _one_of(member[row, a], [(b, other.key == origin) for b, other in enumerate(anchors) if other.kind < events])
    chains: list[Tensor] = []
    for row, marks in enumerate(prepared.mentions):
        order = sorted((m.first, i) for i, m in enumerate(marks) if m.ids and m.ids[0][0] == "a")
        for n, (_, i) in enumerate(order):
            before = [(j, bool(set(marks[j].ids) & set(marks[i].ids))) for _, j in order[:n]]
            chains += _antecedent(coreference[row, i], before)
    zero = same.sum() * 0.0
    return {
        "same": masked_binary(same, together),
        "member": torch.stack(parents).mean() if parents else zero,
        "coreference": torch.stack(chains).mean() if chains else zero,
    }


def _one_of(scores: Tensor, candidates: list[tuple[int, bool]]) -> list[Tensor]:
    right = [i for i, good in candidates if good]
    if not right:
        return []
    return [torch.logsumexp(scores[[i for i, _ in candidates]], 0) - torch.logsumexp(scores[right], 0)]


def _antecedent(scores: Tensor, candidates: list[tuple[int, bool]]) -> list[Tensor]:
    """The e2e-coref loss (Lee et al. 2017): an earlier mention of the same actor, or none, whose score is 0."""
    if not candidates:
        return []
    nothing = scores.new_zeros(1)
    right = [i for i, good in candidates if good]
    good = scores[right] if right else nothing
    return [torch.logsumexp(torch.cat([nothing, scores[[i for i, _ in candidates]]]), 0) - torch.logsumexp(good, 0)]


def content_loss(start: Tensor, end: Tensor, prepared: Prepared, examples: Sequence[Example], labels: Labels) -> Tensor:
    """First and last word of what a trigger commits to or a cue introduces, where that stands in its own sentence."""
    first, last = torch.full(start.shape[:2], IGNORE), torch.full(start.shape[:2], IGNORE)
    cue, statement = labels.anchor_kinds().index("cue"), labels.anchor_kinds().index("statement")
    for row, (example, anchors) in enumerate(zip(examples, prepared.anchors, strict=True)):
        for a, anchor in enumerate(anchors):
            if anchor.kind == cue:
                contents = [s for s in anchors if s.kind == statement and s.key == anchor.key]
            elif anchor.kind < len(labels.types):
                contents = [c for c in anchors if c.key[0] == "c" and example.line(c.key).after.get("of") == (anchor.key,)]
            else:
                continue
            of = _nearest(example, anchor, contents)
            if of:
                first[row, a], last[row, a] = of.first, of.last
    return entropy(start, first) + entropy(end, last)


def _nearest(example: Example, anchor: Anchor, contents: list[Anchor]) -> Anchor | None:
    at = example.sentence[anchor.first]
    here = [c for c in contents if example.sentence[c.first] <= at <= example.sentence[c.last]]
    return min(here, key=lambda c: abs(c.first - anchor.first), default=None)


def pair_loss(model: Joint, x: Tensor, sentence: Tensor, examples: Sequence[Example], labels: Labels) -> Tensor:
    """The type of act between two mentions of one sentence, for every event whose actor and recipient stand there."""
    rows = [pairs_of(example, labels) for example in examples]
    if not any(rows):
        return x.sum() * 0.0
    target = pad([[kind for _, _, kind in row] or [IGNORE] for row in rows], IGNORE)
    actor = spans_of([[(a.first, a.last, 0) for a, _, _ in row] or [(0, 0, 0)] for row in rows])
    recipient = spans_of([[(b.first, b.last, 0) for _, b, _ in row] or [(0, 0, 0)] for row in rows])
    return entropy(model.pair(x, sentence, actor, recipient), target, smoothing=0.05)


def pairs_of(example: Example, labels: Labels) -> list[tuple[Marked, Marked, int]]:
    """(actor mention, recipient mention, type) of each event, within the trigger's sentence; of a mutual event both ways."""
    out = []
    for trigger in example.triggers:
        line = example.line(trigger.ids[0])
        here = [m for m in example.mentions if m.ids[0][0] == "a" and example.sentence[m.first] == example.sentence[trigger.first]]
        by, to = set(line.after.get("by", ())), set(line.after.get("to", ()))
        if not to and len(by) > 1:
            to = by
        kind = labels.types.index(line.head[0])
        out += [(a, b, kind) for a in here for b in here if a is not b and set(a.ids) & by and set(b.ids) & to and set(a.ids) != set(b.ids)]
    return out

