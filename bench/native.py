"""Times ONNX files in native ONNX Runtime, one image at a time: `native.py RUNS FILE:INPUT:PX:LAYOUT:THREADS ...`.

Prints the runtime's version, then a median in ms a line, the files taken in turn. LAYOUT is nchw or nhwc.
"""

import sys
import time

import numpy as np
import onnxruntime as ort


def opened(spec: str):
    path, name, side, layout, threads = spec.rsplit(":", 4)
    options = ort.SessionOptions()
    options.intra_op_num_threads = int(threads)
    options.inter_op_num_threads = 1
    session = ort.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    px = int(side)
    shape = (1, 3, px, px) if layout == "nchw" else (1, px, px, 3)
    return session, {name: np.random.default_rng(1).standard_normal(shape).astype(np.float32)}


runs, subjects = int(sys.argv[1]), [opened(spec) for spec in sys.argv[2:]]
times = [[] for _ in subjects]
for turn in range(runs + 5):
    for (session, feed), own in zip(subjects, times):
        started = time.perf_counter()
        session.run(["embedding"], feed)
        if turn >= 5:
            own.append(1000 * (time.perf_counter() - started))
print(ort.__version__)
for own in times:
    print(f"{np.median(own):.2f}")
