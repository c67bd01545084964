"""Cases for `goshawk conform`: MiniLM on sentences, with the outputs of ONNX Runtime.

Usage: minilm.py FOLDER COUNT, with the jar of the model in FOLDER; the cases go to FOLDER/cases.
"""

import pathlib
import sys
import zipfile

import numpy as np
import onnx
import onnxruntime
from onnx import numpy_helper
from tokenizers import Tokenizer

SENTENCES = [
    "The cat sat on the mat.",
    "A quick brown fox jumps over the lazy dog.",
    "Compilers turn programs into machines.",
    "Hardware is software crystallised early.",
    "It rained all day in Lisbon.",
    "The committee postponed its decision until March.",
    "How do I reset my password?",
    "Where is the nearest railway station?",
    "Neural networks need surprisingly few bits.",
    "She plays the violin in an amateur orchestra.",
    "Interest rates rose by a quarter of a point.",
    "The recipe calls for two cups of flour.",
    "Water boils at one hundred degrees Celsius at sea level.",
    "He forgot his umbrella on the train again.",
    "The museum is closed on Mondays.",
    "An integer overflow crashed the rocket.",
    "Please send the invoice by the end of the week.",
    "Bees navigate by the polarisation of the sky.",
    "The referee stopped the match after ten minutes.",
    "Version control keeps the history of every file.",
]


def save(folder, kind, index, name, array):
    tensor = numpy_helper.from_array(array, name)
    (folder / f"{kind}_{index}.pb").write_bytes(tensor.SerializeToString())


def main():
    work, count = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    with zipfile.ZipFile(next(work.glob("*.jar"))) as jar:
        parts = {pathlib.Path(name).suffix: jar.read(name) for name in jar.namelist() if "/" not in name}
    tokenizer = Tokenizer.from_str(parts[".json"].decode())
    tokenizer.no_padding()
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    session = onnxruntime.InferenceSession(parts[".onnx"], options, providers=["CPUExecutionProvider"])
    for number, sentence in enumerate(SENTENCES[:count]):
        ids = np.array([tokenizer.encode(sentence).ids], np.int64)
        inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        model = onnx.load_from_string(parts[".onnx"])
        extents = {"batch_size": 1, "sequence_length": ids.shape[1]}
        for value in [*model.graph.input, *model.graph.output]:
            for extent in value.type.tensor_type.shape.dim:
                if extent.dim_param:
                    extent.dim_value = extents[extent.dim_param]
        data = work / "cases" / f"test_sentence_{number}" / "test_data_set_0"
        data.mkdir(parents=True)
        onnx.save(model, data.parent / "model.onnx")
        for index, value in enumerate(model.graph.input):
            save(data, "input", index, value.name, inputs[value.name])
        save(data, "output", 0, model.graph.output[0].name, session.run(None, inputs)[0])


if __name__ == "__main__":
    main()
