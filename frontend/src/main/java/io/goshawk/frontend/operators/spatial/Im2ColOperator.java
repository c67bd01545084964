package io.goshawk.frontend.operators.spatial;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.spatial.Im2Col;
import io.goshawk.ir.window.Window;
import java.util.Collections;
import java.util.List;

/// QONNX's Im2Col, padded with zeros.
///
/// `depthwise` only tells FINN how hardware will read the rows: QONNX itself lays them out the same way
/// with it.
final class Im2ColOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 1);
        if (node.attributes().integer("pad_value", 0) != 0) {
            throw node.because(Code.UNSUPPORTED_FEATURE, "Im2Col padded with numbers other than zero")
                    .hint("pad the input with a Pad node in front of it");
        }
        List<Integer> kernel = pair(node, "kernel_size", 1);
        List<Integer> pads =
                node.attributes().has("pad_amount") ? numbers(node, "pad_amount", 4, 0) : Collections.nCopies(4, 0);
        List<Integer> dilations = node.attributes().has("dilations") ? pair(node, "dilations", 1) : List.of(1, 1);
        Window window = new Window(pair(node, "stride", 1), dilations, pads.subList(0, 2), pads.subList(2, 4));
        Value input = node.value(0);
        return node.result(new Im2Col(input, kernel, window));
    }

    private static List<Integer> pair(OnnxNode node, String name, int least) {
        return numbers(node, name, 2, least);
    }

    private static List<Integer> numbers(OnnxNode node, String name, int count, int least) {
        List<Long> values = node.attributes()
                .integers(name)
                .orElseThrow(() -> node.because(Code.BAD_ATTRIBUTE, "Im2Col has no " + name));
        if (values.size() != count || values.stream().anyMatch(v -> v < least || v > Integer.MAX_VALUE)) {
            throw node.because(
                    Code.BAD_ATTRIBUTE,
                    name + " is " + values + " and should be " + count + " integers from " + least + " on");
        }
        return values.stream().map(Long::intValue).toList();
    }
}
