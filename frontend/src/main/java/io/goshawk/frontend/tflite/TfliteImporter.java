package io.goshawk.frontend.tflite;

import io.goshawk.frontend.model.Unconvertible;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Location;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.onnx.OnnxOp;
import java.nio.ByteBuffer;

/// Reads TensorFlow Lite models into the `onnx` dialect.
///
/// Integers of the file stand for reals as its quantisation scheme says, `scale * (stored - zero
/// point)`. An operator on
/// quantised tensors becomes its float form on those reals with a quantiser behind it, which rounds to
/// nearest, ties away
/// from zero. Kernels that multiply by a fixed-point approximation of a ratio of scales, as those of
/// TensorFlow Lite do,
/// may differ by one step near a tie.
public final class TfliteImporter {
    private TfliteImporter() {}

    /// {@return whether `head`, the first bytes of a file, begins a TensorFlow Lite model: its identifier is `TFL3`}
    private static boolean recognises(byte[] head) {
        return head.length >= 8 && head[4] == 'T' && head[5] == 'F' && head[6] == 'L' && head[7] == '3';
    }

    /// {@return the model that `bytes` hold}
    ///
    /// @param modelName the file name that diagnostics and origin comments show
    /// @param diagnostics receives every problem of the model
    /// @throws Refusal carrying them, if there are any
    public static Graph<OnnxOp> load(ByteBuffer bytes, String modelName, Diagnostics diagnostics) {
        try {
            byte[] head = new byte[Math.min(8, bytes.remaining())];
            bytes.slice().get(head);
            if (!recognises(head)) {
                throw Unconvertible.because(
                                Code.NOT_A_MODEL,
                                new Location.Whole(modelName),
                                bytes.hasRemaining() ? "this is no TensorFlow Lite model" : "the file is empty")
                        .hint("export or download the model again");
            }
            TfliteModel model = TfliteModel.read(bytes, modelName, diagnostics);
            Graph<OnnxOp> graph = new TfliteImport(model, modelName, diagnostics).run();
            diagnostics.stopOnErrors();
            return graph;
        } catch (IndexOutOfBoundsException _) {
            // Options are read where they are used: the file may prove damaged as late as here.
            diagnostics.add(TfliteModel.damaged(bytes.remaining(), modelName));
            throw new Refusal(diagnostics.all());
        } catch (Unconvertible refusal) {
            refusal.reason().ifPresent(diagnostics::add);
            throw new Refusal(diagnostics.all());
        }
    }
}
