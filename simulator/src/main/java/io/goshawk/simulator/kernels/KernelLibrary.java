package io.goshawk.simulator.kernels;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// The kernels, compiled for one instruction set and loaded. Compiled once a machine: the file's name
/// holds a hash of the sources, the compiler and its flags.
public final class KernelLibrary {
    private static final List<String> SOURCES = List.of(
            "vectors.h",
            "edges.h",
            "gemm.h",
            "amx.h",
            "rows.h",
            "row_finish.h",
            "row_products.h",
            "row_steps.h",
            "transformer.h",
            "normalize.h",
            "softmax.h",
            "rows_run.h",
            "flat.h",
            "tiles.h",
            "bytes.h",
            "lists.h",
            "planes.h",
            "kernels.cpp");
    private static final List<String> FLAGS = List.of(
            "-O3",
            "-std=c++17",
            "-shared",
            "-fPIC",
            "-fwrapv",
            "-ffp-contract=off",
            "-fno-math-errno",
            "-fno-exceptions",
            "-fno-rtti",
            "-w");
    private static final Map<Path, KernelLibrary> LOADED = new ConcurrentHashMap<>();

    private final Isa isa;
    private final MethodHandle run;
    private final MethodHandle rows;
    private final MethodHandle planes;
    private final int lanes;

    private KernelLibrary(Isa isa, Path file) {
        this.isa = isa;
        SymbolLookup symbols = SymbolLookup.libraryLookup(file, Arena.global());
        Linker linker = Linker.nativeLinker();
        this.run = linker.downcallHandle(
                symbols.findOrThrow("goshawk_run"),
                FunctionDescriptor.ofVoid(
                        ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
        this.rows = linker.downcallHandle(
                symbols.findOrThrow("goshawk_rows"),
                FunctionDescriptor.ofVoid(
                        ValueLayout.ADDRESS,
                        ValueLayout.ADDRESS,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.ADDRESS));
        this.planes = linker.downcallHandle(
                symbols.findOrThrow("goshawk_planes"),
                FunctionDescriptor.ofVoid(
                        ValueLayout.ADDRESS,
                        ValueLayout.ADDRESS,
                        ValueLayout.ADDRESS,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.ADDRESS));
        MethodHandle count = linker.downcallHandle(
                symbols.findOrThrow("goshawk_lanes"), FunctionDescriptor.of(ValueLayout.JAVA_LONG));
        try {
            this.lanes = Math.toIntExact((long) count.invokeExact());
        } catch (Throwable e) {
            throw new IllegalStateException("the kernels do not answer", e);
        }
    }

    /// {@return the kernels for the best instruction set of this machine; nothing where there is no C++
    ///     compiler, or it fails}
    /// @param cache where compiled kernels are kept
    public static Optional<KernelLibrary> best(Path cache) {
        return Compiler.find().flatMap(compiler -> of(cache, compiler.best(), compiler, List.of()));
    }

    /// {@return the kernels for `isa`; nothing where there is no C++ compiler, or this machine has
    ///     other instructions}
    public static Optional<KernelLibrary> of(Path cache, Isa isa) {
        return of(cache, isa, List.of());
    }

    /// {@return the kernels for `isa`, compiled with `more` flags behind the usual ones}
    public static Optional<KernelLibrary> of(Path cache, Isa isa, List<String> more) {
        return Compiler.find()
                .filter(compiler -> compiler.runs(isa))
                .flatMap(compiler -> of(cache, isa, compiler, more));
    }

    private static Optional<KernelLibrary> of(Path cache, Isa isa, Compiler compiler, List<String> more) {
        try {
            Path file = file(cache, isa, compiler, more);
            return Optional.of(LOADED.computeIfAbsent(file, _ -> new KernelLibrary(isa, file)));
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Path file(Path cache, Isa isa, Compiler compiler, List<String> more) throws IOException {
        List<String> flags = new ArrayList<>(FLAGS);
        flags.addAll(isa.flags());
        flags.addAll(more);
        Hash hash = new Hash().with(compiler.version()).with(flags.toString());
        for (String source : SOURCES) {
            hash.with(source).with(text(source));
        }
        Path folder = Files.createDirectories(cache.resolve("kernels")).toAbsolutePath();
        Path file = folder.resolve(hash.text() + ".so");
        if (!Files.exists(file)) {
            build(folder, file, flags, compiler);
        }
        return file;
    }

    /// The library appears whole or not at all, so several processes may build at once.
    private static void build(Path folder, Path file, List<String> flags, Compiler compiler) throws IOException {
        Path work = Files.createDirectory(folder.resolve("unfinished-" + UUID.randomUUID()));
        try {
            for (String source : SOURCES) {
                Files.writeString(work.resolve(source), text(source));
            }
            compiler.compile(work, flags, "kernels.cpp", "kernels.so");
            Files.move(
                    work.resolve("kernels.so"),
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            for (String source : SOURCES) {
                Files.deleteIfExists(work.resolve(source));
            }
            Files.deleteIfExists(work.resolve("kernels.so"));
            Files.deleteIfExists(work);
        }
    }

    private static String text(String source) throws IOException {
        try (InputStream stream = KernelLibrary.class.getResourceAsStream("/goshawk-simulator/" + source)) {
            if (stream == null) {
                throw new IllegalStateException("no resource " + source);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    Isa isa() {
        return isa;
    }

    /// {@return how many events a vector holds}
    int lanes() {
        return lanes;
    }

    /// Runs `events` events of `program`.
    void run(MemorySegment program, MemorySegment memory, MemorySegment ports, long events) {
        try {
            run.invokeExact(program, memory, ports, events);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the kernels failed", e);
        }
    }

    /// Runs `events` events of a row-major `program` as thread `part` of `parts`.
    void rows(
            MemorySegment program,
            MemorySegment memory,
            MemorySegment ports,
            long events,
            MemorySegment scratch,
            long part,
            long parts,
            MemorySegment barrier) {
        try {
            rows.invokeExact(program, memory, ports, events, scratch, part, parts, barrier);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the kernels failed", e);
        }
    }

    /// Runs `images` images of `program`, whose lanes are pixels.
    void planes(
            MemorySegment program,
            MemorySegment memory,
            MemorySegment scratch,
            MemorySegment ports,
            long images,
            MemorySegment crew) {
        try {
            planes.invokeExact(program, memory, scratch, ports, images, crew);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the kernels failed", e);
        }
    }
}
