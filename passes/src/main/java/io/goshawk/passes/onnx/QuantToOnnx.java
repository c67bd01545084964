package io.goshawk.passes.onnx;

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
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Overflow;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.elementwise.Cast;
import io.goshawk.ir.onnx.elementwise.Clip.Sides;
import io.goshawk.ir.onnx.elementwise.Unary;
import io.goshawk.ir.onnx.indexing.Concat;
import io.goshawk.ir.onnx.indexing.Gather;
import io.goshawk.ir.onnx.quantization.BipolarQuant;
import io.goshawk.ir.onnx.quantization.MultiThreshold;
import io.goshawk.ir.onnx.reduction.ArgExtreme;
import io.goshawk.ir.onnx.spatial.AveragePool;
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
import io.goshawk.ir.shape.Pick;
import io.goshawk.ir.shape.ShapeOp;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.window.Windows;
import io.goshawk.passes.Lowering;
import io.goshawk.passes.PassContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The way back: quantisers become Quant and BipolarQuant, integer weights become floats behind a
/// Quant, exact affine maps become Mul, Add, Div or BatchNormalization. Every value of the new graph is
/// the real that the old one stood for, exactly.
///
/// What has no such form is refused by name, all of it in one run: quantisers that wrap around, inputs
/// of quantised integers, numbers that no float is.
public final class QuantToOnnx implements Lowering<QuantOp, OnnxOp> {
    /// Integers up to 2^24 are floats.
    private static final int SINGLE_BITS = 24;

    @Override
    public Graph<OnnxOp> apply(Graph<QuantOp> graph, PassContext context) {
        return new Run(graph, context.diagnostics()).graph();
    }

    private static final class Run {
        private final Graph<QuantOp> source;
        private final Diagnostics diagnostics;
        private final GraphBuilder<OnnxOp> builder;
        private final QuantMaker quants;

        Run(Graph<QuantOp> source, Diagnostics diagnostics) {
            this.source = source;
            this.diagnostics = diagnostics;
            this.builder = new GraphBuilder<>(source.name());
            this.quants = new QuantMaker(builder);
        }

        Graph<OnnxOp> graph() {
            source.inputs().forEach(this::input);
            source.nodes().forEach(this::node);
            diagnostics.stopOnErrors();
            return builder.build(source.outputs().stream()
                    .map(port -> Graph.Port.plain(port.name(), builder.of(port.value()), port.at()))
                    .toList());
        }

        private void input(Graph.Port port) {
            TensorType type = port.value().type();
            switch (type.element()) {
                case FloatType _ -> {
                    Value value = builder.input(port.name(), type, port.at());
                    builder.bind(port.value(), floats(value, port.at()));
                }
                case IntType integers
                when integers.bits() <= SINGLE_BITS -> {
                    Value value = builder.input(port.name(), type, port.at());
                    builder.bind(port.value(), floats(value, port.at()));
                }
                case IntType integers ->
                    refuse(port.value(), "an input of " + integers + ", which no float of 32 bits holds,", port.at());
                case QuantType _ -> refuse(port.value(), "an input of quantised integers", port.at());
                default ->
                    builder.bind(port.value(), builder.input(port.name(), type.withElement(FloatType.F32), port.at()));
            }
        }

        private Value floats(Value value, Location at) {
            return value.type().element() == FloatType.F32 ? value : builder.add(Cast.of(value, FloatType.F32), at);
        }

        private void node(Graph.Node<QuantOp> node) {
            try {
                builder.bind(node.result(), written(node.op(), node.at()));
            } catch (NoForm none) {
                refuse(node.result(), String.valueOf(none.getMessage()), node.at());
            }
        }

        /// What follows is looked at all the same.
        private void refuse(Value value, String what, Location at) {
            diagnostics.add(Diagnostic.of(Code.NOT_EXPORTABLE, at, what + " has no form in ONNX or QONNX")
                    .hint("export the model that this text was made from"));
            TensorType type = value.type().withElement(FloatType.F32);
            builder.bind(value, builder.input("refused" + value.id(), type, at));
        }

        private Value written(QuantOp op, Location at) {
            return switch (op) {
                case io.goshawk.ir.shape.Concat concat ->
                    builder.add(
                            new Concat(concat.parts().stream().map(builder::of).toList(), concat.axis()), at);
                case Pick pick -> builder.add(new Gather(builder.of(pick.input()), places(pick, at), pick.axis()), at);
                case ShapeOp shape -> builder.add(builder.moved(shape), at);
                case Constant constant -> {
                    QuantType type = constant.element();
                    Grid grid = Grid.of(type.map(), constant.data().shape());
                    yield quants.weights(constant.data(), grid, type.storage(), at);
                }
                case Quantize quantize -> quantise(quantize, at);
                case BipolarQuantize bipolar -> bipolar(bipolar, at);
                case CountThresholds steps -> thresholds(steps, at);
                case MatMul product ->
                    builder.add(
                            new io.goshawk.ir.onnx.linear.MatMul(
                                    matrix(product.input()), builder.of(product.weights())),
                            at);
                case Conv conv ->
                    builder.add(
                            new io.goshawk.ir.onnx.spatial.Conv(
                                    builder.of(conv.input()), builder.of(conv.weights()), conv.window(), conv.groups()),
                            at);
                case ConvTranspose conv ->
                    builder.add(
                            new io.goshawk.ir.onnx.spatial.ConvTranspose(
                                    builder.of(conv.input()),
                                    builder.of(conv.weights()),
                                    conv.window(),
                                    conv.more(),
                                    conv.groups()),
                            at);
                case MaxPool pool ->
                    builder.add(
                            new io.goshawk.ir.onnx.spatial.MaxPool(
                                    builder.of(pool.input()),
                                    pool.kernel(),
                                    pool.window(),
                                    io.goshawk.ir.onnx.spatial.MaxPool.Part.VALUES,
                                    false),
                            at);
                case WindowSum sum -> windowSum(sum, at);
                case Add add -> builder.add(sum(builder.of(add.left()), builder.of(add.right())), at);
                case Clip clip -> clip(clip, at);
                case ApplyAffine affine -> new AffineMaker(builder, at).apply(affine.map(), builder.of(affine.input()));
                case LeakyRelu leaky -> leaky(leaky, at);
                case Relu relu -> builder.add(new Unary(builder.of(relu.input()), Unary.Kind.RELU), at);
                case Softmax softmax ->
                    builder.add(
                            new io.goshawk.ir.onnx.normalization.Softmax(builder.of(softmax.input()), softmax.axis()),
                            at);
                case LogSoftmax softmax ->
                    builder.add(
                            new io.goshawk.ir.onnx.normalization.LogSoftmax(
                                    builder.of(softmax.input()), softmax.axis()),
                            at);
                case TopK top -> builder.add(top.ofReals().withOperands(List.of(builder.of(top.input()))), at);
                case Curve _, Normalize _, BatchMatMul _, io.goshawk.ir.quant.Gather _ ->
                    throw new NoForm("a function of quantised tensors");
                case ArgMax argmax ->
                    builder.add(ArgExtreme.max(builder.of(argmax.input()), argmax.axis(), argmax.keepAxis()), at);
            };
        }

        private static Binary sum(Value left, Value right) {
            return new Binary(left, right, Binary.Kind.ADD);
        }

        /// ONNX has averages only.
        private Value windowSum(WindowSum op, Location at) {
            List<Integer> none = Collections.nCopies(op.kernel().size(), 0);
            Value mean = builder.add(new AveragePool(builder.of(op.input()), op.kernel(), op.window(), none, true), at);
            long taps = Windows.taps(op.kernel());
            return builder.add(new Binary(mean, single(Dyadic.of(taps), at), Binary.Kind.MUL), at);
        }

        private Value leaky(LeakyRelu op, Location at) {
            Shape shape = Grid.shape(
                    new Affine(op.slope(), op.slope()).axis(), op.input().shape());
            Value slope = builder.add(FloatConstants.single(Grid.all(op.slope(), shape), shape, "a slope"), at);
            return builder.add(new Binary(builder.of(op.input()), slope, Binary.Kind.PRELU), at);
        }

        private Value clip(Clip op, Location at) {
            List<Value> operands = new ArrayList<>(List.of(builder.of(op.input())));
            op.low().ifPresent(low -> operands.add(single(low, at)));
            op.high().ifPresent(high -> operands.add(single(high, at)));
            if (operands.size() == 1) {
                return operands.getFirst();
            }
            Sides sides = operands.size() == 3 ? Sides.BOTH : op.low().isPresent() ? Sides.LOW : Sides.HIGH;
            return builder.add(new io.goshawk.ir.onnx.elementwise.Clip(operands, sides), at);
        }

        private Value single(Real number, Location at) {
            return builder.add(FloatConstants.single(List.of(number), Shape.SCALAR, "a number"), at);
        }

        private Value places(Pick pick, Location at) {
            long[] places = pick.places().stream().mapToLong(Integer::longValue).toArray();
            IntTensor data = IntTensor.of(Shape.of(places.length), places);
            return builder.add(new io.goshawk.ir.onnx.Constant(data, IntType.s(64)), at);
        }

        private Value matrix(Value input) {
            if (input.shape().rank() < 2) {
                throw new NoForm("a matrix product of a vector");
            }
            return builder.of(input);
        }

        private Value quantise(Quantize op, Location at) {
            if (op.overflow() == Overflow.WRAP) {
                throw new NoForm("a quantiser that wraps around");
            }
            if (op.overflow() == Overflow.REFUSE) {
                diagnostics.add(Diagnostic.of(
                                Code.ASSUMED,
                                at,
                                "values outside " + op.clamp() + " steps were refused, and saturate now")
                        .hint("nothing changes for the values that were allowed"));
            }
            // Ties to odd are ties to even among codes that are one less.
            boolean odd = op.rounding() == Rounding.HALF_ODD;
            Grid own = Grid.of(op.element().map(), op.input().shape());
            IntRange clamp = odd ? op.clamp().minus(IntRange.of(1, 1)) : op.clamp();
            return quants.quantise(
                    builder.of(op.input()),
                    odd ? own.lowered() : own,
                    Collections.nCopies(own.size(), clamp),
                    op.element().storage(),
                    odd ? Rounding.HALF_EVEN : op.rounding(),
                    at);
        }

        private Value thresholds(CountThresholds op, Location at) {
            List<Real> numbers = op.channels().stream()
                    .flatMap(channel -> channel.values().stream())
                    .toList();
            Shape shape = Shape.of(op.channels().size(), op.count());
            Value steps = builder.add(FloatConstants.single(numbers, shape, "a threshold"), at);
            Affine map = op.element().map();
            float scale = (float) map.scale().at(0).toDouble();
            float bias = (float) map.offset().at(0).toDouble();
            return builder.add(new MultiThreshold(builder.of(op.input()), steps, op.axis(), scale, bias), at);
        }

        private Value bipolar(BipolarQuantize op, Location at) {
            Shape shape = Grid.shape(
                    new Affine(op.scale(), op.scale()).axis(), op.input().shape());
            Value scale = builder.add(FloatConstants.single(Grid.all(op.scale(), shape), shape, "a scale"), at);
            return builder.add(new BipolarQuant(builder.of(op.input()), scale), at);
        }
    }
}
