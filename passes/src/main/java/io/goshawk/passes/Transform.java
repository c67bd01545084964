package io.goshawk.passes;

import io.goshawk.ir.Op;

/// A lowering that stays where it is. Optional: `--bisect-limit` may skip it without breaking the pipeline.
@FunctionalInterface
public interface Transform<D extends Op> extends Lowering<D, D> {}
