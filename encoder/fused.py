"""The whole encoder: learned and fixed halves, each half-whitened and of unit length, projected to one 512-d space."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from bank import FilterBank
from model import FEATURES, Student, pooled, unit


class Encoder(nn.Module):
    """RGB [n, 3, 128, 128], normalised -> `embedding` [n, 512] (unit rows), `patches` [n, 4, 4, 512] (unit rows).

    A patch takes its learned half from its own cell and its fixed half from the whole image, so before
    their last normalisation the mean of the patches is the embedding.
    """

    def __init__(self, bank_size: int, bank_rank: int, dimension: int = FEATURES) -> None:
        super().__init__()
        self.student = Student()
        self.bank = FilterBank()
        self.bank_whiten = nn.Linear(bank_size, bank_rank)
        self.join_learned = nn.Conv2d(FEATURES, dimension, 1, bias=False)
        self.join_fixed = nn.Linear(bank_rank, dimension)

    def halves(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Cells divided by the length of their mean [n, 512, 4, 4], and the unit fixed half [n, rank]."""
        cells = self.student(x)
        mean = pooled(cells)
        length = (mean * mean).sum(dim=1, keepdim=True).clamp(min=1e-12).sqrt()
        return cells / length[:, :, None, None], unit(self.bank_whiten(self.bank(x)))

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        cells, fixed = self.halves(x)
        joined = self.join_learned(cells) + self.join_fixed(fixed)[:, :, None, None]
        return unit(pooled(joined)), unit(joined).permute(0, 2, 3, 1)


def principal_axes(rows: Tensor, rank: int) -> tuple[Tensor, Tensor, Tensor]:
    """Mean [d], the leading axes [rank, d] and their deviations [rank] of the rows [n, d]."""
    mean = rows.mean(dim=0)
    values, vectors = torch.linalg.eigh(torch.cov((rows - mean).T.double()))
    axes = vectors.flip(1)[:, :rank].T
    return mean, axes.to(rows.dtype), values.flip(0)[:rank].clamp(min=1e-10).sqrt().to(rows.dtype)
