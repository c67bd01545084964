package io.goshawk.passes.integer;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Location;
import io.goshawk.ir.Value;
import io.goshawk.ir.curve.Segments;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.eval.QuantSemantics;
import io.goshawk.ir.eval.Reals;
import io.goshawk.ir.integer.Curve;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.integer.Normalize;
import io.goshawk.ir.integer.Softmax;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.quant.ApplyAffine;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.quant.Quantize;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Evaluates a quant graph beside the integers that were made of it.
///
/// Every operation is evaluated as the quant dialect says, on what stands in front of it. Where the
/// integers have a function with a bound, its codes are held against the function of the very same
/// operands: within the bound that the operation states, and equal to the quant dialect's codes where
/// the form is a table. Then these codes take the place of the quant dialect's. So everything between
/// two functions, and what comes out at the end, has to be equal, without any tolerance.
final class EncoderSites {
    /// Of the reference values, which are doubles.
    private static final double DOUBLES = 1e-6;

    /// A function of the integer graph, with its codes.
    private record Site(IntegerOp op, double bound, IntTensor codes) {}

    private final Map<Location, Site> sites = new HashMap<>();
    private final Map<Value, Graph.Node<QuantOp>> producers;
    private final Map<Value, Tensor> values = new HashMap<>();
    private long checked;
    private double nearest = Double.POSITIVE_INFINITY;

    /// @param inputs of `hardware`
    EncoderSites(Graph<QuantOp> network, Graph<IntegerOp> hardware, List<Tensor> inputs) {
        this.producers = network.producers();
        Map<Value, Tensor> traced = Interpreter.trace(hardware, inputs);
        for (Graph.Node<IntegerOp> node : hardware.nodes()) {
            IntegerOp op = node.op();
            if (op instanceof Curve || op instanceof Softmax || op instanceof Normalize) {
                Site before = sites.put(node.at(), new Site(op, bound(op), (IntTensor) traced.get(node.result())));
                assertThat(before).as("one function at " + node.at()).isNull();
            }
        }
    }

    private static double bound(IntegerOp op) {
        return switch (op) {
            case Curve curve -> curve.bound().toDouble();
            case Softmax softmax -> softmax.bound().toDouble();
            case Normalize normalize -> normalize.bound().toDouble();
            default -> throw new IllegalArgumentException(op.toString());
        };
    }

    /// {@return the outputs of `network` on `inputs`, with the functions of the integers}
    List<Tensor> outputs(Graph<QuantOp> network, List<Tensor> inputs) {
        for (int i = 0; i < inputs.size(); i++) {
            values.put(network.inputs().get(i).value(), inputs.get(i));
        }
        for (Graph.Node<QuantOp> node : network.nodes()) {
            List<Tensor> operands =
                    node.op().operands().stream().map(values::get).toList();
            Tensor result = QuantSemantics.evaluate(node.op(), operands);
            if (node.op() instanceof Quantize quantize) {
                Site site = sites.get(source(quantize));
                result = site == null ? result : checked(quantize, site, (IntTensor) result);
            }
            values.put(node.result(), result);
        }
        return network.outputs().stream().map(port -> values.get(port.value())).toList();
    }

    /// {@return where what `quantize` reads was computed, affine maps aside}
    private Location source(Quantize quantize) {
        Graph.Node<QuantOp> node = producers.get(quantize.input());
        while (node != null && node.op() instanceof ApplyAffine affine) {
            node = producers.get(affine.input());
        }
        return node == null ? new Location.Whole("input") : node.at();
    }

    private IntTensor checked(Quantize quantize, Site site, IntTensor wanted) {
        if (site.op() instanceof Curve curve && curve.form() instanceof Segments table && table.isTable()) {
            assertThat(site.codes()).as("a table").isEqualTo(wanted);
        }
        RealTensor reals =
                Reals.of(values.get(quantize.input()), quantize.input().type());
        Real scale = quantize.element().map().scale().at(0);
        Real offset = quantize.element().map().offset().at(0);
        double low = quantize.clamp().min().doubleValue();
        double high = quantize.clamp().max().doubleValue();
        for (int i = 0; i < reals.size(); i++) {
            double steps = reals.at(i).minus(offset).dividedBy(scale).toDouble();
            double distance = Math.abs(site.codes().at(i) - Math.clamp(steps, low, high));
            assertThat(distance).as("%s, element %d", site.op(), i).isLessThanOrEqualTo(site.bound() + DOUBLES);
            nearest = Math.min(nearest, site.bound() - distance);
        }
        checked += reals.size();
        return site.codes();
    }

    /// {@return how many codes were held against their bounds}
    long checked() {
        return checked;
    }

    int functions() {
        return sites.size();
    }

    /// {@return the smallest distance to a bound, in steps}
    double nearest() {
        return nearest;
    }
}
