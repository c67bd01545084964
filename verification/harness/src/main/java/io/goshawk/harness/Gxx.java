package io.goshawk.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Runs an HLS or C++ design in g++. HLS designs are compiled against the genuine open `ap_types` headers.
public final class Gxx implements Engine {
    private static final String HEADERS = "ap_int.h";

    private final Design design;
    private final BuildCache cache;

    public Gxx(Design design, BuildCache cache) {
        if (design.target() == Design.Target.VERILOG) {
            throw new IllegalArgumentException("g++ runs C++, not Verilog");
        }
        this.design = design;
        this.cache = cache;
    }

    @Override
    public String name() {
        return "g++";
    }

    @Override
    public Build build() {
        return program(false).build();
    }

    @Override
    public Batch run(Batch inputs) {
        return Program.run(program(false).folder().resolve("program"), inputs, design.outputs());
    }

    @Override
    public Map<String, long[]> trace(Batch vector) {
        return Program.trace(program(true).folder().resolve("program"), vector, design);
    }

    private BuildCache.Entry program(boolean nodes) {
        List<String> flags = flags(nodes);
        List<Path> all = new ArrayList<>(design.files("src", ""));
        all.addAll(design.files("tb", ".cpp", ".h"));
        BuildCache.Key key = new BuildCache.Key("g++")
                .with(Processes.version(Processes.find("g++")))
                .with(String.join(" ", flags))
                .with(design.folder(), all);
        return cache.get(key, folder -> compile(flags, folder));
    }

    private void compile(List<String> flags, Path folder) {
        List<String> sources = Stream.concat(
                        design.files("src", ".cpp").stream(),
                        Stream.of(design.folder().resolve("tb/vectors_main.cpp")))
                .map(file -> file.toAbsolutePath().toString())
                .toList();
        List<String> all = new ArrayList<>(flags);
        all.add("-I" + design.folder().resolve("src").toAbsolutePath());
        all.add("-I" + design.folder().resolve("tb").toAbsolutePath());
        Path work = Processes.temporaryFolder();
        try {
            Cxx cxx = new Cxx(work, all);
            cxx.compile(sources);
            cxx.link(sources.stream().map(Cxx::object).toList(), folder.resolve("program"));
        } finally {
            Processes.delete(work);
        }
    }

    private List<String> flags(boolean nodes) {
        List<String> flags = new ArrayList<>(List.of("-std=c++17", "-Wno-unknown-pragmas"));
        switch (design.target()) {
            // The loops of an HLS design are full of templates, which -O2 takes minutes for.
            case HLS -> flags.addAll(List.of("-O1", "-w", "-isystem", apTypes().toString()));
            case CPP -> flags.addAll(List.of("-O2", "-Wall", "-Wextra", "-Werror"));
            case VERILOG -> throw new IllegalStateException("refused by the constructor");
        }
        if (nodes) {
            flags.add("-DGOSHAWK_TRACE");
        }
        return flags;
    }

    /// {@return the folder of `ap_int.h` and `ap_fixed.h`}
    ///
    /// Tried in order: `GOSHAWK_AP_TYPES`; the package `hls4ml` of the Python that `GOSHAWK_PYTHON` names,
    /// of that in `.venv` in the working folder or one above, of `python3` on the `PATH`.
    ///
    /// @throws ToolMissing if none has them
    static Path apTypes() {
        return Optional.ofNullable(System.getenv("GOSHAWK_AP_TYPES"))
                .map(Path::of)
                .or(() ->
                        pythons().flatMap(python -> ofPackage(python).stream()).findFirst())
                .filter(folder -> Files.isRegularFile(folder.resolve(HEADERS)))
                .orElseThrow(() -> new ToolMissing(
                        "ap_types",
                        "pip install --no-deps hls4ml, or set GOSHAWK_AP_TYPES to the folder of " + HEADERS));
    }

    private static Stream<Path> pythons() {
        Stream<Path> named = Stream.ofNullable(System.getenv("GOSHAWK_PYTHON")).map(Path::of);
        Stream<Path> own = Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve(".venv/bin/python"));
        return Stream.of(named, own, Processes.findOptional("python3").stream())
                .flatMap(python -> python)
                .filter(Files::isExecutable);
    }

    /// Asks where the package lies, without importing it, which would take seconds.
    private static Optional<Path> ofPackage(Path python) {
        String code = "import importlib.util as u; s = u.find_spec('hls4ml'); print(s.submodule_search_locations[0])";
        Processes.Outcome outcome =
                Processes.run(List.of(python.toString(), "-c", code), Path.of("."), Duration.ofMinutes(1));
        return outcome.status() != 0
                ? Optional.empty()
                : Optional.of(Path.of(outcome.output().strip(), "templates/vivado/ap_types"))
                        .filter(Files::isDirectory);
    }
}
