package io.goshawk.simulator.kernels;

import io.goshawk.ir.Graph;
import io.goshawk.simulator.PortBuffer;
import io.goshawk.simulator.plan.Plan;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;

/// A plan on the compiled kernels.
public final class NativeEngine {
    private static final int ALIGNMENT = 64;

    private final KernelLibrary library;
    private final NativeProgram program;
    private final MemorySegment header;

    private NativeEngine(KernelLibrary library, NativeProgram program) {
        this.library = library;
        this.program = program;
        this.header = program.header();
    }

    /// {@return the engine for `plan` of `graph`; nothing where a step has no kernel}
    public static Optional<NativeEngine> of(KernelLibrary library, Plan plan, Graph<?> graph) {
        return NativeProgram.of(library, plan, graph).map(program -> new NativeEngine(library, program));
    }

    /// {@return the instruction set of the kernels}
    public Isa isa() {
        return library.isa();
    }

    /// {@return how many events run at once}
    public int lanes() {
        return program.events();
    }

    /// {@return what one thread works with}
    public Worker worker() {
        return new Worker();
    }

    /// One thread's memory.
    public final class Worker {
        private final MemorySegment memory = Arena.ofAuto().allocate(Math.max(ALIGNMENT, program.bytes()), ALIGNMENT);
        private final MemorySegment ports = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG, 64);

        private Worker() {}

        /// Runs events `from` to `to`.
        public void run(int from, int to, List<PortBuffer> inputs, List<PortBuffer> outputs) {
            MemorySegment table = inputs.size() + outputs.size() <= 64
                    ? ports
                    : Arena.ofAuto().allocate(ValueLayout.JAVA_LONG, inputs.size() + outputs.size());
            for (int i = 0; i < inputs.size(); i++) {
                table.setAtIndex(ValueLayout.JAVA_LONG, i, address(inputs.get(i), from));
            }
            for (int i = 0; i < outputs.size(); i++) {
                table.setAtIndex(ValueLayout.JAVA_LONG, inputs.size() + (long) i, address(outputs.get(i), from));
            }
            library.run(header, memory, table, to - (long) from);
        }
    }

    /// {@return where `event` begins in `buffer`}
    static long address(PortBuffer buffer, int event) {
        return buffer.segment().address() + (long) event * buffer.row() * buffer.elementBytes();
    }
}
