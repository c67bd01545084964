"""Runs QONNX's own executor on random inputs and keeps what every quantiser and every output of the graph gave.

usage: qonnx_intermediates.py MODEL COUNT BATCH SEED OUT [EXTENT]
  EXTENT  maps larger than this are given this height and width instead, for networks that take any
  OUT  a folder, which gets
       model.onnx   the model as executed: each node named n0, n1, …, every quantiser in QONNX's own domain
       fixed.npz    by node name, the results of quantisers that do not depend on the input
       batch_K.npz  for each batch: `input`, by node name the results of the other quantisers, and the graph's
                    outputs as `output:NAME`; the first axis counts inputs

Odd inputs are normally distributed with deviation 2, even ones uniform on [0, 1).
"""

import os
import sys
import warnings

import numpy as np

warnings.filterwarnings("ignore")

import onnx  # noqa: E402
from onnx import numpy_helper  # noqa: E402
from qonnx.core.modelwrapper import ModelWrapper  # noqa: E402
from qonnx.core.onnx_exec import execute_onnx  # noqa: E402
from qonnx.transformation.infer_shapes import InferShapes  # noqa: E402

QUANTISERS = {"Quant", "IntQuant", "BipolarQuant", "Trunc", "FloatQuant", "MultiThreshold"}
DOMAIN = "qonnx.custom_op.general"
CHANNELS_LAST = "qonnx.custom_op.channels_last"


def normalised(path):
    """The model with unique node names, and quantisers where the executor looks for them."""
    proto = onnx.load(path)
    if max((o.version for o in proto.opset_import if o.domain in ("", "ai.onnx")), default=0) == 0:
        proto.opset_import.add(domain="", version=11)
    for index, node in enumerate(proto.graph.node):
        node.name = f"n{index}"
        if node.op_type in QUANTISERS:
            node.domain = DOMAIN
            if node.op_type == "Quant" and not any(a.name == "rounding_mode" for a in node.attribute):
                node.attribute.add(name="rounding_mode", type=onnx.AttributeProto.STRING, s=b"ROUND")
    standard = max(o.version for o in proto.opset_import if o.domain in ("", "ai.onnx"))
    if not any(o.domain == CHANNELS_LAST for o in proto.opset_import):
        # Their wrappers run standard operators in the version that this domain states.
        proto.opset_import.add(domain=CHANNELS_LAST, version=standard)
    if not any(o.domain == DOMAIN for o in proto.opset_import):
        proto.opset_import.add(domain=DOMAIN, version=1)
    return proto


def dependent(graph, source):
    """The names of the values that depend on the input."""
    found = {source}
    for node in graph.node:
        if any(name in found for name in node.input):
            found.update(node.output)
    return found


def batched(proto, batch, source):
    """The model for `batch` inputs at a time: extents that say 1 where the batch goes follow."""
    copy = onnx.ModelProto()
    copy.CopyFrom(proto)
    shapes = {node.input[1] for node in copy.graph.node if node.op_type == "Reshape"}
    for tensor in copy.graph.initializer:
        if tensor.name in shapes:
            values = numpy_helper.to_array(tensor).copy()
            if len(values) and values[0] == 1 and batch > 1:
                values[0] = batch
                tensor.CopyFrom(numpy_helper.from_array(values, tensor.name))
    if any(node.domain == CHANNELS_LAST for node in copy.graph.node):
        # Shapes behind these cannot be inferred without the ones in the file.
        for value in copy.graph.value_info:
            dims = value.type.tensor_type.shape.dim
            if len(dims) > 1 and dims[0].dim_value == 1:
                dims[0].dim_value = batch
    elif batch > 1:
        del copy.graph.value_info[:]
    for value in list(copy.graph.input) + list(copy.graph.output):
        known = value.type.tensor_type.HasField("shape")
        if known and (value.name == source or value in list(copy.graph.output)):
            value.type.tensor_type.shape.dim[0].ClearField("dim_param")
            value.type.tensor_type.shape.dim[0].dim_value = batch
    return ModelWrapper(copy).transform(InferShapes())


def cropped(proto, source, extent):
    """Gives the input maps of `extent` by `extent`, where it has larger ones."""
    dims = source.type.tensor_type.shape.dim
    if len(dims) == 4 and dims[2].dim_value > extent:
        dims[2].dim_value = dims[3].dim_value = extent
        del proto.graph.value_info[:]
        for value in proto.graph.output:
            value.type.tensor_type.ClearField("shape")


def main(path, count, batch, seed, out, extent=1 << 30):
    proto = normalised(path)
    initialisers = {tensor.name for tensor in proto.graph.initializer}
    source = next(value for value in proto.graph.input if value.name not in initialisers)
    cropped(proto, source, extent)
    shape = [d.dim_value or 1 for d in source.type.tensor_type.shape.dim]
    for d in source.type.tensor_type.shape.dim:
        d.dim_value = d.dim_value or 1
    os.makedirs(out, exist_ok=True)
    onnx.save(proto, os.path.join(out, "model.onnx"))
    flowing = dependent(proto.graph, source.name)
    quantisers = [node for node in proto.graph.node if node.op_type in QUANTISERS]
    rng = np.random.default_rng(seed)
    model = None
    for start in range(0, count, batch):
        size = min(batch, count - start)
        data = rng.random((size, *shape[1:]), dtype=np.float32)
        data[1::2] = 2 * rng.standard_normal(data[1::2].shape, dtype=np.float32)
        if start == 0:
            try:
                model = batched(proto, size, source.name)
                context = execute_onnx(model, {source.name: data}, return_full_exec_context=True)
                batches = True
            except Exception as reason:  # a model that holds the extent 1 somewhere else
                print(f"{path}: one input at a time ({type(reason).__name__})")
                batches = False
                model = batched(proto, 1, source.name)
        parts = []
        for piece in [data] if batches else [data[i : i + 1] for i in range(size)]:
            if batches and size != batch:
                model = batched(proto, size, source.name)
            parts.append(execute_onnx(model, {source.name: piece}, return_full_exec_context=True))
        kept = {"input": data}
        for node in quantisers:
            if node.output[0] in flowing:
                kept[node.name] = np.concatenate([part[node.output[0]] for part in parts])
        for value in proto.graph.output:
            kept["output:" + value.name] = np.concatenate([part[value.name] for part in parts])
        np.savez(os.path.join(out, f"batch_{start // batch}.npz"), **kept)
        if start == 0:
            fixed = {n.name: parts[0][n.output[0]] for n in quantisers if n.output[0] not in flowing}
            np.savez(os.path.join(out, "fixed.npz"), **fixed)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), sys.argv[5], *map(int, sys.argv[6:]))
