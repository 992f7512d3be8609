"""Teaches the text tower to point where the frozen image tower puts the images a prompt is true of.

Training groups only. Writes text.int8.onnx, tokenizer.json and text.json beside the image file; run golden.py after it.
    python words.py --shared ../../shared --encoder ../public/encoders/lightbench-v2 --cache CACHE
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import onnxruntime as ort
import torch
from PIL import Image
from torch import Tensor

from data import TRAINING_SETS, Sample, read_set
from lexicon import KINDS
from preprocess import normalise, resize_rgb
from prompts import kind_shares, make_prompts, relations
from text_tower import TextTower, write_text_onnx
from tokeniser import CONTEXT, PAD, SMALL_WORDS, UNKNOWN, ids_of, make_tokeniser

IMAGES_A_KIND = 250
VIEWS = 2
PROMPTS = 24000
PROMPTS_A_STEP = 256
IMAGES_A_STEP = 512
LEARNING_RATE = 2e-3
WEIGHT_DECAY = 0.02
NOISE = 0.5
FIRST_SCALE, LARGEST_SCALE = 20.0, 100.0


def kind_of(sample: Sample) -> int:
    sublabel = sample.sublabel if sample.dataset == "kermany-cxr" else ""
    return list(KINDS).index((sample.dataset, sample.label, sublabel))


def view(rng: np.random.Generator, sample: Sample, index: int) -> np.ndarray:
    """uint8 [size, size, 3]: the whole image first, then a window of it, at times mirrored."""
    image = Image.fromarray(sample.pixels)
    if index:
        share = rng.uniform(0.85, 1, 2)
        w, h = (max(8, round(side * s)) for side, s in zip(image.size, share))
        x, y = int(rng.integers(image.width - w + 1)), int(rng.integers(image.height - h + 1))
        image = image.crop((x, y, x + w, y + h))
        if rng.random() < 0.5:
            image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    return resize_rgb(image)


def embed(shared: Path, model: Path, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Rows [n, 512] of views of up to IMAGES_A_KIND training images a kind, and their kinds [n]."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    session = ort.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    rng, rows, kinds, taken = np.random.default_rng(seed), [], [], np.zeros(len(KINDS), int)
    for name in TRAINING_SETS:
        samples = read_set(shared, name, held_out=False)
        for i in rng.permutation(len(samples)):
            kind = kind_of(samples[i])
            if taken[kind] >= IMAGES_A_KIND:
                continue
            taken[kind] += 1
            for index in range(VIEWS):
                x = normalise(view(rng, samples[i], index))[None]
                rows.append(session.run(["embedding"], {"image": x})[0][0])
                kinds.append(kind)
        print(f"embedded {name}: {len(rows)} views so far", flush=True)
    return np.stack(rows), np.array(kinds)


def image_rows(shared: Path, model: Path, cache: Path, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """`embed`, kept under the cache by the hash of the image file and the settings."""
    settings = f"{IMAGES_A_KIND}/{VIEWS}/{seed}".encode()
    path = cache / f"words-{hashlib.sha256(model.read_bytes() + settings).hexdigest()[:16]}.npz"
    if not path.exists():
        cache.mkdir(parents=True, exist_ok=True)
        rows, kinds = embed(shared, model, seed)
        np.savez(path, rows=rows, kinds=kinds)
    with np.load(path) as stored:
        return stored["rows"], stored["kinds"]


def start_head(tower: TextTower, rows: Tensor) -> None:
    """Starts the last layer in the partly whitened space of the image rows, without their common mean."""
    mean = rows.mean(dim=0)
    values, vectors = torch.linalg.eigh(torch.cov((rows - mean).T))
    whiten = vectors @ torch.diag((values.clamp(min=0) + values.mean()).rsqrt()) @ vectors.T
    away = torch.eye(len(mean)) - torch.outer(mean, mean) / (mean @ mean).clamp(min=1e-6)
    head = tower.head[-1]
    with torch.no_grad():
        start = away @ whiten @ head.weight
        head.weight.copy_(start * (head.weight.norm() / start.norm()))
        head.bias.zero_()


def contrast(logits: Tensor, relation: Tensor) -> Tensor:
    """logits, relation [a, b]. Each true pair against the false pairs of its row; other true pairs do not compete."""
    false = torch.logsumexp(logits.masked_fill(relation >= 0, -1e4), dim=1, keepdim=True)
    true = (relation > 0).float()
    loss = torch.nn.functional.softplus(false - logits) * true
    counts = true.sum(dim=1)
    return (loss.sum(dim=1) / counts.clamp(min=1)).sum() / (counts > 0).sum().clamp(min=1)


def train(rows: np.ndarray, kinds: np.ndarray, ids: np.ndarray, table: np.ndarray, options) -> tuple[TextTower, float]:
    """The tower and its logit scale. Images are drawn over the kinds by kind_shares, prompts evenly over all made."""
    torch.manual_seed(options.seed)
    rng = np.random.default_rng(options.seed)
    tower, images = TextTower(int(ids.max()) + 1), torch.from_numpy(rows).float()
    spread = NOISE * images.std(dim=0)
    start_head(tower, images)
    log_scale = torch.nn.Parameter(torch.tensor(FIRST_SCALE).log())
    decayed = [p for p in tower.parameters() if p.ndim > 1]
    plain = [p for p in tower.parameters() if p.ndim <= 1] + [log_scale]
    groups = [{"params": decayed, "weight_decay": WEIGHT_DECAY}, {"params": plain, "weight_decay": 0.0}]
    optimiser = torch.optim.AdamW(groups, lr=LEARNING_RATE)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, LEARNING_RATE, total_steps=options.steps)
    of_kind = [np.flatnonzero(kinds == k) for k in range(len(KINDS))]
    for step in range(options.steps):
        drawn_kinds = rng.choice(len(KINDS), size=IMAGES_A_STEP, p=kind_shares())
        image_at = np.array([of_kind[k][rng.integers(len(of_kind[k]))] for k in drawn_kinds])
        prompt_at = rng.integers(len(ids), size=PROMPTS_A_STEP)
        x = images[image_at]
        x = torch.nn.functional.normalize(x + spread * torch.randn_like(x))
        relation = torch.from_numpy(table[prompt_at][:, drawn_kinds])
        read = ids[prompt_at][:, : int((ids[prompt_at] != PAD).sum(axis=1).max())]
        logits = log_scale.exp() * (tower(torch.from_numpy(read)) @ x.T)
        loss = contrast(logits, relation) + contrast(logits.T, relation.T)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        with torch.no_grad():
            log_scale.clamp_(max=float(np.log(LARGEST_SCALE)))
        if step % 200 == 0 or step == options.steps - 1:
            print(f"step {step} loss {loss.item():.4f} scale {log_scale.exp().item():.1f}", flush=True)
    return tower, float(log_scale.exp())


def fragment(scale: float) -> dict[str, object]:
    """The `text` part of the manifest."""
    return {
        "inputName": "input_ids",
        "outputName": "embedding",
        "contextLength": CONTEXT,
        "padId": PAD,
        "unknownId": UNKNOWN,
        "logitScale": round(scale, 4),
        "logitBias": 0,
        "activation": "softmax",
        "templates": ["{label}"],
        "smallWords": list(SMALL_WORDS),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../../shared"))
    parser.add_argument("--encoder", type=Path, default=Path("../public/encoders/lightbench-v2"))
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--out", type=Path, help="another folder for the files (default: that of the encoder)")
    parser.add_argument("--steps", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(1)
    out = options.out or options.encoder
    prompts = make_prompts(np.random.default_rng(options.seed), PROMPTS)
    tokeniser = make_tokeniser([p.text for p in prompts])
    rows, kinds = image_rows(options.shared, options.encoder / "image.int8.onnx", options.cache, options.seed)
    ids = ids_of(tokeniser, [p.text for p in prompts])
    tower, scale = train(rows, kinds, ids, relations(prompts), options)
    out.mkdir(parents=True, exist_ok=True)
    write_text_onnx(tower, out / "text.int8.onnx")
    tokeniser.save(str(out / "tokenizer.json"))
    (out / "text.json").write_text(json.dumps(fragment(scale), indent=2) + "\n")


if __name__ == "__main__":
    main()
