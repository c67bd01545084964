"""Rates of other tools on the example jet tagger, one thread, on the events that Goshawk ran, and whether they agree.

Usage: simulator_peers.py MODEL.onnx QDQ.onnx CODES.npy LOGITS.npy WORK RATE
CODES are the integers of the input (scale 2^-5), LOGITS those that Goshawk gave (scale 2^-8), RATE its events a second.
From PyPI: hls4ml (its C++ emulation, compiled by g++) with pyyaml, qonnx (its executor), onnxruntime (the model as QDQ).
A tool that is not installed is skipped, and what to install is said.
"""

import contextlib
import os
import sys
import time

import numpy as np

INPUT_SCALE, LOGIT_SCALE = 2.0**-5, 2.0**-8


def rate(run, events):
    """Events a second, the best of three rounds after one that warms up."""
    run(events)
    best = 0.0
    for _ in range(3):
        start = time.perf_counter()
        run(events)
        best = max(best, len(events) / (time.perf_counter() - start))
    return best


def report(name, run, events, logits, ours):
    got = np.asarray(run(events[: len(logits)])).reshape(len(logits), -1)
    differing = int((got != logits[:, : got.shape[1]] * LOGIT_SCALE).sum())
    speed = rate(run, events)
    print(f"| {name} | {speed:,.1f} | {ours / speed:,.0f} | {differing} of {got.size} |", flush=True)


def cleaned(path):
    from qonnx.core.modelwrapper import ModelWrapper
    from qonnx.transformation.gemm_to_matmul import GemmToMatMul
    from qonnx.util.cleanup import cleanup_model

    return cleanup_model(cleanup_model(ModelWrapper(path)).transform(GemmToMatMul()))


def hls4ml_emulation(path, work):
    import hls4ml

    model = cleaned(path)
    options = dict(granularity="name", backend="Vitis", default_precision="ap_fixed<24,12>")
    config = hls4ml.utils.config.config_from_onnx_model(model, **options)
    project = hls4ml.converters.convert_from_onnx_model(
        model, output_dir=f"{work}/hls4ml", hls_config=config, backend="Vitis", io_type="io_parallel")
    project.compile()
    return lambda events: project.predict(events)


def qonnx_executor(path):
    from qonnx.core.onnx_exec import execute_onnx

    model = cleaned(path)
    name, output = model.graph.input[0].name, model.graph.output[0].name

    def run(events):
        return [execute_onnx(model, {name: event[None]})[output] for event in events]

    return run


def onnx_runtime(path, batch):
    import onnx
    import onnxruntime

    model = onnx.load(path)
    for value in [*model.graph.input, *model.graph.output, *model.graph.value_info]:
        value.type.tensor_type.shape.dim[0].dim_param = "N"
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name

    def run(events):
        return np.concatenate(
            [session.run(None, {name: events[i : i + batch]})[0] for i in range(0, len(events), batch)])

    return run


def main():
    model, qdq, codes, logits, work, ours = sys.argv[1:]
    events = (np.load(codes, mmap_mode="r")[:100_000] * np.float32(INPUT_SCALE)).astype(np.float32)
    expected = np.asarray(np.load(logits, mmap_mode="r")[: len(events)]).reshape(len(events), -1)
    print("| tool | events a second | Goshawk's native engine is faster by | logits that differ |")
    print("| --- | --- | --- | --- |")
    tools = [
        ("hls4ml's compiled emulation", "hls4ml pyyaml qonnx", lambda: hls4ml_emulation(model, work), 20_000),
        ("qonnx's executor, event by event", "qonnx", lambda: qonnx_executor(model), 100),
        ("ONNX Runtime, event by event", "onnx onnxruntime", lambda: onnx_runtime(qdq, 1), 10_000),
        ("ONNX Runtime, 1,024 events at once", "onnx onnxruntime", lambda: onnx_runtime(qdq, 1024), 100_000),
    ]
    for name, packages, make, count in tools:
        try:
            # What tools say on the way goes to standard error.
            with contextlib.redirect_stdout(sys.stderr):
                run = make()
        except ImportError as missing:
            print(f"skipped: {name}: {missing}; it takes: {sys.executable} -m pip install {packages}", file=sys.stderr)
            continue
        report(name, run, events[:count], expected[: min(count, 1000)], float(ours))


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    main()
