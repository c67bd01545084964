package io.goshawk.hls;

import io.goshawk.codegen.Templates;
import io.goshawk.codegen.loops.Buffer;
import io.goshawk.codegen.loops.CText;
import io.goshawk.codegen.loops.LoopLayer;
import io.goshawk.hls.view.ArgMaxView;
import io.goshawk.hls.view.CopyView;
import io.goshawk.hls.view.FunctionView;
import io.goshawk.hls.view.ProductView;
import java.util.ArrayList;
import java.util.List;

/// One function a layer.
final class HlsLayers {
    private final Templates templates;
    private final Schedule schedule;
    private final HlsGroups groups;

    HlsLayers(Templates templates, Schedule schedule) {
        this.templates = templates;
        this.schedule = schedule;
        this.groups = new HlsGroups(templates, schedule);
    }

    /// {@return the function of `layer`}
    String render(LoopLayer layer) {
        LoopLayer.Head head = layer.head();
        List<String> parameters = new ArrayList<>();
        List<String> pragmas = new ArrayList<>(schedule.function());
        parameters.add("const " + parameter(head.input(), "x"));
        if (layer instanceof LoopLayer.Product product) {
            if (product.constantWeights()) {
                pragmas.addAll(schedule.weights(product.weights().name()));
            } else {
                parameters.add("const " + parameter(product.weights(), "weights"));
            }
        }
        parameters.add(parameter(head.output(), "y"));
        return templates.render(
                "function.peb",
                new FunctionView(
                        CText.origin(head.at()),
                        head.name(),
                        layer.says(),
                        String.join(", ", parameters),
                        pragmas,
                        parts(layer)));
    }

    /// {@return a loop that fills `to` from `from`, element by element}
    String copy(Buffer from, Buffer to) {
        return templates.render("copy.peb", new CopyView(to.size(), from.name(), "i", to.name(), schedule.loop()));
    }

    /// {@return the parameter or port `name` for `buffer`}
    static String parameter(Buffer buffer, String name) {
        return HlsTypes.of(buffer) + " " + name + "[" + buffer.size() + "]";
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
                                move.head().output().size(), "x", move.from().name() + "[i]", "y", schedule.loop())));
        };
    }

    private String product(LoopLayer.Product layer) {
        Buffer weights = layer.weights();
        String weight = layer.constantWeights()
                ? HlsTypes.of(weights) + "(" + weights.name() + "[k][n])"
                : "weights[k * " + layer.columns() + " + n]";
        return templates.render(
                "product.peb",
                new ProductView(
                        layer.rows(),
                        layer.depth(),
                        layer.columns(),
                        HlsTypes.holding(layer.sums()),
                        weight,
                        schedule.loop(),
                        schedule.outer()));
    }

    private String firstMaximum(LoopLayer.FirstMaximum layer) {
        int inner = layer.inner();
        String start = inner == 1
                ? "i * " + layer.extent()
                : "i / %d * %d + i %% %d".formatted(inner, inner * layer.extent(), inner);
        return templates.render(
                "argmax.peb",
                new ArgMaxView(
                        layer.head().output().size(),
                        layer.extent(),
                        start,
                        inner == 1 ? "place" : "place * " + inner,
                        HlsTypes.of(layer.head().input()),
                        HlsTypes.of(layer.head().output()),
                        schedule.loop(),
                        schedule.outer()));
    }
}
