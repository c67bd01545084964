package io.goshawk.codegen.loops;

import io.goshawk.ir.Location;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;

/// Everything in a program whose width a target might not have, asked of it one by one.
public final class LoopChecks {
    private final Widths widths;
    private final Diagnostics diagnostics;

    private LoopChecks(Widths widths, Diagnostics diagnostics) {
        this.widths = widths;
        this.diagnostics = diagnostics;
    }

    /// What a target can hold; each method reports what it cannot.
    public interface Widths {
        /// Looks at the elements of a port.
        void port(Buffer buffer, Location at);

        /// Looks at the elements of an array inside.
        void array(Buffer buffer, Location at);

        /// Looks at `what`, whose values lie in `range`.
        void fits(String what, IntRange range, Location at);

        /// Looks at `what`, whose values on the way have `bits` bits, sign included.
        void fits(String what, int bits, Location at);
    }

    /// Asks `widths` for all that `program` computes, and refuses what no C++ has.
    public static void check(LoopProgram program, Widths widths, Diagnostics diagnostics) {
        LoopChecks checks = new LoopChecks(widths, diagnostics);
        program.inputs()
                .forEach(input -> checks.port(input.buffer(), input.port().at()));
        program.outputs()
                .forEach(output -> checks.port(output.buffer(), output.port().at()));
        program.layers().forEach(checks::layer);
    }

    private void port(Buffer buffer, Location at) {
        notEmpty(buffer, at);
        widths.port(buffer, at);
    }

    private void array(Buffer buffer, Location at) {
        notEmpty(buffer, at);
        widths.array(buffer, at);
    }

    private void notEmpty(Buffer buffer, Location at) {
        if (buffer.size() == 0) {
            diagnostics.add(Diagnostic.of(
                    Code.UNSUPPORTED_FEATURE,
                    at,
                    "a tensor of shape " + buffer.shape() + " is empty: C++ has no such array"));
        }
    }

    private void layer(LoopLayer layer) {
        Location at = layer.head().at();
        array(layer.head().input(), at);
        array(layer.head().output(), at);
        switch (layer) {
            case LoopLayer.Product product -> {
                array(product.weights(), at);
                widths.fits("a partial sum", product.sums(), at);
            }
            case LoopLayer.Convolution convolution -> widths.fits("a partial sum", convolution.sums(), at);
            case LoopLayer.Pool pool -> widths.fits("a partial sum", pool.sums(), at);
            case LoopLayer.Addition sum -> {
                array(sum.right(), at);
                widths.fits("a product of the sum", sum.sums(), at);
            }
            case LoopLayer.Requantization requantization ->
                requantization.groups().forEach(group -> group(group, at));
            case LoopLayer.Concatenation concat ->
                concat.parts().forEach(part -> array(part.read().buffer(), at));
            case TransformerLayer transformer -> transformer(transformer, at);
            case LoopLayer.FirstMaximum _, LoopLayer.Selection _, LoopLayer.Rearrangement _ -> {}
        }
    }

    private void group(ChannelGroup group, Location at) {
        switch (group) {
            case ChannelGroup.Scaled scaled -> {
                widths.fits("the scaled and rounded sum", scaled.wide(), at);
                widths.fits("a multiplier", scaled.multiplier().range(), at);
            }
            case ChannelGroup.Divided divided -> widths.fits("the divided sum", divided.wide(), at);
            case ChannelGroup.Bent bent -> {
                widths.fits("the scaled and rounded sum", bent.wide(), at);
                widths.fits("a multiplier", bent.multiplier().range(), at);
                widths.fits("a multiplier", bent.lowMultiplier().range(), at);
                widths.fits("a pivot", bent.pivots(), at);
            }
            case ChannelGroup.Counted counted -> {
                widths.fits("a threshold", counted.thresholds().range(), at);
                widths.fits("a level", counted.wide(), at);
            }
            case ChannelGroup.LookedUp lookedUp -> widths.fits("a table's index", lookedUp.index(), at);
        }
    }

    private void transformer(TransformerLayer layer, Location at) {
        switch (layer) {
            case TransformerLayer.BatchProduct product -> {
                array(product.right(), at);
                widths.fits("a partial sum", product.sums(), at);
            }
            case TransformerLayer.Lookup lookup -> array(lookup.table(), at);
            case TransformerLayer.Curved curved -> {
                curved.curve().check(curved.head().input().range().max(), at, diagnostics);
                widths.fits("a curve", curved.bits(), at);
            }
            case TransformerLayer.SoftmaxRows rows -> {
                rows.exponential().check(BigInteger.ZERO, at, diagnostics);
                widths.fits("a softmax", rows.bits(), at);
            }
            case TransformerLayer.NormalizeRows rows -> widths.fits("a normalisation", rows.bits(), at);
        }
    }
}
