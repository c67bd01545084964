package io.goshawk.passes.calibrate;

import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.onnx.Constant;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.indexing.Gather;
import io.goshawk.ir.onnx.normalization.Softmax;
import io.goshawk.ir.shape.Reshape;
import io.goshawk.ir.tensor.IntTensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Sums in front of a softmax whose one addend says what takes no part: 0, or a number so low that its
/// exponential is nothing.
final class Masks {
    /// A mask goes this far below the scores: an exponential of e^-32 is less than any result shows.
    private static final double DEPTH = 32;
    /// What was seen at -1000 or lower beside scores can be nothing else.
    private static final double LOW = -1000;

    private final Observations seen;
    private final Set<Value> softened = new HashSet<>();

    /// @param scores what is masked
    /// @param mask which has an extent of 1, or none, where it is the same for all
    record Mask(Value scores, Value mask) {}

    Masks(Graph<OnnxOp> graph, Observations seen) {
        this.seen = seen;
        for (Graph.Node<OnnxOp> node : graph.nodes()) {
            if (node.op() instanceof Softmax softmax) {
                softened.add(softmax.input());
            }
        }
    }

    /// {@return scores and mask, if the operation of `node` adds the two}
    Optional<Mask> of(Graph.Node<OnnxOp> node) {
        if (!(node.op() instanceof Binary op) || op.kind() != Binary.Kind.ADD || !softened.contains(node.result())) {
            return Optional.empty();
        }
        Shape shape = node.result().shape();
        if (isMask(op.right(), shape) && op.left().shape().equals(shape)) {
            return Optional.of(new Mask(op.left(), op.right()));
        }
        boolean turned = isMask(op.left(), shape) && op.right().shape().equals(shape);
        return turned ? Optional.of(new Mask(op.right(), op.left())) : Optional.empty();
    }

    /// A mask holds 0 and what is far below; all of it may have been 0 in the data that were seen.
    private boolean isMask(Value value, Shape shape) {
        return seen.of(value)
                .filter(held -> held.most() == 0)
                .filter(held -> held.least() <= LOW
                        || (held.least() == 0 && !value.shape().equals(shape)))
                .isPresent();
    }

    /// {@return a power of two that takes whatever it is subtracted from out of the softmax}
    double depth(Value scores) {
        double magnitude = seen.of(scores).map(Observations.Extremes::magnitude).orElse(0.0);
        return Math.scalb(1.0, Math.getExponent(2 * magnitude + DEPTH) + 1);
    }

    /// {@return `mask` in the shape of the scores}
    static Value spread(GraphBuilder<OnnxOp> builder, Value mask, Shape shape, Location at) {
        List<Integer> extents =
                new ArrayList<>(Collections.nCopies(shape.rank() - mask.shape().rank(), 1));
        extents.addAll(mask.shape().extents());
        Value spread =
                extents.equals(mask.shape().extents()) ? mask : builder.add(new Reshape(mask, new Shape(extents)), at);
        for (int axis = 0; axis < shape.rank(); axis++) {
            if (extents.get(axis) != shape.extent(axis)) {
                IntTensor places = IntTensor.of(Shape.of(shape.extent(axis)), _ -> 0);
                Value indices = builder.add(new Constant(places, IntType.s(Long.SIZE)), at);
                spread = builder.add(new Gather(spread, indices, axis), at);
            }
        }
        return spread;
    }
}
