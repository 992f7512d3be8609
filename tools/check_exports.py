"""Reads what the page saves with the tools its users have, and holds it against what was meant.

python tools/check_exports.py FOLDER    (needs numpy; onnx and onnxruntime for adapters; pyarrow, if there, for Parquet)

FOLDER/table/: embeddings.npz, embeddings.csv, perhaps embeddings.parquet; wanted.json names ids, labels, groups and dim, and
wanted.f32 holds the vectors as bare float32. FOLDER/adapters/NAME/: model.onnx, example.py, embeddings.npz and wanted.npz
(rows, logits, probabilities). Prints one line a check; ends with 1 where one fails. tests/unit/report/python-exports.test.ts
makes such a folder and runs this.
"""

from __future__ import annotations

import csv
import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import numpy as np

LIMIT = 1e-5
NOTICE = "Research use only. Not a medical device."


def check_npz(folder: Path, wanted: dict, vectors: np.ndarray) -> None:
    with np.load(folder / "embeddings.npz", allow_pickle=False) as table:
        assert table["embeddings"].dtype == np.dtype("<f4") and table["embeddings"].shape == vectors.shape
        assert np.array_equal(table["embeddings"], vectors)
        for name in ("ids", "labels", "groups"):
            assert table[name].tolist() == wanted[name], name
        meta = json.loads(table["meta"].item())
        assert meta["notice"] == NOTICE and meta["encoder"] == wanted["encoder"]
    print("npz: as meant, without pickle")


def check_csv(folder: Path, wanted: dict, vectors: np.ndarray) -> None:
    with (folder / "embeddings.csv").open(encoding="utf-8", newline="") as file:
        lines = file.readlines()
    body = [line for i, line in enumerate(lines) if not (i < 3 and line.startswith("#"))]
    assert lines[0].strip() == f"# {NOTICE}"
    header, *rows = csv.reader(body)
    assert header[:3] == ["id", "label", "group"]
    assert np.array_equal(np.array([row[3:] for row in rows], dtype=np.float32), vectors)
    # A quote mark stands before what a spreadsheet would run.
    assert [row[0].removeprefix("'") for row in rows] == wanted["ids"]
    print("csv: every float32 as meant")


def check_parquet(folder: Path, wanted: dict, vectors: np.ndarray) -> None:
    if importlib.util.find_spec("pyarrow") is None:
        print("parquet: not checked, no pyarrow here")
        return
    import pyarrow.parquet as pq

    table = pq.read_table(folder / "embeddings.parquet")
    assert table.column_names == ["id", "label", "group", "embedding"]
    assert table["id"].to_pylist() == wanted["ids"] and table["group"].to_pylist() == wanted["groups"]
    assert str(table.schema.field("embedding").type).startswith("list<")
    stacked = np.array(table["embedding"].to_pylist(), dtype=np.float32)
    assert np.array_equal(stacked, vectors)
    assert table.schema.metadata[b"notice"].decode() == NOTICE
    print("parquet: as meant")


def check_adapter(folder: Path) -> None:
    import onnx
    import onnxruntime

    model = onnx.load(str(folder / "model.onnx"))
    onnx.checker.check_model(model, full_check=True)
    assert NOTICE in model.doc_string
    props = {prop.key: prop.value for prop in model.metadata_props}
    session = onnxruntime.InferenceSession(str(folder / "model.onnx"), providers=["CPUExecutionProvider"])
    with np.load(folder / "wanted.npz", allow_pickle=False) as wanted:
        logits, probabilities = session.run(["logits", "probabilities"], {"embedding": wanted["rows"]})
        apart = max(np.abs(logits - wanted["logits"]).max(), np.abs(probabilities - wanted["probabilities"]).max())
        rows = len(wanted["rows"])
    assert apart <= LIMIT, apart
    assert len(json.loads(props["classes"])) == probabilities.shape[1]
    said = subprocess.run(
        [sys.executable, "-X", "utf8", str(folder / "example.py"), str(folder / "embeddings.npz")],
        capture_output=True, text=True, encoding="utf-8", check=True,
    ).stdout
    lines = said.rstrip("\n").split("\n")
    assert len(lines) == rows, said
    if props["task"] == "single":
        names = json.loads(props["classes"])
        for line, row in zip(lines, probabilities):
            assert line.split("\t")[1] == names[row.argmax()], line
    print(f"{folder.name}: {rows} rows within {apart:.1e}, example.py ran")


def main(folder: Path) -> None:
    table = folder / "table"
    wanted = json.loads((table / "wanted.json").read_text(encoding="utf-8"))
    vectors = np.fromfile(table / "wanted.f32", dtype="<f4").reshape(-1, wanted["dim"])
    check_npz(table, wanted, vectors)
    check_csv(table, wanted, vectors)
    check_parquet(table, wanted, vectors)
    for adapter in sorted((folder / "adapters").iterdir()):
        check_adapter(adapter)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
