package io.goshawk.hls;

import io.goshawk.codegen.Templates;
import io.goshawk.codegen.loops.Blocks;
import io.goshawk.codegen.loops.Buffer;
import io.goshawk.codegen.loops.CText;
import io.goshawk.codegen.loops.LoopLayer;
import io.goshawk.codegen.loops.TransformerLayer;
import io.goshawk.hls.view.ArgMaxView;
import io.goshawk.hls.view.BlocksView;
import io.goshawk.hls.view.CopyView;
import io.goshawk.hls.view.FunctionView;
import io.goshawk.hls.view.ProductView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One function a layer.
final class HlsLayers {
    private final Templates templates;
    private final Schedule schedule;
    private final HlsGroups groups;
    private final HlsWindows windows;
    private final HlsTransformers transformers;
    private final Set<Buffer> constants;

    /// @param constants arrays that are stored as plain integers
    HlsLayers(Templates templates, Schedule schedule, Set<Buffer> constants) {
        this.templates = templates;
        this.schedule = schedule;
        this.groups = new HlsGroups(templates, schedule);
        this.windows = new HlsWindows(templates, schedule);
        this.transformers = new HlsTransformers(templates, schedule);
        this.constants = Set.copyOf(constants);
    }

    /// {@return the function of `layer`}
    String render(LoopLayer layer) {
        LoopLayer.Head head = layer.head();
        List<String> parameters = new ArrayList<>();
        List<String> pragmas = new ArrayList<>(schedule.function());
        layer.reads().forEach(read -> parameters.add("const " + readParameter(read)));
        parameters.add(parameter(head.output(), "y"));
        constantWeights(layer).ifPresent(weights -> pragmas.addAll(schedule.weights(weights.name())));
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

    private static Optional<Buffer> constantWeights(LoopLayer layer) {
        return switch (layer) {
            case LoopLayer.Product product when product.constantWeights() -> Optional.of(product.weights());
            case LoopLayer.Convolution convolution -> Optional.of(convolution.weights());
            case LoopLayer _ -> Optional.empty();
        };
    }

    /// {@return a loop that fills `to` from `from`, element by element}
    String copy(Buffer from, Buffer to) {
        return templates.render("copy.peb", new CopyView(to.size(), from.name(), "i", to.name(), schedule.loop()));
    }

    /// {@return the parameter or port `name` for `buffer`}
    static String parameter(Buffer buffer, String name) {
        return HlsTypes.of(buffer) + " " + name + "[" + buffer.size() + "]";
    }

    private String readParameter(LoopLayer.Read read) {
        Buffer buffer = read.buffer();
        return constants.contains(buffer)
                ? HlsTypes.stored(buffer.range()) + " " + read.parameter() + "[" + buffer.size() + "]"
                : parameter(buffer, read.parameter());
    }

    private List<String> parts(LoopLayer layer) {
        return switch (layer) {
            case LoopLayer.Product product -> List.of(product(product));
            case LoopLayer.Convolution convolution -> List.of(windows.convolution(convolution));
            case LoopLayer.Pool pool -> List.of(windows.pool(pool));
            case LoopLayer.Addition sum -> List.of(windows.addition(sum));
            case LoopLayer.Requantization requantization ->
                requantization.groups().stream()
                        .map(group -> groups.render(requantization, group))
                        .toList();
            case LoopLayer.FirstMaximum maximum -> List.of(firstMaximum(maximum));
            case LoopLayer.Concatenation concat ->
                Blocks.of(concat).stream().map(this::blocks).toList();
            case LoopLayer.Selection selection -> List.of(blocks(Blocks.of(selection)));
            case LoopLayer.Rearrangement move ->
                List.of(templates.render(
                        "copy.peb",
                        new CopyView(
                                move.head().output().size(), "x", move.from().name() + "[i]", "y", schedule.loop())));
            case TransformerLayer transformer -> List.of(transformers.render(transformer));
        };
    }

    private String blocks(Blocks blocks) {
        return templates.render("blocks.peb", new BlocksView(blocks, schedule.loop()));
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
