"""The joint reader in torch: one encoder, token layers, and heads over spans and pairs of spans.

Shapes: B windows, N words, A anchors (triggers, statements, commitments, claims), M mentions, G gazetteer
hints, K codes (the distinct states and bodies among the hints). Padded spans point at word 0 and are
masked by their targets.
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from dragoman.reader.labels import ROLES, WHO, Labels
from dragoman.reader.windows import HINT_KINDS
from dragoman.training.encoder import SHAPE_WIDTH, WIDTH, Encoder
from dragoman.training.trees import TreeHead

QUOTE_WIDTH, HINT_WIDTH, LEXICON_WIDTH, HIDDEN, ROLE_WIDTH, PAIR_WIDTH = 8, 16, 48, 256, 192, 96
DISTANCES = (-120, -60, -30, -15, -8, -4, -2, 0, 1, 2, 4, 8, 15, 30, 60, 120)
CODE_FEATURES = 6


class Spans(NamedTuple):
    """First and last word of some spans, and a kind: each [B, S]."""

    first: Tensor
    last: Tensor
    kind: Tensor


class Batch(NamedTuple):
    """The input of some windows."""

    ids: Tensor
    first: Tensor
    last: Tensor
    shapes: Tensor
    quoted: Tensor
    hint_kinds: Tensor
    lexicon: Tensor
    sentence: Tensor


class Biaffine(nn.Module):
    """Scores pairs of spans on some channels, with the distance in words and sentences between them."""

    def __init__(self, width: int, channels: int) -> None:
        super().__init__()
        self.channels = channels
        self.weight = nn.Parameter(torch.randn(width + 1, channels * (width + 1)) * 0.02)
        self.distance = nn.Embedding(len(DISTANCES) + 1, channels)
        self.sentences = nn.Embedding(7, channels)
        self.register_buffer("edges", torch.tensor(DISTANCES), persistent=False)
        nn.init.zeros_(self.distance.weight)
        nn.init.zeros_(self.sentences.weight)

    def forward(self, x: Tensor, y: Tensor, at: tuple[Tensor, Tensor], sentence: tuple[Tensor, Tensor]) -> Tensor:
        """``x`` [B, X, W], ``y`` [B, Y, W] → [B, X, Y, C]."""
        x = torch.cat([x, torch.ones_like(x[..., :1])], -1)
        y = torch.cat([y, torch.ones_like(y[..., :1])], -1)
        product = torch.matmul(x, self.weight).unflatten(-1, (self.channels, -1))
        scores = torch.matmul(product, y.transpose(1, 2).unsqueeze(1)).transpose(2, 3).float()
        gap = (at[1][:, None, :] - at[0][:, :, None]).unsqueeze(-1)
        apart = (sentence[1][:, None, :] - sentence[0][:, :, None]).clamp(-3, 3) + 3
        bucket = (gap > self.edges).long().sum(-1)
        return scores + self.distance(bucket) + self.sentences(apart)


def mlp(wide: int, hidden: int, out: int, dropout: float) -> nn.Sequential:
    """A head with one hidden layer."""
    return nn.Sequential(nn.Linear(wide, hidden), nn.GELU(), nn.Dropout(dropout), nn.Linear(hidden, out))


def gather(x: Tensor, index: Tensor) -> Tensor:
    """Rows of ``x`` [B, N, D] at ``index`` [B, S] → [B, S, D]."""
    return torch.gather(x, 1, index.unsqueeze(-1).expand(-1, -1, x.shape[-1]))


class TokenHeads(nn.Module):
    """Encoder and token layers: what is read of each word by itself."""

    def __init__(self, labels: Labels, dropout: float) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.dropout = dropout
        lexicon = len(labels.types) + 1 + len(labels.modes)
        self.quote, self.hint = nn.Embedding(2, QUOTE_WIDTH), nn.Embedding(len(HINT_KINDS), HINT_WIDTH)
        self.lexicon = nn.Linear(lexicon, LEXICON_WIDTH)
        self.width = WIDTH + SHAPE_WIDTH + QUOTE_WIDTH + HINT_WIDTH + LEXICON_WIDTH
        self.facts = nn.Sequential(nn.Linear(self.width, HIDDEN), nn.GELU())
        self.speech = nn.Sequential(nn.Linear(self.width, HIDDEN), nn.GELU())
        self.layers = nn.ModuleDict({name: nn.Linear(HIDDEN, 1 + 2 * len(names)) for name, names in labels.layers().items()})

    def forward(self, batch: Batch, offset: int = 0, drop: float = 0.0) -> tuple[Tensor, dict[str, Tensor]]:
        """Word vectors [B, N, D] and, per layer, scores of ``O, B-…, I-…`` [B, N, L]."""
        base = self.encoder(batch.ids, batch.first, batch.last, batch.shapes, offset, drop)
        extra = [self.quote(batch.quoted), self.hint(batch.hint_kinds), self.lexicon(batch.lexicon)]
        x = F.dropout(torch.cat([base, *(e.to(base.dtype) for e in extra)], -1), self.dropout, self.training)
        facts = F.dropout(self.facts(x), self.dropout, self.training)
        speech = F.dropout(self.speech(x), self.dropout, self.training)
        scores = {
            name: layer(speech if name in ("cue", "statement", "commitment", "claim") else facts).float()
            for name, layer in self.layers.items()
        }
        return x, scores


class PairScores(NamedTuple):
    """What the span heads say; see :class:`SpanHeads`."""

    role: Tensor
    affiliation: Tensor
    who: Tensor
    aux: Tensor
    mode: Tensor
    context: Tensor
    same_event: Tensor
    member: Tensor
    coreference: Tensor
    kind: Tensor
    sector: Tensor
    start: Tensor
    end: Tensor


class SpanHeads(nn.Module):
    """Heads over anchors, mentions, hints and their pairs."""

    def __init__(self, labels: Labels, width: int, dropout: float) -> None:
        super().__init__()
        self.dropout = dropout
        self.types = len(labels.types)
        span = 2 * width
        lexicon = self.types + 1 + len(labels.modes)
        self.anchor, self.mention = nn.Linear(span, ROLE_WIDTH), nn.Linear(span, ROLE_WIDTH)
        self.hint = nn.Linear(span, ROLE_WIDTH)
        self.anchor_kind, self.mention_kind = nn.Embedding(len(labels.anchor_kinds()), ROLE_WIDTH), nn.Embedding(4, ROLE_WIDTH)
        self.hint_kind = nn.Embedding(len(HINT_KINDS), ROLE_WIDTH)
        self.role = Biaffine(ROLE_WIDTH, len(ROLES))
        self.near = Biaffine(ROLE_WIDTH, len(WHO))
        self.pointer_mention, self.pointer_hint = nn.Linear(span, PAIR_WIDTH), nn.Linear(span, PAIR_WIDTH)
        self.pointer = Biaffine(PAIR_WIDTH, 1)
        self.inside = nn.Parameter(torch.zeros(()))
        self.code_mix = nn.Parameter(torch.tensor([[0.5] * len(WHO), [0.5] * len(WHO)]))
        self.code_features = nn.Linear(CODE_FEATURES, len(WHO))
        self.code_bias = nn.Embedding(len(labels.anchor_kinds()), len(WHO))
        self.same_left, self.same_right = nn.Linear(span, PAIR_WIDTH), nn.Linear(span, PAIR_WIDTH)
        self.same = Biaffine(PAIR_WIDTH, 2)
        self.corefer_left, self.corefer_right = nn.Linear(span, PAIR_WIDTH), nn.Linear(span, PAIR_WIDTH)
        self.corefer = Biaffine(PAIR_WIDTH, 1)
        self.content_anchor, self.content_word = nn.Linear(span, 2 * PAIR_WIDTH), nn.Linear(width, 2 * PAIR_WIDTH)
        self.content = nn.ModuleList(Biaffine(PAIR_WIDTH, 1) for _ in range(2))
        self.typer = mlp(span + width, ROLE_WIDTH, self.types + 1, dropout)
        self.type_prior = nn.Linear(lexicon, self.types + 1)
        self.aux = mlp(span, 128, len(labels.aux), dropout)
        self.mode = mlp(span + width + lexicon, ROLE_WIDTH, len(labels.modes), dropout)
        self.context = mlp(span + width, ROLE_WIDTH, len(labels.contexts), dropout)
        self.kind = mlp(span, 96, len(labels.classes), dropout)
        self.sector = mlp(span, 96, len(labels.sectors) + 1, dropout)

    def _drop(self, x: Tensor) -> Tensor:
        return F.dropout(F.leaky_relu(x, 0.1), self.dropout, self.training)

    def typed(self, x: Tensor, sentence: Tensor, lexicon: Tensor, triggers: Spans) -> Tensor:
        """Scores [B, A, T + 1] of the types that some spans may be triggers of; the last is none."""
        around = self._around(x, sentence, torch.gather(sentence, 1, triggers.first))
        wide = torch.cat([gather(x, triggers.first), gather(x, triggers.last), around], -1)
        return (self.typer(wide) + self.type_prior(self._prior(lexicon, triggers).to(x.dtype))).float()

    def _prior(self, lexicon: Tensor, triggers: Spans) -> Tensor:
        return torch.maximum(gather(lexicon, triggers.first), gather(lexicon, triggers.last))

    def forward(
        self, x: Tensor, sentence: Tensor, lexicon: Tensor, anchors: Spans, mentions: Spans, hints: Spans, codes: Tensor, features: Tensor
    ) -> PairScores:
        """``codes`` [B, G, K] says which hint stands for which code; ``features`` [B, A, K, 6] what is known of an anchor and a code.

        Returns scores: role [B, A, M, R], affiliation of a mention to a
        hint [B, M, G], who [B, A, K, W], aux, mode, context [B, A, ·], same event [B, A, A], commitment of event
        [B, A, A], coreference [B, M, M], kind and sector of mentions, start and end of an anchor's content [B, A, N].
        """

        def span(spans: Spans) -> Tensor:
            return torch.cat([gather(x, spans.first), gather(x, spans.last)], -1)

        def where(spans: Spans) -> Tensor:
            return torch.gather(sentence, 1, spans.first)

        anchor, mention, hint = span(anchors), span(mentions), span(hints)
        around = self._around(x, sentence, where(anchors))
        wide = torch.cat([anchor, around], -1)
        prior = self._prior(lexicon, anchors).to(x.dtype)
        a = self._drop(self.anchor(anchor) + self.anchor_kind(anchors.kind).to(x.dtype))
        m = self._drop(self.mention(mention) + self.mention_kind(mentions.kind).to(x.dtype))
        g = self._drop(self.hint(hint) + self.hint_kind(hints.kind).to(x.dtype))
        role = self.role(a, m, (anchors.first, mentions.first), (where(anchors), where(mentions)))
        near = self.near(a, g, (anchors.first, hints.first), (where(anchors), where(hints)))
        pointed = self.pointer(
            self._drop(self.pointer_mention(mention)), self._drop(self.pointer_hint(hint)),
            (mentions.first, hints.first), (where(mentions), where(hints)),
        )[..., 0]  # fmt: skip
        within = (hints.first[:, None] >= mentions.first[..., None]) & (hints.last[:, None] <= mentions.last[..., None])
        pointed = pointed + within.float() * self.inside
        pairs = self.same(
            self._drop(self.same_left(anchor)), self._drop(self.same_right(anchor)),
            (anchors.first, anchors.first), (where(anchors), where(anchors)),
        )  # fmt: skip
        corefer = self.corefer(
            self._drop(self.corefer_left(mention)), self._drop(self.corefer_right(mention)),
            (mentions.first, mentions.first), (where(mentions), where(mentions)),
        )[..., 0]  # fmt: skip
        start, end = self._content(x, sentence, anchor, anchors, where(anchors))
        return PairScores(
            role=role,
            affiliation=pointed,
            who=self._who(near, role, pointed, codes, features, anchors, mentions),
            aux=self.aux(anchor).float(),
            mode=self.mode(torch.cat([wide, prior], -1)).float(),
            context=self.context(wide).float(),
            same_event=pairs[..., 0],
            member=pairs[..., 1],
            coreference=corefer,
            kind=self.kind(mention).float(),
            sector=self.sector(mention).float(),
            start=start,
            end=end,
        )

    def _around(self, x: Tensor, sentence: Tensor, at: Tensor) -> Tensor:
        """The mean vector of each anchor's sentence; padding words bear sentence -1."""
        same = (sentence[:, None, :] == at[..., None]).to(x.dtype)
        return torch.matmul(same, x) / same.sum(-1, keepdim=True).clamp(min=1)

    def _content(self, x: Tensor, sentence: Tensor, anchor: Tensor, anchors: Spans, at: Tensor) -> tuple[Tensor, Tensor]:
        left, right = self._drop(self.content_anchor(anchor)), self._drop(self.content_word(x))
        words = torch.arange(x.shape[1], device=x.device).expand(x.shape[0], -1)
        halves = [
            self.content[i](
                left[..., i * PAIR_WIDTH : (i + 1) * PAIR_WIDTH], right[..., i * PAIR_WIDTH : (i + 1) * PAIR_WIDTH],
                (anchors.first, words), (at, sentence),
            )[..., 0]
            for i in range(2)
        ]  # fmt: skip
        away = (sentence[:, None, :] < 0).float() * -1e4
        return halves[0] + away, halves[1] + away

    def _who(
        self, near: Tensor, role: Tensor, pointed: Tensor, codes: Tensor, features: Tensor, anchors: Spans, mentions: Spans
    ) -> Tensor:
        """Which state or body plays which part: by its names near the anchor, and through mentions that mean it."""
        absent = (1 - codes.float()) * -1e4
        by_name = torch.logsumexp(near.unsqueeze(3) + absent[:, None, :, :, None], 2)
        means = torch.sigmoid((pointed.unsqueeze(-1) + absent.unsqueeze(1)).amax(2))
        channels = [ROLES.index(r) if r in ROLES else 0 for r in WHO]
        real = (mentions.kind == 0).float()
        plays = torch.sigmoid(role[..., channels]) * real[:, None, :, None]
        missed = torch.log1p(-(plays.unsqueeze(3) * means[:, None, :, :, None]).clamp(max=0.999)).sum(2)
        reached = (1 - torch.exp(missed)).clamp(1e-4, 1 - 1e-4)
        by_mention = torch.log(reached) - torch.log1p(-reached)
        mix = self.code_mix
        return mix[0] * by_name + mix[1] * by_mention + self.code_features(features) + self.code_bias(anchors.kind).unsqueeze(2)


class PairTyper(nn.Module):
    """The type of act that a marked actor does to a marked recipient in their sentence."""

    def __init__(self, labels: Labels, width: int, dropout: float) -> None:
        super().__init__()
        self.query = nn.Linear(4 * width, PAIR_WIDTH)
        self.key = nn.Linear(width, PAIR_WIDTH)
        self.out = mlp(5 * width, ROLE_WIDTH, len(labels.types), dropout)

    def forward(self, x: Tensor, sentence: Tensor, actor: Spans, recipient: Spans) -> Tensor:
        """Scores [B, P, T] of pairs of spans."""
        pair = torch.cat([gather(x, s) for s in (actor.first, actor.last, recipient.first, recipient.last)], -1)
        at, other = torch.gather(sentence, 1, actor.first), torch.gather(sentence, 1, recipient.first)
        here = (sentence[:, None, :] == at[..., None]) | (sentence[:, None, :] == other[..., None])
        weight = torch.matmul(self.query(pair), self.key(x).transpose(1, 2)).float() / PAIR_WIDTH**0.5
        weight = torch.softmax(weight + (~here).float() * -1e4, -1).to(x.dtype)
        return self.out(torch.cat([pair, torch.matmul(weight, x)], -1)).float()


class Joint(nn.Module):
    """Everything that is trained together."""

    def __init__(self, labels: Labels, dropout: float = 0.25) -> None:
        super().__init__()
        self.tokens = TokenHeads(labels, dropout)
        self.spans = SpanHeads(labels, self.tokens.width, dropout)
        self.pair = PairTyper(labels, self.tokens.width, dropout)
        self.trees = TreeHead(dropout)
