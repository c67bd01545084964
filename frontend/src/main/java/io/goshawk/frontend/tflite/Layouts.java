package io.goshawk.frontend.tflite;

import io.goshawk.frontend.operators.Emitter;
import io.goshawk.ir.Location;
import io.goshawk.ir.Value;
import io.goshawk.ir.shape.Transpose;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The values of the model's tensors, feature maps in either order.
///
/// TensorFlow Lite stores a feature map row by row, `[n, height, width, channels]`; convolutions here read it plane by
/// plane, `[n, channels, height, width]`. A map is turned only where a reader wants the order it is not in, and once.
final class Layouts {
    /// From rows to planes.
    static final List<Integer> TO_PLANES = List.of(0, 3, 1, 2);

    private static final List<Integer> TO_ROWS = List.of(0, 2, 3, 1);

    private final Emitter emitter;
    private final Map<Integer, Value> rows = new HashMap<>();
    private final Map<Integer, Value> planes = new HashMap<>();

    Layouts(Emitter emitter) {
        this.emitter = emitter;
    }

    /// Lets `tensor` have the value `value`, in the order of the file.
    void putRows(int tensor, Value value) {
        rows.put(tensor, value);
    }

    /// Lets `tensor`, a feature map, have the value `value`, plane by plane.
    void putPlanes(int tensor, Value value) {
        planes.put(tensor, value);
    }

    /// {@return whether `tensor` has a value}
    boolean knows(int tensor) {
        return rows.containsKey(tensor) || planes.containsKey(tensor);
    }

    /// {@return whether `tensor` is there plane by plane already}
    boolean isInPlanes(int tensor) {
        return planes.containsKey(tensor);
    }

    /// {@return the value of `tensor` in the order of the file}
    Value rows(int tensor, Location at) {
        return Optional.ofNullable(rows.get(tensor)).orElseGet(() -> {
            Value turned = turned(planes.get(tensor), TO_ROWS, at);
            rows.put(tensor, turned);
            return turned;
        });
    }

    /// {@return the value of `tensor`, a feature map, plane by plane}
    Value planes(int tensor, Location at) {
        return Optional.ofNullable(planes.get(tensor)).orElseGet(() -> {
            Value turned = turned(rows.get(tensor), TO_PLANES, at);
            planes.put(tensor, turned);
            return turned;
        });
    }

    private Value turned(Value value, List<Integer> permutation, Location at) {
        return emitter.value(emitter.result(new Transpose(value, permutation), at));
    }
}
