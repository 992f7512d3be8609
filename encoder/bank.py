"""The fixed half: Gabor magnitudes, their second order and colour statistics. No learned weight."""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

ORIENTATIONS = 8
LEVELS = 4
KERNEL_PX = 7
# The finest level has the most pixels and the least to add: means over every fourth of them are as good.
STRIDES = (4, 2, 1, 1)
COLOUR_BUMPS = 10

OPPONENT = torch.tensor([[1 / 3, 1 / 3, 1 / 3], [0.7071, -0.7071, 0.0], [0.4082, 0.4082, -0.8165]])


def gabor(orientations: int) -> Tensor:
    """Zero-mean even and odd Gabor pairs, wavelength 4 px: [2 * orientations, 1, 7, 7], phases inner."""
    reach = KERNEL_PX // 2
    y, x = torch.meshgrid(*(torch.arange(-reach, reach + 1, dtype=torch.float32),) * 2, indexing="ij")
    envelope = torch.exp(-(x * x + y * y) / (2 * 1.8**2))
    filters = []
    for k in range(orientations):
        angle = math.pi * k / orientations
        phase = 2 * math.pi / 4 * (x * math.cos(angle) + y * math.sin(angle))
        even = envelope * torch.cos(phase)
        even = even - envelope * (even.sum() / envelope.sum())
        odd = envelope * torch.sin(phase)
        filters += [even / even.norm(), odd / odd.norm()]
    return torch.stack(filters)[:, None]


def magnitude(pairs: Tensor) -> Tensor:
    """Lengths of (even, odd) pairs of channels: [n, 2 * c, h, w] -> [n, c, h, w], by a fixed grouped convolution."""
    channels = int(pairs.shape[1]) // 2
    adder = torch.ones(channels, 2, 1, 1, device=pairs.device)
    return (F.conv2d(pairs * pairs, adder, groups=channels) + 1e-6).sqrt()


class FilterBank(nn.Module):
    """RGB [n, 3, 128, 128], normalised -> fixed statistics [n, BANK_FEATURES]."""

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("opponent", OPPONENT[:, :, None, None].clone())
        self.register_buffer("first", gabor(ORIENTATIONS).repeat(3, 1, 1, 1))
        self.register_buffer("second", gabor(ORIENTATIONS // 2).repeat(ORIENTATIONS, 1, 1, 1))
        self.register_buffer("bumps", torch.linspace(-0.9, 0.9, COLOUR_BUMPS).repeat(3)[None, :, None, None])
        repeat = torch.eye(3).repeat_interleave(COLOUR_BUMPS, dim=0)
        self.register_buffer("repeat", repeat[:, :, None, None])

    def textures(self, levels: list[Tensor]) -> list[Tensor]:
        """Means, deviations, 2 x 2 means and second-order means of the magnitudes at every level."""
        parts = []
        for depth, level in enumerate(levels):
            stride = STRIDES[depth]
            response = magnitude(F.conv2d(level, self.first, stride=stride, padding=KERNEL_PX // 2, groups=3))
            mean = response.mean(dim=(2, 3))
            centred = response - mean[:, :, None, None]
            deviation = ((centred * centred).mean(dim=(2, 3)) + 1e-8).sqrt()
            quarters = F.avg_pool2d(response, int(response.shape[-1]) // 2).flatten(1)
            parts += [mean, deviation, quarters]
            if depth < LEVELS - 1:
                grey = F.avg_pool2d(response[:, :ORIENTATIONS], 2)
                again = F.conv2d(grey, self.second, padding=KERNEL_PX // 2, groups=ORIENTATIONS)
                parts.append(magnitude(again).mean(dim=(2, 3)))
        return parts

    def colours(self, level: Tensor) -> Tensor:
        """Soft histograms of the three opponent channels: [n, 3 * COLOUR_BUMPS]."""
        offset = (F.conv2d(level, self.repeat) - self.bumps) * (COLOUR_BUMPS / 1.8)
        return (1 / (1 + offset * offset * offset * offset)).mean(dim=(2, 3))

    def forward(self, x: Tensor) -> Tensor:
        levels = [F.conv2d(x, self.opponent)]
        while len(levels) < LEVELS:
            levels.append(F.avg_pool2d(levels[-1], 2))
        parts = [*self.textures(levels), self.colours(levels[1])]
        layout = F.avg_pool2d(levels[3], 4).flatten(1) + 2
        return torch.cat([*parts, layout], dim=1).sqrt()
