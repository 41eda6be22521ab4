"""Trains the gate that tells frontal chest films from others and writes its package. Synthetic pictures only.

  nice -n 15 /usr/bin/python3 train_view.py --cache /tmp/phantoms --out ../../src/ClinSeek.Imaging/Models/phantom-view
"""

from __future__ import annotations

import numpy as np
import torch
from torch import nn

from dataset import VIEW_COUNTS, VIEW_SIDE, load_views
from networks import ViewGate
from other_views import VIEWS
from training import area_under_curve, export, fit, options, shifted, write_package

VERSION = "1.0.0"

#: A film is refused when a view that is not frontal scores at least this much. High on purpose: a film that is refused
#: wrongly is lost, and one that is let through wrongly is still marked by what the other models make of it.
REFUSAL = 0.98


class Scored(nn.Module):
    """What is exported: one score a view, together 1."""

    def __init__(self, gate: ViewGate) -> None:
        super().__init__()
        self.gate = gate

    def forward(self, film: torch.Tensor) -> torch.Tensor:
        return torch.softmax(self.gate(film), dim=1)


def main() -> None:
    chosen = options(__doc__, epochs=8)
    (images, labels), _, (held_out, truth) = (load_views(chosen.cache, name) for name in VIEW_COUNTS)
    images, labels = torch.from_numpy(images), torch.from_numpy(labels)
    gate = ViewGate()
    view_loss = nn.CrossEntropyLoss(label_smoothing=0.01)

    def loss_of(batch: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
        film = shifted(generator, 5, (images[batch].float()[:, None], 1))[0]
        return view_loss(gate(film), labels[batch])

    seconds = fit(gate, len(images), chosen.epochs, 5e-3, loss_of)
    model = Scored(gate).eval()
    with torch.no_grad():
        scores = torch.cat([model(part.float()[:, None]) for part in torch.from_numpy(held_out).split(100)]).numpy()
    refused = (scores[:, 1:] >= REFUSAL).any(1)
    report = {
        name: {
            "auc": round(area_under_curve(scores[:, i], (truth == i).astype(np.float32)), 4),
            "refused": round(float(refused[truth == i].mean()), 4),
            "films": int((truth == i).sum()),
        }
        for i, name in enumerate(VIEWS)
    }
    export(model, VIEW_SIDE, ["scores"], chosen.out / "model.onnx")
    write_package(chosen.out, VIEW_SIDE, model, VIEW_COUNTS, chosen.epochs, seconds, report, {
        "kind": "view",
        "name": "phantom-view",
        "version": VERSION,
        "description": "Whether a picture is a frontal chest film.",
        "output": {"name": "scores"},
        "labels": [{"finding": name, "operatingPoint": 0.5 if name == "Frontal" else REFUSAL} for name in VIEWS],
    })  # fmt: skip


if __name__ == "__main__":
    main()
