package io.goshawk.frontend.operators.indexing;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;

/// DepthToSpace and SpaceToDepth, as a transposition of the axes of blocks between two reshapes.
///
/// @param toSpace whether channels become blocks
record BlocksOperator(boolean toSpace) implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 1);
        Shape shape = node.input(0).shape();
        long stated = node.attributes().integer("blocksize", 0);
        if (shape.rank() != 4 || stated < 1 || stated > 1 << 15) {
            throw node.because(
                    Code.BAD_ATTRIBUTE,
                    "blocks of size " + stated + " in [" + shape
                            + "]; the input has four axes, blocks a positive size");
        }
        int block = (int) stated;
        boolean fits = toSpace
                ? shape.extent(1) % (block * block) == 0
                : shape.extent(2) % block == 0 && shape.extent(3) % block == 0;
        if (!fits) {
            throw node.because(
                    Code.SHAPE_MISMATCH, "[" + shape + "] is not divided into blocks of " + block + " by " + block);
        }
        Composition steps = new Composition(node);
        return steps.done(toSpace ? toSpace(node, steps, shape, block) : toDepth(node, steps, shape, block));
    }

    private static Value toSpace(OnnxNode node, Composition steps, Shape shape, int block) {
        int n = shape.extent(0);
        int c = shape.extent(1) / (block * block);
        int h = shape.extent(2);
        int w = shape.extent(3);
        Value moved = switch (node.attributes().text("mode", "DCR")) {
            case "DCR" -> steps.transpose(steps.reshape(node.value(0), n, block, block, c, h, w), 0, 3, 4, 1, 5, 2);
            case "CRD" -> steps.transpose(steps.reshape(node.value(0), n, c, block, block, h, w), 0, 1, 4, 2, 5, 3);
            case String mode -> throw node.because(Code.BAD_ATTRIBUTE, "mode is \"" + mode + "\", neither DCR nor CRD");
        };
        return steps.reshape(moved, n, c, h * block, w * block);
    }

    private static Value toDepth(OnnxNode node, Composition steps, Shape shape, int block) {
        int n = shape.extent(0);
        int c = shape.extent(1);
        int h = shape.extent(2) / block;
        int w = shape.extent(3) / block;
        Value blocks = steps.reshape(node.value(0), n, c, h, block, w, block);
        return steps.reshape(steps.transpose(blocks, 0, 3, 5, 1, 2, 4), n, c * block * block, h, w);
    }
}
