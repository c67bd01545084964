"""Measures jet-tagger.onnx on the test sample, as QONNX's own executor and as a network of integers.

    python evaluate.py

The integer form is written here from scratch with shifts and additions on 64-bit integers; every logit
and every prediction must equal the executor's, else the exit status is 1.
"""

import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper
from qonnx.core.modelwrapper import ModelWrapper
from qonnx.core.onnx_exec import execute_onnx
from qonnx.util.cleanup import cleanup_model

from metrics import report

HERE = Path(__file__).resolve().parent


class Quantiser:
    """One Quant node: its scale and the range of its codes."""

    def __init__(self, node, constants):
        attributes = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
        scale, zero_point, bits = (constants[name].item() for name in node.input[1:4])
        if zero_point != 0 or attributes["rounding_mode"] != b"ROUND" or np.log2(scale) % 1 != 0:
            raise ValueError(f"{node.name}: expected a power-of-two scale, zero point 0 and rounding half to even")
        self.exponent = int(np.log2(scale))
        signed = attributes["signed"]
        self.high = 2 ** int(bits - signed) - 1
        self.low = -(2 ** int(bits - 1)) + attributes["narrow"] if signed else 0

    def codes(self, values):
        """Codes of real numbers; a power of two divides a float without error."""
        scaled = np.asarray(values, dtype=np.float64) * 2.0**-self.exponent
        return np.clip(np.rint(scaled), self.low, self.high).astype(np.int64)

    def requantise(self, codes, exponent):
        """Codes of this quantiser for integers that stand for codes * 2^exponent: a shift, half to even."""
        shift = self.exponent - exponent
        if shift <= 0:
            return np.clip(codes << -shift, self.low, self.high)
        whole, rest, half = codes >> shift, codes & ((1 << shift) - 1), 1 << (shift - 1)
        rounded = whole + ((rest > half) | ((rest == half) & (whole % 2 == 1)))
        return np.clip(rounded, self.low, self.high)


def integer_logits(graph, features):
    """Runs the network on integers; returns the logits as integers and the exponent of their scale."""
    constants = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    quantisers, fixed = {}, {}
    for node in graph.node:
        if node.op_type == "Quant":
            quantisers[node.output[0]] = Quantiser(node, constants)
            if node.input[0] in constants:
                fixed[node.output[0]] = quantisers[node.output[0]].codes(constants[node.input[0]])
    codes = exponent = None
    for node in graph.node:
        output = node.output[0]
        if node.op_type == "Gemm":
            weights, bias = node.input[1], node.input[2]
            exponent += quantisers[weights].exponent
            if quantisers[bias].exponent != exponent:
                raise ValueError(f"{node.name}: the bias does not sit on the grid of the accumulator")
            codes = codes @ fixed[weights].T + fixed[bias]
        elif node.op_type == "Relu":
            codes = np.maximum(codes, 0)
        elif node.op_type == "Quant" and output not in fixed:
            quantiser = quantisers[output]
            codes = quantiser.codes(features) if codes is None else quantiser.requantise(codes, exponent)
            exponent = quantiser.exponent
        elif node.op_type != "Quant":
            raise ValueError(f"{node.name}: unexpected operator {node.op_type}")
    return codes, exponent


def executor_logits(path, features):
    """Runs the model in QONNX's executor, all jets at once."""
    model = ModelWrapper(str(path))
    name = model.graph.input[0].name
    model.set_tensor_shape(name, list(features.shape))
    model = cleanup_model(model)
    return execute_onnx(model, {model.graph.input[0].name: features})[model.graph.output[0].name]


def main():
    path = HERE / "jet-tagger.onnx"
    sample = np.load(HERE / "test-sample.npz")
    features, labels = sample["features"], sample["labels"]
    executor = executor_logits(path, features)
    codes, exponent = integer_logits(onnx.load(path).graph, features)
    integers = codes * 2.0**exponent
    report("QONNX", executor, labels)
    report("integer", integers, labels)
    logits = int(np.sum(integers != executor))
    jets = int(np.sum(integers.argmax(axis=1) != executor.argmax(axis=1)))
    print(f"{logits} of {integers.size} logits and {jets} of {len(labels)} predictions differ")
    return 1 if logits or jets else 0


if __name__ == "__main__":
    sys.exit(main())
