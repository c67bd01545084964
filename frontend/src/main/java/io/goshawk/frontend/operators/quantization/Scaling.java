package io.goshawk.frontend.operators.quantization;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.ir.ElementType;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.quantization.Blocks;
import io.goshawk.ir.onnx.quantization.DequantizeLinear;
import io.goshawk.ir.onnx.quantization.QuantizeLinear;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoublePredicate;

/// Scales and zero points of linear quantisation, in shapes that broadcast, and the two maps between integers and
/// reals.
public final class Scaling {
    private final OnnxNode node;
    private final Composition steps;

    public Scaling(OnnxNode node) {
        this.node = node;
        this.steps = new Composition(node);
    }

    /// Reports a scale that is known and not finite and positive, and goes on.
    public Scaling checkScales(int... inputs) {
        for (int input : inputs) {
            if (node.has(input)) {
                report(input, Code.BAD_SCALE, x -> Double.isFinite(x) && x > 0);
            }
        }
        return this;
    }

    private void report(int input, Code code, DoublePredicate good) {
        Optional<Tensor> data = node.known(input).map(Imported.Known::data);
        if (data.isPresent() && data.get() instanceof FloatTensor floats) {
            for (int i = 0; i < floats.shape().size(); i++) {
                if (!good.test(floats.at(i))) {
                    throw node.because(
                                    code,
                                    "the scale \"" + node.inputName(input) + "\" is " + floats.at(i)
                                            + " and must be finite and positive")
                            .hint("export the model again, with a scale that quantises something");
                }
            }
        }
    }

    /// {@return input `input`, a parameter with one number, or one for each place along `axis`, in a shape that
    /// broadcasts to `data`}
    public Value parameter(int input, Shape data, int axis) {
        return aligned(node.value(input), data, axis);
    }

    /// {@return `parameter` in a shape that broadcasts to `data`, a vector lying along `axis`}
    public Value aligned(Value parameter, Shape data, int axis) {
        Shape shape = parameter.shape();
        if (shape.size() == 1) {
            return steps.reshape(parameter, Shape.SCALAR);
        }
        if (shape.rank() != 1) {
            return parameter;
        }
        if (axis < 0 || axis >= data.rank() || data.extent(axis) != shape.size()) {
            throw node.because(
                    Code.SHAPE_MISMATCH,
                    shape.size() + " scales or zero points along axis " + axis + " of a tensor of shape [" + data
                            + "]");
        }
        int[] extents = new int[data.rank() - axis];
        Arrays.fill(extents, 1);
        extents[0] = shape.size();
        return steps.reshape(parameter, Shape.of(extents));
    }

    /// {@return zero point `input`, as [#parameter] has it; zero of type `element` where it is left out}
    public Value zeroPoint(int input, Shape data, int axis, ElementType element) {
        return node.has(input) ? parameter(input, data, axis) : zero(element);
    }

    /// {@return a zero}
    public Value zero(ElementType element) {
        return element instanceof FloatType
                ? steps.literal(element, 0)
                : node.emit(new Imported.Known(IntTensor.of(Shape.SCALAR, 0), element, node.at()));
    }

    /// {@return the reals that the integers `data` stand for}
    public Value dequantized(Value data, Value scale, Value zeroPoint) {
        return steps.add(new DequantizeLinear(
                data, scale, zeroPoint, Blocks.NONE, scale.type().element()));
    }

    /// {@return the reals that input `data` stands for, its scale and zero point being inputs too}
    public Value dequantized(int data, int scale, int zeroPoint, int axis) {
        Value codes = integers(data);
        return dequantized(
                codes,
                parameter(scale, codes.shape(), axis),
                zeroPoint(zeroPoint, codes.shape(), axis, codes.type().element()));
    }

    /// {@return the integers that stand for `data`, by the scale and zero point that are inputs; of the zero point's
    /// type, or `otherwise` where it is left out}
    public Imported quantized(Value data, int scale, int zeroPoint, int axis, ElementType otherwise) {
        ElementType element = node.has(zeroPoint) ? node.input(zeroPoint).type().element() : otherwise;
        return node.result(new QuantizeLinear(
                data,
                parameter(scale, data.shape(), axis),
                zeroPoint(zeroPoint, data.shape(), axis, element),
                Blocks.NONE,
                element,
                true));
    }

    /// {@return input `index`, which is integers}
    public Value integers(int index) {
        ElementType element = node.input(index).type().element();
        if (!(element instanceof IntType)) {
            throw node.because(
                            Code.UNSUPPORTED_FEATURE,
                            "input " + index + " of " + node.type() + " has " + element + " elements, not integers")
                    .hint("quantise it with QuantizeLinear");
        }
        return node.value(index);
    }
}
