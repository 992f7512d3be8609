"""Joins the trained student and the filter bank into one encoder: fits the fixed projections on training views.

The student's own head, which spoke for the teacher, is replaced: the features under it, half-whitened, carry further.
`--choose` prints how the shares of the learned half compare on photographed textures (which package a tile is from).
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

FIT_SHARDS = 60
BANK_RANK = 240
SHARES = (0.4, 0.5, 0.6, 0.7, 0.8)
SHARE = 0.6
# Nearly even axes: 0.517 became 0.535 in the mean of nearest and nearest mean on the textures.
LAST_POWER = 0.75
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


@torch.no_grad()
def refit_head(student: Student, images: Tensor) -> None:
    """Makes the head the half-whitening of the features under it, fitted on the pooled features of views."""
    head, student.head = student.head, torch.nn.Identity()
    top = rows_of(student, images)
    student.head = head
    mean, axes, deviations = principal_axes(top, FEATURES)
    whiten = axes / deviations.sqrt()[:, None]
    head.weight.copy_(whiten[:, :, None, None])
    head.bias.copy_(-whiten @ mean)


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


@torch.no_grad()
def print_shares(student: Student, cache: Path, learned: Tensor, statistics: Tensor) -> None:
    """Few-shot on the textures for several shares of the learned half."""
    found = textures(cache)
    if found is None:
        print("no photographs: nothing to compare on")
        return
    tiles, samples = found
    for share in SHARES:
        encoder = fit(student, learned, statistics, share)
        rows = torch.cat([encoder(normalised(part))[0] for part in tiles.split(128)])
        means = few_shot(rows.numpy(), samples).means
        print(f"learned share {share}: " + " / ".join(f"{m:.3f}" for m in means), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--choose", action="store_true", help="print how the shares compare on the textures")
    options = parser.parse_args()
    student = load_student(options.cache / "checkpoint.pt")
    last = sum(1 for _ in options.cache.glob("shard-*.npz"))
    images = torch.cat([read_shard(options.cache, k * last // FIT_SHARDS).images for k in range(FIT_SHARDS)])
    refit_head(student, images)
    learned, statistics = unit(rows_of(student, images)), rows_of(FilterBank().eval(), images)
    if options.choose:
        print_shares(student, options.cache, learned, statistics)
    torch.save(fit(student, learned, statistics, SHARE).state_dict(), options.cache / "encoder.pt")


if __name__ == "__main__":
    main()
