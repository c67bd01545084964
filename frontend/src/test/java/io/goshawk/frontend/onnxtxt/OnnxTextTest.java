package io.goshawk.frontend.onnxtxt;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.goshawk.frontend.protos.AttributeProto;
import io.goshawk.frontend.protos.AttributeProto.AttributeType;
import io.goshawk.frontend.protos.FunctionProto;
import io.goshawk.frontend.protos.GraphProto;
import io.goshawk.frontend.protos.ModelProto;
import io.goshawk.frontend.protos.NodeProto;
import io.goshawk.frontend.protos.TensorProto;
import io.goshawk.frontend.protos.TensorProto.DataType;
import io.goshawk.frontend.protos.TypeProto;
import io.goshawk.frontend.protos.ValueInfoProto;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The textual syntax; what onnx.parser makes of these texts was compared message by message.
class OnnxTextTest {
    private static ModelProto model(String text) {
        Diagnostics diagnostics = new Diagnostics();
        return OnnxText.parse("test.onnxtxt", ByteString.copyFromUtf8(text), diagnostics)
                .orElseThrow(() -> new AssertionError(diagnostics.all()));
    }

    private static List<Diagnostic> problems(String text) {
        Diagnostics diagnostics = new Diagnostics();
        assertThat(OnnxText.parse("test.onnxtxt", ByteString.copyFromUtf8(text), diagnostics))
                .isEmpty();
        return diagnostics.all();
    }

    private static GraphProto graph(String declarations, String nodes) {
        return model("g (float x) => (float y) <" + declarations + "> {" + nodes + "}")
                .getGraph();
    }

    private static NodeProto node(String text) {
        return graph("", text).getNode(0);
    }

    private static AttributeProto attribute(String text) {
        return node("y = Op<" + text + ">(x)").getAttribute(0);
    }

    private static TensorProto tensor(String text) {
        return graph(text, "").getInitializer(0);
    }

    @Test
    void theHeader() {
        ModelProto model = model("""
                <
                  ir_version: 10, opset_import: ["" : 21, "a.b": 1], producer_name: "p", producer_version: "1",
                  domain: "d", model_version: 3, doc_string: "two
                lines", metadata_props: ["k": "v", "l": "w"]
                >
                g () => () {}""");
        assertThat(model.getIrVersion()).isEqualTo(10);
        assertThat(model.getOpsetImportList())
                .extracting(opset -> opset.getDomain() + opset.getVersion())
                .containsExactly("21", "a.b1");
        assertThat(model.getProducerName() + model.getProducerVersion() + model.getDomain() + model.getModelVersion())
                .isEqualTo("p1d3");
        assertThat(model.getDocString()).isEqualTo("two\nlines");
        assertThat(model.getMetadataPropsList())
                .extracting(entry -> entry.getKey() + entry.getValue())
                .containsExactly("kv", "lw");
    }

    @Test
    void typesOfInputsAndOutputs() {
        GraphProto graph = model("g (float[N, 4, ?] x, float s, float16[] u, \"q r\") => (seq(map(int64, bool[2])) y,"
                        + " optional(float) z, sparse_tensor(double[3]) w) {}")
                .getGraph();
        TypeProto.Tensor first = graph.getInput(0).getType().getTensorType();
        assertThat(first.getElemType()).isEqualTo(DataType.FLOAT_VALUE);
        assertThat(first.getShape().getDim(0).getDimParam()).isEqualTo("N");
        assertThat(first.getShape().getDim(1).getDimValue()).isEqualTo(4);
        assertThat(first.getShape().getDim(2).hasDimValue()).isFalse();
        assertThat(graph.getInput(1).getType().getTensorType().hasShape()).isTrue();
        assertThat(graph.getInput(2).getType().getTensorType().hasShape()).isFalse();
        assertThat(graph.getInput(3).getName()).isEqualTo("q r");
        assertThat(graph.getInput(3).hasType()).isFalse();
        TypeProto.Map map =
                graph.getOutput(0).getType().getSequenceType().getElemType().getMapType();
        assertThat(map.getKeyType()).isEqualTo(DataType.INT64_VALUE);
        assertThat(map.getValueType().getTensorType().getElemType()).isEqualTo(DataType.BOOL_VALUE);
        assertThat(graph.getOutput(1).getType().hasOptionalType()).isTrue();
        assertThat(graph.getOutput(2).getType().getSparseTensorType().getElemType())
                .isEqualTo(DataType.DOUBLE_VALUE);
    }

    @Test
    void initialisersKeepTheirNumbers() {
        assertThat(tensor("float[2, 2] w = {1, -2.5e-3, inf, nan}").getFloatDataList())
                .containsExactly(1f, -2.5e-3f, Float.POSITIVE_INFINITY, Float.NaN);
        assertThat(tensor("uint64 w = {18446744073709551615}").getUint64DataList())
                .containsExactly(-1L);
        assertThat(tensor("int4[3] w = {1, -2, 3}").getInt32DataList()).containsExactly(1, -2, 3);
        assertThat(tensor("float16[1] w = {15360}").getInt32DataList()).containsExactly(15360);
        assertThat(tensor("double[1] w = {1e300}").getDoubleDataList()).containsExactly(1e300);
        assertThat(tensor("int64[2] w = { 1 # one }\n , # two\n 2 }").getInt64DataList())
                .containsExactly(1L, 2L);
        assertThat(tensor("string[3] w = {\"a\", \"b\\\"}c\", \"é\"}").getStringDataList())
                .containsExactly(
                        ByteString.copyFromUtf8("a"), ByteString.copyFromUtf8("b\"}c"), ByteString.copyFromUtf8("é"));
        assertThat(tensor("float[0] w = {}").getDimsList()).containsExactly(0L);
    }

    @Test
    void dataMayLieInAnotherFile() {
        TensorProto tensor = tensor("float[2] w = [\"location\": \"f.bin\", \"offset\": \"4\"]");
        assertThat(tensor.getDataLocation()).isEqualTo(TensorProto.DataLocation.EXTERNAL);
        assertThat(tensor.getExternalDataList())
                .extracting(entry -> entry.getKey() + "=" + entry.getValue())
                .containsExactly("location=f.bin", "offset=4");
    }

    @Test
    void anInitialisedInputIsBoth() {
        GraphProto graph = model("g (float[1] x = {2}) => (float y) <float[1] w = {3}, float[1] v> {}")
                .getGraph();
        assertThat(graph.getInputList()).extracting(ValueInfoProto::getName).containsExactly("x");
        assertThat(graph.getInitializerList()).extracting(TensorProto::getName).containsExactly("x", "w");
        assertThat(graph.getValueInfoList()).extracting(ValueInfoProto::getName).containsExactly("v");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "y = Op()||",
                "y = Op(\"\")||1",
                "y = Op(,x)||,x",
                "y = Op(,)||1",
                "y = Op(x,)||x",
                "y = Op(x,,z)||x,,z",
                "y = Op(x,,)||x,"
            })
    void leftOutInputs(String text, String unused, String inputs) {
        List<String> expected =
                inputs == null ? List.of() : inputs.equals("1") ? List.of("") : List.of(inputs.split(",", -1));
        assertThat(node(text).getInputList()).isEqualTo(expected);
    }

    @Test
    void nodes() {
        NodeProto node = node("[\"the node\"] y, , \"z z\" = qonnx.custom_op.general.Quant:v1<narrow: int = 0>(x)");
        assertThat(node.getName()).isEqualTo("the node");
        assertThat(node.getOutputList()).containsExactly("y", "", "z z");
        assertThat(node.getDomain()).isEqualTo("qonnx.custom_op.general");
        assertThat(node.getOpType()).isEqualTo("Quant");
        assertThat(node.getOverload()).isEqualTo("v1");
        assertThat(node("y = Op(x)<a = 1>").getAttributeCount()).isEqualTo(1);
        // Words of the syntax are names where a name stands.
        assertThat(graph("", "map = optional(float) nan = Op(inf)").getNodeCount())
                .isEqualTo(2);
    }

    @Test
    void attributesOfEveryKind() {
        assertThat(attribute("a = -9223372036854775808").getI()).isEqualTo(Long.MIN_VALUE);
        assertThat(attribute("a = 2.5").getF()).isEqualTo(2.5f);
        assertThat(attribute("a: float = 2").getF()).isEqualTo(2f);
        assertThat(Float.floatToIntBits(attribute("a: float = -0").getF())).isEqualTo(0x80000000);
        assertThat(attribute("a = -inf").getF()).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(attribute("a = \"s\\\\t\"").getS().toStringUtf8()).isEqualTo("s\\t");
        assertThat(attribute("a = [1, 2]").getIntsList()).containsExactly(1L, 2L);
        assertThat(attribute("a: floats = [1, 2.5]").getFloatsList()).containsExactly(1f, 2.5f);
        assertThat(attribute("a = [\"p\", \"q\"]").getStringsCount()).isEqualTo(2);
        assertThat(attribute("a: ints = []").getType()).isEqualTo(AttributeType.INTS);
        assertThat(attribute("a = float[2] {1, 2}").getT().getFloatDataCount()).isEqualTo(2);
        assertThat(attribute("a = int64 t = {5}").getT().getName()).isEqualTo("t");
        assertThat(attribute("a = [int64 {5}, int64 {6}]").getTensorsCount()).isEqualTo(2);
        assertThat(attribute("a = float[N]").getTp().hasTensorType()).isTrue();
        assertThat(attribute("a: int = @b").getRefAttrName()).isEqualTo("b");
        assertThat(attribute("a: graph = b () => (float z) { z = Relu(x) }")
                        .getG()
                        .getNodeCount())
                .isEqualTo(1);
    }

    @Test
    void functions() {
        ModelProto model = model("""
                g (float x) => (float y) { y = l.f<a = 1>(x) }
                <domain: "l", opset_import: ["" : 21], overload: "o", doc_string: "d">
                f <a, b: int = 5> (x, float[2] q) => (y) <float[3] t> { y = Add(x, q) }
                <domain: "l", opset_import: ["" : 21]> h (x) => (y) { y = Op<a: int = @b>(x) }""");
        FunctionProto function = model.getFunctions(0);
        assertThat(function.getName() + function.getDomain() + function.getOverload() + function.getDocString())
                .isEqualTo("flod");
        assertThat(function.getAttributeList()).containsExactly("a");
        assertThat(function.getAttributeProto(0).getI()).isEqualTo(5);
        assertThat(function.getInputList()).containsExactly("x", "q");
        assertThat(function.getOutputList()).containsExactly("y");
        assertThat(function.getValueInfoList())
                .extracting(ValueInfoProto::getName)
                .containsExactly("q", "t");
        assertThat(model.getFunctionsCount()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "g (float x) => (float y) { y = Op(x|1:36|expected ')', found the end of the text",
                "g (float x) = > (float y) {}|1:13|expected '=>', found '='",
                "<foo: 1> g () => () {}|1:2|a model has no `foo`",
                "<ir_version: \"1\"> g () => () {}|1:2|`ir_version` should be an integer",
                "g (float é) => () {}|1:10|found a letter that is not plain ASCII",
                "g () => () <float[1] \"é\" = {1, 2, x}> {}|1:35|expected an integer",
                "g () => () <int8[3] \"é\" = {1, 2.5, 3}> {}|1:31|`2.5` is no element of type int8",
                "g () => () <int32 w = {3000000000}> {}|1:24|`3000000000` is no element of type int32",
                "g () => () <float[N] w = {1}> {}|1:13|needs numbers as extents",
                "g () => () { y = Op<a: ints = 5>(x) }|1:31|expected `ints`, found `int`",
                "g () => () { y = Op<a = [1, 2.0]>(x) }|1:29|expected `ints`, found `floats`",
                "g () => () { y = Op<a = []>(x) }|1:25|an empty list says nothing of its kind",
                "g () => () { y = Op<a: it = 1>(x) }|1:24|there is no kind of attribute called `it`",
                "g () => () { y = Op<a = 9223372036854775808>(x) }|1:25|does not fit 64 bits",
                "g () => () { y = Op<a = 1e400>(x) }|1:25|larger than any float",
                "g () => () { y = Op<a = \"b>(x) }|1:25|found '\"'",
                "g () => () <float[2] w = ...> {}|1:26|found '.'",
                "g () => () {1, 2}|1:12|expected nodes"
            })
    void mistakes(String text, String place, String message) {
        Diagnostic problem = problems(text).getFirst();
        assertThat(problem.code()).isEqualTo(Code.BAD_MODEL_TEXT);
        assertThat(problem.at().describe()).isEqualTo("test.onnxtxt:" + place);
        assertThat(problem.message()).contains(message);
    }

    @Test
    void severalMistakesAreSaidAtOnce() {
        assertThat(problems("""
                        <foo: 1, bar: 2>
                        g (float[N x) => (float y) {
                          a = Op<p = >(x)
                          b = Op(x
                          c = Op(x)
                        }"""))
                .extracting(problem -> problem.at().describe())
                .contains("test.onnxtxt:2:12", "test.onnxtxt:3:14");
        assertThat(problems("""
                        <foo: 1>
                        g (float x) => (float y) <int8[1] v = {a, float[1] w = {1}> {}""")).hasSizeGreaterThan(0);
        assertThat(problems("""
                        <foo: 1>
                        g (float x) => (float y) <int8[1] v = {1.5}, int8 w = {"s"}> {
                          a = Op<p = 9999999999999999999, q: ints = 1>(x)
                        }"""))
                .extracting(problem -> problem.at().describe())
                .containsExactly(
                        "test.onnxtxt:1:2",
                        "test.onnxtxt:2:40",
                        "test.onnxtxt:2:56",
                        "test.onnxtxt:3:14",
                        "test.onnxtxt:3:45");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[", "{", "<", "g () => () {y = Op<a = ", "g (seq(", "g () => () {y = Op<a = [["})
    void deepNestingIsRefused(String piece) {
        assertThat(problems(piece.repeat(100_000)).getFirst().code()).isIn(Code.MODEL_TOO_LARGE, Code.BAD_MODEL_TEXT);
    }

    @Test
    void longTextsAreRefused() {
        assertThat(problems("x ".repeat(1 << 21)).getFirst().message()).contains("more than 1048576 words");
        assertThat(problems("x".repeat(1 << 15)).getFirst().message()).contains("a name of more than 16384 bytes");
    }

    @Test
    void aMillionElementsAreOneWord() {
        String elements = "-1.25,".repeat(1_000_000);
        TensorProto tensor = tensor("float[1000000] w = {" + elements.substring(0, elements.length() - 1) + "}");
        assertThat(tensor.getFloatDataCount()).isEqualTo(1_000_000);
    }
}
