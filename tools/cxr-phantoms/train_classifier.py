"""Trains the phantom classifier and writes its package. Synthetic phantoms; not for real films.

  nice -n 15 /usr/bin/python3 train_classifier.py --cache /tmp/phantoms --out ../../src/ClinSeek.Imaging/Models/phantom-classifier

Fixed seeds, CPU. Never run by a build: the model is committed with its hash and report.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import nn

from dataset import COUNTS, MAP_SIDE, SIDE, load
from networks import Classifier
from phantom import FINDINGS
from training import area_under_curve, export, fit, options, shifted, write_package, youden

VERSION = "2.0.0"
SMOOTHING = 0.01


class Scored(nn.Module):
    """What is exported: scores and maps between 0 and 1. They are positions on the model's own scale, not probabilities."""

    def __init__(self, classifier: Classifier) -> None:
        super().__init__()
        self.classifier = classifier

    def forward(self, film: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        scores, maps = self.classifier(film)
        return torch.sigmoid(scores), torch.sigmoid(maps)


@torch.no_grad()
def predict(model: nn.Module, images: torch.Tensor) -> tuple[np.ndarray, np.ndarray]:
    parts = [model(part.float()[:, None]) for part in images.split(50)]
    return torch.cat([scores for scores, _ in parts]).numpy(), torch.cat([maps for _, maps in parts]).numpy()


def results(scores: np.ndarray, maps: np.ndarray, truth: np.ndarray, where: np.ndarray, cuts: list[float]) -> list[dict]:
    rows = []
    for i, name in enumerate(FINDINGS):
        y, above = truth[:, i] > 0, scores[:, i] >= cuts[i]
        peaks = maps[:, i].reshape(len(maps), -1).argmax(1)
        hit = np.take_along_axis(where[:, i].reshape(len(maps), -1), peaks[:, None], 1)[:, 0] > 0
        rows.append({
            "finding": name,
            "auc": round(area_under_curve(scores[:, i], truth[:, i]), 4),
            "sensitivity": round(float(above[y].mean()), 4),
            "specificity": round(float((~above[~y]).mean()), 4),
            "mapPeakOnFinding": round(float(hit[y & above].mean()), 4),
            "positives": int(y.sum()),
            "negatives": int((~y).sum()),
        })  # fmt: skip
    return rows


def main() -> None:
    chosen = options(__doc__, epochs=9)
    train, validation, held_out = (load(chosen.cache, name) for name in COUNTS)
    images, labels, maps = (torch.from_numpy(part) for part in (train.images, train.findings, train.maps))
    classifier = Classifier()
    score_loss, cell_loss = nn.BCEWithLogitsLoss(), nn.BCEWithLogitsLoss(reduction="none")

    def loss_of(batch: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
        pixels = SIDE // MAP_SIDE
        film, cells = images[batch].float()[:, None], maps[batch].float()
        # One shift in whole cells for picture and maps, one in pixels within a cell for the picture alone.
        film, cells = shifted(generator, 1, (film, pixels), (cells, 1))
        film = shifted(generator, 2, (film, 1))[0]
        scores, found = classifier(film)
        target = labels[batch] * (1 - 2 * SMOOTHING) + SMOOTHING
        weight = 1.0 + 3.0 * (cells > 0.3).float()
        return score_loss(scores, target) + 2.0 * (weight * cell_loss(found, cells.clamp(0, 1))).mean()

    seconds = fit(classifier, len(images), chosen.epochs, 5e-3, loss_of)
    model = Scored(classifier).eval()
    on_validation, _ = predict(model, torch.from_numpy(validation.images))
    cuts = [youden(on_validation[:, i], validation.findings[:, i]) for i in range(len(FINDINGS))]
    scores, found = predict(model, torch.from_numpy(held_out.images))
    plain = held_out.seeds % 3 == 0
    report = {
        name: results(scores[part], found[part], held_out.findings[part], held_out.maps[part], cuts)
        for name, part in (("all", np.full(len(plain), True)), ("plain", plain), ("varied", ~plain))
    }
    export(model, SIDE, ["scores", "maps"], chosen.out / "model.onnx")
    write_package(chosen.out, SIDE, model, COUNTS, chosen.epochs, seconds, report, {
        "kind": "classifier",
        "name": "phantom-classifier",
        "version": VERSION,
        "description": "Five findings on procedural chest phantoms, with class-activation maps.",
        "output": {"name": "scores"},
        "maps": {"name": "maps", "threshold": 0.5},
        "labels": [{"finding": name, "operatingPoint": round(cut, 6)} for name, cut in zip(FINDINGS, cuts)],
        "training": {"operatingPoints": "greatest sensitivity + specificity on the validation films"},
    })  # fmt: skip


if __name__ == "__main__":
    main()
