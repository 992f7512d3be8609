"""Distils the teacher into the student; resumes from its checkpoint.

Block b trains on fresh shard b and on `--replay` older shards drawn by seed; it waits for views.py to write them.
    python train.py --shared ../../shared --cache CACHE --shards 1000
"""

from __future__ import annotations

import argparse
import math
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from data import read_training
from losses import LabelledQueue, cosine_loss, likeness_loss
from model import FEATURES, WIDTHS, Student, pooled, unit
from teacher import MIDDLE_CHANNELS
from views import VIEWS, label_names, shard_path

BATCH = 128
WEIGHT_DECAY = 0.02
WARM_UP_BLOCKS = 4
CELL_WEIGHT = 0.5
LIKENESS_WEIGHT = 10.0
MIDDLE_WEIGHT = 0.3
AVERAGE_DECAY = 0.998
CHECKPOINT_EVERY = 10
FIELDS = ("images", "labels", "pooled", "cells", "middle")


@dataclass(frozen=True)
class Cycle:
    """A part of the run with its own cosine: it ends at the share `until` of the blocks."""

    until: float
    rate: float
    label_weight: float


# The labels pull at the features early and less at the end, so that what carries to unseen kinds is learned last.
CYCLES = (Cycle(2 / 3, 3e-3, 0.05), Cycle(1.0, 1.5e-3, 0.02))


@dataclass(frozen=True)
class Shard:
    """images uint8 [n, 3, 128, 128], labels [n], pooled [n, 512], cells [n, 512, 4, 4], middle [n, 96, 8, 8]."""

    images: Tensor
    labels: Tensor
    pooled: Tensor
    cells: Tensor
    middle: Tensor

    def rows(self, at: Tensor | slice, device: torch.device) -> Shard:
        return Shard(*(getattr(self, name)[at].to(device) for name in FIELDS))

    @staticmethod
    def joined(shards: list[Shard]) -> Shard:
        return Shard(*(torch.cat([getattr(s, name) for s in shards]) for name in FIELDS))


def read_shard(cache: Path, index: int) -> Shard:
    """Waits until a shard is there and reads it."""
    path = shard_path(cache, index)
    while not path.exists():
        time.sleep(0.5)
    with np.load(path) as stored:
        parts = {name: torch.from_numpy(stored[name]) for name in FIELDS}
    grids = {name: parts[name].permute(0, 3, 1, 2) for name in ("images", "cells", "middle")}
    return Shard(grids["images"], parts["labels"].long(), parts["pooled"], grids["cells"], grids["middle"])


def normalised(images: Tensor) -> Tensor:
    """uint8 [n, 3, h, w] -> float32 in -1..1 (mean and std 0.5), channels last."""
    return (images.float() / 127.5 - 1).contiguous(memory_format=torch.channels_last)


def cycle_of(block: float, blocks: int) -> tuple[Cycle, int, int]:
    """The cycle of a block, its first block and the one after its last."""
    first = 0
    for cycle in CYCLES:
        end = round(cycle.until * blocks)
        if block < end or cycle is CYCLES[-1]:
            return cycle, first, end
        first = end
    raise AssertionError("CYCLES is empty")


def learning_rate(block: float, blocks: int) -> float:
    """Linear warm-up at the start of the run; in each cycle a cosine to a hundredth."""
    cycle, first, end = cycle_of(block, blocks)
    if block < WARM_UP_BLOCKS:
        return cycle.rate * (block + 0.1) / WARM_UP_BLOCKS
    first = max(first, WARM_UP_BLOCKS)
    share = (block - first) / max(1, end - first)
    return cycle.rate * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(1.0, share))))


class Trainer:
    """Student, hint, optimiser and the running average of the weights."""

    def __init__(self, cache: Path, sets: list[str], options: argparse.Namespace, device: torch.device) -> None:
        torch.manual_seed(options.seed)
        self.cache, self.blocks, self.replay, self.seed = cache, options.shards, options.replay, options.seed
        self.device = device
        self.student = Student().to(device, memory_format=torch.channels_last)
        self.hint = nn.Conv2d(WIDTHS[3], MIDDLE_CHANNELS, 1).to(device)
        self.average = torch.optim.swa_utils.AveragedModel(
            self.student,
            multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(AVERAGE_DECAY),
            use_buffers=True,
        )
        every = [*self.student.parameters(), *self.hint.parameters()]
        decayed = [p for p in every if p.ndim > 1]
        plain = [p for p in every if p.ndim <= 1]
        groups = [{"params": decayed, "weight_decay": WEIGHT_DECAY}, {"params": plain, "weight_decay": 0.0}]
        self.optimiser = torch.optim.AdamW(groups, lr=CYCLES[0].rate)
        numbers = {name: i for i, name in enumerate(sorted(set(sets)))}
        self.queue = LabelledQueue(FEATURES, torch.tensor([numbers[s] for s in sets], device=device))
        self.block = 0

    def block_data(self) -> Shard:
        """Shuffled views of the fresh shard and the replayed ones."""
        rng = np.random.default_rng((self.seed, self.block))
        older = rng.integers(0, self.block, self.replay) if self.block else []
        shards = [read_shard(self.cache, k) for k in (self.block, *(int(k) for k in older))]
        return Shard.joined(shards).rows(torch.from_numpy(rng.permutation(VIEWS * len(shards))), torch.device("cpu"))

    def losses(self, batch: Shard, flip: bool) -> dict[str, Tensor]:
        """The weighted terms of the loss for one batch; `flip` mirrors images and targets alike."""
        images, cells, middle = batch.images, batch.cells.float(), batch.middle.float()
        if flip:
            images, cells, middle = images.flip(3), cells.flip(3), middle.flip(3)
        with torch.autocast(self.device.type, torch.bfloat16):
            halfway = self.student.halfway(normalised(images))
            predicted, hinted = self.student.finish(halfway), self.hint(halfway)
        predicted, row, target = predicted.float(), unit(pooled(predicted.float())), unit(batch.pooled.float())
        return {
            "pooled": cosine_loss(row, target),
            "cells": CELL_WEIGHT * cosine_loss(predicted, cells),
            "likeness": LIKENESS_WEIGHT * likeness_loss(row, target),
            "middle": MIDDLE_WEIGHT * (hinted.float() - middle).square().mean(),
            "labels": cycle_of(self.block, self.blocks)[0].label_weight * self.queue.loss(row, batch.labels),
        }

    def train_block(self) -> dict[str, float]:
        """One pass over the block's batches; the mean of each term."""
        data, sums = self.block_data(), dict[str, float]()
        steps = len(data.images) // BATCH
        for step in range(steps):
            for group in self.optimiser.param_groups:
                group["lr"] = learning_rate(self.block + step / steps, self.blocks)
            terms = self.losses(data.rows(slice(step * BATCH, (step + 1) * BATCH), self.device), step % 2 == 1)
            self.optimiser.zero_grad()
            torch.stack(list(terms.values())).sum().backward()
            self.optimiser.step()
            self.average.update_parameters(self.student)
            for name, value in terms.items():
                sums[name] = sums.get(name, 0.0) + float(value.detach()) / steps
        self.block += 1
        return sums

    def save(self, path: Path) -> None:
        parts = {name: getattr(self, name).state_dict() for name in ("student", "hint", "average", "optimiser")}
        queue = {"rows": self.queue.rows, "labels": self.queue.labels, "next": self.queue.next}
        draft = path.with_suffix(".draft")
        torch.save({"block": self.block, "queue": queue, **parts}, draft)
        draft.rename(path)

    def resume(self, path: Path) -> None:
        state = torch.load(path, map_location=self.device, weights_only=True)
        for name in ("student", "hint", "average", "optimiser"):
            getattr(self, name).load_state_dict(state[name])
        self.queue.rows, self.queue.labels, self.queue.next = (state["queue"][k] for k in ("rows", "labels", "next"))
        self.block = state["block"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../../shared"))
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--shards", type=int, default=1000)
    parser.add_argument("--replay", type=int, default=1, help="older shards beside each fresh one")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    sets = [dataset for dataset, _ in label_names(read_training(options.shared))]
    trainer = Trainer(options.cache, sets, options, device)
    checkpoint = options.cache / "checkpoint.pt"
    if checkpoint.exists():
        trainer.resume(checkpoint)
    started = time.monotonic()
    while trainer.block < options.shards:
        terms = trainer.train_block()
        if trainer.block % CHECKPOINT_EVERY == 0 or trainer.block == options.shards:
            trainer.save(checkpoint)
        words = " ".join(f"{name} {value:.4f}" for name, value in terms.items())
        print(f"block {trainer.block} {words} seconds {time.monotonic() - started:.0f}", flush=True)


if __name__ == "__main__":
    main()
