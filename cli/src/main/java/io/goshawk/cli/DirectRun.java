package io.goshawk.cli;

import io.goshawk.harness.npy.NpyType;
import io.goshawk.harness.npy.NpyWriter;
import io.goshawk.ir.Graph;
import io.goshawk.simulator.PortBuffer;
import io.goshawk.simulator.Simulation;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// Integers from file to hardware to file in bulk: each thread reads, computes and writes chunks of its
/// own, and no number becomes an object on the way.
///
/// Chunks are small enough for a core's own cache.
final class DirectRun implements AutoCloseable {
    private static final int ELEMENTS = 1 << 16;
    private static final int CHUNKS_A_SPAN = 8;

    private final Simulation simulation;
    private final List<RowSource> sources;
    private final Optional<OutputFiles> files;
    private final List<NpyWriter> writers;
    private final int threads;
    private final int chunk;
    private final Queue<Lane> idle = new ConcurrentLinkedQueue<>();
    private final ExecutorService executor;
    private final LongAdder nanos = new LongAdder();

    private DirectRun(
            Simulation simulation,
            List<RowSource> sources,
            Optional<OutputFiles> files,
            List<NpyWriter> writers,
            int threads) {
        this.simulation = simulation;
        this.sources = sources;
        this.files = files;
        this.writers = writers;
        this.threads = threads;
        this.chunk = chunk(simulation);
        this.executor = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().factory());
    }

    private static int chunk(Simulation simulation) {
        int widest = 1;
        for (Graph.Port port : simulation.graph().inputs()) {
            widest = Math.max(widest, port.value().shape().size());
        }
        for (Graph.Port port : simulation.graph().outputs()) {
            widest = Math.max(widest, port.value().shape().size());
        }
        return ELEMENTS / widest;
    }

    /// {@return such a run; nothing where a source, a port or a file does not allow that, or rows are
    ///     few for the threads}
    static Optional<DirectRun> of(
            Simulation simulation, List<RowSource> sources, Optional<OutputFiles> files, int rows, int threads) {
        List<Graph.Port> ports = new ArrayList<>(simulation.graph().inputs());
        ports.addAll(simulation.graph().outputs());
        boolean narrow = ports.stream().allMatch(port -> PortBuffer.of(port, 0).fitsLong());
        // Fewer rows to a chunk would leave lanes of the engine's vectors empty.
        int chunk = chunk(simulation);
        boolean many = chunk >= 1 << 9 && rows / threads >= 2 * chunk;
        if (!narrow
                || !many
                || sources.stream().anyMatch(source -> source.integers().isEmpty())) {
            return Optional.empty();
        }
        List<NpyWriter> writers = new ArrayList<>();
        for (Graph.Port port : simulation.graph().outputs()) {
            files.flatMap(file -> file.anyOrder(port.name(), port.value().shape(), NpyType.INT64))
                    .ifPresent(writers::add);
        }
        boolean writable = files.isEmpty()
                || writers.size() == simulation.graph().outputs().size();
        return writable ? Optional.of(new DirectRun(simulation, sources, files, writers, threads)) : Optional.empty();
    }

    /// {@return how many rows [#run] takes best}
    int span() {
        return chunk * (threads == 1 ? 1 : threads * CHUNKS_A_SPAN);
    }

    /// Runs rows `from` to `to`.
    /// @return whether all their integers are within the ports' types; where not, nothing is said about
    ///     what was written
    boolean run(int from, int to) {
        AtomicInteger next = new AtomicInteger(from);
        AtomicBoolean fits = new AtomicBoolean(true);
        Runnable loop = () -> {
            Lane known = idle.poll();
            Lane lane = known == null ? new Lane() : known;
            for (int at = next.getAndAdd(chunk); at < to && fits.get(); at = next.getAndAdd(chunk)) {
                if (!lane.run(at, Math.min(chunk, to - at))) {
                    fits.set(false);
                }
            }
            idle.add(lane);
        };
        if (threads == 1) {
            loop.run();
        } else {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(executor.submit(loop));
            }
            running.forEach(Hardware::await);
        }
        if (fits.get()) {
            Map<String, Integer> sizes = new LinkedHashMap<>();
            simulation
                    .graph()
                    .outputs()
                    .forEach(port -> sizes.put(port.name(), port.value().shape().size()));
            files.ifPresent(file -> file.proceed(to, sizes));
        }
        return fits.get();
    }

    /// {@return how long the engine took, all threads together}
    long nanos() {
        return nanos.sum();
    }

    /// What one thread works with.
    private final class Lane {
        private final List<IntegerRows> rows =
                sources.stream().map(source -> source.integers().orElseThrow()).toList();
        private List<PortBuffer> inputs = simulation.inputs(chunk);
        private List<PortBuffer> outputs = simulation.outputs(chunk);
        private final MemorySegment longs = Arena.ofAuto()
                .allocate(
                        (long) Long.BYTES
                                * chunk
                                * outputs.stream()
                                        .mapToInt(PortBuffer::row)
                                        .max()
                                        .orElse(1),
                        Long.BYTES);

        boolean run(int from, int count) {
            if (count != inputs.getFirst().rows()) {
                inputs = simulation.inputs(count);
                outputs = simulation.outputs(count);
            }
            for (int i = 0; i < inputs.size(); i++) {
                if (!rows.get(i).load(from, inputs.get(i))) {
                    return false;
                }
            }
            long start = System.nanoTime();
            simulation.runHere(inputs, outputs);
            nanos.add(System.nanoTime() - start);
            for (int i = 0; i < writers.size(); i++) {
                write(writers.get(i), outputs.get(i), from);
            }
            return true;
        }

        private void write(NpyWriter writer, PortBuffer buffer, int from) {
            long count = (long) buffer.rows() * buffer.row();
            buffer.give(longs);
            try {
                writer.write(
                        (long) from * buffer.row(),
                        longs.asSlice(0, count * Long.BYTES).asByteBuffer());
            } catch (IOException e) {
                throw files.orElseThrow().refusal(e);
            }
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
