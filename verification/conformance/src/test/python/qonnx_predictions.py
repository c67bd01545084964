"""Runs QONNX's own executor on MNIST test images, in batches, and writes the predicted classes.

usage: qonnx_predictions.py MODEL IMAGES COUNT OUT
  IMAGES  the gzipped IDX file; pixels are divided by 255 in single precision
  OUT     the classes, one byte an image
"""

import gzip
import sys
import warnings

import numpy as np

warnings.filterwarnings("ignore")

from qonnx.core.modelwrapper import ModelWrapper  # noqa: E402
from qonnx.core.onnx_exec import execute_onnx  # noqa: E402
from qonnx.transformation.infer_shapes import InferShapes  # noqa: E402

BATCH = 500


def main(model_file, images_file, count, out_file):
    raw = gzip.open(images_file).read()
    images = np.frombuffer(raw, np.uint8, offset=16).reshape(-1, 1, 28, 28)[:count]
    images = images.astype(np.float32) / np.float32(255)
    model = ModelWrapper(model_file)
    source, result = model.graph.input[0].name, model.graph.output[0].name
    # The executor starts a session for every node: batches make that bearable.
    del model.graph.value_info[:]
    model.set_tensor_shape(source, [BATCH, 1, 28, 28])
    model.set_tensor_shape(result, [BATCH, 10])
    model = model.transform(InferShapes())
    classes = []
    for start in range(0, count, BATCH):
        logits = execute_onnx(model, {source: images[start : start + BATCH]})[result]
        classes.append(logits.argmax(axis=1).astype(np.uint8))
    np.concatenate(classes).tofile(out_file)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4])
