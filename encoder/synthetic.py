"""Synthetic golden images from formulas and a seed: discs, stripes, gradients, blocks, rings and soft noise."""

from __future__ import annotations

import numpy as np
from PIL import Image

PATTERNS = ("discs", "stripes", "gradient", "noise", "blocks", "rings")


def _grid(width: int, height: int) -> tuple[np.ndarray, np.ndarray]:
    """Pixel centres in 0..1: x [height, width], y [height, width]."""
    return np.meshgrid((np.arange(width) + 0.5) / width, (np.arange(height) + 0.5) / height)


def _field(name: str, width: int, height: int, rng: np.random.Generator) -> np.ndarray:
    """One channel [height, width], about 0..1."""
    x, y = _grid(width, height)
    a, b, c = rng.random(3)
    if name == "discs":
        value = np.full((height, width), 0.15 + 0.6 * a)
        for _ in range(6):
            cx, cy, r = rng.random(), rng.random(), 0.05 + 0.2 * rng.random()
            value[(x - cx) ** 2 + (y - cy) ** 2 < r * r] = rng.random()
        return value
    if name == "stripes":
        return 0.5 + 0.5 * np.sin(2 * np.pi * (4 + 24 * a) * (x * np.cos(3 * b) + y * np.sin(3 * b)))
    if name == "gradient":
        return a * x + b * y + c * x * y
    if name == "noise":
        cells = rng.random((max(2, height // 4), max(2, width // 4))).astype(np.float32)
        smooth = Image.fromarray(cells).resize((width, height), Image.Resampling.BILINEAR)
        return 0.8 * np.asarray(smooth) + 0.2 * rng.random((height, width))
    if name == "blocks":
        return rng.random((7, 5))[(y * 7).astype(int), (x * 5).astype(int)]
    if name == "rings":
        distance = np.hypot(x - a, y - b)
        return 0.5 + 0.5 * np.cos(2 * np.pi * (3 + 9 * c) * distance)
    raise ValueError(f"unknown pattern {name!r}")


def pattern(name: str, width: int, height: int, channels: int, seed: int) -> np.ndarray:
    """uint8 [height, width] for one channel, else [height, width, 3]."""
    rng = np.random.default_rng(seed)
    fields = [np.clip(_field(name, width, height, rng), 0, 1) for _ in range(channels)]
    pixels = np.rint(255 * np.stack(fields, axis=2)).astype(np.uint8)
    return pixels[:, :, 0] if channels == 1 else pixels
