"""Trains the phantom segmentation of lungs and heart and writes its package. Synthetic phantoms; not for real films.

  nice -n 15 /usr/bin/python3 train_segmentation.py --cache /tmp/phantoms --out ../../src/ClinSeek.Imaging/Models/phantom-segmentation
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import nn

from dataset import COUNTS, SIDE, STRUCTURES, Split, load
from networks import Segmenter
from phantom import FINDINGS
from training import export, fit, options, shifted, write_package

VERSION = "2.0.0"

#: After the main training a second, gentler cycle from the mean of its weights.
SECOND_EPOCHS, SECOND_RATE = 5, 2e-3


class Scored(nn.Module):
    """What is exported: one map a structure, between 0 and 1."""

    def __init__(self, segmenter: Segmenter) -> None:
        super().__init__()
        self.segmenter = segmenter

    def forward(self, film: torch.Tensor) -> torch.Tensor:
        return torch.sigmoid(self.segmenter(film))


def soft_dice_loss(logits: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
    guess = torch.sigmoid(logits)
    overlap = 2.0 * (guess * truth).sum((2, 3)) + 1.0
    return 1.0 - (overlap / (guess.sum((2, 3)) + truth.sum((2, 3)) + 1.0)).mean()


def dice(guess: np.ndarray, truth: np.ndarray) -> np.ndarray:
    return 2.0 * (guess & truth).sum((2, 3)) / np.maximum(guess.sum((2, 3)) + truth.sum((2, 3)), 1)


def width(masks: np.ndarray) -> np.ndarray:
    """The extent along the columns, in pixels."""
    columns = masks.any(1)
    return columns.shape[1] - columns.argmax(1) - columns[:, ::-1].argmax(1)


def ratio(masks: np.ndarray) -> np.ndarray:
    return width(masks[:, 2]) / np.maximum(width(masks[:, 0] | masks[:, 1]), 1)


@torch.no_grad()
def outline(model: nn.Module, images: np.ndarray) -> np.ndarray:
    return np.concatenate([model(part.float()[:, None]).numpy() > 0.5 for part in torch.from_numpy(images).split(50)])


def results(guess: np.ndarray, truth: np.ndarray) -> dict:
    overlap = dice(guess, truth)
    error = np.abs(ratio(guess) - ratio(truth))
    return {
        "films": len(guess),
        "dice": {label: round(float(value), 4) for label, value in zip(STRUCTURES, overlap.mean(0))},
        "diceFifthPercentile": {label: round(float(value), 4) for label, value in zip(STRUCTURES, np.percentile(overlap, 5, axis=0))},
        "cardiothoracicRatioMeanError": round(float(error.mean()), 4),
        "cardiothoracicRatioError95": round(float(np.percentile(error, 95)), 4),
    }


def measure(model: nn.Module, held_out: Split) -> dict:
    guess, truth = outline(model, held_out.images), held_out.structures > 0
    plain, fluid = held_out.seeds % 3 == 0, held_out.findings[:, FINDINGS.index("Effusion")] > 0
    parts = {"all": np.full(len(plain), True), "plain": plain, "varied": ~plain, "variedWithoutEffusion": ~plain & ~fluid, "variedWithEffusion": ~plain & fluid}
    return {name: results(guess[part], truth[part]) for name, part in parts.items()}


def save(segmenter: Segmenter, held_out: Split, epochs: int, seconds: float, out: Path) -> None:
    model = Scored(segmenter).eval()
    report = measure(model, held_out)
    export(model, SIDE, ["masks"], out / "model.onnx")
    write_package(out, SIDE, model, COUNTS, epochs, seconds, report, {
        "kind": "segmentation",
        "name": "phantom-segmentation",
        "version": VERSION,
        "description": "Lungs and heart on procedural chest phantoms.",
        "output": {"name": "masks"},
        "labels": [{"finding": name, "operatingPoint": 0.5} for name in STRUCTURES],
    })  # fmt: skip


def main() -> None:
    chosen = options(__doc__, epochs=13)
    train, _, held_out = (load(chosen.cache, name) for name in COUNTS)
    images, masks = torch.from_numpy(train.images), torch.from_numpy(train.structures)
    segmenter = Segmenter().to(memory_format=torch.channels_last)
    pixel_loss = nn.BCEWithLogitsLoss()

    def loss_of(batch: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
        film, truth = shifted(generator, 5, (images[batch].float()[:, None], 1), (masks[batch].float(), 1))
        logits = segmenter(film.to(memory_format=torch.channels_last))
        return pixel_loss(logits, truth) + soft_dice_loss(logits, truth)

    seconds = fit(segmenter, len(images), chosen.epochs, 4e-3, loss_of, warm_up=0.2, memory=0.998)
    seconds += fit(segmenter, len(images), SECOND_EPOCHS, SECOND_RATE, loss_of, warm_up=0.2, memory=0.998)
    save(segmenter.to(memory_format=torch.contiguous_format), held_out, chosen.epochs + SECOND_EPOCHS, seconds, chosen.out)


if __name__ == "__main__":
    main()
