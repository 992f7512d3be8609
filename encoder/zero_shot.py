"""Zero-shot by words on held-out groups, as Markdown: one prompt a class, cosine, the highest wins.

    python zero_shot.py --shared ../../shared --encoder ../public/encoders/lightbench-v2
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime as ort
from PIL import Image
from tokenizers import Tokenizer

from data import Sample, read_set
from preprocess import normalise, resize_rgb
from prompts import BASE_FORMS, UNUSUAL
from tokeniser import ids_of, known_share, load_tokeniser

RESAMPLES = 2000
BARS = {"mednist": 0.8, "bccd-blood": 0.7, "kermany-cxr": 0.7, "nih-cxr-sample": None}
PLAIN = {
    "mednist": {name: name for name in ("AbdomenCT", "BreastMRI", "CXR", "ChestCT", "Hand", "HeadCT")},
    "bccd-blood": {"RBC": "Red cells", "WBC": "White cells", "Platelets": "Platelets"},
    "kermany-cxr": {"NORMAL": "Normal", "PNEUMONIA": "Pneumonia"},
    "nih-cxr-sample": {"No_findings": "No findings", "Pneumonia": "Pneumonia"},
}
UNSEEN = (
    "fundus photograph of diabetic retinopathy",
    "dermoscopy of a melanoma",
    "ultrasound of the liver",
    "MRI of the brain with a tumor",
    "chest x-ray with cardiomegaly",
    "x-ray of the knee",
    "eosinophil in a blood smear",
)


@dataclass(frozen=True)
class Tower:
    tokeniser: Tokenizer
    session: ort.InferenceSession

    def __call__(self, texts: list[str]) -> np.ndarray:
        """Unit rows [n, 512]."""
        return self.session.run(["embedding"], {"input_ids": ids_of(self.tokeniser, texts)})[0]


def session_of(path: Path) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def load_tower(folder: Path) -> Tower:
    return Tower(load_tokeniser(folder / "tokenizer.json"), session_of(folder / "text.int8.onnx"))


def encode(model: Path, samples: list[Sample]) -> np.ndarray:
    """Image vectors [n, 512], one image at a time."""
    session = session_of(model)
    inputs = (normalise(resize_rgb(Image.fromarray(s.pixels)))[None] for s in samples)
    return np.concatenate([session.run(["embedding"], {"image": x})[0] for x in inputs])


def balanced_accuracy(correct: np.ndarray, labels: np.ndarray, groups: np.ndarray) -> tuple[float, float, float]:
    """Mean recall over the classes, and its 95 % percentile interval over resampled groups."""
    names, group_of = np.unique(groups, return_inverse=True)
    rng = np.random.default_rng(0)
    weights = rng.multinomial(len(names), np.full(len(names), 1 / len(names)), RESAMPLES)[:, group_of]
    weights = np.concatenate([np.ones((1, len(labels))), weights])
    recalls = []
    for label in np.unique(labels):
        of = weights[:, labels == label]
        recalls.append((of @ correct[labels == label]) / np.maximum(of.sum(axis=1), 1e-9))
    scores = np.mean(recalls, axis=0)
    low, high = np.percentile(scores[1:], (2.5, 97.5))
    return float(scores[0]), float(low), float(high)


def cell(tower: Tower, prompts: dict[str, str], rows: np.ndarray, samples: list[Sample]) -> str:
    """One score with its interval."""
    labels = np.array([s.label for s in samples])
    answers = np.array(list(prompts))[(rows @ tower(list(prompts.values())).T).argmax(axis=1)]
    groups = np.array([s.group for s in samples])
    score, low, high = balanced_accuracy((answers == labels).astype(float), labels, groups)
    return f"{score:.3f} ({low:.3f} to {high:.3f})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../../shared"))
    parser.add_argument("--encoder", type=Path, default=Path("../public/encoders/lightbench-v2"))
    parser.add_argument("--text", type=Path, help="another folder with the text files (default: that of the encoder)")
    options = parser.parse_args()
    tower = load_tower(options.text or options.encoder)
    print("| set (held out) | classes, images | chance | bar | plain label | base form | unusual wording |")
    print("|---" * 7 + "|")
    for name, bar in BARS.items():
        samples = read_set(options.shared, name, held_out=True)
        rows = encode(options.encoder / "image.int8.onnx", samples)
        cells = [cell(tower, family[name], rows, samples) for family in (PLAIN, BASE_FORMS, UNUSUAL)]
        classes = len({s.label for s in samples})
        head = [name, f"{classes}, {len(samples)}", f"{1 / classes:.3f}", "none (harder)" if bar is None else f"{bar}"]
        print("| " + " | ".join([*head, *cells]) + " |", flush=True)
    print("\n| prompt | share of its words known |\n|---|---|")
    for text in UNSEEN:
        print(f"| {text} | {known_share(tower.tokeniser, text):.2f} |")


if __name__ == "__main__":
    main()
