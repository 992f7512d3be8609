"""Endless augmented views and the teacher's features of them, written as numbered shards (.npz).

Shard k depends on the seed and k only. Run beside train.py, which waits for the shards it needs:
    python views.py --shared ../../shared --cache CACHE --shards 1000
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from augment import blended, crop_resized, recolour, recolour_grey, turned
from data import TRAINING_SETS, Sample, read_training
from preprocess import SIZE_PX, resize_rgb
from procedural import generate
from teacher import GRID, MIDDLE_GRID, TEACHER_PX, Target, Teacher

VIEWS = 512
PROCEDURAL_IMAGES = 3000
# Where a view comes from: whole or nearly whole training images with their label, heavy crops of them, photographs
# and textures, procedural images.
SHARES = {"labelled": 0.25, "medical": 0.22, "photo": 0.40, "procedural": 0.13}
SHARE_BLENDED = 0.15
SHARE_GREY_PHOTOS = 0.25
SET_WEIGHTS = {
    "mednist": 0.2,
    "chula-rbc": 0.25,
    "bccd-blood": 0.13,
    "dsb2018-nuclei": 0.12,
    "kermany-cxr": 0.18,
    "nih-cxr-sample": 0.12,
}
# Smallest share of an image's area that a view may show.
SMALLEST_SHARE = {"labelled": 0.65, "medical": 0.06, "procedural": 0.1, "photo": 0.18}
WHITENING_VIEWS = 6144


@dataclass(frozen=True)
class Views:
    """`large` uint8 [n, 224, 224, 3] for the teacher, `small` uint8 [n, 128, 128, 3] for the student, `labels` int16 [n]."""

    large: np.ndarray
    small: np.ndarray
    labels: np.ndarray


def label_names(samples: list[Sample]) -> list[tuple[str, str]]:
    """(set, label) pairs in a fixed order: their places are the label numbers of the shards. Field labels are left out."""
    return sorted({(s.dataset, s.label) for s in samples if not s.label.startswith("disease:")})


class Sampler:
    """Draws views from the training images, the photographs and the procedural pool."""

    def __init__(self, samples: list[Sample], photos: np.ndarray | None, procedural: list[np.ndarray]) -> None:
        self.by_set = {name: [s.pixels for s in samples if s.dataset == name] for name in TRAINING_SETS}
        self.names = label_names(samples)
        self.by_label = {pair: [s.pixels for s in samples if (s.dataset, s.label) == pair] for pair in self.names}
        self.photos, self.procedural = photos, procedural
        self.weights = np.array([SET_WEIGHTS[name] for name in TRAINING_SETS])

    def labelled(self, rng: np.random.Generator) -> tuple[np.ndarray, int]:
        """A training image of a random class of a random set, whole or nearly so, and its label number."""
        dataset = TRAINING_SETS[rng.choice(len(TRAINING_SETS), p=self.weights)]
        pairs = [pair for pair in self.names if pair[0] == dataset]
        pair = pairs[rng.integers(len(pairs))]
        pool = self.by_label[pair]
        return self.window(rng, pool[rng.integers(len(pool))], "labelled"), self.names.index(pair)

    def window(self, rng: np.random.Generator, pixels: np.ndarray, kind: str) -> np.ndarray:
        """A random window of an image in random tones, for the teacher."""
        window = crop_resized(rng, Image.fromarray(pixels), TEACHER_PX, SMALLEST_SHARE[kind])
        return np.asarray(recolour_grey(rng, window) if window.mode == "L" else recolour(rng, window))

    def unlabelled(self, rng: np.random.Generator) -> np.ndarray:
        """A heavy view of a training image, a photograph or a procedural image."""
        kinds = ["medical", "procedural"] if self.photos is None else ["medical", "photo", "procedural"]
        shares = np.array([SHARES[kind] for kind in kinds])
        kind = kinds[rng.choice(len(kinds), p=shares / shares.sum())]
        if kind == "photo" and self.photos is not None:
            pixels = np.asarray(self.photos[rng.integers(len(self.photos))])
            if rng.random() < SHARE_GREY_PHOTOS:
                pixels = np.asarray(Image.fromarray(pixels).convert("L"))
        else:
            name = TRAINING_SETS[rng.choice(len(TRAINING_SETS), p=self.weights)]
            pool = self.procedural if kind == "procedural" else self.by_set[name]
            pixels = pool[rng.integers(len(pool))]
        return self.window(rng, pixels, kind)

    def view(self, rng: np.random.Generator) -> tuple[np.ndarray, int]:
        """One view and its label number, -1 where it has none."""
        if rng.random() < SHARES["labelled"]:
            pixels, label = self.labelled(rng)
            return turned(rng, pixels, gently=True), label
        pixels = self.unlabelled(rng)
        if rng.random() < SHARE_BLENDED:
            pixels = blended(rng, pixels, self.unlabelled(rng))
        return turned(rng, pixels, gently=False), -1

    def views(self, rng: np.random.Generator, count: int) -> Views:
        drawn = [self.view(rng) for _ in range(count)]
        large = np.stack([pixels for pixels, _ in drawn])
        small = np.stack([resize_rgb(Image.fromarray(pixels), SIZE_PX, "stretch") for pixels in large])
        return Views(large, small, np.array([label for _, label in drawn], np.int16))


def make_sampler(shared: Path, cache: Path, seed: int) -> Sampler:
    """The sampler over everything at hand; says so where there are no photographs."""
    photos = np.load(cache / "tiles.npy", mmap_mode="r") if (cache / "tiles.npy").exists() else None
    if photos is None:
        print("no tiles.npy: training without photographs", flush=True)
    return Sampler(read_training(shared), photos, generate(PROCEDURAL_IMAGES, seed))


def target_of(cache: Path, sampler: Sampler, teacher: Teacher, seed: int) -> Target:
    """The half-whitening of the teacher's features: fitted once on fresh views, then read from CACHE/target.npz."""
    path = cache / "target.npz"
    if not path.exists():
        views = sampler.views(np.random.default_rng((seed, 10**6)), WHITENING_VIEWS)
        Target.fit(*teacher(views.large)).save(path)
    return Target.load(path)


def write_shard(path: Path, sampler: Sampler, teacher: Teacher, target: Target, seed: int, index: int) -> None:
    """Makes shard `index` and moves it into place whole.

    `images` uint8 [VIEWS, 128, 128, 3], `labels` int16 [VIEWS], `pooled` [VIEWS, 512], `cells` [VIEWS, GRID, GRID, 512],
    `middle` [VIEWS, MIDDLE_GRID, MIDDLE_GRID, 96], all three float16.
    """
    views = sampler.views(np.random.default_rng((seed, index)), VIEWS)
    pooled, cells, middle = target(*teacher(views.large))
    draft = path.with_suffix(".draft.npz")
    half = {"pooled": pooled, "cells": cells, "middle": middle}
    assert cells.shape[1] == GRID and middle.shape[1] == MIDDLE_GRID
    np.savez(draft, images=views.small, labels=views.labels, **{k: v.astype(np.float16) for k, v in half.items()})
    draft.rename(path)


def shard_path(cache: Path, index: int) -> Path:
    return cache / f"shard-{index:05d}.npz"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../../shared"))
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--shards", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0, help="start here (to spread shards over processes)")
    parser.add_argument("--step", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.cache.mkdir(parents=True, exist_ok=True)
    sampler = make_sampler(options.shared, options.cache, options.seed)
    teacher = Teacher(options.shared)
    target = target_of(options.cache, sampler, teacher, options.seed)
    for index in range(options.first, options.shards, options.step):
        path = shard_path(options.cache, index)
        if not path.exists():
            write_shard(path, sampler, teacher, target, options.seed, index)


if __name__ == "__main__":
    main()
