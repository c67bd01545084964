"""Rates of ONNX Runtime on a ResNet-50 of 8 bits and on the same in float32, beside the simulator's.

Usage: resnet50_peers.py FOLDER IMAGES THREADS, from bench/resnet50: FOLDER holds resnet50-int8.onnx, images.npy and
run.json, what `goshawk run --json` printed.
"""

import json
import pathlib
import sys
import time

import numpy as np
import onnx
import onnxruntime
from onnx import numpy_helper

SECONDS = 10


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
    del graph.initializer[:]
    graph.initializer.extend(numpy_helper.from_array(array.astype(np.float32), name) for name, array in weights.items())
    return model


def rate(model, images, threads):
    """The best rate of some seconds, in images a second."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    data = {session.get_inputs()[0].name: images}
    session.run(None, data)
    best, end = float("inf"), time.perf_counter() + SECONDS
    while time.perf_counter() < end:
        start = time.perf_counter()
        session.run(None, data)
        best = min(best, time.perf_counter() - start)
    return len(images) / best


def main():
    folder, count, threads = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    images = np.load(folder / "images.npy")[:count]
    model = folder / "resnet50-int8.onnx"
    run = json.load(open(folder / "run.json"))
    mine = run["engineRowsPerSecond"]
    int8 = rate(model.read_bytes(), images, threads)
    float32 = rate(floats(onnx.load(model)).SerializeToString(), images, threads)
    print(f"| {run['engine']} | {mine:.1f} images/s |")
    print(f"| ONNX Runtime {onnxruntime.__version__}, int8 | {int8:.1f} images/s | goshawk {mine / int8:.2f}x |")
    print(f"| ONNX Runtime, float32 | {float32:.1f} images/s | goshawk {mine / float32:.2f}x |")


if __name__ == "__main__":
    main()
