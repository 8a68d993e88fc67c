"""The shipped networks, run by ONNX Runtime on one thread (processes side by side beat threads; see ENGINE)."""

import hashlib
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from dragoman.reader.windows import Input
from dragoman.record.errors import ModelError

Array = NDArray[np.float32]
PARTS = ("tokens", "types", "spans", "pairs", "trees")


class Network:
    """One ONNX graph: arrays in by name, arrays out by name, the batch axis added and taken away."""

    def __init__(self, name: str) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        file = resources.files("dragoman.reader") / "data" / f"{name}.onnx"
        if not file.is_file():
            raise ModelError(f"the model file {name}.onnx is missing from the package; install dragoman again, or run `make train`")
        try:
            self._session = onnxruntime.InferenceSession(file.read_bytes(), options, providers=["CPUExecutionProvider"])
        except Exception as error:
            raise ModelError(f"the model file {name}.onnx cannot be loaded ({error}); install dragoman again") from error
        self._outputs = [o.name for o in self._session.get_outputs()]

    def run(self, **inputs: NDArray[Any]) -> dict[str, Array]:
        """Run on one window."""
        found = self._session.run(None, {name: value[None] for name, value in inputs.items()})
        return {name: value[0] for name, value in zip(self._outputs, found, strict=True)}

@cache
def network(name: str) -> Network:
    """A network by name, loaded once."""
    return Network(name)


@cache
def model_hash() -> str:
    """First 12 digits of the SHA-256 of all weights."""
    digest = hashlib.sha256()
    for name in PARTS:
        file = resources.files("dragoman.reader") / "data" / f"{name}.onnx"
        if file.is_file():
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def read_words(window: Input) -> tuple[Array, Array]:
    """Word vectors [N, D] and the scores of all token layers side by side [N, L] of one window."""
    out = network("tokens").run(
        ids=window.ids, first=window.first, last=window.last, shapes=window.shapes, quoted=window.quoted,
        hints=window.hint_kinds, lexicon=window.lexicon,
    )  # fmt: skip
    return out["x"], out["scores"]


def softmax(scores: Array) -> Array:
    """Over the last axis."""
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    out: Array = np.asarray(powers / powers.sum(-1, keepdims=True), np.float32)
    return out


def sigmoid(scores: Array) -> Array:
    """Elementwise, without overflow."""
    out: Array = np.asarray(0.5 * (1.0 + np.tanh(0.5 * scores)), np.float32)
    return out
