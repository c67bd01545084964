package io.goshawk.frontend;

import static io.goshawk.frontend.ModelBuilder.model;
import static io.goshawk.frontend.ModelBuilder.vector;
import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.shape.Reshape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What exporters leave behind, and the importer clears away.
class ClutterTest {
    private static Shape outputShape(Graph<OnnxOp> graph) {
        return graph.outputs().getFirst().value().shape();
    }

    @Test
    void shapeArithmeticLeavesOneReshape() {
        Graph<OnnxOp> graph = model().input("x", 2, 3, 4)
                .output("y")
                .node("Shape", "s", "x")
                .integers("zero", 0)
                .integers("one", 1)
                .integers("end", Long.MAX_VALUE)
                .node("Slice", "tail", "s", "one", "end")
                .node("Gather", "head", "s", "zero")
                .attribute("axis", 0)
                .node("Constant", "two")
                .attribute("value", vector(2))
                .node("Mul", "doubled", "head", "two")
                .node("Div", "halved", "tail", "two")
                .node("Gather", "last", "halved", "one")
                .node("Concat", "c", "doubled", "last")
                .attribute("axis", 0)
                .integers("open", -1)
                .node("Concat", "target", "c", "open")
                .attribute("axis", 0)
                .node("Reshape", "y", "x", "target")
                .load();
        assertThat(graph.nodes()).hasSize(1);
        assertThat(graph.nodes().getFirst().op()).isInstanceOf(Reshape.class);
        assertThat(outputShape(graph)).isEqualTo(Shape.of(4, 2, 3));
    }

    @Test
    void sliceGoesBackwards() {
        Graph<OnnxOp> graph = model().input("x", 2, 3, 4)
                .output("y")
                .node("Shape", "s", "x")
                .integers("start", -1)
                .integers("end", Long.MIN_VALUE)
                .integers("axis", 0)
                .integers("step", -1)
                .node("Slice", "target", "s", "start", "end", "axis", "step")
                .node("Reshape", "y", "x", "target")
                .load();
        assertThat(outputShape(graph)).isEqualTo(Shape.of(4, 3, 2));
    }

    @Test
    void constantOfShapeFills() {
        Graph<OnnxOp> graph = model().input("x", 2, 3)
                .output("y")
                .node("Shape", "s", "x")
                .node("ConstantOfShape", "ones", "s")
                .attribute("value", ModelBuilder.vector(1))
                .node("Cast", "floats", "ones")
                .attribute("to", 1)
                .node("Add", "y", "x", "floats")
                .load();
        assertThat(graph.nodes()).hasSize(2);
        assertThat(outputShape(graph)).isEqualTo(Shape.of(2, 3));
    }

    @Test
    void nodesInAnyOrderAreSorted() {
        Graph<OnnxOp> graph = model().input("x", 1, 4)
                .output("y")
                .node("Relu", "y", "b")
                .node("Neg", "b", "a")
                .node("Neg", "a", "x")
                .load();
        assertThat(graph.nodes().stream().map(node -> node.at().brief()))
                .containsExactly("test.onnx:Neg_2", "test.onnx:Neg_1", "test.onnx:Relu_0");
    }

    @Test
    void nodesGetStableUniqueNames() {
        Graph<OnnxOp> graph = model().input("x", 1, 4)
                .output("y")
                .node("Neg", "a", "x")
                .named("Neg_1")
                .node("Neg", "b", "a")
                .node("Neg", "c", "b")
                .named("twin")
                .node("Neg", "y", "c")
                .named("twin")
                .load();
        assertThat(graph.nodes().stream().map(Graph.Node::at))
                .containsExactly(at("Neg_1"), at("Neg_1_2"), at("twin"), at("twin_2"));
    }

    private static Location at(String node) {
        return new Location.OnnxNode("test.onnx", node, "Neg");
    }

    @Test
    void whatNoOutputNeedsIsDropped() {
        Graph<OnnxOp> graph = model().input("x", 1, 4)
                .output("y")
                .scalar("unused", 1)
                .node("Relu", "y", "x")
                .node("Add", "dead", "x", "unused")
                .load();
        assertThat(graph.nodes()).hasSize(1);
    }

    @Test
    void oneInitialiserIsOneConstant() {
        Graph<OnnxOp> graph = model().input("x", 1, 4)
                .output("y")
                .scalar("s", 2)
                .node("Mul", "a", "x", "s")
                .node("Mul", "y", "a", "s")
                .load();
        assertThat(graph.nodes()).hasSize(3);
        assertThat(graph.nodes().getFirst().at()).isEqualTo(new Location.OnnxValue("test.onnx", "s"));
    }

    @Test
    void symbolicExtentsAreBound() {
        ModelBuilder bySymbol =
                model().symbolicInput("x", "N", "features").output("y").node("Relu", "y", "x");
        Graph<OnnxOp> graph = bySymbol.load(new ImportOptions(Map.of(), Map.of("N", 1, "features", 16)));
        assertThat(outputShape(graph)).isEqualTo(Shape.of(1, 16));
        ModelBuilder whole =
                model().symbolicInput("x", "N", "features").output("y").node("Relu", "y", "x");
        assertThat(outputShape(whole.load(new ImportOptions(Map.of("x", Shape.of(2, 8)), Map.of()))))
                .isEqualTo(Shape.of(2, 8));
    }

    @Test
    void unknownExtentsMayBeDeclared() {
        assertThat(model().input("x", 1, 4)
                        .output("y", -1, 4)
                        .declare("a", 1, 4)
                        .node("Relu", "a", "x")
                        .node("Neg", "y", "a")
                        .problems())
                .isEmpty();
    }

    @Test
    void anOutputMayBeAConstant() {
        Graph<OnnxOp> graph = model().input("x", 1)
                .output("y")
                .output("c")
                .floats("c", List.of(2L), 1, 2)
                .node("Relu", "y", "x")
                .load();
        assertThat(graph.outputs()).hasSize(2);
    }
}
