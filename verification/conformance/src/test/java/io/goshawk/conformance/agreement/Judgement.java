package io.goshawk.conformance.agreement;

import io.goshawk.ir.Broadcast;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.onnx.quantization.BipolarQuant;
import io.goshawk.ir.onnx.quantization.Quant;
import io.goshawk.ir.onnx.quantization.QuantizationOp;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.RealTensor;
import java.util.ArrayList;
import java.util.List;

/// One quantiser: which of its integers differ, and how far from the step that the executor took.
///
/// @param in the operands, exactly, and how far off the executor may be
/// @param ours the exact result
/// @param theirs the executor's
record Judgement(QuantizationOp op, List<Bounded> in, RealTensor ours, FloatTensor theirs) {
    /// Counts every element. {@return what the executor had, and how far its floats are off that}
    Bounded judge(Tally tally, String place) {
        FloatTensor rounded = Floats.of(ours, FloatType.F32);
        List<Real> taken = new ArrayList<>(ours.size());
        double[] errors = new double[ours.size()];
        boolean same = true;
        for (int i = 0; i < ours.size(); i++) {
            boolean equal = rounded.at(i) == theirs.at(i) || code(i, theirs.at(i)) == code(i, ours.near(i));
            same &= equal;
            if (!equal) {
                explain(tally, place, i);
            }
            taken.add(equal ? null : meaning(i));
        }
        tally.integers(ours.size());
        RealTensor exact = same ? ours : replaced(taken);
        for (int i = 0; i < errors.length; i++) {
            errors[i] = Math.abs(theirs.at(i) - exact.near(i)) + exact.error(i) + Math.ulp(exact.near(i));
        }
        return new Bounded(exact, errors);
    }

    private RealTensor replaced(List<Real> taken) {
        List<Real> values = new ArrayList<>(taken.size());
        for (int i = 0; i < taken.size(); i++) {
            values.add(taken.get(i) == null ? ours.at(i) : taken.get(i));
        }
        return new RealTensor(ours.shape(), values);
    }

    private double parameter(int operand, int i) {
        return reals(operand).near(index(operand, i));
    }

    private RealTensor reals(int operand) {
        return in.get(operand).exact() instanceof RealTensor reals
                ? reals
                : RealTensor.exactly(
                        (io.goshawk.ir.tensor.IntTensor) in.get(operand).exact());
    }

    private int index(int operand, int i) {
        RealTensor parameter = reals(operand);
        return parameter.size() == 1 ? 0 : Broadcast.indices(parameter.shape(), ours.shape())[i];
    }

    /// {@return the integer that the real `value` stands for at `i`}
    private double code(int i, double value) {
        return switch (op) {
            case Quant _ -> Math.rint(value / parameter(1, i) + parameter(2, i));
            case BipolarQuant _ -> Math.signum(value);
            case QuantizationOp _ -> value;
        };
    }

    /// {@return what the executor's integer at `i` stands for, exactly}
    private Real meaning(int i) {
        Dyadic code = Dyadic.exactly(code(i, theirs.at(i)));
        return switch (op) {
            case Quant _ -> code.minus(reals(2).at(index(2, i))).times(reals(1).at(index(1, i)));
            case BipolarQuant _ -> code.times(reals(1).at(index(1, i)));
            case QuantizationOp _ -> code;
        };
    }

    private void explain(Tally tally, String place, int i) {
        double[] distanceAndBound = switch (op) {
            case Quant quant -> quant(quant, i);
            case BipolarQuant _ ->
                new double[] {Math.abs(reals(0).near(i)), in.getFirst().errors()[i]};
            case QuantizationOp _ -> new double[] {Double.POSITIVE_INFINITY, 0};
        };
        tally.difference(
                place,
                i,
                reals(0).near(i),
                code(i, ours.near(i)),
                code(i, theirs.at(i)),
                distanceAndBound[0],
                distanceAndBound[1]);
    }

    /// How far what is to be rounded lies from numbers that round to the executor's integer, and how far off the
    /// executor may be there; both in steps.
    private double[] quant(Quant quant, int i) {
        double scale = parameter(1, i);
        double zeroPoint = parameter(2, i);
        double quotient = reals(0).near(i) / scale;
        double steps = quotient + zeroPoint;
        double carried = in.getFirst().errors()[i] / scale
                + Math.abs(quotient) * in.get(1).errors()[index(1, i)] / scale;
        double bound = carried + 4 * FloatErrors.UNIT * (Math.abs(quotient) + Math.abs(steps) + carried + 1);
        double code = code(i, theirs.at(i));
        boolean bipolar = quant.signed() && parameter(3, i) == 1;
        return new double[] {bipolar ? Math.abs(steps) : distance(quant.rounding(), steps, code), bound};
    }

    /// {@return how far `steps` lies from the numbers that round to `code`}
    private static double distance(Rounding rounding, double steps, double code) {
        double above = steps - code;
        return switch (rounding) {
            case FLOOR -> above < 0 ? -above : above - 1;
            case CEIL -> above > 0 ? above : -above - 1;
            case TOWARD_ZERO -> Math.abs(above) - 1;
            case AWAY -> Math.abs(above) - 1;
            case HALF_UP, HALF_DOWN, HALF_AWAY, HALF_TOWARD_ZERO, HALF_EVEN, HALF_ODD -> Math.abs(above) - 0.5;
        };
    }
}
