"""Few-shot table of raw pixels, the teacher, our float graph and the shipped file, as Markdown.

Training sets: held-out groups only. Evaluate-only sets: all of it. Each cell: balanced accuracy with its 95 % interval by
bootstrap over groups (images, where groups are unknown).
    python evaluate.py --shared ../../shared --model ../public/encoders/lightbench-v2/image.int8.onnx [--float CACHE/image.float.onnx]
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
from PIL import Image

from data import EVALUATE_ONLY_SETS, Sample, read_set
from export import with_int8_weights
from fewshot import Scores, few_shot, unit_rows
from preprocess import SIZE_PX, normalise, resize_rgb
from teacher import TEACHER, TEACHER_PX, Teacher

Encode = Callable[[list[Sample]], np.ndarray]

# The sets of the bar first; MedNIST has no patients, so it stands beside them and outside their mean.
HELD_OUT_SETS = ("kermany-cxr", "nih-cxr-sample", "chula-rbc", "bccd-blood")
BESIDE = ("mednist",)
PARTS = {"held out": HELD_OUT_SETS, "never trained on": EVALUATE_ONLY_SETS}
METHODS = ("5 nearest", "nearest mean", "logistic regression")


def images_of(samples: list[Sample], size: int, mode: str = "stretch") -> np.ndarray:
    """uint8 [n, size, size, 3]."""
    return np.stack([resize_rgb(Image.fromarray(s.pixels), size, mode) for s in samples])


def session_of(model: Path, threads: int = 1) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    return ort.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def encode_onnx(model: Path, samples: list[Sample], threads: int = 1) -> np.ndarray:
    """Embeddings [n, 512] of the file as the application runs it, one image at a time."""
    session = session_of(model, threads)
    inputs = normalise(images_of(samples, SIZE_PX))
    name = session.get_inputs()[0].name
    return np.concatenate([session.run(["embedding"], {name: x[None]})[0] for x in inputs])


def int8_teacher(shared: Path, folder: Path) -> Path:
    """The teacher without its classifier, weights rounded to int8 by channel as ours are."""
    whole = onnx.load(shared / "teachers" / TEACHER)
    path, cut = folder / "teacher.int8.onnx", folder / "teacher.onnx"
    onnx.save(whole, cut)
    onnx.utils.extract_model(str(cut), str(path), ["input"], ["embedding"])
    onnx.save(with_int8_weights(onnx.load(path)), path)
    return path


def encode_teacher(model: Path, samples: list[Sample]) -> np.ndarray:
    """Teacher features [n, 1280] from a file of it."""
    session = session_of(model)
    inputs = images_of(samples, TEACHER_PX).transpose(0, 3, 1, 2).astype(np.float32) / 127.5 - 1
    return np.concatenate([session.run(["embedding"], {"input": x[None]})[0] for x in inputs])


def evaluation_sets(shared: Path) -> dict[str, list[Sample]]:
    """Held-out parts of training sets, then the sets never trained on; rare and field-level classes dropped."""
    sets = {}
    for name in (*HELD_OUT_SETS, *BESIDE, *EVALUATE_ONLY_SETS):
        samples = [s for s in read_set(shared, name, held_out=True) if not s.label.startswith("disease:")]
        common = {label for label, count in Counter(s.label for s in samples).items() if count >= 10}
        sets[name] = [s for s in samples if s.label in common]
    return sets


def mean_of(scores: list[Scores]) -> Scores:
    """The mean over several sets; their resamples are independent."""
    return Scores(np.mean([s.means for s in scores], axis=0), np.mean([s.resampled for s in scores], axis=0))


def cells(scores: Scores) -> list[str]:
    """One cell a method: the mean and its 95 % interval."""
    low, high = scores.interval()
    return [f"{m:.3f} [{a:.3f}, {b:.3f}]" for m, a, b in zip(scores.means, low, high)]


def difference(ours: Scores, theirs: Scores) -> Scores:
    """Ours minus theirs, paired by resample."""
    return Scores(ours.means - theirs.means, ours.resampled - theirs.resampled)


def print_rows(name: str, sizes: str, columns: list[Scores]) -> None:
    for method, row in zip(METHODS, zip(*(cells(scores) for scores in columns))):
        print(f"| {name} | {sizes} | {method} | " + " | ".join(row) + " |", flush=True)


def encoders_of(options: argparse.Namespace, folder: Path) -> dict[str, Encode]:
    teacher, small = Teacher(options.shared), int8_teacher(options.shared, folder)
    encoders: dict[str, Encode] = {
        "raw 16 x 16": lambda s: images_of(s, 16).reshape(len(s), -1) / 255.0 - 0.5,
        "teacher, float": lambda s: teacher.features(images_of(s, TEACHER_PX)),
        "teacher, int8 weights": lambda s: encode_teacher(small, s),
    }
    if options.float is not None:
        encoders["ours, float"] = lambda s: encode_onnx(options.float, s)
    encoders["ours, shipped"] = lambda s: encode_onnx(options.model, s)
    return encoders


def print_means(table: dict[str, dict[str, Scores]], titles: list[str]) -> None:
    """The means over the sets of each part, then what the shipped file gains on the teacher and loses on its float form."""
    for part, names in PARTS.items():
        means = {title: mean_of([table[name][title] for name in names]) for title in titles}
        print_rows(f"mean, {part}", "", [means[title] for title in titles])
    print("\n| difference of the means | part | " + " | ".join(METHODS) + " |\n|---|---|---|---|---|")
    for part, names in PARTS.items():
        means = {title: mean_of([table[name][title] for name in names]) for title in titles}
        for other in ("teacher, float", "ours, float"):
            if other in means:
                gap = cells(difference(means["ours, shipped"], means[other]))
                print(f"| ours, shipped, minus {other} | {part} | " + " | ".join(gap) + " |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../../shared"))
    parser.add_argument("--model", type=Path, default=Path("../public/encoders/lightbench-v2/image.int8.onnx"))
    parser.add_argument("--float", type=Path, help="our graph before its weights were rounded")
    options = parser.parse_args()
    table: dict[str, dict[str, Scores]] = {}
    with tempfile.TemporaryDirectory() as folder:
        encoders = encoders_of(options, Path(folder))
        titles = list(encoders)
        print("| set | classes, images | method | " + " | ".join(titles) + " |\n|---|---|---|" + "---|" * len(titles))
        cosines = []
        for name, samples in evaluation_sets(options.shared).items():
            rows = {title: encode(samples) for title, encode in encoders.items()}
            table[name] = {title: few_shot(rows[title], samples) for title in titles}
            sizes = f"{len({s.label for s in samples})}, {len(samples)}"
            print_rows(name, sizes, [table[name][title] for title in titles])
            if "ours, float" in rows:
                float_rows, shipped = unit_rows(rows["ours, float"]), unit_rows(rows["ours, shipped"])
                cosines.append((float_rows * shipped).sum(axis=1))
        print_means(table, titles)
    if cosines:
        every = np.concatenate(cosines)
        print(f"\nshipped against float: mean cosine {every.mean():.4f}, lowest {every.min():.4f}, {len(every)} images")


if __name__ == "__main__":
    main()
