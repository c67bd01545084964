package io.goshawk.frontend.hawq;

import io.goshawk.frontend.protos.AttributeProto;
import io.goshawk.frontend.protos.ModelProto;
import io.goshawk.frontend.protos.NodeProto;
import io.goshawk.frontend.protos.ValueInfoProto;
import io.goshawk.ir.Location;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.tensor.FloatTensor;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Models that HAWQ's exporter wrote, whose nine known defects are repaired with a remark, or refused with a reason
/// where the file no longer holds what was lost. `docs/hawq-exports.md` lists them.
public final class HawqExport {
    private static final String DOMAIN = "hawq2qonnx";
    private static final Set<String> PRODUCTS = Set.of("Conv", "MatMul", "Gemm");

    private final String model;
    private final ModelProto proto;
    private final HawqGraph graph;
    private final Diagnostics diagnostics;

    private HawqExport(String model, ModelProto proto, Diagnostics diagnostics) {
        this.model = model;
        this.proto = proto;
        this.graph = new HawqGraph(model, proto.getGraph());
        this.diagnostics = diagnostics;
    }

    /// {@return `proto`, repaired where HAWQ exported it}
    /// @param model the file name that diagnostics show
    /// @param diagnostics receives what was assumed, and what cannot be repaired
    public static ModelProto repaired(String model, ModelProto proto, Diagnostics diagnostics) {
        boolean hawq = proto.getOpsetImportList().stream()
                        .anyMatch(opset -> opset.getDomain().equals(DOMAIN))
                || proto.getGraph().getNodeList().stream()
                        .anyMatch(node -> node.getDomain().equals(DOMAIN));
        return hawq ? new HawqExport(model, proto, diagnostics).run() : proto;
    }

    private ModelProto run() {
        checkDomain();
        checkBatch();
        checkScales();
        ModelProto.Builder result = proto.toBuilder();
        for (int i = 0; i < graph.nodes().size(); i++) {
            NodeProto node = graph.nodes().get(i);
            checkNode(i, node);
            result.getGraphBuilder().setNode(i, repaired(i, node));
        }
        return result.build();
    }

    private void assumed(Location at, String message, String hint) {
        diagnostics.add(Diagnostic.of(Code.ASSUMED, at, message).hint(hint));
    }

    private void refused(int index, String message, String hint) {
        diagnostics.add(Diagnostic.of(Code.UNSUPPORTED_FEATURE, graph.at(index), message)
                .note("a known defect of HAWQ's exporter: see docs/hawq-exports.md")
                .hint(hint));
    }

    private void checkDomain() {
        long foreign = graph.nodes().stream()
                .filter(node -> node.getDomain().equals(DOMAIN))
                .count();
        if (foreign > 0) {
            assumed(
                    new Location.Whole(model),
                    foreign + " nodes of the domain " + DOMAIN + " are read as QONNX's and ONNX's",
                    "that domain has no specification; its Quant, Trunc and Round were compared with HAWQ's code");
        }
    }

    /// The exporter writes shapes for one sample.
    private void checkBatch() {
        Set<String> held = Set.copyOf(proto.getGraph().getInitializerList().stream()
                .map(tensor -> tensor.getName())
                .toList());
        for (ValueInfoProto input : proto.getGraph().getInputList()) {
            var shape = input.getType().getTensorType().getShape();
            long batch =
                    shape.getDimCount() == 0 ? 1 : Math.max(1, shape.getDim(0).getDimValue());
            if (!held.contains(input.getName()) && batch != 1) {
                diagnostics.add(Diagnostic.of(
                                Code.UNSUPPORTED_FEATURE,
                                new Location.OnnxValue(model, input.getName()),
                                "the input holds " + batch + " samples, and HAWQ's exporter traces shapes for one")
                        .hint("export the model with a batch of 1"));
            }
        }
    }

    private void checkScales() {
        long fractions = graph.nodes().stream()
                .filter(node ->
                        node.getOpType().equals("Mul") || node.getOpType().equals("Div"))
                .filter(node -> node.getInputCount() == 2)
                .flatMap(node -> graph.number(node.getInput(1)).stream())
                .filter(scale -> !isPowerOfTwo(scale))
                .count();
        if (fractions > 0) {
            assumed(
                    new Location.Whole(model),
                    fractions + " scales are no powers of two, and are carried exactly",
                    "nothing is lost here; other tools round such scales");
        }
    }

    private static boolean isPowerOfTwo(double number) {
        return number > 0 && Math.scalb(1.0, Math.getExponent(number)) == number;
    }

    private void checkNode(int index, NodeProto node) {
        if (PRODUCTS.contains(node.getOpType()) && graph.integers(node, 1).isPresent()) {
            checkProduct(index, node);
        }
        if (node.getOpType().equals("BatchNormalization")
                && node.getInputCount() > 0
                && comesFromIntegers(node.getInput(0))) {
            refused(
                    index,
                    "a batch normalisation behind integer weights: it may already be folded into them",
                    "fold it before quantising, and export the model without it");
        }
        biasOf(node).ifPresent(bias -> checkBias(index, bias));
    }

    private boolean comesFromIntegers(String value) {
        Optional<NodeProto> maker = graph.producer(value);
        Optional<NodeProto> product = maker.filter(node -> node.getOpType().equals("Mul") && node.getInputCount() > 0)
                .flatMap(mul -> graph.producer(mul.getInput(0)))
                .or(() -> maker);
        return product.filter(node -> PRODUCTS.contains(node.getOpType()))
                .flatMap(node -> graph.integers(node, 1))
                .isPresent();
    }

    private void checkProduct(int index, NodeProto node) {
        if (!graph.isQuantised(node)) {
            refused(
                    index,
                    "integer weights meet data that nothing quantised: the export left out HAWQ's QuantAct, and its "
                            + "bit width with it",
                    "export with the exporter's dev branch, which writes a Quant for each QuantAct");
        }
        if (node.getOpType().equals("Conv")) {
            checkChannels(index, node);
            if (node.getInputCount() < 3) {
                assumed(
                        graph.at(index),
                        "the convolution has no bias; a batch normalisation that belonged to it would be lost",
                        "export QuantConv2d layers, or fold a QuantBnConv2d before exporting it");
            }
        }
    }

    /// Weights quantised channel by channel reach the largest integer in each, those quantised together in few.
    private void checkChannels(int index, NodeProto node) {
        NodeProto quant = graph.integers(node, 1).orElseThrow();
        Optional<FloatTensor> weights = graph.floats(quant.getInput(0));
        Optional<Double> bits = graph.number(quant.getInput(3));
        if (weights.isEmpty() || bits.isEmpty() || weights.get().shape().rank() < 1) {
            return;
        }
        FloatTensor tensor = weights.get();
        int channels = tensor.shape().extent(0);
        int size = tensor.shape().stride(0);
        double top = Math.scalb(1.0, bits.get().intValue() - 1) - 1;
        for (int channel = 0; channel < channels; channel++) {
            double largest = 0;
            for (int i = 0; i < size; i++) {
                largest = Math.max(largest, Math.abs(tensor.at(channel * size + i)));
            }
            if (largest < top) {
                return;
            }
        }
        boolean oneScale = graph.readers(node).stream()
                .anyMatch(mul -> mul.getOpType().equals("Mul")
                        && mul.getInputCount() == 2
                        && graph.number(mul.getInput(1)).isPresent());
        if (channels > 1 && oneScale) {
            refused(
                    index,
                    "each of the " + channels + " channels reaches the largest integer, so each had a scale, and only "
                            + "that of channel 0 was exported",
                    "quantise the weights with per_channel = False, or write all scales");
        }
    }

    /// {@return the name of the quantiser of the bias that `node` adds}
    private Optional<NodeProto> biasOf(NodeProto node) {
        return switch (node.getOpType()) {
            case "Conv", "Gemm" -> graph.integers(node, 2);
            case "Add" ->
                graph.integers(node, 1)
                        .filter(quant -> graph.floats(quant.getInput(0)).isPresent());
            default -> Optional.empty();
        };
    }

    private void checkBias(int index, NodeProto quant) {
        Optional<FloatTensor> bias = graph.floats(quant.getInput(0));
        Optional<Double> bits = graph.number(quant.getInput(3));
        if (bias.isEmpty() || bits.isEmpty()) {
            return;
        }
        double end = Math.scalb(1.0, bits.get().intValue() - 1);
        int count = bias.get().shape().size();
        int cut = 0;
        for (int i = 0; i < count; i++) {
            cut += bias.get().at(i) <= -end || bias.get().at(i) >= end - 1 ? 1 : 0;
        }
        if (cut > 0) {
            assumed(
                    graph.at(index),
                    cut + " of " + count + " biases lie at the end of their "
                            + bits.get().intValue() + " bits: they are taken as they are, and were probably cut",
                    "train and export with biases of 32 bits, HAWQ's default");
        }
    }

    private NodeProto repaired(int index, NodeProto node) {
        return switch (node.getOpType()) {
            case "Conv", "MaxPool", "AveragePool" -> withPads(index, node);
            case "Trunc" -> withTruncation(index, node);
            default -> node;
        };
    }

    /// The exporter writes `(p0, p0, p1, p1)` where ONNX wants `(p0, p1, p0, p1)`.
    private NodeProto withPads(int index, NodeProto node) {
        NodeProto.Builder result = node.toBuilder();
        for (AttributeProto.Builder pads : result.getAttributeBuilderList()) {
            List<Long> p = pads.getIntsList();
            boolean swapped = pads.getName().equals("pads")
                    && p.size() == 4
                    && p.get(0).equals(p.get(1))
                    && p.get(2).equals(p.get(3))
                    && !p.get(0).equals(p.get(2));
            if (swapped) {
                List<Long> meant = List.of(p.get(0), p.get(2), p.get(0), p.get(2));
                pads.clearInts().addAllInts(meant);
                assumed(
                        graph.at(index),
                        "pads " + p + " are read as " + meant + ": the exporter mixes up axes and sides",
                        "write pads as [top, left, bottom, right]");
            }
        }
        return result.build();
    }

    /// The exporter says that Trunc rounds, and HAWQ's own code truncates.
    private NodeProto withTruncation(int index, NodeProto node) {
        NodeProto.Builder result = node.toBuilder();
        for (AttributeProto.Builder mode : result.getAttributeBuilderList()) {
            if (mode.getName().equals("rounding_mode")
                    && mode.getS().toStringUtf8().equals("ROUND")) {
                mode.setS(com.google.protobuf.ByteString.copyFromUtf8("DOWN"));
                assumed(
                        graph.at(index),
                        "rounding_mode ROUND is read as DOWN: HAWQ truncates here",
                        "write rounding_mode = \"DOWN\"");
            }
        }
        return result.build();
    }
}
