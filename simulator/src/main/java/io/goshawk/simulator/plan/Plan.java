package io.goshawk.simulator.plan;

import io.goshawk.ir.Value;
import java.util.List;
import java.util.Map;

/// An integer graph as steps on slots, for any engine.
///
/// @param inputs a slot for each input of the graph
/// @param outputs a slot for each output of the graph
/// @param values where each value of the graph is found
public record Plan(List<Slot> slots, List<Slot> inputs, List<Step> steps, List<Slot> outputs, Map<Value, Slot> values) {
    public Plan {
        slots = List.copyOf(slots);
        inputs = List.copyOf(inputs);
        steps = List.copyOf(steps);
        outputs = List.copyOf(outputs);
        values = Map.copyOf(values);
    }

    /// {@return for each slot how many steps and outputs read it}
    public int[] readers() {
        int[] readers = new int[slots.size()];
        steps.forEach(step -> step.reads().forEach(slot -> readers[slot.index()]++));
        outputs.forEach(slot -> readers[slot.index()]++);
        return readers;
    }
}
