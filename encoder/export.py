"""Writes the encoder as ONNX with int8 per-channel weights and float activations, and its manifest.

    python export.py --cache CACHE --out ../public/encoders/lightbench-v2
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import NodeProto, TensorProto, helper, numpy_helper
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from fused import Encoder
from preprocess import INTERPOLATION, MEAN, RESIZE, SIZE_PX, STD

OPSET = 17
SMALLEST_QUANTISED = 512
QUANTISED_OPERATORS = ("Conv", "Gemm")
# int8 rounding of the filter bank's projection makes nearly all of the difference to the float graph.
HALF_WEIGHTS = ("bank_whiten.weight",)
TEXT_FILES = ("text.int8.onnx", "tokenizer.json", "text.json")


def load_encoder(path: Path) -> Encoder:
    """The fused encoder written by fuse.py."""
    state = torch.load(path, map_location="cpu", weights_only=True)
    rank, size = state["bank_whiten.weight"].shape
    encoder = Encoder(size, rank)
    encoder.load_state_dict(state)
    return encoder.eval()


def fold_batch_norm(module: nn.Module) -> None:
    """Folds every (convolution, batch normalisation) pair into the convolution, in place."""
    for child in module.children():
        fold_batch_norm(child)
    if isinstance(module, nn.Sequential):
        for i in range(len(module) - 1):
            if isinstance(module[i], nn.Conv2d) and isinstance(module[i + 1], nn.BatchNorm2d):
                module[i], module[i + 1] = fuse_conv_bn_eval(module[i], module[i + 1]), nn.Identity()


def to_onnx(encoder: Encoder, path: Path) -> None:
    """Float ONNX with a free batch size `n`."""
    torch.onnx.export(
        encoder,
        (torch.zeros(1, 3, SIZE_PX, SIZE_PX),),
        str(path),
        input_names=["image"],
        output_names=["embedding", "patches"],
        dynamic_axes={"image": {0: "n"}, "embedding": {0: "n"}, "patches": {0: "n"}},
        opset_version=OPSET,
        do_constant_folding=True,
        dynamo=False,
    )


def quantise_rows(weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Symmetric int8 by output channel (axis 0): values and scales [channels]."""
    largest = np.abs(weight).reshape(len(weight), -1).max(axis=1)
    scale = np.maximum(largest, 1e-12).astype(np.float32) / np.float32(127)
    steps = np.rint(weight / scale.reshape(-1, *[1] * (weight.ndim - 1)))
    return np.clip(steps, -127, 127).astype(np.int8), scale


def half_weight(tensor: TensorProto) -> tuple[TensorProto, NodeProto]:
    """The tensor as float16, and the cast that gives it back as float32 when the file is opened."""
    name = f"{tensor.name}.half"
    stored = numpy_helper.from_array(numpy_helper.to_array(tensor).astype(np.float16), name)
    return stored, helper.make_node("Cast", [name], [tensor.name], to=TensorProto.FLOAT, name=f"{tensor.name}.cast")


def with_int8_weights(model: onnx.ModelProto) -> onnx.ModelProto:
    """Replaces the weights of convolutions and matrix products by int8 + DequantizeLinear (axis 0), HALF_WEIGHTS by float16."""
    graph = model.graph
    weights = {node.input[1]: node for node in graph.node if node.op_type in QUANTISED_OPERATORS}
    kept, added, dequantise = [], [], []
    for tensor in graph.initializer:
        value = numpy_helper.to_array(tensor)
        if tensor.name not in weights or value.size < SMALLEST_QUANTISED or value.ndim < 2:
            kept.append(tensor)
            continue
        if tensor.name in HALF_WEIGHTS:
            stored, cast = half_weight(tensor)
            kept.append(stored)
            dequantise.append(cast)
            continue
        node = weights[tensor.name]
        if node.op_type == "Gemm" and not any(a.name == "transB" and a.i == 1 for a in node.attribute):
            raise ValueError(f"{node.name}: output channels are not axis 0")
        steps, scale = quantise_rows(value)
        names = [f"{tensor.name}.{part}" for part in ("int8", "scale", "zero")]
        values = (steps, scale, np.zeros(len(scale), np.int8))
        added += [numpy_helper.from_array(v, name) for v, name in zip(values, names)]
        dequantise.append(
            helper.make_node("DequantizeLinear", names, [tensor.name], axis=0, name=f"{tensor.name}.dequantise")
        )
    nodes = [*dequantise, *graph.node]
    del graph.initializer[:], graph.node[:]
    graph.initializer.extend([*kept, *added])
    graph.node.extend(nodes)
    onnx.checker.check_model(model, full_check=True)
    return model


def file_entry(path: Path) -> dict[str, str | int]:
    data = path.read_bytes()
    return {"path": path.name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def manifest(folder: Path) -> dict[str, object]:
    """What the application needs to know; what golden.py and words.py write is listed once it is there."""
    files = {"image": file_entry(folder / "image.int8.onnx")}
    for name, path in (("golden", "golden.json"), ("card", "card.md")):
        if (folder / path).exists():
            files[name] = file_entry(folder / path)
    text: dict[str, object] = {}
    if all((folder / path).exists() for path in TEXT_FILES):
        files["text"], files["tokenizer"] = (file_entry(folder / path) for path in TEXT_FILES[:2])
        text = {"text": json.loads((folder / TEXT_FILES[2]).read_text())}
    resize = {"sizePx": SIZE_PX, "mean": MEAN, "std": STD, "resize": RESIZE, "interpolation": INTERPOLATION}
    return {
        "id": "lightbench-v2",
        "title": "Lightbench embedded encoder 2",
        "licence": "CC-BY-SA-4.0",
        "dimension": 512,
        "files": files,
        "input": resize,
        "inputName": "image",
        "outputName": "embedding",
        "patchesOutputName": "patches",
        "patchGrid": [4, 4],
        "pooling": "none",
        "normalised": True,
        **text,
    }


def write_manifest(folder: Path) -> None:
    """The model card travels with the files; its copy is listed like them."""
    shutil.copyfile(Path(__file__).with_name("MODEL_CARD.md"), folder / "card.md")
    (folder / "manifest.json").write_text(json.dumps(manifest(folder), indent=2) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("../public/encoders/lightbench-v2"))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    encoder = load_encoder(options.cache / "encoder.pt")
    fold_batch_norm(encoder)
    float_path = options.cache / "image.float.onnx"
    to_onnx(encoder, float_path)
    onnx.save(with_int8_weights(onnx.load(float_path)), options.out / "image.int8.onnx")
    write_manifest(options.out)


if __name__ == "__main__":
    main()
