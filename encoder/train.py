"""Distils the teacher's half-whitened features into the student; resumes from its checkpoint.

Block b trains on fresh shard b and on `--replay` older shards drawn by seed; it waits for views.py to write them.
    python train.py --cache CACHE --shards 400
"""

from __future__ import annotations

import argparse
import math
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from fused import principal_axes
from model import FEATURES, Student, pooled, unit
from views import VIEWS, shard_path

WHITENING_SHARDS = 8
BATCH = 128
LEARNING_RATE = 3e-3
WEIGHT_DECAY = 0.02
WARM_UP_BLOCKS = 4
SIMILARITY_WEIGHT = 10.0
AVERAGE_DECAY = 0.998
CHECKPOINT_EVERY = 10


def read_shard(cache: Path, index: int) -> tuple[Tensor, Tensor]:
    """Waits for a shard: images uint8 [VIEWS, 3, 128, 128], teacher features float32 [VIEWS, 1280]."""
    path = shard_path(cache, index)
    while not path.exists():
        time.sleep(0.5)
    with np.load(path) as shard:
        images = torch.from_numpy(shard["images"]).permute(0, 3, 1, 2)
        return images, torch.from_numpy(shard["features"]).float()


def normalised(images: Tensor) -> Tensor:
    """uint8 [n, 3, h, w] -> float32 in -1..1 (mean and std 0.5), channels last."""
    return (images.float() / 127.5 - 1).contiguous(memory_format=torch.channels_last)


class Target:
    """Teacher features [n, 1280] -> unit rows [n, 512], principal axes over the root of their deviations."""

    def __init__(self, features: Tensor) -> None:
        self.mean, axes, deviations = principal_axes(features, FEATURES)
        self.project = (axes / deviations.sqrt()[:, None]).T.contiguous()

    def __call__(self, features: Tensor) -> Tensor:
        return unit((features - self.mean) @ self.project)


def distil_loss(predicted: Tensor, target: Tensor) -> tuple[Tensor, Tensor]:
    """One minus the mean cosine, plus the weighted squared error of the in-batch similarities; and that cosine."""
    cosine = (predicted * target).sum(dim=1).mean()
    error = predicted @ predicted.T - target @ target.T
    return 1 - cosine + SIMILARITY_WEIGHT * (error * error).mean(), cosine.detach()


def learning_rate(block: float, blocks: int) -> float:
    """Linear warm-up, then a cosine to a hundredth."""
    if block < WARM_UP_BLOCKS:
        return LEARNING_RATE * (block + 0.1) / WARM_UP_BLOCKS
    share = (block - WARM_UP_BLOCKS) / max(1, blocks - WARM_UP_BLOCKS)
    return LEARNING_RATE * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(1.0, share))))


class Trainer:
    """Student, optimiser and the running average of the weights."""

    def __init__(self, cache: Path, blocks: int, replay: int, seed: int, device: torch.device) -> None:
        torch.manual_seed(seed)
        self.cache, self.blocks, self.replay, self.seed, self.device = cache, blocks, replay, seed, device
        self.student = Student().to(device, memory_format=torch.channels_last)
        self.average = torch.optim.swa_utils.AveragedModel(
            self.student,
            multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(AVERAGE_DECAY),
            use_buffers=True,
        )
        decayed = [p for p in self.student.parameters() if p.ndim > 1]
        plain = [p for p in self.student.parameters() if p.ndim <= 1]
        groups = [{"params": decayed, "weight_decay": WEIGHT_DECAY}, {"params": plain, "weight_decay": 0.0}]
        self.optimiser = torch.optim.AdamW(groups, lr=LEARNING_RATE)
        first = torch.cat([read_shard(cache, k)[1] for k in range(WHITENING_SHARDS)])
        self.target = Target(first)
        self.block = 0

    def block_data(self) -> tuple[Tensor, Tensor]:
        """Shuffled views of the fresh shard and the replayed ones."""
        rng = np.random.default_rng((self.seed, self.block))
        fresh = read_shard(self.cache, self.block)
        older = rng.integers(0, max(1, self.block), self.replay) if self.block else []
        shards = [fresh, *(read_shard(self.cache, int(k)) for k in older)]
        order = torch.from_numpy(rng.permutation(VIEWS * len(shards)))
        return torch.cat([s[0] for s in shards])[order], torch.cat([s[1] for s in shards])[order]

    def train_block(self) -> float:
        """One pass over the block's batches; the mean cosine to the target."""
        images, features = self.block_data()
        targets, cosines = self.target(features), []
        steps = len(images) // BATCH
        for step in range(steps):
            for group in self.optimiser.param_groups:
                group["lr"] = learning_rate(self.block + step / steps, self.blocks)
            rows = slice(step * BATCH, (step + 1) * BATCH)
            x = normalised(images[rows].to(self.device))
            if step % 2:
                x = x.flip(3)
            with torch.autocast(self.device.type, torch.bfloat16):
                cells = self.student(x)
            loss, cosine = distil_loss(unit(pooled(cells.float())), targets[rows].to(self.device))
            self.optimiser.zero_grad()
            loss.backward()
            self.optimiser.step()
            self.average.update_parameters(self.student)
            cosines.append(float(cosine))
        self.block += 1
        return float(np.mean(cosines))

    def save(self, path: Path) -> None:
        state = {"block": self.block, "student": self.student.state_dict(), "average": self.average.state_dict()}
        draft = path.with_suffix(".draft")
        torch.save({**state, "optimiser": self.optimiser.state_dict()}, draft)
        draft.rename(path)

    def resume(self, path: Path) -> None:
        state = torch.load(path, map_location=self.device, weights_only=True)
        self.block = state["block"]
        self.student.load_state_dict(state["student"])
        self.average.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--shards", type=int, default=400)
    parser.add_argument("--replay", type=int, default=1, help="older shards beside each fresh one")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    trainer = Trainer(options.cache, options.shards, options.replay, options.seed, device)
    checkpoint = options.cache / "checkpoint.pt"
    if checkpoint.exists():
        trainer.resume(checkpoint)
    started = time.monotonic()
    while trainer.block < options.shards:
        cosine = trainer.train_block()
        if trainer.block % CHECKPOINT_EVERY == 0 or trainer.block == options.shards:
            trainer.save(checkpoint)
        print(f"block {trainer.block} cosine {cosine:.4f} seconds {time.monotonic() - started:.0f}", flush=True)


if __name__ == "__main__":
    main()
