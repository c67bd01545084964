package io.goshawk.cpp;

import io.goshawk.codegen.Templates;
import io.goshawk.codegen.loops.Column;
import io.goshawk.codegen.loops.LoopLayer;
import io.goshawk.codegen.loops.TransformerLayer;
import io.goshawk.cpp.view.BatchProductView;
import io.goshawk.cpp.view.CurveView;
import io.goshawk.cpp.view.LookupView;
import io.goshawk.cpp.view.NormalizeView;
import io.goshawk.cpp.view.SoftmaxView;
import io.goshawk.ir.integer.NormalizeForm;
import io.goshawk.ir.integer.SoftmaxForm;
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
                        less(CppCurves.zero(layer.curve())),
                        CppCurves.value(layer.curve(), wide),
                        CppTypes.literal(layer.clamp().min()),
                        CppTypes.literal(layer.clamp().max()),
                        result(layer)));
    }

    private String softmax(TransformerLayer.SoftmaxRows layer) {
        SoftmaxForm form = layer.form();
        String wide = CppTypes.computing(layer.bits());
        return templates.render(
                "softmax.peb",
                new SoftmaxView(
                        layer.head().output().size() / layer.length(),
                        layer.length(),
                        wide,
                        CppCurves.value(layer.exponential(), wide),
                        CppTypes.literal(form.numerator()),
                        form.shift(),
                        power(form.shift() - 1),
                        form.keepsMass(),
                        CppTypes.literal(layer.zeroPoint()),
                        CppTypes.literal(layer.clamp().min()),
                        CppTypes.literal(layer.clamp().max()),
                        result(layer)));
    }

    /// {@return 2 to that power, as written}
    private static String power(int exponent) {
        return CppTypes.literal(BigInteger.ONE.shiftLeft(exponent));
    }

    private String normalize(TransformerLayer.NormalizeRows layer) {
        NormalizeForm form = layer.form();
        String wide = CppTypes.computing(layer.bits());
        int k = form.rootBits() / 2 + form.precision();
        return templates.render(
                "normalize.peb",
                new NormalizeView(
                        layer.head().output().size() / layer.length(),
                        layer.length(),
                        wide,
                        layer.centred(),
                        element(wide, "from[i]", layer.centred() ? BigInteger.ZERO : form.zero()),
                        layer.centred() ? "(" + layer.length() + " * element - sum)" : "element",
                        CppTypes.literal(form.epsilon().shiftRight(form.guard()).add(BigInteger.ONE)),
                        form.rootBits(),
                        form.guard(),
                        CppTypes.literal(form.epsilon()),
                        wide + "{1}",
                        power(k),
                        k - form.fraction(),
                        place(layer.gain(), wide),
                        place(layer.bias(), wide),
                        power(form.shift() - 1),
                        form.shift(),
                        CppTypes.literal(layer.clamp().min()),
                        CppTypes.literal(layer.clamp().max()),
                        result(layer)));
    }

    private static String place(Column column, String wide) {
        return column.isUniform()
                ? CppTypes.literal(column.first())
                : "static_cast<" + wide + ">(" + column.name() + "[i])";
    }
}
