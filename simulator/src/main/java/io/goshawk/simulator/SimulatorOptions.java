package io.goshawk.simulator;

import java.nio.file.Path;

/// What the user may choose about a simulation.
///
/// @param engine what runs it
/// @param threads how many events run at once, at least 1
/// @param cache the folder that compiled kernels are kept in
public record SimulatorOptions(Engine engine, int threads, Path cache) {
    public SimulatorOptions {
        if (threads < 1) {
            throw new IllegalArgumentException(threads + " threads");
        }
    }

    /// The engines there are.
    public enum Engine {
        /// The native one where the graph and the machine allow it, else the portable one.
        FASTEST,
        /// Loops that the JIT compiler turns into vector instructions.
        PORTABLE,
        /// Kernels in C++, compiled on this machine.
        NATIVE,
        /// The reference itself, on several threads.
        INTERPRETER
    }

    /// {@return the fastest engine on all processors, with the user's own cache}
    public static SimulatorOptions fastest() {
        String named = System.getenv("GOSHAWK_CACHE");
        Path cache = named == null || named.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".cache", "goshawk")
                : Path.of(named);
        return new SimulatorOptions(Engine.FASTEST, Runtime.getRuntime().availableProcessors(), cache);
    }

    /// {@return these options with another engine}
    public SimulatorOptions with(Engine changed) {
        return new SimulatorOptions(changed, threads, cache);
    }

    /// {@return these options with another number of threads}
    public SimulatorOptions withThreads(int changed) {
        return new SimulatorOptions(engine, changed, cache);
    }
}
