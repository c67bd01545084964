"""Writes a ResNet-50 (He et al. 2015, table 1) of 8 bits in QDQ form with random weights, and N random images.

Usage: resnet50_int8.py FOLDER [N]. Weights are signed bytes, one scale a channel; activations unsigned bytes.
"""

import pathlib
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

STAGES = [(64, 3, 1), (128, 4, 2), (256, 6, 2), (512, 3, 2)]
EXPANSION = 4


class Network:
    def __init__(self):
        self.random = np.random.default_rng(1)
        self.nodes, self.constants = [], []

    def constant(self, array):
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(array, name))
        return name

    def node(self, operator, inputs, **attributes):
        output = f"{operator.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, inputs, [output], name=output, **attributes))
        return output

    def quantise(self, x, span, signed):
        """Through a byte: 0 to span, or -span to span."""
        scale = np.float32(2 * span / 255 if signed else span / 255)
        parameters = [self.constant(scale), self.constant(np.uint8(128 if signed else 0))]
        return self.node("DequantizeLinear", [self.node("QuantizeLinear", [x, *parameters]), *parameters]), scale

    def weights(self, shape, fan, scale):
        real = self.random.standard_normal(shape) * np.sqrt(2 / fan)
        scales = (np.abs(real).reshape(shape[0], -1).max(axis=1) / 127).astype(np.float32)
        codes = np.round(real / scales.reshape(-1, *[1] * (len(shape) - 1))).astype(np.int8)
        zeros = self.constant(np.zeros(shape[0], np.int8))
        weight = self.node("DequantizeLinear", [self.constant(codes), self.constant(scales), zeros], axis=0)
        bias = self.random.integers(-500, 500, shape[0]).astype(np.int32)
        zeros = self.constant(np.zeros(shape[0], np.int32))
        biases = self.constant((scales * scale).astype(np.float32))
        return weight, self.node("DequantizeLinear", [self.constant(bias), biases, zeros], axis=0)

    def convolution(self, x, scale, channels_in, channels, kernel, stride):
        shape = (channels, channels_in, kernel, kernel)
        weight, bias = self.weights(shape, channels_in * kernel * kernel, scale)
        pads = [kernel // 2] * 4
        return self.node("Conv", [x, weight, bias], kernel_shape=[kernel] * 2, strides=[stride] * 2, pads=pads)

    def activated(self, x, span):
        return self.quantise(self.node("Relu", [x]), span, False)

    def bottleneck(self, x, scale, channels_in, width, stride):
        span = self.random.uniform(3, 5)
        y, s = self.activated(self.convolution(x, scale, channels_in, width, 1, 1), span)
        y, s = self.activated(self.convolution(y, s, width, width, 3, stride), span)
        y, _ = self.quantise(self.convolution(y, s, width, EXPANSION * width, 1, 1), span, True)
        if channels_in != EXPANSION * width:
            x, _ = self.quantise(self.convolution(x, scale, channels_in, EXPANSION * width, 1, stride), span, True)
        return self.activated(self.node("Add", [y, x]), self.random.uniform(4, 6))


def main():
    folder = pathlib.Path(sys.argv[1])
    images = int(sys.argv[2]) if len(sys.argv) > 2 else 32
    network = Network()
    x, scale = network.quantise("image", 1, False)
    x, scale = network.activated(network.convolution(x, scale, 3, 64, 7, 2), 4)
    x = network.node("MaxPool", [x], kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1])
    x, scale = network.quantise(x, 4, False)
    channels = 64
    for width, blocks, stride in STAGES:
        for block in range(blocks):
            x, scale = network.bottleneck(x, scale, channels, width, stride if block == 0 else 1)
            channels = EXPANSION * width
    x, scale = network.quantise(network.node("GlobalAveragePool", [x]), 4, False)
    x = network.node("Flatten", [x])
    weight, bias = network.weights((1000, channels), channels, scale)
    x, _ = network.quantise(network.node("Gemm", [x, weight, bias], transB=1), 20, True)
    graph = helper.make_graph(
        network.nodes,
        "resnet50_int8",
        [helper.make_tensor_value_info("image", TensorProto.FLOAT, ["N", 3, 224, 224])],
        [helper.make_tensor_value_info(x, TensorProto.FLOAT, ["N", 1000])],
        network.constants,
    )
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(
        helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8),
        folder / "resnet50-int8.onnx",
    )
    codes = np.random.default_rng(2).integers(0, 256, (images, 3, 224, 224), dtype=np.uint8)
    np.save(folder / "codes.npy", codes)
    np.save(folder / "images.npy", (codes * np.float32(1 / 255)).astype(np.float32))


if __name__ == "__main__":
    main()
