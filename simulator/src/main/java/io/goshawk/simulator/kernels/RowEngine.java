package io.goshawk.simulator.kernels;

import io.goshawk.ir.Graph;
import io.goshawk.simulator.PortBuffer;
import io.goshawk.simulator.plan.Plan;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;

/// A plan on the compiled row-major kernels: what large networks and transformers run on.
public final class RowEngine {
    private static final int ALIGNMENT = 64;

    private final KernelLibrary library;
    private final RowProgram program;
    private final MemorySegment header;

    private RowEngine(KernelLibrary library, RowProgram program) {
        this.library = library;
        this.program = program;
        this.header = program.header();
    }

    /// {@return the engine for `plan` of `graph`; nothing where a step has no kernel}
    public static Optional<RowEngine> of(KernelLibrary library, Plan plan, Graph<?> graph) {
        return RowProgram.of(library, plan, graph).map(program -> new RowEngine(library, program));
    }

    /// {@return the instruction set of the kernels}
    public Isa isa() {
        return library.isa();
    }

    /// {@return how many events run at once}
    public int events() {
        return program.events();
    }

    /// {@return what `parts` threads work with that go from step to step together}
    public Team team(int parts) {
        return new Team(parts);
    }

    /// The memory of some threads that share events.
    public final class Team {
        private final int parts;
        private final MemorySegment memory = Arena.ofAuto().allocate(program.bytes(), ALIGNMENT);
        private final MemorySegment barrier = Arena.ofAuto().allocate(2L * Long.BYTES, ALIGNMENT);
        private final MemorySegment[] scratch;

        private Team(int parts) {
            this.parts = parts;
            this.scratch = new MemorySegment[parts];
            for (int i = 0; i < parts; i++) {
                scratch[i] = Arena.ofAuto().allocate(program.scratchBytes(), ALIGNMENT);
            }
        }

        /// Runs events `from` to `to` as thread `part`; all threads of the team have to call it.
        public void run(int part, int from, int to, List<PortBuffer> inputs, List<PortBuffer> outputs) {
            MemorySegment table = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG, inputs.size() + (long) outputs.size());
            for (int i = 0; i < inputs.size(); i++) {
                table.setAtIndex(ValueLayout.JAVA_LONG, i, address(inputs.get(i), from));
            }
            for (int i = 0; i < outputs.size(); i++) {
                table.setAtIndex(ValueLayout.JAVA_LONG, inputs.size() + (long) i, address(outputs.get(i), from));
            }
            library.rows(header, memory, table, to - (long) from, scratch[part], part, parts, barrier);
        }

        private static long address(PortBuffer buffer, int event) {
            return buffer.segment().address() + (long) event * buffer.row() * buffer.elementBytes();
        }
    }
}
