"""Joins the trained student and the filter bank into one encoder: fits the fixed projections on training views.

The share of the learned half is chosen by few-shot on photographed textures (which package a tile is from), never on an
evaluation set.
    python fuse.py --cache CACHE      (writes CACHE/encoder.pt)
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from bank import FilterBank
from data import Sample
from fewshot import few_shot
from fused import Encoder, principal_axes
from model import FEATURES, Student, pooled, unit
from preprocess import SIZE_PX, resize_rgb
from train import normalised, read_shard

FIT_SHARDS = 16
BANK_RANK = 320
SHARES = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
DEFAULT_SHARE = 0.5
# A quarter evens the axes out a little: 0.522 became 0.529 in the mean on the textures.
LAST_POWER = 0.25
TILES_A_PACKAGE = 60


def load_student(checkpoint: Path) -> Student:
    """The student with the running average of its weights."""
    state = torch.load(checkpoint, map_location="cpu", weights_only=True)["average"]
    student = Student()
    student.load_state_dict({k.removeprefix("module."): v for k, v in state.items() if k != "n_averaged"})
    return student.eval()


@torch.no_grad()
def rows_of(module: torch.nn.Module, images: Tensor) -> Tensor:
    """The module's rows [n, d] for uint8 images [n, 3, 128, 128]."""
    rows = []
    for part in images.split(128):
        out = module(normalised(part))
        rows.append(pooled(out) if out.ndim == 4 else out)
    return torch.cat(rows)


def fit(student: Student, learned: Tensor, statistics: Tensor, share: float) -> Encoder:
    """Bank half-whitened to BANK_RANK; both halves of unit length, weighted, centred and turned to 512 axes,
    which are divided by a power of their deviations.

    `learned` [n, 512] unit rows of the student, `statistics` [n, BANK_FEATURES] of the bank, of the same views.
    """
    encoder = Encoder(statistics.shape[1], BANK_RANK).eval()
    encoder.student = student
    mean, axes, deviations = principal_axes(statistics, BANK_RANK)
    whiten = axes / deviations.sqrt()[:, None]
    with torch.no_grad():
        encoder.bank_whiten.weight.copy_(whiten)
        encoder.bank_whiten.bias.copy_(-whiten @ mean)
        fixed = unit(encoder.bank_whiten(statistics))
        both = torch.cat([share**0.5 * learned, (1 - share) ** 0.5 * fixed], dim=1)
        centre, axes, deviations = principal_axes(both, FEATURES)
        turn = axes / deviations[:, None] ** LAST_POWER
        encoder.join_learned.weight.copy_(share**0.5 * turn[:, :FEATURES, None, None])
        encoder.join_fixed.weight.copy_((1 - share) ** 0.5 * turn[:, FEATURES:])
        encoder.join_fixed.bias.copy_(-turn @ centre)
    return encoder


def textures(cache: Path) -> tuple[Tensor, list[Sample]] | None:
    """Tiles [n, 3, 128, 128] with their package as label, or None without photographs."""
    if not (cache / "tile-packages.npy").exists():
        return None
    packages, tiles = np.load(cache / "tile-packages.npy"), np.load(cache / "tiles.npy", mmap_mode="r")
    chosen = np.concatenate([np.flatnonzero(packages == p)[:TILES_A_PACKAGE] for p in np.unique(packages)])
    images = np.stack([resize_rgb(Image.fromarray(tiles[i]), SIZE_PX) for i in chosen])
    samples = [Sample("tiles", str(packages[i]), str(i), False, images[0]) for i in chosen]
    return torch.from_numpy(images).permute(0, 3, 1, 2), samples


def choose_share(student: Student, cache: Path, learned: Tensor, statistics: Tensor) -> float:
    """The share with the best mean of the three answers on the textures; printed."""
    found = textures(cache)
    if found is None:
        return DEFAULT_SHARE
    tiles, samples = found
    best, best_share = -1.0, DEFAULT_SHARE
    for share in SHARES:
        encoder = fit(student, learned, statistics, share)
        with torch.no_grad():
            rows = torch.cat([encoder(normalised(part))[0] for part in tiles.split(128)])
        means = few_shot(rows.numpy(), samples).means
        print(f"learned share {share}: " + " / ".join(f"{m:.3f}" for m in means), flush=True)
        if means.mean() > best:
            best, best_share = means.mean(), share
    return best_share


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--share", type=float, help="instead of choosing it")
    options = parser.parse_args()
    student = load_student(options.cache / "checkpoint.pt")
    images = torch.cat([read_shard(options.cache, index).images for index in range(FIT_SHARDS)])
    learned, statistics = unit(rows_of(student, images)), rows_of(FilterBank().eval(), images)
    share = options.share if options.share is not None else choose_share(student, options.cache, learned, statistics)
    print(f"learned share: {share}")
    torch.save(fit(student, learned, statistics, share).state_dict(), options.cache / "encoder.pt")


if __name__ == "__main__":
    main()
