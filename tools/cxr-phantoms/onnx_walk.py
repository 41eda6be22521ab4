"""Runs the shipped ONNX graphs node by node with torch: a second opinion beside ONNX Runtime, for these graphs only."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper


class Walk:
    def __init__(self, path: Path) -> None:
        self.graph = onnx.load(str(path)).graph
        self.constants = {tensor.name: torch.from_numpy(numpy_helper.to_array(tensor).copy()) for tensor in self.graph.initializer}

    def __call__(self, film: np.ndarray) -> list[np.ndarray]:
        """The outputs in the graph's order."""
        values: dict[str, torch.Tensor | None] = {**self.constants, "": None, self.graph.input[0].name: torch.from_numpy(film)}
        for node in self.graph.node:
            given = {attribute.name: onnx.helper.get_attribute_value(attribute) for attribute in node.attribute}
            values[node.output[0]] = apply(node.op_type, [values[name] for name in node.input], given)
        return [values[output.name].numpy() for output in self.graph.output]


def apply(operator: str, inputs: list, given: dict) -> torch.Tensor:
    simple = {
        "Relu": lambda x: x.relu(), "Sigmoid": lambda x: x.sigmoid(), "Exp": lambda x: x.exp(), "Log": lambda x: x.log(),
        "Add": lambda x, y: x + y, "Sub": lambda x, y: x - y, "Mul": lambda x, y: x * y, "Div": lambda x, y: x / y,
    }  # fmt: skip
    if operator in simple:
        return simple[operator](*inputs)
    if operator == "Constant":
        return torch.from_numpy(numpy_helper.to_array(given["value"]).copy())
    if operator == "Conv":
        return torch.conv2d(*inputs, stride=given["strides"], padding=given["pads"][:2])
    if operator == "MaxPool":
        return torch.max_pool2d(inputs[0], given["kernel_shape"], given["strides"])
    if operator == "ReduceMean":
        return inputs[0].mean(given["axes"], keepdim=bool(given.get("keepdims", 1)))
    if operator == "ReduceMax":
        return inputs[0].amax(given["axes"], keepdim=bool(given.get("keepdims", 1)))
    if operator == "Concat":
        return torch.cat(inputs, given["axis"])
    if operator == "Gemm":
        return inputs[0] @ (inputs[1].T if given.get("transB") else inputs[1]) + inputs[2]
    if operator == "Softmax":
        return torch.softmax(inputs[0], given["axis"])
    if operator == "Unsqueeze":
        return unsqueeze(inputs[0], inputs[1].tolist())
    if operator == "Gather":
        return torch.take_along_dim(inputs[0], inputs[1].reshape(1), given.get("axis", 0)) if inputs[0].dim() == 1 else inputs[0].select(given.get("axis", 0), int(inputs[1]))
    if operator == "Resize":
        linear = given["mode"] == b"linear"
        kind = {"mode": "bilinear", "align_corners": False} if linear else {"mode": "nearest"}
        return torch.nn.functional.interpolate(inputs[0], scale_factor=2.0, **kind)
    raise ValueError(f"the graph holds {operator}, which is not known here")


def unsqueeze(tensor: torch.Tensor, axes: list[int]) -> torch.Tensor:
    for axis in sorted(axes):
        tensor = tensor.unsqueeze(axis)
    return tensor
