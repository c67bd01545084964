package io.goshawk.cpp;

import io.goshawk.codegen.Templates;
import io.goshawk.codegen.loops.Column;
import io.goshawk.codegen.loops.CurveCalls;
import io.goshawk.codegen.loops.LoopLayer;
import io.goshawk.codegen.loops.NormalizeText;
import io.goshawk.codegen.loops.SoftmaxText;
import io.goshawk.codegen.loops.TransformerLayer;
import io.goshawk.cpp.view.BatchProductView;
import io.goshawk.cpp.view.CurveView;
import io.goshawk.cpp.view.LookupView;
import io.goshawk.cpp.view.NormalizeView;
import io.goshawk.cpp.view.SoftmaxView;
import java.math.BigInteger;

/// The loops of what transformers need.
final class CppTransformers {
    private final Templates templates;

    CppTransformers(Templates templates) {
        this.templates = templates;
    }

    /// {@return the loops of `layer`}
    String render(TransformerLayer layer) {
        return switch (layer) {
            case TransformerLayer.BatchProduct product -> product(product);
            case TransformerLayer.Lookup lookup ->
                templates.render(
                        "lookup.peb", new LookupView(lookup.head().input().size(), lookup.width(), result(lookup)));
            case TransformerLayer.Curved curved -> curved(curved);
            case TransformerLayer.SoftmaxRows rows -> softmax(rows);
            case TransformerLayer.NormalizeRows rows -> normalize(rows);
        };
    }

    private static String result(LoopLayer layer) {
        return CppTypes.of(layer.head().output());
    }

    private String product(TransformerLayer.BatchProduct layer) {
        String sum = CppTypes.computing(layer.sums());
        String left = element(sum, "x[row * " + layer.depth() + " + k]", layer.leftZero());
        String right = element(sum, "z[matrix + k * " + layer.columns() + " + n]", layer.rightZero());
        return templates.render(
                "batch_product.peb",
                new BatchProductView(
                        layer.matrices(),
                        layer.rows(),
                        layer.depth(),
                        layer.columns(),
                        sum,
                        left,
                        layer.rightZero().signum() == 0 ? right : "(" + right + ")",
                        result(layer)));
    }

    private static String element(String wide, String element, BigInteger zero) {
        return "static_cast<" + wide + ">(" + element + ")" + less(zero);
    }

    private static String less(BigInteger zero) {
        return zero.signum() == 0 ? "" : " - " + CppTypes.literal(zero);
    }

    private String curved(TransformerLayer.Curved layer) {
        String wide = CppTypes.computing(layer.bits());
        return templates.render(
                "curve.peb",
                new CurveView(
                        layer.head().output().size(),
                        wide,
                        less(layer.curve().zero()),
                        curves(wide).value(layer.curve()),
                        CppTypes.literal(layer.clamp().min()),
                        CppTypes.literal(layer.clamp().max()),
                        result(layer)));
    }

    private String softmax(TransformerLayer.SoftmaxRows layer) {
        String wide = CppTypes.computing(layer.bits());
        return templates.render(
                "softmax.peb", new SoftmaxView(wide, SoftmaxText.of(layer, curves(wide)), result(layer)));
    }

    private String normalize(TransformerLayer.NormalizeRows layer) {
        String wide = CppTypes.computing(layer.bits());
        BigInteger zero = layer.centred() ? BigInteger.ZERO : layer.form().zero();
        return templates.render(
                "normalize.peb",
                new NormalizeView(
                        wide,
                        NormalizeText.of(layer, CppTypes::literal),
                        element(wide, "from[i]", zero),
                        layer.centred() ? "(" + layer.length() + " * element - sum)" : "element",
                        wide + "{1}",
                        place(layer.gain(), wide),
                        place(layer.bias(), wide),
                        result(layer)));
    }

    private static CurveCalls curves(String wide) {
        return new CurveCalls(
                CppTypes::literal,
                wide,
                (value, places) -> "goshawk::shift_floor<%s>(%s, %d)".formatted(wide, value, places));
    }

    private static String place(Column column, String wide) {
        return column.isUniform()
                ? CppTypes.literal(column.first())
                : "static_cast<" + wide + ">(" + column.name() + "[i])";
    }
}
