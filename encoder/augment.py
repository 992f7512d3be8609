"""Random windows, tones and colours that turn one training image into many views."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from procedural import octave_noise

LUMA = np.array([0.299, 0.587, 0.114])


def crop_resized(rng: np.random.Generator, image: Image.Image, side: int, smallest_share: float) -> Image.Image:
    """The whole image (one in four) or a random window of it, of at least
    `smallest_share` of its area, stretched to side x side."""
    w, h = image.size
    skew = 0.15 if smallest_share > 0.5 else 0.4
    if rng.random() < 0.25:
        box = (0.0, 0.0, float(w), float(h))
    else:
        area = math.exp(rng.uniform(math.log(smallest_share), 0)) * w * h
        aspect = math.exp(rng.uniform(-skew, skew))
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


def turned(rng: np.random.Generator, pixels: np.ndarray, gently: bool) -> np.ndarray:
    """Flipped one time in two; unless `gently`, quarter turns and noise as well. uint8 [s, s, 3]."""
    if rng.random() < 0.5:
        pixels = pixels[:, ::-1]
    if not gently and rng.random() < 0.4:
        pixels = np.rot90(pixels, int(rng.integers(1, 4)))
    if rng.random() < 0.12:
        noise = rng.standard_normal((*pixels.shape[:2], 1), np.float32) * rng.uniform(3, 20)
        pixels = np.clip(pixels + noise, 0, 255).astype(np.uint8)
    return np.ascontiguousarray(pixels)


def blended(rng: np.random.Generator, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Two pictures of one size through a mask of smooth noise. uint8 [s, s, 3]."""
    mask = (octave_noise(rng, len(one)) - rng.uniform(0.3, 0.7)) * rng.uniform(1, 12) + 0.5
    mask = np.clip(mask, 0, 1)[:, :, None]
    return (one * mask + other * (1 - mask)).astype(np.uint8)
