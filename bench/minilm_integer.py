"""Sentences in, figures out; what lies between is done by goshawk on the command line.

usage: minilm_integer.py tokens FOLDER LENGTH CALIBRATION PAIRS
         FOLDER holds tokenizer.json and gets calibration_ids.npy, calibration_mask.npy, pairs_ids.npy and
         pairs_mask.npy: rows of LENGTH word pieces, padded, and which of them count
       minilm_integer.py score FOLDER STATES.npz...
         compares the sentence embeddings of each STATES.npz with those of FOLDER/model.onnx in ONNX Runtime: the
         cosines, and the ranking of the pairs by Spearman's correlation
"""

import json
import pathlib
import re
import sys

import numpy as np


def pieces(word, vocabulary):
    """The longest pieces of a word that are in the vocabulary, from the left: WordPiece."""
    found, start = [], 0
    while start < len(word):
        mark = "##" if start else ""
        end = next((end for end in range(len(word), start, -1) if mark + word[start:end] in vocabulary), None)
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


def write(folder, name, sentences, length, vocabulary):
    rows = [tokens(sentence, vocabulary) for sentence in sentences]
    longest = max(map(len, rows))
    if longest > length:
        sys.exit(f"a sentence of {longest} word pieces does not fit into {length}")
    counts = np.array([[len(row)] for row in rows])
    np.save(folder / f"{name}_ids.npy", np.array([row + [0] * (length - len(row)) for row in rows], np.int64))
    np.save(folder / f"{name}_mask.npy", (np.arange(length) < counts).astype(np.int64))
    print(f"{name}: {len(rows)} sentences of {counts.min()} to {longest} word pieces, padded to {length}")


def sentences_of_pairs(path):
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    return [sentence for line in lines for sentence in line[1:]], np.array([float(line[0]) for line in lines])


def ranks(values):
    """Ranks from 1, equal values sharing their mean rank."""
    return np.array([(values < value).sum() + ((values == value).sum() + 1) / 2 for value in values])


def spearman(a, b):
    return np.corrcoef(ranks(a), ranks(b))[0, 1]


def embeddings(states, mask):
    sums = (states * mask[:, :, None]).sum(1)
    return sums / np.linalg.norm(sums, axis=1, keepdims=True)


def score(folder, files):
    import onnxruntime

    ids, mask = np.load(folder / "pairs_ids.npy"), np.load(folder / "pairs_mask.npy")
    _, grades = sentences_of_pairs(folder / "pairs.txt")
    session = onnxruntime.InferenceSession(str(folder / "model.onnx"), providers=["CPUExecutionProvider"])
    inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
    model = embeddings(session.run(None, inputs)[0], mask)
    similarity = (model[::2] * model[1::2]).sum(1)
    print(f"float model: Spearman to the grades of the pairs {spearman(similarity, grades):.4f}")
    good = True
    for file in files:
        states = np.load(file)["output_0"].reshape(*mask.shape, -1)
        ours = embeddings(states, mask)
        cosines = (model * ours).sum(1)
        pairs = (ours[::2] * ours[1::2]).sum(1)
        rank = spearman(similarity, pairs)
        print(
            f"{pathlib.Path(file).stem}: cosine to the float model mean {cosines.mean():.4f}, least {cosines.min():.4f}; "
            f"Spearman of the {len(pairs)} pairs {rank:.4f}; to their grades {spearman(pairs, grades):.4f}"
        )
        good = good and cosines.mean() >= 0.98 and rank >= 0.95
    sys.exit(0 if good else "mean cosine below 0.98, or Spearman below 0.95")


def main():
    command, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    if command == "tokens":
        length, calibration, pairs = int(sys.argv[3]), pathlib.Path(sys.argv[4]), pathlib.Path(sys.argv[5])
        vocabulary = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
        write(folder, "calibration", calibration.read_text(encoding="utf-8").splitlines(), length, vocabulary)
        (folder / "pairs.txt").write_text(pairs.read_text(encoding="utf-8"), encoding="utf-8")
        write(folder, "pairs", sentences_of_pairs(pairs)[0], length, vocabulary)
    else:
        score(folder, sys.argv[3:])


if __name__ == "__main__":
    main()
