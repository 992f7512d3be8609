"""The text tower (embedded words, one attention block without positions, masked mean, projection) and its ONNX file."""

from __future__ import annotations

from pathlib import Path

import onnx
import torch
from torch import Tensor, nn

from export import OPSET, with_int8_weights
from model import FEATURES, unit
from tokeniser import CONTEXT, UNKNOWN

WIDTH = 96
HEADS = 4
HIDDEN = 256


class TextTower(nn.Module):
    """int64 ids [n, length] -> unit rows [n, 512]. Padding and unknown words weigh nothing; order does not matter.

    Matrix products run over two dimensions, so that the ONNX file holds them as Gemm and with_int8_weights takes them.
    """

    def __init__(self, words: int) -> None:
        super().__init__()
        self.words = nn.Embedding(words, WIDTH)
        self.before_attention, self.before_mixing = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.query, self.key = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.value, self.merge = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.mix = nn.Sequential(nn.Linear(WIDTH, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, WIDTH))
        self.head = nn.Sequential(nn.Linear(WIDTH, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, FEATURES))
        nn.init.normal_(self.words.weight, std=0.5)

    def attend(self, rows: Tensor, bias: Tensor) -> Tensor:
        """Attention of each text to itself: rows [n * length, WIDTH], bias [n, 1, 1, length] -> rows."""
        length = int(bias.shape[3])

        def split(projection: nn.Linear) -> Tensor:
            return projection(rows).reshape(-1, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        scores = split(self.query) @ split(self.key).transpose(2, 3) / (WIDTH // HEADS) ** 0.5
        mixed = torch.softmax(scores + bias, dim=3) @ split(self.value)
        return self.merge(mixed.transpose(1, 2).reshape(-1, WIDTH))

    def forward(self, ids: Tensor) -> Tensor:
        known = (ids > UNKNOWN).to(self.words.weight.dtype)
        bias = ((known - 1) * 10000)[:, None, None, :]
        rows = self.words(ids).reshape(-1, WIDTH)
        rows = rows + self.attend(self.before_attention(rows), bias)
        rows = rows + self.mix(self.before_mixing(rows))
        weights = known / known.sum(dim=1, keepdim=True).clamp(min=1)
        mean = (rows.reshape(-1, int(ids.shape[1]), WIDTH) * weights[:, :, None]).sum(dim=1)
        return unit(self.head(mean))


def write_text_onnx(tower: TextTower, path: Path) -> None:
    """int8 weights; the float graph is written beside `path` for a moment."""
    draft = path.with_suffix(".draft")
    torch.onnx.export(
        tower.eval(),
        (torch.zeros(1, CONTEXT, dtype=torch.int64),),
        str(draft),
        input_names=["input_ids"],
        output_names=["embedding"],
        dynamic_axes={"input_ids": {0: "n"}, "embedding": {0: "n"}},
        opset_version=OPSET,
        do_constant_folding=True,
        dynamo=False,
    )
    onnx.save(with_int8_weights(onnx.load(draft)), path)
    draft.unlink()
