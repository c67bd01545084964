package io.goshawk.frontend.qonnx;

import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.num.Rounding;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// The rounding modes that QONNX names, in any case, and what they mean here. QONNX's HALF_UP rounds ties away
/// from zero, not up (IntQuant specification, table of rounding modes).
final class RoundingModes {
    private static final Map<String, Rounding> MODES = new LinkedHashMap<>();

    static {
        MODES.put("ROUND", Rounding.HALF_EVEN);
        MODES.put("HALF_EVEN", Rounding.HALF_EVEN);
        MODES.put("CEIL", Rounding.CEIL);
        MODES.put("FLOOR", Rounding.FLOOR);
        MODES.put("UP", Rounding.AWAY);
        MODES.put("DOWN", Rounding.TOWARD_ZERO);
        MODES.put("HALF_UP", Rounding.HALF_AWAY);
        MODES.put("HALF_DOWN", Rounding.HALF_TOWARD_ZERO);
    }

    private RoundingModes() {}

    /// {@return the mode of `node`, `otherwise` where it names none}
    static Rounding of(OnnxNode node, String otherwise) {
        String name = node.attributes().text("rounding_mode", otherwise);
        Rounding mode = MODES.get(name.toUpperCase(Locale.ROOT));
        if (mode == null) {
            throw node.because(Code.BAD_ATTRIBUTE, "rounding_mode is \"" + name + "\"")
                    .hint("use one of " + String.join(", ", MODES.keySet()));
        }
        return mode;
    }
}
