package io.goshawk.cpp;

import io.goshawk.codegen.Templates;
import io.goshawk.codegen.loops.Buffer;
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
                new FunctionView(CText.origin(head.at()), head.name(), says(layer), parameters, parts(layer)));
    }

    /// {@return the call of `layer`'s function}
    static String call(LoopLayer layer) {
        String weights = layer instanceof LoopLayer.Product product && !product.constantWeights()
                ? ", " + product.weights().name()
                : "";
        LoopLayer.Head head = layer.head();
        String call = head.name() + "(" + head.input().name() + weights + ", "
                + head.output().name() + ");";
        return call.length() < 110 ? call : call.replace(", ", ",\n        ");
    }

    private static String says(LoopLayer layer) {
        Buffer input = layer.head().input();
        Buffer output = layer.head().output();
        String types = layer.head().value().name() + ", " + input.type() + " to " + output.type() + ": ";
        return types
                + switch (layer) {
                    case LoopLayer.Product p ->
                        "[%d, %d] x [%d, %d], partial sums in %s"
                                .formatted(p.rows(), p.depth(), p.depth(), p.columns(), p.sums());
                    case LoopLayer.Requantization r -> r.channels() + " channel(s), results in " + output.range();
                    case LoopLayer.FirstMaximum m -> "the first of the largest of " + m.extent();
                    case LoopLayer.Rearrangement _ -> input.size() + " elements in another order";
                };
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
