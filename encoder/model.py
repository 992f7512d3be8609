"""The learned half: a small residual convolutional network, random start."""

from __future__ import annotations

import torch
from torch import Tensor, nn

FEATURES = 512


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


class Student(nn.Module):
    """RGB [n, 3, 128, 128], normalised -> one unnormalised feature row a cell, [n, 512, 4, 4]."""

    def __init__(self) -> None:
        super().__init__()
        self.body = nn.Sequential(
            conv_bn(3, 24, 3, 2),
            nn.ReLU(),
            conv_bn(24, 32, 3, 2),
            nn.ReLU(),
            Residual(32, 32),
            Residual(32, 64, 2),
            Residual(64, 64),
            Residual(64, 128, 2),
            Residual(128, 128),
            Residual(128, 256, 2),
            conv_bn(256, 768, 1),
            nn.ReLU(),
        )
        self.head = nn.Conv2d(768, FEATURES, 1)

    def forward(self, x: Tensor) -> Tensor:
        return self.head(self.body(x))


def pooled(cells: Tensor) -> Tensor:
    """Mean over the cells of [n, c, h, w] -> [n, c]."""
    return cells.mean(dim=(2, 3))


def unit(x: Tensor, dim: int = 1) -> Tensor:
    """x over its Euclidean length along `dim`, in operators every back end has."""
    return x / (x * x).sum(dim=dim, keepdim=True).clamp(min=1e-12).sqrt()
