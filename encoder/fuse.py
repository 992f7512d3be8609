"""Joins the trained student and the filter bank into one encoder: fits the fixed projections on training views.

    python fuse.py --cache CACHE      (writes CACHE/encoder.pt)
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from torch import Tensor

from bank import FilterBank
from fused import Encoder, principal_axes
from model import FEATURES, Student, pooled, unit
from train import normalised, read_shard

FIT_SHARDS = 12
BANK_RANK = 320
LEARNED_SHARE = 0.5


def load_student(checkpoint: Path) -> Student:
    """The student with the running average of its weights."""
    state = torch.load(checkpoint, map_location="cpu", weights_only=True)["average"]
    student = Student()
    student.load_state_dict({k.removeprefix("module."): v for k, v in state.items() if k != "n_averaged"})
    return student.eval()


@torch.no_grad()
def over_views(module: torch.nn.Module, cache: Path, shards: int) -> Tensor:
    """The module's rows for the views of the first shards: [n, d]."""
    rows = []
    for index in range(shards):
        images = read_shard(cache, index)[0]
        for part in images.split(128):
            out = module(normalised(part))
            rows.append(pooled(out) if out.ndim == 4 else out)
    return torch.cat(rows)


def fit(student: Student, cache: Path, shards: int = FIT_SHARDS) -> Encoder:
    """Bank half-whitened to BANK_RANK; both halves of unit length, weighted, centred and turned to 512 axes."""
    learned = unit(over_views(student, cache, shards))
    statistics = over_views(FilterBank().eval(), cache, shards)
    encoder = Encoder(statistics.shape[1], BANK_RANK).eval()
    encoder.student = student
    mean, axes, deviations = principal_axes(statistics, BANK_RANK)
    whiten = axes / deviations.sqrt()[:, None]
    with torch.no_grad():
        encoder.bank_whiten.weight.copy_(whiten)
        encoder.bank_whiten.bias.copy_(-whiten @ mean)
        fixed = unit(encoder.bank_whiten(statistics))
        both = torch.cat([LEARNED_SHARE**0.5 * learned, (1 - LEARNED_SHARE) ** 0.5 * fixed], dim=1)
        centre, turn, _ = principal_axes(both, FEATURES)
        encoder.join_learned.weight.copy_(LEARNED_SHARE**0.5 * turn[:, :FEATURES, None, None])
        encoder.join_fixed.weight.copy_((1 - LEARNED_SHARE) ** 0.5 * turn[:, FEATURES:])
        encoder.join_fixed.bias.copy_(-turn @ centre)
    return encoder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, required=True)
    options = parser.parse_args()
    encoder = fit(load_student(options.cache / "checkpoint.pt"), options.cache)
    torch.save(encoder.state_dict(), options.cache / "encoder.pt")


if __name__ == "__main__":
    main()
