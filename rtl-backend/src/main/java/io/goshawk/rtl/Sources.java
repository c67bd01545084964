package io.goshawk.rtl;

import io.goshawk.ir.Graph;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Value;
import io.goshawk.ir.circuit.Element;
import io.goshawk.ir.circuit.Tap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where a module finds the wires that it does not make itself: in the packed vectors of the input ports
/// and of the layers before.
final class Sources {
    /// Element `index` of a packed vector.
    ///
    /// @param vector the vector's name in the top module
    /// @param port its name in the reading module
    /// @param element the type of its elements
    /// @param count how many elements it has
    record Source(String vector, String port, IntType element, int count, int index) {
        /// {@return a name for the element}
        String name() {
            return count == 1 && element.bits() == 1 ? port : port + "_" + index;
        }

        /// {@return the bits of the vector that are the wire of type `type`}
        String bits(IntType type) {
            int low = index * element.bits();
            int high = low + type.bits() - 1;
            if (count * element.bits() == 1) {
                return port;
            }
            return port + (high == low ? "[" + low + "]" : "[" + high + ":" + low + "]");
        }

        int width() {
            return count * element.bits();
        }
    }

    private final Schematic schematic;
    private final int reader;
    private final Map<Value, String> inputNames = new HashMap<>();
    private final List<String> layerNames;
    private final boolean top;
    /// The vectors read so far, with their names in the reading module.
    private final Map<String, String> ports = new HashMap<>();

    /// @param reader the layer that reads
    /// @param inputNames the vector of each input port
    /// @param layerNames the vector of each layer's tensor
    Sources(Schematic schematic, int reader, List<String> inputNames, List<String> layerNames) {
        this.schematic = schematic;
        this.reader = reader;
        this.layerNames = layerNames;
        this.top = reader == schematic.layers().size();
        List<Graph.Port> ports = schematic.graph().inputs();
        for (int i = 0; i < ports.size(); i++) {
            this.inputNames.put(ports.get(i).value(), inputNames.get(i));
        }
    }

    /// {@return where `value` is found, if the reading module does not make it}
    Optional<Source> of(Value value) {
        if (schematic.layer(value) < reader) {
            int layer = schematic.layer(value);
            Tap tap = schematic.layers().get(layer).tensor();
            int place = schematic.place(value);
            if (place < 0) {
                throw new IllegalStateException(value.name() + " leaves its layer without being part of the tensor");
            }
            return Optional.of(
                    source(layerNames.get(layer), tap.element(), tap.elements().size(), place));
        }
        if (schematic.maker(value).orElseThrow() instanceof Element element) {
            Value port = element.input();
            IntType type = port.type().intElement();
            return Optional.of(source(inputNames.get(port), type, port.shape().size(), element.index()));
        }
        return Optional.empty();
    }

    /// In a layer's own module its inputs are `x`, `x2`, and so on.
    private Source source(String vector, IntType element, int count, int index) {
        String port =
                top ? vector : ports.computeIfAbsent(vector, _ -> ports.isEmpty() ? "x" : "x" + (ports.size() + 1));
        return new Source(vector, port, element, count, index);
    }
}
