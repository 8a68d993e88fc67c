"""Layer-wise learning rates and their course: a short warm-up, then straight down to nothing."""

from collections.abc import Sequence

import torch
from torch import nn

DECAY = 0.85
SHARED = ("mix", "gamma", "shape")


def optimiser(encoder: nn.Module, heads: Sequence[nn.Parameter], top: float, head: float) -> torch.optim.AdamW:
    """AdamW with rate ``top`` for the uppermost layer, times 0.85 for each layer below, and ``head`` for everything else."""
    groups = []
    for name, parameter in encoder.named_parameters():
        if not parameter.requires_grad:
            continue
        part = name.split(".")
        below = 5 - int(part[1]) if part[0] == "layers" else 6
        rate = head if part[0] in SHARED else top * DECAY**below
        groups.append({"params": [parameter], "lr": rate, "base": rate})
    groups.append({"params": list(heads), "lr": head, "base": head})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)


def set_rates(optimiser: torch.optim.Optimizer, progress: float, step: int, warm_up: int = 60) -> None:
    """Rates after ``step`` steps and a share ``progress`` of the whole training."""
    scale = min(1.0, (step + 1) / warm_up) * (1.0 - progress)
    for group in optimiser.param_groups:
        group["lr"] = group["base"] * scale
