package io.goshawk.codegen.loops;

import io.goshawk.codegen.Templates;

/// C++ files without holes that go into every design of loops.
public final class LoopSources {
    private static final Templates FILES = new Templates(LoopSources.class, "/goshawk-loops/");

    private LoopSources() {}

    /// {@return `vector_files.h`: the loop around a design that reads and writes vectors}
    public static String vectorFiles() {
        return FILES.resource("vector_files.h");
    }

    /// {@return `trace.h`: writes arrays, and where a trace of the layers goes}
    public static String trace() {
        return FILES.resource("trace.h");
    }
}
