package io.goshawk.cli;

import io.goshawk.ir.diag.Refusal;
import io.goshawk.passes.Compiler;
import io.goshawk.passes.integer.Head;
import io.goshawk.passes.quant.InputType;
import java.util.LinkedHashMap;
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

    /// {@return whether the type of an input is stated}
    boolean typesInputs() {
        return !inputTypes.isEmpty();
    }

    /// Puts what was chosen into `document`.
    void describe(Map<String, Object> document) {
        document.put("inputTypes", inputTypes);
        document.put("head", head.name().toLowerCase(Locale.ROOT));
    }
}
