package io.goshawk.frontend.operators.spatial;

import io.goshawk.frontend.operators.Floating;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.spatial.AveragePool;
import io.goshawk.ir.onnx.spatial.LpPool;
import io.goshawk.ir.onnx.spatial.MaxPool;
import io.goshawk.ir.window.Window;
import java.util.Collections;
import java.util.List;

/// The pools, and the global pools, whose window is the whole map.
///
/// @param kind what is made of what the window meets
/// @param global whether the window is the whole map
record PoolOperator(Kind kind, boolean global) implements Operator {
    /// What is made of what the window meets.
    enum Kind {
        MAX,
        AVERAGE,
        NORM
    }

    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 1);
        int rank = Windows.spatialAxes(node);
        List<Integer> extents = node.input(0).shape().extents().subList(2, rank + 2);
        if (kind != Kind.MAX) {
            Floating.check(node, 0);
        }
        if (global) {
            List<Integer> none = Collections.nCopies(rank, 0);
            List<Integer> ones = Collections.nCopies(rank, 1);
            return pool(node, extents, new Window(ones, ones, none, none), none);
        }
        Windows windows = new Windows(node, rank);
        List<Integer> kernel = windows.kernel();
        Window window = windows.window(extents, kernel);
        List<Integer> beyond = node.attributes().flag("ceil_mode", false)
                ? windows.beyond(extents, kernel, window)
                : Collections.nCopies(rank, 0);
        return pool(node, kernel, Windows.widened(window, beyond), beyond);
    }

    private Imported pool(OnnxNode node, List<Integer> kernel, Window window, List<Integer> beyond) {
        Value input = node.value(0);
        OnnxOp op = switch (kind) {
            case MAX -> {
                boolean columnMajor = node.attributes().flag("storage_order", false);
                if (node.wants(1)) {
                    MaxPool indices = new MaxPool(input, kernel, window, MaxPool.Part.INDICES, columnMajor);
                    node.alsoYields(1, node.result(indices));
                }
                yield new MaxPool(input, kernel, window, MaxPool.Part.VALUES, false);
            }
            case AVERAGE ->
                new AveragePool(input, kernel, window, beyond, node.attributes().flag("count_include_pad", false));
            case NORM -> new LpPool(input, kernel, window, order(node));
        };
        return node.result(op);
    }

    private static int order(OnnxNode node) {
        long p = node.attributes().integer("p", 2);
        if (p < 1 || p > Integer.MAX_VALUE) {
            throw node.because(Code.BAD_ATTRIBUTE, "p is " + p + " and should be 1 or more");
        }
        return (int) p;
    }
}
