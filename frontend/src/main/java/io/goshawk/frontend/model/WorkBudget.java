package io.goshawk.frontend.model;

import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import java.util.function.Supplier;

/// How much one import may make up and compute beyond what its file holds: a file of a hundred bytes can ask for
/// gigabytes, tensor by tensor, or for hours of arithmetic.
///
/// It goes with the thread that imports, since what spends it lies many calls apart. Outside of an import there is
/// none.
public final class WorkBudget {
    /// The most elements that all tensors together may have whose data the file does not hold.
    private static final long MAX_ELEMENTS = 1L << 28;

    /// A tensor needs up to 8 bytes an element, and the rest of the model wants its share of the heap.
    private static final long HEAP_BYTES_PER_ELEMENT = 16;

    /// The most steps of arithmetic on known tensors: a few seconds of them.
    private static final long MAX_STEPS = 1L << 26;

    private static final ScopedValue<WorkBudget> CURRENT = ScopedValue.newInstance();

    private long elements = Math.min(MAX_ELEMENTS, Runtime.getRuntime().maxMemory() / HEAP_BYTES_PER_ELEMENT);
    private long steps = MAX_STEPS;

    private WorkBudget() {}

    /// {@return what `step` yields, with a budget of its own}
    public static <T> T within(Supplier<T> step) {
        return ScopedValue.where(CURRENT, new WorkBudget()).call(step::get);
    }

    /// Spends elements on a tensor of shape `shape`.
    /// @throws Unconvertible if they are more than are left
    static void spend(Shape shape, Location at) {
        long count = shape.size();
        if (CURRENT.isBound()) {
            WorkBudget budget = CURRENT.get();
            if (count > budget.elements) {
                throw Unconvertible.because(
                                Code.MODEL_TOO_LARGE,
                                at,
                                "a tensor of shape [" + shape + "] would be made up, and " + budget.elements
                                        + " elements are the most that may be, after those made up before")
                        .hint("store the tensor as an initialiser, or give Java a larger heap: GOSHAWK_OPTS=-Xmx8g");
            }
            budget.elements -= count;
        }
    }

    /// {@return whether `count` steps of arithmetic on known tensors can still be done, which are spent then}
    public static boolean affords(long count) {
        if (!CURRENT.isBound()) {
            return true;
        }
        WorkBudget budget = CURRENT.get();
        boolean enough = count <= budget.steps;
        if (enough) {
            budget.steps -= count;
        }
        return enough;
    }
}
