"""Writes the tiny embedding model that the tests run: random weights, a real graph, and what it must give.

    /usr/bin/python3 tools/tiny-embedding/make_model.py tests/ClinSeek.Functions.Tests/Fixtures/tiny-embedding

Needs Debian's python3-onnx and python3-numpy. The same files come out each time.
"""
import hashlib
import json
import pathlib
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "heart", "failure", "kidney", "pul", "##mon", "##ary", "embolism", ",", "(", ")", "un", "##specified", "acute", "e", "##ffusion", "2", "-"]
WIDTH = 6


def main(folder: pathlib.Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    table = np.round(np.random.default_rng(20260131).normal(size=(len(PIECES), WIDTH)), 3).astype(np.float32)
    mix = np.round(np.random.default_rng(7).normal(size=(WIDTH, WIDTH)), 3).astype(np.float32)
    graph = helper.make_graph(
        [
            helper.make_node("Gather", ["table", "input_ids"], ["embedded"], axis=0),
            helper.make_node("MatMul", ["embedded", "mix"], ["mixed"]),
            helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
            helper.make_node("Unsqueeze", ["mask", "axis"], ["wide"]),
            helper.make_node("Mul", ["mixed", "wide"], ["last_hidden_state"]),
        ],
        "tiny",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"]) for name in ("input_ids", "attention_mask")],
        [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["batch", "tokens", WIDTH])],
        [numpy_helper.from_array(table, "table"), numpy_helper.from_array(mix, "mix"), numpy_helper.from_array(np.array([2], dtype=np.int64), "axis")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], producer_name="clinseek-tests")
    model.ir_version = 8
    onnx.checker.check_model(model)
    content = model.SerializeToString()
    (folder / "model.onnx").write_bytes(content)
    (folder / "vocab.txt").write_text("\n".join(PIECES) + "\n")
    (folder / "model.json").write_text(json.dumps({
        "name": "tiny", "sha256": hashlib.sha256(content).hexdigest(), "lowercase": True, "maxTokens": 12, "pooling": "mean",
        "about": "random weights: it knows nothing and shows only that models run",
    }, indent=2) + "\n")
    golden = {}
    for text, ids in {
        "Heart failure": [2, 4, 5, 3],
        "Pulmonary embolism": [2, 7, 8, 9, 10, 3],
        "acute effusion, unspecified (2)": [2, 16, 17, 18, 11, 14, 15, 12, 19, 13, 3],
        "never heard": [2, 1, 1, 3],
    }.items():
        golden[text] = {"tokens": ids, "vector": [float(x) for x in (table[ids] @ mix).mean(axis=0)]}
    (folder / "golden.json").write_text(json.dumps(golden, indent=2) + "\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
