package io.goshawk.passes.integer;

/// What the hardware gives out where a model ends in a softmax or an arg-max.
public enum Head {
    /// The integers that the softmax would read.
    LOGITS,
    /// The first place of the largest of them.
    ARGMAX,
    /// Both.
    BOTH
}
