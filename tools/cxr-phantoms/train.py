"""Trains the phantom classifier and writes model.onnx and model.json. Synthetic phantoms; not for real films.

  nice -n 10 /usr/bin/python3 train.py --out ../../src/ClinSeek.Imaging/Models/phantom-classifier

Fixed seeds, CPU, about ten minutes on two cores. Never run by a build: the model is committed with its hash and report.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from multiprocessing import Pool
from pathlib import Path

import numpy as np
import torch
from torch import nn

from phantom import FINDINGS, HELD_OUT_SEED, TRAIN_SEED, VALIDATION_SEED, draw_findings, render
from preprocess import EPSILON, resize, standard_score

SIDE, FILM = 128, 256
MODEL_VERSION = "1.0.0"


def example(seed: int) -> tuple[np.ndarray, np.ndarray]:
    findings = draw_findings(seed)
    labels = np.array([name in findings for name in FINDINGS], dtype=np.float32)
    return standard_score(resize(render(seed, findings, FILM), SIDE)).astype(np.float16), labels


def examples(first_seed: int, count: int, workers: int) -> tuple[torch.Tensor, torch.Tensor]:
    with Pool(workers) as pool:
        drawn = pool.map(example, range(first_seed, first_seed + count), chunksize=25)
    images = torch.from_numpy(np.stack([image for image, _ in drawn])).unsqueeze(1)
    return images, torch.from_numpy(np.stack([labels for _, labels in drawn]))


def block(inputs: int, outputs: int, stride: int = 1, kernel: int = 3) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(outputs), nn.ReLU()
    )


class PhantomClassifier(nn.Module):
    """A plain convolutional network: mean says how much of the film looks so, maximum says that some place does."""

    def __init__(self) -> None:
        super().__init__()
        self.features = nn.Sequential(
            block(1, 16, stride=2, kernel=5), block(16, 24), nn.MaxPool2d(2),
            block(24, 48), block(48, 48), nn.MaxPool2d(2),
            block(48, 72), block(72, 72),
        )  # fmt: skip
        self.head = nn.Linear(2 * 72, len(FINDINGS))

    def forward(self, film: torch.Tensor) -> torch.Tensor:
        maps = self.features(film)
        return self.head(torch.cat([maps.mean((2, 3)), maps.amax((2, 3))], dim=1))


class Scored(nn.Module):
    """What is exported: scores 0..1. They are positions on the model's own scale, not probabilities."""

    def __init__(self, classifier: PhantomClassifier) -> None:
        super().__init__()
        self.classifier = classifier

    def forward(self, film: torch.Tensor) -> torch.Tensor:
        return torch.sigmoid(self.classifier(film))


def shift(batch: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """A shift of up to four pixels, edges repeated."""
    top, left = torch.randint(0, 9, (2,), generator=generator).tolist()
    padded = nn.functional.pad(batch, (4, 4, 4, 4), mode="replicate")
    return padded[:, :, top : top + SIDE, left : left + SIDE]


def train(images: torch.Tensor, labels: torch.Tensor, epochs: int, batch: int = 32) -> PhantomClassifier:
    torch.manual_seed(7)
    generator = torch.Generator().manual_seed(7)
    classifier = PhantomClassifier()
    steps = len(images) // batch
    optimizer = torch.optim.AdamW(classifier.parameters(), lr=3e-3, weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 4e-3, total_steps=epochs * steps)
    loss_of = nn.BCEWithLogitsLoss()
    for epoch in range(epochs):
        classifier.train()
        order, total, started = torch.randperm(len(images), generator=generator), 0.0, time.time()
        for step in range(steps):
            chosen = order[step * batch : (step + 1) * batch]
            loss = loss_of(classifier(shift(images[chosen].float(), generator)), labels[chosen])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += loss.item()
        print(f"epoch {epoch + 1}/{epochs} loss {total / steps:.4f} {time.time() - started:.0f} s", flush=True)
    return classifier.eval()


@torch.no_grad()
def score(model: nn.Module, images: torch.Tensor) -> np.ndarray:
    return torch.cat([model(part.float()) for part in images.split(64)]).numpy()


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


def report(finding: str, scores: np.ndarray, truth: np.ndarray, cut: float) -> dict:
    above = scores >= cut
    return {
        "finding": finding,
        "auc": round(area_under_curve(scores, truth), 4),
        "sensitivity": round(float(above[truth > 0].mean()), 4),
        "specificity": round(float((~above[truth == 0]).mean()), 4),
        "positives": int(truth.sum()),
        "negatives": int((truth == 0).sum()),
    }


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--train", type=int, default=5000)
    options.add_argument("--validation", type=int, default=800)
    options.add_argument("--held-out", type=int, default=1500)
    options.add_argument("--epochs", type=int, default=9)
    options.add_argument("--threads", type=int, default=2)
    chosen = options.parse_args()
    torch.set_num_threads(chosen.threads)

    started = time.time()
    train_images, train_labels = examples(TRAIN_SEED, chosen.train, chosen.threads)
    validation_images, validation_labels = examples(VALIDATION_SEED, chosen.validation, chosen.threads)
    held_out_images, held_out_labels = examples(HELD_OUT_SEED, chosen.held_out, chosen.threads)
    print(f"drawn in {time.time() - started:.0f} s", flush=True)
    model = Scored(train(train_images, train_labels, chosen.epochs)).eval()
    seconds = time.time() - started

    on_validation, on_held_out = score(model, validation_images), score(model, held_out_images)
    cuts = [youden(on_validation[:, i], validation_labels[:, i].numpy()) for i in range(len(FINDINGS))]
    results = [
        report(name, on_held_out[:, i], held_out_labels[:, i].numpy(), cuts[i]) for i, name in enumerate(FINDINGS)
    ]

    chosen.out.mkdir(parents=True, exist_ok=True)
    onnx_path = chosen.out / "model.onnx"
    torch.onnx.export(
        model, torch.zeros(1, 1, SIDE, SIDE), str(onnx_path), opset_version=16,
        input_names=["film"], output_names=["scores"], dynamic_axes={"film": {0: "n"}, "scores": {0: "n"}},
    )  # fmt: skip
    package = {
        "formatVersion": 1,
        "name": "phantom-classifier",
        "version": MODEL_VERSION,
        "description": "Five findings on procedural chest phantoms.",
        "trainedOn": "synthetic phantoms",
        "notice": "trained on synthetic phantoms; not for real films",
        "licence": "Apache-2.0",
        "card": "MODEL_CARD.md",
        "file": "model.onnx",
        "sha256": hashlib.sha256(onnx_path.read_bytes()).hexdigest(),
        "modalities": ["CR", "DX"],
        "input": {
            "name": "film",
            "width": SIDE,
            "height": SIDE,
            "fit": "centre-crop",
            "normalisation": {"kind": "standard-score", "epsilon": EPSILON},
        },
        "output": {"name": "scores"},
        "labels": [{"finding": name, "operatingPoint": round(cut, 6)} for name, cut in zip(FINDINGS, cuts)],
        "training": {
            "generator": "tools/cxr-phantoms",
            "parameters": sum(p.numel() for p in model.parameters()),
            "films": {"train": chosen.train, "validation": chosen.validation, "heldOut": chosen.held_out},
            "firstSeeds": {"train": TRAIN_SEED, "validation": VALIDATION_SEED, "heldOut": HELD_OUT_SEED},
            "epochs": chosen.epochs,
            "seconds": round(seconds),
            "torch": torch.__version__,
            "operatingPoints": "greatest sensitivity + specificity on the validation films",
            "heldOut": results,
        },
    }
    (chosen.out / "model.json").write_text(json.dumps(package, indent=2) + "\n", encoding="utf-8")
    for result in results:
        print(result)
    print(f"{package['training']['parameters']} parameters, {onnx_path.stat().st_size} bytes, {seconds:.0f} s")


if __name__ == "__main__":
    main()
