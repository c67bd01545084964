package io.goshawk.frontend.tflite;

import io.goshawk.frontend.model.Unconvertible;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.window.Window;
import java.util.ArrayList;
import java.util.List;

/// Where the windows of convolutions and pools go. All their options begin with padding, stride in
/// width and in height.
final class Windows {
    private static final int SAME = 0;
    private static final int VALID = 1;

    private Windows() {}

    /// {@return the window of `node` on `data`, plane by plane}
    /// @param kernel, dilations in height and width
    static Window of(TfliteNode node, Shape data, List<Integer> kernel, List<Integer> dilations) {
        List<Integer> strides = List.of(node.integer(2, 1), node.integer(1, 1));
        int padding = node.octet(0);
        if (padding != SAME && padding != VALID) {
            throw Unconvertible.because(Code.BAD_ATTRIBUTE, node.at(), "padding number " + padding)
                    .hint("SAME (0) and VALID (1) are understood");
        }
        if (strides.stream().anyMatch(s -> s < 1) || dilations.stream().anyMatch(d -> d < 1)) {
            throw Unconvertible.because(
                    Code.BAD_ATTRIBUTE,
                    node.at(),
                    "strides " + strides + " and dilations " + dilations + " start at 1");
        }
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        for (int axis = 0; axis < strides.size(); axis++) {
            int pad = padding == VALID
                    ? 0
                    : same(data.extent(axis + 2), strides.get(axis), kernel.get(axis), dilations.get(axis));
            before.add(pad / 2);
            after.add(pad - pad / 2);
        }
        return new Window(strides, dilations, before, after);
    }

    /// {@return how much padding gives one place for each `stride` of `extent`, the last one counted
    ///     whole}
    private static int same(int extent, int stride, int kernel, int dilation) {
        long places = (extent + (long) stride - 1) / stride;
        long wanted = (places - 1) * stride + (kernel - 1L) * dilation + 1;
        return Math.toIntExact(Math.max(0, wanted - extent));
    }
}
