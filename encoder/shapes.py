"""Compares shapes for the learned half: size, compute, training rate and, from stored shards, what each learns in equal samples.

Writes CACHE/shapes/NAME.onnx, which `npm run bench:shapes` times in the browser.
    python shapes.py --cache CACHE [--shards 40]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.utils.flop_counter import FlopCounterMode

from losses import cosine_loss, likeness_loss
from model import FEATURES, Student, conv_bn, pooled, stage, unit
from preprocess import SIZE_PX
from train import BATCH, LIKENESS_WEIGHT, normalised, read_shard

LEARNING_RATE = 2e-3


def conv_act(inputs: int, outputs: int, kernel: int, stride: int = 1, groups: int = 1) -> nn.Sequential:
    conv = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(outputs), nn.ReLU())


class Inverted(nn.Module):
    """Inverted residual: widen, filter each channel alone, narrow."""

    def __init__(self, inputs: int, outputs: int, stride: int, widen: int) -> None:
        super().__init__()
        inner = inputs * widen
        widened = [conv_act(inputs, inner, 1)] if widen > 1 else []
        self.body = nn.Sequential(*widened, conv_act(inner, inner, 3, stride, inner), conv_bn(inner, outputs, 1))
        self.same = stride == 1 and inputs == outputs

    def forward(self, x: Tensor) -> Tensor:
        return x + self.body(x) if self.same else self.body(x)


class Fused(nn.Module):
    """Inverted residual with one full convolution in the place of the first two."""

    def __init__(self, inputs: int, outputs: int, stride: int, widen: int) -> None:
        super().__init__()
        self.body = nn.Sequential(conv_act(inputs, inputs * widen, 3, stride), conv_bn(inputs * widen, outputs, 1))
        self.same = stride == 1 and inputs == outputs

    def forward(self, x: Tensor) -> Tensor:
        return x + self.body(x) if self.same else self.body(x)


class Attention(nn.Module):
    """One transformer block over [n, tokens, width]."""

    def __init__(self, width: int, heads: int = 4) -> None:
        super().__init__()
        self.heads = heads
        self.before, self.after = nn.LayerNorm(width), nn.LayerNorm(width)
        self.three, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.mlp = nn.Sequential(nn.Linear(width, 2 * width), nn.ReLU(), nn.Linear(2 * width, width))

    def forward(self, x: Tensor) -> Tensor:
        n, tokens, width = x.shape
        shape = (n, tokens, 3, self.heads, width // self.heads)
        q, k, v = self.three(self.before(x)).view(shape).permute(2, 0, 3, 1, 4).unbind(0)
        mixed = ((q @ k.transpose(-1, -2)) * (width // self.heads) ** -0.5).softmax(-1) @ v
        x = x + self.out(mixed.transpose(1, 2).reshape(n, tokens, width))
        return x + self.mlp(self.after(x))


class Hybrid(nn.Module):
    """Convolutions to 8 x 8, four attention blocks, one more stride."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Sequential(conv_act(3, 24, 3, 2), conv_act(24, 32, 3, 2))
        self.early = nn.Sequential(stage(32, 32, 1, 1), stage(32, 64, 2, 2), stage(64, 128, 2, 2), nn.Conv2d(128, 192, 1))
        self.place = nn.Parameter(torch.zeros(1, 64, 192))
        self.blocks = nn.Sequential(*[Attention(192) for _ in range(4)])
        self.late = nn.Sequential(conv_act(192, 256, 3, 2), conv_act(256, 896, 1), nn.Conv2d(896, FEATURES, 1))

    def forward(self, x: Tensor) -> Tensor:
        y = self.early(self.stem(x))
        tokens = self.blocks(y.flatten(2).transpose(1, 2) + self.place)
        return self.late(tokens.transpose(1, 2).reshape(y.shape))


def inverted(width: float = 1.0) -> nn.Module:
    """MobileNetV2's plan."""

    def of(value: int) -> int:
        return int(value * width + 4) // 8 * 8

    layers: list[nn.Module] = [conv_act(3, of(32), 3, 2), Inverted(of(32), of(16), 1, 1)]
    inputs = of(16)
    for widen, outputs, depth, stride in ((6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2)):
        for i in range(depth):
            layers.append(Inverted(inputs, of(outputs), stride if i == 0 else 1, widen))
            inputs = of(outputs)
    return nn.Sequential(*layers, conv_act(inputs, 1024, 1), nn.Conv2d(1024, FEATURES, 1))


def fused_inverted() -> nn.Module:
    """Full convolutions early, channel-wise ones late."""
    early = [conv_act(3, 24, 3, 2), Fused(24, 32, 2, 2), Fused(32, 32, 1, 2), Fused(32, 48, 2, 3), Fused(48, 48, 1, 2)]
    middle = [Inverted(48, 96, 2, 4), *[Inverted(96, 96, 1, 4) for _ in range(5)]]
    late = [Inverted(96, 176, 2, 5), *[Inverted(176, 176, 1, 5) for _ in range(3)]]
    return nn.Sequential(*early, *middle, *late, conv_act(176, 1024, 1), nn.Conv2d(1024, FEATURES, 1))


SHAPES: dict[str, Callable[[], nn.Module]] = {
    "plain-residual": Student,
    "inverted-residual": inverted,
    "fused-inverted": fused_inverted,
    "attention-hybrid": Hybrid,
}


def millions_of_products(model: nn.Module) -> float:
    with FlopCounterMode(display=False) as counter:
        model(torch.zeros(1, 3, SIZE_PX, SIZE_PX))
    return counter.get_total_flops() / 2e6


def write_onnx(model: nn.Module, path: Path) -> None:
    example = (torch.zeros(1, 3, SIZE_PX, SIZE_PX),)
    torch.onnx.export(
        model, example, str(path), input_names=["image"], output_names=["cells"], opset_version=17, dynamo=False
    )


def distil(model: nn.Module, cache: Path, shards: int) -> tuple[float, float]:
    """Cosine to the teacher on a shard not trained on after `shards` shards, and images a second."""
    model = model.train().to(memory_format=torch.channels_last)
    optimiser = torch.optim.AdamW(model.parameters(), lr=LEARNING_RATE, weight_decay=0.02)
    seconds, images = 0.0, 0
    for index in range(shards):
        shard, started = read_shard(cache, index), time.monotonic()
        for group in optimiser.param_groups:
            group["lr"] = LEARNING_RATE * (1 - index / shards)
        for at in range(0, len(shard.images), BATCH):
            with torch.autocast("cpu", torch.bfloat16):
                cells = model(normalised(shard.images[at : at + BATCH]))
            row, target = unit(pooled(cells.float())), unit(shard.pooled[at : at + BATCH].float())
            loss = cosine_loss(row, target) + LIKENESS_WEIGHT * likeness_loss(row, target)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
        seconds, images = seconds + time.monotonic() - started, images + len(shard.images)
    kept = read_shard(cache, shards)
    with torch.no_grad():
        rows = torch.cat([pooled(model.eval()(normalised(part))) for part in kept.images.split(128)])
    return 1 - float(cosine_loss(rows, kept.pooled.float())), images / max(seconds, 1e-9)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--shards", type=int, default=40)
    parser.add_argument("--only", nargs="*", default=list(SHAPES))
    options = parser.parse_args()
    torch.set_num_threads(1)
    folder = options.cache / "shapes"
    folder.mkdir(exist_ok=True)
    print(f"| shape | million numbers | million products | cosine after {options.shards} shards | images/s in training |")
    print("|---|---|---|---|---|")
    for name in options.only:
        torch.manual_seed(1)
        model = SHAPES[name]().eval()
        write_onnx(model, folder / f"{name}.onnx")
        size, products = sum(p.numel() for p in model.parameters()) / 1e6, millions_of_products(model)
        cosine, rate = distil(model, options.cache, options.shards) if options.shards else (float("nan"), 0.0)
        print(f"| {name} | {size:.2f} | {products:.0f} | {cosine:.3f} | {rate:.0f} |", flush=True)


if __name__ == "__main__":
    main()
