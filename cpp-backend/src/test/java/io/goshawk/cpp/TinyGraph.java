package io.goshawk.cpp;

import io.goshawk.codegen.GoldenVectors;
import io.goshawk.generators.Inputs;
import io.goshawk.ir.Affine;
import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.integer.ArgMax;
import io.goshawk.ir.integer.Constant;
import io.goshawk.ir.integer.Form;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.integer.Law;
import io.goshawk.ir.integer.MatMul;
import io.goshawk.ir.integer.Requantize;
import io.goshawk.ir.integer.Requantizer;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.tensor.IntTensor;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A network small enough to read: 4 inputs, 3 requantised sums, the first maximum.
final class TinyGraph {
    private TinyGraph() {}

    static Graph<IntegerOp> build(int inputBits) {
        GraphBuilder<IntegerOp> builder = new GraphBuilder<>("tiny");
        Value x = builder.input(
                "in",
                new TensorType(Shape.of(1, 4), IntType.u(inputBits)),
                Optional.of(Affine.of(Dyadic.powerOfTwo(-4), Dyadic.ZERO)),
                new Location.OnnxValue("tiny.onnx", "in"));
        IntTensor data = IntTensor.of(Shape.of(4, 3), 1, -2, 3, -1, 0, 1, 2, 2, -3, 1, -1, 1);
        Value weights = builder.add(new Constant(data, IntType.s(3)), at("fc/Weights", "Quant"));
        Value sums = builder.add(new MatMul(x, weights, IntType.s(inputBits + 4)), at("fc/MatMul", "MatMul"));
        IntRange interval = IntType.s(inputBits + 4).range();
        List<Requantizer> channels = List.of(
                scale(5, 3, 6, Rounding.HALF_EVEN, interval),
                scale(-3, 0, 5, Rounding.HALF_EVEN, interval),
                thresholds(interval));
        Value codes = builder.add(new Requantize(sums, 1, channels, IntType.u(4)), at("fc/Relu \\", "Relu"));
        Value best = builder.add(new ArgMax(codes, 1, false), at("best", "ArgMax"));
        return builder.build(List.of(
                Graph.Port.plain("out", codes, at("codes", "Output")),
                Graph.Port.plain("class", best, at("class", "Output"))));
    }

    static GoldenVectors golden(Graph<IntegerOp> graph, int count) {
        List<List<IntTensor>> inputs = IntStream.range(0, count)
                .mapToObj(seed -> Inputs.random(graph, seed).stream()
                        .map(IntTensor.class::cast)
                        .toList())
                .toList();
        return new GoldenVectors(
                inputs,
                inputs.stream().map(x -> Interpreter.runIntegers(graph, x)).toList());
    }

    private static Location at(String node, String operator) {
        return new Location.OnnxNode("tiny.onnx", node, operator);
    }

    private static Requantizer scale(long multiplier, long addend, int shift, Rounding rounding, IntRange interval) {
        Form form = new Form.Scale(BigInteger.valueOf(multiplier), BigInteger.valueOf(addend), shift, rounding);
        Dyadic unit = Dyadic.powerOfTwo(-shift);
        Law law =
                new Law(Dyadic.of(multiplier).times(unit), Dyadic.of(addend).times(unit), rounding, IntRange.of(0, 15));
        return new Requantizer(form, interval, law);
    }

    private static Requantizer thresholds(IntRange interval) {
        Law law = new Law(Dyadic.powerOfTwo(-3), Dyadic.ZERO, Rounding.FLOOR, IntRange.of(0, 3));
        List<BigInteger> thresholds = List.of(BigInteger.valueOf(8), BigInteger.valueOf(16), BigInteger.valueOf(24));
        return new Requantizer(new Form.Thresholds(BigInteger.ZERO, false, thresholds), interval, law);
    }
}
