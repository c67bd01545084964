package io.goshawk.frontend.tflite;

import io.goshawk.frontend.operators.Emitter;
import io.goshawk.frontend.operators.Imported.Known;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.quantization.Blocks;
import io.goshawk.ir.onnx.quantization.DequantizeLinear;
import io.goshawk.ir.onnx.quantization.Quant;
import io.goshawk.ir.onnx.quantization.QuantizeLinear;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/// Between the integers of the file and the reals they stand for.
///
/// A constant is written as its reals with a quantiser behind: float rounding of the reals is far less
/// than half a step,
/// so the quantiser restores the stored integer, and stages that look for quantised weights find them.
final class Quantisers {
    /// Below this, an integer times a scale, rounded to a float, still tells which integer it was.
    private static final long SAFE = 1L << 22;

    private static final int LOW_BITS = 16;

    private final Emitter emitter;

    Quantisers(Emitter emitter) {
        this.emitter = emitter;
    }

    /// {@return the reals of the constant `tensor`, turned by `turn`}
    Value constant(TfliteTensor tensor, UnaryOperator<Tensor> turn) {
        Tensor stored = turn.apply(tensor.elements());
        if (!tensor.isQuantised()) {
            return emitter.value(new Known(stored, tensor.kind().element(), tensor.at()));
        }
        Shape marks = turn.apply(marks(tensor)).shape();
        int axis = tensor.scales().size() == 1
                ? -1
                : marks.extents().indexOf(tensor.scales().size());
        return restored(
                (IntTensor) stored,
                coefficients(tensor.scales(), axis, stored.shape().rank()),
                zeros(tensor, axis, stored),
                tensor);
    }

    /// {@return a tensor whose only long axis is that of the scales: turned like the data, it shows
    /// where the axis went}
    private static Tensor marks(TfliteTensor tensor) {
        Integer[] extents = Collections.nCopies(tensor.shape().rank(), 1).toArray(Integer[]::new);
        if (tensor.scales().size() > 1) {
            extents[tensor.axis()] = tensor.scales().size();
        }
        return IntTensor.of(
                new Shape(List.of(extents)), new long[tensor.scales().size()]);
    }

    private static FloatTensor coefficients(List<? extends Number> values, int axis, int rank) {
        Integer[] extents = Collections.nCopies(axis < 0 ? 0 : rank, 1).toArray(Integer[]::new);
        if (axis >= 0) {
            extents[axis] = values.size();
        }
        double[] numbers = values.stream().mapToDouble(Number::doubleValue).toArray();
        return FloatTensor.of(new Shape(List.of(extents)), FloatType.F64, numbers);
    }

    private static FloatTensor zeros(TfliteTensor tensor, int axis, Tensor stored) {
        return coefficients(tensor.zeroPoints(), axis, stored.shape().rank());
    }

    private Value restored(IntTensor stored, FloatTensor scale, FloatTensor zero, TfliteTensor tensor) {
        int[] from = io.goshawk.ir.Broadcast.indices(scale.shape(), stored.shape());
        float[] reals = new float[stored.shape().size()];
        for (int i = 0; i < reals.length; i++) {
            reals[i] = (float) ((stored.at(i) - zero.at(from[i])) * scale.at(from[i]));
        }
        Value data = known(FloatTensor.of(stored.shape(), reals), tensor.at());
        IntType type = tensor.kind().element() instanceof IntType integer ? integer : IntType.s(32);
        return add(quant(data, known(scale, tensor.at()), known(zero, tensor.at()), type, tensor.at()), tensor.at());
    }

    /// {@return the reals of a bias: the stored integers times the scale of the products they are added to}
    ///
    /// TensorFlow Lite adds them to the accumulator as they are; the scale stored with them is not used.
    ///
    /// @param scales of the products, for each element or for all
    /// @param shape the shape that the bias gets
    Value bias(TfliteTensor tensor, List<Double> scales, Shape shape) {
        if (!(tensor.elements() instanceof IntTensor stored)) {
            return emitter.value(
                    new Known(tensor.elements().reshape(shape), tensor.kind().element(), tensor.at()));
        }
        double[] factors = new double[stored.shape().size()];
        Arrays.setAll(factors, i -> scales.get(scales.size() == 1 ? 0 : i));
        long[] all = stored.toLongs();
        if (Arrays.stream(all).allMatch(x -> Math.abs(x) < SAFE)) {
            return part(all, factors, shape, tensor.at());
        }
        // One float does not hold so many bits: two do.
        long[] low = Arrays.stream(all).map(x -> x & ((1L << LOW_BITS) - 1)).toArray();
        long[] high = Arrays.stream(all).map(x -> x >> LOW_BITS).toArray();
        double[] large =
                Arrays.stream(factors).map(x -> Math.scalb(x, LOW_BITS)).toArray();
        Value sum = part(low, factors, shape, tensor.at());
        return add(new Binary(part(high, large, shape, tensor.at()), sum, Binary.Kind.ADD), tensor.at());
    }

    private Value part(long[] stored, double[] factors, Shape shape, Location at) {
        float[] reals = new float[stored.length];
        for (int i = 0; i < reals.length; i++) {
            reals[i] = (float) (stored[i] * factors[i]);
        }
        Value data = known(FloatTensor.of(shape, reals), at);
        Value scale = known(FloatTensor.of(shape, FloatType.F64, factors), at);
        return add(quant(data, scale, number(0, at), IntType.s(32), at), at);
    }

    /// {@return `real`, rounded to what `tensor` can hold; itself where that is floats}
    Value rounded(Value real, TfliteTensor tensor, Location at) {
        if (!tensor.isQuantised() || !(tensor.kind().element() instanceof IntType type)) {
            return real;
        }
        Value scale = scale(tensor);
        Value zero = number(tensor.zeroPoints().getFirst(), tensor.at());
        return add(quant(real, scale, zero, type, tensor.at()), at);
    }

    /// {@return the reals that the integers of the graph input `port` stand for}
    Value dequantised(Value port, TfliteTensor tensor) {
        DequantizeLinear reals = new DequantizeLinear(
                port, scale(tensor), number(tensor.zeroPoints().getFirst(), tensor.at()), Blocks.NONE, FloatType.F32);
        return add(reals, tensor.at());
    }

    /// {@return the integers that stand for `real`, which is rounded to what `tensor` can hold}
    Value stored(Value real, TfliteTensor tensor) {
        QuantizeLinear integers = new QuantizeLinear(
                real,
                scale(tensor),
                number(tensor.zeroPoints().getFirst(), tensor.at()),
                Blocks.NONE,
                tensor.kind().element(),
                true);
        return add(integers, tensor.at());
    }

    private Value scale(TfliteTensor tensor) {
        return known(FloatTensor.of(Shape.SCALAR, tensor.scales().getFirst()), tensor.at());
    }

    private Quant quant(Value data, Value scale, Value zero, IntType type, Location at) {
        return new Quant(data, scale, zero, number(type.bits(), at), type.signed(), false, Rounding.HALF_AWAY);
    }

    private Value number(double value, Location at) {
        return known(FloatTensor.of(Shape.SCALAR, (float) value), at);
    }

    private Value known(FloatTensor tensor, Location at) {
        return emitter.value(new Known(tensor, at));
    }

    private Value add(OnnxOp op, Location at) {
        return emitter.value(emitter.result(op, at));
    }
}
