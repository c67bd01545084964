package io.goshawk.hls;

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

/// Refuses what `ap_int` and the test benches around it cannot hold.
final class HlsChecks {
    /// Vitis HLS User Guide (UG1399), "Arbitrary Precision Integer Types": AP_INT_MAX_W, unless defined
    /// otherwise.
    private static final int WIDEST = 1024;

    /// Vectors come and go as 64-bit integers.
    private static final int WIDEST_PORT = 64;

    private HlsChecks() {}

    static void check(LoopProgram program, Diagnostics diagnostics) {
        program.inputs().forEach(input -> port(input.buffer(), input.port().at(), diagnostics));
        program.outputs().forEach(output -> port(output.buffer(), output.port().at(), diagnostics));
        for (LoopLayer layer : program.layers()) {
            Location at = layer.head().at();
            array(layer.head().input(), at, diagnostics);
            array(layer.head().output(), at, diagnostics);
            switch (layer) {
                case LoopLayer.Product product -> {
                    array(product.weights(), at, diagnostics);
                    fits("a partial sum", product.sums(), at, diagnostics);
                }
                case LoopLayer.Convolution convolution -> fits("a partial sum", convolution.sums(), at, diagnostics);
                case LoopLayer.Pool pool -> fits("a partial sum", pool.sums(), at, diagnostics);
                case LoopLayer.Addition sum -> {
                    array(sum.right(), at, diagnostics);
                    fits("a product of the sum", sum.sums(), at, diagnostics);
                }
                case LoopLayer.Requantization requantization ->
                    requantization.groups().forEach(group -> group(group, at, diagnostics));
                case LoopLayer.Concatenation concat ->
                    concat.parts().forEach(part -> array(part.read().buffer(), at, diagnostics));
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
            }
            case ChannelGroup.Counted counted ->
                fits("a threshold", counted.thresholds().range(), at, diagnostics);
            case ChannelGroup.LookedUp lookedUp -> fits("a table's index", lookedUp.index(), at, diagnostics);
        }
    }

    private static void transformer(TransformerLayer layer, Location at, Diagnostics diagnostics) {
        switch (layer) {
            case TransformerLayer.BatchProduct product -> {
                array(product.right(), at, diagnostics);
                fits("a partial sum", product.sums(), at, diagnostics);
            }
            case TransformerLayer.Lookup lookup -> array(lookup.table(), at, diagnostics);
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
        if (HlsTransformers.computing(bits) > WIDEST) {
            tooWide(what, HlsTransformers.computing(bits), at, diagnostics);
        }
    }

    private static void tooWide(String what, int bits, Location at, Diagnostics diagnostics) {
        diagnostics.add(Diagnostic.of(
                Code.WIDTH_NOT_EXPRESSIBLE, at, what + " needs " + bits + " bits, and ap_int has 1024 at most"));
    }

    private static void port(Buffer buffer, Location at, Diagnostics diagnostics) {
        array(buffer, at, diagnostics);
        if (buffer.type().bits() > WIDEST_PORT) {
            diagnostics.add(Diagnostic.of(
                    Code.WIDTH_NOT_EXPRESSIBLE,
                    at,
                    "a port of type " + buffer.type() + "; test vectors hold at most 64 bits"));
        }
    }

    private static void array(Buffer buffer, Location at, Diagnostics diagnostics) {
        if (buffer.size() == 0) {
            diagnostics.add(Diagnostic.of(
                    Code.UNSUPPORTED_FEATURE,
                    at,
                    "a tensor of shape " + buffer.shape() + " is empty: C++ has no such array"));
        }
        fits("an element", buffer.type().range(), at, diagnostics);
    }

    /// One bit is kept for the sign, and one for sums of two.
    private static void fits(String what, IntRange range, Location at, Diagnostics diagnostics) {
        int bits = IntType.holding(range).bits() + 2;
        if (bits > WIDEST) {
            tooWide(what, bits, at, diagnostics);
        }
    }
}
