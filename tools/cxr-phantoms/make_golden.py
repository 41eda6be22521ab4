"""Writes the fixtures that hold the C# reading of films against this Python: small films, their input tensors, their scores.

  /usr/bin/python3 make_golden.py --model ../../src/ClinSeek.Imaging/Models/phantom-classifier/model.onnx \\
      --out ../../tests/ClinSeek.Imaging.Tests/Fixtures

The scores come from walking the ONNX graph with torch, so they owe nothing to ONNX Runtime.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from dicom_film import FilmHeader, part10, shown_values, store
from phantom import FINDINGS, render
from preprocess import to_input

SIDE = 128

#: name, seed, findings, size, rows cut off top and bottom, photometric interpretation
FILMS = (
    ("clear", 11, frozenset(), 256, 0, "MONOCHROME2"),
    ("effusion-cardiomegaly", 12, frozenset({"Effusion", "Cardiomegaly"}), 200, 0, "MONOCHROME1"),
    ("pneumothorax-wide", 13, frozenset({"Pneumothorax"}), 230, 9, "MONOCHROME2"),
)


def run(graph: onnx.GraphProto, film: np.ndarray) -> np.ndarray:
    """The few operators of the exported classifier, in graph order."""
    values = {tensor.name: torch.from_numpy(numpy_helper.to_array(tensor).copy()) for tensor in graph.initializer}
    values[graph.input[0].name] = torch.from_numpy(film)[None, None]
    for node in graph.node:
        given = {attribute.name: onnx.helper.get_attribute_value(attribute) for attribute in node.attribute}
        inputs = [values[name] for name in node.input]
        values[node.output[0]] = apply(node.op_type, inputs, given)
    return values[graph.output[0].name].numpy()[0]


def apply(operator: str, inputs: list[torch.Tensor], given: dict) -> torch.Tensor:
    if operator == "Conv":
        return torch.conv2d(*inputs, stride=given["strides"], padding=given["pads"][:2])
    if operator == "Relu":
        return inputs[0].relu()
    if operator == "MaxPool":
        return torch.max_pool2d(inputs[0], given["kernel_shape"], given["strides"])
    if operator == "ReduceMean":
        return inputs[0].mean(given["axes"])
    if operator == "ReduceMax":
        return inputs[0].amax(given["axes"])
    if operator == "Concat":
        return torch.cat(inputs, given["axis"])
    if operator == "Gemm":
        return inputs[0] @ (inputs[1].T if given.get("transB") else inputs[1]) + inputs[2]
    if operator == "Sigmoid":
        return inputs[0].sigmoid()
    raise ValueError(f"the graph holds {operator}, which is not known here")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--model", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    chosen = options.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    graph = onnx.load(str(chosen.model)).graph
    expected = {"formatVersion": 1, "labels": list(FINDINGS), "films": []}
    for index, (name, seed, findings, size, cut, photometric) in enumerate(FILMS):
        display = render(seed, findings, size)[cut : size - cut]
        stored = store(display, photometric)
        study = f"2.25.{9000 + index}"
        header = FilmHeader(
            study_uid=study, sop_uid=study + ".1.1", series_uid=study + ".1", patient_id="SYN-CANARY-4711",
            patient_name="Canary^Planted", study_date="20260101", study_time="120000", photometric=photometric,
        )  # fmt: skip
        (chosen.out / f"{name}.dcm").write_bytes(part10(stored, header))
        tensor = to_input(shown_values(stored, photometric), SIDE)
        (chosen.out / f"{name}.f32").write_bytes(tensor.astype("<f4").tobytes())
        scores = run(graph, tensor)
        expected["films"].append(
            {"name": name, "study": study, "findings": sorted(findings), "scores": [round(float(s), 6) for s in scores]}
        )
        print(name, dict(zip(FINDINGS, scores.round(4))))
    (chosen.out / "golden.json").write_text(json.dumps(expected, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
