package io.goshawk.ir.integer;

/// What transformers need beyond sums of known weights: products of two computed tensors, embeddings,
/// and functions that have no exact integer form.
public sealed interface TransformerOp extends IntegerOp permits BatchMatMul, Gather, Curve, Softmax, Normalize {}
