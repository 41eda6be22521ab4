"""Writes model.onnx, model.json and the head of a card for networks built like torchxrayvision's."""

from __future__ import annotations

import hashlib
import json
import math
from pathlib import Path

import torch
from torch import nn

#: torchxrayvision feeds 8-bit films stretched to -1024..1024; ClinSeek's shown values are 0..1.
NORMALISATION = {"kind": "linear", "mean": 0.5, "deviation": 1.0 / 2048.0}
OPSET = 16


class ScoresAndMaps(nn.Module):
    """Scores, and the class-activation maps that average to their logits: the classifier's own weights over its own features."""

    def __init__(self, network: nn.Module, chosen: list[int]) -> None:
        super().__init__()
        self.features = network.features
        head = network.classifier
        self.head = nn.Conv2d(head.in_features, len(chosen), 1, bias=head.bias is not None)
        with torch.no_grad():
            self.head.weight.copy_(head.weight[chosen][:, :, None, None])
            if head.bias is not None:
                self.head.bias.copy_(head.bias[chosen])

    def forward(self, film: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        maps = self.head(torch.relu(self.features(film)))
        return torch.sigmoid(maps.mean((2, 3))), maps


def export_classifier(network: nn.Module, labels: list[str], thresholds: list[float], out: Path, *, name: str, version: str, licence: str, side: int = 224) -> None:
    """A DenseNet: `features`, then ReLU, average and one linear layer. Outputs without a name are left out."""
    chosen = [index for index, label in enumerate(labels) if label]
    wrapped = ScoresAndMaps(network, chosen).eval()
    film = torch.zeros(1, 1, side, side)
    with torch.no_grad():
        check = (torch.rand(1, 1, side, side) - 0.5) * 2048.0
        plain = network.eval()(check)[:, chosen]
        straight = plain if bool((plain >= 0).all() and (plain <= 1).all()) else torch.sigmoid(plain)
        if not torch.allclose(wrapped(check)[0], straight, atol=1e-4):
            raise SystemExit("the network is not features, ReLU, average and one linear layer: its maps would not be those of its scores")
    out.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        wrapped, film, str(out / "model.onnx"), opset_version=OPSET, input_names=["film"], output_names=["scores", "maps"],
        dynamic_axes={key: {0: "n"} for key in ("film", "scores", "maps")},
    )  # fmt: skip
    points = [thresholds[index] if index < len(thresholds) else math.nan for index in chosen]
    write(out, {
        "kind": "classifier", "name": name, "version": version, "licence": licence,
        "input": film_input(side), "output": {"name": "scores"}, "maps": {"name": "maps", "threshold": 0.5},
        "labels": [{"finding": labels[index], "operatingPoint": None if math.isnan(point) else point} for index, point in zip(chosen, points)],
    })  # fmt: skip


def export_segmentation(network: nn.Module, labels: list[str], out: Path, *, name: str, version: str, licence: str, side: int = 512) -> None:
    """A network that gives one plane of logits a label, in the size of its input."""
    out.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        network.eval(), torch.zeros(1, 1, side, side), str(out / "model.onnx"), opset_version=OPSET,
        input_names=["film"], output_names=["masks"],
    )  # fmt: skip
    write(out, {
        "kind": "segmentation", "name": name, "version": version, "licence": licence,
        "input": film_input(side), "output": {"name": "masks", "activation": "sigmoid"},
        "labels": [{"finding": label, "operatingPoint": 0.5} for label in labels],
    })  # fmt: skip


def film_input(side: int) -> dict:
    return {"name": "film", "width": side, "height": side, "fit": "centre-crop", "normalisation": NORMALISATION}


def write(out: Path, package: dict) -> None:
    model = (out / "model.onnx").read_bytes()
    full = {
        "formatVersion": 1,
        **package,
        "notice": "not validated on the films of this place; see its card",
        "card": "MODEL_CARD.md",
        "file": "model.onnx",
        "sha256": hashlib.sha256(model).hexdigest(),
        "modalities": ["CR", "DX"],
    }
    (out / "model.json").write_text(json.dumps(full, indent=2) + "\n", encoding="utf-8")
    card = out / "MODEL_CARD.md"
    if not card.exists():
        card.write_text(f"# {package['name']} {package['version']}\n\nWrite here: training data, intended use, licence, known weaknesses, who validated it and on what.\n", encoding="utf-8")
    print(f"{out}: {len(package['labels'])} labels, {len(model) >> 20} MB")
