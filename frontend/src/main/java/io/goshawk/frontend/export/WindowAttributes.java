package io.goshawk.frontend.export;

import io.goshawk.frontend.export.Out.Attribute;
import io.goshawk.ir.window.Window;
import java.util.ArrayList;
import java.util.List;

/// The attributes of a window.
final class WindowAttributes {
    private WindowAttributes() {}

    /// {@return kernel, strides, dilations and padding, and `more` behind them}
    static Attribute[] of(List<Integer> kernel, Window window, Attribute... more) {
        List<Integer> pads = new ArrayList<>(window.before());
        pads.addAll(window.after());
        List<Attribute> all = new ArrayList<>(List.of(
                Attribute.of("kernel_shape", kernel),
                Attribute.of("strides", window.strides()),
                Attribute.of("pads", pads)));
        // ONNX Runtime's own quantised operators refuse the attribute, even where it says nothing.
        if (window.dilations().stream().anyMatch(step -> step != 1)) {
            all.add(Attribute.of("dilations", window.dilations()));
        }
        all.addAll(List.of(more));
        return all.toArray(Attribute[]::new);
    }
}
