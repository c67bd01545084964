package io.goshawk.passes.quant;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.generators.Graphs;
import io.goshawk.generators.Properties;
import io.goshawk.ir.Graph;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.text.GhkFile;
import io.goshawk.ir.text.Parser;
import io.goshawk.ir.text.Printer;
import io.goshawk.passes.PassContext;
import io.goshawk.passes.rewrite.MergeEqualOps;
import io.goshawk.testkit.GoldenCase;
import io.goshawk.testkit.Goldens;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class QuantRulesTest {
    private static final int GRAPHS = 60;

    @TestFactory
    Stream<DynamicTest> goldens() {
        return Goldens.under("src/test/resources/quant", QuantRulesTest::run);
    }

    private static String run(GoldenCase golden) {
        assertThat(golden.arguments()).isEqualTo(List.of("--pass=canonicalize-quant"));
        Graph<QuantOp> graph = Parser.parse(golden.name(), golden.text()).only(QuantOp.class);
        Graph<QuantOp> result = PassContext.plain().run(CanonicalizeQuant.pass(), graph);
        return Printer.print(new GhkFile(List.of(result)));
    }

    @Test
    void theRulesKeepTheMeaningOfRandomNetworks() {
        Properties.<QuantOp>preservesMeaning(
                seed -> Graphs.randomQuant(seed, 1 + Math.floorMod(seed, 4)),
                graph -> PassContext.plain().run(CanonicalizeQuant.pass(), graph),
                LongStream.range(0, GRAPHS));
    }

    @Test
    void equalOperationsAreOne() {
        Properties.preservesMeaning(
                graph -> PassContext.plain().run(new MergeEqualOps<>(), graph), LongStream.range(0, GRAPHS));
    }
}
