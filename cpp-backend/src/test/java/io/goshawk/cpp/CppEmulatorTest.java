package io.goshawk.cpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.codegen.Artifacts;
import io.goshawk.codegen.GoldenVectors;
import io.goshawk.generators.Graphs;
import io.goshawk.ir.Affine;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.QuantType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Overflow;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.quant.Quantize;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.passes.Compiler;
import io.goshawk.passes.Compiler.Compiled;
import io.goshawk.passes.PassContext;
import io.goshawk.passes.integer.Head;
import io.goshawk.testkit.Gxx;
import io.goshawk.testkit.Tools;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The library of random networks, called from C++ by two threads at once and from Python: it gives the
/// integers of the interpreter, for floats that lie beside the steps of the input's quantiser too.
class CppEmulatorTest {
    private static final int NETWORKS = 2;
    private static final int EVENTS = 24;

    private final CppBackend backend = new CppBackend();

    @TempDir
    private Path folder;

    @Test
    void twoThreadsAndPythonGetTheIntegersOfTheInterpreter() {
        Tools.require("g++");
        Set<Rounding> modes = EnumSet.noneOf(Rounding.class);
        int done = 0;
        for (long seed = 0; done < NETWORKS; seed++) {
            Graph<QuantOp> network = seed % 2 == 0
                    ? Graphs.randomQuant(seed, 1 + (int) (seed % 3))
                    : Graphs.randomQuantMaps(seed, 1 + (int) (seed % 3));
            Optional<Compiled> compiled = compiled(network);
            Optional<ExactQuantiser> quantiser = compiled.flatMap(c -> ExactQuantiser.of(c.hostIn(), 0));
            boolean fresh = quantiser.map(q -> modes.add(q.rounding())).orElse(false);
            if (fresh && network.inputs().getFirst().value().type().element() instanceof FloatType) {
                check(compiled.orElseThrow(), quantiser.orElseThrow(), seed);
                done++;
            }
        }
    }

    /// A network that is nothing but its quantiser, so that no code is lost on the way.
    @ParameterizedTest
    @EnumSource(Rounding.class)
    void codesAreThoseOfTheQuantiser(Rounding rounding) {
        Tools.require("g++");
        Dyadic scale = Dyadic.exactly(0.0371f);
        QuantType type = new QuantType(IntType.s(5), Affine.of(scale, scale.times((Real) Dyadic.of(3))));
        GraphBuilder<QuantOp> host = new GraphBuilder<>("host_in");
        Location at = new Location.Whole("test");
        Value x = host.input("x", new TensorType(Shape.of(1, 40), FloatType.F32), at);
        Value codes = host.add(new Quantize(x, type, IntRange.of(-15, 14), rounding, Overflow.SATURATE), at);
        Graph<QuantOp> before = host.build(List.of(Graph.Port.plain("x", codes, at)));
        GraphBuilder<IntegerOp> hardware = new GraphBuilder<>("hardware");
        TensorType integers = new TensorType(Shape.of(1, 40), type.storage());
        Value same = hardware.input("x", integers, Optional.of(type.map()), at);
        Graph<IntegerOp> whole = hardware.build(List.of(new Graph.Port("y", same, Optional.of(type.map()), at)));
        Graph<QuantOp> after = new GraphBuilder<QuantOp>("host_out").build(List.of());
        Compiled compiled = new Compiled(before, whole, after);
        check(
                compiled,
                ExactQuantiser.of(before, 0).orElseThrow(),
                rounding.name().hashCode());
    }

    private Optional<Compiled> compiled(Graph<QuantOp> network) {
        try {
            Compiled compiled = Compiler.compileQuantised(
                    network, new Compiler.Options(Map.of(), Head.LOGITS), PassContext.plain());
            Diagnostics problems = new Diagnostics();
            backend.check(compiled.hardware(), new CppOptions("net"), problems);
            return problems.all().isEmpty() ? Optional.of(compiled) : Optional.empty();
        } catch (Refusal noForm) {
            return Optional.empty();
        }
    }

    private void check(Compiled compiled, ExactQuantiser quantiser, long seed) {
        Path here = folder.resolve("net" + seed);
        CppOptions options = new CppOptions("net");
        Artifacts design = backend.emit(compiled.hardware(), new GoldenVectors(List.of(), List.of()), options);
        Gxx.write(here, design.files());
        Gxx.write(here, CppEmulator.files(compiled, design.facts()));
        double[] inputs = besideSteps(compiled.hostIn(), quantiser, seed);
        String wanted = wanted(compiled, inputs);
        Gxx.write(here, Map.of("main.cpp", program(inputs), "main.py", python(inputs)));
        String[] flags = {
            "-std=c++17",
            "-Wall",
            "-Wextra",
            "-Wconversion",
            "-pthread",
            "-Isrc",
            "-Iapi",
            "main.cpp",
            "api/net_api.cpp",
            "src/net.cpp"
        };
        Gxx.Result threads = Gxx.run(here, Gxx.compile(here, flags).toString());
        assertThat(threads).as("seed " + seed).isEqualTo(new Gxx.Result(0, wanted));
        Gxx.Result made = Gxx.run(
                here,
                "g++",
                "-std=c++17",
                "-shared",
                "-fPIC",
                "-fvisibility=hidden",
                "-Isrc",
                "-Iapi",
                "-o",
                "libnet.so",
                "api/net_api.cpp",
                "src/net.cpp");
        assertThat(made.exit()).as(made.output()).isZero();
        assertThat(Gxx.run(here, Tools.python().toString(), "main.py"))
                .as("seed " + seed)
                .isEqualTo(new Gxx.Result(0, wanted));
    }

    private static double[] besideSteps(Graph<QuantOp> hostIn, ExactQuantiser quantiser, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] data =
                new double[EVENTS * hostIn.inputs().getFirst().value().shape().size()];
        for (int i = 0; i < data.length; i++) {
            long span = quantiser.codes().count().longValueExact();
            long code = quantiser.codes().min().longValueExact() - 1 + random.nextLong(span + 2);
            BigInteger halves = BigInteger.valueOf(2 * code + random.nextInt(2)).add(quantiser.twiceOffset());
            float near =
                    (float) quantiser.half().times((Real) Dyadic.of(halves)).toDouble();
            data[i] = switch (random.nextInt(3)) {
                case 0 -> Math.nextDown(near);
                case 1 -> Math.nextUp(near);
                default -> near;
            };
        }
        return data;
    }

    /// The bits of all outputs of each event on a line.
    private static String wanted(Compiled compiled, double[] inputs) {
        StringBuilder text = new StringBuilder();
        Value input = compiled.hostIn().inputs().getFirst().value();
        int size = input.shape().size();
        for (int event = 0; event < EVENTS; event++) {
            double[] one = Arrays.copyOfRange(inputs, event * size, (event + 1) * size);
            Tensor tensor = FloatTensor.of(input.shape(), FloatType.F32, one);
            List<Tensor> outputs =
                    Interpreter.run(compiled.hardware(), Interpreter.run(compiled.hostIn(), List.of(tensor)));
            for (int i = 0; i < outputs.size(); i++) {
                append(text, compiled.hardware().outputs().get(i), (IntTensor) outputs.get(i));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static void append(StringBuilder text, Graph.Port port, IntTensor codes) {
        Affine map = port.meaning().orElseThrow();
        for (int i = 0; i < codes.shape().size(); i++) {
            int channel = map.axis() < 0
                    ? 0
                    : i / codes.shape().stride(map.axis()) % codes.shape().extent(map.axis());
            double value = map.scale().at(channel).toDouble() * codes.bigAt(i).doubleValue()
                    + map.offset().at(channel).toDouble();
            text.append(Long.toHexString(Double.doubleToRawLongBits(value))).append(' ');
        }
    }

    private static String literals(double[] inputs) {
        return IntStream.range(0, inputs.length)
                .mapToObj(i -> Double.toString(inputs[i]))
                .collect(Collectors.joining(", "));
    }

    private static String program(double[] inputs) {
        return """
                #include <cmath>
                #include <cstdio>
                #include <cstring>
                #include <stdexcept>
                #include <thread>
                #include <vector>
                #include "net_api.h"
                #include "net_emulator.h"
                static const double inputs[] = {%s};
                static const std::size_t events = %d;
                using Outputs = std::vector<std::vector<double>>;
                static Outputs room() {
                    Outputs out;
                    for (int i = 0; i < net_outputs(); ++i) out.emplace_back(net_output_size(i) * events);
                    return out;
                }
                static void run(net_model* model, Outputs* out) {
                    const double* in[] = {inputs};
                    std::vector<double*> places;
                    for (auto& one : *out) places.push_back(one.data());
                    if (net_predict_double(model, in, places.data(), events) != 0) std::puts("failed");
                }
                int main() {
                    net_model* model = net_create();
                    Outputs first = room(), second = room();
                    std::thread one(run, model, &first), two(run, model, &second);
                    one.join();
                    two.join();
                    if (first != second) return 2;
                    std::vector<double> nan(net_input_size(0), NAN);
                    const double* bad[] = {nan.data()};
                    std::vector<double*> places;
                    for (auto& values : second) places.push_back(values.data());
                    if (net_predict_double(model, bad, places.data(), 1) != 1) return 3;
                    net_emulator emulator;
                    std::vector<std::int64_t> codes(net_input_size(0), INT64_C(1) << 40);
                    emulator.prepare_input(codes.data());
                    try {
                        emulator.predict();
                        return 4;
                    } catch (const std::out_of_range&) {
                    }
                    net_destroy(model);
                    for (std::size_t event = 0; event < events; ++event) {
                        for (std::size_t i = 0; i < first.size(); ++i) {
                            const std::size_t size = first[i].size() / events;
                            for (std::size_t k = 0; k < size; ++k) {
                                unsigned long long bits;
                                std::memcpy(&bits, &first[i][event * size + k], sizeof bits);
                                std::printf("%%llx ", bits);
                            }
                        }
                        std::puts("");
                    }
                }
                """.formatted(literals(inputs), EVENTS);
    }

    private static String python(double[] inputs) {
        return """
                import struct, sys
                sys.path.insert(0, "api")
                from net import Model
                model = Model()
                outputs = model.predict([%s])
                if len(model.outputs) == 1:
                    outputs = [outputs]
                for event in range(%d):
                    for output in outputs:
                        for value in output[event]:
                            print("%%x" %% struct.unpack("<Q", struct.pack("<d", value)), end=" ")
                    print()
                try:
                    model.predict_raw([1 << 40] * sum(model.inputs.values()))
                    sys.exit("out of range, and not refused")
                except ValueError:
                    pass
                """.formatted(literals(inputs), EVENTS);
    }
}
