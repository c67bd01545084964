package io.goshawk.ir.check;

import io.goshawk.ir.Graph;
import io.goshawk.ir.analysis.Ranges;
import io.goshawk.ir.curve.CurveProof;
import io.goshawk.ir.curve.NonlinearProofs;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.integer.Curve;
import io.goshawk.ir.integer.Gather;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.integer.Normalize;
import io.goshawk.ir.integer.Softmax;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;

/// What holds for integer non-linearities: their proofs speak of everything that can arrive, and give
/// the bound that is written beside them.
final class NonlinearRules {
    private final Reports reports;
    private final Ranges ranges;

    NonlinearRules(Reports reports, Ranges ranges) {
        this.reports = reports;
        this.ranges = ranges;
    }

    void curve(Graph.Node<IntegerOp> node, Curve op) {
        if (covers(node, op.interval(), ranges.of(op.input()).hull())) {
            bound(node, op.bound(), CurveProof.bound(op.law(), op.form(), op.interval()));
        }
    }

    void softmax(Graph.Node<IntegerOp> node, Softmax op) {
        IntRange arriving = ranges.of(op.input()).hull();
        IntRange distances = new IntRange(arriving.min().subtract(arriving.max()), BigInteger.ZERO);
        if (op.form().exponential().apply(BigInteger.ZERO).signum() <= 0) {
            fails(node, "the exponential of zero is not positive");
        } else if (covers(node, op.form().distances(), distances)) {
            int length = op.input().shape().last();
            bound(node, op.bound(), NonlinearProofs.softmax(op.law(), op.form(), length));
        }
    }

    void normalize(Graph.Node<IntegerOp> node, Normalize op) {
        int length = op.input().shape().last();
        if (!op.form().holds(op.law().centred(), op.interval(), length)) {
            fails(node, "the squares of a row do not fit a root of " + op.form().rootBits() + " bits");
        } else if (covers(node, op.interval(), ranges.of(op.input()).hull())) {
            bound(node, op.bound(), NonlinearProofs.normalize(op.law(), op.form()));
        }
    }

    void gather(Graph.Node<IntegerOp> node, Gather op) {
        covers(node, op.places(), ranges.of(op.indices()).hull());
    }

    private boolean covers(Graph.Node<IntegerOp> node, IntRange covered, IntRange arriving) {
        boolean covers = covered.contains(arriving);
        if (!covers) {
            fails(node, "values in " + arriving + " arrive, but it is made for " + covered);
        }
        return covers;
    }

    private void bound(Graph.Node<IntegerOp> node, Dyadic stated, double proven) {
        if (!(proven <= stated.toDouble())) {
            fails(node, "it may be " + proven + " steps off, more than the stated " + stated.toDouble());
        }
    }

    private void fails(Graph.Node<IntegerOp> node, String message) {
        reports.add(Diagnostic.of(Code.CERTIFICATE_FAILS, node.at(), Reports.name(node) + ": " + message));
    }
}
