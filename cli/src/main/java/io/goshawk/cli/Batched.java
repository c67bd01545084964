package io.goshawk.cli;

import io.goshawk.ir.Coefficients;
import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.Op;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.integer.Conv;
import io.goshawk.ir.integer.MatMul;
import io.goshawk.ir.integer.MaxPool;
import io.goshawk.ir.integer.Requantize;
import io.goshawk.ir.integer.WeightedSum;
import io.goshawk.ir.integer.WindowSum;
import io.goshawk.ir.quant.Add;
import io.goshawk.ir.quant.ApplyAffine;
import io.goshawk.ir.quant.BipolarQuantize;
import io.goshawk.ir.quant.Clip;
import io.goshawk.ir.quant.ConvTranspose;
import io.goshawk.ir.quant.CountThresholds;
import io.goshawk.ir.quant.LeakyRelu;
import io.goshawk.ir.quant.LogSoftmax;
import io.goshawk.ir.quant.Quantize;
import io.goshawk.ir.quant.Relu;
import io.goshawk.ir.quant.Softmax;
import io.goshawk.ir.quant.TopK;
import io.goshawk.ir.shape.Concat;
import io.goshawk.ir.shape.Pick;
import io.goshawk.ir.shape.Reshape;
import io.goshawk.ir.shape.Transpose;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A graph made for one vector, with outermost extents of 1, made over for many: each operation then
/// works on all of them at once. Sound where every operation treats the places of the outermost axis
/// alike and apart.
final class Batched {
    private Batched() {}

    /// {@return `graph` on `rows` vectors at once; nothing where an operation mixes rows}
    static <D extends Op> Optional<Graph<D>> of(Graph<D> graph, int rows) {
        Set<Value> rowWise = new HashSet<>();
        GraphBuilder<D> builder = new GraphBuilder<>(graph.name());
        for (Graph.Port port : graph.inputs()) {
            if (!leads(port.value().shape())) {
                return Optional.empty();
            }
            var type = port.value().type().withShape(with(port.value().shape(), rows));
            builder.bind(port.value(), builder.input(port.name(), type, port.meaning(), port.at()));
            rowWise.add(port.value());
        }
        for (Graph.Node<D> node : graph.nodes()) {
            if (node.op().operands().stream().anyMatch(rowWise::contains)) {
                if (!keepsRowsApart(node.op(), rowWise)) {
                    return Optional.empty();
                }
                rowWise.add(node.result());
            }
            builder.bind(node.result(), builder.add(moved(node.op(), builder, rowWise, rows), node.at()));
        }
        boolean all = graph.outputs().stream().map(Graph.Port::value).allMatch(rowWise::contains);
        return all ? Optional.of(builder.finish(graph.outputs())) : Optional.empty();
    }

    @SuppressWarnings("unchecked") // a reshape replaces a reshape
    private static <D extends Op> D moved(D op, GraphBuilder<D> builder, Set<Value> rowWise, int rows) {
        if (op instanceof Reshape reshape && rowWise.contains(reshape.input())) {
            return (D) (Op) new Reshape(builder.of(reshape.input()), with(reshape.shape(), rows));
        }
        return builder.moved(op);
    }

    private static boolean keepsRowsApart(Op op, Set<Value> rowWise) {
        return switch (op) {
            case Reshape reshape -> leads(reshape.shape());
            case Transpose transpose -> transpose.permutation().getFirst() == 0;
            case MatMul matmul -> products(matmul.input(), matmul.weights(), rowWise);
            case io.goshawk.ir.quant.MatMul matmul -> products(matmul.input(), matmul.weights(), rowWise);
            case Conv conv -> products(conv.input(), conv.weights(), rowWise);
            case io.goshawk.ir.quant.Conv conv -> products(conv.input(), conv.weights(), rowWise);
            case ConvTranspose conv -> products(conv.input(), conv.weights(), rowWise);
            case WindowSum _, MaxPool _, io.goshawk.ir.quant.WindowSum _, io.goshawk.ir.quant.MaxPool _, Clip _ -> true;
            case WeightedSum sum -> rowWise.containsAll(sum.operands());
            case Add sum -> rowWise.containsAll(sum.operands());
            case Requantize requantize -> requantize.channels().size() == 1 || requantize.axis() > 0;
            case Quantize quantize -> quantize.element().map().axis() != 0;
            case BipolarQuantize bipolar -> !(bipolar.scale() instanceof Coefficients.PerAxis s && s.axis() == 0);
            case CountThresholds steps -> steps.channels().size() == 1 || steps.axis() > 0;
            case ApplyAffine affine -> affine.map().axis() != 0;
            case Concat concat -> concat.axis() > 0 && rowWise.containsAll(concat.parts());
            case Pick pick -> pick.axis() > 0;
            case LeakyRelu leaky -> !(leaky.slope() instanceof Coefficients.PerAxis s && s.axis() == 0);
            case Relu _ -> true;
            case Softmax softmax -> softmax.axis() > 0;
            case LogSoftmax softmax -> softmax.axis() > 0;
            case TopK top -> top.axis() > 0;
            case io.goshawk.ir.quant.ArgMax argmax -> argmax.axis() > 0;
            case io.goshawk.ir.integer.ArgMax argmax -> argmax.axis() > 0;
            default -> false;
        };
    }

    private static boolean products(Value input, Value weights, Set<Value> rowWise) {
        return input.shape().rank() > 1 && !rowWise.contains(weights);
    }

    private static boolean leads(Shape shape) {
        return shape.rank() > 0 && shape.extent(0) == 1;
    }

    private static Shape with(Shape shape, int rows) {
        List<Integer> extents = new ArrayList<>(shape.extents());
        extents.set(0, rows);
        return new Shape(extents);
    }
}
