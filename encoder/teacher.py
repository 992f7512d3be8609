"""The teacher's features of a view, and their half-whitened form that the student learns."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort

TEACHER = "tf2_mobilenet_v2_1.0_224_ptq.onnx"
TEACHER_PX = 224
FEATURES = 512
GRID = 4
MIDDLE_GRID = 8
# Channels of the last stage at stride 16: the student's stage at stride 16 is shown them as a hint.
MIDDLE_CHANNELS = 96


def pooled_grid(maps: np.ndarray, grid: int) -> np.ndarray:
    """Adaptive mean over a grid: [n, c, s, s] -> [n, grid, grid, c]; windows overlap where s is not a multiple."""
    side = maps.shape[2]
    share = np.zeros((grid, side), maps.dtype)
    for i in range(grid):
        low, high = i * side // grid, -(-(i + 1) * side // grid)
        share[i, low:high] = 1 / (high - low)
    return np.einsum("gy,ncyx,hx->nghc", share, maps, share, optimize=True)


class Teacher:
    """ImageNet MobileNetV2 without its classifier: uint8 RGB [n, 224, 224, 3] -> pooled, cells, middle (float32).

    pooled [n, 1280]; cells [n, GRID, GRID, 1280]; middle [n, MIDDLE_GRID, MIDDLE_GRID, MIDDLE_CHANNELS].
    """

    def __init__(self, shared: Path, threads: int = 1) -> None:
        model = onnx.load(shared / "teachers" / TEACHER)
        shaped = onnx.shape_inference.infer_shapes(model)
        shapes = {v.name: [d.dim_value for d in v.type.tensor_type.shape.dim] for v in shaped.graph.value_info}
        wanted = [[MIDDLE_CHANNELS, 14, 14], [1280, 7, 7]]
        names = [[name for name, shape in shapes.items() if shape[1:] == w][-1] for w in wanted]
        model.graph.output.extend(v for v in shaped.graph.value_info if v.name in names)
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        providers = [p for p in ort.get_available_providers() if p.startswith(("CUDA", "CPU"))]
        self.session = ort.InferenceSession(model.SerializeToString(), options, providers=providers)
        self.names = names

    def __call__(self, images: np.ndarray, batch: int = 1) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        parts: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []
        for start in range(0, len(images), batch):
            x = images[start : start + batch].transpose(0, 3, 1, 2).astype(np.float32) / 127.5 - 1
            middle, last = self.session.run(self.names, {"input": x})
            parts.append((last.mean(axis=(2, 3)), pooled_grid(last, GRID), pooled_grid(middle, MIDDLE_GRID)))
        pooled, cells, middle = (np.concatenate(column) for column in zip(*parts))
        return pooled, cells, middle

    def features(self, images: np.ndarray) -> np.ndarray:
        """Only the pooled features [n, 1280]."""
        return self(images)[0]


class Target:
    """Half-whitening: rows minus their mean, on principal axes divided by the root of their deviations."""

    def __init__(self, mean: np.ndarray, project: np.ndarray, middle_mean: np.ndarray, middle_scale: np.ndarray) -> None:
        self.mean, self.project = mean, project
        self.middle_mean, self.middle_scale = middle_mean, middle_scale

    @staticmethod
    def fit(pooled: np.ndarray, _cells: np.ndarray, middle: np.ndarray) -> Target:
        """Fits the FEATURES leading axes on pooled features [n, 1280], and the spread of each middle channel."""
        mean = pooled.mean(axis=0)
        values, vectors = np.linalg.eigh(np.cov((pooled - mean).T.astype(np.float64)))
        deviations = np.sqrt(np.maximum(values[::-1][:FEATURES], 1e-10))
        project = (vectors[:, ::-1][:, :FEATURES] / np.sqrt(deviations)).astype(np.float32)
        flat = middle.reshape(-1, middle.shape[-1])
        return Target(mean, project, flat.mean(axis=0), flat.std(axis=0) + 1e-6)

    def __call__(
        self, pooled: np.ndarray, cells: np.ndarray, middle: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Pooled and cells in the target space, not of unit length; middle standardised by channel."""
        standard = (middle - self.middle_mean) / self.middle_scale
        return (pooled - self.mean) @ self.project, (cells - self.mean) @ self.project, standard

    def save(self, path: Path) -> None:
        fields = ("mean", "project", "middle_mean", "middle_scale")
        np.savez(path, **{name: getattr(self, name) for name in fields})

    @staticmethod
    def load(path: Path) -> Target:
        with np.load(path) as stored:
            return Target(stored["mean"], stored["project"], stored["middle_mean"], stored["middle_scale"])
