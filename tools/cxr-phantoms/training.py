"""What the training scripts share: the loop, the measures, and the package that is written."""

from __future__ import annotations

import argparse
import copy
import hashlib
import json
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch import nn

from preprocess import EPSILON


def options(description: str, epochs: int) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, required=True, help="the folder that dataset.py filled")
    parser.add_argument("--out", type=Path, required=True, help="the package's folder")
    parser.add_argument("--epochs", type=int, default=epochs)
    parser.add_argument("--threads", type=int, default=1)
    chosen = parser.parse_args()
    torch.set_num_threads(chosen.threads)
    torch.manual_seed(7)
    return chosen


def fit(
    network: nn.Module, count: int, epochs: int, rate: float, loss_of: Callable[[torch.Tensor, torch.Generator], torch.Tensor],
    batch: int = 32, warm_up: float = 0.3, memory: float | None = None,
) -> float:
    """Trains in place; ``loss_of`` gets the indices of a batch. With a ``memory`` the network ends as the running mean of its weights,
    each step's share fading by that factor. Gives the seconds it took."""
    generator = torch.Generator().manual_seed(7)
    steps = count // batch
    optimizer = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, total_steps=epochs * steps, pct_start=warm_up)
    mean = copy.deepcopy(network.state_dict()) if memory is not None else None
    started = time.time()
    for epoch in range(epochs):
        network.train()
        order, total = torch.randperm(count, generator=generator), 0.0
        for step in range(steps):
            loss = loss_of(order[step * batch : (step + 1) * batch], generator)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += loss.item()
            if mean is not None:
                done = epoch * steps + step + 1
                remember(mean, network, min(memory, (1 + done) / (10 + done)))
        print(f"epoch {epoch + 1}/{epochs} loss {total / steps:.4f} {time.time() - started:.0f} s", flush=True)
    if mean is not None:
        network.load_state_dict(mean)
    network.eval()
    return time.time() - started


@torch.no_grad()
def remember(mean: dict[str, torch.Tensor], network: nn.Module, share: float) -> None:
    for name, value in network.state_dict().items():
        if value.is_floating_point():
            mean[name].mul_(share).add_(value, alpha=1.0 - share)
        else:
            mean[name].copy_(value)


def shifted(generator: torch.Generator, reach: int, *layers: tuple[torch.Tensor, int]) -> list[torch.Tensor]:
    """The same random shift for pictures of several resolutions: each layer comes with its pixels per step."""
    down, right = (torch.randint(-reach, reach + 1, (2,), generator=generator)).tolist()
    return [shift(layer, down * step, right * step) for layer, step in layers]


def shift(layer: torch.Tensor, down: int, right: int) -> torch.Tensor:
    rows = (torch.arange(layer.shape[-2]) - down).clamp(0, layer.shape[-2] - 1)
    columns = (torch.arange(layer.shape[-1]) - right).clamp(0, layer.shape[-1] - 1)
    return layer[..., rows, :][..., columns]


def area_under_curve(scores: np.ndarray, truth: np.ndarray) -> float:
    """Mann-Whitney: the share of (positive, negative) pairs in the right order, ties counted half."""
    positive, negative = scores[truth > 0], np.sort(scores[truth == 0])
    below = np.searchsorted(negative, positive, "left") + np.searchsorted(negative, positive, "right")
    return float(below.sum() / (2.0 * len(positive) * len(negative)))


def youden(scores: np.ndarray, truth: np.ndarray) -> float:
    """The middle of the widest gap between scores at which sensitivity + specificity is greatest."""
    levels = np.unique(scores)
    cuts = (levels[1:] + levels[:-1]) / 2.0
    positive, negative = np.sort(scores[truth > 0]), np.sort(scores[truth == 0])
    sensitivity = 1.0 - np.searchsorted(positive, cuts) / len(positive)
    specificity = np.searchsorted(negative, cuts) / len(negative)
    gain = sensitivity + specificity
    best = np.flatnonzero(gain >= gain.max() - 1e-12)
    return float(cuts[best[np.argmax(levels[best + 1] - levels[best])]])


def export(network: nn.Module, side: int, outputs: list[str], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    axes = {name: {0: "n"} for name in ["film", *outputs]}
    torch.onnx.export(
        network, torch.zeros(1, 1, side, side), str(path), opset_version=16,
        input_names=["film"], output_names=outputs, dynamic_axes=axes,
    )  # fmt: skip


def write_package(folder: Path, side: int, model: nn.Module, films: dict[str, tuple[int, int]], epochs: int, seconds: float, held_out: dict, package: dict) -> None:
    """model.json beside model.onnx: what the package says of itself, what every package of these tools says alike, and how it was trained and measured."""
    file = folder / "model.onnx"
    whole = {
        "formatVersion": 1,
        **{name: value for name, value in package.items() if name != "training"},
        "training": {
            "generator": "tools/cxr-phantoms",
            "parameters": sum(parameter.numel() for parameter in model.parameters()),
            "films": {name: {"first": first, "count": count} for name, (first, count) in films.items()},
            "epochs": epochs,
            "seconds": round(seconds),
            **package.get("training", {}),
            "heldOut": held_out,
            "torch": torch.__version__,
        },
        "trainedOn": "synthetic phantoms",
        "notice": "trained on synthetic phantoms; not for real films",
        "licence": "Apache-2.0",
        "card": "MODEL_CARD.md",
        "file": file.name,
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
        "modalities": ["CR", "DX"],
        "input": {
            "name": "film", "width": side, "height": side, "fit": "centre-crop",
            "normalisation": {"kind": "standard-score", "epsilon": EPSILON},
        },
    }  # fmt: skip
    (folder / "model.json").write_text(json.dumps(whole, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(whole["training"], indent=1))
