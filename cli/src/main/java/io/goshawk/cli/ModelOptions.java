package io.goshawk.cli;

import io.goshawk.ir.diag.Refusal;
import io.goshawk.passes.Compiler;
import io.goshawk.passes.integer.FormCost;
import io.goshawk.passes.integer.Head;
import io.goshawk.passes.integer.LoweringOptions;
import io.goshawk.passes.integer.MaxError;
import io.goshawk.passes.integer.Requantisation;
import io.goshawk.passes.quant.InputType;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

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

    @Option(
            names = "--requantize",
            paramLabel = "MODE",
            defaultValue = "exact",
            converter = ModeConverter.class,
            description = "What a rescaling means: exact, what the model says; dyadic:N, HAWQ's, by multipliers of N "
                    + "bits (1 to 31), with ,half-even ,half-up or ,truncate (default: ${DEFAULT-VALUE}).")
    private Requantisation requantisation;

    @Option(
            names = "--max-error",
            paramLabel = "STEPS",
            converter = StepsConverter.class,
            description = "How far a function without an exact integer form (softmax, GELU, layer normalisation) may "
                    + "be off, in steps of its result, proven for every input; below 0.5 nothing but luck is, and a "
                    + "larger number makes cheaper hardware. goshawk forms lists what each function got (default: 0.5 "
                    + "where a small table gives it, else 0.5625; 1.0625 for softmax rows so long that rounding "
                    + "alone would lose their mass).")
    private Optional<Double> maxError = Optional.empty();

    /// Reads `--requantize`.
    static final class ModeConverter implements ITypeConverter<Requantisation> {
        @Override
        public Requantisation convert(String value) {
            try {
                return Requantisation.parse(value);
            } catch (IllegalArgumentException wrong) {
                throw new TypeConversionException(String.valueOf(wrong.getMessage()));
            }
        }
    }

    /// Reads `--max-error`.
    static final class StepsConverter implements ITypeConverter<Double> {
        @Override
        public Double convert(String value) {
            try {
                return MaxError.of(Double.parseDouble(value)).steps().orElseThrow();
            } catch (NumberFormatException none) {
                throw new TypeConversionException("'" + value + "' is no number of steps");
            } catch (IllegalArgumentException wrong) {
                throw new TypeConversionException(String.valueOf(wrong.getMessage()));
            }
        }
    }

    /// {@return what the compiler is to do, for hardware}
    /// @throws Refusal if a type is none
    Compiler.Options options() {
        return options(FormCost.LOGIC);
    }

    /// {@return what the compiler is to do}
    /// @param costs what decides between forms that are equal
    /// @throws Refusal if a type is none
    Compiler.Options options(FormCost costs) {
        Map<String, InputType> types = new LinkedHashMap<>();
        inputTypes.forEach((name, type) -> types.put(name, InputType.parse(type)));
        return new Compiler.Options(types, head, new LoweringOptions(requantisation, costs, functions()));
    }

    private MaxError functions() {
        return maxError.map(MaxError::of).orElse(MaxError.DEFAULT);
    }

    /// {@return whether something is chosen that only the integers know of}
    boolean choosesIntegers() {
        return !inputTypes.isEmpty() || maxError.isPresent() || !(requantisation instanceof Requantisation.Exact);
    }

    /// Puts what was chosen into `document`.
    void describe(Map<String, Object> document) {
        document.put("inputTypes", inputTypes);
        document.put("head", head.name().toLowerCase(Locale.ROOT));
        document.put("requantize", requantisation.toString());
        maxError.ifPresent(steps -> document.put("maxError", steps));
    }
}
