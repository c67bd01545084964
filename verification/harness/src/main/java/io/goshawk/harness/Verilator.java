package io.goshawk.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Runs a Verilog design in Verilator.
///
/// The C++ compiler is nearly the whole cost of a run. So the generated files are compiled as few large ones (reading
/// the library's header takes a second each time), the library is compiled once for all designs, and results are
/// cached.
public final class Verilator implements Engine {
    private static final int MANY_VECTORS = 100_000;
    private static final int SPLIT_STATEMENTS = 5_000;
    /// Verilator's header under a name of ours, precompiled: it takes a second to read, the file made of it a tenth.
    private static final String HEADER = "goshawk_verilated.h";
    private static final int SMALL_BYTES = 300_000;
    private static final Duration LIMIT = Duration.ofMinutes(30);

    private final Design design;
    private final BuildCache cache;
    private final String optimisation;

    /// @param vectors how many vectors it will run: more than 100,000 are worth an optimising C++ compiler
    public Verilator(Design design, BuildCache cache, int vectors) {
        if (design.target() != Design.Target.VERILOG) {
            throw new IllegalArgumentException("Verilator runs Verilog, not " + design.target());
        }
        this.design = design;
        this.cache = cache;
        this.optimisation = vectors > MANY_VECTORS ? "-O1" : "-O0";
    }

    @Override
    public String name() {
        return "verilator";
    }

    @Override
    public Build build() {
        return simulator(false).build();
    }

    @Override
    public Batch run(Batch inputs) {
        return Program.run(simulator(false).folder().resolve("program"), inputs, design.outputs());
    }

    @Override
    public Map<String, long[]> trace(Batch vector) {
        return Program.trace(simulator(true).folder().resolve("program"), vector, design);
    }

    /// {@return what Verilator's linter says about the design, all warnings on; empty if it is content}
    ///
    /// @throws ToolFailed if the text is no Verilog
    public static String lint(Design design) {
        List<String> command = new ArrayList<>(List.of(
                Processes.find("verilator").toString(),
                "--lint-only",
                "-Wall",
                "-Wno-fatal",
                "--top-module",
                design.top()));
        design.files("rtl", ".v")
                .forEach(file -> command.add(file.toAbsolutePath().toString()));
        return Processes.check(command, design.folder(), LIMIT);
    }

    private BuildCache.Entry simulator(boolean nodes) {
        Path verilator = Processes.find("verilator");
        VerilatorDriver driver = new VerilatorDriver(design);
        List<Path> sources = design.files("rtl", ".v", ".vh");
        BuildCache.Key key = new BuildCache.Key("verilator " + optimisation)
                .with(Processes.version(verilator))
                .with(Processes.version(Processes.find("g++")))
                .with(design.top())
                .with(driver.program(nodes))
                .with(nodes ? driver.publicNets() : "")
                .with(design.folder(), sources);
        return cache.get(key, folder -> compile(verilator, driver, nodes, folder));
    }

    private void compile(Path verilator, VerilatorDriver driver, boolean nodes, Path folder) {
        Path work = Processes.temporaryFolder();
        try {
            Files.writeString(work.resolve("driver.cc"), driver.program(nodes));
            Files.writeString(work.resolve("nets.vlt"), nodes ? driver.publicNets() : "`verilator_config\n");
            Processes.check(verilate(verilator), work, LIMIT);
            Path library = library(verilator);
            List<String> groups = group(work);
            List<String> flags = new ArrayList<>(flags(verilator));
            flags.add("-I" + library);
            Cxx cxx = new Cxx(work, flags);
            cxx.compile(groups);
            List<String> objects =
                    new ArrayList<>(groups.stream().map(Cxx::object).toList());
            objects.add(library.resolve("verilated.o").toString());
            objects.add(library.resolve("threads.o").toString());
            cxx.link(objects, folder.resolve("program"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Processes.delete(work);
        }
    }

    private List<String> verilate(Path verilator) {
        List<String> command = new ArrayList<>(List.of(verilator.toString(), "--cc", "-Mdir", ".", "--no-timing"));
        command.addAll(List.of("--prefix", VerilatorDriver.CLASS, "--top-module", design.top()));
        command.addAll(List.of("--x-initial", "unique", "--x-assign", "unique", "-Wno-lint", "-Wno-style"));
        command.addAll(List.of("--output-split", String.valueOf(SPLIT_STATEMENTS)));
        command.addAll(List.of("-I" + design.folder().resolve("rtl").toAbsolutePath(), "nets.vlt"));
        design.files("rtl", ".v")
                .forEach(file -> command.add(file.toAbsolutePath().toString()));
        return command;
    }

    private List<String> flags(Path verilator) {
        Path include = include(verilator);
        return List.of(optimisation, "-std=c++17", "-w", "-I.", "-I" + include, "-I" + include.resolve("vltstd"));
    }

    private static Path include(Path verilator) {
        List<String> command = List.of(verilator.toString(), "-getenv", "VERILATOR_ROOT");
        return Path.of(Processes.check(command, Path.of("."), LIMIT).strip(), "include");
    }

    /// The library that every simulator is linked with, and its header, precompiled.
    private Path library(Path verilator) {
        List<String> flags = flags(verilator);
        BuildCache.Key key = new BuildCache.Key("verilated library")
                .with(Processes.version(verilator))
                .with(Processes.version(Processes.find("g++")))
                .with(String.join(" ", flags));
        return cache.get(key, folder -> {
                    Cxx cxx = new Cxx(folder, flags);
                    cxx.write("verilated.cc", "#include \"verilated.cpp\"\n");
                    cxx.write("threads.cc", "#include \"verilated_threads.cpp\"\n");
                    cxx.compile(List.of("verilated.cc", "threads.cc"));
                    cxx.write(HEADER, "#include \"verilated.h\"\n");
                    cxx.precompile(HEADER);
                })
                .folder();
    }

    /// Gathers the generated files into one, or two of about the same size, one for each of two compilers.
    private static List<String> group(Path work) throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        try (var all = Files.newDirectoryStream(work, "*.cpp")) {
            for (Path file : all) {
                sizes.put(file.getFileName().toString(), Files.size(file));
            }
        }
        long total = sizes.values().stream().mapToLong(Long::longValue).sum();
        StringBuilder[] groups = new StringBuilder[total < SMALL_BYTES ? 1 : 2];
        Arrays.setAll(groups, _ -> new StringBuilder("#include \"" + HEADER + "\"\n"));
        groups[0].append("#include \"driver.cc\"\n");
        long[] totals = new long[groups.length];
        List<String> files = new ArrayList<>(sizes.keySet());
        files.sort(Comparator.comparing(sizes::get).reversed());
        for (String file : files) {
            int least = groups.length == 1 || totals[0] <= totals[1] ? 0 : 1;
            totals[least] += sizes.get(file);
            groups[least].append("#include \"").append(file).append("\"\n");
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < groups.length; i++) {
            names.add("group" + i + ".cc");
            Files.writeString(work.resolve(names.get(i)), groups[i]);
        }
        return names;
    }
}
