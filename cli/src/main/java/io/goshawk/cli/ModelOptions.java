package io.goshawk.cli;

import io.goshawk.frontend.ImportOptions;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.passes.Compiler;
import io.goshawk.passes.integer.Head;
import io.goshawk.passes.quant.InputType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/// Options about what the hardware computes.
final class ModelOptions {
    @Option(
            names = "--input-type",
            paramLabel = "NAME=TYPE",
            description = "Type of an input without a quantiser: int8, uint6, fixed:W,I, ufixed:W,I (W bits, I of them "
                    + "integer, sign included); ,ROUNDING,OVERFLOW may follow.")
    private Map<String, String> inputTypes = new LinkedHashMap<>();

    @Option(
            names = "--shape",
            paramLabel = "NAME=EXTENTS",
            description = "Numbers for extents that the model leaves open: N=1 for a symbol, x=1x16 for a whole input.")
    private Map<String, String> shapes = new LinkedHashMap<>();

    @Option(
            names = "--head",
            paramLabel = "HEAD",
            defaultValue = "both",
            description =
                    "What the hardware gives out of a classifier: logits, argmax or both (default: ${DEFAULT-VALUE}).")
    private Head head;

    /// {@return what the compiler is to do}
    /// @throws Refusal if a type is none
    Compiler.Options options() {
        Map<String, InputType> types = new LinkedHashMap<>();
        inputTypes.forEach((name, type) -> types.put(name, InputType.parse(type)));
        return new Compiler.Options(types, head);
    }

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

    /// {@return whether the type of an input is stated}
    boolean typesInputs() {
        return !inputTypes.isEmpty();
    }

    /// Puts what was chosen into `document`.
    void describe(Map<String, Object> document) {
        document.put("inputTypes", inputTypes);
        document.put("shapes", shapes);
        document.put("head", head.name().toLowerCase(Locale.ROOT));
    }
}
