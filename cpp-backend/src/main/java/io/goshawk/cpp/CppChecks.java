package io.goshawk.cpp;

import io.goshawk.codegen.loops.Buffer;
import io.goshawk.codegen.loops.LoopChecks;
import io.goshawk.codegen.loops.LoopProgram;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.num.IntRange;

/// Refuses what plain C++ integers cannot compute.
///
/// @param diagnostics where that is said
record CppChecks(Diagnostics diagnostics) implements LoopChecks.Widths {
    private static final IntRange LONG = IntType.s(Long.SIZE).range();
    private static final int WIDEST = 2 * Long.SIZE;
    private static final IntRange WIDE = IntType.s(WIDEST).range();

    static void check(LoopProgram program, Diagnostics diagnostics) {
        LoopChecks.check(program, new CppChecks(diagnostics), diagnostics);
    }

    @Override
    public void port(Buffer buffer, Location at) {
        if (!LONG.contains(buffer.type().range())) {
            diagnostics.add(Diagnostic.of(
                    Code.WIDTH_NOT_EXPRESSIBLE,
                    at,
                    "a port of type " + buffer.type() + ", and test vectors are of type i64"));
        }
    }

    @Override
    public void array(Buffer buffer, Location at) {
        if (!WIDE.contains(buffer.type().range())) {
            refuse("an element", buffer.type(), at);
        }
    }

    @Override
    public void fits(String what, IntRange range, Location at) {
        if (!WIDE.contains(range)) {
            refuse(what, IntType.holding(range), at);
        }
    }

    @Override
    public void fits(String what, int bits, Location at) {
        if (bits + 2 > WIDEST) {
            diagnostics.add(Diagnostic.of(
                            Code.WIDTH_NOT_EXPRESSIBLE,
                            at,
                            what + " needs " + (bits + 2) + " bits, and the widest integer of C++ compilers has "
                                    + WIDEST)
                    .hint("goshawk run computes it to the same bits"));
        }
    }

    private void refuse(String what, IntType needed, Location at) {
        diagnostics.add(Diagnostic.of(
                        Code.WIDTH_NOT_EXPRESSIBLE,
                        at,
                        what + " needs " + needed + ", and the widest integer of C++ compilers is i128")
                .hint("--target hls has integers up to 1024 bits inside a design"));
    }
}
