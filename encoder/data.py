"""The labelled images under `--shared`: which sets train, which only evaluate, and what is held out.

Images are kept decoded in memory: uint8 arrays [h, w] (grey) or [h, w, 3] (colour).
"""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

TRAINING_SETS = ("mednist", "chula-rbc", "bccd-blood", "dsb2018-nuclei", "kermany-cxr", "nih-cxr-sample")
EVALUATE_ONLY_SETS = ("brain-tumor-mri", "wbc-seg")
HELD_OUT_ONE_IN = 5
SPLIT_SEED = "lightbench-v1"


@dataclass(frozen=True)
class Sample:
    """One image with its label and its group (patient, smear or field; its own path where unknown)."""

    dataset: str
    label: str
    group: str
    held_out: bool
    pixels: np.ndarray
    sublabel: str = ""


def is_held_out(dataset: str, group: str) -> bool:
    """Whether a seeded hash puts this group into the fifth that training never sees."""
    digest = hashlib.sha256(f"{SPLIT_SEED}/{dataset}/{group}".encode()).digest()
    return digest[0] * 256 + digest[1] < 65536 // HELD_OUT_ONE_IN


def decode(data: bytes) -> np.ndarray:
    """Image file -> uint8 [h, w] where its three channels are equal (within JPEG noise), else [h, w, 3]."""
    rgb = np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))
    spread = rgb.max(axis=2).astype(int) - rgb.min(axis=2)
    return np.ascontiguousarray(rgb[:, :, 1]) if spread.max() <= 8 else rgb


def read_set(shared: Path, dataset: str, held_out: bool | None = None) -> list[Sample]:
    """All samples of one set, or only its held-out (True) or training (False) groups."""
    samples = []
    with zipfile.ZipFile(shared / "data" / f"{dataset}.zip") as archive:
        rows = csv.DictReader(io.TextIOWrapper(archive.open("labels.csv"), encoding="utf-8"))
        for row in rows:
            group = row["group"] or row["path"]
            out = dataset in EVALUATE_ONLY_SETS or is_held_out(dataset, group)
            if held_out is None or out == held_out:
                pixels = decode(archive.read(row["path"]))
                samples.append(Sample(dataset, row["label"], group, out, pixels, row["sublabel"]))
    return samples


def read_training(shared: Path) -> list[Sample]:
    """The training groups of every training set, in a fixed order."""
    return [sample for name in TRAINING_SETS for sample in read_set(shared, name, held_out=False)]
