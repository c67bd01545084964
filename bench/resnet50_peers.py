"""Rates of ONNX Runtime on a ResNet-50 of 8 bits and on the same in float32, beside the simulator's.

Usage: resnet50_peers.py FOLDER THREADS COMMAND..., from bench/resnet50: FOLDER holds resnet50-int8.onnx, what `goshawk
export` made of it for each batch, and images.npy; COMMAND starts bench/Resnet50.java. All take turns, some seconds each;
the best rate of all rounds counts.
"""

import pathlib
import subprocess
import sys
import time

import numpy as np
import onnx
import onnxruntime
from onnx import numpy_helper

SECONDS = 1.5
ROUNDS = 5
BATCHES = (8, 1)


def floats(model):
    """The network without its quantisers, its weights as floats."""
    graph = model.graph
    known = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    names, nodes, weights = {}, [], {}
    for node in graph.node:
        inputs = [names.get(name, name) for name in node.input]
        if node.op_type == "QuantizeLinear":
            names[node.output[0]] = inputs[0]
        elif node.op_type == "DequantizeLinear" and node.input[0] not in known:
            names[node.output[0]] = inputs[0]
        elif node.op_type == "DequantizeLinear":
            codes = known[node.input[0]].astype(np.float32)
            weights[node.output[0]] = codes * known[node.input[1]].reshape([-1] + [1] * (codes.ndim - 1))
        else:
            del node.input[:]
            node.input.extend(inputs)
            nodes.append(node)
    graph.output[0].name = names.get(graph.output[0].name, graph.output[0].name)
    del graph.node[:]
    graph.node.extend(nodes)
    used = {name for node in nodes for name in node.input}
    kept = [tensor for tensor in graph.initializer if tensor.name in used]
    del graph.initializer[:]
    graph.initializer.extend(kept)
    graph.initializer.extend(numpy_helper.from_array(array.astype(np.float32), name) for name, array in weights.items())
    return model


def session(model, threads):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def rate(known, images):
    """The best rate of some seconds, in images a second."""
    data = {known.get_inputs()[0].name: images}
    best, end = float("inf"), time.perf_counter() + SECONDS
    while time.perf_counter() < end:
        start = time.perf_counter()
        known.run(None, data)
        best = min(best, time.perf_counter() - start)
    return len(images) / best


class Simulator:
    """bench/Resnet50.java, which waits for lines."""

    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.lowering, self.planning, self.engine = self.process.stdout.readline().strip().split(" ", 2)

    def rate(self, images):
        print(images, SECONDS, file=self.process.stdin, flush=True)
        return float(self.process.stdout.readline())


def main():
    folder, threads, command = pathlib.Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
    images = np.load(folder / "images.npy")
    simulator = Simulator(command)
    print(f"{simulator.engine}, {threads} threads: lowered in {simulator.lowering} s, planned in {simulator.planning} s")
    version = onnxruntime.__version__
    print(f"| batch | Goshawk | ONNX Runtime {version}, int8 | the file before the export | float32 |")
    print("| --- | --- | --- | --- | --- |")
    for count in BATCHES:
        model = folder / f"exported-{count}.onnx"
        sessions = [
            session(model.read_bytes(), threads),
            session((folder / "resnet50-int8.onnx").read_bytes(), threads),
            session(floats(onnx.load(model)).SerializeToString(), threads),
        ]
        best = [0.0] * 4
        for _ in range(ROUNDS):
            here = [simulator.rate(count), *(rate(known, images[:count]) for known in sessions)]
            best = [max(pair) for pair in zip(best, here)]
        mine = best[0]
        cells = [f"{other:.1f} images/s ({mine / other:.2f}x)" for other in best[1:]]
        print(f"| {count} | {mine:.1f} images/s | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
