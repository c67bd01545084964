package io.goshawk.frontend;

import io.goshawk.frontend.protos.ModelProto;
import io.goshawk.frontend.protos.OperatorSetIdProto;
import io.goshawk.ir.Location;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import java.util.OptionalLong;

/// The version of the standard operators that a model is written in.
final class Opset {
    /// The first in which no operator says which of its operands it may overwrite.
    static final int OLDEST = 6;

    /// The newest whose changes were read.
    static final int NEWEST = 28;

    private Opset() {}

    /// {@return the version; the nearest that is understood where it is not, which is reported}
    static int of(ModelProto proto, String model, Diagnostics diagnostics) {
        Location at = new Location.Whole(model);
        OptionalLong stated = proto.getOpsetImportList().stream()
                .filter(opset -> Catalogue.isStandard(opset.getDomain()))
                .mapToLong(OperatorSetIdProto::getVersion)
                .max();
        boolean statesOthers = stated.isEmpty() && proto.getOpsetImportCount() > 0;
        if (statesOthers
                && proto.getGraph().getNodeList().stream().noneMatch(node -> Catalogue.isStandard(node.getDomain()))) {
            return NEWEST;
        }
        if (stated.isEmpty()) {
            diagnostics.add(
                    Diagnostic.of(Code.UNSUPPORTED_OPSET, at, "the model does not say which opset it is written in")
                            .hint("export the model again with an opset from " + OLDEST + " to " + NEWEST));
            return NEWEST;
        }
        long version = stated.getAsLong();
        if (version < OLDEST || version > NEWEST) {
            diagnostics.add(Diagnostic.of(
                            Code.UNSUPPORTED_OPSET,
                            at,
                            "the model is written in opset " + version + "; " + OLDEST + " to " + NEWEST
                                    + " are understood")
                    .hint("convert it with onnx.version_converter.convert_version(model, 13), or export it again"));
        }
        return Math.clamp(version, OLDEST, NEWEST);
    }
}
