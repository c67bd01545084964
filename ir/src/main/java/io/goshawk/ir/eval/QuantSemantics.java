package io.goshawk.ir.eval;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Coefficients;
import io.goshawk.ir.RealType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.eval.exact.Elementwise;
import io.goshawk.ir.eval.exact.Quantising;
import io.goshawk.ir.eval.kernel.Convolution;
import io.goshawk.ir.eval.nonlinear.Embeddings;
import io.goshawk.ir.eval.nonlinear.RealCurves;
import io.goshawk.ir.eval.onnx.Leaders;
import io.goshawk.ir.eval.onnx.ThresholdSemantics;
import io.goshawk.ir.eval.onnx.spatial.Pools;
import io.goshawk.ir.eval.onnx.spatial.TransposedConvolution;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.quant.Add;
import io.goshawk.ir.quant.ApplyAffine;
import io.goshawk.ir.quant.ArgMax;
import io.goshawk.ir.quant.BatchMatMul;
import io.goshawk.ir.quant.BipolarQuantize;
import io.goshawk.ir.quant.Clip;
import io.goshawk.ir.quant.Constant;
import io.goshawk.ir.quant.Conv;
import io.goshawk.ir.quant.ConvTranspose;
import io.goshawk.ir.quant.CountThresholds;
import io.goshawk.ir.quant.Curve;
import io.goshawk.ir.quant.Gather;
import io.goshawk.ir.quant.LeakyRelu;
import io.goshawk.ir.quant.LogSoftmax;
import io.goshawk.ir.quant.MatMul;
import io.goshawk.ir.quant.MaxPool;
import io.goshawk.ir.quant.Normalize;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.quant.Quantize;
import io.goshawk.ir.quant.Relu;
import io.goshawk.ir.quant.Softmax;
import io.goshawk.ir.quant.TopK;
import io.goshawk.ir.quant.WindowSum;
import io.goshawk.ir.shape.ArrangeOp;
import io.goshawk.ir.shape.ShapeOp;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/// What every operation of the `quant` dialect means: exact arithmetic over the reals.
/// Quantised values are tensors of codes, everything else exact reals.
public final class QuantSemantics {
    private QuantSemantics() {}

    /// {@return what `op` makes of `in`}
    public static Tensor evaluate(QuantOp op, List<Tensor> in) {
        return switch (op) {
            case ShapeOp shape -> ShapeSemantics.evaluate(shape, in.getFirst());
            case ArrangeOp arranged -> ShapeSemantics.evaluate(arranged, alike(arranged, in));
            case Constant constant -> constant.data();
            case Quantize quantize -> quantize(quantize, real(op, in));
            case BipolarQuantize _ -> signs(real(op, in));
            case CountThresholds steps -> counts(steps, real(op, in));
            case MatMul matmul ->
                Reals.matmul(real(op, in), Reals.of(in.get(1), matmul.weights().type()));
            case BatchMatMul product ->
                Reals.matmul(real(op, in), Reals.of(in.get(1), product.right().type()));
            case Gather gather -> Embeddings.of((IntTensor) in.get(0), (IntTensor) in.get(1));
            case Curve curve -> RealCurves.of(curve, real(op, in));
            case Normalize normalize -> RealCurves.of(normalize, real(op, in));
            case Conv conv ->
                Convolution.of(
                        conv.window(),
                        conv.groups(),
                        real(op, in),
                        Reals.of(in.get(1), conv.weights().type()),
                        conv.resultType());
            case ConvTranspose conv ->
                TransposedConvolution.convolve(
                        conv.ofReals(),
                        real(op, in),
                        Reals.of(in.get(1), conv.weights().type()));
            case MaxPool pool ->
                Pools.largest(
                        in.getFirst(),
                        pool.kernel(),
                        pool.window(),
                        pool.resultType().shape());
            case WindowSum sum ->
                Pools.sum(
                        real(op, in),
                        sum.kernel(),
                        sum.window(),
                        sum.resultType().shape());
            case Add add ->
                Elementwise.add(real(op, in), Reals.of(in.get(1), add.right().type()));
            case Clip clip -> clip(clip, real(op, in));
            case ApplyAffine affine -> Reals.apply(affine.map(), real(op, in));
            case LeakyRelu leaky -> leaky(leaky, real(op, in));
            case Relu _ -> Reals.relu(real(op, in));
            case Softmax softmax -> Reals.softmax(real(op, in), softmax.axis());
            case LogSoftmax softmax -> Reals.logSoftmax(real(op, in), softmax.axis());
            case TopK leaders -> Leaders.of(leaders.ofReals(), real(op, in));
            case ArgMax argmax ->
                Reals.argmax(real(op, in), argmax.axis(), argmax.resultType().shape());
        };
    }

    /// {@return integers where the result is integers, else reals}
    private static List<Tensor> alike(ArrangeOp op, List<Tensor> in) {
        if (!(op.resultType().element() instanceof RealType)) {
            return in;
        }
        return IntStream.range(0, in.size())
                .<Tensor>mapToObj(i -> Reals.of(in.get(i), op.operands().get(i).type()))
                .toList();
    }

    private static RealTensor real(QuantOp op, List<Tensor> in) {
        return Reals.of(in.getFirst(), op.operands().getFirst().type());
    }

    private static IntTensor quantize(Quantize op, RealTensor input) {
        return Quantising.codes(op.element().map(), op.clamp(), op.rounding(), op.overflow(), input);
    }

    private static RealTensor leaky(LeakyRelu op, RealTensor input) {
        RealTensor below = Elementwise.negate(Elementwise.relu(Elementwise.negate(input)));
        Affine slope = new Affine(op.slope(), Coefficients.of(Dyadic.ZERO));
        return Elementwise.add(Elementwise.relu(input), Reals.apply(slope, below));
    }

    private static RealTensor clip(Clip op, RealTensor input) {
        RealTensor raised =
                op.low().map(low -> Elementwise.larger(input, single(low))).orElse(input);
        return op.high().map(high -> Elementwise.smaller(raised, single(high))).orElse(raised);
    }

    private static RealTensor single(Real number) {
        return Reals.apply(Affine.of(Dyadic.ZERO, number), RealTensor.exactly(Shape.SCALAR, new double[] {0}));
    }

    private static IntTensor counts(CountThresholds op, RealTensor input) {
        List<Real> thresholds = op.channels().stream()
                .flatMap(channel -> channel.values().stream())
                .toList();
        Shape shape = Shape.of(op.channels().size(), op.count());
        int[] counts = ThresholdSemantics.counts(input, op.axis(), new RealTensor(shape, thresholds));
        return IntTensor.of(input.shape(), IntStream.of(counts).asLongStream().toArray());
    }

    private static IntTensor signs(RealTensor input) {
        long[] signs = new long[input.size()];
        for (int i = 0; i < signs.length; i++) {
            signs[i] = input.signum(i) >= 0 ? 1 : 0;
        }
        return IntTensor.of(input.shape(), signs);
    }
}
