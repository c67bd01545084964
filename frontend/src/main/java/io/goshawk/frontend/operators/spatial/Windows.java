package io.goshawk.frontend.operators.spatial;

import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.window.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The attributes that say where a window goes: `kernel_shape`, `strides`, `dilations`, `pads` and
/// `auto_pad`.
final class Windows {
    private final OnnxNode node;
    private final int rank;

    /// @param rank how many spatial axes there are
    Windows(OnnxNode node, int rank) {
        this.node = node;
        this.rank = rank;
    }

    /// {@return how many spatial axes the node's first input has}
    /// @throws io.goshawk.frontend.model.Unconvertible if it has no axes 0 and 1
    static int spatialAxes(OnnxNode node) {
        int rank = node.input(0).shape().rank();
        if (rank < 2) {
            throw node.because(
                            Code.SHAPE_MISMATCH,
                            "the input of " + node.type() + " has the shape ["
                                    + node.input(0).shape() + "]")
                    .hint(node.type() + " takes a batch of images or signals with channels: [n, c, …]");
        }
        return rank - 2;
    }

    /// {@return one integer an axis: an INTS attribute, or `otherwise` for each}
    List<Integer> perAxis(String name, int otherwise, int least) {
        return list(name, rank, least).orElse(Collections.nCopies(rank, otherwise));
    }

    private java.util.Optional<List<Integer>> list(String name, int count, int least) {
        return node.attributes().integers(name).map(values -> {
            boolean fits = values.size() == count
                    && values.stream().allMatch(value -> value >= least && value <= Integer.MAX_VALUE);
            if (!fits) {
                throw node.because(
                        Code.BAD_ATTRIBUTE,
                        name + " is " + values + " and should be " + count + " integers from " + least + " on");
            }
            return values.stream().map(Long::intValue).toList();
        });
    }

    /// {@return `kernel_shape`, which has to be there}
    List<Integer> kernel() {
        return list("kernel_shape", rank, 1)
                .orElseThrow(() -> node.because(Code.BAD_ATTRIBUTE, node.type() + " has no kernel_shape"));
    }

    /// {@return `kernel_shape` checked against `weights`, the extents of the weights; these where it is
    ///     absent}
    List<Integer> kernel(List<Integer> weights) {
        List<Integer> stated = list("kernel_shape", rank, 1).orElse(weights);
        if (!stated.equals(weights)) {
            throw node.because(
                    Code.SHAPE_MISMATCH, "kernel_shape is " + stated + ", and the weights have " + weights + " taps");
        }
        return stated;
    }

    /// {@return the padding in front of each axis and, behind that, the padding behind each}
    List<Integer> pads() {
        return list("pads", 2 * rank, 0).orElse(Collections.nCopies(2 * rank, 0));
    }

    /// {@return how padding is found}
    AutoPad autoPad() {
        String name = node.attributes().text("auto_pad", "NOTSET");
        for (AutoPad value : AutoPad.values()) {
            if (value.name().equals(name) || (name.isEmpty() && value == AutoPad.NOTSET)) {
                return value;
            }
        }
        throw node.because(Code.BAD_ATTRIBUTE, "auto_pad is " + name + ", not NOTSET, SAME_UPPER, SAME_LOWER or VALID");
    }

    /// How padding is found.
    enum AutoPad {
        NOTSET,
        SAME_UPPER,
        SAME_LOWER,
        VALID
    }

    /// {@return where a window of `kernel` goes on maps of `extents`}
    Window window(List<Integer> extents, List<Integer> kernel) {
        List<Integer> strides = perAxis("strides", 1, 1);
        List<Integer> dilations = perAxis("dilations", 1, 1);
        return switch (autoPad()) {
            case NOTSET -> {
                List<Integer> pads = pads();
                yield new Window(strides, dilations, pads.subList(0, rank), pads.subList(rank, 2 * rank));
            }
            case VALID -> new Window(strides, dilations, Collections.nCopies(rank, 0), Collections.nCopies(rank, 0));
            case SAME_UPPER -> same(extents, kernel, strides, dilations, false);
            case SAME_LOWER -> same(extents, kernel, strides, dilations, true);
        };
    }

    /// Padding such that a stride of 1 keeps the extents; what cannot be halved goes behind, or in
    /// front.
    private Window same(
            List<Integer> extents,
            List<Integer> kernel,
            List<Integer> strides,
            List<Integer> dilations,
            boolean lower) {
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            int stride = strides.get(axis);
            long places = (extents.get(axis) + stride - 1L) / stride;
            long covered = (places - 1) * stride + (kernel.get(axis) - 1L) * dilations.get(axis) + 1;
            int total = Math.toIntExact(Math.max(0, covered - extents.get(axis)));
            before.add(lower ? total - total / 2 : total / 2);
            after.add(lower ? total / 2 : total - total / 2);
        }
        return new Window(strides, dilations, before, after);
    }

    /// {@return how much padding `ceil_mode` adds behind each axis of maps of `extents`, so that the
    ///     last window fits}
    List<Integer> beyond(List<Integer> extents, List<Integer> kernel, Window window) {
        List<Integer> beyond = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            int stride = window.strides().get(axis);
            long covered = (kernel.get(axis) - 1L) * window.dilations().get(axis) + 1;
            long padded = (long) extents.get(axis)
                    + window.before().get(axis)
                    + window.after().get(axis);
            long steps = (padded - covered + stride - 1) / stride;
            // A window that would start behind the map is left out.
            if (steps * stride >= (long) extents.get(axis) + window.before().get(axis)) {
                steps--;
            }
            beyond.add(Math.toIntExact(Math.max(0, steps * stride + covered - padded)));
        }
        return beyond;
    }

    /// {@return `window` with `more` padding behind each axis}
    static Window widened(Window window, List<Integer> more) {
        List<Integer> after = new ArrayList<>();
        for (int axis = 0; axis < more.size(); axis++) {
            after.add(Math.addExact(window.after().get(axis), more.get(axis)));
        }
        return new Window(window.strides(), window.dilations(), window.before(), after);
    }
}
