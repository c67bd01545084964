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
import java.util.Arrays;
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
    private final Optional<HostTables> host;
    private final Optional<OutputFiles> files;
    private final List<NpyWriter> writers;
    private final int threads;
    private final int chunk;
    private final Queue<Lane> idle = new ConcurrentLinkedQueue<>();
    private final ExecutorService executor;
    private final LongAdder nanos = new LongAdder();
    private long[] decisions = new long[0];

    private DirectRun(
            Simulation simulation,
            List<RowSource> sources,
            Optional<HostTables> host,
            Optional<OutputFiles> files,
            int threads) {
        this.simulation = simulation;
        this.sources = sources;
        this.host = host;
        this.files = files;
        this.writers = new ArrayList<>();
        this.threads = threads;
        this.chunk = chunk(simulation.graph());
        this.executor = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().factory());
    }

    private static int chunk(Graph<?> hardware) {
        int widest = 1;
        for (Graph.Port port : hardware.inputs()) {
            widest = Math.max(widest, port.value().shape().size());
        }
        for (Graph.Port port : hardware.outputs()) {
            widest = Math.max(widest, port.value().shape().size());
        }
        return ELEMENTS / widest;
    }

    /// {@return whether a source, the ports and the number of rows allow such a run}
    static boolean suits(Graph<?> hardware, List<RowSource> sources, int threads) {
        List<Graph.Port> ports = new ArrayList<>(hardware.inputs());
        ports.addAll(hardware.outputs());
        boolean narrow = ports.stream().allMatch(port -> PortBuffer.of(port, 0).fitsLong());
        int chunk = chunk(hardware);
        // Fewer rows to a chunk would leave lanes of the engine's vectors empty.
        boolean many = chunk >= 1 << 9 && sources.getFirst().rows() / threads >= 2 * chunk;
        return narrow
                && many
                && sources.stream().allMatch(source -> source.integers().isPresent());
    }

    /// {@return such a run; nothing where a file cannot be written in any order}
    /// @param host what the hardware's integers become, unless they are wanted themselves
    static Optional<DirectRun> of(
            Simulation simulation,
            List<RowSource> sources,
            Optional<HostTables> host,
            Optional<OutputFiles> files,
            int threads) {
        DirectRun run = new DirectRun(simulation, sources, host, files, threads);
        List<Graph.Port> outputs = run.outputs();
        for (int i = 0; i < outputs.size(); i++) {
            int index = i;
            Graph.Port port = outputs.get(i);
            NpyType type = host.map(tables -> tables.type(index)).orElse(NpyType.INT64);
            files.flatMap(file -> file.anyOrder(port.name(), port.value().shape(), type))
                    .ifPresent(run.writers::add);
        }
        return files.isEmpty() || run.writers.size() == outputs.size() ? Optional.of(run) : Optional.empty();
    }

    /// What is written: the model's outputs, or the hardware's.
    private List<Graph.Port> outputs() {
        return host.map(HostTables::outputs).orElse(simulation.graph().outputs());
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
            outputs()
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
            give(from, count);
            return true;
        }

        private void give(int from, int count) {
            for (int i = 0; i < outputs().size(); i++) {
                int index = i;
                outputs.get(host.map(tables -> tables.source(index)).orElse(i)).give(longs);
                if (i == 0 && host.isPresent()) {
                    decide(host.get().decisions(longs, count));
                }
                if (!writers.isEmpty()) {
                    host.ifPresent(tables -> tables.translate(index, longs, count));
                    write(
                            writers.get(i),
                            from,
                            count,
                            outputs().get(i).value().shape().size());
                }
            }
        }

        private void write(NpyWriter writer, int from, int count, int row) {
            try {
                writer.write(
                        (long) from * row,
                        longs.asSlice(0, (long) count * row * Long.BYTES).asByteBuffer());
            } catch (IOException e) {
                throw files.orElseThrow().refusal(e);
            }
        }
    }

    private synchronized void decide(long[] counts) {
        decisions = Arrays.copyOf(decisions, Math.max(decisions.length, counts.length));
        for (int i = 0; i < counts.length; i++) {
            decisions[i] += counts[i];
        }
    }

    /// {@return how often each class was decided since this was asked last}
    synchronized long[] decisions() {
        long[] taken = decisions;
        decisions = new long[0];
        return taken;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
