"""The Python side of bench/minilm-speed: models and rows, and ONNX Runtime's rates."""

import json
import pathlib
import sys
import time
import zipfile

import numpy as np

ROWS = 256
SECONDS = 2


def models(folder, name):
    """The float model, the same quantised dynamically, and the published one of 8 bits."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    for jar, end, out in ((name + "-1", "-v2.onnx", "float.onnx"), (name + "-q-1", "-q.onnx", "integers.onnx")):
        with zipfile.ZipFile(next(folder.glob(jar + "*.jar"))) as archive:
            entry = next(entry for entry in archive.namelist() if entry.endswith(end))
            (folder / out).write_bytes(archive.read(entry))
    quantize_dynamic(folder / "float.onnx", folder / "dynamic.onnx", weight_type=QuantType.QInt8)


def ids(count, length):
    return np.random.default_rng(length).integers(1000, 29000, (count, length)).astype(np.int64)


def rate(model, rows):
    """Rows a second: the median of what fits a few seconds."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    feeds = {"input_ids": rows, "attention_mask": np.ones_like(rows), "token_type_ids": np.zeros_like(rows)}
    times = []
    end = time.time() + SECONDS
    while time.time() < end or len(times) < 3:
        begin = time.perf_counter()
        session.run(None, feeds)
        times.append(time.perf_counter() - begin)
    return len(rows) / sorted(times)[len(times) // 2]


def compare(folder, length):
    run = json.loads((folder / "run.json").read_text())
    ours = run["engineRowsPerSecond"]
    print(f"length {length}: {run['engine']} {ours:.0f} sentences a second")
    for model in ("dynamic.onnx", "integers.onnx"):
        for batch in (1, 8, 32):
            theirs = rate(folder / model, ids(batch, length))
            print(f"  ONNX Runtime, {model}, batch {batch}: {theirs:.0f} a second; ratio {ours / theirs:.2f}")


command, folder = sys.argv[1], pathlib.Path(sys.argv[2])
if command == "models":
    models(folder, sys.argv[3])
elif command == "data":
    np.save(folder / "calibration.npy", ids(4, int(sys.argv[3])))
    np.save(folder / "rows.npy", ids(ROWS, int(sys.argv[3])))
else:
    compare(folder, int(sys.argv[3]))
