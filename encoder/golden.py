"""Golden files for the application's self-test and its tests: synthetic images only, seeded.

    python golden.py --encoder ../public/encoders/lightbench-v2 --fixtures ../tests/fixtures/golden/encode

Writes golden.json beside the model (eight small raw inputs, and eight texts where there is a text tower, with their
vectors) and, under the fixtures:
24 images, preprocessed.bin.gz (uint8 [24, size, size, 3]), vectors.bin (float32 [24, 512], little endian),
the resampler cases (resample-*.png, resampled.bin: uint8 [cases, 32, 32, 3]) and index.json.
"""

from __future__ import annotations

import argparse
import base64
import gzip
import json
import platform
from pathlib import Path

import numpy as np
import onnxruntime as ort
import PIL
from PIL import Image, features

from export import TEXT_FILES, write_manifest
from preprocess import RESIZE, SIZE_PX, normalise, resize_rgb
from synthetic import PATTERNS, pattern
from tokeniser import ids_of, known_share
from zero_shot import load_tower

SEED = 20
IMAGE_SIZES = [
    (128, 128), (8, 9), (17, 9), (33, 65), (64, 64), (97, 131), (256, 256), (200, 120),
    (121, 301), (512, 64), (31, 400), (129, 127), (255, 257), (320, 240), (80, 80), (9, 160),
    (300, 300), (77, 203), (640, 480), (127, 128), (48, 40), (150, 149), (224, 224), (401, 333),
]  # fmt: skip
JPEG_AT = (6, 13, 18, 22)
RESAMPLE_SIZES = [(32, 32), (7, 5), (16, 48), (61, 33), (100, 40), (45, 131)]
RESAMPLE_PX = 32
SELF_TEST_SIZES = [(48, 40), (40, 48), (48, 48), (47, 33), (36, 36), (24, 52), (53, 21), (31, 32)]
# Vectors of parts are sixteen times as many: two cases hold them.
CASES_WITH_PARTS = 2
SELF_TEST_TEXTS = [
    "Platelets",
    "x-ray chest anteroposterior pneumonia",
    "HeadCT",
    "an image of a CHILD'S CHEST X-RAY, without finding!",
    "Érythrocyte: blood_smear (target cell)",
    "fundus photograph of diabetic retinopathy",
    "chest x-ray with cardiomegaly",
    "light microscopy of a peripheral blood smear that shows a white blood cell or leukocyte and red blood cells and "
    "platelets in the field of the microscope",
]


class Reference:
    """The shipped file on ONNX Runtime's CPU provider, one thread, batch 1."""

    def __init__(self, model: Path) -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = ort.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])

    def __call__(self, rgb: np.ndarray) -> np.ndarray:
        """Preprocessed uint8 [size, size, 3] -> float32 [512]."""
        return self.session.run(["embedding"], {"image": normalise(rgb)[None]})[0][0]

    def parts(self, rgb: np.ndarray) -> np.ndarray:
        """Preprocessed uint8 [size, size, 3] -> float32 [rows, columns, 512]."""
        return self.session.run(["patches"], {"image": normalise(rgb)[None]})[0][0]


def versions() -> dict[str, str]:
    return {
        "python": platform.python_version(),
        "pillow": PIL.__version__,
        "libjpeg": str(features.version("jpg")),
        "numpy": np.__version__,
        "onnxruntime": ort.__version__,
    }


def encoded(values: np.ndarray) -> str:
    return base64.b64encode(np.ascontiguousarray(values).tobytes()).decode()


def text_cases(folder: Path) -> list[dict[str, object]]:
    """Texts with their ids, known shares and vectors (base64 float32, little endian), each run alone."""
    tower = load_tower(folder)
    return [
        {
            "text": text,
            "ids": ids_of(tower.tokeniser, [text])[0].tolist(),
            "knownShare": round(known_share(tower.tokeniser, text), 6),
            "vectorBase64": encoded(tower([text])[0].astype("<f4")),
        }
        for text in SELF_TEST_TEXTS
    ]


def write_self_test(folder: Path, reference: Reference) -> None:
    """golden.json: raw RGB pixels (base64 uint8, rows first) and vectors (base64 float32, little endian)."""
    cases = []
    for i, (width, height) in enumerate(SELF_TEST_SIZES):
        name = PATTERNS[i % len(PATTERNS)]
        rgb = pattern(name, width, height, channels=3, seed=SEED + i)
        prepared = resize_rgb(Image.fromarray(rgb))
        case = {
            "name": name if i < len(PATTERNS) else f"{name} again",
            "width": width,
            "height": height,
            "rgbBase64": encoded(rgb),
            "vectorBase64": encoded(reference(prepared).astype("<f4")),
        }
        if i < CASES_WITH_PARTS:
            case["patchesBase64"] = encoded(reference.parts(prepared).astype("<f4"))
        cases.append(case)
    content = {"made": versions(), "minimumCosine": 0.9999, "cases": cases}
    if all((folder / path).exists() for path in TEXT_FILES):
        content["texts"] = text_cases(folder)
    (folder / "golden.json").write_text(json.dumps(content, indent=1) + "\n")


def golden_images(folder: Path) -> list[dict[str, object]]:
    """Writes the 24 images; their index entries."""
    entries = []
    for i, (width, height) in enumerate(IMAGE_SIZES):
        channels = 1 if i % 3 == 2 else 3
        name = f"{i:02d}-{PATTERNS[i % len(PATTERNS)]}-{width}x{height}.{'jpg' if i in JPEG_AT else 'png'}"
        image = Image.fromarray(pattern(PATTERNS[i % len(PATTERNS)], width, height, channels, SEED + i))
        if i in JPEG_AT:
            image.save(folder / name, quality=92, subsampling=0)
        else:
            image.save(folder / name, optimize=True)
        entries.append({"file": name, "width": width, "height": height, "channels": channels})
    return entries


def write_fixtures(folder: Path, reference: Reference) -> None:
    """Everything under tests/fixtures/golden/encode."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    entries = golden_images(folder)
    prepared = np.stack([resize_rgb(Image.open(folder / str(e["file"]))) for e in entries])
    vectors = np.stack([reference(rgb) for rgb in prepared])
    (folder / "preprocessed.bin.gz").write_bytes(gzip.compress(prepared.tobytes(), mtime=0))
    (folder / "vectors.bin").write_bytes(vectors.astype("<f4").tobytes())
    cases, results = [], []
    for i, (width, height) in enumerate(RESAMPLE_SIZES):
        name = f"resample-{i}-{width}x{height}.png"
        image = Image.fromarray(pattern(PATTERNS[i], width, height, 3, SEED + 100 + i))
        image.save(folder / name, optimize=True)
        for mode in ("crop", "pad", "stretch"):
            cases.append({"file": name, "width": width, "height": height, "resize": mode})
            results.append(resize_rgb(image, RESAMPLE_PX, mode))
    (folder / "resampled.bin").write_bytes(np.stack(results).tobytes())
    index = {
        "made": versions(),
        "seed": SEED,
        "sizePx": SIZE_PX,
        "resize": RESIZE,
        "dimension": int(vectors.shape[1]),
        "images": entries,
        "preprocessed": "preprocessed.bin.gz",
        "vectors": "vectors.bin",
        "resample": {"sizePx": RESAMPLE_PX, "results": "resampled.bin", "cases": cases},
    }
    (folder / "index.json").write_text(json.dumps(index, indent=1) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, default=Path("../public/encoders/lightbench-v2"))
    parser.add_argument("--fixtures", type=Path, default=Path("../tests/fixtures/golden/encode"))
    options = parser.parse_args()
    reference = Reference(options.encoder / "image.int8.onnx")
    write_self_test(options.encoder, reference)
    write_fixtures(options.fixtures, reference)
    write_manifest(options.encoder)


if __name__ == "__main__":
    main()
