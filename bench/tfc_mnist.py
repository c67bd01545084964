"""The three TFCs on MNIST: Goshawk's integers against QONNX's float32 executor, image by image.

A prediction that differs is explained only where the exact scores of the two classes lie within the error that float32
sums of the last layer can make; then both are printed. Anything else makes this script fail.
"""

import copy
import gzip
import os
import subprocess
import sys
import tempfile
import time
import warnings

import numpy as np
from qonnx.core.modelwrapper import ModelWrapper
from qonnx.core.onnx_exec import execute_onnx
from qonnx.transformation.infer_shapes import InferShapes

MODELS = {"TFC_1W1A": 92.96, "TFC_1W2A": 94.74, "TFC_2W2A": 96.60}
BATCH = 500
LAST_LAYER_INPUTS = 64
UNIT_ROUNDOFF = 2.0**-24


def mnist(data, kind, offset):
    path = os.path.join(data, "datasets", "mnist", f"t10k-{kind}-ubyte.gz")
    with gzip.open(path) as stream:
        return np.frombuffer(stream.read(), np.uint8, offset=offset)


def ours(root, path, images, folder):
    np.save(os.path.join(folder, "x.npy"), images)
    result = os.path.join(folder, "y.npz")
    command = [os.path.join(root, "goshawk"), "run", path, "--head", "logits", "--input", os.path.join(folder, "x.npy")]
    subprocess.run(command + ["--output", result], check=True, stdout=subprocess.DEVNULL)
    arrays = np.load(result)
    return arrays[arrays.files[0]].reshape(len(images), -1)


def theirs(path, images):
    rows = []
    warnings.simplefilter("ignore")  # the models state a batch of 1, and 500 images at once are what we want
    whole = ModelWrapper(path).transform(InferShapes())
    for start in range(0, len(images), BATCH):
        batch = images[start : start + BATCH]
        model = ModelWrapper(copy.deepcopy(whole.model))
        name = model.graph.input[0].name
        model.set_tensor_shape(name, list(batch.shape))
        rows.append(execute_onnx(model, {name: batch})[model.graph.output[0].name].reshape(len(batch), -1))
    return np.concatenate(rows)


def explained(exact, float32, one, other):
    """Whether float32 may have taken one class for the other: a sum of n terms errs by n units of roundoff (Higham 2002,
    section 4.2) of the sum of magnitudes, which the logits' own magnitude and the layer's width bound here."""
    magnitude = np.abs(exact).max() + np.abs(float32).max()
    bound = 4 * LAST_LAYER_INPUTS * UNIT_ROUNDOFF * magnitude
    return abs(exact[one] - exact[other]) <= bound, bound


def compare(root, data, name, images, labels):
    path = os.path.join(data, "models", "tfc", name + ".onnx")
    with tempfile.TemporaryDirectory() as folder:
        start = time.time()
        exact = ours(root, path, images, folder)
        middle = time.time()
    float32 = theirs(path, images)
    end = time.time()
    mine, qonnx = exact.argmax(1), float32.argmax(1)
    differing = np.flatnonzero(mine != qonnx)
    accuracy = 100 * (mine == labels).mean()
    print(
        f"{name:10} {len(images):7} {accuracy:9.2f} {100 * (qonnx == labels).mean():9.2f} {len(differing):7}"
        f" {np.abs(exact - float32).max():12.2e} {middle - start:9.1f} {end - middle:9.1f}"
    )
    unexplained = 0
    for image in differing:
        yes, bound = explained(exact[image], float32[image], mine[image], qonnx[image])
        gap = abs(exact[image][mine[image]] - exact[image][qonnx[image]])
        unexplained += not yes
        print(
            f"  image {image}: ours {mine[image]}, QONNX {qonnx[image]}; exact scores {gap:.3e} apart, float32 bound"
            f" {bound:.3e}: {'explained' if yes else 'NOT explained'}"
        )
    wrong = len(images) == 10000 and round(accuracy, 2) != MODELS[name]
    if wrong:
        print(f"  the accuracy was to be {MODELS[name]} %")
    return unexplained + wrong


def main():
    root, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 10000
    data = os.environ["GOSHAWK_DATA"]
    images = (mnist(data, "images-idx3", 16).reshape(-1, 1, 28, 28)[:count] / np.float32(255)).astype(np.float32)
    labels = mnist(data, "labels-idx1", 8)[:count]
    print(f"{'model':10} {'images':>7} {'ours %':>9} {'QONNX %':>9} {'differ':>7} {'max |diff|':>12} {'ours s':>9} {'QONNX s':>9}")
    sys.exit(1 if sum(compare(root, data, name, images, labels) for name in MODELS) else 0)


if __name__ == "__main__":
    main()
