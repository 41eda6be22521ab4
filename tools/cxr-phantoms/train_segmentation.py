"""Trains the phantom segmentation of lungs and heart and writes its package. Synthetic phantoms; not for real films.

  nice -n 15 /usr/bin/python3 train_segmentation.py --cache /tmp/phantoms --out ../../src/ClinSeek.Imaging/Models/phantom-segmentation
"""

from __future__ import annotations

import numpy as np
import torch
from torch import nn

from dataset import COUNTS, SIDE, STRUCTURES, load
from networks import Segmenter
from training import export, fit, options, shifted, write_package

VERSION = "1.0.0"


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


def main() -> None:
    chosen = options(__doc__, epochs=7)
    train, _, held_out = (load(chosen.cache, name) for name in COUNTS)
    images, masks = torch.from_numpy(train.images), torch.from_numpy(train.structures)
    segmenter = Segmenter()
    pixel_loss = nn.BCEWithLogitsLoss()

    def loss_of(batch: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
        film, truth = shifted(generator, 5, (images[batch].float()[:, None], 1), (masks[batch].float(), 1))
        logits = segmenter(film)
        return pixel_loss(logits, truth) + soft_dice_loss(logits, truth)

    seconds = fit(segmenter, len(images), chosen.epochs, 5e-3, loss_of)
    model = Scored(segmenter).eval()
    with torch.no_grad():
        parts = [model(part.float()[:, None]).numpy() > 0.5 for part in torch.from_numpy(held_out.images).split(50)]
    guess, truth = np.concatenate(parts), held_out.structures > 0
    plain = held_out.seeds % 3 == 0
    report = {}
    for name, part in (("all", np.full(len(plain), True)), ("plain", plain), ("varied", ~plain)):
        overlap = dice(guess[part], truth[part])
        error = np.abs(ratio(guess[part]) - ratio(truth[part]))
        report[name] = {
            "films": int(part.sum()),
            "dice": {label: round(float(value), 4) for label, value in zip(STRUCTURES, overlap.mean(0))},
            "diceFifthPercentile": {label: round(float(value), 4) for label, value in zip(STRUCTURES, np.percentile(overlap, 5, axis=0))},
            "cardiothoracicRatioMeanError": round(float(error.mean()), 4),
            "cardiothoracicRatioError95": round(float(np.percentile(error, 95)), 4),
        }
    export(model, SIDE, ["masks"], chosen.out / "model.onnx")
    write_package(chosen.out, SIDE, {
        "kind": "segmentation",
        "name": "phantom-segmentation",
        "version": VERSION,
        "description": "Lungs and heart on procedural chest phantoms.",
        "output": {"name": "masks"},
        "labels": [{"finding": name, "operatingPoint": 0.5} for name in STRUCTURES],
        "training": {
            "parameters": sum(p.numel() for p in model.parameters()),
            "films": {name: {"first": first, "count": count} for name, (first, count) in COUNTS.items()},
            "epochs": chosen.epochs,
            "seconds": round(seconds),
            "heldOut": report,
        },
    })  # fmt: skip


if __name__ == "__main__":
    main()
