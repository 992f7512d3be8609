"""Photographs and textures from free software packages: tiles that carry the teacher beyond the training organs.

Downloads Debian packages by name (`apt-get download`), takes the pictures out and cuts square tiles: CACHE/tiles.npy,
uint8 [n, TILE_PX, TILE_PX, 3], and CACHE/tile-packages.npy, uint8 [n]: the place of each tile's package in PACKAGES. No
picture leaves CACHE; none is shipped. Without apt, the other training images must do.
    python photos.py --cache CACHE
"""

from __future__ import annotations

import argparse
import math
import subprocess
import zipfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
from PIL import Image

TILE_PX = 256
# Package -> at most this many tiles. Photographs first, then hand-made and photographed textures of games.
PACKAGES = {
    "mate-backgrounds": 1500,
    "gnome-backgrounds": 800,
    "ukui-wallpapers": 600,
    "lomiri-wallpapers-16.04": 700,
    "lomiri-wallpapers-20.04": 150,
    "plasma-workspace-wallpapers": 1000,
    "tuxpaint-stamps-default": 1600,
    "stellarium-data": 1200,
    "opencv-doc": 600,
    "kphotoalbum": 150,
    "digikam-data": 150,
    "gimp-data": 300,
    "pysiogame": 600,
    "marble-data": 200,
    "flightgear-data-base": 3000,
    "torcs-data": 2000,
    "extremetuxracer-data": 250,
    "supertuxkart-data": 2500,
    "redeclipse-data": 2500,
    "0ad-data": 3500,
    "nexuiz-textures": 2500,
    "openarena-081-textures": 800,
    "openarena-085-data": 250,
    "ufoai-textures": 1600,
    "warzone2100-data": 250,
}
PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".dds", ".tga", ".rgb")
ARCHIVES = (".zip", ".pk3", ".wz")
# Maps that describe a surface rather than show it.
NOT_PICTURES = ("norm", "spec", "height", "bump", "_nm", "_n.", "_h.", "gloss", "mask", "font", "icon", "cursor")
SMALLEST_PX = 64
SMALLEST_DEVIATION = 6.0
TILE_AREA_PX = 300 * 300


def unpack(package: str, folder: Path) -> Path:
    """Downloads and unpacks one package below `folder`; archives inside it, too. Done once."""
    target = folder / package
    if (target / ".done").exists():
        return target
    target.mkdir(parents=True, exist_ok=True)
    subprocess.run(["apt-get", "download", package], cwd=folder, check=True, capture_output=True)
    deb = next(folder.glob(f"{package}_*.deb"))
    subprocess.run(["dpkg-deb", "-x", str(deb), str(target)], check=True)
    deb.unlink()
    for archive in [p for p in target.rglob("*") if p.suffix.lower() in ARCHIVES]:
        with zipfile.ZipFile(archive) as opened:
            wanted = [name for name in opened.namelist() if name.lower().endswith(PICTURES)]
            opened.extractall(target, wanted)
        archive.unlink()
    (target / ".done").touch()
    return target


def flattened(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Any picture -> RGB; what is transparent shows one random colour."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        rgba = picture.convert("RGBA")
        ground = Image.new("RGBA", rgba.size, tuple(int(v) for v in rng.integers(0, 256, 3)) + (255,))
        return Image.alpha_composite(ground, rgba).convert("RGB")
    return picture.convert("RGB")


def tiles_of(path: Path, most: int, seed: tuple[int, int]) -> list[np.ndarray]:
    """Up to `most` random squares of one picture, fewer from a small one; none where it cannot be read or shows nothing."""
    rng = np.random.default_rng(seed)
    try:
        with Image.open(path) as opened:
            if min(opened.size) < SMALLEST_PX or max(opened.size) > 12000:
                return []
            picture = flattened(opened, rng)
    except (OSError, ValueError, SyntaxError, NotImplementedError):
        return []
    w, h = picture.size
    found = []
    for _ in range(min(most, max(1, round(w * h / TILE_AREA_PX)))):
        side = min(w, h) * math.exp(rng.uniform(math.log(min(1.0, max(0.12, 200 / min(w, h)))), 0))
        x, y = rng.uniform(0, w - side), rng.uniform(0, h - side)
        tile = picture.resize((TILE_PX, TILE_PX), Image.Resampling.BICUBIC, box=(x, y, x + side, y + side), reducing_gap=2)
        pixels = np.asarray(tile)
        if pixels.std(axis=(0, 1)).max() >= SMALLEST_DEVIATION:
            found.append(pixels)
    return found


def package_tiles(package: str, folder: Path, most: int, seed: int) -> np.ndarray:
    """Tiles of one package, spread over its pictures: uint8 [n, TILE_PX, TILE_PX, 3], n <= most."""
    pictures = sorted(
        p
        for p in unpack(package, folder).rglob("*")
        if p.suffix.lower() in PICTURES and p.is_file() and not any(word in p.name.lower() for word in NOT_PICTURES)
    )
    rng = np.random.default_rng((seed, len(package)))
    rng.shuffle(pictures)
    share = max(1, math.ceil(1.3 * most / max(1, len(pictures))))
    found: list[np.ndarray] = []
    for i, path in enumerate(pictures):
        found += tiles_of(path, share, (seed, i))
        if len(found) >= most:
            break
    return np.stack(found[:most]) if found else np.zeros((0, TILE_PX, TILE_PX, 3), np.uint8)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    folder = options.cache / "packages"
    folder.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(2) as pool:
        jobs = {p: pool.submit(package_tiles, p, folder, most, options.seed) for p, most in PACKAGES.items()}
        parts = []
        for package, job in jobs.items():
            parts.append(job.result())
            print(f"{package}: {len(parts[-1])} tiles", flush=True)
    np.save(options.cache / "tile-packages.npy", np.repeat(np.arange(len(parts), dtype=np.uint8), [len(p) for p in parts]))
    np.save(options.cache / "tiles.npy", np.concatenate(parts))


if __name__ == "__main__":
    main()
