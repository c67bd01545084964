package io.goshawk.simulator.kernels;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Instruction sets that the kernels are written for, the fastest first.
public enum Isa {
    /// AVX-512 VNNI, and tiles for products of matrices of bytes where the system lends them.
    AVX512_AMX(
            "AVX-512 VNNI and AMX",
            and(Avx512.MACROS, "__AMX_TILE__", "__AMX_INT8__"),
            and(Avx512.FLAGS, "-mamx-tile", "-mamx-int8"),
            true),
    /// Sixteen lanes; four products of bytes, added up, in one instruction.
    AVX512_VNNI("AVX-512 VNNI", Avx512.MACROS, Avx512.FLAGS, true),
    /// Eight lanes; four products of bytes, added up, in one instruction.
    AVX_VNNI(
            "AVX-VNNI",
            List.of("__AVXVNNI__", "__AVX2__", "__FMA__", "__BMI2__"),
            List.of("-mavx2", "-mfma", "-mbmi2", "-mavxvnni"),
            true),
    /// Eight lanes; sums of byte products pass through 16 bits.
    AVX2("AVX2", List.of("__AVX2__", "__FMA__", "__BMI2__"), List.of("-mavx2", "-mfma", "-mbmi2"), false),
    /// Whatever the compiler makes of plain C++.
    PLAIN("plain C++", List.of(), List.of("-Wno-psabi"), true);

    private interface Avx512 {
        List<String> MACROS =
                List.of("__AVX512VNNI__", "__AVX512BW__", "__AVX512DQ__", "__AVX512VL__", "__FMA__", "__BMI2__");
        List<String> FLAGS = List.of(
                "-mavx512f", "-mavx512bw", "-mavx512dq", "-mavx512vl", "-mavx512vnni", "-mavx2", "-mfma", "-mbmi2");
    }

    private final String title;
    private final List<String> macros;
    private final List<String> flags;
    private final boolean anyBytes;

    Isa(String title, List<String> macros, List<String> flags, boolean anyBytes) {
        this.title = title;
        this.macros = macros;
        this.flags = flags;
        this.anyBytes = anyBytes;
    }

    private static List<String> and(List<String> some, String... more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }

    /// {@return its name, as people write it}
    public String title() {
        return title;
    }

    /// {@return what the C++ compiler is told}
    List<String> flags() {
        return flags;
    }

    /// {@return whether products of bytes never overflow on the way}
    boolean anyBytes() {
        return anyBytes;
    }

    /// {@return whether a machine has it for which a compiler defines `macros`}
    boolean isWithin(Set<String> defined) {
        return defined.containsAll(macros);
    }
}
