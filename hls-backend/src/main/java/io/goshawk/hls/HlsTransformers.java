package io.goshawk.hls;

import io.goshawk.codegen.Templates;
import io.goshawk.codegen.loops.Column;
import io.goshawk.codegen.loops.CurveCalls;
import io.goshawk.codegen.loops.NormalizeText;
import io.goshawk.codegen.loops.SoftmaxText;
import io.goshawk.codegen.loops.TransformerLayer;
import io.goshawk.hls.view.BatchProductView;
import io.goshawk.hls.view.CurveView;
import io.goshawk.hls.view.LookupView;
import io.goshawk.hls.view.NormalizeView;
import io.goshawk.hls.view.SoftmaxView;
import java.math.BigInteger;

/// The loops of what transformers need.
final class HlsTransformers {
    /// More than what a layer's bits hold: a sum, and a shift by one.
    private static final int SPARE = 2;

    private final Templates templates;
    private final Schedule schedule;

    HlsTransformers(Templates templates, Schedule schedule) {
        this.templates = templates;
        this.schedule = schedule;
    }

    /// {@return the bits of the integers that a layer whose values have `bits` bits computes in}
    static int computing(int bits) {
        return bits + SPARE;
    }

    /// {@return the loops of `layer`}
    String render(TransformerLayer layer) {
        return switch (layer) {
            case TransformerLayer.BatchProduct product -> product(product);
            case TransformerLayer.Lookup lookup ->
                templates.render(
                        "lookup.peb",
                        new LookupView(
                                lookup.head().input().size(), lookup.width(), schedule.loop(), schedule.outer()));
            case TransformerLayer.Curved curved -> curved(curved);
            case TransformerLayer.SoftmaxRows rows -> softmax(rows);
            case TransformerLayer.NormalizeRows rows -> normalize(rows);
        };
    }

    private String product(TransformerLayer.BatchProduct layer) {
        return templates.render(
                "batch_product.peb",
                new BatchProductView(
                        layer.matrices(),
                        layer.rows(),
                        layer.depth(),
                        layer.columns(),
                        "ap_int<" + HlsTypes.signedBits(layer.sums()) + ">",
                        less("x[row * " + layer.depth() + " + k]", layer.leftZero()),
                        less("z[matrix + k * " + layer.columns() + " + n]", layer.rightZero()),
                        schedule.loop(),
                        schedule.outer()));
    }

    private static String less(String element, BigInteger zero) {
        return zero.signum() == 0 ? element : "(" + element + " - " + HlsTypes.constant(zero) + ")";
    }

    private String curved(TransformerLayer.Curved layer) {
        int bits = computing(layer.bits());
        return templates.render(
                "curve.peb",
                new CurveView(
                        layer.head().output().size(),
                        bits,
                        less("x[i]", layer.curve().zero()),
                        curves(bits).value(layer.curve()),
                        HlsTypes.constant(layer.clamp().min()),
                        HlsTypes.constant(layer.clamp().max()),
                        schedule.loop()));
    }

    private String softmax(TransformerLayer.SoftmaxRows layer) {
        int bits = computing(layer.bits());
        return templates.render(
                "softmax.peb",
                new SoftmaxView(bits, SoftmaxText.of(layer, curves(bits)), schedule.loop(), schedule.outer()));
    }

    private String normalize(TransformerLayer.NormalizeRows layer) {
        int bits = computing(layer.bits());
        BigInteger zero = layer.centred() ? BigInteger.ZERO : layer.form().zero();
        BigInteger length = BigInteger.valueOf(layer.length());
        return templates.render(
                "normalize.peb",
                new NormalizeView(
                        bits,
                        NormalizeText.of(layer, HlsTypes::constant),
                        less("x[start + i]", zero),
                        layer.centred() ? "element * " + HlsTypes.constant(length) + " - sum" : "element",
                        place(layer.gain(), bits),
                        place(layer.bias(), bits),
                        schedule.loop(),
                        schedule.outer()));
    }

    private static CurveCalls curves(int bits) {
        String type = "ap_int<" + bits + ">";
        return new CurveCalls(
                HlsTypes::constant,
                "" + bits,
                (value, places) -> type + "(" + type + "(" + value + ") >> " + places + ")");
    }

    private static String place(Column column, int bits) {
        return column.isUniform()
                ? HlsTypes.constant(column.first())
                : "ap_int<" + bits + ">(" + column.name() + "[i])";
    }
}
