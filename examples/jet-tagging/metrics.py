"""Accuracy and per-class area under the ROC curve."""

import numpy as np

CLASSES = ("gluon", "quark", "W", "Z", "top")


def area_under_curve(scores, positive):
    """The chance that a positive outranks a negative, ties counting half."""
    values, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    middle_rank = np.cumsum(counts) - (counts - 1) / 2
    positives = int(positive.sum())
    negatives = len(positive) - positives
    rank_sum = middle_rank[inverse][positive].sum()
    return (rank_sum - positives * (positives + 1) / 2) / (positives * negatives)


def report(name, logits, labels):
    """Prints one row of the README's table; a class's score is its softmax probability."""
    logits = logits.astype(np.float64)
    accuracy = np.mean(logits.argmax(axis=1) == labels)
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    scores = shifted / shifted.sum(axis=1, keepdims=True)
    areas = [area_under_curve(scores[:, c], labels == c) for c in range(len(CLASSES))]
    print(f"| {name} | {100 * accuracy:.2f} % | " + " | ".join(f"{area:.4f}" for area in areas) + " |", flush=True)
