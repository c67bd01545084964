package io.goshawk.frontend.export;

import io.goshawk.frontend.export.Out.Attribute;
import io.goshawk.ir.onnx.reduction.ArgExtreme;
import io.goshawk.ir.onnx.reduction.Cumulate;
import io.goshawk.ir.onnx.reduction.Det;
import io.goshawk.ir.onnx.reduction.Reduce;
import io.goshawk.ir.onnx.reduction.ReductionOp;
import java.util.List;

/// Operators that make one element of many.
final class ReductionExport {
    private ReductionExport() {}

    static void write(ReductionOp op, Out out) {
        switch (op) {
            case ArgExtreme a ->
                out.yieldOf(
                        a.largest() ? "ArgMax" : "ArgMin",
                        a.operands(),
                        Attribute.of("axis", a.axis()),
                        Attribute.of("keepdims", a.keepAxis()),
                        Attribute.of("select_last_index", a.last()));
            case Cumulate c -> {
                if (c.kind() == Cumulate.Kind.PRODUCT) {
                    out.since(26);
                }
                out.give(
                        c.kind() == Cumulate.Kind.SUM ? "CumSum" : "CumProd",
                        List.of(out.name(c.input()), out.integer("axis", c.axis())),
                        Attribute.of("exclusive", c.exclusive()),
                        Attribute.of("reverse", c.reverse()));
            }
            case Det _ -> out.yieldOf("Det", op.operands());
            case Reduce r ->
                out.give(
                        name(r.kind()),
                        List.of(out.name(r.input()), out.integers("axes", r.axes())),
                        Attribute.of("keepdims", r.keepAxes()),
                        Attribute.of("noop_with_empty_axes", true));
        }
    }

    private static String name(Reduce.Kind kind) {
        return switch (kind) {
            case SUM -> "ReduceSum";
            case MEAN -> "ReduceMean";
            case MAX -> "ReduceMax";
            case MIN -> "ReduceMin";
            case PRODUCT -> "ReduceProd";
            case L1 -> "ReduceL1";
            case L2 -> "ReduceL2";
            case LOG_SUM -> "ReduceLogSum";
            case LOG_SUM_EXP -> "ReduceLogSumExp";
            case SUM_SQUARE -> "ReduceSumSquare";
        };
    }
}
