package io.goshawk.frontend;

import com.google.protobuf.ByteString;
import io.goshawk.frontend.model.ModelFile;
import io.goshawk.frontend.model.Unconvertible;
import io.goshawk.frontend.protos.ModelProto;
import io.goshawk.frontend.protos.OperatorSetIdProto;
import io.goshawk.frontend.protos.TensorProto;
import io.goshawk.frontend.protos.ValueInfoProto;
import io.goshawk.ir.Location;
import io.goshawk.ir.diag.Refusal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a model says of itself, read without understanding it: also there for models that cannot be imported.
///
/// @param inputs the inputs of the graph that no initialiser gives a value, in order
/// @param outputs the outputs of the graph, in order
/// @param nodes the operator of each node, in the order of the file
/// @param opsets the version of each domain of operators, ONNX's own being called `ai.onnx`
public record ModelOutline(List<Port> inputs, List<Port> outputs, List<OperatorName> nodes, Map<String, Long> opsets) {
    /// A named input or output.
    ///
    /// @param tensor whether it is a dense tensor, and no sequence, optional, map or sparse tensor
    public record Port(String name, boolean tensor) {}

    public ModelOutline {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        nodes = List.copyOf(nodes);
        opsets = Map.copyOf(opsets);
    }

    /// {@return what the model in `bytes` says of itself}
    /// @param modelName the file name that a diagnostic shows
    /// @throws Refusal if they hold no model
    public static ModelOutline of(byte[] bytes, String modelName) {
        try {
            return of(ModelFile.parse(ByteString.copyFrom(bytes), new Location.Whole(modelName)));
        } catch (Unconvertible refusal) {
            throw new Refusal(refusal.reason().orElseThrow());
        }
    }

    /// {@return what the model in `file` says of itself}
    /// @throws Refusal if there is none
    public static ModelOutline of(Path file) {
        try {
            return of(ModelFile.parse(ModelFile.read(file), new Location.Whole(file.toString())));
        } catch (Unconvertible refusal) {
            throw new Refusal(refusal.reason().orElseThrow());
        }
    }

    /// {@return what `model` says of itself}
    static ModelOutline of(ModelProto model) {
        Set<String> initialisers = model.getGraph().getInitializerList().stream()
                .map(TensorProto::getName)
                .collect(Collectors.toSet());
        List<Port> inputs = ports(model.getGraph().getInputList()).stream()
                .filter(port -> !initialisers.contains(port.name()))
                .toList();
        Map<String, Long> opsets = new TreeMap<>();
        for (OperatorSetIdProto opset : model.getOpsetImportList()) {
            opsets.merge(OperatorName.spelled(opset.getDomain()), opset.getVersion(), Math::max);
        }
        List<OperatorName> nodes = model.getGraph().getNodeList().stream()
                .map(node -> new OperatorName(node.getDomain(), node.getOpType()))
                .toList();
        return new ModelOutline(inputs, ports(model.getGraph().getOutputList()), nodes, opsets);
    }

    private static List<Port> ports(List<ValueInfoProto> values) {
        return values.stream()
                .map(value -> new Port(value.getName(), value.getType().hasTensorType()))
                .toList();
    }
}
