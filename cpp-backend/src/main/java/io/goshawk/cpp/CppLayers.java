package io.goshawk.cpp;

import io.goshawk.codegen.Templates;
import io.goshawk.codegen.loops.Blocks;
import io.goshawk.codegen.loops.CText;
import io.goshawk.codegen.loops.LoopLayer;
import io.goshawk.codegen.loops.Order;
import io.goshawk.codegen.loops.TransformerLayer;
import io.goshawk.cpp.view.AddView;
import io.goshawk.cpp.view.ArgMaxView;
import io.goshawk.cpp.view.BlocksView;
import io.goshawk.cpp.view.FunctionView;
import io.goshawk.cpp.view.OrderView;
import io.goshawk.cpp.view.ProductView;
import io.goshawk.cpp.view.WindowView;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// One function a layer.
final class CppLayers {
    private final Templates templates;
    private final CppGroups groups;
    private final CppTransformers transformers;

    CppLayers(Templates templates) {
        this.templates = templates;
        this.groups = new CppGroups(templates);
        this.transformers = new CppTransformers(templates);
    }

    /// {@return the function of `layer`}
    String render(LoopLayer layer) {
        LoopLayer.Head head = layer.head();
        String parameters = layer.reads().stream()
                        .map(read -> "const " + CppTypes.parameter(read.buffer(), read.parameter()) + ", ")
                        .collect(Collectors.joining())
                + CppTypes.parameter(head.output(), "y");
        return templates.render(
                "function.peb",
                new FunctionView(CText.origin(head.at()), head.name(), layer.says(), parameters, parts(layer)));
    }

    private List<String> parts(LoopLayer layer) {
        return switch (layer) {
            case LoopLayer.Product product -> List.of(product(product));
            case LoopLayer.Convolution convolution -> List.of(convolution(convolution));
            case LoopLayer.Pool pool -> List.of(pool(pool));
            case LoopLayer.Addition sum -> List.of(addition(sum));
            case LoopLayer.Requantization requantization ->
                requantization.groups().stream()
                        .map(group -> groups.render(requantization, group))
                        .toList();
            case LoopLayer.FirstMaximum maximum -> List.of(firstMaximum(maximum));
            case LoopLayer.Concatenation concat ->
                Blocks.of(concat).stream().map(part -> blocks(part, layer)).toList();
            case LoopLayer.Selection selection -> List.of(blocks(Blocks.of(selection), layer));
            case LoopLayer.Rearrangement move -> List.of(order(move));
            case TransformerLayer transformer -> List.of(transformers.render(transformer));
        };
    }

    private String order(LoopLayer.Rearrangement layer) {
        List<String> heads = new ArrayList<>();
        List<String> tails = new ArrayList<>();
        List<String> terms = new ArrayList<>();
        String indent = "";
        for (Order.Loop loop : Order.of(layer).loops()) {
            String name = "i" + heads.size();
            heads.add("%sfor (int %s = 0; %s < %d; ++%s) {".formatted(indent, name, name, loop.extent(), name));
            tails.addFirst(indent + "}");
            terms.add(loop.stride() == 1 ? name : name + " * " + loop.stride());
            indent += "    ";
        }
        String from = terms.isEmpty() ? "0" : String.join(" + ", terms);
        return templates.render(
                "order.peb",
                new OrderView(
                        heads,
                        indent + "    ",
                        from,
                        tails,
                        CppTypes.of(layer.head().output())));
    }

    private String blocks(Blocks blocks, LoopLayer layer) {
        return templates.render(
                "blocks.peb", new BlocksView(blocks, CppTypes.of(layer.head().output())));
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

    private String convolution(LoopLayer.Convolution layer) {
        return templates.render(
                "convolution.peb",
                new WindowView(
                        layer.loops(),
                        layer.depth(),
                        layer.outputs(),
                        layer.outputs() / layer.groups(),
                        CppTypes.computing(layer.sums()),
                        CppTypes.literal(layer.padding()),
                        layer.weights().name(),
                        CppTypes.of(layer.head().output())));
    }

    private String pool(LoopLayer.Pool layer) {
        int maps = layer.loops().images() * layer.loops().channels();
        return templates.render(
                layer.kind() == LoopLayer.Pool.Kind.SUM ? "pool.peb" : "maxpool.peb",
                new WindowView(
                        layer.loops(),
                        1,
                        maps,
                        1,
                        CppTypes.computing(layer.sums()),
                        CppTypes.literal(layer.padding()),
                        "",
                        CppTypes.of(layer.head().output())));
    }

    private String addition(LoopLayer.Addition layer) {
        String wide = CppTypes.computing(layer.sums());
        return templates.render(
                "add.peb",
                new AddView(
                        layer.head().output().size(),
                        product(wide, "x", layer.leftFactor()),
                        product(wide, "z", layer.rightFactor()),
                        CppTypes.of(layer.head().output())));
    }

    private static String product(String wide, String array, BigInteger factor) {
        String element = "static_cast<" + wide + ">(" + array + "[i])";
        return factor.equals(BigInteger.ONE) ? element : element + " * " + CppTypes.literal(factor);
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
