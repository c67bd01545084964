package io.goshawk.passes.integer;

import io.goshawk.ir.Graph;
import io.goshawk.ir.quant.ArgMax;
import io.goshawk.ir.quant.LogSoftmax;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.quant.Softmax;
import java.util.Optional;

/// An arg-max that the hardware may compute beside the logits.
///
/// @param node the host's operation that it stands for
record ClassPort(String name, int axis, boolean keepAxis, Graph.Node<QuantOp> node) {
    /// {@return the class that `node`, which reads the logits, decides; nothing where it needs them all}
    static Optional<ClassPort> of(Graph.Node<QuantOp> node, Graph.Port output) {
        String name = output.name() + "_class";
        return switch (node.op()) {
            case Softmax softmax -> Optional.of(new ClassPort(name, softmax.axis(), false, node));
            case LogSoftmax softmax -> Optional.of(new ClassPort(name, softmax.axis(), false, node));
            case ArgMax argmax -> Optional.of(new ClassPort(name, argmax.axis(), argmax.keepAxis(), node));
            case QuantOp _ -> Optional.empty();
        };
    }

    /// {@return whether `other` is the same integers}
    boolean isSame(ClassPort other) {
        return axis == other.axis && keepAxis == other.keepAxis;
    }
}
