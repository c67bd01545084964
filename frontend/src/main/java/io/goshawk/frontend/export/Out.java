package io.goshawk.frontend.export;

import com.google.protobuf.ByteString;
import io.goshawk.frontend.protos.AttributeProto;
import io.goshawk.frontend.protos.GraphProto;
import io.goshawk.frontend.protos.NodeProto;
import io.goshawk.ir.ElementType;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.onnx.Constant;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// An ONNX graph being written: names, nodes, initialisers, and the versions of the domains that they take.
final class Out {
    /// QONNX's own domain.
    static final String QONNX = "qonnx.custom_op.general";

    /// The oldest opset that is written: the first with integers of four bits.
    private static final int OLDEST = 21;

    private final GraphProto.Builder graph;
    private final Diagnostics diagnostics;
    private final Map<Value, String> names = new HashMap<>();
    private final Map<Value, Constant> held = new HashMap<>();
    private final Map<Value, Value> sources = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Set<String> nodeNames = new HashSet<>();
    private final Map<String, Integer> opsets = new TreeMap<>(Map.of("", OLDEST));
    private Location at = new Location.Whole("model");
    private String result = "";

    Out(GraphProto.Builder graph, Diagnostics diagnostics) {
        this.graph = graph;
        this.diagnostics = diagnostics;
    }

    /// An attribute of a node.
    record Attribute(AttributeProto proto) {
        static Attribute of(String name, long value) {
            return new Attribute(AttributeProto.newBuilder()
                    .setName(name)
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(value)
                    .build());
        }

        static Attribute of(String name, boolean value) {
            return of(name, value ? 1L : 0L);
        }

        static Attribute of(String name, float value) {
            return new Attribute(AttributeProto.newBuilder()
                    .setName(name)
                    .setType(AttributeProto.AttributeType.FLOAT)
                    .setF(value)
                    .build());
        }

        static Attribute of(String name, String value) {
            return new Attribute(AttributeProto.newBuilder()
                    .setName(name)
                    .setType(AttributeProto.AttributeType.STRING)
                    .setS(ByteString.copyFromUtf8(value))
                    .build());
        }

        static Attribute of(String name, List<Integer> values) {
            AttributeProto.Builder proto =
                    AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
            values.forEach(proto::addInts);
            return new Attribute(proto.build());
        }
    }

    /// Names a value as the model's input or output does.
    void name(Value value, String name) {
        names.put(value, name);
        taken.add(name);
    }

    /// Keeps a name free for a value that is not there yet.
    void reserve(String name) {
        taken.add(name);
    }

    boolean isNamed(Value value) {
        return names.containsKey(value);
    }

    /// Takes a constant, which is written when an operation reads it.
    void hold(Value value, Constant constant) {
        held.put(value, constant);
    }

    /// {@return the name of `value`}
    String name(Value value) {
        String known = names.get(value);
        if (known != null) {
            return known;
        }
        String name = unique("v" + value.id());
        names.put(value, name);
        Constant constant = held.get(value);
        if (constant != null) {
            initialiser(name, constant.data(), constant.element());
        }
        return name;
    }

    /// Takes note that `reshaped` has the elements of `source`.
    void sameElements(Value reshaped, Value source) {
        sources.put(reshaped, source);
    }

    /// {@return the name of the elements of `value` in another shape of the same size}
    String reshaped(Value value, List<Integer> extents) {
        Value source = sources.getOrDefault(value, value);
        if (value.shape().extents().equals(extents) || source.shape().extents().equals(extents)) {
            return name(value.shape().extents().equals(extents) ? value : source);
        }
        Constant constant = held.get(value);
        return constant == null
                ? step("Reshape", List.of(name(value), integers("shape", extents)))
                : initialiser(
                        unique("v" + value.id()), constant.data().reshape(new Shape(extents)), constant.element());
    }

    String unique(String stem) {
        String name = stem;
        for (int copy = 2; !taken.add(name); copy++) {
            name = stem + "_" + copy;
        }
        return name;
    }

    /// Goes on to the node that yields `value`.
    void begin(Value value, Location place) {
        at = place;
        result = name(value);
    }

    Location at() {
        return at;
    }

    /// Writes the last node of an operation, which yields its result.
    void give(String operator, List<String> inputs, Attribute... attributes) {
        node("", operator, inputs, List.of(result), attributes);
    }

    /// Writes the last node of an operation, of one of its values.
    void yieldOf(String operator, List<Value> inputs, Attribute... attributes) {
        this.give(operator, inputs.stream().map(this::name).toList(), attributes);
    }

    /// Writes the only node of an operation, whose result is its output number `index`.
    void yieldAt(int index, String operator, List<String> inputs, Attribute... attributes) {
        String[] outputs = new String[index + 1];
        Arrays.fill(outputs, "");
        outputs[index] = result;
        if (index > 0) {
            outputs[0] = unique(result + "_0"); // the first output may not be left out
        }
        node("", operator, inputs, List.of(outputs), attributes);
    }

    /// Writes a node of QONNX that yields the result.
    void yieldQonnx(int version, String operator, List<Value> inputs, Attribute... attributes) {
        opsets.merge(QONNX, version, Math::max);
        node(QONNX, operator, inputs.stream().map(this::name).toList(), List.of(result), attributes);
    }

    /// Writes a node in between. {@return the name of its value}
    String step(String operator, List<String> inputs, Attribute... attributes) {
        String name = unique(result + "_" + operator.toLowerCase(Locale.ROOT));
        node("", operator, inputs, List.of(name), attributes);
        return name;
    }

    private void node(
            String domain, String operator, List<String> inputs, List<String> outputs, Attribute... attributes) {
        NodeProto.Builder node = NodeProto.newBuilder()
                .setOpType(operator)
                .setDomain(domain)
                .setName(nodeName(operator))
                .addAllInput(inputs)
                .addAllOutput(outputs);
        for (Attribute attribute : attributes) {
            node.addAttribute(attribute.proto());
        }
        graph.addNode(node);
    }

    /// The model's own name where it is free; the first of several nodes keeps it.
    private String nodeName(String operator) {
        String stem = at instanceof Location.OnnxNode place ? place.node() : operator + "_" + graph.getNodeCount();
        String name = stem;
        for (int copy = 2; !nodeNames.add(name); copy++) {
            name = stem + "_" + copy;
        }
        return name;
    }

    /// Says that ONNX's operators are needed as of version `opset`.
    void since(int opset) {
        opsets.merge("", opset, Math::max);
    }

    Map<String, Integer> opsets() {
        return opsets;
    }

    /// Writes a tensor. {@return its name}
    String initialiser(String name, Tensor data, ElementType element) {
        needs(element);
        graph.addInitializer(TensorWriter.proto(data, element, at).setName(name));
        return name;
    }

    /// Takes note of what an element type needs.
    void needs(ElementType element) {
        if (element instanceof IntType type && type.bits() == 2) {
            since(25);
        }
        if (element == FloatType.F8E8M0) {
            since(24);
        }
        if (element == FloatType.F4E2M1) {
            since(23);
        }
    }

    /// Writes a vector of integers. {@return its name}
    String integers(String role, List<Integer> values) {
        long[] longs = values.stream().mapToLong(Integer::longValue).toArray();
        return initialiser(unique(result + "_" + role), IntTensor.of(Shape.of(longs.length), longs), IntType.s(64));
    }

    /// Writes a single integer. {@return its name}
    String integer(String role, long value) {
        return initialiser(unique(result + "_" + role), IntTensor.of(Shape.SCALAR, value), IntType.s(64));
    }

    /// Writes a vector of single floats. {@return its name}
    String floats(String role, float... values) {
        return initialiser(unique(result + "_" + role), FloatTensor.of(Shape.of(values.length), values), FloatType.F32);
    }

    /// Reports that the operation has no form in the file.
    void refuse(String message, String hint) {
        diagnostics.add(Diagnostic.of(Code.NOT_EXPORTABLE, at, message).hint(hint));
    }
}
