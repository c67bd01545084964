package io.goshawk.frontend.export;

import io.goshawk.frontend.export.Out.Attribute;
import io.goshawk.ir.shape.Reshape;
import io.goshawk.ir.shape.ShapeOp;
import io.goshawk.ir.shape.Transpose;
import java.util.List;

/// Reshape and Transpose.
final class ShapeExport {
    private ShapeExport() {}

    static void write(ShapeOp op, Out out) {
        switch (op) {
            case Reshape reshape ->
                out.give(
                        "Reshape",
                        List.of(
                                out.name(reshape.input()),
                                out.integers("shape", reshape.shape().extents())),
                        Attribute.of("allowzero", true));
            case Transpose transpose ->
                out.yieldOf("Transpose", op.operands(), Attribute.of("perm", transpose.permutation()));
        }
    }
}
