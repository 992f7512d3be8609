"""Procedurally generated training images: dead leaves, octave noise and textured gradients. uint8 [side, side, 3]."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image, ImageDraw

SIDE_PX = 192


def _palette(rng: np.random.Generator, count: int) -> np.ndarray:
    """`count` colours [count, 3] in 0..255, spread round one random base (sometimes grey)."""
    base, spread = rng.uniform(0, 255, 3), rng.uniform(20, 160)
    colours = base + rng.normal(0, spread, (count, 3))
    if rng.random() < 0.35:
        colours[:] = colours.mean(axis=1, keepdims=True)
    return np.clip(colours, 0, 255)


def octave_noise(rng: np.random.Generator, side: int = SIDE_PX) -> np.ndarray:
    """Smooth random field [side, side] in 0..1: a sum of upsampled white noises with a random spectral slope."""
    field, decay = np.zeros((side, side), np.float32), rng.uniform(0.35, 1.0)
    stretch = 2.0 ** rng.uniform(-1.5, 1.5) if rng.random() < 0.4 else 1.0
    for octave in range(1, 8):
        cells_x = max(2, min(side, int(2**octave * math.sqrt(stretch))))
        cells_y = max(2, min(side, int(2**octave / math.sqrt(stretch))))
        small = Image.fromarray(rng.standard_normal((cells_y, cells_x)).astype(np.float32))
        field += decay**octave * np.asarray(small.resize((side, side), Image.Resampling.BICUBIC))
    if rng.random() < 0.3:
        field = np.abs(field - np.median(field))
    low, high = np.percentile(field, (1, 99))
    return np.clip((field - low) / max(high - low, 1e-6), 0, 1)


def noise_image(rng: np.random.Generator) -> np.ndarray:
    """Octave noise looked up in a random colour ramp, with optional waves."""
    field = octave_noise(rng)
    if rng.random() < 0.4:
        y, x = np.mgrid[0:SIDE_PX, 0:SIDE_PX] / SIDE_PX
        angle, waves = rng.uniform(0, math.pi), 2 ** rng.uniform(1, 5.5)
        phase = waves * (x * math.cos(angle) + y * math.sin(angle)) + rng.uniform(0, 4) * field
        field = 0.5 + 0.5 * np.sin(2 * math.pi * phase)
    ramp = _palette(rng, int(rng.integers(2, 6)))
    stops = np.linspace(0, 1, len(ramp))
    return np.stack([np.interp(field, stops, ramp[:, c]) for c in range(3)], axis=2).astype(np.uint8)


def _leaf(draw: ImageDraw.ImageDraw, rng: np.random.Generator, radius: float, colour: tuple[int, ...]) -> None:
    """One disc, ellipse, polygon or line at a random place."""
    x, y = rng.uniform(0, SIDE_PX, 2)
    kind = rng.integers(4)
    if kind < 2:
        ratio = rng.uniform(0.4, 1) if kind else 1.0
        draw.ellipse((x - radius, y - radius * ratio, x + radius, y + radius * ratio), fill=colour)
    elif kind == 2:
        corners = int(rng.integers(3, 9))
        angles = np.sort(rng.uniform(0, 2 * math.pi, corners))
        radii = radius * rng.uniform(0.5, 1.2, corners)
        draw.polygon([(x + r * math.cos(a), y + r * math.sin(a)) for r, a in zip(radii, angles)], fill=colour)
    else:
        angle = rng.uniform(0, math.pi)
        dx, dy = 3 * radius * math.cos(angle), 3 * radius * math.sin(angle)
        draw.line((x - dx, y - dy, x + dx, y + dy), fill=colour, width=max(1, int(radius / 6)))


def dead_leaves(rng: np.random.Generator) -> np.ndarray:
    """Overlapping shapes of power-law sizes on a noise ground, often textured and shaded."""
    ground = noise_image(rng) if rng.random() < 0.6 else np.full((SIDE_PX, SIDE_PX, 3), _palette(rng, 1)[0], np.uint8)
    image = Image.fromarray(ground)
    draw = ImageDraw.Draw(image)
    palette = _palette(rng, int(rng.integers(2, 7)))
    smallest, largest = 2 ** rng.uniform(0.5, 3), 2 ** rng.uniform(3.5, 6.5)
    for _ in range(int(2 ** rng.uniform(0.5, 8))):
        radius = smallest * (largest / smallest) ** (rng.random() ** 2)
        colour = np.clip(palette[rng.integers(len(palette))] + rng.normal(0, 10, 3), 0, 255)
        _leaf(draw, rng, radius, tuple(int(v) for v in colour))
    pixels = np.asarray(image).astype(np.float32)
    if rng.random() < 0.6:
        pixels *= 1 - rng.uniform(0.1, 0.7) * octave_noise(rng)[:, :, None]
    if rng.random() < 0.4:
        pixels += rng.normal(0, rng.uniform(3, 25), (SIDE_PX, SIDE_PX, 1))
    return np.clip(pixels, 0, 255).astype(np.uint8)


def generate(count: int, seed: int) -> list[np.ndarray]:
    """`count` images: two thirds dead leaves, one third coloured noise."""
    makers = (dead_leaves, dead_leaves, noise_image)
    return [makers[i % 3](np.random.default_rng((seed, i))) for i in range(count)]
