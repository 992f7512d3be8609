"""Few-shot balanced accuracy of feature rows, with intervals by bootstrap over groups.

At most SHOTS shots a class, SEEDS draws; half of the groups give the shots, the other half the queries. Three answers from
the same shots: the similarity-weighted vote of the 5 nearest (the application's vote), nearest class mean, logistic
regression.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression

from data import Sample

SHOTS = 20
QUERIES_A_CLASS = 100
SEEDS = 5
RESAMPLES = 1000


@dataclass(frozen=True)
class Scores:
    """`means` [3]: balanced accuracy averaged over the seeds; `resampled` [RESAMPLES, 3]: the same on resampled groups."""

    means: np.ndarray
    resampled: np.ndarray

    def interval(self) -> np.ndarray:
        """95 % percentile interval [2, 3]."""
        return np.nanpercentile(self.resampled, (2.5, 97.5), axis=0)


def unit_rows(rows: np.ndarray) -> np.ndarray:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)


def nearest_votes(shots: np.ndarray, labels: np.ndarray, queries: np.ndarray, k: int = 5) -> np.ndarray:
    """Vote of the k nearest shots, weighted by cosine clipped at 0 (evenly where all are clipped)."""
    similarity = queries @ shots.T
    order = np.argsort(-similarity, axis=1, kind="stable")[:, :k]
    classes = np.unique(labels)
    weights = np.maximum(np.take_along_axis(similarity, order, axis=1), 0)
    weights[weights.sum(axis=1) == 0] = 1
    votes = np.stack([(weights * (labels[order] == c)).sum(axis=1) for c in classes], axis=1)
    return classes[votes.argmax(axis=1)]


def three_answers(shots: np.ndarray, labels: np.ndarray, queries: np.ndarray) -> np.ndarray:
    """Answers [3, queries] of the three methods; rows are unit rows."""
    classes = np.unique(labels)
    means = unit_rows(np.stack([shots[labels == c].mean(axis=0) for c in classes]))
    scale = np.sqrt(shots.shape[1])
    linear = LogisticRegression(C=0.1, max_iter=1000).fit(shots * scale, labels)
    nearest_mean = classes[(queries @ means.T).argmax(axis=1)]
    return np.stack([nearest_votes(shots, labels, queries), nearest_mean, linear.predict(queries * scale)])


def draw(samples: list[Sample], seed: int) -> tuple[list[int], list[int]]:
    """Indices of shots and queries: half of the groups give the shots, the other half the queries."""
    rng = np.random.default_rng(seed)
    groups = sorted({s.group for s in samples})
    shot_groups = {groups[i] for i in rng.permutation(len(groups))[: len(groups) // 2]}
    chosen: tuple[list[int], list[int]] = ([], [])
    counts: Counter[tuple[str, bool]] = Counter()
    for i in rng.permutation(len(samples)):
        label, is_shot = samples[i].label, samples[i].group in shot_groups
        if counts[label, is_shot] < (SHOTS if is_shot else QUERIES_A_CLASS):
            counts[label, is_shot] += 1
            chosen[0 if is_shot else 1].append(int(i))
    return chosen


def weighted_balanced_accuracy(correct: np.ndarray, labels: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """`correct` [m, n], `weights` [b, n] -> [b, m]: mean over the classes of the weighted recall; absent classes left out."""
    recalls = []
    for label in np.unique(labels):
        of = weights[:, labels == label]
        total = of.sum(axis=1, keepdims=True)
        with np.errstate(invalid="ignore"):
            recalls.append((of @ correct[:, labels == label].T) / total)
    return np.nanmean(np.stack(recalls), axis=0)


def few_shot(features: np.ndarray, samples: list[Sample]) -> Scores:
    """Scores of feature rows [n, d]. One resample of the groups serves all seeds and, by its seed, all encoders."""
    rows, labels = unit_rows(features.astype(np.float64)), np.array([s.label for s in samples])
    names = sorted({s.group for s in samples})
    group = np.array([names.index(s.group) for s in samples])
    rng = np.random.default_rng(0)
    counts = rng.multinomial(len(names), np.full(len(names), 1 / len(names)), RESAMPLES).astype(np.float64)
    once = np.ones((1, len(names)))
    means, resampled = [], []
    for seed in range(SEEDS):
        shots, queries = draw(samples, seed)
        correct = (three_answers(rows[shots], labels[shots], rows[queries]) == labels[queries]).astype(np.float64)
        means.append(weighted_balanced_accuracy(correct, labels[queries], once[:, group[queries]])[0])
        resampled.append(weighted_balanced_accuracy(correct, labels[queries], counts[:, group[queries]]))
    return Scores(np.mean(means, axis=0), np.nanmean(resampled, axis=0))
