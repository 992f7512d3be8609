"""The reference preprocessing (Pillow), which the application repeats in TypeScript.

Rounding, all for a w x h image and a target of `size` pixels, with round(v) = floor(v + 0.5):
- stretch: resize to size x size.
- pad: long = max(w, h); new = max(1, round(side * size / long)) for each side; pasted on black at
  offset (size - new) // 2.
- crop: short = min(w, h); new = max(size, round(side * size / short)) for each side; the size x size window
  at offset (new - size) // 2.
Resizing is Pillow's antialiased BICUBIC on the 8-bit RGB image, result 8 bit. Then /255, minus mean, / std.
"""

from __future__ import annotations

import numpy as np
from PIL import Image

SIZE_PX = 128
MEAN = (0.5, 0.5, 0.5)
STD = (0.5, 0.5, 0.5)
RESIZE = "stretch"
INTERPOLATION = "bicubic"


def _scaled(side: int, size: int, reference: int) -> int:
    """floor(side * size / reference + 0.5) in whole numbers."""
    return (2 * side * size + reference) // (2 * reference)


def resize_rgb(image: Image.Image, size: int = SIZE_PX, mode: str = RESIZE) -> np.ndarray:
    """Any image -> uint8 [size, size, 3] by one of the three resize modes."""
    rgb = image.convert("RGB")
    w, h = rgb.size
    if mode == "stretch":
        return np.asarray(rgb.resize((size, size), Image.Resampling.BICUBIC))
    if mode == "pad":
        new_w, new_h = (max(1, _scaled(side, size, max(w, h))) for side in (w, h))
        canvas = Image.new("RGB", (size, size))
        resized = rgb.resize((new_w, new_h), Image.Resampling.BICUBIC)
        canvas.paste(resized, ((size - new_w) // 2, (size - new_h) // 2))
        return np.asarray(canvas)
    if mode == "crop":
        new_w, new_h = (max(size, _scaled(side, size, min(w, h))) for side in (w, h))
        resized = rgb.resize((new_w, new_h), Image.Resampling.BICUBIC)
        left, top = (new_w - size) // 2, (new_h - size) // 2
        return np.asarray(resized.crop((left, top, left + size, top + size)))
    raise ValueError(f"unknown resize mode {mode!r}")


def normalise(rgb: np.ndarray) -> np.ndarray:
    """uint8 [..., h, w, 3] -> float32 [..., 3, h, w], (v / 255 - mean) / std."""
    scaled = (rgb.astype(np.float32) / 255.0 - np.float32(MEAN)) / np.float32(STD)
    return np.ascontiguousarray(np.moveaxis(scaled.astype(np.float32), -1, -3))
