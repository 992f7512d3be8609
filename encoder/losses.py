"""What the student is asked for: the teacher's features, their likeness inside a batch, and the medical labels."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from model import unit

TEMPERATURE = 0.1
QUEUE = 2048


def cosine_loss(predicted: Tensor, target: Tensor, dim: int = 1) -> Tensor:
    """One minus the mean cosine along `dim`."""
    return 1 - (unit(predicted, dim) * unit(target, dim)).sum(dim=dim).mean()


def likeness_loss(predicted: Tensor, target: Tensor) -> Tensor:
    """Mean squared difference of the in-batch cosine similarities of unit rows [n, d]."""
    error = predicted @ predicted.T - target @ target.T
    return (error * error).mean()


class LabelledQueue:
    """Supervised contrast of unit rows [n, d] against the last QUEUE labelled rows: only rows of the same set compete.

    Rows of other sets would be told apart by looks alone, and teach nothing about the labels.
    """

    def __init__(self, dimension: int, set_of_label: Tensor) -> None:
        self.set_of_label = set_of_label
        self.rows = torch.zeros(QUEUE, dimension, device=set_of_label.device)
        self.labels = torch.full((QUEUE,), -1, dtype=torch.long, device=set_of_label.device)
        self.next = 0

    def push(self, rows: Tensor, labels: Tensor) -> None:
        at = (self.next + torch.arange(len(rows), device=rows.device)) % QUEUE
        self.rows[at], self.labels[at] = rows.detach(), labels
        self.next = (self.next + len(rows)) % QUEUE

    def loss(self, rows: Tensor, labels: Tensor) -> Tensor:
        """Mean over the labelled rows (label >= 0) that have a positive in the queue; 0 where there is none."""
        rows, labels = rows[labels >= 0], labels[labels >= 0]
        known = self.labels >= 0
        keys, key_labels = self.rows[known], self.labels[known]
        same_set = self.set_of_label[labels][:, None] == self.set_of_label[key_labels][None]
        positive = (labels[:, None] == key_labels[None]).float()
        count = positive.sum(dim=1)
        self.push(rows, labels)
        usable = count > 0
        if not usable.any():
            return rows.sum() * 0
        logits = (rows @ keys.T / TEMPERATURE).masked_fill(~same_set, -1e4)
        log_share = F.log_softmax(logits, dim=1)
        return -((log_share * positive).sum(dim=1)[usable] / count[usable]).mean()
