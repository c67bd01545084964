"""Runs LiteRT on random inputs and keeps what every operator of a TensorFlow Lite model gave.

usage: tflite_intermediates.py MODEL COUNT SEED OUT [KERNELS...]
  KERNELS  of `reference`, `optimised` (those of the library itself) and `xnnpack` (the default); all three if none
  OUT      a folder, which gets a folder for each of KERNELS with
           input.bin  the inputs, one behind the other
           nK.bin     the first result of operator K, for one input behind the other
           as they lie in memory, little-endian

Inputs of integers are uniform on all that the type holds; floats are uniform on 0 to 255.
"""

import os
import sys

import numpy as np
from ai_edge_litert import schema_py_generated as schema
from ai_edge_litert.interpreter import Interpreter, OpResolverType
import flatbuffers

RESOLVERS = {
    "reference": OpResolverType.BUILTIN_REF,
    "optimised": OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES,
    "xnnpack": OpResolverType.BUILTIN,
}


def exposed(path):
    """The model with the result of every operator among its outputs, so that no kernel keeps one for itself."""
    with open(path, "rb") as file:
        model = schema.ModelT.InitFromPackedBuf(file.read(), 0)
    graph = model.subgraphs[0]
    results = [int(operator.outputs[0]) for operator in graph.operators]
    graph.outputs = np.array(results, dtype=np.int32)
    model.signatureDefs = None
    builder = flatbuffers.Builder(1 << 20)
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output()), results


def main(path, count, seed, out, kernels):
    content, results = exposed(path)
    for kind in kernels or RESOLVERS:
        folder = os.path.join(out, kind)
        os.makedirs(folder, exist_ok=True)
        rng = np.random.default_rng(seed)
        interpreter = Interpreter(
            model_content=content,
            experimental_op_resolver_type=RESOLVERS[kind],
            num_threads=1,
        )
        interpreter.allocate_tensors()
        source = interpreter.get_input_details()[0]
        files = [open(os.path.join(folder, f"n{k}.bin"), "wb") for k in range(len(results))]
        with open(os.path.join(folder, "input.bin"), "wb") as inputs:
            for _ in range(count):
                if source["dtype"] == np.float32:
                    data = rng.random(source["shape"], dtype=np.float32) * np.float32(255)
                else:
                    range_ = np.iinfo(source["dtype"])
                    data = rng.integers(range_.min, range_.max + 1, source["shape"]).astype(source["dtype"])
                interpreter.set_tensor(source["index"], data)
                interpreter.invoke()
                inputs.write(data.tobytes())
                for number, file in zip(results, files):
                    file.write(interpreter.get_tensor(number).tobytes())
        for file in files:
            file.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4], sys.argv[5:])
