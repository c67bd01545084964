"""Writes a ResNet-50 (He et al. 2015, table 1) with random weights: 25.5 million parameters, 102 MB.

Usage: resnet50.py FILE. Convolution, batch normalisation and ReLU as PyTorch exports them in training layout.
"""

import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

STAGES = [(64, 3, 1), (128, 4, 2), (256, 6, 2), (512, 3, 2)]
EXPANSION = 4


class Network:
    def __init__(self):
        self.random = np.random.default_rng(1)
        self.nodes, self.weights = [], []

    def weight(self, name, array):
        self.weights.append(numpy_helper.from_array(array.astype(np.float32), name))
        return name

    def node(self, operator, inputs, **attributes):
        output = f"{operator.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, inputs, [output], name=output, **attributes))
        return output

    def convolution(self, x, channels_in, channels, kernel, stride):
        fan = channels_in * kernel * kernel
        name = f"conv_{len(self.nodes)}.weight"
        shape = (channels, channels_in, kernel, kernel)
        weight = self.weight(name, self.random.standard_normal(shape) * np.sqrt(2 / fan))
        y = self.node("Conv", [x, weight], kernel_shape=[kernel] * 2, strides=[stride] * 2, pads=[kernel // 2] * 4)
        statistics = [
            self.weight(f"bn_{len(self.nodes)}.{part}", values)
            for part, values in [
                ("weight", self.random.uniform(0.5, 1, channels)),
                ("bias", self.random.uniform(-0.1, 0.1, channels)),
                ("mean", self.random.uniform(-0.1, 0.1, channels)),
                ("variance", self.random.uniform(0.5, 1.5, channels)),
            ]
        ]
        return self.node("BatchNormalization", [y, *statistics])

    def bottleneck(self, x, channels_in, width, stride):
        y = self.node("Relu", [self.convolution(x, channels_in, width, 1, 1)])
        y = self.node("Relu", [self.convolution(y, width, width, 3, stride)])
        y = self.convolution(y, width, EXPANSION * width, 1, 1)
        if channels_in != EXPANSION * width:
            x = self.convolution(x, channels_in, EXPANSION * width, 1, stride)
        return self.node("Relu", [self.node("Add", [y, x])])


def main():
    network = Network()
    x = network.node("Relu", [network.convolution("image", 3, 64, 7, 2)])
    x = network.node("MaxPool", [x], kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1])
    channels = 64
    for width, blocks, stride in STAGES:
        for block in range(blocks):
            x = network.bottleneck(x, channels, width, stride if block == 0 else 1)
            channels = EXPANSION * width
    x = network.node("Flatten", [network.node("GlobalAveragePool", [x])])
    weight = network.weight("fc.weight", network.random.standard_normal((1000, channels)) / np.sqrt(channels))
    x = network.node("Gemm", [x, weight, network.weight("fc.bias", np.zeros(1000))], transB=1)
    graph = helper.make_graph(
        network.nodes,
        "resnet50",
        [helper.make_tensor_value_info("image", TensorProto.FLOAT, [1, 3, 224, 224])],
        [helper.make_tensor_value_info(x, TensorProto.FLOAT, [1, 1000])],
        network.weights,
    )
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), sys.argv[1])


if __name__ == "__main__":
    main()
