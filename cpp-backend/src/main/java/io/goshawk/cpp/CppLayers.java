package io.goshawk.cpp;

import io.goshawk.codegen.Templates;
import io.goshawk.codegen.loops.CText;
import io.goshawk.codegen.loops.LoopLayer;
import io.goshawk.cpp.view.ArgMaxView;
import io.goshawk.cpp.view.CopyView;
import io.goshawk.cpp.view.FunctionView;
import io.goshawk.cpp.view.ProductView;
import java.util.List;

/// One function a layer.
final class CppLayers {
    private final Templates templates;
    private final CppGroups groups;

    CppLayers(Templates templates) {
        this.templates = templates;
        this.groups = new CppGroups(templates);
    }

    /// {@return the function of `layer`}
    String render(LoopLayer layer) {
        LoopLayer.Head head = layer.head();
        String parameters = "const " + CppTypes.parameter(head.input(), "x")
                + (layer instanceof LoopLayer.Product product && !product.constantWeights()
                        ? ", const " + CppTypes.parameter(product.weights(), "weights")
                        : "")
                + ", " + CppTypes.parameter(head.output(), "y");
        return templates.render(
                "function.peb",
                new FunctionView(CText.origin(head.at()), head.name(), layer.says(), parameters, parts(layer)));
    }

    private List<String> parts(LoopLayer layer) {
        return switch (layer) {
            case LoopLayer.Product product -> List.of(product(product));
            case LoopLayer.Requantization requantization ->
                requantization.groups().stream()
                        .map(group -> groups.render(requantization, group))
                        .toList();
            case LoopLayer.FirstMaximum maximum -> List.of(firstMaximum(maximum));
            case LoopLayer.Rearrangement move ->
                List.of(templates.render(
                        "copy.peb",
                        new CopyView(
                                move.head().output().size(),
                                move.from().name() + "[i]",
                                CppTypes.of(move.head().output()))));
        };
    }

    private String product(LoopLayer.Product layer) {
        String weight = layer.constantWeights()
                ? layer.weights().name() + "[k][n]"
                : "weights[k * " + layer.columns() + " + n]";
        return templates.render(
                "product.peb",
                new ProductView(
                        layer.rows(),
                        layer.depth(),
                        layer.columns(),
                        CppTypes.computing(layer.sums()),
                        weight,
                        CppTypes.of(layer.head().output())));
    }

    private String firstMaximum(LoopLayer.FirstMaximum layer) {
        String scale = layer.inner() == 1 ? "" : " * " + layer.inner();
        String start = layer.inner() == 1
                ? "i * " + layer.extent()
                : "i / %d * %d + i %% %d".formatted(layer.inner(), layer.inner() * layer.extent(), layer.inner());
        return templates.render(
                "argmax.peb",
                new ArgMaxView(
                        layer.head().output().size(),
                        layer.extent(),
                        start,
                        "place" + scale,
                        "best" + scale,
                        CppTypes.of(layer.head().output())));
    }
}
