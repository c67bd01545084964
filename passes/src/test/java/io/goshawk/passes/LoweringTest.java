package io.goshawk.passes;

import io.goshawk.ir.Graph;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.text.Parser;
import io.goshawk.ir.text.Printer;
import io.goshawk.passes.integer.QuantToInteger;
import io.goshawk.testkit.GoldenCase;
import io.goshawk.testkit.Goldens;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Quantised graphs and the integers that they become.
class LoweringTest {
    @TestFactory
    Stream<DynamicTest> goldens() {
        return Goldens.under("src/test/resources/lowering", LoweringTest::lowered);
    }

    private static String lowered(GoldenCase golden) {
        String name = golden.file().getFileName().toString();
        Graph<QuantOp> network = Parser.parse(name, golden.text()).only(QuantOp.class);
        return Printer.print(PassContext.plain().run(new QuantToInteger(), network));
    }
}
