package io.goshawk.harness;

/// Chooses the engine that runs a design.
public final class Engines {
    private Engines() {}

    /// {@return Verilator for Verilog, g++ for C++}
    /// @param vectors how many vectors it will run: many are worth an optimising compiler
    public static Engine of(Design design, BuildCache cache, int vectors) {
        return switch (design.target()) {
            case VERILOG -> new Verilator(design, cache, vectors);
            case HLS, CPP -> new Gxx(design, cache);
        };
    }
}
