"""Ways to store the encoder, compared: bytes, likeness to the float graph, few-shot accuracy. Writes CACHE/candidates/*.onnx.

`npm run bench:shapes` times the files in the browser. Static int8 is calibrated on stored training views.
    python candidates.py --shared ../../shared --cache CACHE
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process

from evaluate import HELD_OUT_SETS, encode_onnx, evaluation_sets, mean_of
from export import SMALLEST_QUANTISED, half_weight, with_int8_weights
from fewshot import few_shot, unit_rows
from preprocess import normalise
from train import read_shard

CALIBRATION_VIEWS = 128


def with_half_weights(model: onnx.ModelProto) -> onnx.ModelProto:
    """Weights stored as float16 and cast to float32 when the file is opened."""
    graph, casts = model.graph, []
    for tensor in list(graph.initializer):
        value = numpy_helper.to_array(tensor)
        if value.dtype != np.float32 or value.size < SMALLEST_QUANTISED:
            continue
        graph.initializer.remove(tensor)
        stored, cast = half_weight(tensor)
        graph.initializer.append(stored)
        casts.append(cast)
    nodes = [*casts, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)
    return model


class Views(CalibrationDataReader):
    """Stored training views, one at a time."""

    def __init__(self, cache: Path) -> None:
        images = read_shard(cache, 0).images[:CALIBRATION_VIEWS].permute(0, 2, 3, 1).numpy()
        self.rows: Iterator[np.ndarray] = iter(normalise(images))

    def get_next(self) -> dict[str, np.ndarray] | None:
        row = next(self.rows, None)
        return None if row is None else {"image": row[None]}


def write_candidates(cache: Path) -> dict[str, Path]:
    """The float graph and its smaller forms."""
    folder = cache / "candidates"
    folder.mkdir(exist_ok=True)
    paths = {name: folder / f"{name}.onnx" for name in ("float32", "float16-weights", "int8-weights", "int8-static")}
    float_path = cache / "image.float.onnx"
    paths["float32"].write_bytes(float_path.read_bytes())
    onnx.save(with_half_weights(onnx.load(float_path)), paths["float16-weights"])
    onnx.save(with_int8_weights(onnx.load(float_path)), paths["int8-weights"])
    prepared = folder / "prepared.onnx"
    quant_pre_process(str(float_path), str(prepared), skip_symbolic_shape=True)
    formats = {"quant_format": QuantFormat.QDQ, "activation_type": QuantType.QUInt8, "weight_type": QuantType.QInt8}
    quantize_static(str(prepared), str(paths["int8-static"]), Views(cache), per_channel=True, **formats)
    prepared.unlink()
    return paths


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../../shared"))
    parser.add_argument("--cache", type=Path, required=True)
    options = parser.parse_args()
    sets = {name: s for name, s in evaluation_sets(options.shared).items() if name in HELD_OUT_SETS}
    print("| file | bytes | mean cosine with float | 5-NN / nearest mean / logistic regression, held-out groups |")
    print("|---|---|---|---|")
    reference: dict[str, np.ndarray] = {}
    for name, path in write_candidates(options.cache).items():
        rows = {dataset: unit_rows(encode_onnx(path, samples)) for dataset, samples in sets.items()}
        reference = reference or rows
        cosine = np.mean(np.concatenate([(rows[d] * reference[d]).sum(axis=1) for d in rows]))
        means = mean_of([few_shot(rows[d], sets[d]) for d in rows]).means
        words = " / ".join(f"{m:.3f}" for m in means)
        print(f"| {name} | {path.stat().st_size:,} | {cosine:.4f} | {words} |", flush=True)


if __name__ == "__main__":
    main()
