package io.goshawk.simulator.portable;

import io.goshawk.simulator.PortBuffer;
import io.goshawk.simulator.plan.Fusion;
import io.goshawk.simulator.plan.Plan;
import io.goshawk.simulator.plan.Slopes;
import io.goshawk.simulator.plan.Step;
import java.util.List;

/// A plan in loops over events, which the JIT compiler turns into vectors.
public final class PortableEngine {
    /// Loops of vectors begin and end with single events: longer ones spend less on these.
    private static final int MOST_LANES = 512;
    private static final int FEW_LANES = 64;
    private static final int LEAST_LANES = 16;
    /// What a slot's tile may take, in numbers: about half of what a core's own cache holds.
    private static final int CACHED = 1 << 15;
    /// What a slot's tile may take at most, in numbers.
    private static final int LARGE = 1 << 23;

    private final Plan plan;
    private final Storage storage;
    private final List<Task> tasks;
    private final int lanes;

    /// Makes `plan` ready to run.
    public PortableEngine(Plan plan) {
        this.plan = fused(plan);
        this.storage = new Storage(this.plan);
        this.tasks = Tasks.of(this.plan, storage);
        int largest = plan.slots().stream()
                .mapToInt(slot -> slot.layout().size())
                .max()
                .orElse(1);
        this.lanes = lanes(largest);
    }

    private static int lanes(int largest) {
        int wanted = MOST_LANES;
        while ((wanted > FEW_LANES && (long) wanted * largest > CACHED)
                || (wanted > LEAST_LANES && (long) wanted * largest > LARGE)) {
            wanted /= 2;
        }
        return wanted;
    }

    /// Sums of products that floats hold are rescaled where they are made, while they are in the first
    /// cache.
    private static Plan fused(Plan plan) {
        Storage storage = new Storage(plan);
        return Fusion.of(
                plan,
                (step, rescale) -> step instanceof Step.Product
                        && storage.of(step.out()) == Domain.SINGLE
                        && storage.of(rescale.out()) == Domain.SINGLE
                        && Slopes.of(rescale.channels(), 0, true).isPresent());
    }

    /// {@return how many events run at once}
    public int lanes() {
        return lanes;
    }

    /// {@return what one thread works with}
    public Worker worker() {
        return new Worker();
    }

    /// One thread's memory, and what runs on it.
    public final class Worker {
        private final Memory memory = new Memory(storage, lanes);
        private final Edge edge = new Edge();

        private Worker() {}

        /// Runs events `from` to `to`.
        public void run(int from, int to, List<PortBuffer> inputs, List<PortBuffer> outputs) {
            for (int start = from; start < to; start += lanes) {
                int count = Math.min(lanes, to - start);
                memory.count(count);
                for (int i = 0; i < inputs.size(); i++) {
                    edge.read(inputs.get(i), start, count, plan.inputs().get(i), memory);
                }
                for (Task task : tasks) {
                    task.run(memory);
                }
                for (int i = 0; i < outputs.size(); i++) {
                    edge.write(outputs.get(i), start, count, plan.outputs().get(i), memory);
                }
            }
        }
    }
}
