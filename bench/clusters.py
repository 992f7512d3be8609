"""The same clusters by scikit-learn: `clusters.py ROWS.f32 DIM K`; one JSON line a request line ("kmeans" ...) on stdin."""

import json
import sys
import time

import numpy as np
import sklearn
from sklearn.cluster import DBSCAN, AgglomerativeClustering, KMeans


def run(what: str, rows: np.ndarray, k: int) -> float:
    if what == "kmeans":
        return KMeans(k, init=rows[:k], n_init=1).fit(rows).n_iter_
    if what == "seeded":
        return KMeans(k, n_init=1, random_state=0).fit(rows).n_iter_
    if what == "dbscan":
        return len(set(DBSCAN(eps=0.7, min_samples=5).fit(rows).labels_.tolist()) - {-1})
    model = AgglomerativeClustering(k, linkage="average", compute_distances=True).fit(rows)
    return float(model.distances_.sum())


def main() -> None:
    dim, k = int(sys.argv[2]), int(sys.argv[3])
    rows = np.fromfile(sys.argv[1], dtype="<f4").reshape(-1, dim)
    print(json.dumps({"version": sklearn.__version__}), flush=True)
    for line in sys.stdin:
        began = time.perf_counter()
        check = run(line.strip(), rows, k)
        print(json.dumps({"ms": (time.perf_counter() - began) * 1000, "check": check}), flush=True)


if __name__ == "__main__":
    main()
