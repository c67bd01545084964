package io.goshawk.passes;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Op;

/// Sees every pass result: dumping, verifying and counting are observers.
@FunctionalInterface
public interface PassObserver {
    /// Looks at what pass number `index` (from 1), called `name`, made.
    void after(int index, String name, Graph<? extends Op> result);
}
