package io.goshawk.cli;

import io.goshawk.frontend.ImportOptions;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Refusal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/// Numbers for what a model leaves open.
final class ShapeOptions {
    @Option(
            names = "--shape",
            paramLabel = "NAME=EXTENTS",
            description = "Numbers for extents that the model leaves open: N=1 for a symbol, x=1x16 for a whole input.")
    private Map<String, String> shapes = new LinkedHashMap<>();

    /// {@return what is added to the model as it is read}
    /// @throws Refusal if a number is none
    ImportOptions importOptions() {
        Map<String, Shape> inputs = new LinkedHashMap<>();
        Map<String, Integer> symbols = new LinkedHashMap<>();
        shapes.forEach((name, text) -> {
            List<Integer> extents = extents(name, text);
            if (extents.size() == 1) {
                symbols.put(name, extents.getFirst());
            } else {
                inputs.put(name, new Shape(extents));
            }
        });
        return new ImportOptions(inputs, symbols);
    }

    private static List<Integer> extents(String name, String text) {
        if (!text.matches("[1-9][0-9]{0,8}(x[1-9][0-9]{0,8})*")) {
            throw new Refusal(Diagnostic.of(
                            Code.BAD_OPTION,
                            new Location.Whole("option --shape"),
                            "\"" + text + "\" is no list of positive extents")
                    .hint("write --shape " + name + "=1 for a symbol, or --shape " + name + "=1x16 for an input"));
        }
        return Arrays.stream(text.split("x", -1)).map(Integer::valueOf).toList();
    }

    /// Puts what was chosen into `document`.
    void describe(Map<String, Object> document) {
        document.put("shapes", shapes);
    }
}
