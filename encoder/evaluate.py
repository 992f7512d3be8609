"""Few-shot balanced accuracy of our ONNX file, the teacher and raw 16 x 16 pixels, as a Markdown table.

Twenty shots a class (fewer where the half has fewer), five seeds; half of the groups give shots, half queries.
Training sets: held-out groups only. Evaluate-only sets: all of it. Three answers from the same shots:
5 nearest by cosine / nearest class mean / logistic regression.
    python evaluate.py --shared ../../shared --model ../public/encoders/lightbench-v1/image.int8.onnx
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

import numpy as np
import onnxruntime as ort
from PIL import Image
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import balanced_accuracy_score

from data import EVALUATE_ONLY_SETS, Sample, read_set
from preprocess import SIZE_PX, normalise, resize_rgb
from views import TEACHER_PX, Teacher

HELD_OUT_SETS = ("kermany-cxr", "nih-cxr-sample", "chula-rbc", "bccd-blood", "mednist")
SHOTS = 20
QUERIES_A_CLASS = 100
SEEDS = 5


def images_of(samples: list[Sample], size: int, mode: str = "stretch") -> np.ndarray:
    """uint8 [n, size, size, 3]."""
    return np.stack([resize_rgb(Image.fromarray(s.pixels), size, mode) for s in samples])


def encode_onnx(model: Path, samples: list[Sample], threads: int = 1) -> np.ndarray:
    """Embeddings [n, 512] of the file as the application runs it, one image at a time."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    session = ort.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    inputs = normalise(images_of(samples, SIZE_PX))
    name = session.get_inputs()[0].name
    return np.concatenate([session.run(["embedding"], {name: x[None]})[0] for x in inputs])


def unit_rows(rows: np.ndarray) -> np.ndarray:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)


def nearest_votes(shots: np.ndarray, labels: np.ndarray, queries: np.ndarray, k: int = 5) -> np.ndarray:
    """Similarity-weighted vote of the k nearest shots."""
    similarity = queries @ shots.T
    order = np.argsort(-similarity, axis=1, kind="stable")[:, :k]
    classes = np.unique(labels)
    weights = np.take_along_axis(similarity, order, axis=1) + 1
    votes = np.stack([(weights * (labels[order] == c)).sum(axis=1) for c in classes], axis=1)
    return classes[votes.argmax(axis=1)]


def three_answers(shots: np.ndarray, labels: np.ndarray, queries: np.ndarray) -> list[np.ndarray]:
    classes = np.unique(labels)
    means = unit_rows(np.stack([shots[labels == c].mean(axis=0) for c in classes]))
    scale = np.sqrt(shots.shape[1])
    linear = LogisticRegression(C=0.1, max_iter=1000).fit(shots * scale, labels)
    nearest_mean = classes[(queries @ means.T).argmax(axis=1)]
    return [nearest_votes(shots, labels, queries), nearest_mean, linear.predict(queries * scale)]


def draw(samples: list[Sample], seed: int) -> tuple[list[int], list[int]]:
    """Indices of shots and queries: half of the groups give the shots, the other half the queries."""
    rng = np.random.default_rng(seed)
    groups = sorted({s.group for s in samples})
    shot_groups = {groups[i] for i in rng.permutation(len(groups))[: len(groups) // 2]}
    chosen: tuple[list[int], list[int]] = ([], [])
    counts: Counter[tuple[str, bool]] = Counter()
    for i in rng.permutation(len(samples)):
        label, is_shot = samples[i].label, samples[i].group in shot_groups
        if counts[label, is_shot] < (SHOTS if is_shot else QUERIES_A_CLASS):
            counts[label, is_shot] += 1
            chosen[0 if is_shot else 1].append(int(i))
    return chosen


def few_shot(features: np.ndarray, samples: list[Sample]) -> np.ndarray:
    """Balanced accuracies [SEEDS, 3]: 5 nearest, nearest mean, logistic regression."""
    rows, labels = unit_rows(features.astype(np.float64)), np.array([s.label for s in samples])
    table = []
    for seed in range(SEEDS):
        shots, queries = draw(samples, seed)
        answers = three_answers(rows[shots], labels[shots], rows[queries])
        table.append([balanced_accuracy_score(labels[queries], a) for a in answers])
    return np.array(table)


def evaluation_sets(shared: Path) -> dict[str, list[Sample]]:
    """Held-out parts of training sets, then the sets never trained on; rare and field-level classes dropped."""
    sets = {}
    for name in (*HELD_OUT_SETS, *EVALUATE_ONLY_SETS):
        samples = [s for s in read_set(shared, name, held_out=True) if not s.label.startswith("disease:")]
        common = {label for label, count in Counter(s.label for s in samples).items() if count >= 10}
        sets[name] = [s for s in samples if s.label in common]
    return sets


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../../shared"))
    parser.add_argument("--model", type=Path, default=Path("../public/encoders/lightbench-v1/image.int8.onnx"))
    options = parser.parse_args()
    teacher = Teacher(options.shared)
    encoders = {
        "raw 16 x 16": lambda s: images_of(s, 16).reshape(len(s), -1) / 255.0 - 0.5,
        "teacher (1280-d)": lambda s: teacher(images_of(s, TEACHER_PX)),
        "lightbench-v1": lambda s: encode_onnx(options.model, s),
    }
    print("| set | classes, images | " + " | ".join(encoders) + " |\n|---|---|" + "---|" * len(encoders))
    means: dict[str, list[np.ndarray]] = {}
    for name, samples in evaluation_sets(options.shared).items():
        cells = []
        for title, encode in encoders.items():
            scores = few_shot(encode(samples), samples)
            key = f"{'unseen' if name in EVALUATE_ONLY_SETS else 'held out'}/{title}"
            means.setdefault(key, []).append(scores.mean(axis=0))
            cells.append(" / ".join(f"{m:.3f} ± {d:.3f}" for m, d in zip(scores.mean(axis=0), scores.std(axis=0))))
        print(f"| {name} | {len({s.label for s in samples})}, {len(samples)} | " + " | ".join(cells) + " |", flush=True)
    for part in ("held out", "unseen"):
        rows = [np.mean(means[f"{part}/{title}"], axis=0) for title in encoders]
        print(f"| mean, {part} | | " + " | ".join(" / ".join(f"{v:.3f}" for v in row) for row in rows) + " |")


if __name__ == "__main__":
    main()
