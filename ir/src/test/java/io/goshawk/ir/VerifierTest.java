package io.goshawk.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.integer.ArgMax;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.shape.Reshape;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The rules that text cannot break, because the parser sees to them; the others have goldens.
class VerifierTest {
    private static final Location AT = new Location.Whole("test");
    private static final TensorType TYPE = new TensorType(Shape.of(1, 2), IntType.s(8));
    private static final Value INPUT = new Value(0, TYPE);
    private static final Graph.Port IN = Graph.Port.plain("x", INPUT, AT);
    private static final ArgMax BEST = new ArgMax(INPUT, 1, false);
    private static final Value RESULT = new Value(1, BEST.resultType());
    private static final Graph.Node<IntegerOp> NODE = new Graph.Node<>(RESULT, BEST, AT);
    private static final Graph.Port OUT = Graph.Port.plain("y", RESULT, AT);

    private static void finds(
            List<Graph.Port> inputs, List<Graph.Node<IntegerOp>> nodes, List<Graph.Port> outputs, String message) {
        Diagnostics diagnostics = new Diagnostics();
        Verifier.verify(new Graph<>("g", inputs, nodes, outputs), diagnostics);
        assertThat(diagnostics.all()).anySatisfy(diagnostic -> {
            assertThat(diagnostic.message()).contains(message);
            assertThat(diagnostic.code()).isEqualTo(Code.MALFORMED_GRAPH);
            assertThat(diagnostic.at()).isEqualTo(AT);
        });
    }

    @Test
    void aGoodGraphPasses() {
        Graph<IntegerOp> good = new Graph<>("g", List.of(IN), List.of(NODE), List.of(OUT));
        assertThatCode(() -> Verifier.require(good)).doesNotThrowAnyException();
    }

    @Test
    void brokenGraphsAreRefused() {
        Graph<IntegerOp> broken = new Graph<>("g", List.of(), List.of(NODE), List.of(OUT));
        assertThatThrownBy(() -> Verifier.require(broken)).isInstanceOf(Refusal.class);
    }

    @Test
    void aValueIsDefinedOnceAndBeforeItIsRead() {
        finds(List.of(), List.of(NODE), List.of(OUT), "%1 = integer.arg-max reads %0, which is not defined before");
        finds(List.of(IN), List.of(NODE, NODE), List.of(OUT), "defines a value that is defined before");
        finds(List.of(IN, IN), List.of(NODE), List.of(OUT), "input %0 is defined twice");
        finds(List.of(IN), List.of(), List.of(OUT), "output \"y\" reads %1, which is not defined before");
    }

    @Test
    void aValueIsReadAsWhatItIs() {
        TensorType other = TYPE.withElement(IntType.s(9));
        Reshape reads = new Reshape(new Value(0, other), Shape.of(2));
        Graph.Node<IntegerOp> node = new Graph.Node<>(new Value(1, reads.resultType()), reads, AT);
        finds(List.of(IN), List.of(node), List.of(), "reads %0 as ");
        Graph.Port changed = Graph.Port.plain("y", new Value(0, other), AT);
        finds(List.of(IN), List.of(), List.of(changed), "output \"y\" reads %0 as ");
    }

    @Test
    void aResultHasTheTypeThatItsOperationComputes() {
        Graph.Node<IntegerOp> node = new Graph.Node<>(new Value(1, TYPE), BEST, AT);
        finds(List.of(IN), List.of(node), List.of(), "but its value is of");
        ArgMax outside = new ArgMax(INPUT, 5, false);
        finds(List.of(IN), List.of(new Graph.Node<>(RESULT, outside, AT)), List.of(), "has no result type");
    }

    @Test
    void portsHaveNamesOfTheirOwn() {
        Graph.Port second = Graph.Port.plain("x", new Value(5, TYPE), AT);
        finds(List.of(IN, second), List.of(NODE), List.of(OUT), "input \"x\" is there twice");
        finds(List.of(IN), List.of(NODE), List.of(OUT, OUT), "output \"y\" is there twice");
    }

    @Test
    void aMeaningFitsItsPort() {
        Coefficients three = new Coefficients.PerAxis(1, List.of(Dyadic.ONE, Dyadic.ONE, Dyadic.of(2)));
        Affine map = new Affine(three, Coefficients.of(Dyadic.ZERO));
        Graph.Port port = new Graph.Port("x", INPUT, Optional.of(map), AT);
        finds(List.of(port), List.of(NODE), List.of(OUT), "has 3 numbers along axis 1");
        Value real = new Value(0, TYPE.withElement(RealType.REAL));
        Graph.Port meant = new Graph.Port("x", real, Optional.of(Affine.IDENTITY), AT);
        finds(List.of(meant), List.of(), List.of(), "has a meaning, but its values are no integers");
    }
}
