package io.goshawk.passes.quant;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Graph;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.QuantType;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Overflow;
import io.goshawk.ir.num.Rounding;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The type that the user gives to a graph input without a quantiser (`--input-type NAME=TYPE`).
///
/// Written `int8`, `uint6`, `fixed:W,I`, `ufixed:W,I` or `ap_fixed<W,I>`: W bits in all, I of them
/// integer, the sign included; `,ROUNDING,OVERFLOW` may follow, in Goshawk's or `ap_fixed`'s words.
/// Off-grid values are rounded by FLOOR and values outside refused unless said otherwise.
public record InputType(QuantType type, Rounding rounding, Overflow overflow) {
    private static final int MAX_BITS = 64;
    private static final Pattern PLAIN = Pattern.compile("(u?)int(\\d{1,4})");
    private static final Pattern FIXED =
            Pattern.compile("(?:ap_)?(u?)fixed[:<](\\d{1,4}),(-?\\d{1,4})(?:,([a-z_0-9]+)(?:,([a-z_0-9]+))?)?>?");
    private static final Map<String, Rounding> ROUNDINGS = Map.of(
            "ap_trn", Rounding.FLOOR,
            "ap_trn_zero", Rounding.TOWARD_ZERO,
            "ap_rnd", Rounding.HALF_UP,
            "ap_rnd_zero", Rounding.HALF_TOWARD_ZERO,
            "ap_rnd_inf", Rounding.HALF_AWAY,
            "ap_rnd_min_inf", Rounding.HALF_DOWN,
            "ap_rnd_conv", Rounding.HALF_EVEN);
    private static final Map<String, Overflow> OVERFLOWS =
            Map.of("ap_sat", Overflow.SATURATE, "ap_wrap", Overflow.WRAP);

    /// {@return the integers of `type`, as they are}
    static InputType of(IntType type) {
        return new InputType(new QuantType(type, Affine.IDENTITY), Rounding.FLOOR, Overflow.REFUSE);
    }

    /// {@return the type that `text` names}
    /// @throws Refusal (GHK-2005) if it names none
    public static InputType parse(String text) {
        String compact = text.replace(" ", "").toLowerCase(Locale.ROOT);
        Matcher plain = PLAIN.matcher(compact);
        if (plain.matches()) {
            IntType storage = storage(text, plain.group(1).isEmpty(), Integer.parseInt(plain.group(2)));
            return new InputType(new QuantType(storage, Affine.IDENTITY), Rounding.FLOOR, Overflow.REFUSE);
        }
        Matcher fixed = FIXED.matcher(compact);
        if (!fixed.matches()) {
            throw refused(text, "it is no type");
        }
        int bits = Integer.parseInt(fixed.group(2));
        IntType storage = storage(text, fixed.group(1).isEmpty(), bits);
        int fraction = bits - Integer.parseInt(fixed.group(3));
        Affine map = Affine.of(Dyadic.powerOfTwo(-fraction), Dyadic.ZERO);
        Rounding rounding = word(text, fixed.group(4), ROUNDINGS, Rounding.class, Rounding.FLOOR);
        Overflow overflow = word(text, fixed.group(5), OVERFLOWS, Overflow.class, Overflow.REFUSE);
        return new InputType(new QuantType(storage, map), rounding, overflow);
    }

    private static IntType storage(String text, boolean signed, int bits) {
        if (bits < 1 || bits > MAX_BITS) {
            throw refused(text, "it has " + bits + " bits; 1 to " + MAX_BITS + " are possible");
        }
        return new IntType(signed, bits);
    }

    private static <E extends Enum<E>> E word(
            String text, String word, Map<String, E> foreign, Class<E> own, E otherwise) {
        if (word == null) {
            return otherwise;
        }
        if (foreign.containsKey(word)) {
            return foreign.get(word);
        }
        for (E value : own.getEnumConstants()) {
            if (value.name().toLowerCase(Locale.ROOT).equals(word)) {
                return value;
            }
        }
        throw refused(text, "\"" + word + "\" is none of " + java.util.Arrays.toString(own.getEnumConstants()));
    }

    private static Refusal refused(String text, String why) {
        return new Refusal(Diagnostic.of(
                        Code.BAD_INPUT_TYPE,
                        new Location.Whole("option --input-type"),
                        "cannot use \"" + text + "\": " + why)
                .hint("write int8, uint6, fixed:16,6, ufixed:8,0 or fixed:16,6,HALF_EVEN,SATURATE"));
    }

    /// Reports every option that names no input of `graph`.
    static void checkNames(Graph<?> graph, Map<String, InputType> inputTypes, Diagnostics diagnostics) {
        List<String> names = graph.inputs().stream().map(Graph.Port::name).toList();
        for (String name : inputTypes.keySet()) {
            if (!names.contains(name)) {
                diagnostics.add(Diagnostic.of(
                                Code.BAD_INPUT_TYPE,
                                new Location.Whole("option --input-type"),
                                "the model has no input \"" + name + "\"")
                        .note("its inputs are " + String.join(", ", names))
                        .hint("write --input-type " + names.getFirst() + "=fixed:16,6"));
            }
        }
    }
}
