"""Outputs of integer networks in the simulator beside the interpreter's and LiteRT's; see bench/tflite-integers."""

import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
from ai_edge_litert.interpreter import Interpreter, OpResolverType

FEW = 20  # the interpreter is slow


def goshawk(program, model, engine, inputs, folder):
    """The model's outputs for each row of `inputs`, and how many rows a second the engine itself took."""
    np.save(folder / "inputs.npy", inputs)
    result = subprocess.run(
        [program, "run", model, "--engine", engine, "--input", folder / "inputs.npy", "--output", folder / "out.npy", "--json"],
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    outputs = np.load(folder / "out.npy").reshape(len(inputs), -1)
    return outputs, json.loads(result.stdout)


def litert(model, resolver, inputs):
    interpreter = Interpreter(model_path=str(model), experimental_op_resolver_type=resolver)
    interpreter.allocate_tensors()
    [port], [result] = interpreter.get_input_details(), interpreter.get_output_details()
    rows = []
    for row in inputs:
        interpreter.set_tensor(port["index"], row.reshape(port["shape"]))
        interpreter.invoke()
        rows.append(interpreter.get_tensor(result["index"]).reshape(-1))
    return np.array(rows)


def main(program, data, count):
    print("| model | inputs | outputs | the interpreter (of its) | LiteRT, reference | LiteRT, default | engine |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for model in sorted(pathlib.Path(data).glob("*.tflite")):
        [port] = Interpreter(model_path=str(model)).get_input_details()
        if port["dtype"] != np.int8:
            print(f"skipped: {model.name} has inputs of {port['dtype'].__name__}, and no integers inside", file=sys.stderr)
            continue
        shape = (count, *port["shape"][1:])
        inputs = np.random.default_rng(1).integers(-128, 128, shape, dtype=np.int8)
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            got, run = goshawk(program, model, "simulator", inputs, folder)
            law, _ = goshawk(program, model, "network", inputs[:FEW], folder)
        reference = litert(model, OpResolverType.BUILTIN_REF, inputs)
        default = litert(model, OpResolverType.AUTO, inputs)
        print(
            f"| {model.stem} | {count:,} | {got.size:,} | {np.count_nonzero(got[:FEW] != law)} ({law.size:,}) "
            f"| {np.count_nonzero(got != reference):,} | {np.count_nonzero(got != default):,} | {run['engine']} |",
            flush=True,
        )
        if (got[:FEW] != law).any():
            sys.exit(f"{model.name}: the integers are not the model")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
