package io.goshawk.cli;

import io.goshawk.ir.Graph;
import io.goshawk.ir.curve.CurveForm;
import io.goshawk.ir.curve.ErfPolynomial;
import io.goshawk.ir.curve.Exponential;
import io.goshawk.ir.curve.Segments;
import io.goshawk.ir.integer.BatchMatMul;
import io.goshawk.ir.integer.Curve;
import io.goshawk.ir.integer.Gather;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.integer.Normalize;
import io.goshawk.ir.integer.Softmax;
import io.goshawk.ir.integer.TransformerOp;
import io.goshawk.ir.num.Dyadic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The functions of a network that have no exact integer form: the form taken for each, how far it is
/// proven to be off at most, in steps of its result, and the bits that its intermediate values need.
final class FunctionTable {
    /// One such function.
    ///
    /// @param bound in steps of the result
    record Row(String layer, String function, String output, String form, double bound, int bits) {}

    private final List<Row> rows = new ArrayList<>();

    private FunctionTable() {}

    /// {@return the functions of `hardware`, in order}
    static FunctionTable of(Graph<IntegerOp> hardware) {
        FunctionTable table = new FunctionTable();
        for (Graph.Node<IntegerOp> node : hardware.nodes()) {
            if (node.op() instanceof TransformerOp op) {
                row(Words.place(node.at()), op).ifPresent(table.rows::add);
            }
        }
        return table;
    }

    private static Optional<Row> row(String layer, TransformerOp op) {
        return switch (op) {
            case Curve curve ->
                Optional.of(row(
                        layer,
                        curve,
                        curve.law().kind().name().toLowerCase(Locale.ROOT),
                        words(curve.form()),
                        curve.bound(),
                        curve.form().bits(curve.interval())));
            case Softmax softmax ->
                Optional.of(row(
                        layer,
                        softmax,
                        "softmax of " + softmax.input().shape().last(),
                        "exponential by " + words(softmax.form().exponential())
                                + (softmax.form().keepsMass() ? ", remainders carried along the row" : ""),
                        softmax.bound(),
                        softmax.form().bits(softmax.input().shape().last())));
            case Normalize norm -> {
                int length = norm.input().shape().last();
                yield Optional.of(row(
                        layer,
                        norm,
                        (norm.law().centred() ? "layer norm of " : "rms norm of ") + length,
                        "root of " + norm.form().rootBits() + " bits, reciprocal of "
                                + norm.form().precision(),
                        norm.bound(),
                        norm.form().bits(norm.law().centred(), norm.interval(), length)));
            }
            case BatchMatMul _, Gather _ -> Optional.empty();
        };
    }

    private static Row row(String layer, IntegerOp op, String function, String form, Dyadic bound, int bits) {
        return new Row(layer, function, op.resultType().intElement().toString(), form, bound.toDouble(), bits);
    }

    private static String words(CurveForm form) {
        return switch (form) {
            case Segments table when table.isTable() -> "a table of " + table.count();
            case Segments segments -> segments.count() + " segments of degree " + segments.degree();
            case Exponential power ->
                "a power of two, " + power.mantissa().count() + " segments of degree "
                        + power.mantissa().degree();
            case ErfPolynomial _ -> "I-BERT's polynomial";
        };
    }

    /// {@return form and bound of `op` in words; nothing for what is exact}
    static Optional<String> words(TransformerOp op) {
        return row("", op).map(row -> row.form + ", within " + steps(row.bound));
    }

    private static String steps(double bound) {
        return String.format(Locale.ROOT, "%.4f", Math.ceil(bound * 10_000) / 10_000);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /// {@return a row a function}
    List<String> lines() {
        Table table = new Table("llllrr", "layer", "function", "output", "form", "steps off", "bits");
        for (Row row : rows) {
            table.add(row.layer, row.function, row.output, row.form, steps(row.bound), String.valueOf(row.bits));
        }
        return table.lines();
    }

    /// {@return the rows as they stand in JSON}
    List<Map<String, Object>> document() {
        return rows.stream()
                .map(row -> Json.object(
                        "layer", row.layer,
                        "function", row.function,
                        "output", row.output,
                        "form", row.form,
                        "bound", row.bound,
                        "bits", row.bits))
                .toList();
    }
}
