package io.goshawk.passes;

import io.goshawk.ir.Graph;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.text.Parser;
import io.goshawk.ir.text.Printer;
import io.goshawk.passes.integer.Head;
import io.goshawk.testkit.GoldenCase;
import io.goshawk.testkit.Goldens;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Models without an exact integer form, each with the diagnostic that says so.
class RefusalsTest {
    @TestFactory
    Stream<DynamicTest> goldens() {
        return Goldens.under("src/test/resources/refusals", RefusalsTest::compile);
    }

    /// Compiles an `onnx` graph; prints the hardware, or what is wrong, remarks included.
    private static String compile(GoldenCase golden) {
        String name = golden.file().getFileName().toString();
        Graph<OnnxOp> model = Parser.parse(name, golden.text()).only(OnnxOp.class);
        Diagnostics diagnostics = new Diagnostics();
        PassContext context = new PassContext(diagnostics, PassContext.NO_LIMIT, List.of());
        try {
            Compiler.Options options = new Compiler.Options(Map.of(), Head.BOTH);
            String text =
                    Printer.print(Compiler.compile(model, options, context).hardware());
            return text + rendered(diagnostics.all());
        } catch (Refusal refusal) {
            return rendered(refusal.diagnostics());
        }
    }

    private static String rendered(List<Diagnostic> diagnostics) {
        return diagnostics.stream().map(Diagnostic::render).collect(Collectors.joining("\n"));
    }
}
