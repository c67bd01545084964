package io.goshawk.simulator.kernels;

import io.goshawk.ir.Graph;
import io.goshawk.simulator.PortBuffer;
import io.goshawk.simulator.plan.Plan;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A plan of large steps on the compiled kernels: lanes are pixels, so one image fills them, and
/// several threads may work on it.
public final class PlaneEngine {
    private static final int ALIGNMENT = 64;
    private static final int CREW_WORDS = 4;

    private final KernelLibrary library;
    private final PlaneProgram program;
    private final MemorySegment header;

    private PlaneEngine(KernelLibrary library, PlaneProgram program) {
        this.library = library;
        this.program = program;
        this.header = program.header();
    }

    /// {@return the engine for `plan` of `graph`; nothing where its steps are small, or one has no
    ///     kernel}
    public static Optional<PlaneEngine> of(KernelLibrary library, Plan plan, Graph<?> graph) {
        return PlaneProgram.suits(plan) ? anyOf(library, plan, graph) : Optional.empty();
    }

    /// {@return the engine for `plan` of `graph`, however small; nothing where a step has no kernel}
    public static Optional<PlaneEngine> anyOf(KernelLibrary library, Plan plan, Graph<?> graph) {
        return PlaneProgram.of(library, plan, graph).map(program -> new PlaneEngine(library, program));
    }

    /// {@return the instruction set of the kernels}
    public Isa isa() {
        return library.isa();
    }

    /// {@return how many images run at once at most}
    public int images() {
        return PlaneProgram.IMAGES;
    }

    /// {@return what `threads` threads work with, together}
    public Crew crew(int threads) {
        return new Crew(threads);
    }

    private static MemorySegment room(long bytes) {
        return Arena.ofAuto().allocate(Math.max(ALIGNMENT, bytes), ALIGNMENT);
    }

    /// The memory of threads that work on the same images.
    public final class Crew {
        private final int threads;
        private final MemorySegment memory = room(program.bytes());
        private final MemorySegment shared = room(CREW_WORDS * Long.BYTES);
        private final List<MemorySegment> scratch;

        private Crew(int threads) {
            this.threads = threads;
            this.scratch = IntStream.range(0, threads)
                    .mapToObj(_ -> room(program.scratch()))
                    .toList();
        }

        /// Runs events `from` to `to`, no more than [#images]; each thread of the crew calls it.
        /// @param thread which of them calls, counted from 0
        /// @param ports what [#ports] gave
        public void run(int thread, MemorySegment ports, long images) {
            library.planes(header, memory, scratch.get(thread), ports, images, shared);
        }

        /// {@return where the events from `from` on begin}; whoever runs them has made this once
        public MemorySegment ports(int from, List<PortBuffer> inputs, List<PortBuffer> outputs) {
            shared.fill((byte) 0);
            shared.setAtIndex(ValueLayout.JAVA_LONG, CREW_WORDS - 1L, threads);
            MemorySegment table = room((long) (inputs.size() + outputs.size()) * Long.BYTES);
            for (int i = 0; i < inputs.size(); i++) {
                table.setAtIndex(ValueLayout.JAVA_LONG, i, NativeEngine.address(inputs.get(i), from));
            }
            for (int i = 0; i < outputs.size(); i++) {
                long address = NativeEngine.address(outputs.get(i), from);
                table.setAtIndex(ValueLayout.JAVA_LONG, inputs.size() + (long) i, address);
            }
            return table;
        }
    }
}
