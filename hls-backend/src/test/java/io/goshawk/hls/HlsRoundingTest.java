package io.goshawk.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.codegen.Templates;
import io.goshawk.codegen.loops.CText;
import io.goshawk.ir.num.Rounding;
import io.goshawk.testkit.Gxx;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every shift and every quotient of `rounding.h` rounds as its mode does: each y in [-70, 70], each s
/// from 1 to 6, each divisor from 1 to 9.
class HlsRoundingTest {
    private static final List<Rounding> MODES = List.of(
            Rounding.FLOOR,
            Rounding.TOWARD_ZERO,
            Rounding.AWAY,
            Rounding.HALF_AWAY,
            Rounding.HALF_TOWARD_ZERO,
            Rounding.HALF_EVEN,
            Rounding.HALF_ODD);

    private static final List<Rounding> QUOTIENTS = List.of(
            Rounding.FLOOR, Rounding.HALF_AWAY, Rounding.HALF_TOWARD_ZERO, Rounding.HALF_EVEN, Rounding.HALF_ODD);

    @Test
    void everyShiftAndQuotientRoundsAsItsModeDoes(@TempDir Path folder) {
        StringBuilder program = new StringBuilder("#include <cstdio>\n#include \"rounding.h\"\nint main() {\n");
        List<String> expected = new ArrayList<>();
        for (Rounding mode : MODES) {
            program.append("for (int y = -70; y <= 70; ++y)\nfor (int s = 1; s <= 6; ++s)\n")
                    .append("std::printf(\"%d\\n\", static_cast<int>(goshawk::")
                    .append(CText.roundingShift(mode))
                    .append("(ap_int<12>(y), s)));\n");
            for (int y = -70; y <= 70; y++) {
                for (int s = 1; s <= 6; s++) {
                    expected.add(mode.shiftRight(BigInteger.valueOf(y), s).toString());
                }
            }
        }
        for (Rounding mode : QUOTIENTS) {
            program.append("for (int y = -70; y <= 70; ++y)\nfor (int d = 1; d <= 9; ++d)\n")
                    .append("std::printf(\"%d\\n\", static_cast<int>(goshawk::")
                    .append(CText.roundingQuotient(mode))
                    .append("<8>(ap_int<8>(y), ap_int<5>(d))));\n");
            for (int y = -70; y <= 70; y++) {
                for (int d = 1; d <= 9; d++) {
                    expected.add(mode.quotient(BigInteger.valueOf(y), BigInteger.valueOf(d))
                            .toString());
                }
            }
        }
        String library = new Templates(HlsBackend.class, "/goshawk-hls/").resource("lib/rounding.h");
        Gxx.write(folder, Map.of("rounding.h", library, "main.cpp", program + "}\n"));
        Path compiled = Gxx.compile(
                folder,
                "-std=c++17",
                "-Wno-unknown-pragmas",
                "-isystem",
                ApTypes.require().toString(),
                "main.cpp");
        assertThat(Gxx.run(folder, compiled.toString()).output().lines()).isEqualTo(expected);
    }
}
