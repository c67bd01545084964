"""Real networks: `goshawk run --engine network` against ONNX Runtime without its optimiser.

Usage: onnxruntime_agreement.py ROOT [INPUTS [NAMES...]]. Models come from the folder that GOSHAWK_DATA names.

Each row of the table is a model on INPUTS random inputs: the worst difference of an output, absolute and relative to
the largest element of that output, and how often the largest element along the last axis is in the same place. What
ONNX Runtime does not know is compared with QONNX's executor instead. The `light` networks have one weight throughout,
and so say little, but have a golden output, which is compared; they are also run with random weights. Exit code 1: a
difference above 1e-4 of the largest element.
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import time
import warnings

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper, utils, version_converter

BOUND = 1e-4

# Path, then the shapes of inputs that the model leaves open.
MODELS = [
    ("cnn/Ultraface.version-RFB-320.onnx", {}),
    ("cnn/squeezenet_tensor_input.onnx", {"data": (1, 3, 227, 227)}),
    ("cnn/ch_ppocr_mobile_v2.0_cls_infer.onnx", {"x": (1, 3, 48, 192)}),
    ("cnn/cnn_mnist_pytorch.onnx", {}),
    ("hls4ml-onnx/bnn_model_fc_1layer.onnx", {}),
    ("hls4ml-onnx/conv1d_small_keras.onnx", {}),
    ("hls4ml-onnx/conv2d_small_keras.onnx", {}),
    ("hls4ml-onnx/conv2d_small_mp_keras.onnx", {}),
    ("hls4ml-onnx/dense_big_keras.onnx", {}),
    ("hls4ml-onnx/separable_conv_model_ch_last.onnx", {}),
    ("hls4ml-onnx/three_layer_keras.onnx", {}),
    ("hls4ml-onnx/three_layer_pytorch.onnx", {}),
    ("hls4ml-onnx/three_layer_bn_pytorch.onnx", {}),
    ("qonnx-repo/bsd300x3-espcn/nn_resize/float_model.onnx", {}),
    ("qonnx-repo/bsd300x3-espcn/subpixel/float_model.onnx", {}),
    ("qonnx-repo/eltwise_chanlast_testcase.onnx", {}),
    ("qonnx-repo/floatquant_exec/qonnx_act_weight_fp8.onnx", {}),
    ("qonnx-repo/matmul_update/sdp.onnx", {}),
    ("qonnx-repo/mnist-conv/model.onnx", {}),
    ("qonnx-repo/residual_block_clean.onnx", {}),
    ("transformer/bert_toy_optimized.onnx", {name: (1, 16) for name in ("input_ids", "token_type_ids", "input_mask")}),
    ("transformer/e2e.onnx", {"input": (1, 16, 128), "unsqueezed_masked_lm_positions": (1, 4, 1)}),
    ("onnx-light/light_resnet50.onnx", {}),
    ("onnx-light/light_inception_v1.onnx", {}),
    ("onnx-light/light_vgg19.onnx", {}),
]

# Integer inputs lie below these.
LIMITS = {"input_ids": 99, "token_type_ids": 2, "input_mask": 2, "unsqueezed_masked_lm_positions": 16}

# With random weights these end in front of Softmax, which would make one class of it all, and VGG-19 in front of its
# fully connected layers, which would have 500 MB of weights.
RANDOM = {"light_resnet50": "r174", "light_inception_v1": "r143", "light_vgg19": "r36"}


def random_weights(model, generator):
    """The model with weights that keep the size of what flows through, in place of those it fills with one number."""
    shapes = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    filled = [node for node in model.graph.node if node.op_type == "ConstantOfShape"]
    made = {node.output[0]: tuple(shapes[node.input[0]]) for node in filled}
    for node in filled:
        model.graph.node.remove(node)
    for tensor in list(model.graph.initializer):
        if tensor.data_type == TensorProto.FLOAT:
            made[tensor.name] = tuple(tensor.dims)
            model.graph.initializer.remove(tensor)
    for name, shape in made.items():
        if name.endswith(("_riv_0", "_bn_s_0")):
            values = generator.uniform(0.5, 1.5, shape)
        elif len(shape) == 1:
            values = generator.normal(0, 0.1, shape)
        else:
            values = generator.normal(0, np.sqrt(2 / np.prod(shape[1:])), shape)
        model.graph.initializer.append(numpy_helper.from_array(values.astype(np.float32), name))
    return model


def comparable(model):
    """The model as ONNX Runtime takes it: scores in place of maps from names to scores, and opset 7 at least."""
    named = [node for node in model.graph.node if node.domain == "ai.onnx.ml"]
    maps = {node.output[0]: node.input[0] for node in named if node.op_type == "ZipMap"}
    if maps:
        outputs = [
            helper.make_tensor_value_info(maps.get(value.name, value.name), TensorProto.FLOAT, None)
            for value in model.graph.output
            if value.name in maps
        ]
        del model.graph.output[:]
        model.graph.output.extend(outputs)
        for node in named:
            model.graph.node.remove(node)
    if any(not opset.domain and opset.version < 7 for opset in model.opset_import):
        model.ir_version = max(model.ir_version, 4)
        model = version_converter.convert_version(model, 13)
    return model, maps


def inputs_of(model, open_shapes, count, generator):
    """`count` random inputs, side by side along axis 0."""
    constants = {tensor.name for tensor in model.graph.initializer}
    whole_bytes = {
        note.tensor_name
        for note in model.graph.quantization_annotation
        if any(entry.key == "finn_datatype" and entry.value == "UINT8" for entry in note.quant_parameter_tensor_names)
    }
    made = {}
    for value in model.graph.input:
        if value.name not in constants:
            tensor = value.type.tensor_type
            shape = list(open_shapes.get(value.name) or [dim.dim_value for dim in tensor.shape.dim])
            shape[0] *= count
            if value.name in whole_bytes:
                made[value.name] = generator.integers(0, 256, shape).astype(np.float32)
            elif tensor.elem_type == TensorProto.FLOAT:
                made[value.name] = generator.uniform(0, 1, shape).astype(np.float32)
            else:
                made[value.name] = generator.integers(0, LIMITS[value.name], shape)
    return made


def reference(model, inputs, count):
    """The outputs of each input, and whose they are."""
    def part(i):
        return {name: np.split(array, count)[i] for name, array in inputs.items()}

    if any(node.domain not in ("", "com.microsoft") for node in model.graph.node):
        from qonnx.core.modelwrapper import ModelWrapper
        from qonnx.core.onnx_exec import execute_onnx
        from qonnx.transformation.infer_shapes import InferShapes

        wrapped = ModelWrapper(model).transform(InferShapes())
        return [list(execute_onnx(wrapped, part(i)).values()) for i in range(count)], "QONNX"
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.log_severity_level = 4
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    return [session.run(None, part(i)) for i in range(count)], "ONNX Runtime"


def ours(root, path, inputs, open_shapes, work):
    command = [f"{root}/goshawk", "run", str(path), "--engine", "network", "--output", f"{work}/y.npz"]
    for number, (name, array) in enumerate(inputs.items()):
        np.save(work / f"x{number}.npy", array)
        command += ["--input", f"{name}={work}/x{number}.npy"]
    for name, shape in open_shapes.items():
        command += ["--shape", name + "=" + "x".join(map(str, shape))]
    start = time.time()
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip().splitlines()[0])
    return np.load(work / "y.npz"), time.time() - start


def compare(label, model, path, open_shapes, root, count, work, generator):
    """A row of the table, and the worst relative difference."""
    inputs = inputs_of(model, open_shapes, count, generator)
    got, seconds = ours(root, path, inputs, open_shapes, work)
    golden = path.with_name(path.stem + "_output_0.pb")
    if golden.exists():
        # One weight throughout makes all classes alike, whatever the input.
        kept = numpy_helper.to_array(onnx.load_tensor(golden))
        np.testing.assert_allclose(got[got.files[0]][:1], kept, rtol=1e-3, atol=1e-7)
    taken, maps = comparable(model)
    expected, whose = reference(taken, inputs, count)
    back = {source: name for name, source in maps.items()}
    worst = relative = 0.0
    same = places = 0
    for index, output in enumerate(taken.graph.output):
        want = np.concatenate([np.atleast_1d(one[index]) for one in expected]).astype(np.float64)
        have = got[back.get(output.name, output.name)].reshape(want.shape).astype(np.float64)
        difference = np.abs(have - want).max()
        worst = max(worst, difference)
        relative = max(relative, difference / max(np.abs(want).max(), 1e-30))
        if want.shape[-1] > 1:
            same += int((have.argmax(-1) == want.argmax(-1)).sum())
            places += want[..., 0].size
    alike = f"{same:,} of {places:,}" if places else ""
    print(f"| {label} | {whose} | {count} | {worst:.1e} | {relative:.1e} | {alike} | {seconds:.1f} s |", flush=True)
    return relative


def main():
    root, count, names = sys.argv[1], int((sys.argv + ["3"])[2]), sys.argv[3:]
    data = pathlib.Path(os.environ["GOSHAWK_DATA"]) / "models"
    warnings.simplefilter("ignore")
    onnxruntime.set_default_logger_severity(4)
    subprocess.run([f"{root}/goshawk", "--version"], check=True, stdout=subprocess.DEVNULL)  # the first run may build
    print("| model | against | inputs | absolute | relative | largest in the same place | whole process |")
    print("| --- | --- | --- | --- | --- | --- | --- |", flush=True)
    failed = []
    for path, open_shapes in MODELS:
        file = data / path
        variants = [""] + (["random weights"] if file.stem in RANDOM else [])
        for variant in variants:
            label = f"`{path.removesuffix('.onnx')}`" + (f", {variant}" if variant else "")
            if names and not any(name in label for name in names):
                continue
            if not file.exists():
                print(f"skipped: {file} is not there", file=sys.stderr)
                continue
            generator = np.random.default_rng(1)
            with tempfile.TemporaryDirectory() as folder:
                work = pathlib.Path(folder)
                model, source = onnx.load(file), file
                if variant:
                    source = work / "random.onnx"
                    model = random_weights(model, generator)
                    onnx.save(model, source)
                    start = [value.name for value in model.graph.input if "data" in value.name]
                    utils.extract_model(str(source), str(source), start, [RANDOM[file.stem]], check_model=False)
                    model = onnx.load(source)
                samples = 1 if model.graph.input[0].type.tensor_type.shape.dim[0].dim_value > 1000 else count
                try:
                    if compare(label, model, source, open_shapes, root, samples, work, generator) > BOUND:
                        failed.append(label)
                except Exception as problem:  # the other models still have their turn
                    print(f"{label}: {problem}", file=sys.stderr, flush=True)
                    failed.append(label)
    if failed:
        sys.exit("not in agreement: " + ", ".join(failed))


if __name__ == "__main__":
    main()
