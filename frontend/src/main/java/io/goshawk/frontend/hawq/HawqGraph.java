package io.goshawk.frontend.hawq;

import io.goshawk.frontend.model.NodeNames;
import io.goshawk.frontend.model.TensorReader;
import io.goshawk.frontend.model.Unconvertible;
import io.goshawk.frontend.protos.AttributeProto;
import io.goshawk.frontend.protos.GraphProto;
import io.goshawk.frontend.protos.NodeProto;
import io.goshawk.frontend.protos.TensorProto;
import io.goshawk.ir.Location;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The nodes of an exported model and who makes what, before anything is imported.
final class HawqGraph {
    private static final Set<String> QUANTISERS = Set.of("Quant", "IntQuant", "BipolarQuant", "Trunc", "Round");

    /// What leaves integers integers, up to a factor.
    private static final Set<String> MOVEMENTS =
            Set.of("MaxPool", "Flatten", "Transpose", "Reshape", "Squeeze", "Unsqueeze", "Identity", "Dropout", "Relu");

    private final String model;
    private final List<NodeProto> nodes;
    private final List<String> names;
    private final Map<String, NodeProto> producers = new HashMap<>();
    private final Map<String, TensorProto> constants = new HashMap<>();

    HawqGraph(String model, GraphProto graph) {
        this.model = model;
        this.nodes = graph.getNodeList();
        this.names = NodeNames.of(nodes);
        for (NodeProto node : nodes) {
            node.getOutputList().forEach(output -> producers.put(output, node));
            if (node.getOpType().equals("Constant") && node.getOutputCount() > 0) {
                node.getAttributeList().stream()
                        .filter(AttributeProto::hasT)
                        .forEach(a -> constants.put(node.getOutput(0), a.getT()));
            }
        }
        graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
    }

    List<NodeProto> nodes() {
        return nodes;
    }

    /// {@return the place of node `index`}
    Location at(int index) {
        return new Location.OnnxNode(model, names.get(index), nodes.get(index).getOpType());
    }

    /// {@return the node that makes `value`}
    Optional<NodeProto> producer(String value) {
        return Optional.ofNullable(producers.get(value));
    }

    /// {@return the floats of `value`, where the file holds them}
    Optional<FloatTensor> floats(String value) {
        TensorProto tensor = constants.get(value);
        if (tensor == null) {
            return Optional.empty();
        }
        try {
            Tensor data = TensorReader.read(tensor, new Location.OnnxValue(model, value), value);
            return data instanceof FloatTensor floats ? Optional.of(floats) : Optional.empty();
        } catch (Unconvertible unreadable) {
            // The import reports what is wrong with the tensor.
            return Optional.empty();
        }
    }

    /// {@return the single number that `value` holds, where it is one}
    Optional<Double> number(String value) {
        return floats(value).filter(floats -> floats.shape().size() == 1).map(floats -> floats.at(0));
    }

    /// {@return the quantiser with scale 1 behind input `index` of `node`: integers as HAWQ stores them}
    Optional<NodeProto> integers(NodeProto node, int index) {
        return Optional.of(node)
                .filter(n -> n.getInputCount() > index)
                .flatMap(n -> producer(n.getInput(index)))
                .filter(quant -> quant.getOpType().equals("Quant") && quant.getInputCount() == 4)
                .filter(quant ->
                        number(quant.getInput(1)).filter(scale -> scale == 1).isPresent());
    }

    /// {@return whether the data of `node`, an operator on integers, was quantised on the way to it}
    boolean isQuantised(NodeProto node) {
        String value = node.getInput(0);
        // A walk of more steps than there are nodes goes round in circles, which the import reports.
        for (int step = 0; step <= nodes.size(); step++) {
            Optional<NodeProto> maker = producer(value);
            if (maker.isEmpty()) {
                return false;
            }
            NodeProto from = maker.get();
            boolean scales = (from.getOpType().equals("Div") || from.getOpType().equals("Mul"))
                    && from.getInputCount() == 2
                    && number(from.getInput(1)).isPresent();
            if (QUANTISERS.contains(from.getOpType())) {
                return true;
            }
            if ((!scales && !MOVEMENTS.contains(from.getOpType())) || from.getInputCount() == 0) {
                return false;
            }
            value = from.getInput(0);
        }
        return true;
    }

    /// {@return the nodes that read an output of `node`}
    List<NodeProto> readers(NodeProto node) {
        return nodes.stream()
                .filter(reader -> node.getOutputList().stream().anyMatch(reader.getInputList()::contains))
                .toList();
    }
}
