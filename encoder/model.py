"""The learned part: a residual network of plain 3 x 3 convolutions, random start.

Plain convolutions beat depthwise ones here: per millisecond of ONNX Runtime's WASM kernels, and by 6 to 9 times per
second of training on a CPU with matrix units.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

FEATURES = 512
WIDTHS = (24, 32, 64, 128, 256)
DEPTHS = (1, 1, 4, 1)
TOP = 896


def conv_bn(inputs: int, outputs: int, kernel: int, stride: int = 1) -> nn.Sequential:
    """Convolution without bias, then batch normalisation."""
    conv = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(outputs))


class Residual(nn.Module):
    """Two 3 x 3 convolutions beside a shortcut: [n, inputs, h, w] -> [n, outputs, h / stride, w / stride]."""

    def __init__(self, inputs: int, outputs: int, stride: int = 1) -> None:
        super().__init__()
        self.first = conv_bn(inputs, outputs, 3, stride)
        self.second = conv_bn(outputs, outputs, 3)
        same = stride == 1 and inputs == outputs
        self.shortcut = nn.Identity() if same else conv_bn(inputs, outputs, 1, stride)

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(self.second(torch.relu(self.first(x))) + self.shortcut(x))


def stage(inputs: int, outputs: int, depth: int, stride: int) -> nn.Sequential:
    """`depth` residual blocks, the first of which changes width and scale."""
    rest = [Residual(outputs, outputs) for _ in range(depth - 1)]
    return nn.Sequential(Residual(inputs, outputs, stride), *rest)


class Student(nn.Module):
    """RGB [n, 3, 128, 128], normalised -> one unnormalised feature row a cell, [n, 512, 4, 4]."""

    def __init__(self) -> None:
        super().__init__()
        first, *widths = WIDTHS
        self.stem = nn.Sequential(conv_bn(3, first, 3, 2), nn.ReLU(), conv_bn(first, widths[0], 3, 2), nn.ReLU())
        self.early = nn.Sequential(
            stage(widths[0], widths[0], DEPTHS[0], 1), stage(widths[0], widths[1], DEPTHS[1], 2)
        )
        self.middle = stage(widths[1], widths[2], DEPTHS[2], 2)
        self.late = nn.Sequential(
            stage(widths[2], widths[3], DEPTHS[3], 2), conv_bn(widths[3], TOP, 1), nn.ReLU()
        )
        self.head = nn.Conv2d(TOP, FEATURES, 1)

    def halfway(self, x: Tensor) -> Tensor:
        """The features at stride 16: [n, WIDTHS[3], 8, 8]."""
        return self.middle(self.early(self.stem(x)))

    def finish(self, middle: Tensor) -> Tensor:
        """From the features at stride 16 to the cells."""
        return self.head(self.late(middle))

    def forward(self, x: Tensor) -> Tensor:
        return self.finish(self.halfway(x))


def pooled(cells: Tensor) -> Tensor:
    """Mean over the cells of [n, c, h, w] -> [n, c]."""
    return cells.mean(dim=(2, 3))


def unit(x: Tensor, dim: int = 1) -> Tensor:
    """x over its Euclidean length along `dim`, in operators every back end has."""
    return x / (x * x).sum(dim=dim, keepdim=True).clamp(min=1e-12).sqrt()
