package io.goshawk.frontend.operators.indexing;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.ElementType;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.indexing.Pad;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Pad. Numbers and fill are attributes before opset 11 and inputs since; negative numbers crop.
final class PadOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 4);
        Pad.Mode mode = mode(node);
        List<Long> pads = node.integers(1, "pads", "the numbers of places")
                .orElseThrow(() -> node.because(Code.BAD_ATTRIBUTE, "Pad has no pads"));
        int rank = node.input(0).shape().rank();
        List<Integer> axes = axes(node, rank);
        if (pads.size() != 2 * axes.size()) {
            throw node.because(
                    Code.BAD_ATTRIBUTE, "pads are " + pads + ", not two for each of " + axes.size() + " axes");
        }
        List<Integer> before = new ArrayList<>(Collections.nCopies(rank, 0));
        List<Integer> after = new ArrayList<>(Collections.nCopies(rank, 0));
        for (int i = 0; i < axes.size(); i++) {
            before.set(axes.get(i), Math.toIntExact(pads.get(i)));
            after.set(axes.get(i), Math.toIntExact(pads.get(axes.size() + i)));
        }
        if (pads.stream().allMatch(pad -> pad == 0)) {
            return (Imported) node.input(0);
        }
        return node.result(new Pad(node.value(0), fill(node), before, after, mode));
    }

    private static Pad.Mode mode(OnnxNode node) {
        String mode = node.attributes().text("mode", "constant");
        for (Pad.Mode known : Pad.Mode.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(mode)) {
                return known;
            }
        }
        throw node.because(Code.BAD_ATTRIBUTE, "mode is \"" + mode + "\"")
                .hint("Pad knows constant, edge, reflect and wrap");
    }

    private static List<Integer> axes(OnnxNode node, int rank) {
        if (!node.has(3)) {
            return IntStream.range(0, rank).boxed().toList();
        }
        List<Integer> axes = node.integers(3, "the axes").stream()
                .map(axis -> node.attributes().axis("axes", axis, rank))
                .toList();
        if (new HashSet<>(axes).size() != axes.size()) {
            throw node.because(Code.BAD_ATTRIBUTE, "axes " + axes + " name one axis twice");
        }
        return axes;
    }

    private static Value fill(OnnxNode node) {
        if (node.has(2)) {
            return node.value(2);
        }
        ElementType element = node.input(0).type().element();
        return new Composition(node).literal(element, node.attributes().number("value", 0));
    }
}
