"""Writes public/graphs/nearest.onnx: cosine similarities of unit rows (MatMul) and the k best of each (TopK)."""

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper

OUT = Path(__file__).resolve().parent.parent / "public" / "graphs" / "nearest.onnx"


def build() -> onnx.ModelProto:
    value = helper.make_tensor_value_info
    graph = helper.make_graph(
        [
            helper.make_node("Transpose", ["table"], ["columns"], perm=[1, 0]),
            helper.make_node("MatMul", ["queries", "columns"], ["scores"]),
            # Equal scores: TopK puts the lower index first (operator specification).
            helper.make_node("TopK", ["scores", "k"], ["similarities", "indices"], axis=1, largest=1, sorted=1),
        ],
        "nearest",
        [
            value("queries", TensorProto.FLOAT, ["q", "d"]),
            value("table", TensorProto.FLOAT, ["n", "d"]),
            value("k", TensorProto.INT64, [1]),
        ],
        [
            value("similarities", TensorProto.FLOAT, ["q", "top"]),
            value("indices", TensorProto.INT64, ["q", "top"]),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    return model


def check(path: Path) -> None:
    random = np.random.default_rng(0)
    table = random.normal(size=(50, 16)).astype(np.float32)
    table /= np.linalg.norm(table, axis=1, keepdims=True)
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    _, indices = session.run(None, {"queries": table[:7], "table": table, "k": np.array([5])})
    expected = np.argsort(-(table[:7] @ table.T), axis=1, kind="stable")[:, :5]
    assert (indices == expected).all()


if __name__ == "__main__":
    OUT.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(build(), str(OUT))
    check(OUT)
    print(f"{OUT} {OUT.stat().st_size} bytes, onnx {onnx.__version__}, onnxruntime {onnxruntime.__version__}")
