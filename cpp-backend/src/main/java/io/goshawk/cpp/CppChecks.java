package io.goshawk.cpp;

import io.goshawk.codegen.loops.Buffer;
import io.goshawk.codegen.loops.ChannelGroup;
import io.goshawk.codegen.loops.LoopLayer;
import io.goshawk.codegen.loops.LoopProgram;
import io.goshawk.codegen.loops.TransformerLayer;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;

/// Refuses what plain C++ integers cannot compute.
final class CppChecks {
    private static final IntRange LONG = IntType.s(Long.SIZE).range();
    private static final int WIDEST = 2 * Long.SIZE;
    private static final IntRange WIDE = IntType.s(WIDEST).range();

    private CppChecks() {}

    static void check(LoopProgram program, Diagnostics diagnostics) {
        program.inputs().forEach(input -> port(input.buffer(), input.port().at(), diagnostics));
        program.outputs().forEach(output -> port(output.buffer(), output.port().at(), diagnostics));
        for (LoopLayer layer : program.layers()) {
            Location at = layer.head().at();
            buffer(layer.head().input(), at, diagnostics);
            buffer(layer.head().output(), at, diagnostics);
            switch (layer) {
                case LoopLayer.Product product -> {
                    buffer(product.weights(), at, diagnostics);
                    fits("a partial sum", product.sums(), at, diagnostics);
                }
                case LoopLayer.Convolution convolution -> fits("a partial sum", convolution.sums(), at, diagnostics);
                case LoopLayer.Pool pool -> fits("a partial sum", pool.sums(), at, diagnostics);
                case LoopLayer.Addition sum -> {
                    buffer(sum.right(), at, diagnostics);
                    fits("a product of the sum", sum.sums(), at, diagnostics);
                }
                case LoopLayer.Requantization requantization ->
                    requantization.groups().forEach(group -> group(group, at, diagnostics));
                case LoopLayer.Concatenation concat ->
                    concat.parts().forEach(part -> buffer(part.read().buffer(), at, diagnostics));
                case TransformerLayer transformer -> transformer(transformer, at, diagnostics);
                case LoopLayer.FirstMaximum _, LoopLayer.Selection _, LoopLayer.Rearrangement _ -> {}
            }
        }
    }

    private static void group(ChannelGroup group, Location at, Diagnostics diagnostics) {
        switch (group) {
            case ChannelGroup.Scaled scaled -> {
                fits("the scaled and rounded sum", scaled.wide(), at, diagnostics);
                fits("a multiplier", scaled.multiplier().range(), at, diagnostics);
            }
            case ChannelGroup.Divided divided -> fits("the divided sum", divided.wide(), at, diagnostics);
            case ChannelGroup.Bent bent -> {
                fits("the scaled and rounded sum", bent.wide(), at, diagnostics);
                fits("a multiplier", bent.multiplier().range(), at, diagnostics);
                fits("a multiplier", bent.lowMultiplier().range(), at, diagnostics);
                fits("a pivot", bent.pivots(), at, diagnostics);
            }
            case ChannelGroup.Counted counted -> {
                fits("a threshold", counted.thresholds().range(), at, diagnostics);
                fits("a level", counted.wide(), at, diagnostics);
            }
            case ChannelGroup.LookedUp lookedUp -> fits("a table's index", lookedUp.index(), at, diagnostics);
        }
    }

    private static void transformer(TransformerLayer layer, Location at, Diagnostics diagnostics) {
        switch (layer) {
            case TransformerLayer.BatchProduct product -> {
                buffer(product.right(), at, diagnostics);
                fits("a partial sum", product.sums(), at, diagnostics);
            }
            case TransformerLayer.Lookup lookup -> buffer(lookup.table(), at, diagnostics);
            case TransformerLayer.Curved curved -> {
                IntRange arriving = curved.head().input().range();
                curved.curve().check(arriving.max(), at, diagnostics);
                fits("a curve", curved.bits(), at, diagnostics);
            }
            case TransformerLayer.SoftmaxRows rows -> {
                rows.exponential().check(BigInteger.ZERO, at, diagnostics);
                fits("a softmax", rows.bits(), at, diagnostics);
            }
            case TransformerLayer.NormalizeRows rows -> fits("a normalisation", rows.bits(), at, diagnostics);
        }
    }

    private static void fits(String what, int bits, Location at, Diagnostics diagnostics) {
        if (bits + 2 > WIDEST) {
            diagnostics.add(Diagnostic.of(
                            Code.WIDTH_NOT_EXPRESSIBLE,
                            at,
                            what + " needs " + (bits + 2) + " bits, and the widest integer of C++ compilers has "
                                    + WIDEST)
                    .hint("goshawk run computes it to the same bits"));
        }
    }

    private static void port(Buffer buffer, Location at, Diagnostics diagnostics) {
        notEmpty(buffer, at, diagnostics);
        if (!LONG.contains(buffer.type().range())) {
            diagnostics.add(Diagnostic.of(
                    Code.WIDTH_NOT_EXPRESSIBLE,
                    at,
                    "a port of type " + buffer.type() + ", and test vectors are of type i64"));
        }
    }

    private static void notEmpty(Buffer buffer, Location at, Diagnostics diagnostics) {
        if (buffer.size() == 0) {
            diagnostics.add(Diagnostic.of(
                    Code.UNSUPPORTED_FEATURE,
                    at,
                    "a tensor of shape " + buffer.shape() + " is empty: C++ has no such array"));
        }
    }

    private static void buffer(Buffer buffer, Location at, Diagnostics diagnostics) {
        notEmpty(buffer, at, diagnostics);
        if (!WIDE.contains(buffer.type().range())) {
            refuse("an element", buffer.type(), at, diagnostics);
        }
    }

    private static void fits(String what, IntRange range, Location at, Diagnostics diagnostics) {
        if (!WIDE.contains(range)) {
            refuse(what, IntType.holding(range), at, diagnostics);
        }
    }

    private static void refuse(String what, IntType needed, Location at, Diagnostics diagnostics) {
        diagnostics.add(Diagnostic.of(
                        Code.WIDTH_NOT_EXPRESSIBLE,
                        at,
                        what + " needs " + needed + ", and the widest integer of C++ compilers is i128")
                .hint("--target hls has integers up to 1024 bits inside a design"));
    }
}
