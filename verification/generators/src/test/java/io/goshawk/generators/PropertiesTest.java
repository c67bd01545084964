package io.goshawk.generators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Graph;
import io.goshawk.ir.integer.ArgMax;
import io.goshawk.ir.integer.Form;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.integer.Law;
import io.goshawk.ir.integer.Requantize;
import io.goshawk.ir.integer.Requantizer;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Rounding;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PropertiesTest {
    @Test
    void doingNothingPreservesMeaning() {
        assertThatCode(() -> Properties.preservesMeaning(UnaryOperator.identity(), LongStream.range(0, 50)))
                .doesNotThrowAnyException();
    }

    @Test
    void aPassThatChangesMeaningIsCaughtAndShrunk() {
        assertThatThrownBy(() -> Properties.preservesMeaning(PropertiesTest::roundDown, LongStream.range(0, 200)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("seed ")
                .hasMessageContaining("graph @random(")
                .hasMessageContaining(" became ")
                .satisfies(e -> assertThat(e.getMessage().lines().filter(line -> line.contains("integer.requantize")))
                        .hasSize(1));
    }

    /// Rounds every half-even requantisation down; law and form agree, so only the meaning gives it
    /// away.
    private static Graph<IntegerOp> roundDown(Graph<IntegerOp> graph) {
        return graph.mapOps(node -> node.op() instanceof Requantize op
                ? new Requantize(
                        op.input(),
                        op.axis(),
                        op.channels().stream().map(PropertiesTest::roundDown).toList(),
                        op.element())
                : node.op());
    }

    private static Requantizer roundDown(Requantizer from) {
        if (!(from.law() instanceof Law law)) {
            return from;
        }
        boolean changes = from.form() instanceof Form.Scale
                && law.rounding() == Rounding.HALF_EVEN
                && law.scale() instanceof Dyadic;
        if (!changes || !(from.form() instanceof Form.Scale scale)) {
            return from;
        }
        Law down = new Law(law.scale(), law.offset(), Rounding.FLOOR, law.clamp());
        return new Requantizer(
                new Form.Scale(scale.multiplier(), scale.addend(), scale.shift(), Rounding.FLOOR),
                from.interval(),
                down);
    }

    @Test
    void aGraphShrinksToTheOneOperationThatMatters() {
        Graph<IntegerOp> graph = LongStream.iterate(0, seed -> seed + 1)
                .mapToObj(seed -> Graphs.random(seed, 12))
                .filter(PropertiesTest::hasArgMax)
                .findFirst()
                .orElseThrow();
        Graph<IntegerOp> small = Shrinker.shrink(graph, PropertiesTest::hasArgMax);
        assertThat(small.nodes()).hasSize(1);
        assertThat(small.nodes().getFirst().op()).isInstanceOf(ArgMax.class);
    }

    private static boolean hasArgMax(Graph<IntegerOp> graph) {
        return graph.nodes().stream().anyMatch(node -> node.op() instanceof ArgMax);
    }

    @Test
    void theFirstDifferingElementIsNamed() {
        Graph<IntegerOp> graph = Graphs.random(3, 6);
        assertThat(Differ.same(graph, graph, Inputs.random(graph, 1))).isEmpty();
        Graph.Port input = graph.inputs().getFirst();
        Affine moved = Affine.of(Dyadic.ONE, Dyadic.of(2));
        Graph.Port meansMore = new Graph.Port("x", input.value(), Optional.of(moved), input.at());
        Graph<IntegerOp> other = withOutput(graph, Graph.Port.plain("x", input.value(), input.at()));
        Graph<IntegerOp> shifted = withOutput(graph, meansMore);
        assertThat(Differ.same(other, shifted, Inputs.random(graph, 1)))
                .hasValueSatisfying(found -> assertThat(found.index()).isZero());
    }

    private static Graph<IntegerOp> withOutput(Graph<IntegerOp> graph, Graph.Port output) {
        return new Graph<>(graph.name(), graph.inputs(), graph.nodes(), List.of(output));
    }
}
