package io.goshawk.generators;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Op;
import io.goshawk.ir.Verifier;
import io.goshawk.ir.integer.ArgMax;
import io.goshawk.ir.integer.Form;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.integer.Law;
import io.goshawk.ir.integer.MatMul;
import io.goshawk.ir.integer.Requantize;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.text.GhkFile;
import io.goshawk.ir.text.Parser;
import io.goshawk.ir.text.Printer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RandomGraphsTest {
    static Graph<IntegerOp> integer(long seed) {
        return Graphs.random(seed, 1 + (int) (seed % 12));
    }

    @Test
    void twoThousandGraphsKeepTheRulesAndReadBackEqual() {
        for (long seed = 0; seed < 500; seed++) {
            check(integer(seed), seed);
            check(Graphs.randomQuant(seed, 1 + (int) (seed % 4)), seed);
            check(Graphs.randomMaps(seed, 1 + (int) (seed % 8)), seed);
            check(Graphs.randomQuantMaps(seed, 1 + (int) (seed % 4)), seed);
        }
    }

    private static void check(Graph<? extends Op> graph, long seed) {
        Verifier.require(graph);
        String text = Printer.print(graph);
        GhkFile back = Parser.parse("seed-" + seed, text);
        // Not containsExactly: its message would print the graphs, and printing them is what is tested.
        assertThat(back.graphs().equals(List.of(graph)))
                .as("seed %d reads back equal", seed)
                .isTrue();
        assertThat(Printer.print(back)).isEqualTo(text);
    }

    @Test
    void theSameSeedGivesTheSameGraph() {
        assertThat(integer(7)).isEqualTo(integer(7)).isNotEqualTo(integer(19));
        assertThat(Graphs.randomQuant(7, 3)).isEqualTo(Graphs.randomQuant(7, 3));
    }

    @Test
    void everythingIsMetOftenEnough() {
        Set<Object> met = new HashSet<>();
        LongStream.range(0, 300).mapToObj(RandomGraphsTest::integer).forEach(graph -> {
            graph.nodes().forEach(node -> collect(node.op(), met));
            if (graph.readers().values().stream().anyMatch(count -> count > 1)) {
                met.add("second reader");
            }
        });
        assertThat(met).contains(MatMul.class, Requantize.class, ArgMax.class, "second reader", "falling", "one bit");
        assertThat(met).contains(Form.Scale.class, Form.Thresholds.class, Form.Table.class, Form.Bent.class);
        assertThat(met).contains((Object[]) Rounding.values());
    }

    private static void collect(IntegerOp op, Set<Object> met) {
        met.add(op.getClass());
        if (op instanceof Requantize requantize) {
            requantize.channels().forEach(channel -> {
                met.add(channel.form().getClass());
                if (channel.law() instanceof Law law) {
                    met.add(law.rounding());
                    met.add(law.scale().signum() < 0 ? "falling" : "rising");
                }
            });
            if (requantize.element().bits() == 1) {
                met.add("one bit");
            }
        }
    }
}
