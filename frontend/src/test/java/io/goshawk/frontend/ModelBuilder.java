package io.goshawk.frontend;

import com.google.protobuf.ByteString;
import io.goshawk.frontend.protos.AttributeProto;
import io.goshawk.frontend.protos.GraphProto;
import io.goshawk.frontend.protos.ModelProto;
import io.goshawk.frontend.protos.NodeProto;
import io.goshawk.frontend.protos.OperatorSetIdProto;
import io.goshawk.frontend.protos.TensorProto;
import io.goshawk.frontend.protos.TensorProto.DataType;
import io.goshawk.frontend.protos.TensorShapeProto;
import io.goshawk.frontend.protos.TypeProto;
import io.goshawk.frontend.protos.ValueInfoProto;
import io.goshawk.ir.Graph;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.onnx.OnnxOp;
import java.util.List;
import java.util.stream.LongStream;

/// Models for tests, good and bad, a line a part. What belongs to a node follows it.
final class ModelBuilder {
    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private final ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(8);
    private long opset = 13;

    static ModelBuilder model() {
        return new ModelBuilder();
    }

    ModelBuilder opset(long version) {
        opset = version;
        return this;
    }

    ModelBuilder input(String name, long... dims) {
        graph.addInput(declared(name, dims));
        return this;
    }

    /// Adds an input whose extents are texts: numbers, or symbols.
    ModelBuilder symbolicInput(String name, String... dims) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (String dim : dims) {
            shape.addDimBuilder().setDimParam(dim);
        }
        ValueInfoProto.Builder input = declared(name).toBuilder();
        input.getTypeBuilder().getTensorTypeBuilder().setShape(shape);
        graph.addInput(input);
        return this;
    }

    ModelBuilder output(String name, long... dims) {
        ValueInfoProto.Builder output = declared(name, dims).toBuilder();
        if (dims.length == 0) {
            output.getTypeBuilder().getTensorTypeBuilder().clearShape();
        }
        graph.addOutput(output);
        return this;
    }

    ModelBuilder declare(String name, long... dims) {
        graph.addValueInfo(declared(name, dims));
        return this;
    }

    private static ValueInfoProto declared(String name, long... dims) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        LongStream.of(dims).forEach(dim -> shape.addDimBuilder().setDimValue(dim));
        TypeProto.Tensor type = TypeProto.Tensor.newBuilder()
                .setElemType(DataType.FLOAT_VALUE)
                .setShape(shape)
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(type))
                .build();
    }

    /// Adds a float initialiser.
    ModelBuilder floats(String name, List<Long> dims, double... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(DataType.FLOAT_VALUE)
                .addAllDims(dims);
        for (double value : values) {
            tensor.addFloatData((float) value);
        }
        return tensor(tensor.build());
    }

    /// Adds a float scalar as an initialiser.
    ModelBuilder scalar(String name, double value) {
        return floats(name, List.of(), value);
    }

    /// Adds a vector of INT64 as an initialiser.
    ModelBuilder integers(String name, long... values) {
        return tensor(vector(values).toBuilder().setName(name).build());
    }

    static TensorProto vector(long... values) {
        return TensorProto.newBuilder()
                .setDataType(DataType.INT64_VALUE)
                .addDims(values.length)
                .addAllInt64Data(LongStream.of(values).boxed().toList())
                .build();
    }

    ModelBuilder tensor(TensorProto tensor) {
        graph.addInitializer(tensor);
        return this;
    }

    ModelBuilder node(String type, String output, String... inputs) {
        graph.addNode(NodeProto.newBuilder().setOpType(type).addOutput(output).addAllInput(List.of(inputs)));
        return this;
    }

    private NodeProto.Builder last() {
        return graph.getNodeBuilder(graph.getNodeCount() - 1);
    }

    ModelBuilder named(String name) {
        last().setName(name);
        return this;
    }

    ModelBuilder domain(String domain) {
        last().setDomain(domain);
        return this;
    }

    ModelBuilder alsoYields(String output) {
        last().addOutput(output);
        return this;
    }

    ModelBuilder attribute(String name, long value) {
        return attribute(AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value));
    }

    ModelBuilder attribute(String name, float value) {
        return attribute(AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF(value));
    }

    ModelBuilder attribute(String name, String value) {
        return attribute(AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value)));
    }

    ModelBuilder attribute(String name, List<Long> values) {
        return attribute(AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INTS)
                .addAllInts(values));
    }

    ModelBuilder attribute(String name, TensorProto value) {
        return attribute(AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.TENSOR)
                .setT(value));
    }

    ModelBuilder attribute(AttributeProto.Builder attribute) {
        last().addAttribute(attribute);
        return this;
    }

    /// Adds a four-bit signed Quant of scale 1/4, with its parameters.
    ModelBuilder quant(String output, String input) {
        return scalar(output + "_scale", 0.25)
                .scalar(output + "_zero", 0)
                .scalar(output + "_bits", 4)
                .node("Quant", output, input, output + "_scale", output + "_zero", output + "_bits")
                .domain("qonnx.custom_op.general");
    }

    byte[] bytes() {
        if (opset >= 0) {
            model.addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset));
        }
        return model.setGraph(graph).build().toByteArray();
    }

    Graph<OnnxOp> load() {
        return load(ImportOptions.NONE);
    }

    Graph<OnnxOp> load(ImportOptions options) {
        return OnnxImporter.load(bytes(), "test.onnx", options, new Diagnostics());
    }

    /// {@return everything that is wrong with the model; nothing where it loads}
    List<Diagnostic> problems() {
        return problems(ImportOptions.NONE);
    }

    List<Diagnostic> problems(ImportOptions options) {
        try {
            load(options);
            return List.of();
        } catch (Refusal refusal) {
            return refusal.diagnostics();
        }
    }
}
