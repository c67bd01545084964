package io.goshawk.generators;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Coefficients;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Graph;
import io.goshawk.ir.IntType;
import io.goshawk.ir.QuantType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Overflow;
import io.goshawk.ir.num.Rational;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.quant.Add;
import io.goshawk.ir.quant.ApplyAffine;
import io.goshawk.ir.quant.Clip;
import io.goshawk.ir.quant.Constant;
import io.goshawk.ir.quant.Conv;
import io.goshawk.ir.quant.ConvTranspose;
import io.goshawk.ir.quant.LeakyRelu;
import io.goshawk.ir.quant.MaxPool;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.quant.WindowSum;
import io.goshawk.ir.shape.Concat;
import io.goshawk.ir.shape.Pick;
import io.goshawk.ir.shape.Reshape;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.window.Window;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Builds one random quantised convolutional network: convolutions of all kinds, pools, residual sums.
final class QuantMaps {
    private final Choice choice;
    private final QuantGraphs parts;

    QuantMaps(Choice choice) {
        this.choice = choice;
        this.parts = new QuantGraphs(choice);
    }

    Graph<QuantOp> graph(int size) {
        Windows windows = new Windows(choice);
        TensorType type = new TensorType(windows.maps(), FloatType.F32);
        Value value = parts.quantize(parts.builder().input("x", type, choice.place("Input")), Overflow.SATURATE);
        for (int layer = 0; layer < size; layer++) {
            value = layer(value, windows);
        }
        List<Graph.Port> outputs = new ArrayList<>();
        if (choice.oneIn(2)) {
            Value flat = parts.add(
                    new Reshape(reals(value), Shape.of(1, value.shape().size())), "Flatten");
            value = parts.layer(flat);
        }
        outputs.add(Graph.Port.plain("y", value, choice.place("Output")));
        return parts.builder().build(outputs);
    }

    /// A type with one scale a channel does not survive a reshape.
    private Value reals(Value value) {
        return value.type().element() instanceof QuantType type && type.map().axis() >= 0
                ? parts.add(new ApplyAffine(value, Affine.IDENTITY), "Identity")
                : value;
    }

    private Value layer(Value value, Windows windows) {
        return switch (choice.between(0, 11)) {
            case 11 -> active(value);
            case 9 -> transposed(value);
            case 10 -> ragged(value, windows);
            case 6 -> joined(value, windows);
            case 7 -> picked(value);
            case 8 -> parts.quantizeChannels(value, 1);
            case 0 -> pool(value, windows);
            case 1 -> average(value, windows);
            case 2 -> residual(value, windows);
            default -> parts.quantize(active(normalised(convolution(value, windows, false))), Overflow.SATURATE);
        };
    }

    private Value active(Value value) {
        return switch (choice.between(0, 4)) {
            case 0 -> value;
            case 4 -> parts.add(new LeakyRelu(value, slope(value.shape().extent(1))), "LeakyRelu");
            case 1 -> parts.add(new Clip(value, Optional.of(Dyadic.ZERO), Optional.of(Dyadic.of(6))), "Clip");
            default -> parts.add(new io.goshawk.ir.quant.Relu(value), "Relu");
        };
    }

    private Coefficients slope(int channels) {
        return choice.oneIn(2)
                ? Coefficients.of(parts.scale())
                : Coefficients.of(
                        1,
                        IntStream.range(0, channels)
                                .<Real>mapToObj(
                                        _ -> choice.oneIn(3) ? parts.scale().negate() : parts.scale())
                                .toList());
    }

    private Value normalised(Value value) {
        int channels = value.shape().extent(1);
        return switch (choice.between(0, 2)) {
            case 0 -> value;
            case 1 -> parts.add(new ApplyAffine(value, parts.bias(channels)), "Add");
            default -> parts.add(new ApplyAffine(value, parts.batchNormalization(channels)), "BatchNormalization");
        };
    }

    /// @param same whether the result has the shape of the input
    private Value convolution(Value value, Windows windows, boolean same) {
        Shape data = value.shape();
        int channels = data.extent(1);
        int groups = choice.oneIn(2) ? 1 : channels;
        int outputs = same ? channels : groups * choice.between(1, 2);
        List<Integer> kernel = same ? windows.odd(data) : windows.kernel(data);
        Window window = same ? windows.centred(kernel) : windows.window(data, kernel);
        List<Integer> extents = new ArrayList<>(List.of(outputs, channels / groups));
        extents.addAll(kernel);
        Value weights = weights(new Shape(extents), 0);
        return parts.add(new Conv(value, weights, window, groups), "Conv");
    }

    /// @param axis along which the outputs lie
    private Value weights(Shape shape, int axis) {
        IntType storage = IntType.s(choice.of(2, 3, 4, 8));
        long[] data = IntStream.range(0, shape.size())
                .mapToLong(_ -> choice.between(
                                storage.range().min(), storage.range().max())
                        .longValueExact())
                .toArray();
        Coefficients scales = choice.oneIn(2)
                ? Coefficients.of(parts.scale())
                : Coefficients.of(
                        axis,
                        IntStream.range(0, shape.extent(axis))
                                .<Real>mapToObj(_ -> parts.scale())
                                .toList());
        QuantType type = new QuantType(storage, new Affine(scales, Coefficients.of(Dyadic.ZERO)));
        return parts.add(new Constant(IntTensor.of(shape, data), type), "Weights");
    }

    private Value pool(Value value, Windows windows) {
        Value pooled = choice.oneIn(3) ? normalised(value) : value;
        List<Integer> kernel = windows.kernel(value.shape());
        Window window = windows.meeting(value.shape(), kernel);
        return parts.quantize(parts.add(new MaxPool(pooled, kernel, window), "MaxPool"), Overflow.SATURATE);
    }

    private Value average(Value value, Windows windows) {
        List<Integer> kernel = windows.kernel(value.shape());
        Value sum = parts.add(new WindowSum(value, kernel, windows.window(value.shape(), kernel)), "AveragePool");
        long taps = kernel.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
        Real share = Rational.of(BigInteger.ONE, BigInteger.valueOf(taps));
        Value mean = parts.add(new ApplyAffine(sum, Affine.of(share, Dyadic.ZERO)), "AveragePool");
        return parts.quantize(mean, Overflow.SATURATE);
    }

    private Value transposed(Value value) {
        int rank = value.shape().rank() - 2;
        int channels = value.shape().extent(1);
        int groups = choice.oneIn(3) ? channels : 1;
        List<Integer> extents = new ArrayList<>(List.of(channels, choice.between(1, 2)));
        List<Integer> strides = new ArrayList<>();
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        List<Integer> more = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            int taps = choice.between(1, 4);
            extents.add(taps);
            strides.add(choice.between(1, 3));
            before.add(choice.between(0, (taps - 1) / 2));
            after.add(choice.between(0, (taps - 1) / 2));
            more.add(choice.between(0, 1));
        }
        Window window = new Window(strides, Collections.nCopies(rank, 1), before, after);
        Value weights = weights(new Shape(extents), 1);
        Value sum = parts.add(new ConvTranspose(value, weights, window, more, groups), "ConvTranspose");
        return parts.quantize(active(sum), Overflow.SATURATE);
    }

    /// Sums over windows whose divisors differ from place to place.
    private Value ragged(Value value, Windows windows) {
        List<Integer> kernel = windows.kernel(value.shape());
        Value sum = parts.add(new WindowSum(value, kernel, windows.window(value.shape(), kernel)), "AveragePool");
        Shape shape = sum.shape();
        int places = shape.stride(1);
        Shape lines = Shape.of(shape.extent(0), shape.extent(1), places);
        List<Real> shares = IntStream.range(0, places)
                .mapToObj(_ -> Rational.of(BigInteger.ONE, BigInteger.valueOf(choice.between(1, 4))))
                .toList();
        Value flat = parts.add(new Reshape(sum, lines), "AveragePool");
        Affine map = new Affine(Coefficients.of(2, shares), Coefficients.of(Dyadic.ZERO));
        Value mean = parts.add(new Reshape(parts.add(new ApplyAffine(flat, map), "AveragePool"), shape), "AveragePool");
        return choice.oneIn(3) ? mean : parts.quantize(mean, Overflow.SATURATE);
    }

    /// Two branches of different scales side by side, with or without a quantiser behind them.
    private Value joined(Value value, Windows windows) {
        Value branch = parts.quantize(active(convolution(value, windows, true)), Overflow.SATURATE);
        int axis = choice.between(1, value.shape().rank() - 1);
        Value both = parts.add(new Concat(List.of(value, branch), axis), "Concat");
        return choice.oneIn(2) ? both : parts.quantize(both, Overflow.SATURATE);
    }

    private Value picked(Value value) {
        int axis = choice.between(1, value.shape().rank() - 1);
        List<Integer> places = IntStream.range(0, choice.between(1, 5))
                .mapToObj(_ -> choice.between(0, value.shape().extent(axis) - 1))
                .toList();
        return parts.add(new Pick(value, axis, places), "Resize");
    }

    private Value residual(Value value, Windows windows) {
        Value branch = convolution(value, windows, true);
        Value left = choice.oneIn(3) ? branch : parts.quantize(branch, Overflow.SATURATE);
        Value sum = parts.add(choice.oneIn(2) ? new Add(left, value) : new Add(value, left), "Add");
        return parts.quantize(active(sum), Overflow.SATURATE);
    }
}
