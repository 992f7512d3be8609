"""Writes public/graphs/product.onnx: dot products of every query with every row of a table (Gemm, the table transposed)."""

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper

OUT = Path(__file__).resolve().parent.parent / "public" / "graphs" / "product.onnx"


def build() -> onnx.ModelProto:
    float_rows = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [side, "d"]) for name, side in (("queries", "q"), ("table", "n"))]
    products = helper.make_tensor_value_info("products", TensorProto.FLOAT, ["q", "n"])
    node = helper.make_node("Gemm", ["queries", "table"], ["products"], transB=1)
    graph = helper.make_graph([node], "product", float_rows, [products])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def check(path: Path) -> None:
    rows = np.random.default_rng(0).normal(size=(50, 16)).astype(np.float32)
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    (products,) = session.run(None, {"queries": rows[:7], "table": rows})
    assert np.allclose(products, rows[:7].astype(np.float64) @ rows.T.astype(np.float64), atol=1e-5)


if __name__ == "__main__":
    model = build()
    onnx.checker.check_model(model)
    onnx.save(model, str(OUT))
    check(OUT)
    print(f"{OUT.name}: {OUT.stat().st_size} bytes, onnx {onnx.__version__}, onnxruntime {onnxruntime.__version__}")
