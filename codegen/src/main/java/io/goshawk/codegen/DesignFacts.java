package io.goshawk.codegen;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// What a program needs to know to drive an emitted design; becomes part of `design.json`.
///
/// @param top the top module or function
/// @param latencyCycles clock cycles from a vector's entry to its result; empty where time has no meaning
/// @param layers the intermediate tensors that can be observed, in order of computation
/// @param settings what else was chosen, such as `reset` and `portStyle`
/// @param statistics counts worth showing, such as `adders` and `registerBits`
public record DesignFacts(
        String top,
        OptionalInt latencyCycles,
        List<PortFacts> inputs,
        List<PortFacts> outputs,
        List<LayerFacts> layers,
        Map<String, String> settings,
        Map<String, Long> statistics) {
    public DesignFacts {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        layers = List.copyOf(layers);
        settings = Map.copyOf(settings);
        statistics = Map.copyOf(statistics);
    }

    /// A port of the design.
    ///
    /// @param name the graph's name for it
    /// @param port the identifier in the emitted code
    /// @param shape extents, outermost first
    /// @param bits width of one element
    public record PortFacts(String name, String port, List<Integer> shape, int bits, boolean signed) {
        public PortFacts {
            shape = List.copyOf(shape);
        }
    }

    /// An intermediate tensor.
    ///
    /// @param value its name in the integer graph, such as `%12`
    /// @param origin the user's node
    /// @param signal the identifier (hierarchical in Verilog) of the wires or array that carry it
    /// @param cycle the clock cycle, counted from a vector's entry, at which it is there; 0 in software
    public record LayerFacts(
            String value, String origin, String signal, List<Integer> shape, int bits, boolean signed, int cycle) {
        public LayerFacts {
            shape = List.copyOf(shape);
        }
    }
}
