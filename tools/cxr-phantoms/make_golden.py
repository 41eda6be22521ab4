"""Writes the fixtures that hold the C# reading of films against this Python: small films, their input tensors, what networks say.

  /usr/bin/python3 make_golden.py --models ../../src/ClinSeek.Imaging/Models --out ../../tests/ClinSeek.Imaging.Tests/Fixtures

The tensors are bit for bit what the program must feed. The scores come from walking the ONNX graph with torch, so they owe
nothing to ONNX Runtime.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from dataset import STRUCTURES
from dicom_film import OFFSET, SPAN, FilmHeader, part10, store
from onnx_walk import Walk
from other_views import abdomen, lateral, limb
from phantom import FINDINGS, Phantom
from preprocess import EPSILON
from reference_input import area_average, centre_crop, linear, shown, standard_score

SIDE = 128

#: name, seed, findings, size, rows cut off top and bottom, photometric interpretation
FILMS = (
    ("clear", 11, frozenset(), 256, 0, "MONOCHROME2"),
    ("effusion-cardiomegaly", 12, frozenset({"Effusion", "Cardiomegaly"}), 200, 0, "MONOCHROME1"),
    ("pneumothorax-wide", 13, frozenset({"Pneumothorax"}), 230, 9, "MONOCHROME2"),
)


#: name, how it is drawn, seed; no header says what they are
OTHERS = (("lateral", lateral, 21), ("limb", limb, 22), ("abdomen", abdomen, 23), ("inverted", lambda rng, size: 1.0 - Phantom(24, frozenset(), size).render(), 24))


def tensors(stored: np.ndarray, photometric: str) -> tuple[np.ndarray, np.ndarray]:
    """As the shipped models are fed, and as torchxrayvision's: 224 pixels, stretched to -1024..1024."""
    picture = shown(stored, 1.0, -OFFSET, SPAN / 2 + 0.5, SPAN + 1, photometric == "MONOCHROME1")
    square = centre_crop(picture)
    return standard_score(area_average(square, SIDE, SIDE), EPSILON), linear(area_average(square, 224, 224), 0.5, 1.0 / 2048.0)


def width(mask: np.ndarray) -> int:
    columns = np.flatnonzero(mask.any(0))
    return int(columns[-1] - columns[0] + 1)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--models", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    chosen = options.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    classifier, segmenter = (Walk(chosen.models / name / "model.onnx") for name in ("phantom-classifier", "phantom-segmentation"))
    expected = {"formatVersion": 2, "labels": list(FINDINGS), "structures": list(STRUCTURES), "films": []}
    for index, (name, seed, findings, size, cut, photometric) in enumerate(FILMS):
        phantom = Phantom(seed, findings, size)
        display = phantom.render()[cut : size - cut]
        stored = store(display, photometric)
        study = f"2.25.{9000 + index}"
        header = FilmHeader(
            study_uid=study, sop_uid=study + ".1.1", series_uid=study + ".1", patient_id="SYN-CANARY-4711",
            patient_name="Canary^Planted", study_date="20260101", study_time="120000", photometric=photometric,
        )  # fmt: skip
        (chosen.out / f"{name}.dcm").write_bytes(part10(stored, header))
        tensor, stretched = tensors(stored, photometric)
        (chosen.out / f"{name}.f32").write_bytes(tensor.astype("<f4").tobytes())
        if name == FILMS[-1][0]:
            (chosen.out / f"{name}.224.f32").write_bytes(stretched.astype("<f4").tobytes())
        scores, maps = classifier(tensor[None, None])
        masks = segmenter(tensor[None, None])[0]
        truth = {label: mask[cut : size - cut] for label, mask in phantom.structures().items()}
        expected["films"].append({
            "name": name,
            "study": study,
            "findings": sorted(findings),
            "scores": [round(float(s), 6) for s in scores[0]],
            "mapPeaks": [[int(i) for i in np.unravel_index(m.argmax(), m.shape)] for m in maps[0]],
            "maskPixels": [int((mask > 0.5).sum()) for mask in masks[0]],
            "truthPixels": [int(truth[label].sum()) for label in STRUCTURES],
            "truthRatio": round(width(truth["Heart"]) / width(truth["Left Lung"] | truth["Right Lung"]), 4),
        })  # fmt: skip
        print(name, dict(zip(FINDINGS, scores[0].round(4))), expected["films"][-1]["truthRatio"])
    for index, (name, draw, seed) in enumerate(OTHERS):
        stored = store(draw(np.random.default_rng(seed), 128), "MONOCHROME2")
        study = f"2.25.{9100 + index}"
        header = FilmHeader(
            study_uid=study, sop_uid=study + ".1.1", series_uid=study + ".1", patient_id="SYN-CANARY-4711",
            patient_name="Canary^Planted", study_date="20260101", study_time="120000", view_position="",
        )  # fmt: skip
        (chosen.out / f"{name}.dcm").write_bytes(part10(stored, header))
    (chosen.out / "golden.json").write_text(json.dumps(expected, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
