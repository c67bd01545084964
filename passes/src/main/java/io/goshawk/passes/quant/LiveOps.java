package io.goshawk.passes.quant;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Coefficients;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.Location;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Overflow;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.onnx.elementwise.Activation;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.elementwise.Curve;
import io.goshawk.ir.onnx.quantization.Quant;
import io.goshawk.ir.quant.ApplyAffine;
import io.goshawk.ir.quant.BipolarQuantize;
import io.goshawk.ir.quant.Clip;
import io.goshawk.ir.quant.LeakyRelu;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.quant.Quantize;
import io.goshawk.ir.tensor.RealTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Operations of the quant dialect made of data and constants; what has none is refused.
final class LiveOps {
    private final Diagnostics diagnostics;

    LiveOps(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    void refuse(Location at, String what) {
        diagnostics.add(Diagnostic.of(Code.UNSUPPORTED_FEATURE, at, what + " is not supported")
                .hint("replace it, or put it outside the exported graph"));
    }

    /// {@return `-input`}
    static QuantOp negate(Value input) {
        return new ApplyAffine(input, Affine.of(Dyadic.of(-1), Dyadic.ZERO));
    }

    /// {@return the LeakyRelu `op` of `input`}
    static QuantOp leaky(Activation op, Value input) {
        float slope = ((Curve.LeakyRelu) op.curve()).alpha();
        return new LeakyRelu(input, Coefficients.of(Dyadic.exactly(slope)));
    }

    /// {@return what `kind` with a constant is; nothing where it is refused}
    /// @param dataIsLeft whether the data is the left operand
    Optional<QuantOp> withConstant(Binary.Kind kind, Value data, RealTensor constant, boolean dataIsLeft, Location at) {
        Optional<Coefficients> found = AxisCoefficients.of(constant, data.shape());
        if (found.isEmpty()) {
            refuse(
                    at,
                    "a constant of shape " + constant.shape() + " that varies along several axes of, or enlarges, "
                            + data.shape());
            return Optional.empty();
        }
        Coefficients c = found.get();
        return Optional.of(
                switch (kind) {
                    case MIN -> new Clip(data, Optional.empty(), Optional.of(c.at(0)));
                    case MAX -> new Clip(data, Optional.of(c.at(0)), Optional.empty());
                    case PRELU -> new LeakyRelu(data, c);
                    default -> new ApplyAffine(data, affine(kind, c, dataIsLeft));
                });
    }

    private static Affine affine(Binary.Kind kind, Coefficients c, boolean dataIsLeft) {
        Coefficients one = Coefficients.of(Dyadic.ONE);
        Coefficients zero = Coefficients.of(Dyadic.ZERO);
        return switch (kind) {
            case ADD -> new Affine(one, c);
            case SUB ->
                dataIsLeft ? new Affine(one, c.map(Real::negate)) : new Affine(Coefficients.of(Dyadic.of(-1)), c);
            case MUL -> new Affine(c, zero);
            case DIV -> new Affine(c.map(Dyadic.ONE::dividedBy), zero);
            default -> throw new IllegalStateException("an element-wise " + kind + " is refused as unsupported");
        };
    }

    /// {@return a batch normalisation along axis 1 as the affine map it is}
    /// @param parameters scale, bias, mean and variance
    QuantOp normalize(Value input, List<RealTensor> parameters, float epsilon) {
        List<Real> scales = new ArrayList<>();
        List<Real> offsets = new ArrayList<>();
        for (int channel = 0; channel < parameters.getFirst().shape().size(); channel++) {
            Real variance = parameters.get(3).at(channel).plus(Dyadic.exactly(epsilon));
            Real scale = parameters.get(0).at(channel).dividedBy(Real.sqrt(variance));
            scales.add(scale);
            offsets.add(parameters
                    .get(1)
                    .at(channel)
                    .minus(parameters.get(2).at(channel).times(scale)));
        }
        return new ApplyAffine(input, new Affine(Coefficients.of(1, scales), Coefficients.of(1, offsets)));
    }

    /// {@return the quantiser of `op`; what a bipolar one with a zero point needs in front goes to
    ///     `builder`}
    QuantOp quantize(Quant op, Value input, QuantParameters parameters, GraphBuilder<QuantOp> builder, Location at) {
        if (!parameters.bipolar()) {
            return new Quantize(input, parameters.element(), parameters.clamp(), op.rounding(), Overflow.SATURATE);
        }
        // x / scale + zeroPoint >= 0 is x - offset >= 0, as offset = -zeroPoint * scale and scale > 0.
        Affine moved =
                new Affine(Coefficients.of(Dyadic.ONE), parameters.offset().map(Real::negate));
        Value decider = moved.equals(Affine.IDENTITY) ? input : builder.add(new ApplyAffine(input, moved), at);
        return new BipolarQuantize(decider, parameters.scale());
    }

    Optional<QuantOp> bipolar(Value input, RealTensor scale, Location at) {
        Optional<Coefficients> scales = QuantParameters.alongOneAxis(scale, input.shape(), "scale", at, diagnostics);
        if (scale.values().stream().anyMatch(value -> value.signum() <= 0)) {
            diagnostics.add(QuantParameters.badScale(at, "the scale of a bipolar quantiser must be positive"));
            return Optional.empty();
        }
        return scales.map(s -> new BipolarQuantize(input, s));
    }

    /// {@return whether a weight's numbers can be absorbed: its scale varies along the axis of its
    ///     outputs at most}
    boolean weightFits(Known.Quantised weight, int outputs, Location at) {
        int axis = weight.element().map().axis();
        if (axis == -1 || axis == outputs) {
            return true;
        }
        refuse(at, "a weight with one scale an input");
        return false;
    }
}
