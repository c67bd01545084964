"""Trains the jet tagger with 6-bit weights and activations and exports it as QONNX.

    python train.py --jets build

reads the chunks that generate_jets.py wrote. The last chunk of each class is kept apart: its first 1,000
jets are the test sample. A float network of the same shape is trained first, the quantised one starts from
its weights; then the float one gets as many further epochs, so that both saw the same amount of data.

All scales are powers of two, so that a requantisation in hardware is a shift; biases sit on the grid
of their layer's accumulator, so that integer logits contain them exactly.
"""

import argparse
from pathlib import Path

import brevitas.nn as qnn
import numpy as np
import torch
from brevitas.export import export_qonnx
from brevitas.quant.fixed_point import (
    Int8ActPerTensorFixedPoint,
    Int8WeightPerTensorFixedPoint,
    Uint8ActPerTensorFixedPoint,
)
from brevitas.quant.scaled_int import Int16Bias
from torch import nn

from metrics import CLASSES, report

WIDTHS = (16, 64, 32, 32, 5)
BITS = 6
INPUT_BITS = 8
TEST_JETS = 1000
BATCH = 1024


class InputQuant(Int8ActPerTensorFixedPoint):
    """Standardised features have long tails: start with a range that resolves the bulk, and saturate the rest."""

    high_percentile_q = 99.5


def float_network():
    """The reference in 32-bit floats."""
    layers = []
    for inputs, outputs in zip(WIDTHS, WIDTHS[1:]):
        layers += [nn.Linear(inputs, outputs), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def quantised_network(reference):
    """The same network at BITS bits, starting from the weights of `reference`."""
    layers = [qnn.QuantIdentity(act_quant=InputQuant, bit_width=INPUT_BITS, return_quant_tensor=True)]
    for inputs, outputs in zip(WIDTHS, WIDTHS[1:]):
        layers.append(
            qnn.QuantLinear(
                inputs,
                outputs,
                bias=True,
                weight_quant=Int8WeightPerTensorFixedPoint,
                weight_bit_width=BITS,
                bias_quant=Int16Bias,
                return_quant_tensor=True,
            )
        )
        layers.append(
            qnn.QuantReLU(act_quant=Uint8ActPerTensorFixedPoint, bit_width=BITS, return_quant_tensor=True)
        )
    # Plain logits leave the last layer: the largest is the answer, and a softmax is the reader's to take.
    layers = layers[:-1]
    layers[-1].return_quant_tensor = False
    for target, source in zip(
        (layer for layer in layers if isinstance(layer, qnn.QuantLinear)),
        (layer for layer in reference if isinstance(layer, nn.Linear)),
    ):
        target.weight.data.copy_(source.weight.data)
        target.bias.data.copy_(source.bias.data)
    return nn.Sequential(*layers)


def train(network, jets, labels, epochs, rate):
    """Adam on cross-entropy, the rate falling to zero along a cosine."""
    optimiser = torch.optim.Adam(network.parameters(), lr=rate)
    steps = epochs * (len(jets) // BATCH)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps)
    network.train()
    for epoch in range(epochs):
        order = torch.randperm(len(jets))
        total = 0.0
        for start in range(0, len(jets) - BATCH + 1, BATCH):
            index = order[start : start + BATCH]
            loss = nn.functional.cross_entropy(network(jets[index]), labels[index])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            total += loss.item()
        if epoch % 10 == 9:
            print(f"  epoch {epoch + 1}: loss {total / (len(jets) // BATCH):.4f}", flush=True)
    network.eval()


def load(folder):
    """Training and test jets with labels: features as generated, not yet standardised."""
    parts = {"train": ([], []), "test": ([], [])}
    for label, kind in enumerate(CLASSES):
        files = sorted(p for p in folder.glob(f"{kind}-*.npy") if "partial" not in p.name)
        if len(files) < 2:
            raise SystemExit(f"fewer than two chunks of class {kind} in {folder}: run generate_jets.py first")
        *chunks, held_out = [np.load(file) for file in files]
        for part, rows in (("train", np.concatenate(chunks)), ("test", held_out[:TEST_JETS])):
            parts[part][0].append(rows)
            parts[part][1].append(np.full(len(rows), label))
    return {part: (np.concatenate(x), np.concatenate(y)) for part, (x, y) in parts.items()}


def main():
    here = Path(__file__).resolve().parent
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--jets", type=Path, default=Path("build"), help="folder with the generated chunks")
    arguments.add_argument("--epochs", type=int, default=60, help="epochs of each of the two phases")
    arguments.add_argument("--output", type=Path, default=here, help="folder for the model and test sample")
    options = arguments.parse_args()
    torch.manual_seed(13)
    torch.set_num_threads(1)

    data = load(options.jets)
    mean = data["train"][0].mean(axis=0, dtype=np.float64).astype(np.float32)
    deviation = data["train"][0].std(axis=0, dtype=np.float64).astype(np.float32)
    jets = torch.from_numpy((data["train"][0] - mean) / deviation)
    labels = torch.from_numpy(data["train"][1])
    test_jets = (data["test"][0] - mean) / deviation
    test_labels = data["test"][1].astype(np.int8)
    # Mixed classes, so that any prefix of the sample is a fair one.
    order = np.random.default_rng(13).permutation(len(test_jets))
    test_jets, test_labels = test_jets[order], test_labels[order]
    print(f"{len(jets)} training jets, {len(test_jets)} test jets")

    reference = float_network()
    train(reference, jets, labels, options.epochs, 3e-3)
    network = quantised_network(reference)
    train(network, jets, labels, options.epochs, 2e-3)
    train(reference, jets, labels, options.epochs, 2e-3)

    with torch.no_grad():
        report("float", reference(torch.from_numpy(test_jets)).numpy(), test_labels)
        report("Brevitas", network(torch.from_numpy(test_jets)).numpy(), test_labels)
    export_qonnx(
        network,
        torch.zeros(1, WIDTHS[0]),
        str(options.output / "jet-tagger.onnx"),
        input_names=["features"],
        output_names=["logits"],
    )
    np.savez_compressed(
        options.output / "test-sample.npz",
        features=test_jets,
        labels=test_labels,
        mean=mean,
        deviation=deviation,
        classes=np.array(CLASSES),
    )


if __name__ == "__main__":
    main()
