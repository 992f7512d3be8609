"""Endless augmented views and the teacher's features of them, written as numbered shards (.npz).

Shard k depends on the seed and k only. `images` uint8 [VIEWS, 128, 128, 3]; `features` float16 [VIEWS, 1280].
Run beside train.py, which waits for the shards it needs:
    python views.py --shared ../../shared --cache CACHE --shards 400
"""

from __future__ import annotations

import argparse
import math
from pathlib import Path

import numpy as np
import onnxruntime as ort
from PIL import Image

from data import TRAINING_SETS, Sample, read_training
from preprocess import SIZE_PX, resize_rgb
from procedural import generate, octave_noise

VIEWS = 512
TEACHER = "tf2_mobilenet_v2_1.0_224_ptq.onnx"
TEACHER_PX = 224
PROCEDURAL_IMAGES = 3000
SHARE_PROCEDURAL = 0.3
SHARE_BLENDED = 0.2
SET_WEIGHTS = {
    "mednist": 0.2,
    "chula-rbc": 0.2,
    "bccd-blood": 0.15,
    "dsb2018-nuclei": 0.15,
    "kermany-cxr": 0.2,
    "nih-cxr-sample": 0.1,
}
LUMA = np.array([0.299, 0.587, 0.114])


def crop_resized(rng: np.random.Generator, image: Image.Image, side: int) -> Image.Image:
    """The whole image (one in four) or a random window of it, stretched to side x side RGB."""
    w, h = image.size
    if rng.random() < 0.25:
        box = (0.0, 0.0, float(w), float(h))
    else:
        area, aspect = math.exp(rng.uniform(math.log(0.06), 0)) * w * h, math.exp(rng.uniform(-0.4, 0.4))
        smallest = min(36, w, h)
        cw = min(w, max(smallest, math.sqrt(area * aspect)))
        ch = min(h, max(smallest, math.sqrt(area / aspect)))
        x, y = rng.uniform(0, w - cw), rng.uniform(0, h - ch)
        box = (x, y, min(x + cw, w), min(y + ch, h))
    resized = image.resize((side, side), Image.Resampling.BICUBIC, box=box)
    if rng.random() < 0.12:
        coarse = int(rng.integers(40, 120))
        resized = resized.resize((coarse, coarse), Image.Resampling.BOX)
        resized = resized.resize((side, side), Image.Resampling.BICUBIC)
    return resized


def tone_table(rng: np.random.Generator) -> np.ndarray:
    """256 grey levels -> 256 by a random gamma, contrast, brightness and (rarely) inversion, float 0..255."""
    levels = (np.arange(256) / 255.0) ** math.exp(rng.normal(0, 0.3))
    levels = (levels - 0.5) * math.exp(rng.normal(0, 0.25)) + 0.5 + rng.normal(0, 0.07)
    levels = np.clip(levels, 0, 1)
    return 255 * (1 - levels if rng.random() < 0.08 else levels)


def recolour_grey(rng: np.random.Generator, image: Image.Image) -> Image.Image:
    """Grey image -> RGB: mostly grey replicated, one in six through a random colour ramp."""
    table = tone_table(rng)
    if rng.random() < 1 / 6:
        ends = rng.uniform(0, 255, (3, 3))
        ramp = np.stack([np.interp(table, (0, 127, 255), ends[:, c]) for c in range(3)], axis=1)
    else:
        ramp = np.repeat(table[:, None], 3, axis=1)
    return Image.fromarray(ramp.astype(np.uint8)[np.asarray(image)])


def recolour(rng: np.random.Generator, image: Image.Image) -> Image.Image:
    """RGB -> RGB by a random colour matrix near the identity (sometimes far, sometimes grey) and tone curve."""
    luma = np.tile(LUMA, (3, 1))
    draw = rng.random()
    saturation = 0.0 if draw < 0.12 else math.exp(rng.normal(0, 0.3))
    matrix = luma + saturation * (np.eye(3) - luma)
    if draw > 0.85:
        matrix = matrix[rng.permutation(3)]
    if saturation > 0:
        matrix = matrix @ (np.eye(3) + rng.normal(0, 0.08, (3, 3)))
        matrix *= np.exp(rng.normal(0, 0.08, (3, 1)))
    affine = np.concatenate([matrix, np.zeros((3, 1))], axis=1)
    table = tone_table(rng).astype(np.uint8).tolist()
    return image.convert("RGB", tuple(affine.ravel().tolist())).point(table * 3)


class Sampler:
    """Draws views from the training images and the procedural pool."""

    def __init__(self, samples: list[Sample], procedural: list[np.ndarray]) -> None:
        self.procedural = procedural
        self.by_set = {name: [s.pixels for s in samples if s.dataset == name] for name in TRAINING_SETS}
        self.weights = np.array([SET_WEIGHTS[name] for name in TRAINING_SETS])

    def one(self, rng: np.random.Generator) -> np.ndarray:
        """A recoloured window of one source image: uint8 [224, 224, 3]."""
        if rng.random() < SHARE_PROCEDURAL:
            pool = self.procedural
        else:
            pool = self.by_set[TRAINING_SETS[rng.choice(len(TRAINING_SETS), p=self.weights)]]
        image = Image.fromarray(pool[rng.integers(len(pool))])
        window = crop_resized(rng, image, TEACHER_PX)
        return np.asarray(recolour_grey(rng, window) if window.mode == "L" else recolour(rng, window))

    def view(self, rng: np.random.Generator) -> np.ndarray:
        """One view, sometimes two sources mixed through a noise mask; turned, flipped, sometimes noisy."""
        pixels = self.one(rng)
        if rng.random() < SHARE_BLENDED:
            edge = rng.uniform(1, 12)
            mask = np.clip((octave_noise(rng, TEACHER_PX) - rng.uniform(0.3, 0.7)) * edge + 0.5, 0, 1)[:, :, None]
            pixels = (pixels * mask + self.one(rng) * (1 - mask)).astype(np.uint8)
        if rng.random() < 0.5:
            pixels = pixels[:, ::-1]
        if rng.random() < 0.4:
            pixels = np.rot90(pixels, int(rng.integers(1, 4)))
        if rng.random() < 0.12:
            noise = rng.standard_normal((TEACHER_PX, TEACHER_PX, 1), np.float32) * rng.uniform(3, 20)
            pixels = np.clip(pixels + noise, 0, 255).astype(np.uint8)
        return np.ascontiguousarray(pixels)


class Teacher:
    """ImageNet MobileNetV2 (features only): uint8 RGB [n, 224, 224, 3] -> float32 [n, 1280]."""

    def __init__(self, shared: Path, threads: int = 1) -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        path = str(shared / "teachers" / TEACHER)
        providers = [p for p in ort.get_available_providers() if p.startswith(("CUDA", "CPU"))]
        self.session = ort.InferenceSession(path, options, providers=providers)

    def __call__(self, images: np.ndarray, batch: int = 1) -> np.ndarray:
        parts = []
        for start in range(0, len(images), batch):
            x = images[start : start + batch].transpose(0, 3, 1, 2).astype(np.float32) / 127.5 - 1
            parts.append(self.session.run(["embedding"], {"input": x})[0])
        return np.concatenate(parts)


def write_shard(path: Path, sampler: Sampler, teacher: Teacher, seed: int, index: int) -> None:
    """Makes shard `index` and moves it into place whole."""
    rng = np.random.default_rng((seed, index))
    large = np.stack([sampler.view(rng) for _ in range(VIEWS)])
    small = np.stack([resize_rgb(Image.fromarray(view), SIZE_PX, "stretch") for view in large])
    draft = path.with_suffix(".draft.npz")
    np.savez(draft, images=small, features=teacher(large).astype(np.float16))
    draft.rename(path)


def shard_path(cache: Path, index: int) -> Path:
    return cache / f"shard-{index:05d}.npz"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../../shared"))
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--shards", type=int, default=400)
    parser.add_argument("--first", type=int, default=0, help="start here (to spread shards over processes)")
    parser.add_argument("--step", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.cache.mkdir(parents=True, exist_ok=True)
    sampler = Sampler(read_training(options.shared), generate(PROCEDURAL_IMAGES, options.seed))
    teacher = Teacher(options.shared)
    for index in range(options.first, options.shards, options.step):
        path = shard_path(options.cache, index)
        if not path.exists():
            write_shard(path, sampler, teacher, options.seed, index)


if __name__ == "__main__":
    main()
