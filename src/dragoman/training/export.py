"""The trained model as ONNX: four small graphs that share nothing but their file format, weights in int8.

``tokens`` reads a window, ``types`` judges trigger candidates, ``spans`` scores pairs of spans, ``trees`` parses.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from dragoman.reader.labels import Labels
from dragoman.training.model import Batch, Joint, Spans

OPSET = 17


class Tokens(nn.Module):
    """Word vectors, the scores of every layer side by side in the order of ``Labels.layers``, and the vectors that trees are read from."""

    def __init__(self, model: Joint) -> None:
        super().__init__()
        self.model = model

    def forward(
        self, ids: Tensor, first: Tensor, last: Tensor, shapes: Tensor, quoted: Tensor, hints: Tensor, lexicon: Tensor
    ) -> tuple[Tensor, Tensor]:
        x, scores = self.model.tokens(Batch(ids, first, last, shapes, quoted, hints, lexicon, quoted))
        return x, torch.cat(list(scores.values()), -1)


class Types(nn.Module):
    """Type scores of trigger candidates."""

    def __init__(self, model: Joint) -> None:
        super().__init__()
        self.model = model

    def forward(self, x: Tensor, sentence: Tensor, lexicon: Tensor, first: Tensor, last: Tensor) -> Tensor:
        return self.model.spans.typed(x, sentence, lexicon, Spans(first, last, first))


class SpanScores(nn.Module):
    """All pair scores of a window; the arguments are those of ``SpanHeads`` with spans as three tensors each."""

    def __init__(self, model: Joint) -> None:
        super().__init__()
        self.model = model

    def forward(self, x: Tensor, sentence: Tensor, lexicon: Tensor, *rest: Tensor) -> tuple[Tensor, ...]:
        anchors, mentions, hints = (Spans(*rest[i : i + 3]) for i in (0, 3, 6))
        return tuple(self.model.spans(x, sentence, lexicon, anchors, mentions, hints, rest[9], rest[10]))


class PairTypes(nn.Module):
    """Type scores of marked pairs."""

    def __init__(self, model: Joint) -> None:
        super().__init__()
        self.model = model

    def forward(self, x: Tensor, sentence: Tensor, a_first: Tensor, a_last: Tensor, r_first: Tensor, r_last: Tensor) -> Tensor:
        return self.model.pair(x, sentence, Spans(a_first, a_last, a_first), Spans(r_first, r_last, r_first))


class TreeScores(nn.Module):
    """Arc scores, and label scores of every (child, head) pair of one sentence."""

    def __init__(self, model: Joint) -> None:
        super().__init__()
        self.head = model.trees
        self.width = self.head.arc_child.in_features

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        arcs, child, head, tags = self.head(x[..., : self.width])
        weight = self.head.label.permute(1, 0, 2).flatten(1)
        product = torch.matmul(child, weight).unflatten(-1, (self.head.label.shape[0], -1))
        labels = torch.matmul(product, head.transpose(1, 2).unsqueeze(1))
        return arcs, labels, tags


SPAN_INPUTS = (
    "x sentence lexicon anchor_first anchor_last anchor_kind mention_first mention_last mention_kind "
    "hint_first hint_last hint_kind codes features"
).split()
SPAN_OUTPUTS = "role affiliation who aux mode context same_event member coreference kind sector start end".split()


def export(model: Joint, labels: Labels, out: Path) -> None:
    """Write ``tokens.onnx``, ``types.onnx``, ``spans.onnx``, ``pairs.onnx`` and ``trees.onnx`` to ``out``."""
    model = model.float().eval()
    lexicon = len(labels.types) + 1 + len(labels.modes)
    width, words, n = model.tokens.width, 13, torch.arange
    index = torch.zeros(1, words, dtype=torch.long)
    x, lex, sentence = torch.randn(1, words, width), torch.rand(1, words, lexicon), n(words).unsqueeze(0) // 7
    ids = torch.randint(1000, 2000, (1, 19))
    some = [n(4).unsqueeze(0), n(5).unsqueeze(0), n(3).unsqueeze(0)]
    rest = [t for s in some for t in (s, s, torch.zeros_like(s))]
    two = n(2).unsqueeze(0)
    write(
        Tokens(model),
        (ids, index, index, index, index, index, lex),
        "ids first last shapes quoted hints lexicon".split(),
        ["x", "scores"],
        out / "tokens.onnx",
    )
    write(Types(model), (x, sentence, lex, some[0], some[0]), "x sentence lexicon first last".split(), ["type"], out / "types.onnx")
    write(
        SpanScores(model),
        (x, sentence, lex, *rest, torch.ones(1, 3, 2), torch.rand(1, 4, 2, 6)),
        SPAN_INPUTS,
        SPAN_OUTPUTS,
        out / "spans.onnx",
    )
    write(
        PairTypes(model),
        (x, sentence, two, two, two, two),
        "x sentence actor_first actor_last recipient_first recipient_last".split(),
        ["type"],
        out / "pairs.onnx",
    )
    write(TreeScores(model), (x[..., :416],), ["x"], ["arcs", "labels", "tags"], out / "trees.onnx")


def write(module: nn.Module, inputs: tuple[Tensor, ...], names: Sequence[str], outputs: Sequence[str], path: Path) -> None:
    """Export one module, every axis but the last of float inputs free, and quantise its weights."""
    axes = {name: {i: f"{name}_{i}" for i in range(t.dim())} for name, t in zip(names, inputs, strict=True)}
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            module.eval(), inputs, str(plain), input_names=list(names), output_names=list(outputs), dynamic_axes=axes,
            opset_version=OPSET, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(plain, path, weight_type=QuantType.QInt8, per_channel=True)
