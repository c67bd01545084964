package io.goshawk.cli;

import io.goshawk.ir.Graph;
import io.goshawk.passes.Compiler.Compiled;
import io.goshawk.simulator.SimulatorOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Runs a compiled network on rows that need not fit memory, piece by piece: host, hardware, host.
final class StreamedRun {
    /// How many elements of the widest port a piece has at most: few enough that the heap stays small.
    private static final int ELEMENTS = 1 << 17;

    private final Compiled compiled;
    private final Execution execution;
    private final Settings settings;

    StreamedRun(Compiled compiled, Execution execution, Settings settings) {
        this.compiled = compiled;
        this.execution = execution;
        this.settings = settings;
    }

    /// What the user wants of a run.
    ///
    /// @param engine what computes; the interpreter on its own where there is none
    /// @param raw whether the hardware's integers are wanted in place of the model's outputs
    /// @param traces where traced values go
    record Settings(
            Optional<SimulatorOptions> engine,
            Optional<Path> output,
            boolean raw,
            Optional<String> labels,
            List<String> traced,
            Path traces,
            boolean counters) {}

    /// What came of a run.
    ///
    /// @param first what the model gave for the first rows
    /// @param engine what computed, in words
    /// @param perSecond rows a second of the engine alone, where it was measured
    record Outcome(
            int rows,
            long nanos,
            List<Result> first,
            Optional<Classes> classes,
            Probes probes,
            String engine,
            Optional<Double> perSecond,
            long clipped) {}

    Outcome run(List<RowSource> sources) {
        int rows = sources.getFirst().rows();
        Probes probes = new Probes(compiled.hardware(), settings.traced(), settings.counters());
        Classes.Counting counting = new Classes.Counting(rows, settings.labels());
        long start = System.nanoTime();
        try (Progress progress = new Progress("run", rows);
                Engine engine = new Engine(probes);
                Files files = new Files(rows);
                Direct direct = new Direct(engine, files, sources, counting)) {
            List<Result> first = List.of();
            int piece = Math.max(1, ELEMENTS / widest());
            for (int from = 0, to; from < rows; from = to) {
                to = Math.min(rows, direct.run(from, rows));
                if (to == from) {
                    to = Math.min(rows, from + (direct.span() > 0 && from == 0 ? 1 : piece));
                    List<Result> results = piece(sources, from, to, engine, files, counting);
                    first = from == 0 ? results : first;
                }
                progress.at(to);
            }
            long nanos = System.nanoTime() - start;
            boolean counted = rows > 0 && (!settings.raw() || settings.labels().isPresent());
            Optional<Classes> classes = counted ? counting.classes() : Optional.empty();
            return new Outcome(
                    rows, nanos, first, classes, probes, engine.name(), engine.perSecond(), execution.clipped());
        }
    }

    private List<Result> piece(
            List<RowSource> sources, int from, int to, Engine engine, Files files, Classes.Counting counting) {
        List<Samples> samples =
                sources.stream().map(source -> source.read(from, to)).toList();
        List<Stack> codes = execution.codes(samples);
        List<Stack> all = engine.run(codes);
        engine.probes.count(codes, all);
        List<Stack> ports = all.subList(0, compiled.hardware().outputs().size());
        // Who wants the hardware's integers and no labels compared is spared the host's exact arithmetic, but for a
        // look.
        boolean spared = settings.raw() && settings.labels().isEmpty() && from > 0;
        List<Result> outputs = spared ? List.of() : execution.outputs(ports);
        if (!settings.raw() || settings.labels().isPresent()) {
            counting.add(execution.scores(ports, outputs));
        }
        files.write(ports, outputs, engine.probes.traced(all, settings.traced()));
        return outputs;
    }

    private int widest() {
        int widest = 1;
        List<Graph.Port> ports = new ArrayList<>(compiled.hardware().inputs());
        ports.addAll(compiled.hardware().outputs());
        for (Graph.Port port : ports) {
            widest = Math.max(widest, port.value().shape().size());
        }
        return widest;
    }

    /// Rows that need nothing but the engine and tables, where there are such.
    private final class Direct implements AutoCloseable {
        private final Engine engine;
        private final Classes.Counting counting;
        private final Optional<DirectRun> run;

        Direct(Engine engine, Files files, List<RowSource> sources, Classes.Counting counting) {
            this.engine = engine;
            this.counting = counting;
            int threads = settings.engine().map(SimulatorOptions::threads).orElse(1);
            boolean suits = settings.engine().isPresent()
                    && settings.labels().isEmpty()
                    && engine.probes.isEmpty()
                    && DirectRun.suits(compiled.hardware(), sources, threads);
            Optional<HostTables> host =
                    suits && !settings.raw() ? HostTables.of(compiled, execution) : Optional.empty();
            this.run = suits && (settings.raw() || host.isPresent())
                    ? DirectRun.of(engine.hardware.orElseThrow().simulation(), sources, host, files.outputs, threads)
                    : Optional.empty();
        }

        int span() {
            return run.map(DirectRun::span).orElse(0);
        }

        /// {@return up to which row it took them from `from` on; `from` where it took none}
        int run(int from, int rows) {
            int to = Math.min(rows, from + span());
            // The first row goes the common way, so that what the model makes of it can be shown.
            if (from == 0 || run.isEmpty()) {
                return from;
            }
            long before = run.get().nanos();
            boolean done = run.get().run(from, to);
            long[] decisions = run.get().decisions();
            if (!done) {
                return from;
            }
            counting.add(decisions, to - from);
            int threads = settings.engine().orElseThrow().threads();
            engine.hardware.orElseThrow().count(to - from, (run.get().nanos() - before) / threads);
            return to;
        }

        @Override
        public void close() {
            run.ifPresent(DirectRun::close);
        }
    }

    /// The interpreter or one of the simulator's engines.
    private final class Engine implements AutoCloseable {
        private final Probes probes;
        private final Optional<Hardware> hardware;

        Engine(Probes probes) {
            this.probes = probes;
            Optional<SimulatorOptions> wanted = probes.isEmpty()
                    ? settings.engine()
                    : Optional.of(settings.engine()
                            .orElseGet(() -> SimulatorOptions.fastest().with(SimulatorOptions.Engine.INTERPRETER)));
            this.hardware = wanted.map(options -> new Hardware(probes.graph(), options));
        }

        List<Stack> run(List<Stack> codes) {
            return hardware.isPresent() ? hardware.get().run(codes) : execution.hardware(codes, _ -> {});
        }

        String name() {
            return hardware.map(Hardware::engine).orElse("reference");
        }

        Optional<Double> perSecond() {
            return hardware.map(Hardware::perSecond);
        }

        @Override
        public void close() {
            hardware.ifPresent(Hardware::close);
        }
    }

    private final class Files implements AutoCloseable {
        private final Optional<OutputFiles> outputs;
        private final Optional<OutputFiles> traces;

        Files(int rows) {
            outputs = settings.output().map(file -> new OutputFiles(file, rows));
            traces = settings.traced().isEmpty()
                    ? Optional.empty()
                    : Optional.of(new OutputFiles(settings.traces(), rows));
        }

        void write(List<Stack> ports, List<Result> results, List<OutputFiles.Piece> traced) {
            outputs.ifPresent(file -> file.write(settings.raw() ? raw(ports) : model(results)));
            traces.ifPresent(file -> file.write(traced));
        }

        private List<OutputFiles.Piece> raw(List<Stack> ports) {
            List<OutputFiles.Piece> pieces = new ArrayList<>();
            for (int i = 0; i < ports.size(); i++) {
                Stack stack = ports.get(i);
                String name = compiled.hardware().outputs().get(i).name();
                pieces.add(OutputFiles.Piece.of(name, stack.row(), stack.rows(), stack.values()));
            }
            return pieces;
        }

        private static List<OutputFiles.Piece> model(List<Result> results) {
            return results.stream().map(OutputFiles.Piece::of).toList();
        }

        @Override
        public void close() {
            outputs.ifPresent(OutputFiles::close);
            traces.ifPresent(OutputFiles::close);
        }
    }
}
