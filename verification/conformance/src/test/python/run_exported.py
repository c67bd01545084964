"""Checks exported models with ONNX's own checker and runs them.

usage: run_exported.py FOLDER
  FOLDER  holds K.onnx and K.npz, the inputs of K.onnx by name with runs along one more axis in front; it gets K.out.npz,
          the outputs in the same way. Models with a node of QONNX's run in QONNX's executor, all others in ONNX Runtime
          as they are, without its rewriting.
"""

import sys
import warnings
from pathlib import Path

import numpy as np

warnings.filterwarnings("ignore")

import onnx  # noqa: E402
import onnxruntime  # noqa: E402
from qonnx.core.modelwrapper import ModelWrapper  # noqa: E402
from qonnx.core.onnx_exec import execute_onnx  # noqa: E402
from qonnx.transformation.infer_shapes import InferShapes  # noqa: E402


def runner(path):
    """What makes outputs of inputs, both by name."""
    model = onnx.load(path)
    foreign = any(node.domain.startswith("qonnx") for node in model.graph.node)
    onnx.checker.check_model(model, full_check=not foreign)
    if foreign:
        wrapped = ModelWrapper(model).transform(InferShapes())
        return lambda inputs: execute_onnx(wrapped, inputs)
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()]
    return lambda inputs: dict(zip(names, session.run(names, inputs)))


def main(folder):
    failed = 0
    for path in sorted(Path(folder).glob("*.onnx")):
        data = np.load(path.with_suffix(".npz"))
        try:
            run = runner(path)
            count = len(data[data.files[0]])
            results = [run({name: data[name][i] for name in data.files}) for i in range(count)]
            outputs = {name: np.stack([result[name] for result in results]) for name in results[0]}
            np.savez(path.with_suffix(".out.npz"), **outputs)
        except Exception as error:  # every model is to be told of
            failed += 1
            print(f"{path.name}: {type(error).__name__}: {error}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
