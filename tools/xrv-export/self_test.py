"""Exports small networks of the same build with random weights, so that the export can be tried without torchxrayvision.

  /usr/bin/python3 self_test.py --out /tmp/xrv-self-test
"""

from __future__ import annotations

import argparse
import math
from pathlib import Path

import torch
from torch import nn

from package import export_classifier, export_segmentation

PATHOLOGIES = [
    "Atelectasis", "Consolidation", "Infiltration", "Pneumothorax", "Edema", "Emphysema", "Fibrosis", "Effusion", "Pneumonia",
    "Pleural_Thickening", "Cardiomegaly", "Nodule", "Mass", "Hernia", "Lung Lesion", "Fracture", "Lung Opacity", "Enlarged Cardiomediastinum",
]  # fmt: skip
TARGETS = [
    "Left Clavicle", "Right Clavicle", "Left Scapula", "Right Scapula", "Left Lung", "Right Lung", "Left Hilus Pulmonis",
    "Right Hilus Pulmonis", "Heart", "Aorta", "Facies Diaphragmatica", "Mediastinum", "Weasand", "Spine",
]  # fmt: skip


class Classifier(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(1, 16, 7, 4, 3), nn.BatchNorm2d(16), nn.ReLU(), nn.Conv2d(16, 32, 3, 8, 1))
        self.classifier = nn.Linear(32, len(PATHOLOGIES))

    def forward(self, film: torch.Tensor) -> torch.Tensor:
        return self.classifier(torch.relu(self.features(film)).mean((2, 3)))


class Segmentation(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.down, self.up = nn.Conv2d(1, 8, 7, 8, 3), nn.Conv2d(8, len(TARGETS), 1)

    def forward(self, film: torch.Tensor) -> torch.Tensor:
        return nn.functional.interpolate(self.up(torch.relu(self.down(film))), scale_factor=8.0, mode="bilinear", align_corners=False)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--out", type=Path, required=True)
    chosen = options.parse_args()
    torch.manual_seed(1)
    thresholds = [0.05] * (len(PATHOLOGIES) - 1) + [math.nan]
    export_classifier(Classifier(), PATHOLOGIES, thresholds, chosen.out / "densenet", name="xrv-random", version="0", licence="Apache-2.0")
    export_segmentation(Segmentation(), TARGETS, chosen.out / "pspnet", name="xrv-random-pspnet", version="0", licence="Apache-2.0", side=128)


if __name__ == "__main__":
    main()
