"""MiniLM on sentences, in ONNX Runtime.

usage: minilm_states.py FOLDER COUNT
  FOLDER  holds model.onnx and tokenizer.json, and gets sentence_K.npz for each of the first COUNT sentences: the
          inputs by their names, `plain` and `optimised`, which are the last hidden states without and with the
          optimiser of ONNX Runtime
"""

import json
import pathlib
import re
import sys

import numpy as np
import onnxruntime

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


def pieces(word, vocabulary):
    """The longest pieces of a word that are in the vocabulary, from the left: WordPiece."""
    found, start = [], 0
    while start < len(word):
        ends = range(len(word), start, -1)
        mark = "##" if start else ""
        end = next((end for end in ends if mark + word[start:end] in vocabulary), None)
        if end is None:
            return [vocabulary["[UNK]"]]
        found.append(vocabulary[mark + word[start:end]])
        start = end
    return found


def tokens(sentence, vocabulary):
    """What the tokeniser of an uncased BERT makes of a sentence in plain letters."""
    words = re.findall(r"[a-z0-9]+|[^a-z0-9\s]", sentence.lower())
    inner = [piece for word in words for piece in pieces(word, vocabulary)]
    return [vocabulary["[CLS]"], *inner, vocabulary["[SEP]"]]


def session(path, level):
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = level
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def main():
    folder, count = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    vocabulary = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    levels = onnxruntime.GraphOptimizationLevel
    sessions = {
        "plain": session(folder / "model.onnx", levels.ORT_DISABLE_ALL),
        "optimised": session(folder / "model.onnx", levels.ORT_ENABLE_ALL),
    }
    for number, sentence in enumerate(SENTENCES[:count]):
        ids = np.array([tokens(sentence, vocabulary)], np.int64)
        inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        states = {name: run.run(None, inputs)[0] for name, run in sessions.items()}
        np.savez(folder / f"sentence_{number}.npz", **inputs, **states)


if __name__ == "__main__":
    main()
