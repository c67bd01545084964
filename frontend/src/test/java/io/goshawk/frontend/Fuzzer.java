package io.goshawk.frontend;

import com.google.protobuf.ByteString;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Verifier;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.diag.Refusal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// Imports damaged models, each in a thread that is watched.
///
/// Around the folder that they lie in stand pipes that nobody writes to, and files whose reading is noticed; links and
/// names lead there. A reader that follows one hangs or trips, and is found so.
final class Fuzzer {
    /// How much processor time a file may take; one that waits for something is given up after six times as long.
    /// Machines that do much else at once would otherwise tell hangs where there are none.
    private static final int PATIENCE_SECONDS = Integer.getInteger("goshawk.fuzz.seconds", 10);

    /// Longer texts make the run slow and find nothing that shorter ones do not.
    private static final int LONGEST = 2_000_000;

    /// What is a find.
    static final List<String> BAD = List.of("crash", "hang", "outside");

    private final List<Seed> seeds;
    private final Path root;
    private final Path finds;
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final Tripwire wire;
    private ExecutorService worker = worker();
    private int elsewhere;
    private int inside;
    private double slowest;

    /// A model to be damaged.
    /// @param ending of the file's name, which chooses the door
    record Seed(String ending, ByteString content) {
        static Seed of(String ending, byte[] bytes) {
            return new Seed(ending, ByteString.copyFrom(bytes));
        }

        byte[] bytes() {
            return content.toByteArray();
        }
    }

    /// @param root an empty folder of its own
    /// @param finds where what goes wrong is kept
    Fuzzer(List<Seed> seeds, Path root, Path finds) throws IOException {
        this.seeds = seeds;
        this.root = root;
        this.finds = finds;
        wire = Tripwire.at(root.resolve("outside.bin"));
    }

    private static ExecutorService worker() {
        return Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
    }

    /// {@return how often each outcome came about: `graph`, `refused`, `memory`, `crash`, `hang` or `outside`}
    Map<String, Integer> run(int count, long seed) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        Path folder = Files.createDirectories(root.resolve("models"));
        Mutator mutator = new Mutator(random, traps(folder));
        Tripwire allowed = Tripwire.at(folder.resolve("weights.bin"));
        for (int i = 0; i < count; i++) {
            Seed chosen = seeds.get(random.nextInt(seeds.size()));
            Seed other = seeds.get(random.nextInt(seeds.size()));
            byte[] bytes = switch (chosen.ending()) {
                case ".onnx" -> mutator.binary(chosen.bytes(), other.bytes());
                case ".tflite" -> mutator.flat(chosen.bytes(), other.bytes());
                default -> mutator.text(chosen.bytes(), other.bytes());
            };
            bytes = bytes.length > LONGEST ? Arrays.copyOf(bytes, LONGEST) : bytes;
            Path file = Files.write(folder.resolve("model" + chosen.ending()), bytes);
            long began = System.nanoTime();
            String ended = watched(file);
            double seconds = (System.nanoTime() - began) / 1e9;
            if (seconds > slowest) {
                slowest = seconds;
                keep(bytes, chosen.ending(), "slowest", seconds + " s");
            }
            String outcome = wire.tripped() ? "outside: read, and then " + ended : ended;
            inside += allowed.tripped() ? 1 : 0;
            outcomes.merge(outcome.split(":", 2)[0], 1, Integer::sum);
            if (BAD.stream().anyMatch(outcome::startsWith)) {
                keep(bytes, chosen.ending(), seed + "-" + i, outcome);
            }
        }
        worker.shutdownNow();
        elsewhere = mutator.elsewhere();
        return outcomes;
    }

    private static Duration processorTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /// {@return the figures of the last run in one line}
    String report() {
        return String.format(
                Locale.ROOT,
                "%s; %d tensors were sent to other files, %d models read one inside their folder, %s; the slowest took %.1f s",
                outcomes,
                elsewhere,
                inside,
                wire.works() ? "whose reading outside would be noticed" : "and reading is only noticed where it hangs",
                slowest);
    }

    /// Lays out files that may be read, and traps that may not. {@return names of both}
    private List<String> traps(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("sub"));
        Path outside = root.resolve("pipe");
        Path inside = folder.resolve("pipe");
        for (Path pipe : List.of(outside, inside)) {
            if (new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() != 0) {
                throw new IOException("no pipe could be made at " + pipe);
            }
        }
        Files.createSymbolicLink(folder.resolve("link"), outside);
        Files.createSymbolicLink(folder.resolve("up"), root);
        Files.createSymbolicLink(folder.resolve("linked"), wire.file());
        return List.of(
                "weights.bin",
                "sub/../weights.bin",
                "./weights.bin",
                "absent",
                "pipe",
                "../pipe",
                outside.toString(),
                "link",
                "up/pipe",
                "sub/../../pipe",
                "../outside.bin",
                wire.file().toString(),
                "linked",
                "up/outside.bin",
                "sub/../../outside.bin",
                "sub",
                "/dev/zero",
                "/etc/passwd",
                "/proc/self/environ",
                "",
                "\0");
    }

    private String watched(Path file) throws InterruptedException {
        Future<String> result = worker.submit(() -> outcome(file));
        long began = System.nanoTime();
        Duration busy = Duration.ZERO;
        while (true) {
            try {
                return result.get(1, TimeUnit.SECONDS);
            } catch (TimeoutException _) {
                busy = busy.isZero() ? processorTime() : busy;
                long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
                long working = processorTime().minus(busy).toSeconds();
                if (working >= PATIENCE_SECONDS || seconds >= 6 * PATIENCE_SECONDS) {
                    worker = worker();
                    return "hang: " + working + " s of work in " + seconds + " s";
                }
            } catch (ExecutionException e) {
                StringWriter trace = new StringWriter();
                e.getCause().printStackTrace(new PrintWriter(trace));
                return "crash: " + trace;
            }
        }
    }

    private static String outcome(Path file) {
        Diagnostics diagnostics = new Diagnostics();
        try {
            LoadedModel model = ModelDoors.open(file, ImportOptions.NONE, diagnostics);
            if (model instanceof LoadedModel.Network(Graph<?> graph, var _)) {
                Verifier.require(graph);
            }
            return "graph";
        } catch (Refusal refusal) {
            boolean memory = refusal.diagnostics().stream()
                    .anyMatch(problem -> problem.code() == Code.MODEL_TOO_LARGE
                            && problem.message().startsWith("the heap"));
            boolean silent = refusal.diagnostics().isEmpty();
            return silent ? "crash: a refusal without a word" : memory ? "memory" : "refused";
        }
    }

    private void keep(byte[] bytes, String ending, String name, String reason) throws IOException {
        Files.createDirectories(finds);
        Files.write(finds.resolve(name + ending), bytes);
        Files.writeString(
                finds.resolve(name + ".txt"),
                reason.lines().limit(40).toList().toString().replace(", ", "\n"));
    }

    /// {@return the models of `folder` with this ending that are at most `limit` bytes long, as seeds}
    static List<Seed> seedsIn(Path folder, String ending, long limit) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .filter(file -> file.toFile().length() <= limit)
                    .sorted()
                    .map(file -> Seed.of(ending, bytes(file)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
