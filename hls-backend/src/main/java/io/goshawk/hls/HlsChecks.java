package io.goshawk.hls;

import io.goshawk.codegen.loops.Buffer;
import io.goshawk.codegen.loops.LoopChecks;
import io.goshawk.codegen.loops.LoopProgram;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.num.IntRange;

/// Refuses what `ap_int` and the test benches around it cannot hold.
///
/// @param diagnostics where that is said
record HlsChecks(Diagnostics diagnostics) implements LoopChecks.Widths {
    /// Vitis HLS User Guide (UG1399), "Arbitrary Precision Integer Types": AP_INT_MAX_W, unless defined
    /// otherwise.
    private static final int WIDEST = 1024;

    /// Vectors come and go as 64-bit integers.
    private static final int WIDEST_PORT = 64;

    static void check(LoopProgram program, Diagnostics diagnostics) {
        LoopChecks.check(program, new HlsChecks(diagnostics), diagnostics);
    }

    @Override
    public void port(Buffer buffer, Location at) {
        array(buffer, at);
        if (buffer.type().bits() > WIDEST_PORT) {
            diagnostics.add(Diagnostic.of(
                    Code.WIDTH_NOT_EXPRESSIBLE,
                    at,
                    "a port of type " + buffer.type() + "; test vectors hold at most 64 bits"));
        }
    }

    @Override
    public void array(Buffer buffer, Location at) {
        fits("an element", buffer.type().range(), at);
    }

    /// One bit is kept for the sign, and one for sums of two.
    @Override
    public void fits(String what, IntRange range, Location at) {
        holds(what, IntType.holding(range).bits() + 2, at);
    }

    @Override
    public void fits(String what, int bits, Location at) {
        holds(what, HlsTransformers.computing(bits), at);
    }

    private void holds(String what, int bits, Location at) {
        if (bits > WIDEST) {
            diagnostics.add(Diagnostic.of(
                    Code.WIDTH_NOT_EXPRESSIBLE, at, what + " needs " + bits + " bits, and ap_int has 1024 at most"));
        }
    }
}
